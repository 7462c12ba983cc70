import type { Moment } from './acts.ts';
import { type Break, isBusinessTime, nextBusinessTime } from './calendar.ts';
import type { ClockVerb } from './command.ts';
import { type Consultation, isInHand, isLiving, leadOf, type Seat } from './consultation.ts';
import { clockResumed } from './deadlines.ts';
import { breaksOf, networkOf, onDuty, timingOf } from './network.ts';
import type { Telling } from './notice.ts';
import { inThread, refreshed, toAsker, toCoordinators } from './tellings.ts';
import { type ClockDuty, dutiesOf, silenceOf } from './watch.ts';

/** What a look at a consultation depends on. `absent`: the ids of those with a seat who are in the network's channel no more, as far as Teams was asked. */
export type Look = Moment & { absent?: string[] };
/** What the clock does to a consultation, and what it tells. */
export type ClockStep = { verb: ClockVerb; change: Partial<Consultation>; people?: Consultation['requester'][]; tellings: Telling[] };

/**
 * What the clock does at this moment, if anything. However long nobody has looked, it is one thing: the weightiest that has fallen due,
 * which speaks for the rest. It keeps silent outside the business time of those who would hear it; only what its network or
 * its lead has left behind is taken back at once.
 */
export function strike(consultation: Consultation, { absent = [], ...moment }: Look): ClockStep | null {
  if (hasLostNetwork(consultation, moment)) return unroute(consultation, moment);
  const parted = partedFrom(consultation, absent, moment);
  if (parted) return parted;
  const due = dueOf(consultation, moment).filter(({ silence }) => isBusinessTime(moment.at, silence));
  const verb = weightiest.find((one) => due.some((duty) => duty.verb === one));
  return verb ? steps[verb](consultation, moment) : null;
}

/** When the clock has something to do next, at the earliest; null if it never will unless something else happens. */
export function tickAtOf(consultation: Consultation, moment: Moment): string | null {
  const [next = null] = scheduleOf(consultation, moment)
    .map(({ at, silence }) => (at <= moment.at ? nextBusinessTime(moment.at, silence) : at))
    .sort();
  return next;
}

type Scheduled = ClockDuty & { silence: Break[] };

function dueOf(consultation: Consultation, moment: Moment): Scheduled[] {
  return scheduleOf(consultation, moment).filter(({ at }) => at <= moment.at);
}

function scheduleOf(consultation: Consultation, { directory }: Moment): Scheduled[] {
  const timing = timingOf(directory, consultation.area);
  const breaks = breaksOf(directory, consultation);
  return dutiesOf(consultation, timing, breaks).map((duty) => ({ ...duty, silence: silenceOf(duty.verb, timing, breaks) }));
}

type Watched = ClockDuty['verb'];

const weightiest: Watched[] = ['lapse', 'return', 'breach', 'escalate', 'nudge', 'warn', 'remind'];

const steps: Record<Watched, (consultation: Consultation, moment: Moment) => ClockStep> = {
  remind: (consultation, moment) => ({ ...inTheThread('remind', consultation), people: dutyOf(consultation, moment) }),
  escalate: (consultation, moment) => told('escalate', consultation, moment),
  warn: (consultation) => inTheThread('warn', consultation),
  breach: (consultation, moment) => told('breach', consultation, moment),
  nudge: (consultation) => inTheThread('nudge', consultation),
  return: (consultation, moment) => takeBack('return', consultation, moment),
  lapse: (consultation, { at }) => ({
    verb: 'lapse',
    change: { closedAt: at },
    tellings: [...refreshed(consultation), ...inThread(consultation), toAsker(consultation)],
  }),
};

function inTheThread(verb: ClockVerb, consultation: Consultation): ClockStep {
  const lead = leadOf(consultation);
  return { verb, change: {}, ...(lead ? { people: [lead] } : {}), tellings: inThread(consultation) };
}

function told(verb: ClockVerb, consultation: Consultation, { directory }: Moment): ClockStep {
  return { verb, change: {}, tellings: toCoordinators(consultation, directory, consultation.history.length + 1) };
}

// What is answered keeps the names of those who have answered it. A co-expert goes without a word.
function partedFrom(consultation: Consultation, absent: string[], moment: Moment): ClockStep | null {
  const isGone = ({ expert }: Seat) => absent.includes(expert.id);
  const gone = consultation.seats.filter(isGone);
  if (gone.length === 0 || !isInHand(consultation)) return null;
  if (!gone.some(({ lead }) => lead)) {
    const seats = consultation.seats.filter((seat) => !isGone(seat));
    return { verb: 'leave', change: { seats }, people: gone.map(({ expert }) => expert), tellings: refreshed(consultation) };
  }
  const { people = [], ...step } = takeBack('vacate', consultation, moment);
  return { ...step, people: people.filter(({ id }) => !absent.includes(id)) };
}

// Coordinators who have not heard yet that the promise has been broken hear it now.
function takeBack(verb: 'return' | 'vacate', consultation: Consultation, moment: Moment): ClockStep {
  const resumed = clockResumed(consultation, moment.at, breaksOf(moment.directory, consultation));
  const due = dueOf({ ...consultation, ...resumed, status: 'claimed' }, moment);
  const isNews = due.some((duty) => duty.verb === 'breach');
  return {
    verb,
    change: { seats: [], ...resumed },
    people: dutyOf(consultation, moment),
    tellings: [
      ...refreshed(consultation),
      ...inThread(consultation),
      toAsker(consultation),
      ...(isNews ? told(verb, consultation, moment).tellings : []),
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
