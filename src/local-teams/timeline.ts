import type { ClockView } from './contract.ts';
import { nextMonday, nextWorkingMorning } from './helsinki.ts';

const HOUR = 3_600_000;
const LONGEST_JUMP = 6 * 7 * 24 * HOUR;

/** The clock that the bot lives by. Without `forward` it can't be moved. */
export type BotClock = {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds that have really passed since some beginning, whatever it has been moved by: what quotas go by, for a jump gives nobody a rest. */
  elapsed(): number;
  /** Moves it, and resolves when the bot has done what has become due meanwhile. */
  forward?(ms: number): Promise<void>;
};

/** How far to move: milliseconds, or until a moment of the Finnish week. */
export type Jump = number | 'hour' | 'morning' | 'monday';

export type Timeline = ReturnType<typeof createTimeline>;

/**
 * The time that people see, which they can move forward: never back, and one jump after the other.
 *
 * @param changed is told of each move, for the snapshot
 * @param tell tells open pages
 */
export function createTimeline(clock: BotClock, changed: () => void, tell: () => void) {
  let ahead = 0;
  let moving = 0;
  let last: Promise<void> = Promise.resolve();

  return {
    now: clock.now,

    ahead: () => ahead,

    view(): ClockView {
      return { now: new Date(clock.now()).toISOString(), movable: clock.forward !== undefined, moving: moving > 0 };
    },

    /** Takes the clock to where it was before a restart. */
    async restore(ms: number): Promise<void> {
      if (ms > 0 && clock.forward) await move(ms);
    },

    /** Moves the clock, after the moves that are under way. @returns null, or a sentence on why not. */
    async forward(jump: Jump): Promise<string | null> {
      if (!clock.forward) return 'This clock can’t be moved: the bot goes by a clock of its own.';
      if (typeof jump === 'number' && !(jump > 0 && jump <= LONGEST_JUMP)) return 'The clock moves forward, by six weeks at most.';
      moving += 1;
      tell();
      const turn = last.then(() => move(lengthOf(jump, clock.now())));
      last = turn.catch(() => {});
      await turn.finally(() => {
        moving -= 1;
        tell();
      });
      return null;
    },
  };

  async function move(ms: number): Promise<void> {
    ahead += ms;
    changed();
    await clock.forward?.(ms);
  }
}

function lengthOf(jump: Jump, now: number): number {
  if (typeof jump === 'number') return jump;
  if (jump === 'hour') return HOUR;
  return (jump === 'morning' ? nextWorkingMorning(now) : nextMonday(now)) - now;
}
