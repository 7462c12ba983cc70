import type { Moment } from './acts.ts';
import type { Instant } from './calendar.ts';
import { addWorkingHours, hoursInWorkingDay, subtractWorkingHours } from './calendar.ts';
import { type Consultation, isLiving } from './consultation.ts';
import { isOverdue } from './deadlines.ts';
import { breaksOf, timingOf } from './network.ts';
import { undeliveredOf } from './notice.ts';
import { freeSince } from './watch.ts';

/** Why a consultation needs a coordinator, the weightiest first. */
export const reasons = ['unrouted', 'overdue', 'undelivered', 'unclaimed', 'due-soon', 'waiting'] as const;
export type Reason = (typeof reasons)[number];

/** A reason, and since when it holds. */
export type Need = { reason: Reason; since: Instant };
/** A consultation that needs a coordinator, all that it needs them for (weightiest first), and since when. */
export type Attention = { consultation: Consultation; needs: Need[]; since: Instant };

/** What a consultation needs a coordinator for at this moment; nothing if it goes its way. Of one that is over, only that a message did not arrive. */
export function needsOf(consultation: Consultation, moment: Moment): Need[] {
  const found = {
    ...needsOfLiving(consultation, moment),
    undelivered: undeliveredOf(consultation, moment.at)[0]?.since,
  };
  return reasons.flatMap((reason) => {
    const since = found[reason];
    return since && since <= moment.at ? [{ reason, since }] : [];
  });
}

/** Those consultations that need a coordinator at this moment, whichever has needed one for longest first. */
export function attentionTo(consultations: Consultation[], moment: Moment): Attention[] {
  return consultations
    .flatMap((consultation) => {
      const needs = needsOf(consultation, moment);
      const [since] = needs.map((need) => need.since).sort();
      return since ? [{ consultation, needs, since }] : [];
    })
    .sort((a, b) => compare(a.since, b.since) || compare(a.consultation.openedAt, b.consultation.openedAt) || compare(idOf(a), idOf(b)));
}

function needsOfLiving(consultation: Consultation, moment: Moment): Partial<Record<Reason, Instant | undefined>> {
  const { network, status } = consultation;
  if (!isLiving(consultation) || status === 'answered') return {};
  if (network === null) return { unrouted: freeSince(consultation), ...promised(consultation, moment) };
  return {
    ...(status === 'waiting' ? { waiting: longWait(consultation, moment) } : { unclaimed: unclaimed(consultation, moment) }),
    ...promised(consultation, moment),
  };
}

// From when those on duty were to be reminded.
function unclaimed(consultation: Consultation, { at, directory }: Moment): Instant | undefined {
  const since = freeSince(consultation);
  const hours = timingOf(directory, consultation.area).remindAfterHours[consultation.request.urgency];
  return consultation.status === 'open' && addWorkingHours(since, hours, breaksOf(directory, consultation)) <= at ? since : undefined;
}

// An asker is waited for long when an expert who is as silent would be asked for a sign of life.
function longWait(consultation: Consultation, { at, directory }: Moment): Instant | undefined {
  const since = consultation.waitingSince ?? at;
  const hours = timingOf(directory, consultation.area).nudgeAfterWorkingDays * hoursInWorkingDay;
  return addWorkingHours(since, hours, breaksOf(directory, consultation)) <= at ? since : undefined;
}

// Only the first answer is promised.
function promised(consultation: Consultation, { at, directory }: Moment): Partial<Record<Reason, Instant>> {
  const { area, answeredAt, dueAt, waitingSince, request } = consultation;
  if (isOverdue(consultation, at)) return { overdue: dueAt };
  if (answeredAt !== null || waitingSince !== null) return {};
  const hours = timingOf(directory, area).warnBeforeHours[request.urgency];
  return { 'due-soon': subtractWorkingHours(dueAt, hours, breaksOf(directory, consultation)) };
}

function idOf({ consultation }: Attention): string {
  return consultation.id;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
