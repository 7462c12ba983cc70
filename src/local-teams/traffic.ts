import type { TrafficEntry } from './contract.ts';

const CAPACITY = 20_000;

export type Traffic = ReturnType<typeof createTraffic>;

/** The log of what went over the wire in both directions: the newest 20,000 entries. */
export function createTraffic(now: () => number) {
  const ring: TrafficEntry[] = [];
  let last = 0;

  return {
    /** Adds an entry; `ms` is how long the answer took. */
    add(entry: Omit<TrafficEntry, 'n' | 'at'>): void {
      last += 1;
      ring[(last - 1) % CAPACITY] = { n: last, at: new Date(now()).toISOString(), ...entry };
    },

    /** The entries numbered above `after`, oldest first, as far as they are still kept. */
    after(after: number): TrafficEntry[] {
      const first = Math.max(after, last - CAPACITY);
      return Array.from({ length: Math.max(0, last - first) }, (_, index) => ring[(first + index) % CAPACITY] as TrafficEntry);
    },
  };
}
