import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as turn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createSqliteStore } from '../../src/store/sqlite.ts';
import type { Query, Store } from '../../src/store/store.ts';
import { uuid } from '../support/clock.ts';
import { north } from '../support/consultations.ts';
import { consultation } from './contract.ts';

const impatient = { patienceMs: 200 };
let folder: string;
let path: string;
let store: Store;
/** The store's own connection, to break something in it. */
let connection: DatabaseSync;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'neuvo-trouble-'));
  path = join(folder, 'neuvo.sqlite');
  const executed = jest.spyOn(DatabaseSync.prototype, 'exec');
  store = createSqliteStore(path, impatient);
  connection = executed.mock.contexts[0] as DatabaseSync;
  jest.restoreAllMocks();
  await store.create(north);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

/** Another process, as far as SQLite can tell. */
function another(sql: string): DatabaseSync {
  const database = new DatabaseSync(path);
  database.exec(sql);
  return database;
}

describe('While another process holds the file', () => {
  let other: DatabaseSync;
  beforeEach(() => {
    other = another('BEGIN IMMEDIATE');
  });
  afterEach(() => other.close());

  test('a write waits for it, and nobody else has to', async () => {
    const writing = store.create(consultation(1));
    await turn();

    const read = await Promise.all([store.get(north.id), store.list('network', 10), store.due('9999', 10)]);
    const missing = await store.get(uuid(1));
    other.exec('ROLLBACK');
    const written = await writing;

    expect(read).toMatchObject([{ document: north }, { found: [{ document: north }] }, []]);
    expect(missing).toBeNull();
    expect(await store.get(uuid(1))).toEqual(written);
  });

  test('and does not let go, a write ends with a sentence, has written nothing, and can be made later', async () => {
    await expect(store.create(consultation(1))).rejects.toMatchObject({
      code: 'store-busy',
      message: `The SQLite file ${path} is held by another process that writes or has locked it: see who has it open.`,
    });
    other.exec('ROLLBACK');

    expect(await store.get(uuid(1))).toBeNull();
    await expect(store.create(consultation(1))).resolves.toMatchObject({ version: '1' });
  });

  test('fifty who write wait together, not one after the other', async () => {
    const alone = await timed(() => store.create(consultation(0)));

    const together = await timed(() => Promise.all(Array.from({ length: 50 }, (_, number) => store.create(consultation(number)))));

    expect(together / alone).toBeLessThan(5);
  });

  test('the store says that it takes no writes, and that it does when that is over', async () => {
    await expect(store.check()).rejects.toMatchObject({ code: 'store-busy' });
    other.exec('ROLLBACK');

    await expect(store.check()).resolves.toBeUndefined();
  });
});

test('Whoever reads all there is, page after page, keeps nobody else waiting for longer than a page', async () => {
  for (let number = 0; number < 40; number++) await store.create(consultation(number));
  const query: Query = { by: 'area', area: 'pohjois', statuses: ['open'] };
  let turns = 0;
  let isReading = true;
  const others = (async () => {
    for (; isReading; await turn()) turns++;
  })();

  let pages = 0;
  for (let cursor: string | null = null; cursor !== null || pages === 0; pages++) cursor = (await store.find(query, 2, cursor)).next;
  for (let cursor: string | null = ''; cursor !== null; pages++) cursor = (await store.list('consultation', 2, cursor)).next;
  isReading = false;
  await others;

  expect(turns).toBeGreaterThanOrEqual(pages - 3);
});

describe('What is wrong with the file is said in a sentence', () => {
  const large = consultation(1, { reference: 'x'.repeat(100_000) });

  test('if it can grow no more: what is there can be read, and the store says that it takes no writes', async () => {
    connection.exec('PRAGMA max_page_count = 1');

    await expect(store.create(large)).rejects.toMatchObject({ code: 'store-full', message: expect.stringContaining('the disk is full') });
    await expect(store.check()).rejects.toMatchObject({ code: 'store-full' });

    expect(await store.get(north.id)).toMatchObject({ document: north });
    expect(await store.get(large.id)).toBeNull();
  });

  test('if it may not be written', async () => {
    connection.exec('PRAGMA query_only = 1');

    await expect(store.create(large)).rejects.toMatchObject({ code: 'store-readonly', message: expect.stringContaining('not written') });
    await expect(store.check()).rejects.toMatchObject({ code: 'store-readonly' });

    expect(await store.get(north.id)).toMatchObject({ document: north });
  });

  test('if it is damaged', async () => {
    await store.close();
    const file = await open(path, 'r+');
    const { size } = await file.stat();
    await file.write(Buffer.alloc(size - 4096, 0xff), 0, size - 4096, 4096);
    await file.close();
    store = createSqliteStore(path);

    await expect(store.get(north.id)).rejects.toMatchObject({
      code: 'store-damaged',
      message: expect.stringContaining('docs/operating.md'),
    });
  });

  test('if it is none', () => {
    const text = join(folder, 'notes.txt');
    writeFileSync(text, 'Nothing that SQLite would have written, and long enough for it to look.'.repeat(20));

    expect(() => createSqliteStore(text)).toThrow(expect.objectContaining({ code: 'store-damaged' }));
  });

  test('if the disk takes no more of it, in a process that goes on', async () => {
    const script = `
      const [, module, path, asked] = process.argv;
      const { createSqliteStore } = await import(module);
      const store = createSqliteStore(path);
      const written = [];
      const fault = await (async () => {
        for (let number = 1; ; number++) {
          const id = '00000000-0000-4000-8000-' + number.toString(16).padStart(12, '0');
          await store.create({ ...JSON.parse(asked), id });
          written.push(id);
        }
      })().catch(({ code }) => code);
      const check = await store.check().catch(({ code }) => code);
      const kept = await Promise.all(written.map((id) => store.get(id)));
      console.log(JSON.stringify({ fault, check, isKept: kept.length > 0 && kept.every((one) => one !== null) }));`;
    const module = new URL('../../src/store/sqlite.ts', import.meta.url).href;
    const args = ['--input-type=module', '--eval', script, module, join(folder, 'small.sqlite'), JSON.stringify(large)];

    const limited = ['-c', 'ulimit -f 2000; exec "$@"', 'bash', process.execPath, '--disable-warning=ExperimentalWarning', ...args];
    const { stdout } = await promisify(execFile)('bash', limited);

    expect(JSON.parse(stdout)).toEqual({ fault: 'store-io', check: 'store-io', isKept: true });
  });
});

describe('A row that holds no JSON', () => {
  const sound = consultation(2, { alarmAt: '2026-11-23T08:00:00.000Z' });
  beforeEach(async () => {
    for (const document of [{ ...sound, id: uuid(1) }, sound]) await store.create(document);
    another(`UPDATE documents SET body = '{"kind": "consulta' WHERE id IN ('${uuid(1)}', '${north.id}')`).close();
  });

  test('is named where it is looked for, and hides nothing else', async () => {
    const found = await store.find({ by: 'area', area: 'pohjois', statuses: ['open'] }, 10);

    expect(found).toMatchObject({ found: [{ document: sound }], unreadable: [uuid(1)] });
    expect(await store.list('network', 10)).toMatchObject({ found: [], unreadable: [north.id] });
    expect(await store.due('9999', 10)).toMatchObject([{ id: uuid(1), document: null }, { document: { id: uuid(2) } }]);
    await expect(store.get(uuid(1))).rejects.toMatchObject({ code: 'store-unreadable' });
  });

  test('does not keep a newer Neuvo from opening the file of an older one', async () => {
    another('ALTER TABLE documents DROP COLUMN tries; DROP INDEX by_change; ALTER TABLE documents DROP COLUMN changed_at').close();

    const newer = createSqliteStore(path);
    const found = await newer.find({ by: 'changed', area: 'pohjois', since: '2026' }, 10);
    await newer.close();

    expect(found.found).toMatchObject([{ document: sound }]);
  });
});

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work().catch(() => {});
  return performance.now() - began;
}
