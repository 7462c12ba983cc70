import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { copyStore, createBar } from '../../scripts/copy-store.ts';
import { createCosmosStore } from '../../src/store/cosmos.ts';
import { createSqliteStore } from '../../src/store/sqlite.ts';
import { type Document, everyOf, type Store } from '../../src/store/store.ts';
import { uuid } from '../support/clock.ts';
import { networkOf } from '../support/consultations.ts';
import { type CosmosServer, startCosmos } from '../support/cosmos-server.ts';
import { consultation } from './contract.ts';

let cosmos: CosmosServer;
let container: string;
let inCosmos: Store;
let inSqlite: Store;

beforeAll(async () => {
  cosmos = await startCosmos();
});
afterAll(() => cosmos.close());

beforeEach(async () => {
  cosmos.faults.calm();
  ({ id: container } = await cosmos.makeContainer());
  const { endpoint, key, agent } = cosmos;
  inCosmos = await createCosmosStore({ endpoint, database: 'neuvo', container, key: () => key }, { agent });
  inSqlite = createSqliteStore(':memory:');
  await fill(inSqlite);
});

const networks = [1, 2, 3].map((number) => networkOf(`Verkosto ${number}`, { area: 'ita' }));
const consultations = Array.from({ length: 40 }, (_, number) => consultation(number));

async function fill(store: Store): Promise<void> {
  for (const document of [...networks, ...consultations]) await store.create(document);
}

async function contentsOf(store: Store): Promise<Document[]> {
  const kinds = await Promise.all((['network', 'person', 'consultation'] as const).map((kind) => Array.fromAsync(everyOf(store, kind))));
  return kinds.flat();
}

async function tallies(from: Store, to: Store) {
  const result = await copyStore(from, to, () => {});
  return Object.fromEntries(result.map(({ kind, ...counts }) => [kind, counts]));
}

const none = { missing: 0, unreadable: [], copied: 0, changed: 0, same: 0, newer: 0 };

describe('Copying a store', () => {
  test('to Cosmos DB and from there to another SQLite loses nothing', async () => {
    const another = createSqliteStore(':memory:');

    await tallies(inSqlite, inCosmos);
    await tallies(inCosmos, another);

    expect(await contentsOf(another)).toEqual([...networks, ...consultations]);
  });

  test('may be interrupted: run again, it copies what is lacking and leaves alone what is there', async () => {
    cosmos.faults.fail('create', { status: 403 }, { after: 20, times: 1000 });
    await expect(tallies(inSqlite, inCosmos)).rejects.toThrow('does not let Neuvo in');
    cosmos.faults.calm();

    const again = await tallies(inSqlite, inCosmos);

    expect(again.network).toEqual({ ...none, total: 3, same: 3 });
    expect(again.consultation).toEqual({ ...none, total: 40, same: 17, copied: 23 });
    expect(cosmos.faults.count('create')).toBe(23);
    expect(await contentsOf(inCosmos)).toEqual(await contentsOf(inSqlite));
  });

  test('again writes nothing', async () => {
    await tallies(inSqlite, inCosmos);
    cosmos.faults.calm();

    const { consultation: counts } = await tallies(inSqlite, inCosmos);

    expect(counts).toEqual({ ...none, total: 40, same: 40 });
    expect(cosmos.faults.count('create') + cosmos.faults.count('replace')).toBe(0);
  });

  test('changes what differs, except where the target has gone on; and deletes nothing', async () => {
    const [first, second] = consultations as [(typeof consultations)[0], (typeof consultations)[0]];
    const goneOn = { ...second, history: [...second.history, { ...second.history[0], seq: 2 }] } as typeof second;
    for (const document of [{ ...first, reference: 'OT-OLD' }, goneOn, consultation(99)]) await inCosmos.create(document);

    const { consultation: counts } = await tallies(inSqlite, inCosmos);

    expect(counts).toEqual({ ...none, total: 40, changed: 1, newer: 1, copied: 38 });
    expect((await inCosmos.get(first.id))?.document).toEqual(first);
    expect((await inCosmos.get(second.id))?.document).toEqual(goneOn);
    expect(await inCosmos.get(uuid(99))).not.toBeNull();
  });
});

test('A bar shows how far it has got, how fast it is and what is left', () => {
  let now = 0;
  const written: string[] = [];
  const progress = createBar({ isTTY: true, write: (text) => written.push(text) }, () => now);

  progress('consultation', 0, 40);
  now = 2_000;
  progress('consultation', 20, 40);
  now = 4_000;
  progress('consultation', 40, 40);

  expect(written.map((text) => text.replace('\r\u001b[K', ''))).toEqual([
    'consultation  ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░  0/40',
    'consultation  ███████████████░░░░░░░░░░░░░░░  20/40  10/s  2 s left',
    'consultation  ██████████████████████████████  40/40  10/s  0 s left\n',
  ]);
});

describe('On the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'neuvo-copy-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  function run(from: string, to: string): Promise<{ code: number; out: string; err: string }> {
    // The stand-in's certificate is trusted in this child process alone.
    const place = { COSMOS_ENDPOINT: cosmos.endpoint, COSMOS_CONTAINER: container, SECRET_COSMOS_KEY: cosmos.key };
    const env = { ...process.env, ...place, NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_NO_WARNINGS: '1' };
    const script = join(import.meta.dirname, '../../scripts/copy-store.ts');
    return new Promise((resolve) => {
      const child = execFile(process.execPath, [script, '--from', from, '--to', to], { env }, (_error, out, err) =>
        resolve({ code: child.exitCode ?? -1, out, err }),
      );
    });
  }

  test('a file is copied to Cosmos DB, and what has happened is said', async () => {
    const path = join(folder, 'neuvo.sqlite');
    const file = createSqliteStore(path);
    await fill(file);

    expect(await run(`sqlite:${path}`, 'cosmos')).toEqual({
      code: 0,
      out: [
        'network: 3 in the source; 3 copied, 0 changed, 0 there already, 0 newer in the target',
        'network-cards: 0 in the source; 0 copied, 0 changed, 0 there already, 0 newer in the target',
        'centre: 0 in the source; 0 copied, 0 changed, 0 there already, 0 newer in the target',
        'person: 0 in the source; 0 copied, 0 changed, 0 there already, 0 newer in the target',
        'tally: 0 in the source; 0 copied, 0 changed, 0 there already, 0 newer in the target',
        'reference: 0 in the source; 0 copied, 0 changed, 0 there already, 0 newer in the target',
        'consultation: 40 in the source; 40 copied, 0 changed, 0 there already, 0 newer in the target',
        'digest: 0 in the source; 0 copied, 0 changed, 0 there already, 0 newer in the target',
        '',
      ].join('\n'),
      err: '',
    });
    expect(await contentsOf(inCosmos)).toEqual(await contentsOf(file));
  });

  test('what can be read by nobody is named, and is not said to have been copied', async () => {
    const path = join(folder, 'broken.sqlite');
    const file = createSqliteStore(path);
    await file.create(consultation(1));
    await file.create({ ...consultation(2), seats: 'none' } as unknown as Document);
    await file.close();

    const { code, out, err } = await run(`sqlite:${path}`, 'cosmos');

    expect(out).toContain(
      `consultation: 1 in the source; 1 copied, 0 changed, 0 there already, 0 newer in the target, UNREADABLE: ${uuid(2)}\n`,
    );
    expect({ code, err }).toEqual({ code: 1, err: 'The target has not got all of it.\n' });
  });

  test('an interruption is told, and how to go on', async () => {
    const path = join(folder, 'more.sqlite');
    await fill(createSqliteStore(path));
    cosmos.faults.fail('create', { status: 403 }, { after: 5, times: 1000 });

    const { code, err } = await run(`sqlite:${path}`, 'cosmos');

    expect(code).toBe(1);
    expect(err).toMatch(/does not let Neuvo in .*\nWhat has been copied stays: run this again to go on\.\n$/);
  });

  test.each([
    ['sqlite:nowhere.sqlite', 'cosmos', 'There is no file nowhere.sqlite.\n'],
    ['postgres', 'cosmos', 'There is no store postgres; there are sqlite:<path> and cosmos.\n'],
    ['cosmos', 'cosmos', 'Say --from and --to, two different stores of these: sqlite:<path>, cosmos.\n'],
  ])('a mistake is told in a sentence: from %s to %s', async (from, to, sentence) => {
    expect(await run(from, to)).toEqual({ code: 1, out: '', err: sentence });
  });
});
