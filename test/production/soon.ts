import { setTimeout as pause } from 'node:timers/promises';

const withinMs = 10_000;
const againAfterMs = 50;

/** What somebody does or sees once a bot in another process has got that far: tried again until it no longer throws. Throws what it threw last if that takes too long. */
export async function soon<T>(doing: () => Promise<T>): Promise<T> {
  for (const until = performance.now() + withinMs; ; await pause(againAfterMs)) {
    try {
      return await doing();
    } catch (error) {
      if (performance.now() > until) throw error;
    }
  }
}
