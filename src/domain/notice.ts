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
/** A telling that is a message of its own. */
export type Post = Exclude<Telling, { type: 'channel-card-refresh' | 'status-card-refresh' }>;

/** Why what waits for a place does not get there: since when, by which code, and whether the coordinators have heard of it. */
export const Failing = z.object({ since: z.string(), reason: z.string(), isTold: z.boolean() });
export type Failing = z.infer<typeof Failing>;

/** A telling that waits in the consultation until it has been delivered: the outbox. `seq` is the history entry that asked for it. */
export const Notice = z.object({
  key: z.string(),
  seq: z.int(),
  telling: Telling,
  attempts: z.int(),
  notBefore: z.string().nullable(),
  failing: Failing.optional(),
});
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

/** Why a place takes nothing: the person does not want the bot's messages. They are tried again with the next message, and when the person is back. */
export const blocked = 'blocked';
/** Why a notice was given up: Teams would refuse its content again. */
export const refused = 'refused';
const throttled = 'http-429';
// After so long, what has not arrived is said not to have arrived, whatever is known of the others.
const undeliveredAfterMs = 2 * 3_600_000;
/** How much that was given up a document keeps: more than there are posts in the longest conversation. */
const mostFailures = 500;

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
export function isPost(telling: Telling): telling is Post {
  return telling.type !== 'channel-card-refresh' && telling.type !== 'status-card-refresh';
}

/** The conversation that a telling goes to; within one, order is kept. */
export function placeOf(telling: Telling): string {
  if ('card' in telling) return `card:${telling.card}`;
  return 'person' in telling ? `person:${telling.person}` : 'asker';
}

/** Adds tellings behind those that wait already. A refresh that waits keeps its place, and its time if Teams has asked to wait: it will show the newer state; so does a card for a coordinator. */
export function addNotices(waiting: Notice[], tellings: Telling[], seq: number): Notice[] {
  const added = tellings.map((telling): Notice => ({ key: keyOf(telling), seq, telling, attempts: 0, notBefore: null }));
  const kept = waiting.map((notice) =>
    added.some((one) => saysSame(one, notice)) ? { ...notice, seq: Math.max(notice.seq, seq) } : notice,
  );
  return [...kept, ...added.filter((one) => !waiting.some((notice) => saysSame(one, notice)))];
}

// A coordinator is shown the consultation as it is when they are told: one card waits for them, whatever has happened meanwhile.
function saysSame({ key, telling }: Notice, other: Notice): boolean {
  const isToPerson = telling.type === 'coordinator-post' && other.telling.type === 'coordinator-post';
  return key === other.key || (isToPerson && placeOf(other.telling) === placeOf(telling));
}

/**
 * The outbox with tellings added. What was given up on the way to the same places is tried again before them, and whoever took no messages is
 * asked anew: whatever arrives at a place arrives in order.
 */
export function withTellings<D extends Outbox>(document: D, tellings: Telling[], seq: number): D {
  const places = new Set(tellings.map(placeOf));
  const outbox = revived(document, (telling) => places.has(placeOf(telling)));
  const notices = outbox.notices.map((notice) =>
    notice.failing?.reason === blocked && places.has(placeOf(notice.telling)) ? { ...notice, notBefore: null } : notice,
  );
  return { ...outbox, notices: addNotices(notices, tellings, seq) };
}

/**
 * The outbox in which what has failed on the way to some places is tried again from `notBefore` on (null: at once), what was given up first; never
 * what Teams would refuse again, and not before its time what Teams has asked to wait with.
 */
export function triedAgain<D extends Outbox>(document: D, isThere: (telling: Telling) => boolean, notBefore: Instant | null = null): D {
  const outbox = revived(document, isThere);
  const isSooner = (notice: Notice) =>
    notice.failing && notice.failing.reason !== throttled && isThere(notice.telling) && (notice.notBefore ?? '') > (notBefore ?? '');
  if (!outbox.notices.some(isSooner)) return outbox;
  return { ...outbox, notices: outbox.notices.map((notice) => (isSooner(notice) ? { ...notice, notBefore } : notice)) };
}

function revived<D extends Outbox>(document: D, isThere: (telling: Telling) => boolean): D {
  const { failures, notices } = document;
  const isBack = ({ notice, reason }: D['failures'][number]) => reason !== refused && isThere(notice.telling);
  const back = failures.filter(isBack).map(({ notice }) => ({ ...notice, notBefore: null }));
  if (back.length === 0) return document;
  const isNew = ({ key }: Notice) => !notices.some((notice) => notice.key === key);
  return { ...document, failures: failures.filter((failed) => !isBack(failed)), notices: [...back.filter(isNew), ...notices] };
}

/** The posts that do not arrive, and since when that is known: those given up, and those whose place takes nothing, once the coordinators have heard of it, or after two hours. */
export function undeliveredOf(
  { failures, notices }: Pick<Outbox, 'failures' | 'notices'>,
  at: Instant,
): { telling: Post; since: Instant }[] {
  const given = failures.map(({ notice, at: since }) => ({ telling: notice.telling, since }));
  const stuck = notices.flatMap(({ telling, failing }) => {
    const since = failing && (failing.isTold ? failing.since : later(failing.since, undeliveredAfterMs));
    return since && since <= at ? [{ telling, since }] : [];
  });
  return [...given, ...stuck].flatMap(({ telling, since }) => (isPost(telling) ? [{ telling, since }] : []));
}

/** The notices that may be sent at `at`: the first that waits for each place, unless it must wait longer. */
export function dueNotices(notices: Notice[], at: Instant): Notice[] {
  return firstOfEachPlace(notices).filter((notice) => !notice.notBefore || notice.notBefore <= at);
}

function firstOfEachPlace(notices: Notice[]): Notice[] {
  return notices.filter((notice, index) => notices.findIndex((other) => placeOf(other.telling) === placeOf(notice.telling)) === index);
}

/** Whether somebody is delivering this document's notices at `at`. */
export function isLeased({ lease }: Outbox, at: Instant): boolean {
  return lease !== null && lease.until > at;
}

/** The document with the lease taken for `holder`, half a minute from `at`, and the alarm set in case the holder dies. */
export function leased<D extends Outbox>(document: D, holder: string, at: Instant): D {
  const until = later(at, leaseMs);
  return { ...document, lease: { holder, until }, alarmAt: until };
}

/** The document without a lease; the alarm is the instant at which the next notice may go, or the clock has something to do. */
export function unleased<D extends Outbox>(document: D, at: Instant): D {
  const sendings = firstOfEachPlace(document.notices).map((notice) => notice.notBefore ?? at);
  const [next = null] = [...sendings, ...(document.tickAt ? [document.tickAt] : [])].sort();
  return { ...document, lease: null, alarmAt: next };
}

/**
 * The document after a notice was delivered: gone, unless a newer one of its key has come in its place. Its place takes messages, so what else
 * waits there may go, after what was given up there before.
 */
export function settled<D extends Outbox>(document: D, sent: Notice): D {
  const isThere = (telling: Telling) => placeOf(telling) === placeOf(sent.telling);
  const rest = without(document, sent);
  const notices = rest.notices.map(({ failing, ...notice }): Notice => {
    if (!failing) return notice;
    return isThere(notice.telling) ? { ...notice, notBefore: null } : { ...notice, failing };
  });
  return revived({ ...rest, notices }, isThere);
}

/** The document after a send failed, for a reason (a code, never content): it may be tried again at `notBefore`, and a newer one of its key waits as long. All that waits for its place fails with it. */
export function postponed<D extends Outbox>(
  document: D,
  failed: Notice,
  { at, reason, notBefore }: { at: Instant; reason: string; notBefore: Instant },
): D {
  const since = failed.failing?.since ?? at;
  const notices = document.notices.map((notice): Notice => {
    if (placeOf(notice.telling) !== placeOf(failed.telling)) return notice;
    const known = { ...notice, failing: { since: notice.failing?.since ?? since, reason, isTold: notice.failing?.isTold ?? false } };
    return notice.key === failed.key ? { ...known, attempts: failed.attempts + 1, notBefore } : known;
  });
  return { ...document, notices };
}

/** The document whose notice Teams has not been asked to take, since its quotas were used up: it may go at `notBefore`. */
export function heldBack<D extends Outbox>(document: D, { key }: Notice, notBefore: Instant): D {
  return { ...document, notices: document.notices.map((notice) => (notice.key === key ? { ...notice, notBefore } : notice)) };
}

/** The document after a notice was given up: it stays visible as a failed delivery, once. `reason` is a code, never content. */
export function givenUp<D extends Outbox>(document: D, failed: Notice, at: Instant, reason: string): D {
  const others = document.failures.filter(({ notice }) => !saysSame(notice, failed));
  return { ...without(document, failed), failures: [...others, { notice: failed, at, reason }].slice(-mostFailures) };
}

/** Whether a notice is a message that does not arrive, of which the coordinators are to hear and have not yet heard. What they themselves are told is not among them. */
export function isUnheard({ telling, failing }: Notice): boolean {
  return isPost(telling) && telling.type !== 'coordinator-post' && telling.type !== 'digest' && !failing?.isTold;
}

/** What waits for a place that takes nothing. */
export function stuckAt({ notices }: Pick<Outbox, 'notices'>, place: string): Notice[] {
  return notices.filter(({ failing, telling }) => failing && placeOf(telling) === place);
}

/** The document in which the coordinators have heard of all that waits for a place that takes nothing. */
export function heardOf<D extends Outbox>(document: D, place: string): D {
  const notices = document.notices.map((notice) =>
    notice.failing && placeOf(notice.telling) === place ? { ...notice, failing: { ...notice.failing, isTold: true } } : notice,
  );
  return { ...document, notices };
}

function without<D extends Outbox>(document: D, sent: Notice): D {
  return { ...document, notices: document.notices.filter((notice) => !isSame(notice, sent)) };
}

/** Whether this notice still waits; a newer one of its key, which asks for more, is another. */
export function waits({ notices }: Outbox, sent: Notice): boolean {
  return notices.some((notice) => isSame(notice, sent));
}

function isSame(one: Notice, other: Notice): boolean {
  return one.key === other.key && one.seq === other.seq;
}

function later(at: Instant, ms: number): Instant {
  return new Date(Date.parse(at) + ms).toISOString();
}
