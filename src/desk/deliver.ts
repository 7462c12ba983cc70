import type { Clock } from '../clock.ts';
import type { Instant } from '../domain/calendar.ts';
import { type Receipt, withReceipt } from '../domain/consultation.ts';
import { coordinatorsOf } from '../domain/network.ts';
import {
  addNotices,
  dueNotices,
  givenUp,
  isLeased,
  isPost,
  leased,
  leaseMs,
  type Notice,
  postponed,
  settled,
  type Telling,
  unleased,
  waits,
} from '../domain/notice.ts';
import { type Log, stackOf } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { ConflictError, type Deliverable, type Store, type Stored } from '../store/store.ts';
import type { DirectoryDesk } from './directory.ts';
import { type Failure, mostAttemptsOfDigest, type Verdict, verdictOn } from './retry.ts';
import { within } from './within.ts';

/** Sends one notice, rendered from its document as it is now; asks nothing more of Teams once `signal` has aborted. Throws `DeliveryError` if Teams did not take it. */
export type Send = (notice: Notice, document: Deliverable, signal: AbortSignal) => Promise<Receipt>;

/** A send failed: `failure` says how, for `verdictOn` to decide. */
export class DeliveryError extends Error {
  readonly code = 'delivery';
  readonly failure: Failure;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(`delivery failed with ${failure.status ?? 'no answer'}`, options);
    this.failure = failure;
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
};
type Change = (document: Deliverable) => Deliverable;

// What has been sent and is not settled goes out again: a store that is away for a moment is waited for, well within the lease.
const settleAttempts = 20;
const settlePauseMs = 500;

// After an attempt has ended without an answer.
const arrivesWithinMs = 5_000;

/** Builds the deliverer: sends a document's notices in order, while this instance holds its lease, until none can go now. */
export function createDelivery({ store, clock, log, metrics, holder, directory, send }: Dependencies) {
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
      metrics.delivery(notice.telling.type, 'delivered');
      log.info(fields, 'notice delivered');
      return (newest) => (waits(newest, notice) ? settled(received(newest, notice.telling, receipt), notice) : newest);
    } catch (error) {
      return afterFailure(notice, document, error, fields);
    }
  }

  // An error of our own, or whatever takes too long, is tried again like a broken connection: the notice must not be lost to a store that was away for a moment.
  async function afterFailure(notice: Notice, document: Deliverable, error: unknown, fields: Record<string, unknown>): Promise<Change> {
    const failure = error instanceof DeliveryError ? error.failure : { status: null, retryAfterMs: null };
    const most = document.kind === 'digest' ? mostAttemptsOfDigest : undefined;
    const verdict = unhurried(verdictOn(failure, notice.attempts + 1, clock.chance(), most), notice, failure);
    const at = clock.now();
    const story = { ...fields, ...verdict, status: failure.status, ...(error instanceof DeliveryError ? {} : { fault: stackOf(error) }) };
    if ('again' in verdict) {
      metrics.delivery(notice.telling.type, 'postponed');
      log.warn(story, 'notice postponed');
      return (newest) => postponed(newest, notice, later(at, verdict.again));
    }
    metrics.delivery(notice.telling.type, 'given-up');
    log.error(story, 'notice given up');
    const tellings = await whoHears(notice, document);
    return (newest) => (waits(newest, notice) ? addTellings(givenUp(newest, notice, at, verdict.giveUp), tellings, notice.seq) : newest);
  }

  // A post that nobody got is told to the coordinators; a card that can't be brought up to date is not worth a message.
  async function whoHears({ telling, seq }: Notice, document: Deliverable): Promise<Telling[]> {
    if (document.kind === 'digest' || !isPost(telling) || telling.type === 'coordinator-post') return [];
    return coordinatorsOf(await directory.current(), document.area, document.requester.id).map((person) => ({
      type: 'coordinator-post',
      person,
      entry: seq,
    }));
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

// A card that got no answer may still arrive, and would then cover a newer one: the next must not overtake it.
function unhurried(verdict: Verdict, { telling }: Notice, { status }: Failure): Verdict {
  const mayArrive = !isPost(telling) && (status === null || status === 504);
  return 'again' in verdict && mayArrive ? { again: Math.max(verdict.again, arrivesWithinMs) } : verdict;
}

function received(document: Deliverable, telling: Telling, receipt: Receipt): Deliverable {
  return document.kind === 'digest' ? document : withReceipt(document, telling, receipt);
}

function addTellings(document: Deliverable, tellings: Telling[], seq: number): Deliverable {
  return { ...document, notices: addNotices(document.notices, tellings, seq) };
}

function later(at: Instant, ms: number): Instant {
  return new Date(Date.parse(at) + ms).toISOString();
}
