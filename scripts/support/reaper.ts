import { setTimeout as pause } from 'node:timers/promises';
import type { Bot, Bots } from './bots.ts';
import type { Chance } from './chance.ts';

/**
 * Kills bots at random moments, and starts another in the place of each at once. Only those are killed that have been at work for as long as
 * they took to start: on a slow machine it takes longer, and as much is done. Resolves after so many kills, `meanMs`
 * apart on average, when all in their places are ready; answers how many there were. Throws if one does not come up.
 */
export async function reap(bots: Bots, chance: Chance, kills: number, meanMs: number): Promise<number> {
  const coming: Promise<unknown>[] = [];
  let killed = 0;
  while (killed < kills) {
    await pause(chance.interval(meanMs));
    const atWork = bots.ready().filter(hasWorked);
    if (atWork.length === 0) continue;
    await bots.kill(chance.pick(atWork));
    killed += 1;
    coming.push(bots.start());
  }
  await Promise.all(coming);
  return killed;
}

function hasWorked({ started, readied }: Bot): boolean {
  return readied !== null && Date.now() - readied >= readied - started;
}
