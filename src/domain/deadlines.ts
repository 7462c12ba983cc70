import type { Break, Instant } from './calendar.ts';
import { addDays, addWorkingDays, addWorkingHours, workingTimeBetween } from './calendar.ts';
import type { Consultation } from './consultation.ts';
import { Urgency } from './request.ts';
import type { Timing } from './timing.ts';

/** How many days a closed consultation can be opened again. */
export const reopenDays = 14;

/** The promises that hold somewhere: the area's numbers, and when nobody works there. */
export type Terms = { timing: Timing; breaks: Break[] };

/** When the first answer is promised by, always the end of a working day: the seventh day or the next that is one, in 2 working days, or on the next (by the usual numbers). */
export function promisedBy(urgency: Urgency, at: Instant, { timing, breaks }: Terms): Instant {
  if (urgency === 'normal') return addWorkingDays(addDays(at, timing.normalDays - 1), 1, breaks);
  return addWorkingDays(at, urgency === 'soon' ? timing.soonWorkingDays : timing.urgentWorkingDays, breaks);
}

/** The promise after the asker has revised the urgency at `at`: the same while it is the same; otherwise anew, and greater urgency never puts it off. */
export function promiseAfterRevision(dueAt: Instant, before: Urgency, now: Urgency, at: Instant, terms: Terms): Instant {
  if (now === before) return dueAt;
  const anew = promisedBy(now, at, terms);
  const isMoreUrgent = Urgency.options.indexOf(now) > Urgency.options.indexOf(before);
  return isMoreUrgent && dueAt < anew ? dueAt : anew;
}

/** The promise after a wait: the working time that was spent waiting for the asker, from `since` to `at`, is given back. */
export function promiseAfterWait(dueAt: Instant, since: Instant, at: Instant, breaks: Break[]): Instant {
  return addWorkingHours(dueAt, workingTimeBetween(since, at, breaks), breaks);
}

/** Whether the first answer, that was promised, is late at `at`. The clock of the promise stands still while the asker is waited for. */
export function isOverdue({ answeredAt, dueAt, waitingSince }: Consultation, at: Instant): boolean {
  return answeredAt === null && dueAt <= (waitingSince ?? at);
}

/** Whether a consultation that was closed at `closedAt` can still be opened again at `at`. */
export function canReopen(closedAt: Instant, at: Instant): boolean {
  return at <= addDays(closedAt, reopenDays);
}

/** What changes when the asker is waited for no longer: the clock goes on, and the promise ends as much later. Nothing if it has not stood still. */
export function clockResumed({ dueAt, waitingSince }: Consultation, at: Instant, breaks: Break[]): Partial<Consultation> {
  return waitingSince ? { waitingSince: null, dueAt: promiseAfterWait(dueAt, waitingSince, at, breaks) } : {};
}
