import type { Clock } from '../clock.ts';
import type { Instant } from '../domain/calendar.ts';
import { type Receipt, withReceipt } from '../domain/consultation.ts';
import { coordinatorsOf } from '../domain/network.ts';
import {
  dueNotices,
  givenUp,
  heardOf,
  heldBack,
  isLeased,
  isPost,
  isUnheard,
  leased,
  leaseMs,
  type Notice,
  placeOf,
  postponed,
  settled,
  stuckAt,
  type Telling,
  unleased,
  waits,
  withTellings,
} from '../domain/notice.ts';
import { type Log, stackOf } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { ConflictError, type Deliverable, type Store, type Stored } from '../store/store.ts';
import type { DirectoryDesk } from './directory.ts';
import type { Outage } from './outage.ts';
import { placeIn } from './place.ts';
import { type Failure, isBlockedBy, patienceWith, pauseAfter, reasonOf } from './retry.ts';
import type { Undelivered } from './undelivered.ts';
import { within } from './within.ts';

/** Sends one notice, rendered from its document as it is now; asks nothing more of Teams once `signal` has aborted. Throws `DeliveryError` if Teams did not take it. */
export type Send = (notice: Notice, document: Deliverable, signal: AbortSignal) => Promise<Receipt>;

/** A send failed: `failure` says how. */
export class DeliveryError extends Error {
  readonly code = 'delivery';
  readonly failure: Failure;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(`delivery failed with ${failure.status ?? failure.code ?? 'no answer'}`, options);
    this.failure = failure;
  }
}

/** Teams' quotas held a send back, and nothing was asked of Teams: it may go in so many milliseconds. */
export class HeldBackError extends Error {
  readonly code = 'held-back';
  readonly waitMs: number;

  constructor(waitMs: number) {
    super('held back by the quotas of Teams');
    this.waitMs = waitMs;
  }
}

type Dependencies = {
  store: Store;
  clock: Clock;
  log: Log;
  metrics: Pick<Metrics, 'delivery'>;
  holder: string;
  directory: Pick<DirectoryDesk, 'current'>;
  send: Send;
  outage: Outage;
  undelivered: Pick<Undelivered, 'note'>;
  /** Something has reached a place (a channel's id or a person's). */
  arrived: (place: string) => void;
};
type Change = (document: Deliverable) => Deliverable;

// What has been sent and is not settled goes out again: a store that is away for a moment is waited for, well within the lease.
const settleAttempts = 20;
const settlePauseMs = 500;

// After an attempt has ended without an answer.
const arrivesWithinMs = 5_000;

/** Builds the deliverer: sends a document's notices in order, while this instance holds its lease, until none can go now. */
export function createDelivery({ store, clock, log, metrics, holder, directory, send, outage, undelivered, arrived }: Dependencies) {
  async function deliver(stored: Stored<Deliverable>): Promise<void> {
    let current: Stored<Deliverable> | null = stored;
    while (current && sendingTimeOf(current.document) > 0) {
      const [notice] = dueNotices(current.document.notices, clock.now());
      if (!notice) return release(current);
      const settle = await attempt(notice, current.document, clock.deadline(sendingTimeOf(current.document)));
      current = await update(current, (document) => held(document, settle(document)));
    }
  }

  async function attempt(notice: Notice, document: Deliverable, signal: AbortSignal): Promise<Change> {
    const fields = { document: document.id, notice: notice.key, attempt: notice.attempts + 1 };
    // A process that dies now leaves this line, and nothing that says what came of it: the notice may be seen twice.
    log.info(fields, 'notice on its way');
    try {
      const receipt = await within(signal, send(notice, document, signal));
      if (receipt.conversation !== null) arrived(placeIn(document, notice.telling));
      metrics.delivery(notice.telling.type, 'delivered');
      log.info(fields, 'notice delivered');
      return (newest) => (waits(newest, notice) ? settled(received(newest, notice.telling, receipt), notice) : newest);
    } catch (error) {
      return error instanceof HeldBackError ? afterWaiting(notice, error, fields) : afterFailure(notice, document, error, fields);
    }
  }

  // No attempt: nothing has been asked of Teams.
  function afterWaiting(notice: Notice, { waitMs }: HeldBackError, fields: Record<string, unknown>): Change {
    metrics.delivery(notice.telling.type, 'held-back');
    log.info({ ...fields, again: waitMs }, 'notice held back');
    const notBefore = later(clock.now(), waitMs);
    return (newest) => heldBack(newest, notice, notBefore);
  }

  // An error of our own, or whatever takes too long, is tried again like a broken connection: the notice must not be lost to a store that was away for a moment.
  async function afterFailure(notice: Notice, document: Deliverable, error: unknown, fields: Record<string, unknown>): Promise<Change> {
    const failure = failureIn(error, notice.telling);
    const at = clock.now();
    const place = placeIn(document, notice.telling);
    outage.failed(place, failure);
    undelivered.note(place, document.id);
    const { isOver, isNews } = judged(notice, failure, at);
    const pauseMs = unhurried(pauseAfter(failure, notice.attempts + 1, clock.chance()), notice, failure);
    const story = { ...fields, ...failure, ...(error instanceof DeliveryError ? {} : { fault: stackOf(error) }) };
    metrics.delivery(notice.telling.type, isOver ? 'given-up' : 'postponed');
    if (isOver) log.error(story, 'notice given up');
    else log.warn({ ...story, again: pauseMs }, 'notice postponed');
    const reason = reasonOf(failure);
    const hearers = isNews ? await whoHears(document) : [];
    return (newest) => {
      if (isOver && !waits(newest, notice)) return newest;
      const after = isOver ? givenUp(newest, notice, at, reason) : postponed(newest, notice, { at, reason, notBefore: later(at, pauseMs) });
      return isNews ? told(after, notice, isOver, hearers) : after;
    };
  }

  // One failure says nothing while none gets through: then it is no fault of this place's, and nobody can be told anyway.
  function judged({ failing, telling }: Notice, failure: Failure, at: Instant): { isOver: boolean; isNews: boolean } {
    const since = failing?.since ?? at;
    const isProven = (afterMs: number) => afterMs === 0 || (Date.parse(at) - Date.parse(since) >= afterMs && outage.isThroughSince(since));
    const { tellAfterMs, giveUpAfterMs } = patienceWith(failure, telling);
    return { isOver: isProven(giveUpAfterMs), isNews: isProven(tellAfterMs) };
  }

  async function whoHears(document: Deliverable): Promise<string[]> {
    return document.kind === 'digest' ? [] : coordinatorsOf(await directory.current(), document.area, document.requester.id);
  }

  // A command that committed meanwhile wins the version; what we know is applied to what it wrote.
  async function update(stored: Stored<Deliverable>, change: Change): Promise<Stored<Deliverable> | null> {
    let current: Stored<Deliverable> | null = stored;
    for (let attempt = 1; current; attempt++) {
      try {
        return await store.replace({ ...current, document: change(current.document) });
      } catch (error) {
        const isConflict = error instanceof ConflictError;
        if (!isConflict && attempt >= settleAttempts) throw error;
        if (!isConflict) await clock.pause(settlePauseMs);
        current = await newest(current);
      }
    }
    return null;
  }

  async function newest(known: Stored<Deliverable>): Promise<Stored<Deliverable> | null> {
    try {
      return (await store.get(known.document.id)) as Stored<Deliverable> | null;
    } catch {
      return known;
    }
  }

  // Letting go fails if a notice has come in since: then it is ours to deliver.
  async function release(stored: Stored<Deliverable>): Promise<void> {
    try {
      await store.replace({ ...stored, document: unleased(stored.document, clock.now()) });
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      const newest = (await store.get(stored.document.id)) as Stored<Deliverable> | null;
      if (newest) await deliver(newest);
    }
  }

  // Each settlement holds the lease for longer, unless it has been lost to another holder meanwhile.
  function held(before: Deliverable, after: Deliverable): Deliverable {
    const isLost = isLeased(before, clock.now()) && before.lease?.holder !== holder;
    return isLost ? after : leased(after, holder, clock.now());
  }

  // How long a send may take, so that it can be settled while the lease lasts; after that, another may send the same. Nothing for what is not ours.
  function sendingTimeOf({ lease }: Deliverable): number {
    if (lease?.holder !== holder) return 0;
    return Math.min(leaseMs, Date.parse(lease.until) - Date.parse(clock.now())) - settleAttempts * settlePauseMs;
  }

  return deliver;
}

// A channel in which nobody can write (its team has been archived) is a place that is away, not a person who wants no messages.
function failureIn(error: unknown, telling: Telling): Failure {
  if (!(error instanceof DeliveryError)) return { status: null, code: null, retryAfterMs: null };
  return 'card' in telling && isBlockedBy(error.failure) ? { ...error.failure, code: null } : error.failure;
}

// A card that got no answer may still arrive, and would then cover a newer one: the next must not overtake it.
function unhurried(pauseMs: number, { telling }: Notice, { status }: Failure): number {
  const mayArrive = !isPost(telling) && (status === null || status === 504);
  return mayArrive ? Math.max(pauseMs, arrivesWithinMs) : pauseMs;
}

function received(document: Deliverable, telling: Telling, receipt: Receipt): Deliverable {
  return document.kind === 'digest' ? document : withReceipt(document, telling, receipt);
}

// Each post that does not arrive is told to the coordinators, once; a card that can't be brought up to date is not worth a message.
function told(document: Deliverable, notice: Notice, isOver: boolean, hearers: string[]): Deliverable {
  const place = placeOf(notice.telling);
  const unheard = [...(isOver ? [notice] : []), ...stuckAt(document, place)].filter(isUnheard);
  const tellings = unheard.flatMap(({ seq }) => hearers.map((person): Telling => ({ type: 'coordinator-post', person, entry: seq })));
  return withTellings(heardOf(document, place), tellings, notice.seq);
}

function later(at: Instant, ms: number): Instant {
  return new Date(Date.parse(at) + ms).toISOString();
}
