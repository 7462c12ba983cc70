import { setTimeout as pause } from 'node:timers/promises';
import type { Store } from '../../src/store/store.ts';

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

/** Resolves when no notice waits to be delivered. Throws after so many seconds. */
export async function untilDelivered(store: Store, seconds: number): Promise<void> {
  const isDelivered = async () =>
    (await store.due('9999', 1_000)).every(({ document }) => document?.notices.length === 0 && !document.lease);
  await until('nothing waits to be delivered', isDelivered, seconds);
}
