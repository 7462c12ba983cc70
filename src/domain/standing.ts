import { offersToCoordinators } from './access.ts';
import { addWorkingDays, hoursInWorkingDay, type Instant, workingTimeBetween } from './calendar.ts';
import { type Consultation, isLiving, livingCardOf, livingStatuses, revisionOf } from './consultation.ts';
import { isOverdue } from './deadlines.ts';
import { type Mention, type Pressing, remedies, type Standing } from './digest.ts';
import { breaksOf, type Directory } from './network.ts';
import { undeliveredOf } from './notice.ts';
import { freeSince } from './watch.ts';

/** What standing figures depend on besides the consultations. */
export type Now = { at: Instant; directory: Directory };
/** Those of the living consultations that a digest tells of by name. */
export const pressingKinds = ['living', 'overdue', 'dueSoon', 'unclaimed', 'undelivered'] as const;
export type PressingKind = (typeof pressingKinds)[number];

/** More would be a list that nobody reads: the others are behind a button. */
const mostMentioned = 4;
const mostExperts = 50;

/** The figures of what an area has to do now. */
export function standingOf(consultations: Consultation[], now: Now): Standing {
  const living = consultations.filter(isLiving);
  const ages = living.map((one) => workingDaysSince(one.openedAt, one, now));
  return {
    open: living.length,
    statuses: livingStatuses.map((status) => ({ status, count: living.filter((one) => one.status === status).length })),
    oldestDays: living.length > 0 ? Math.max(...ages) : null,
    unclaimed: pressingOf(living, 'unclaimed', now),
    overdue: pressingOf(living, 'overdue', now),
    dueSoon: pressingOf(living, 'dueSoon', now),
    undelivered: pressingOf(living, 'undelivered', now),
    ...expertsOf(living),
  };
}

/** How many, and the first of them. */
export function pressingOf(consultations: Consultation[], kind: PressingKind, now: Now): Pressing {
  const found = pressed(consultations, kind, now);
  return { count: found.length, first: found.slice(0, mostMentioned).map((one) => mentionOf(one, now.at)) };
}

/** The consultations that need somebody in one way, the most pressing first. */
export function pressed(consultations: Consultation[], kind: PressingKind, now: Now): Consultation[] {
  const found = consultations.filter((one) => isLiving(one) && presses[kind](one, now));
  const urgency = (one: Consultation) => (kind === 'overdue' || kind === 'dueSoon' ? one.dueAt : waitingFrom(one));
  return found.sort((a, b) => (urgency(a) < urgency(b) ? -1 : 1));
}

/** A consultation as a digest mentions it at `at`. */
function mentionOf(consultation: Consultation, at: Instant): Mention {
  const { id, reference, requester, status, dueAt } = consultation;
  const offered = offersToCoordinators(consultation, at);
  return {
    id,
    reference,
    requester: requester.id,
    status,
    network: livingCardOf(consultation)?.name ?? null,
    since: waitingFrom(consultation),
    dueAt,
    rev: revisionOf(consultation),
    remedies: remedies.filter((remedy) => offered.includes(remedy)),
  };
}

/** How many whole working days have passed since `since`. */
export function workingDaysSince(since: Instant, place: Pick<Consultation, 'area' | 'network'>, { at, directory }: Now): number {
  return Math.floor(workingTimeBetween(since, at, breaksOf(directory, place)) / hoursInWorkingDay);
}

const presses: Record<PressingKind, (consultation: Consultation, now: Now) => boolean> = {
  living: () => true,
  overdue: (consultation, { at }) => isOverdue(consultation, at),
  // Until the end of the next working day.
  dueSoon: (consultation, { at, directory }) => {
    const { answeredAt, dueAt, waitingSince } = consultation;
    const isAwaited = answeredAt === null && waitingSince === null && dueAt > at;
    return isAwaited && dueAt <= addWorkingDays(at, 1, breaksOf(directory, consultation));
  },
  unclaimed: (consultation, { at, directory }) =>
    consultation.status === 'open' &&
    workingTimeBetween(waitingFrom(consultation), at, breaksOf(directory, consultation)) > hoursInWorkingDay,
  undelivered: (consultation, { at }) => undeliveredOf(consultation, at).length > 0,
};

// Since when it has stood where it is: nobody claimed it, or somebody has it.
function waitingFrom(consultation: Consultation): Instant {
  const { history, status, openedAt } = consultation;
  if (status === 'open') return freeSince(consultation);
  return history.findLast(({ from }) => from !== status)?.at ?? openedAt;
}

// By name, never by number: nobody is ranked.
function expertsOf(living: Consultation[]): Pick<Standing, 'experts' | 'otherExperts'> {
  const working = living.filter(({ status }) => status === 'claimed' || status === 'waiting');
  const seats = Map.groupBy(
    working.flatMap((one) => one.seats),
    ({ expert }) => expert.id,
  );
  const experts = [...seats.values()].map((held) => ({ name: held[0]?.expert.name ?? '', count: held.length }));
  const named = experts.sort((a, b) => a.name.localeCompare(b.name, 'fi')).slice(0, mostExperts);
  return { experts: named, otherExperts: experts.length - named.length };
}
