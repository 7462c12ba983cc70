import type { Break, Instant } from './calendar.ts';
import { addDays, addWorkingHours, hoursInWorkingDay, nextBusinessTime, subtractWorkingHours } from './calendar.ts';
import type { ClockVerb } from './command.ts';
import type { Consultation, Entry } from './consultation.ts';
import type { Timing } from './timing.ts';

/** Something that the clock has to do, and from when on. What somebody's leaving or a lost network asks for has no hour. */
export type ClockDuty = { verb: Exclude<ClockVerb, 'unroute' | 'vacate' | 'leave'>; at: Instant };

const clockVerbs: Entry['verb'][] = ['remind', 'escalate', 'warn', 'breach', 'nudge', 'return', 'vacate', 'lapse', 'unroute'];

/**
 * What the clock has yet to do for a consultation as long as nothing else happens, each within the business time of those who hear it; source:
 * the networks' agreed practice (docs/timing.md). `breaks`: when nobody works where it is.
 */
export function dutiesOf(consultation: Consultation, timing: Timing, breaks: Break[]): ClockDuty[] {
  const struck = consultation.history.findLast(isStruck)?.at ?? '';
  return byStatus(consultation, timing, breaks)
    .map(({ verb, at }) => ({ verb, at: heard(at, silenceOf(verb, timing, breaks)) }))
    .filter(({ at }) => at > struck);
}

/** When the clock keeps silent of this, besides nights and holidays: the coordinators work while a network of theirs is away. */
export function silenceOf(verb: ClockDuty['verb'], timing: Timing, breaks: Break[]): Break[] {
  return verb === 'escalate' || verb === 'breach' ? timing.breaks : breaks;
}

/** Whether the coordinators have heard that this promise was broken. A request that is opened again is promised anew. */
export function isToldOverdue({ history }: Pick<Consultation, 'history'>): boolean {
  return history.slice(lastIndexOf(history, ['submit', 'revise', 'reopen'])).some(({ verb }) => verb === 'breach');
}

/** Since when an open request has been free to be claimed where it is, or to be routed where no network has it. */
export function freeSince({ history }: Pick<Consultation, 'history'>): Instant {
  return at(history, ['submit', 'revise', 'redirect', 'release', 'return', 'vacate', 'unroute']);
}

function byStatus(consultation: Consultation, timing: Timing, breaks: Break[]): ClockDuty[] {
  switch (consultation.status) {
    case 'open':
      return [...unclaimed(consultation, timing, breaks), ...overdue(consultation)];
    case 'claimed':
      return [...claimed(consultation, timing, breaks), ...overdue(consultation)];
    case 'answered':
      return [{ verb: 'lapse', at: addDays(lastWordIn(consultation), timing.closeAfterDays) }];
    default:
      return [];
  }
}

// Those on duty first, the coordinators after twice as long; where no network has it, they are all there is.
function unclaimed(consultation: Consultation, timing: Timing, breaks: Break[]): ClockDuty[] {
  const { network, request } = consultation;
  const since = freeSince(consultation);
  const hours = timing.remindAfterHours[request.urgency];
  if (!network) return [{ verb: 'escalate', at: addWorkingHours(since, hours, breaks) }];
  return [
    { verb: 'remind', at: addWorkingHours(since, hours, breaks) },
    { verb: 'escalate', at: addWorkingHours(since, 2 * hours, silenceOf('escalate', timing, breaks)) },
  ];
}

function claimed(consultation: Consultation, timing: Timing, breaks: Break[]): ClockDuty[] {
  const { dueAt, answeredAt, request } = consultation;
  const alive = lastSignOfLife(consultation);
  const warnAt = subtractWorkingHours(dueAt, timing.warnBeforeHours[request.urgency], breaks);
  // Whoever claims it later than that sees on the card how little time is left.
  const warns = answeredAt === null && at(consultation.history, ['claim', 'assign', 'reopen']) < warnAt;
  return [
    ...(warns ? [{ verb: 'warn' as const, at: warnAt }] : []),
    { verb: 'nudge', at: addWorkingHours(alive, timing.nudgeAfterWorkingDays * hoursInWorkingDay, breaks) },
    { verb: 'return', at: addWorkingHours(alive, timing.returnAfterWorkingDays * hoursInWorkingDay, breaks) },
  ];
}

function overdue(consultation: Consultation): ClockDuty[] {
  const isDue = consultation.answeredAt === null && !isToldOverdue(consultation);
  return isDue ? [{ verb: 'breach', at: consultation.dueAt }] : [];
}

// What an expert does, or a change that puts it into their hands anew.
function lastSignOfLife({ history, seats }: Consultation): Instant {
  const isSeated = (entry: Entry) => seats.some(({ expert }) => expert.id === entry.by?.id);
  return (
    history.findLast((entry) => isSeated(entry) || (entry.to === 'claimed' && entry.from !== 'claimed') || entry.verb === 'assign')?.at ??
    ''
  );
}

function lastWordIn({ history, openedAt }: Consultation): Instant {
  return history.findLast(({ by }) => by !== null)?.at ?? openedAt;
}

// The end of a working day is heard on the morning of the next: whoever looks a moment later than the stroke of four would be silent.
function heard(at: Instant, breaks: Break[]): Instant {
  const justAfter = new Date(Date.parse(at) + 1).toISOString();
  return nextBusinessTime(justAfter, breaks) === justAfter ? at : nextBusinessTime(justAfter, breaks);
}

function isStruck({ verb, by }: Entry): boolean {
  return by === null && clockVerbs.includes(verb);
}

function at(history: Entry[], verbs: Entry['verb'][]): Instant {
  return history[lastIndexOf(history, verbs)]?.at ?? '';
}

function lastIndexOf(history: Entry[], verbs: Entry['verb'][]): number {
  return Math.max(
    0,
    history.findLastIndex(({ verb }) => verbs.includes(verb)),
  );
}
