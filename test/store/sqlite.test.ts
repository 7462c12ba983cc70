import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { livingStatuses } from '../../src/domain/consultation.ts';
import { createSqliteStore } from '../../src/store/sqlite.ts';
import { ConflictError, type Store } from '../../src/store/store.ts';
import { uuid } from '../support/clock.ts';
import { north } from '../support/consultations.ts';
import { consultation, describeStore } from './contract.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'neuvo-store-'));
  path = join(folder, 'made', 'neuvo.sqlite');
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

describeStore('The store in an SQLite file', async () => {
  let store = createSqliteStore(path);
  return {
    store,
    async reopen() {
      await store.close();
      store = createSqliteStore(path);
      return store;
    },
    close: () => store.close(),
  };
});

describeStore(
  'The store in memory',
  async () => {
    const store = createSqliteStore(':memory:');
    return { store, reopen: async () => store, close: () => store.close() };
  },
  { lasting: false },
);

describe('An SQLite file of the store', () => {
  test('is written ahead, and every write is on the disk before it is answered', async () => {
    const executed = jest.spyOn(DatabaseSync.prototype, 'exec');
    const store = createSqliteStore(path);
    const [database] = executed.mock.contexts as DatabaseSync[];

    expect(firstValue(database?.prepare('PRAGMA journal_mode'))).toBe('wal');
    expect(firstValue(database?.prepare('PRAGMA synchronous'))).toBe(2);
    expect(firstValue(database?.prepare('PRAGMA busy_timeout'))).toBe(0);
    await store.close();
  });

  test('is shared: what one process writes, the other reads, and what it has not read, it does not overwrite', async () => {
    const [one, other] = [createSqliteStore(path), createSqliteStore(path)];
    const { version } = await one.create(consultation(1));

    const newer = await other.replace({ document: consultation(1, { status: 'claimed' }), version });

    expect(await one.get(uuid(1))).toEqual(newer);
    await expect(one.replace({ document: consultation(1, { status: 'withdrawn' }), version })).rejects.toThrow(ConflictError);
    await expect(other.create(consultation(1))).rejects.toThrow(ConflictError);
    expect((await other.find({ by: 'network', network: north.id, statuses: ['claimed'] }, 10)).found).toEqual([newer]);
    await Promise.all([one.close(), other.close()]);
  });

  test('that its process was killed over is whole, and holds every write that was acknowledged', async () => {
    const writer = startWriter();
    const acknowledged = await readUntilKilled(writer, 300);

    const store = createSqliteStore(path);
    const found = await Promise.all(acknowledged.map((number) => store.get(uuid(number))));
    const written = consultation(1, { reference: 'written twice' });
    expect(acknowledged.length).toBeGreaterThanOrEqual(300);
    expect(found).toEqual(acknowledged.map((number) => ({ document: { ...written, id: uuid(number) }, version: '2' })));
    expect(await integrityOf(path)).toBe('ok');
    await expect(store.create(consultation(0xffff))).resolves.toBeDefined();
    await store.close();
  });
});

describe('The indices of that file', () => {
  const page = [10, `2026-11-23T08:00:00.000Z|${uuid(1)}`] as const;

  test.each<[string, (store: Store) => Promise<unknown>, string[]]>([
    ['id', (store) => store.get(uuid(1)), ['SEARCH documents USING INDEX sqlite_autoindex_documents_1 (id=?)']],
    [
      'requester',
      (store) => store.find({ by: 'requester', requester: 'aino' }, ...page),
      ['SEARCH documents USING INDEX by_requester (requester=? AND (opened_at,id)<(?,?))'],
    ],
    [
      'network and status',
      (store) => store.find({ by: 'network', network: north.id, statuses: livingStatuses }, ...page),
      ['SEARCH documents USING INDEX by_network (network=? AND status=? AND (opened_at,id)<(?,?))', 'USE TEMP B-TREE FOR ORDER BY'],
    ],
    [
      'area and status',
      (store) => store.find({ by: 'area', area: 'ita', statuses: livingStatuses }, ...page),
      ['SEARCH documents USING INDEX by_area (area=? AND status=? AND (opened_at,id)<(?,?))', 'USE TEMP B-TREE FOR ORDER BY'],
    ],
    [
      'area and last change',
      (store) => store.find({ by: 'changed', area: 'ita', since: '2026-01' }, ...page),
      ['SEARCH documents USING INDEX by_change (area=? AND changed_at>? AND (changed_at,id)<(?,?))'],
    ],
    [
      'area and period',
      (store) => store.find({ by: 'opened', area: 'ita', from: '2026-01', to: '2027-01' }, ...page),
      ['SEARCH documents USING INDEX by_opening (area=? AND opened_at>? AND opened_at<?)'],
    ],
    [
      'thread',
      (store) => store.find({ by: 'thread', thread: 'thread' }, ...page),
      ['SEARCH documents USING INDEX by_thread (thread=?)', 'USE TEMP B-TREE FOR ORDER BY'],
    ],
    ['kind', (store) => store.list('network', 10, 'network:1'), ['SEARCH documents USING INDEX by_kind (kind=? AND id>?)']],
    ['alarm', (store) => store.due('2026-11-23T08:00:00.000Z', 10), ['SEARCH documents USING INDEX by_alarm (alarm_at<?)']],
  ])('serve the search by %s, which reads no more than it must', async (_by, search, plan) => {
    const prepared = jest.spyOn(DatabaseSync.prototype, 'prepare');
    const store = createSqliteStore(path);

    await search(store);

    const [sql] = prepared.mock.calls.at(-1) ?? [];
    const database = prepared.mock.contexts.at(-1) as DatabaseSync;
    const explained = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all();
    expect(explained.map(({ detail }) => detail)).toEqual(plan);
    await store.close();
  });
});

/** A process that writes documents, each twice, and says of each when it has been answered. */
function startWriter(): ChildProcess {
  const script = `
    import { writeSync } from 'node:fs';
    const [, module, path, asked] = process.argv;
    const { createSqliteStore } = await import(module);
    const store = createSqliteStore(path);
    for (let number = 1; number < 50_000; number++) {
      const id = '00000000-0000-4000-8000-' + number.toString(16).padStart(12, '0');
      const { document, version } = await store.create({ ...JSON.parse(asked), id });
      await store.replace({ document: { ...document, reference: 'written twice' }, version });
      writeSync(1, number + '\\n');
    }`;
  const module = new URL('../../src/store/sqlite.ts', import.meta.url).href;
  const args = ['--input-type=module', '--eval', script, module, path, JSON.stringify(consultation(1))];
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** What a writer has acknowledged when it is dead; it is killed amid its writes once it has acknowledged so many. */
async function readUntilKilled(writer: ChildProcess, count: number): Promise<number[]> {
  const acknowledged: number[] = [];
  const ended = once(writer, 'exit');
  for await (const line of createInterface({ input: writer.stdout as NodeJS.ReadableStream })) {
    acknowledged.push(Number(line));
    if (acknowledged.length === count) writer.kill('SIGKILL');
  }
  expect(await ended).toEqual([null, 'SIGKILL']);
  return acknowledged;
}

function integrityOf(file: string): unknown {
  const database = new DatabaseSync(file, { readOnly: true });
  const verdict = firstValue(database.prepare('PRAGMA integrity_check'));
  database.close();
  return verdict;
}

function firstValue(statement: StatementSync | undefined): unknown {
  return Object.values(statement?.get() ?? {})[0];
}
