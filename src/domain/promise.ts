import { type Instant, workingTimeBetween } from './calendar.ts';
import type { Consultation, Entry } from './consultation.ts';
import { promiseAfterRevision, promiseAfterWait, promisedBy, type Terms } from './deadlines.ts';
import type { Request, Urgency } from './request.ts';

type Told = Pick<Consultation, 'history' | 'request'>;

/**
 * By when the first answer was promised as history entry `seq` happened. The document holds only the newest promise; a consultation that has
 * been opened again had others before it. Reckoned by the terms that hold where it is now.
 */
export function promiseAt({ history, request }: Told, seq: number, terms: Terms): Instant {
  let dueAt = '';
  let waitingSince: Instant | null = null;
  for (const entry of history.slice(0, seq)) {
    const urgency = urgencyAfter(history, entry.seq, request);
    if (entry.verb === 'submit' || entry.verb === 'reopen') dueAt = promisedBy(urgency, entry.at, terms);
    if (entry.was?.urgency) dueAt = promiseAfterRevision(dueAt, entry.was.urgency, urgency, entry.at, terms);
    if (waitingSince && entry.to !== 'waiting') dueAt = promiseAfterWait(dueAt, waitingSince, entry.at, terms.breaks);
    waitingSince = entry.to === 'waiting' ? (waitingSince ?? entry.at) : null;
  }
  return dueAt;
}

/** The working hours that passed from asking (or opening again) until entry `seq`, without those in which the asker was waited for. */
export function hoursUntil({ history }: Told, seq: number, { breaks }: Terms): number {
  const past = history.slice(0, seq);
  const start = past.findLastIndex(({ verb }) => verb === 'submit' || verb === 'reopen');
  const steps = past.slice(start);
  const worked = steps.slice(1).map((entry, index) => {
    const before = steps[index] as Entry;
    return before.to === 'waiting' ? 0 : workingTimeBetween(before.at, entry.at, breaks);
  });
  return worked.reduce((sum, hours) => sum + hours, 0);
}

// What a later revision replaced was true until then.
function urgencyAfter(history: Entry[], seq: number, request: Request): Urgency {
  return history.slice(seq).find(({ was }) => was?.urgency !== undefined)?.was?.urgency ?? request.urgency;
}
