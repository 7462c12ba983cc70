import type { Clock } from '../clock.ts';
import { type Log, stackOf } from '../log.ts';
import { within } from './within.ts';

type Dependencies = { check: () => Promise<void>; clock: Pick<Clock, 'elapsed' | 'deadline'>; log: Pick<Log, 'error'> };

// Anybody may ask, as often as they like: what was found holds for a while.
const holdsMs = 2_000;
// Whoever asks whether a bot is ready waits for some seconds at most.
const patienceMs = 3_000;

/** Builds what knows whether the store takes writes: resolves if it did within the last two seconds, throws why not otherwise. */
export function createReadiness({ check, clock, log }: Dependencies): () => Promise<void> {
  let known: { at: number; answer: Promise<void> } | null = null;
  let isReady = true;

  return () => {
    if (!known || clock.elapsed() - known.at >= holdsMs) known = { at: clock.elapsed(), answer: look() };
    return known.answer;
  };

  async function look(): Promise<void> {
    try {
      await within(clock.deadline(patienceMs), check());
      isReady = true;
    } catch (error) {
      if (isReady) log.error({ fault: stackOf(error) }, 'store takes no writes');
      isReady = false;
      throw error;
    }
  }
}
