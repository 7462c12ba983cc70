import type { Actor } from './access.ts';
import type { Instant } from './calendar.ts';
import { type Act, areaTarget } from './command.ts';
import {
  type Consultation,
  calling,
  type Entry,
  leadingDiscipline,
  leadOf,
  type PersonRef,
  type Seat,
  wishedDisciplines,
} from './consultation.ts';
import { canReopen, clockResumed, promiseAfterRevision, promisedBy, type Terms } from './deadlines.ts';
import { destinationsOf } from './destinations.ts';
import { breaksOf, type Directory, type Network, networkOf, onDuty, timingOf } from './network.ts';
import { isPost, type Telling, triedAgain, undeliveredOf } from './notice.ts';
import type { Refusal } from './refusal.ts';
import type { Request } from './request.ts';
import { route } from './routing.ts';
import { cardFor, inThread, isMeant, placed, refreshed, toAsker, toHolders } from './tellings.ts';

/** What the clock's decisions depend on besides the consultation: the instant, and the country's networks at that moment. */
export type Moment = { at: Instant; directory: Directory };
/** What a person's decision depends on: also who acts, and the expert whom they name, if the channel has such a member. */
export type Context = Moment & { actor: Actor; expert?: PersonRef | null };
/** What a permitted command changes, adds to its history entry, and gives to tell; or why it can't. */
export type Step = { change: Partial<Consultation>; entry?: Partial<Entry>; tellings: Telling[] } | { refusal: Refusal };
/** More would be read by nobody, and held back by Teams' quotas. All of it stays in the history. */
const mostRepeated = 30;

type Given<V extends Act['verb']> = Extract<Act, { verb: V }>;

/** What each command does to a consultation whose status takes it, given by somebody who may. */
export function perform(consultation: Consultation, command: Act, context: Context): Step {
  switch (command.verb) {
    case 'revise':
      return revise(consultation, command, context);
    case 'withdraw':
      return withdraw(consultation, context);
    case 'claim':
      return claim(consultation, command, context);
    case 'join':
      return join(consultation, command, context);
    case 'leave':
      return leave(consultation, context.actor.person);
    case 'release':
      return release(consultation, context);
    case 'redirect':
      return redirect(consultation, command, context);
    case 'ask-info':
      return askInfo(consultation, context.at);
    case 'give-info':
      return giveInfo(consultation, context);
    case 'message':
      return message(consultation, command, context);
    case 'answer':
      return answer(consultation, context);
    case 'reopen':
      return reopen(consultation, context);
    case 'close':
      return close(consultation, command, context);
    case 'assign':
      return assign(consultation, command, context);
    case 'remind':
      return remind(consultation, context);
    case 'resend':
      return resend(consultation, context);
  }
}

/** The promises that hold for a consultation where it is. */
export function termsOf(directory: Directory, place: { area: Consultation['area']; network: string | null }): Terms {
  return { timing: timingOf(directory, place.area), breaks: breaksOf(directory, place) };
}

function revise(consultation: Consultation, { request }: Given<'revise'>, { at, directory }: Context): Step {
  const { area, ranking } = route(request, directory, at);
  const isSamePlace = request.county === consultation.request.county && request.field === consultation.request.field;
  const network = isSamePlace ? networkOf(directory, consultation.network) : (ranking[0]?.network ?? null);
  const terms = termsOf(directory, { area: isSamePlace ? consultation.area : area, network: network?.id ?? null });
  const dueAt = promiseAfterRevision(consultation.dueAt, consultation.request.urgency, request.urgency, at, terms);
  const entry = { was: replacedIn(consultation.request, request) };
  if (isSamePlace)
    return { change: { request, dueAt }, entry, tellings: [...refreshed(consultation), ...toHolders(consultation, directory)] };
  return moved({ ...consultation, request, dueAt }, network, area, directory, entry);
}

function replacedIn(before: Request, after: Request): Partial<Request> {
  const changed = Object.entries(before).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(after[field as keyof Request]),
  );
  return Object.fromEntries(changed);
}

function withdraw(consultation: Consultation, { directory }: Context): Step {
  const change = { seats: [], waitingSince: null };
  return { change, tellings: [...refreshed(consultation), ...toHolders(consultation, directory)] };
}

function claim(consultation: Consultation, command: Given<'claim'>, { at, actor }: Context): Step {
  const wished = wishedDisciplines(consultation);
  const discipline = command.discipline ?? leadingDiscipline(consultation);
  // The asker may have wished for another since the card was drawn.
  if (!wished.includes(discipline)) return { refusal: { code: 'not-wished' } };
  const seat: Seat = { discipline, expert: actor.person, lead: true, since: at };
  return { change: { seats: [seat] }, entry: { discipline }, tellings: [...refreshed(consultation), toAsker(consultation)] };
}

function join(consultation: Consultation, { discipline }: Given<'join'>, { at, actor }: Context): Step {
  const taken = consultation.seats.find((seat) => seat.discipline === discipline);
  if (consultation.seats.some((seat) => seat.expert.id === actor.person.id)) return { refusal: { code: 'already-seated' } };
  if (taken) return { refusal: { code: 'seat-taken', by: taken.expert, discipline } };
  const seats = [...consultation.seats, { discipline, expert: actor.person, lead: false, since: at }];
  return { change: { seats }, entry: { discipline }, tellings: [...refreshed(consultation), ...inThread(consultation)] };
}

function leave(consultation: Consultation, person: PersonRef): Step {
  const seats = consultation.seats.filter((seat) => seat.expert.id !== person.id);
  return { change: { seats }, tellings: [...refreshed(consultation), ...inThread(consultation)] };
}

function release(consultation: Consultation, { at, directory }: Context): Step {
  const change = { seats: [], ...clockResumed(consultation, at, breaksOf(directory, consultation)) };
  return { change, tellings: [...refreshed(consultation), ...inThread(consultation), toAsker(consultation)] };
}

function redirect(consultation: Consultation, { target }: Given<'redirect'>, { at, directory }: Context): Step {
  const offered = destinationsOf(consultation, directory);
  const resumed = { ...consultation, ...clockResumed(consultation, at, breaksOf(directory, consultation)) };
  const others = { ...directory, networks: directory.networks.filter((one) => one.id !== consultation.network) };
  const area = offered.areas.find((one) => one === areaTarget(target));
  if (area) return moved(resumed, route(consultation.request, others, at, area).ranking[0]?.network ?? null, area, directory);
  const network = offered.networks.find(({ id }) => id === target);
  // An old card may still offer what has been paused, lost or taken out of use since.
  if (!network) return { refusal: { code: 'no-such-network' } };
  // A national network helps the area's centre, which stays responsible.
  return moved(resumed, network, network.area === 'kansallinen' ? consultation.area : network.area, directory);
}

// Off to another network, or to the coordinators where none is known: the old card says where it went, the new one asks anew.
function moved(
  consultation: Consultation,
  network: Network | null,
  area: Consultation['area'],
  directory: Directory,
  said: Partial<Entry> = {},
): Step {
  const entry = { ...said, ...(area === consultation.area ? {} : { area }) };
  if (network && network.id === consultation.network) {
    return { change: { ...consultation, area }, entry, tellings: [...refreshed(consultation), ...inThread(consultation)] };
  }
  const left = [...refreshed(consultation), ...inThread(consultation)];
  const cards = network ? [...consultation.cards, cardFor(network)] : consultation.cards;
  const next = { ...consultation, seats: [], area, network: network?.id ?? null, cards };
  const arrived = [...placed(next, directory, consultation.history.length + 1), ...(network ? conversationSoFar(next) : [])];
  return { change: next, entry: { ...entry, network: next.network }, tellings: [...left, ...arrived, toAsker(consultation)] };
}

// What was said between the experts and the asker belongs to the question: the new network's thread begins with it, or with its end.
function conversationSoFar({ cards, history }: Consultation): Telling[] {
  const said = history.filter(({ verb }) => verb === 'ask-info' || verb === 'give-info' || verb === 'message' || verb === 'answer');
  return said.slice(-mostRepeated).map(({ seq }) => ({ type: 'thread-post', card: cards.length - 1, entry: seq }));
}

function askInfo(consultation: Consultation, at: Instant): Step {
  const waitingSince = consultation.waitingSince ?? at;
  return { change: { waitingSince }, tellings: [...refreshed(consultation), ...inThread(consultation), toAsker(consultation)] };
}

function giveInfo(consultation: Consultation, { at, directory }: Context): Step {
  const change = clockResumed(consultation, at, breaksOf(directory, consultation));
  const refreshes = consultation.status === 'waiting' ? refreshed(consultation) : [];
  return { change, tellings: [...refreshes, ...toHolders(consultation, directory)] };
}

function message(consultation: Consultation, { heard }: Given<'message'>, { actor, directory }: Context): Step {
  const isAsker = actor.person.id === consultation.requester.id;
  const inChannel = heard ? [] : toHolders(consultation, directory);
  return { change: {}, tellings: isAsker ? inChannel : [...inChannel, toAsker(consultation)] };
}

function answer(consultation: Consultation, { at, directory }: Context): Step {
  const change = { ...clockResumed(consultation, at, breaksOf(directory, consultation)), answeredAt: consultation.answeredAt ?? at };
  return { change, tellings: [...refreshed(consultation), ...inThread(consultation), toAsker(consultation)] };
}

function reopen(consultation: Consultation, { at, actor, directory }: Context): Step {
  if (consultation.closedAt && !canReopen(consultation.closedAt, at)) return { refusal: { code: 'reopen-too-late' } };
  const dueAt = promisedBy(consultation.request.urgency, at, termsOf(directory, consultation));
  const change = { closedAt: null, outcome: null, feedback: null, answeredAt: null, dueAt };
  const heard = actor.person.id === consultation.requester.id ? [] : [toAsker(consultation)];
  return { change, tellings: [...refreshed(consultation), ...toHolders(consultation, directory), ...heard] };
}

// An expert's closing names an outcome and leaves the two questions open: the asker may still answer them, once.
function close(consultation: Consultation, { outcome, helped, change }: Given<'close'>, { at, actor }: Context): Step {
  const isAsker = actor.person.id === consultation.requester.id;
  if (consultation.closedAt && (!isAsker || consultation.feedback)) return { refusal: { code: 'closed' } };
  const feedback = isAsker && (helped !== null || change !== null) ? { helped, change } : null;
  const state = consultation.closedAt ? { feedback } : { closedAt: at, outcome: isAsker ? null : outcome, feedback };
  const tellings = [...refreshed(consultation), ...inThread(consultation), ...(isAsker ? [] : [toAsker(consultation)])];
  return { change: state, entry: { outcome: isAsker ? null : outcome, feedback }, tellings };
}

// The newly assigned expert leads, in the seat that they have or in the discipline that was said; the former lead is free.
function assign(consultation: Consultation, command: Given<'assign'>, { at, expert }: Context): Step {
  const { network, seats } = consultation;
  if (!network) return { refusal: { code: 'no-network' } };
  if (!expert) return { refusal: { code: 'not-a-member' } };
  if (expert.id === consultation.requester.id) return { refusal: { code: 'own-consultation' } };
  const former = seats.find((seat) => seat.lead);
  if (former?.expert.id === expert.id) return { refusal: { code: 'already-seated' } };
  const own = seats.find((seat) => seat.expert.id === expert.id);
  const discipline = own?.discipline ?? command.discipline ?? leadingDiscipline(consultation);
  const others = seats.filter((seat) => seat !== former && seat !== own);
  const taken = others.find((seat) => seat.discipline === discipline);
  if (taken) return { refusal: { code: 'seat-taken', by: taken.expert, discipline } };
  return {
    change: { seats: [{ discipline, expert, lead: true, since: at }, ...others] },
    entry: { discipline, people: [expert] },
    tellings: [...refreshed(consultation), ...inThread(consultation), toAsker(consultation)],
  };
}

// Whoever's turn it is: the asker while they are waited for, otherwise the lead, or those on duty.
function remind(consultation: Consultation, { at, directory }: Context): Step {
  if (consultation.status === 'waiting') return { change: {}, tellings: [toAsker(consultation)] };
  const network = networkOf(directory, consultation.network);
  if (!network) return { refusal: { code: 'no-network' } };
  const lead = leadOf(consultation);
  return { change: {}, entry: calling(lead ? [lead] : onDuty(network, at)), tellings: inThread(consultation) };
}

function resend(consultation: Consultation, { at }: Context): Step {
  if (undeliveredOf(consultation, at).length === 0) return { refusal: { code: 'nothing-failed' } };
  const posts = consultation.failures.map(({ notice }) => notice.telling).filter(isPost);
  const { notices } = triedAgain({ ...consultation, failures: [] }, () => true);
  return { change: { failures: [], notices }, tellings: posts.filter((telling) => isMeant(telling, consultation)) };
}
