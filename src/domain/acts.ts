import type { Actor } from './access.ts';
import type { Instant } from './calendar.ts';
import { type Act, areaTarget } from './command.ts';
import type { Consultation, Entry, PersonRef, Seat } from './consultation.ts';
import { canReopen, promiseAfterRevision, promiseAfterWait, promisedBy } from './deadlines.ts';
import { coordinatorsOf, type Directory, type Network, networkOf } from './network.ts';
import type { Telling } from './notice.ts';
import type { Refusal } from './refusal.ts';
import { route } from './routing.ts';

/** What a decision depends on besides the consultation: the instant, who acts, and the networks of that moment. */
export type Context = { at: Instant; actor: Actor; directory: Directory };
/** What a permitted command changes, adds to its history entry, and gives to tell; or why it can't. */
export type Step = { change: Partial<Consultation>; entry?: Partial<Entry>; tellings: Telling[] } | { refusal: Refusal };
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
  }
}

function revise(consultation: Consultation, { request }: Given<'revise'>, { at, directory }: Context): Step {
  const { area, ranking } = route(request, directory, at);
  const isSamePlace = request.county === consultation.request.county && request.field === consultation.request.field;
  const network = isSamePlace ? networkOf(directory, consultation.network) : (ranking[0]?.network ?? null);
  const dueAt = promiseAfterRevision(consultation.dueAt, consultation.request.urgency, request.urgency, at, network?.breaks ?? []);
  if (isSamePlace) return { change: { request, dueAt }, tellings: [...refreshed(consultation), ...toHolders(consultation, directory)] };
  return moved({ ...consultation, request, dueAt }, network, area, directory);
}

function withdraw(consultation: Consultation, { directory }: Context): Step {
  const change = { seats: [], waitingSince: null };
  return { change, tellings: [...refreshed(consultation), ...toHolders(consultation, directory)] };
}

function claim(consultation: Consultation, command: Given<'claim'>, { at, actor }: Context): Step {
  const discipline = command.discipline ?? consultation.request.disciplines[0] ?? 'social';
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
  const change = { seats: [], ...clockResumed(consultation, at, directory) };
  return { change, tellings: [...refreshed(consultation), ...inThread(consultation), toAsker(consultation)] };
}

function redirect(consultation: Consultation, { target }: Given<'redirect'>, { at, directory }: Context): Step {
  const area = areaTarget(target);
  const resumed = { ...consultation, ...clockResumed(consultation, at, directory) };
  const others = { ...directory, networks: directory.networks.filter((one) => one.id !== consultation.network) };
  if (area) return moved(resumed, route(consultation.request, others, at, area).ranking[0]?.network ?? null, area, directory);
  const network = networkOf(others, target);
  if (!network) return { refusal: { code: 'no-such-network' } };
  // A national network helps the area's centre, which stays responsible.
  return moved(resumed, network, network.area === 'kansallinen' ? consultation.area : network.area, directory);
}

// Off to another network, or to the coordinators where none is known: the old card says where it went, the new one asks anew.
function moved(consultation: Consultation, network: Network | null, area: Consultation['area'], directory: Directory): Step {
  if (network && network.id === consultation.network) {
    return { change: { ...consultation, area }, tellings: [...refreshed(consultation), ...inThread(consultation)] };
  }
  const left = [...refreshed(consultation), ...inThread(consultation)];
  const cards = network ? [...consultation.cards, cardFor(network)] : consultation.cards;
  const next = { ...consultation, seats: [], area, network: network?.id ?? null, cards };
  const arrived = [...placed(next, directory, consultation.history.length + 1), ...(network ? conversationSoFar(next) : [])];
  return { change: next, entry: { network: next.network }, tellings: [...left, ...arrived, toAsker(consultation)] };
}

// What was said between the experts and the asker belongs to the question: the new network's thread begins with it.
function conversationSoFar({ cards, history }: Consultation): Telling[] {
  const said = history.filter(({ verb }) => verb === 'ask-info' || verb === 'give-info' || verb === 'message' || verb === 'answer');
  return said.map(({ seq }) => ({ type: 'thread-post', card: cards.length - 1, entry: seq }));
}

function askInfo(consultation: Consultation, at: Instant): Step {
  const waitingSince = consultation.waitingSince ?? at;
  return { change: { waitingSince }, tellings: [...refreshed(consultation), ...inThread(consultation), toAsker(consultation)] };
}

function giveInfo(consultation: Consultation, { at, directory }: Context): Step {
  const change = clockResumed(consultation, at, directory);
  const refreshes = consultation.status === 'waiting' ? refreshed(consultation) : [];
  return { change, tellings: [...refreshes, ...toHolders(consultation, directory)] };
}

function message(consultation: Consultation, { heard }: Given<'message'>, { actor, directory }: Context): Step {
  const isAsker = actor.person.id === consultation.requester.id;
  const inChannel = heard ? [] : toHolders(consultation, directory);
  return { change: {}, tellings: isAsker ? inChannel : [...inChannel, toAsker(consultation)] };
}

function answer(consultation: Consultation, { at, directory }: Context): Step {
  const change = { ...clockResumed(consultation, at, directory), answeredAt: consultation.answeredAt ?? at };
  return { change, tellings: [...refreshed(consultation), ...inThread(consultation), toAsker(consultation)] };
}

function reopen(consultation: Consultation, { at, actor, directory }: Context): Step {
  if (consultation.closedAt && !canReopen(consultation.closedAt, at)) return { refusal: { code: 'reopen-too-late' } };
  const dueAt = promisedBy(consultation.request.urgency, at, networkOf(directory, consultation.network)?.breaks ?? []);
  const change = { closedAt: null, outcome: null, feedback: null, answeredAt: null, dueAt };
  const heard = actor.person.id === consultation.requester.id ? [] : [toAsker(consultation)];
  return { change, tellings: [...refreshed(consultation), ...inThread(consultation), ...heard] };
}

// An expert's closing names an outcome and leaves the two questions open: the asker may still answer them, once.
function close(consultation: Consultation, { outcome, helped, change }: Given<'close'>, { at, actor }: Context): Step {
  const isAsker = actor.person.id === consultation.requester.id;
  if (consultation.closedAt && (!isAsker || consultation.feedback)) return { refusal: { code: 'closed' } };
  const feedback = isAsker && (helped !== null || change !== null) ? { helped, change } : null;
  const state = consultation.closedAt ? { feedback } : { closedAt: at, outcome: isAsker ? null : outcome, feedback };
  return { change: state, tellings: [...refreshed(consultation), ...inThread(consultation), ...(isAsker ? [] : [toAsker(consultation)])] };
}

function clockResumed({ dueAt, waitingSince, network }: Consultation, at: Instant, directory: Directory): Partial<Consultation> {
  if (!waitingSince) return {};
  return { waitingSince: null, dueAt: promiseAfterWait(dueAt, waitingSince, at, networkOf(directory, network)?.breaks ?? []) };
}

/** The channel card of a network that the consultation comes to, before it has been posted. */
export function cardFor({ id, name, languages, channel, serviceUrl, tenantId }: Network): Consultation['cards'][number] {
  return { network: id, name, languages, channel, serviceUrl, tenantId, thread: null, activity: null };
}

/** Who hears of a consultation that has come to its place: the network, or the coordinators where there is none. */
export function placed(next: Consultation, directory: Directory, entry: number): Telling[] {
  return next.network ? [{ type: 'channel-card', card: next.cards.length - 1 }] : toCoordinators(next, directory, entry);
}

function refreshed({ network, cards }: Consultation): Telling[] {
  return [...(network ? [{ type: 'channel-card-refresh', card: cards.length - 1 } as const] : []), { type: 'status-card-refresh' }];
}

function inThread({ network, cards, history }: Consultation): Telling[] {
  return network ? [{ type: 'thread-post', card: cards.length - 1, entry: history.length + 1 }] : [];
}

// Whoever has the consultation hears what the asker says and does, also while that is nobody but the coordinators.
function toHolders(consultation: Consultation, directory: Directory): Telling[] {
  return consultation.network ? inThread(consultation) : toCoordinators(consultation, directory, consultation.history.length + 1);
}

function toCoordinators({ area, requester }: Consultation, directory: Directory, entry: number): Telling[] {
  return coordinatorsOf(directory, area, requester.id).map((person) => ({ type: 'coordinator-post', person, entry }));
}

function toAsker({ history }: Consultation): Telling {
  return { type: 'asker-post', entry: history.length + 1 };
}
