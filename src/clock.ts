import { randomUUID } from 'node:crypto';

/** The only source of time, ids and chance; tests hand in one that they hold. */
export type Clock = {
  /** The present instant, ISO 8601 in UTC. */
  now(): string;
  /** Milliseconds that have passed since some beginning; never goes back. */
  elapsed(): number;
  /** A fresh random UUID. */
  id(): string;
  /** A number from 0 up to 1. */
  chance(): number;
  /** Resolves after so many milliseconds. */
  pause(ms: number): Promise<void>;
  /** A signal that aborts when so many milliseconds have passed. */
  deadline(ms: number): AbortSignal;
};

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  elapsed: () => performance.now(),
  id: randomUUID,
  chance: Math.random,
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  deadline: (ms) => AbortSignal.timeout(ms),
};

/** A clock that can be moved forward: what it shows, not what `elapsed` measures, so that waiting takes as long as ever. */
export type MovableClock = Clock & { forward(ms: number): void };

/**
 * Builds a clock that shows the same as another until it is moved. A move is like a machine that has been off meanwhile.
 *
 * @param clock the clock that it goes by
 */
export function createMovableClock(clock: Clock): MovableClock {
  let ahead = 0;
  return {
    ...clock,
    now: () => (ahead === 0 ? clock.now() : new Date(Date.parse(clock.now()) + ahead).toISOString()),
    forward(ms) {
      ahead += ms;
    },
  };
}
