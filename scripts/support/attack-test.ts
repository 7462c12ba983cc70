import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Kind as DocumentKind } from '../../src/store/store.ts';
import type { Attack, AttackOn } from './attacks/attack.ts';
import type { Besieged, Toll } from './attacks/besieged.ts';
import { bodyAttacks } from './attacks/bodies.ts';
import { type Colleague, openColleague } from './attacks/colleague.ts';
import { connectionAttacks } from './attacks/connections.ts';
import { crowdAttacks } from './attacks/crowds.ts';
import { encodingAttacks } from './attacks/encodings.ts';
import { fieldAttacks } from './attacks/fields.ts';
import { keyAttacks } from './attacks/keys.ts';
import { outsiderAttacks } from './attacks/outsiders.ts';
import { openProductionSite } from './attacks/production-site.ts';
import { textAttacks } from './attacks/texts.ts';
import { tokenAttacks } from './attacks/tokens.ts';
import { troubleAttacks } from './attacks/trouble.ts';
import { type Prober, startProber, type Waits } from './prober.ts';

/** Which sizes, and which attacks: those whose name holds this. */
export type Siege = { size: 'small' | 'full'; only: string };
/** What came of one attack. `statuses`: how often each answer came, or what came instead. */
export type Row = Waits & {
  name: string;
  place: Attack['place'];
  count: number;
  statuses: Record<string, number>;
  effects: string[];
  ends: number;
  memoryMb: number;
};
/** What came of all. `wrong`: a sentence for whatever should not have been. */
export type AttackReport = { rows: Row[]; wrong: string[]; seconds: number };

/** Everything that is tried, in this order: what makes lists long, and what breaks the store, comes last. */
const attacks: Attack[] = [
  ...encodingAttacks,
  ...connectionAttacks,
  ...bodyAttacks,
  ...tokenAttacks,
  ...keyAttacks,
  ...textAttacks,
  ...fieldAttacks,
  ...outsiderAttacks,
  ...crowdAttacks,
  ...troubleAttacks,
];

// Nobody who asks for /healthz waits for longer, besides what the machine takes for itself.
const longestWaitMs = 1_000;
const longestAttackMs = 70_000;
// What strangers do is no reason to write much.
const printed = { atMost: 16_384, each: 64 };

/** Throws everything at bots of its own, one attack after the other; whatever breaks, it goes on with the next. `tell` hears of each row. */
export async function runAttackTest(asked: Siege, tell: (row: Row) => void = () => {}): Promise<AttackReport> {
  const began = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'neuvo-attack-'));
  const prober = await startProber();
  const chosen = attacks.filter(({ size, name }) => size[asked.size] > 0 && name.includes(asked.only));
  const rows: Row[] = [];
  const local = once(() => openColleague(prober.watch));
  const production = once(() => openProductionSite(folder, prober.watch));
  try {
    for (const attack of chosen) {
      const size = attack.size[asked.size];
      const row =
        attack.place === 'local'
          ? await besiegeColleague(attack, size, await local.get(), prober)
          : await besiegeOne(attack, size, await production.get(), prober);
      rows.push(row);
      tell(row);
    }
  } finally {
    await Promise.all([local.close(), production.close(), prober.end()]);
    rmSync(folder, { recursive: true });
  }
  return { rows, wrong: [...new Set(rows.flatMap(wrongIn))], seconds: Math.round((performance.now() - began) / 1_000) };
}

// Opened when somebody wants it for the first time.
function once<T extends { close(): Promise<void> }>(open: () => Promise<T>) {
  let opened: Promise<T> | null = null;
  return {
    get() {
      opened ??= open();
      return opened;
    },
    close: async () => (await opened)?.close(),
  };
}

// What a stranger sends changes nothing that is stored.
async function besiegeColleague(attack: Attack & { place: 'local' }, size: number, local: Colleague, prober: Prober): Promise<Row> {
  if (attack.kind !== 'door') return besiegeOne(attack, size, local, prober);
  local.reset();
  await local.living();
  const before = await versionsIn(local);
  const row = await besiegeOne(attack, size, local, prober);
  const after = await versionsIn(local);
  const changed = [...after].filter(([id, version]) => before.get(id) !== version);
  return changed.length > 0 ? { ...row, effects: [...row.effects, `${changed.length} documents were changed`] } : row;
}

async function besiegeOne<T extends Besieged>(
  { name, kind, place, run }: AttackOn<Attack['place'], T>,
  size: number,
  target: T,
  prober: Prober,
): Promise<Row> {
  target.reset();
  await prober.watch(await target.living());
  const effects = await withinTime(target, run(target, size));
  if (await target.endIfDumb()) effects.push('it answered nobody any more');
  const toll = target.toll();
  const waits = await prober.report();
  return { name, place, ...waits, ...countOf(toll), effects: [...effects, ...(kind === 'door' ? chatterOf(toll) : [])] };
}

// What has been sent by then is still waited for, so that nothing of it is counted with the next.
async function withinTime(target: Besieged, run: Promise<string[]>): Promise<string[]> {
  const done = run.catch((error: Error) => [`broke off: ${error.message}`]);
  const late = pause(longestAttackMs, null, { ref: false });
  if ((await Promise.race([done, late])) === null) target.giveUp();
  return done;
}

function countOf({ answers, ends, memoryMb }: Toll): Pick<Row, 'count' | 'statuses' | 'ends' | 'memoryMb'> {
  const statuses: Record<string, number> = {};
  for (const answer of answers) statuses[answer] = (statuses[answer] ?? 0) + 1;
  return { count: answers.length, statuses, ends, memoryMb };
}

function chatterOf({ answers, printed: bytes }: Toll): string[] {
  return bytes > printed.atMost + printed.each * answers.length
    ? [`${Math.round(bytes / 1_024)} KB of log for ${answers.length} requests`]
    : [];
}

async function versionsIn({ arena }: Colleague): Promise<Map<string, string>> {
  const kinds: DocumentKind[] = ['consultation', 'network', 'centre', 'person'];
  const pages = await Promise.all(kinds.map((kind) => arena.store.list(kind, 10_000)));
  return new Map(pages.flatMap(({ found }) => found.map(({ document, version }): [string, string] => [document.id, version])));
}

function wrongIn({ name, place, effects, ends, statuses, waitedMs, noiseMs }: Row): string[] {
  const failed = Object.entries(statuses).filter(([status]) => status === 'hang' || (status.startsWith('5') && status !== '503'));
  const problems = [
    ...effects,
    ...(ends > 0 ? [`${ends} ends of the process`] : []),
    ...failed.map(([status, count]) => `${count} × ${status}`),
    ...(waitedMs > longestWaitMs + noiseMs ? [`/healthz waited ${waitedMs} ms`] : []),
  ];
  return problems.map((problem) => `${name} (${place}): ${problem}`);
}

/** The head of the table that `lineOf` makes the lines of. */
export const headOfTable = [
  '| attack | how often | answered | effect | ends of the process | longest wait of `/healthz` (the machine’s own) | more memory |',
  '| --- | --- | --- | --- | --- | --- | --- |',
].join('\n');

/** What came of an attack, as a line of a table in Markdown. */
export function lineOf({ name, place, count, statuses, effects, ends, waitedMs, noiseMs, memoryMb }: Row): string {
  const answered = Object.entries(statuses).map(([status, times]) => `${times} × ${status}`);
  const distinct = [...Map.groupBy(effects, (effect) => effect)].map(([effect, all]) =>
    all.length > 1 ? `${all.length} × ${effect}` : effect,
  );
  const cells = [
    place === 'production' ? `${name} (production)` : name,
    count,
    answered.join(', '),
    distinct.join('; ') || 'none',
    ends,
    `${waitedMs} ms (${noiseMs} ms)`,
    `${memoryMb} MB`,
  ];
  return `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
}
