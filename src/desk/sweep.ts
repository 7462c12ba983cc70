import type { Clock } from '../clock.ts';
import { isLeased } from '../domain/notice.ts';
import { type Log, stackOf } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { ConflictError, type Deliverable, type Due, type Store, type Stored, unreadable } from '../store/store.ts';

type Dependencies = {
  store: Pick<Store, 'due' | 'putOff'>;
  clock: Pick<Clock, 'now'>;
  log: Log;
  metrics: Pick<Metrics, 'setAside'>;
  /** Does what the clock has to do on a document. */
  tick: (stored: Stored<Deliverable>) => Promise<void>;
};

const sweepSize = 100;
const firstPauseMs = 1_000;
// Some seventeen minutes after the first failure: from then on it takes somebody who looks.
const triesUntilParked = 10;
const parkedMs = 60 * 60_000;

/** Builds what gives the documents whose alarm has passed to this instance, and gets past those on which that fails. */
export function createSweep({ store, clock, log, metrics, tick }: Dependencies) {
  /** Looks after a hundred of the documents that are due, the earliest first. Answers whether any of them is out of the way now. */
  return async function sweep(): Promise<boolean> {
    // All at once: for some of them Teams is asked who is still there.
    const moved = await Promise.all((await store.due(clock.now(), sweepSize)).map(lookAfter));
    return moved.includes(true);
  };

  async function lookAfter(due: Due): Promise<boolean> {
    const { id, document, version } = due;
    try {
      if (!document) throw unreadable(id);
      if (isLeased(document, clock.now())) throw new RangeError('a lease that lasts beyond its alarm');
      await tick({ document, version });
      return true;
    } catch (error) {
      return putOff(due, error);
    }
  }

  // It comes back later and later, and once an hour in the end, so that those behind it get their turn whatever is wrong with it.
  async function putOff(due: Due, error: unknown): Promise<boolean> {
    const tries = due.tries + 1;
    const isParked = tries >= triesUntilParked;
    if (isParked) metrics.setAside('parked');
    log.error({ document: due.id, tries, fault: stackOf(error) }, isParked ? 'document parked' : 'tick failed');
    return moveAlarm(due, isParked ? parkedMs : firstPauseMs * 2 ** due.tries);
  }

  async function moveAlarm(due: Due, ms: number): Promise<boolean> {
    try {
      await store.putOff(due, new Date(Date.parse(clock.now()) + ms).toISOString());
      return true;
    } catch (error) {
      // Whoever has written it since has given it another alarm.
      if (error instanceof ConflictError) return true;
      log.error({ document: due.id, fault: stackOf(error) }, 'document not put off');
      return false;
    }
  }
}
