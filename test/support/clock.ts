import type { Clock } from '../../src/clock.ts';

/**
 * A clock in the test's hand: it stands still until it is told, ids are numbered, and chance is always the same. A pause is over at once:
 * only `elapsed` knows that it has been. `deadlines`: how long each has been given; `expire` ends all of them.
 */
export type HandClock = Clock & { set(instant: string): void; advance(ms: number): void; deadlines: number[]; expire(): void };

/** Builds a clock that shows `instant`: Monday 23 November 2026, 10.00 in Helsinki, unless told otherwise. */
export function createHandClock(instant = '2026-11-23T08:00:00.000Z'): HandClock {
  let shown = Date.parse(instant);
  let paused = 0;
  let ids = 0;
  let end = new AbortController();
  const deadlines: number[] = [];
  return {
    deadlines,
    now: () => new Date(shown).toISOString(),
    elapsed: () => shown + paused,
    id: () => uuid(++ids),
    chance: () => 0.5,
    async pause(ms) {
      paused += ms;
    },
    deadline(ms) {
      deadlines.push(ms);
      return end.signal;
    },
    expire() {
      end.abort();
      end = new AbortController();
    },
    set(at) {
      shown = Date.parse(at);
    },
    advance(ms) {
      shown += ms;
    },
  };
}

/** The UUID that carries this number, from 0. */
export function uuid(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}
