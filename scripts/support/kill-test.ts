import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { Consultation } from '../../src/domain/consultation.ts';
import { type Arena, openArena } from './arena.ts';
import { type Chance, createChance } from './chance.ts';
import { startHeir } from './heir.ts';
import type { Ledger } from './ledger.ts';
import { plots } from './plots.ts';
import { reap } from './reaper.ts';
import { readEverything } from './seen.ts';
import type { StoreName } from './stores.ts';
import { createTale } from './tale.ts';
import { judge } from './verdict.ts';
import { untilDelivered } from './waiting.ts';
import { startWeather, type Weather } from './weather.ts';
import { followWire, type Wire } from './wire.ts';

/**
 * `seconds`: over how long the consultations begin and the kills are spread. `faultEveryMs`: how far the connector's faults are apart on average.
 * `hasHeir`: after the last kill the others are killed, too, and a bot carries on for which half a minute has passed.
 */
export type KillTest = {
  store: StoreName;
  consultations: number;
  kills: number;
  processes: number;
  seconds: number;
  faultEveryMs: number;
  seed: number;
  hasHeir: boolean;
};
/** How it ended. `wrong`: a sentence for whatever was lost, is not as people left it, or came twice for no known reason. */
export type KillReport = {
  consultations: number;
  commands: number;
  kills: number;
  faults: Record<string, number>;
  expected: number;
  seen: number;
  lost: number;
  /** The longest that this process, which is local Teams and everybody in it, has kept anything waiting. */
  lagMs: number;
  /** How many messages came again, by what had happened. */
  twice: Record<string, number>;
  stoppedInMs: number[];
  seconds: number;
  wrong: string[];
};

const patience = 600;
const askersPerConsultation = 0.25;

/** Drives consultations through bot processes that are killed, over a connector that fails; and holds what people see at the end against what they did. */
export async function runKillTest(test: KillTest): Promise<KillReport> {
  const chance = createChance(test.seed);
  const began = performance.now();
  const arena = await openArena({ store: test.store, crowd: Math.ceil(test.consultations * askersPerConsultation) });
  const wire = followWire(arena.api);
  const lag = monitorEventLoopDelay();
  lag.enable();
  try {
    for (let count = 0; count < test.processes; count++) await arena.bots.start();
    const weather = startWeather(arena.api, chance.fork(), test.faultEveryMs);
    const reaping = reap(arena.bots, chance.fork(), test.kills, (test.seconds * 1_000) / Math.max(1, test.kills));
    const telling = tellAll(arena, wire, chance, test);
    const kills = await reaping;
    const heir = test.hasHeir ? await succeed(arena, weather) : null;
    const told = await telling;
    await weather.clear();
    await untilDelivered(arena.store, patience);
    await wire.close();
    const stops = await Promise.all(arena.bots.ready().map(arena.bots.stop));
    await heir?.finish();
    const verdict = await verdictOn(arena, wire, told, lag.max / 1e6);
    const stoppedInMs = stops.map(({ ms }) => Math.round(ms));
    return { kills, faults: weather.struck, ...verdict, stoppedInMs, seconds: Math.round((performance.now() - began) / 1_000) };
  } finally {
    await wire.close();
    await arena.close();
  }
}

async function succeed({ bots, ...arena }: Arena, weather: Weather) {
  await weather.clear();
  await bots.close();
  return startHeir({ bots, ...arena });
}

type Told = { ledger: Ledger | undefined; trouble: string | null };

// They begin at random moments; what goes wrong in one does not end the others.
async function tellAll(arena: Arena, wire: Wire, chance: Chance, { consultations, seconds }: KillTest): Promise<Told[]> {
  const starts = Array.from({ length: consultations }, (_, index) => ({
    index,
    chance: chance.fork(),
    after: chance.next() * seconds * 950,
  }));
  return Promise.all(
    starts.map(async ({ index, chance: own, after }) => {
      const asker = arena.crowd[index % arena.crowd.length] as Arena['crowd'][number];
      const tale = createTale({ arena, wire, chance: own, asker, id: uuidFrom(own), patience });
      await pause(after);
      try {
        for (const deed of own.pick(plots)) await tale[deed]();
        return { ledger: tale.ledger(), trouble: null };
      } catch (error) {
        return { ledger: tale.ledger(), trouble: `a tale broke off: ${String(error)}` };
      }
    }),
  );
}

async function verdictOn(arena: Arena, { took }: Wire, told: Told[], lag: number) {
  const ledgers = told.flatMap(({ ledger }) => ledger ?? []);
  const seen = await readEverything(arena, arena.crowd);
  const verdicts = await Promise.all(
    ledgers.map(async (ledger) =>
      judge(ledger, (await arena.store.get(ledger.id))?.document as Consultation | undefined, seen, { bots: arena.bots, took }),
    ),
  );
  const twice: Record<string, number> = {};
  for (const [cause, count] of verdicts.flatMap((verdict) => Object.entries(verdict.twice))) twice[cause] = (twice[cause] ?? 0) + count;
  return {
    consultations: ledgers.length,
    commands: sum(ledgers.map(({ verbs }) => verbs.length)),
    expected: sum(ledgers.map(({ expected }) => expected.length)),
    seen: sum(verdicts.map(({ messages }) => messages)),
    lagMs: Math.round(lag),
    lost: sum(verdicts.map(({ lost }) => lost)),
    twice,
    wrong: [...told.flatMap(({ trouble }) => trouble ?? []), ...verdicts.flatMap(({ wrong }) => wrong)],
  };
}

function uuidFrom({ next }: Chance): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(next() * 16).toString(16)).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
