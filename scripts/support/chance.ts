/** Chance that repeats itself: the same seed, the same numbers. */
export type Chance = {
  /** A number from 0 up to 1. */
  next(): number;
  /** One of them. Throws if there is none. */
  pick<T>(from: readonly T[]): T;
  /** Milliseconds until the next of events that come by themselves, `mean` apart on average. */
  interval(mean: number): number;
  /** Chance of its own for a part of the whole, so that the parts don't disturb one another. */
  fork(): Chance;
};

/** Builds chance from a seed, a whole number. The generator is mulberry32. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  return {
    next,
    pick(from) {
      if (from.length === 0) throw new RangeError('nothing to pick from');
      return from[Math.floor(next() * from.length)] as (typeof from)[number];
    },
    interval: (mean) => -Math.log(1 - next()) * mean,
    fork: () => createChance(Math.floor(next() * 2 ** 32)),
  };
}
