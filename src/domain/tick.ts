import type { Moment } from './acts.ts';
import { isBusinessTime, nextBusinessTime } from './calendar.ts';
import type { ClockVerb } from './command.ts';
import { type Consultation, isLiving, leadOf } from './consultation.ts';
import { clockResumed } from './deadlines.ts';
import { breaksOf, networkOf, onDuty, timingOf } from './network.ts';
import type { Telling } from './notice.ts';
import { inThread, refreshed, toAsker, toCoordinators } from './tellings.ts';
import { type ClockDuty, dutiesOf } from './watch.ts';

/** What the clock does to a consultation, and what it tells. */
export type ClockStep = { verb: ClockVerb; change: Partial<Consultation>; people?: Consultation['requester'][]; tellings: Telling[] };

/**
 * What the clock does at this moment, if anything. However long nobody has looked, it is one thing: the weightiest that has fallen due,
 * which speaks for the rest. It keeps silent outside business time; only what its network has lost is taken back at once.
 */
export function strike(consultation: Consultation, moment: Moment): ClockStep | null {
  if (hasLostNetwork(consultation, moment)) return unroute(consultation, moment);
  if (!isBusinessTime(moment.at, breaksOf(moment.directory, consultation))) return null;
  const due = dueOf(consultation, moment);
  const verb = weightiest.find((one) => due.includes(one));
  return verb ? steps[verb](consultation, moment) : null;
}

/** When the clock has something to do next, at the earliest; null if it never will unless something else happens. */
export function tickAtOf(consultation: Consultation, { at, directory }: Moment): string | null {
  const breaks = breaksOf(directory, consultation);
  const [next] = dutiesOf(consultation, timingOf(directory, consultation.area), breaks)
    .map((duty) => duty.at)
    .sort();
  if (!next) return null;
  return next <= at ? nextBusinessTime(at, breaks) : next;
}

type Watched = ClockDuty['verb'];

const weightiest: Watched[] = ['lapse', 'return', 'breach', 'escalate', 'nudge', 'warn', 'remind'];

const steps: Record<Watched, (consultation: Consultation, moment: Moment) => ClockStep> = {
  remind: (consultation, moment) => ({ ...inTheThread('remind', consultation), people: dutyOf(consultation, moment) }),
  escalate: (consultation, moment) => told('escalate', consultation, moment),
  warn: (consultation) => inTheThread('warn', consultation),
  breach: (consultation, moment) => told('breach', consultation, moment),
  nudge: (consultation) => inTheThread('nudge', consultation),
  return: takeBack,
  lapse: (consultation, { at }) => ({
    verb: 'lapse',
    change: { closedAt: at },
    tellings: [...refreshed(consultation), ...inThread(consultation), toAsker(consultation)],
  }),
};

function dueOf(consultation: Consultation, { at, directory }: Moment): Watched[] {
  const duties = dutiesOf(consultation, timingOf(directory, consultation.area), breaksOf(directory, consultation));
  return duties.filter((duty) => duty.at <= at).map(({ verb }) => verb);
}

function inTheThread(verb: ClockVerb, consultation: Consultation): ClockStep {
  const lead = leadOf(consultation);
  return { verb, change: {}, ...(lead ? { people: [lead] } : {}), tellings: inThread(consultation) };
}

function told(verb: ClockVerb, consultation: Consultation, { directory }: Moment): ClockStep {
  return { verb, change: {}, tellings: toCoordinators(consultation, directory, consultation.history.length + 1) };
}

// Coordinators who have not heard yet that the promise has been broken hear it now.
function takeBack(consultation: Consultation, moment: Moment): ClockStep {
  const isNews = dueOf(consultation, moment).includes('breach');
  return {
    verb: 'return',
    change: { seats: [] },
    people: dutyOf(consultation, moment),
    tellings: [
      ...refreshed(consultation),
      ...inThread(consultation),
      toAsker(consultation),
      ...(isNews ? told('return', consultation, moment).tellings : []),
    ],
  };
}

function unroute(consultation: Consultation, moment: Moment): ClockStep {
  const change = { network: null, ...clockResumed(consultation, moment.at, breaksOf(moment.directory, consultation)) };
  const seats = consultation.status === 'answered' ? {} : { seats: [] };
  // A channel that has been taken out of use is still read; one that is gone is not.
  const isRead = networkOf(moment.directory, consultation.network)?.state === 'removed';
  const cards: Telling[] = isRead ? refreshed(consultation) : [{ type: 'status-card-refresh' }];
  const tellings: Telling[] = [...cards, toAsker(consultation), ...told('unroute', consultation, moment).tellings];
  return { verb: 'unroute', change: { ...change, ...seats }, tellings };
}

function hasLostNetwork(consultation: Consultation, { directory }: Moment): boolean {
  const state = networkOf(directory, consultation.network)?.state;
  return isLiving(consultation) && (state === 'gone' || state === 'removed');
}

function dutyOf({ network }: Consultation, { at, directory }: Moment): Consultation['requester'][] {
  const found = networkOf(directory, network);
  return found ? onDuty(found, at) : [];
}
