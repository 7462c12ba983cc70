import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { createPoster } from '../../src/local-teams/post.ts';
import { openFuzzedBot } from './fuzzed-bot.ts';
import { mutatedActivity } from './mutations.ts';
import { createRights } from './rights.ts';

export type Fuzz = { runs: number; seed: number };
/** What came of it. `wrong`: a sentence for whatever should not have been, and what brought it about; at most twenty. */
export type FuzzReport = {
  runs: number;
  perSecond: number;
  /** How often each HTTP status was answered. */
  statuses: Record<string, number>;
  /** How many commands were taken: those that were still good. */
  commands: number;
  /** Turns that ended with an incident's id, by what the log says of it. */
  incidents: Record<string, number>;
  /** Megabytes in use after a tenth of the runs and after all, when all garbage had been collected. */
  heapMb: [tenth: number, all: number];
  wrong: string[];
};

// So many runs change so much that what they run on is made anew.
const atOnce = 250;
const mostGrowthMb = 15;

/** Sends mutated activities to a bot, one after the other, each signed and over HTTP, and holds every write against who was at the door. */
export async function runFuzz({ runs, seed }: Fuzz): Promise<FuzzReport> {
  const bot = await openFuzzedBot();
  const poster = createPoster();
  const rights = createRights(bot.world);
  const statuses: Record<string, number> = {};
  const wrong: string[] = [];
  const heap: number[] = [];
  let commands = 0;
  const began = performance.now();
  try {
    for (let done = 0; done < runs; done += atOnce) {
      const material = await bot.fresh();
      for (const { body } of fc.sample(
        mutatedActivity(() => material),
        { numRuns: Math.min(atOnce, runs - done), seed: seed + done },
      )) {
        const status = await send(body);
        statuses[status] = (statuses[status] ?? 0) + 1;
        commands += judge(body, status);
      }
      if (heap.length === 0 && done + atOnce >= runs / 10) heap.push(heapMb());
    }
    const perSecond = Math.round(runs / ((performance.now() - began) / 1_000));
    if (!(await bot.isWell())) wrong.push('the bot is no longer well');
    const heapMbs: [number, number] = [heap[0] ?? 0, heapMb()];
    if (heapMbs[1] > heapMbs[0] + mostGrowthMb) wrong.push(`memory has grown from ${heapMbs[0]} to ${heapMbs[1]} MB`);
    return {
      runs,
      perSecond,
      statuses,
      commands,
      incidents: bot.incidents,
      heapMb: heapMbs,
      wrong: wrong.slice(0, 20),
    };
  } finally {
    poster.close();
    await bot.close();
  }

  async function send(body: string): Promise<number> {
    const headers = { authorization: bot.authorization, 'content-type': 'application/json' };
    return poster.post(bot.url, body, headers, 20_000).then(
      ({ status }) => status,
      () => 0,
    );
  }

  /** Looks at what has been written since; answers how many commands were taken. */
  function judge(body: string, status: number): number {
    const writes = bot.writes.splice(0);
    const actor = actorOf(body, bot.world.tenantId);
    for (const write of writes) {
      const objection = rights.objection(write, actor);
      if (objection) wrong.push(`${objection}: ${body.slice(0, 2_000)}`);
    }
    if (status === 0 || status >= 500) wrong.push(`answered ${status}: ${body.slice(0, 2_000)}`);
    return writes.filter(
      ({ before, after }) =>
        after.kind === 'consultation' && before?.kind === 'consultation' && after.history.length > before.history.length,
    ).length;
  }
}

// Who stands behind an activity, as its reader must see it: nobody if it comes from elsewhere.
function actorOf(body: string, tenantId: string): string | null {
  const { from, conversation, channelData } = JSON.parse(body) ?? {};
  const tenant = conversation?.tenantId ?? channelData?.tenant?.id;
  return tenant === tenantId && typeof from?.aadObjectId === 'string' ? from.aadObjectId : null;
}

function heapMb(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  return Math.round((process.memoryUsage().heapUsed / 2 ** 20) * 10) / 10;
}
