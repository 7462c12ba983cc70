import fc from 'fast-check';
import { type Actor, offersOf } from '../../src/domain/access.ts';
import type { Instant } from '../../src/domain/calendar.ts';
import type { Act } from '../../src/domain/command.ts';
import type { Consultation, PersonRef } from '../../src/domain/consultation.ts';
import { type Decision, decide, tick } from '../../src/domain/decide.ts';
import type { AreaId, Directory } from '../../src/domain/network.ts';
import type { Telling } from '../../src/domain/notice.ts';
import { actOf, actors, directory as country, east, frozen, monday, national, north, northGeneral, opened } from './consultations.ts';

type Verb = Act['verb'];

/** One step of a random life: what stood before, who sent which command when, and what was decided. */
export type Step = { before: Consultation; command: Act & { key: string }; actor: Actor; at: Instant; decision: Decision };
/** A step that changed something. */
export type DoneStep = Step & { decision: { next: Consultation; tellings: Telling[] } };

/** A press at random. `likely`: something that is offered to somebody now; `old`: a command that was sent before, by whomever. */
type Press = { who: number; verb: Verb; pick: number; likely: boolean; old: boolean; minutes: number };

const verbs: Verb[] = [
  ...(['revise', 'withdraw', 'claim', 'join', 'leave', 'release', 'redirect'] as const),
  ...(['ask-info', 'give-info', 'message', 'answer', 'reopen', 'close', 'assign', 'remind', 'resend'] as const),
];
const { requester, lead, 'co-expert': colleague, member, coordinator, 'coordinator elsewhere': elsewhere } = actors;
const nationwide = actors['national coordinator'];

/** Everybody who walks there, the asker first. */
export const everybody: PersonRef[] = Object.values(actors).map(({ person }) => person);

/** The country, with a break over the turn of the year in one network. */
export const directory: Directory = {
  ...country,
  networks: country.networks.map((one) => (one === north ? { ...north, breaks: [{ from: '2026-12-21', to: '2027-01-06' }] } : one)),
};

/** Who is in which channel: some in several, coordinators and even the asker in some, the stranger in none. */
const channels: Record<string, Actor[]> = {
  [north.id]: [lead, colleague, member, coordinator, requester],
  [northGeneral.id]: [colleague, member, elsewhere],
  [east.id]: [elsewhere, lead, nationwide],
  [national.id]: [nationwide, member],
};
const targets = [
  north.id,
  northGeneral.id,
  east.id,
  national.id,
  'area:ita',
  'area:pohjois',
  'area:etela',
  'area:kansallinen',
  'network:gone',
];
const texts = ['Onko asiassa uutta?', 'Kirjoittakaa osoitteeseen ohjaaja@example.fi.'];

/** A life at random: presses to walk through. */
export const life = fc.array(
  fc.record<Press>({
    who: fc.nat(),
    verb: fc.constantFrom(...verbs),
    pick: fc.nat(),
    likely: fc.boolean(),
    old: fc.nat({ max: 9 }).map((n) => n === 0),
    minutes: fc.oneof(fc.nat({ max: 600 }), fc.nat({ max: 20 * 24 * 60 })),
  }),
  { minLength: 10, maxLength: 60, size: 'max' },
);

/** Walks through a life from a consultation that has just been asked. Whatever goes into a decision is frozen, so that one that changes it throws. */
export function* walk(presses: Press[]): Generator<Step> {
  const sent: Step['command'][] = [];
  let before = frozen(opened({}, monday, directory));
  let now = Date.parse(monday);
  for (const press of presses) {
    now += press.minutes * 60_000;
    const at = new Date(now).toISOString();
    before = frozen(tick(before, { at, directory }).next);
    const { person, verb } = chosen(press, before, at);
    const fresh = { ...actOf(verb, wordsFor(verb, press.pick)), key: `press ${sent.length}` };
    const command = frozen(press.old && sent.length > 0 ? pickFrom(sent, press.pick) : fresh);
    const actor = actorFor(person, before);
    const decision = decide(before, command, frozen({ at, actor, directory, expert: expertFor(command, before) }));
    sent.push(command);
    yield { before, command, actor, at, decision };
    if ('next' in decision) before = frozen(decision.next);
  }
}

/** Whether a step changed something. */
export function isDone(step: Step): step is DoneStep {
  return 'next' in step.decision && !step.decision.repeated;
}

/** The person before this consultation, as the desk would find them. */
export function actorFor(person: PersonRef, { network }: Consultation): Actor {
  return { person, locale: 'fi', isMember: isIn(network, person.id), coordinates: areasOf(person.id) };
}

/** Whether somebody is in the channel of a network; nobody is in the channel of none. */
export function isIn(network: string | null, personId: string): boolean {
  return network !== null && (channels[network] ?? []).some(({ person }) => person.id === personId);
}

/** The areas that somebody coordinates. */
export function areasOf(personId: string): AreaId[] {
  return directory.coordinators.filter((one) => one.personId === personId).map(({ area }) => area);
}

/** The expert whom an assignment names, if the channel has such a member. */
export function expertFor(command: Act, { network }: Consultation): PersonRef | null {
  const named = everybody.find(({ id }) => command.verb === 'assign' && id === command.expert);
  return named && isIn(network, named.id) ? named : null;
}

function chosen({ who, verb, pick, likely }: Press, consultation: Consultation, at: Instant): { person: PersonRef; verb: Verb } {
  const offered = everybody.flatMap((person) =>
    offersOf(actorFor(person, consultation), consultation, at).map((one) => ({ person, verb: one as Verb })),
  );
  return likely && offered.length > 0 ? pickFrom(offered, pick) : { person: pickFrom(everybody, who), verb };
}

function wordsFor(verb: Verb, pick: number): object {
  const text = pickFrom(texts, pick % 20 === 0 ? 1 : 0);
  if (verb === 'revise') return { request: { ...opened().request, ...changeFor(pick) } };
  if (verb === 'claim' || verb === 'join') return { discipline: pickFrom(['social', 'health', 'education'], pick) };
  if (verb === 'assign') {
    const discipline = pickFrom([undefined, 'social', 'health', 'education'] as const, pick >> 4);
    return { expert: pickFrom(everybody, pick).id, ...(discipline ? { discipline } : {}) };
  }
  if (verb === 'redirect') return { target: pickFrom(targets, pick), text };
  return verb === 'close' ? { helped: (pick % 5) + 1, change: 'surer' } : { text, heard: pick % 3 === 0 };
}

function changeFor(pick: number): object {
  return {
    county: pickFrom(['21', '12', '91', '01'], pick),
    field: pickFrom(['lastensuojelu', 'harvinaiset-sairaudet', 'muu'], pick >> 2),
    urgency: pickFrom(['normal', 'soon', 'urgent'], pick >> 4),
  };
}

function pickFrom<T>(all: readonly T[], pick: number): T {
  return all[pick % all.length] as T;
}
