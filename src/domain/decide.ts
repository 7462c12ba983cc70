import { type Actor, mayGive, rolesOf } from './access.ts';
import { type Context, type Moment, perform, termsOf } from './acts.ts';
import type { Act, ClockVerb, Submit } from './command.ts';
import { type Consultation, calling, type Entry, leadOf, livingCardOf, type Status } from './consultation.ts';
import { promisedBy } from './deadlines.ts';
import { fullness } from './fullness.ts';
import { type Telling, withTellings } from './notice.ts';
import { screen } from './privacy.ts';
import type { Refusal } from './refusal.ts';
import { route } from './routing.ts';
import { cardFor, placed } from './tellings.ts';
import { type Look, strike, tickAtOf } from './tick.ts';
import { type Closedness, transitions } from './transitions.ts';

/** What a command or the clock makes of a consultation, and what must be told of it. `repeated`: it had been done already, nothing new is told. */
export type Decided = { next: Consultation; tellings: Telling[]; repeated: boolean };
/** The same, or why nothing is changed. */
export type Decision = Decided | { refusal: Refusal };

const changesOfHands: Entry['verb'][] = ['claim', 'assign', 'release', 'return', 'vacate'];

/** Opens a consultation under the reference that is held for it: routes the request, promises an answer, and tells the network (or, where none fits, the coordinators) and the asker. */
export function open(command: Submit & { key: string; reference: string }, context: Context): Decision {
  const findings = screenTexts(command);
  if (findings) return { refusal: findings };
  const { at, actor, directory } = context;
  const { area, ranking } = route(command.request, directory, at);
  const network = ranking[0]?.network ?? null;
  const entry: Entry = {
    seq: 1,
    at,
    by: actor.person,
    verb: 'submit',
    from: null,
    to: 'open',
    key: command.key,
    network: network?.id ?? null,
    area,
  };
  const next: Consultation = {
    kind: 'consultation',
    id: command.id,
    reference: command.reference,
    status: 'open',
    requester: actor.person,
    request: command.request,
    area,
    network: network?.id ?? null,
    openedAt: at,
    dueAt: promisedBy(command.request.urgency, at, termsOf(directory, { area, network: network?.id ?? null })),
    waitingSince: null,
    answeredAt: null,
    closedAt: null,
    outcome: null,
    feedback: null,
    seats: [],
    cards: network ? [cardFor(network)] : [],
    statusActivity: null,
    history: [entry],
    notices: [],
    failures: [],
    lease: null,
    tickAt: null,
    alarmAt: null,
  };
  const tellings: Telling[] = [{ type: 'status-card' }, ...placed(next, directory, 1)];
  return { next: { ...next, tickAt: tickAtOf(next, context) }, tellings, repeated: false };
}

/** Decides what a command makes of a consultation: its next state and what must be told, or a refusal. Pure; the arguments are not changed. */
export function decide(consultation: Consultation, command: Act & { key: string }, context: Context): Decision {
  if (consultation.history.some((entry) => entry.key === command.key)) return { next: consultation, tellings: [], repeated: true };
  const act = asMeant(command, consultation, context.actor);
  const forbidden = forbids(consultation, act, context);
  if (forbidden) return { refusal: forbidden };
  const step = perform(consultation, act, context);
  if ('refusal' in step) return step;
  const said = 'text' in act && act.text ? { text: act.text } : {};
  const entry = { ...said, ...step.entry, by: context.actor.person, verb: act.verb, key: command.key };
  const next = advanced(consultation, entry, step.change, context);
  const asked = { verb: act.verb, byCoordinator: rolesOf(context.actor, consultation).includes('coordinator') };
  const full = fullness(consultation, withTellings(next, step.tellings, next.history.length), asked);
  return full ? { refusal: full } : { next, tellings: step.tellings, repeated: false };
}

/**
 * Decides what the clock makes of a consultation: what it does, if something has fallen due or somebody with a seat is `absent`; otherwise
 * (`repeated`) at most when it looks again is new.
 */
export function tick(consultation: Consultation, moment: Look): Decided {
  const step = strike(consultation, moment);
  if (!step) return { next: { ...consultation, tickAt: tickAtOf(consultation, moment) }, tellings: [], repeated: true };
  const { verb, change, tellings, people = [] } = step;
  const entry = { by: null, verb, key: `clock:${consultation.history.length + 1}`, ...calling(people) };
  return {
    next: advanced(consultation, { ...entry, ...('network' in change ? { network: null } : {}) }, change, moment),
    tellings,
    repeated: false,
  };
}

// What the asker writes while they are waited for is the information that was asked for.
function asMeant(command: Act, { status, requester }: Consultation, { person }: Actor): Act {
  const isGiving = command.verb === 'message' && status === 'waiting' && person.id === requester.id;
  return isGiving ? { verb: 'give-info', text: command.text, checked: command.checked } : command;
}

function forbids(consultation: Consultation, command: Act, { actor }: Context): Refusal | null {
  const isOwn = actor.person.id === consultation.requester.id;
  if (isOwn && (command.verb === 'claim' || command.verb === 'join')) return { code: 'own-consultation' };
  if (!mayGive(actor, command.verb, consultation)) return { code: 'not-yours' };
  const cell = transitions[command.verb][consultation.status];
  if (typeof cell === 'object') return worded(cell.refused, consultation);
  return newsFor(command, consultation) ?? screenTexts(command);
}

function worded(code: Closedness, consultation: Consultation): Refusal {
  const lead = consultation.seats.find((seat) => seat.lead);
  if (code !== 'already-claimed') return { code };
  return lead ? { code, by: lead.expert, at: lead.since } : { code: 'not-claimed' };
}

// What the person could not know when they decided. Whoever decides the same on what they are shown then, is heard.
function newsFor(command: Act, consultation: Consultation): Refusal | null {
  if (!('seen' in command) || command.seen === undefined) return null;
  const since = consultation.history.slice(command.seen);
  if (command.verb === 'remind') {
    const reminder = since.findLast(({ verb, by }) => verb === 'remind' && by !== null);
    return reminder?.by ? { code: 'reminded-already', by: reminder.by, at: reminder.at } : null;
  }
  if (command.verb === 'revise') return since.some(({ verb }) => verb === 'revise') ? { code: 'revised-meanwhile' } : null;
  if (!since.some(({ verb, network }) => network !== undefined || changesOfHands.includes(verb))) return null;
  return { code: 'moved-meanwhile', lead: leadOf(consultation) ?? null, network: livingCardOf(consultation)?.name ?? null };
}

function screenTexts(command: Act | Submit): Refusal | null {
  const isChecked = 'checked' in command && command.checked;
  const named = 'named' in command ? command.named : undefined;
  const findings = Object.entries(textsOf(command)).flatMap(([field, text]) => {
    const found = screen(text, named).filter((finding) => finding.severity === 'block' || !isChecked);
    return found.length > 0 ? [{ field, found }] : [];
  });
  return findings.length > 0 ? { code: 'identifying', findings } : null;
}

/** The free texts of a command, by field: everything that a person wrote, and that must not identify a client. */
export function textsOf(command: Act | Submit): Record<string, string> {
  if ('request' in command) {
    const { title, situation, tried, question } = command.request;
    return { title, situation, tried, question };
  }
  return 'text' in command ? { text: command.text } : {};
}

function advanced(
  consultation: Consultation,
  happened: Omit<Entry, 'seq' | 'at' | 'from' | 'to'> & { verb: Act['verb'] | ClockVerb },
  change: Partial<Consultation>,
  moment: Moment,
): Consultation {
  const to = transitions[happened.verb][consultation.status] as Status;
  const entry: Entry = { seq: consultation.history.length + 1, at: moment.at, from: consultation.status, to, ...happened };
  const next = { ...consultation, ...change, status: to, history: [...consultation.history, entry] };
  return { ...next, tickAt: tickAtOf(next, moment) };
}
