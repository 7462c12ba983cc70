import { type Actor, mayGive } from './access.ts';
import { type Context, cardFor, perform, placed, type Step } from './acts.ts';
import type { Act, Command, Submit } from './command.ts';
import { type Consultation, type Entry, referenceOf, type Status } from './consultation.ts';
import { promisedBy } from './deadlines.ts';
import type { Telling } from './notice.ts';
import { screen } from './privacy.ts';
import type { Refusal } from './refusal.ts';
import { route } from './routing.ts';
import { type Closedness, transitions } from './transitions.ts';

/** What a command makes of a consultation, and what must be told of it. `repeated`: it had been done already, nothing is to be written. */
export type Decision = { next: Consultation; tellings: Telling[]; repeated: boolean } | { refusal: Refusal };

/** More than this is no conversation any more, and the document must stay far under Cosmos DB's 2 MB. */
const longestHistory = 250;
/** What a full consultation takes no more of. It can still be answered, released, redirected, withdrawn and closed. */
const talk: Act['verb'][] = ['message', 'ask-info', 'give-info'];

/** Opens a consultation: routes the request, promises an answer, and tells the network (or, where none fits, the coordinators) and the asker. */
export function open(command: Submit & { key: string }, context: Context): Decision {
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
  };
  const next: Consultation = {
    kind: 'consultation',
    id: command.id,
    reference: referenceOf(command.id),
    status: 'open',
    requester: actor.person,
    request: command.request,
    area,
    network: network?.id ?? null,
    openedAt: at,
    dueAt: promisedBy(command.request.urgency, at, network?.breaks ?? []),
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
    alarmAt: null,
  };
  return { next, tellings: [{ type: 'status-card' }, ...placed(next, directory, 1)], repeated: false };
}

/** Decides what a command makes of a consultation: its next state and what must be told, or a refusal. Pure; the arguments are not changed. */
export function decide(consultation: Consultation, command: Exclude<Command, Submit>, context: Context): Decision {
  if (command.verb === 'tick') return { next: consultation, tellings: [], repeated: true };
  if (consultation.history.some((entry) => entry.key === command.key)) return { next: consultation, tellings: [], repeated: true };
  const act = asMeant(command, consultation, context.actor);
  const forbidden = forbids(consultation, act, context);
  if (forbidden) return { refusal: forbidden };
  const step = perform(consultation, act, context);
  return 'refusal' in step ? step : advance(consultation, { ...act, key: command.key }, context, step);
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
  if (consultation.history.length >= longestHistory && talk.includes(command.verb)) return { code: 'full' };
  return screenTexts(command);
}

function worded(code: Closedness, consultation: Consultation): Refusal {
  const lead = consultation.seats.find((seat) => seat.lead);
  if (code !== 'already-claimed') return { code };
  return lead ? { code, by: lead.expert, at: lead.since } : { code: 'not-claimed' };
}

function screenTexts(command: Act | Submit): Refusal | null {
  const isChecked = 'checked' in command && command.checked;
  const findings = Object.entries(textsOf(command)).flatMap(([field, text]) => {
    const found = screen(text).filter((finding) => finding.severity === 'block' || !isChecked);
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

function advance(
  consultation: Consultation,
  command: Act & { key: string },
  { at, actor }: Context,
  step: Exclude<Step, { refusal: Refusal }>,
): Decision {
  const to = transitions[command.verb][consultation.status] as Status;
  const seq = consultation.history.length + 1;
  const said = 'text' in command && command.text ? { text: command.text } : {};
  const entry: Entry = {
    seq,
    at,
    by: actor.person,
    verb: command.verb,
    from: consultation.status,
    to,
    key: command.key,
    ...said,
    ...step.entry,
  };
  const next = { ...consultation, ...step.change, status: to, history: [...consultation.history, entry] };
  return { next, tellings: step.tellings, repeated: false };
}
