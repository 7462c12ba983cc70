import * as z from 'zod/v4';
import type { Instant } from './calendar.ts';

/** What must be told, and where. `card` counts the consultation's channel cards from 0; `entry` is the history entry spoken of. */
export const Telling = z.discriminatedUnion('type', [
  z.object({ type: z.literal('channel-card'), card: z.int() }),
  z.object({ type: z.literal('channel-card-refresh'), card: z.int() }),
  z.object({ type: z.literal('thread-post'), card: z.int(), entry: z.int() }),
  z.object({ type: z.literal('status-card') }),
  z.object({ type: z.literal('status-card-refresh') }),
  z.object({ type: z.literal('asker-post'), entry: z.int() }),
  z.object({ type: z.literal('coordinator-post'), person: z.string(), entry: z.int() }),
  z.object({ type: z.literal('digest'), person: z.string() }),
]);
export type Telling = z.infer<typeof Telling>;

/** A telling that waits in the consultation until it has been delivered: the outbox. `seq` is the history entry that asked for it. */
export const Notice = z.object({ key: z.string(), seq: z.int(), telling: Telling, attempts: z.int(), notBefore: z.string().nullable() });
export type Notice = z.infer<typeof Notice>;

/** The part of a document that is delivered: what waits, what was given up, who delivers, and when to look at it next. */
export const Outbox = z.object({
  notices: z.array(Notice),
  failures: z.array(z.object({ notice: Notice, at: z.string(), reason: z.string() })),
  lease: z.object({ holder: z.string(), until: z.string() }).nullable(),
  /** When the clock has something to do here of its own. */
  tickAt: z.string().nullable(),
  alarmAt: z.string().nullable(),
});
export type Outbox = z.infer<typeof Outbox>;

/** How long a holder may take to deliver before another instance may take over. What it sends ends so early that there is time to settle it. */
export const leaseMs = 30_000;

/** The stable key of a telling: refreshes of one card collapse into one, a post is unique by the entry that it speaks of. */
export function keyOf(telling: Telling): string {
  switch (telling.type) {
    case 'channel-card':
    case 'channel-card-refresh':
      return `${telling.type}:${telling.card}`;
    case 'thread-post':
      return `thread-post:${telling.card}:${telling.entry}`;
    case 'asker-post':
      return `asker-post:${telling.entry}`;
    case 'coordinator-post':
      return `coordinator-post:${telling.person}:${telling.entry}`;
    default:
      return telling.type;
  }
}

/** Whether a telling is a message that must be read, not the bringing up to date of one that has been sent. */
export function isPost(telling: Telling): telling is Exclude<Telling, { type: 'channel-card-refresh' | 'status-card-refresh' }> {
  return telling.type !== 'channel-card-refresh' && telling.type !== 'status-card-refresh';
}

/** The conversation that a telling goes to; within one, order is kept. */
export function placeOf({ telling }: Notice): string {
  if ('card' in telling) return `card:${telling.card}`;
  return 'person' in telling ? `person:${telling.person}` : 'asker';
}

/** Adds tellings behind those that wait already. A refresh that waits keeps its place, and its time if Teams has asked to wait: it will show the newer state; so does a card for a coordinator. */
export function addNotices(waiting: Notice[], tellings: Telling[], seq: number): Notice[] {
  const added = tellings.map((telling): Notice => ({ key: keyOf(telling), seq, telling, attempts: 0, notBefore: null }));
  const kept = waiting.map((notice) => (added.some((one) => saysSame(one, notice)) ? { ...notice, seq } : notice));
  return [...kept, ...added.filter((one) => !waiting.some((notice) => saysSame(one, notice)))];
}

// A coordinator is shown the consultation as it is when they are told: one card waits for them, whatever has happened meanwhile.
function saysSame({ key, telling }: Notice, other: Notice): boolean {
  const isToPerson = telling.type === 'coordinator-post' && other.telling.type === 'coordinator-post';
  return key === other.key || (isToPerson && placeOf(other) === `person:${telling.person}`);
}

/** The notices that may be sent at `at`: the first that waits for each place, unless it must wait longer. */
export function dueNotices(notices: Notice[], at: Instant): Notice[] {
  return firstOfEachPlace(notices).filter((notice) => !notice.notBefore || notice.notBefore <= at);
}

function firstOfEachPlace(notices: Notice[]): Notice[] {
  return notices.filter((notice, index) => notices.findIndex((other) => placeOf(other) === placeOf(notice)) === index);
}

/** Whether somebody is delivering this document's notices at `at`. */
export function isLeased({ lease }: Outbox, at: Instant): boolean {
  return lease !== null && lease.until > at;
}

/** The document with the lease taken for `holder`, half a minute from `at`, and the alarm set in case the holder dies. */
export function leased<D extends Outbox>(document: D, holder: string, at: Instant): D {
  const until = new Date(Date.parse(at) + leaseMs).toISOString();
  return { ...document, lease: { holder, until }, alarmAt: until };
}

/** The document without a lease; the alarm is the instant at which the next waiting notice may go, or the clock has something to do. */
export function unleased<D extends Outbox>(document: D, at: Instant): D {
  const sendings = firstOfEachPlace(document.notices).map((notice) => notice.notBefore ?? at);
  const [next = null] = [...sendings, ...(document.tickAt ? [document.tickAt] : [])].sort();
  return { ...document, lease: null, alarmAt: next };
}

/** The document after a notice was delivered: gone, unless a newer one of its key has come in its place. */
export function settled<D extends Outbox>(document: D, sent: Notice): D {
  return { ...document, notices: document.notices.filter((notice) => !isSame(notice, sent)) };
}

/** The document after a send failed that may be tried again at `notBefore`; a newer one of its key waits as long. */
export function postponed<D extends Outbox>(document: D, failed: Notice, notBefore: Instant): D {
  const attempts = failed.attempts + 1;
  const notices = document.notices.map((notice) => (notice.key === failed.key ? { ...notice, attempts, notBefore } : notice));
  return { ...document, notices };
}

/** More than there are posts in the longest conversation. */
const mostFailures = 500;

/** The document after a notice was given up: it stays visible as a failed delivery, once. `reason` is a code, never content. */
export function givenUp<D extends Outbox>(document: D, failed: Notice, at: Instant, reason: string): D {
  const others = document.failures.filter(({ notice }) => !saysSame(notice, failed));
  return { ...settled(document, failed), failures: [...others, { notice: failed, at, reason }].slice(-mostFailures) };
}

/** Whether this notice still waits; a newer one of its key, which asks for more, is another. */
export function waits({ notices }: Outbox, sent: Notice): boolean {
  return notices.some((notice) => isSame(notice, sent));
}

function isSame(one: Notice, other: Notice): boolean {
  return one.key === other.key && one.seq === other.seq;
}
