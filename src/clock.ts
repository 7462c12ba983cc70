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
};

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  elapsed: () => performance.now(),
  id: randomUUID,
  chance: Math.random,
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
