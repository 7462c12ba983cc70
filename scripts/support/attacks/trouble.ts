import { existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { startChild } from '../children.ts';
import { until } from '../waiting.ts';
import type { Attack } from './attack.ts';
import { openCase, openForm, referenceIn, requestsOf, submit } from './cases.ts';
import type { Colleague } from './colleague.ts';

/** Attacks on what the bot keeps its documents in, and on the service that it sends with. */
export const troubleAttacks: Attack[] = [
  { name: 'a lock that another program holds, in seconds', kind: 'store', place: 'local', size: { small: 1, full: 8 }, run: lock },
  {
    name: 'other users of the machine, who look for the store’s files',
    kind: 'store',
    place: 'local',
    size: { small: 1, full: 1 },
    run: peep,
  },
  { name: 'documents that cannot be read', kind: 'store', place: 'local', size: { small: 1, full: 1 }, run: corrupt },
  ...[500, 401, 403].map(
    (status): Attack => ({
      name: `three seconds of ${status} from Teams`,
      kind: 'outage',
      place: 'local',
      size: { small: status === 500 ? 3 : 0, full: 5 },
      run: (colleague, size) => failFor(colleague, size, status),
    }),
  ),
];

const presses = 8;
const outageMs = 3_000;
const healedWithin = 40;
const kinds = ['consultation', 'network', 'centre', 'digest', 'tally', 'person'];

async function lock(colleague: Colleague, seconds: number): Promise<string[]> {
  const askers = Array.from({ length: presses }, () => colleague.somebody());
  const forms = await Promise.all(askers.map((asker) => openForm(colleague, asker)));
  const locked = await startChild('lock-process.ts', pathOf(colleague));
  const waiting = askers.map((asker, index) => submit(colleague, asker, forms[index] ?? {}));
  await pause(seconds * 1_000);
  await locked.end();
  const said = await Promise.all(waiting);
  const lost = await Promise.all(
    askers.map(async (asker, index) => said[index]?.sentence.includes('OT-') && (await requestsOf(colleague, asker)).length === 0),
  );
  const late = said.filter(({ ms }) => ms > seconds * 1_000 + 5_000);
  return [
    ...(lost.some(Boolean) ? ['a request that was acknowledged is not there'] : []),
    ...(late.length > 0 ? [`${late.length} of ${presses} presses were answered more than five seconds after the lock was gone`] : []),
  ];
}

async function peep(colleague: Colleague): Promise<string[]> {
  await openCase(colleague);
  const path = pathOf(colleague);
  const files = [path, `${path}-wal`, `${path}-shm`].filter((file) => existsSync(file));
  return files.filter((file) => (statSync(file).mode & 0o077) !== 0).map((file) => `others may open ${basename(file)}`);
}

// One of each kind; whoever can be read is served, and told of, all the same.
async function corrupt(colleague: Colleague): Promise<string[]> {
  const effects: string[] = [];
  for (const kind of kinds) {
    const database = new DatabaseSync(pathOf(colleague), { timeout: 5_000 });
    const id = kind === 'network' ? 'network:19:unreadable@thread.tacv2' : `unreadable-${kind}`;
    const sql =
      "INSERT INTO documents (id, kind, version, body, status, area, opened_at, changed_at, alarm_at) VALUES (?, ?, 1, '{', 'open', 'pohjois', '2026', '2026', '2020')";
    database.prepare(sql).run(id, kind);
    try {
      // The first attempt fails, so that somebody must come back to it.
      await colleague.arena.api.setFault({ status: 503, match: { method: 'POST', path: '/v3/conversations' }, times: 1 });
      const problem = await askOnce(colleague, 8);
      if (problem) effects.push(`with an unreadable ${kind}, ${problem}`);
    } finally {
      await colleague.arena.api.clearFaults();
      database.prepare('DELETE FROM documents WHERE id = ?').run(id);
      database.close();
    }
  }
  return effects;
}

async function askOnce(colleague: Colleague, seconds: number): Promise<string | null> {
  const asker = colleague.somebody();
  const reference = referenceIn(await submit(colleague, asker, await openForm(colleague, asker)));
  if (reference === '') return 'nobody’s request is taken';
  const seen = await until('', async () => colleague.wire.cardsOf(reference)[0], seconds).catch(() => null);
  return seen ? null : 'a request that was taken came to no channel';
}

async function failFor(colleague: Colleague, size: number, status: number): Promise<string[]> {
  const { arena, wire, somebody } = colleague;
  const askers = Array.from({ length: size }, somebody);
  const forms = await Promise.all(askers.map((asker) => openForm(colleague, asker)));
  await arena.api.setFault({ status });
  const ends = pause(outageMs).then(() => arena.api.clearFaults());
  const said = await Promise.all(askers.map((asker, index) => submit(colleague, asker, forms[index] ?? {})));
  await ends;
  const references = said.map(referenceIn).filter((reference) => reference !== '');
  const missing = () => references.filter((reference) => wire.cardsOf(reference).length === 0);
  await until('', async () => missing().length === 0, healedWithin).catch(() => null);
  return [
    ...(references.length < size ? [`${size - references.length} of ${size} requests were not taken`] : []),
    ...(missing().length > 0 ? [`${missing().length} of ${size} acknowledged requests stood in no channel ${healedWithin} s after`] : []),
  ];
}

function pathOf({ arena }: Colleague): string {
  return arena.settings.SQLITE_PATH ?? '';
}
