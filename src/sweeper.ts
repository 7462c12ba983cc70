import type { Clock } from './clock.ts';
import type { Desk } from './desk/desk.ts';
import type { Digests } from './desk/digests.ts';
import { type Log, stackOf } from './log.ts';

type Dependencies = {
  desk: Pick<Desk, 'sweep'>;
  digests: Pick<Digests, 'look'>;
  greetings: { greetDue(): Promise<void> };
  lookAfterLogin: () => void;
  clock: Pick<Clock, 'elapsed'>;
  log: Log;
};

const everyMs = 1_000;

/** Builds the one sweeper: once a second it looks for what is due, and beside that for digests that are to be made and greetings that have waited. */
export function createSweeper({ desk, digests, greetings, lookAfterLogin, clock, log }: Dependencies) {
  let timer: NodeJS.Timeout | null = null;
  let sweeping: Promise<void> | null = null;
  let digesting: Promise<void> | null = null;
  let greeting: Promise<void> | null = null;
  let sweptAt = Number.NEGATIVE_INFINITY;

  function start(): void {
    sweptAt = clock.elapsed();
    timer = setTimeout(look);
  }

  /** Looks no more. Resolves when the looks that have begun have ended. */
  async function stop(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    await Promise.all([sweeping, digesting, greeting]);
  }

  // However long digests and greetings take, no alarm waits for them.
  function look(): void {
    lookAfterLogin();
    digesting ??= digests
      .look()
      .catch((error) => log.error({ fault: stackOf(error) }, 'digests not made'))
      .finally(() => {
        digesting = null;
      });
    greeting ??= greetings.greetDue().finally(() => {
      greeting = null;
    });
    sweeping = sweep();
  }

  async function sweep(): Promise<void> {
    await desk.sweep().then(
      () => (sweptAt = clock.elapsed()),
      (error) => log.error({ fault: stackOf(error) }, 'sweep failed'),
    );
    if (timer) timer = setTimeout(look, everyMs);
  }

  /** Throws if nothing has been swept for ten seconds. */
  function check(): void {
    if (clock.elapsed() - sweptAt > 10 * everyMs) throw new Error('the sweep stands still');
  }

  return { start, stop, check };
}
