import { setTimeout as pause } from 'node:timers/promises';

/** Looks again and again until there is something to be seen, and answers it. Throws after so many seconds. */
export async function until<T>(what: string, look: () => Promise<T>, seconds: number): Promise<NonNullable<T>> {
  const end = performance.now() + seconds * 1_000;
  while (performance.now() < end) {
    const seen = await look();
    if (seen) return seen;
    await pause(100);
  }
  throw new Error(`in ${seconds} seconds it did not come to pass that ${what}`);
}
