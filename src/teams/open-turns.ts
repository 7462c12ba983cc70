import type { TurnAnswer } from './adapter.ts';

/** Builds the list of turns that wait for their answer, so that nobody is left without one when the bot ends. */
export function createOpenTurns() {
  const open = new Set<(answer: TurnAnswer) => void>();

  /** What a turn is answered, unless all of them are ended before. */
  function answered(turn: Promise<TurnAnswer>): Promise<TurnAnswer> {
    const { promise, resolve, reject } = Promise.withResolvers<TurnAnswer>();
    open.add(resolve);
    turn.then(resolve, reject).finally(() => open.delete(resolve));
    return promise;
  }

  /** Answers every turn that is open with 503: what it does may have been done or not, and the same press again is answered with what is true then. */
  function end(): void {
    for (const answer of open) answer({ status: 503 });
  }

  return { answered, end };
}
