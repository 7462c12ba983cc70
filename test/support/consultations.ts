import type { Actor } from '../../src/domain/access.ts';
import type { Instant } from '../../src/domain/calendar.ts';
import { Act, type Verb } from '../../src/domain/command.ts';
import { type Consultation, referenceOf, type Status } from '../../src/domain/consultation.ts';
import { type Decision, decide, open } from '../../src/domain/decide.ts';
import { type AreaId, type Directory, Network } from '../../src/domain/network.ts';
import { Request } from '../../src/domain/request.ts';
import { uuid } from './clock.ts';

/** Monday 23 November 2026, 10.00 in Helsinki. */
export const monday: Instant = '2026-11-23T08:00:00.000Z';

/** Whoever may stand before a consultation, as the desk would have found them. */
export const roleNames = [
  'requester',
  'lead',
  'co-expert',
  'member',
  'coordinator',
  'coordinator elsewhere',
  'national coordinator',
  'stranger',
] as const;
export type RoleName = (typeof roleNames)[number];

/** One invented person for each role; the experts are in the channel of the network that has the consultation. */
export const actors: Record<RoleName, Actor> = {
  requester: actorOf('Aino Asker'),
  lead: actorOf('Leo Lead', { isMember: true }),
  'co-expert': actorOf('Cilla Colleague', { isMember: true }),
  member: actorOf('Mira Member', { isMember: true }),
  coordinator: actorOf('Kaisa Coordinator', { coordinates: ['pohjois'] }),
  'coordinator elsewhere': actorOf('Eero Elsewhere', { coordinates: ['ita'] }),
  'national coordinator': actorOf('Nora National', { coordinates: ['kansallinen'] }),
  stranger: actorOf('Sten Stranger'),
};

export const north = networkOf('Lapin lastensuojelu', { area: 'pohjois', fields: ['lastensuojelu'] });
export const northGeneral = networkOf('Pohjoisen yhteinen', { area: 'pohjois', general: true });
export const east = networkOf('Idän lastensuojelu', { area: 'ita', fields: ['lastensuojelu'] });
export const national = networkOf('Harvinaiset', { area: 'kansallinen', fields: ['harvinaiset-sairaudet'] });

/** Two northern networks, an eastern and a national one, and a coordinator for each of their areas. */
export const directory: Directory = {
  networks: [north, northGeneral, east, national],
  coordinators: (['coordinator', 'coordinator elsewhere', 'national coordinator'] as const).flatMap((role) =>
    actors[role].coordinates.map((area) => ({ area, personId: actors[role].person.id })),
  ),
  timings: {},
};

/** Somebody by name: a stranger, unless more is said of them. */
export function actorOf(name: string, found: Partial<Actor> = {}): Actor {
  const id = name.toLowerCase().replaceAll(' ', '.');
  return { person: { id, teamsId: `29:${id}`, name }, locale: 'fi', isMember: false, coordinates: [], ...found };
}

/** A network of social work and health care that speaks Finnish, unless told otherwise. */
export function networkOf(name: string, change: Partial<Network> & { area: AreaId }): Network {
  const channel = `19:${name.replaceAll(' ', '-')}@thread.tacv2`;
  return Network.parse({
    kind: 'network',
    id: `network:${channel}`,
    channel,
    team: '19:team@thread.tacv2',
    state: 'active',
    name,
    place: null,
    fields: [],
    disciplines: ['social', 'health'],
    languages: ['fi'],
    general: false,
    members: 5,
    breaks: [],
    duty: null,
    serviceUrl: 'https://teams.example/',
    tenantId: uuid(1),
    registeredBy: actors.coordinator.person.id,
    registeredAt: monday,
    ...change,
  });
}

/** What a social worker in Lapland asks of social work and health care. */
export function requestOf(change: Partial<Request> = {}): Request {
  return Request.parse({
    county: '21',
    sector: 'social',
    disciplines: ['social', 'health'],
    field: 'lastensuojelu',
    secondaryFields: [],
    title: 'Koulupoissaolot ja väsymys',
    situation: 'Nuori ei ole käynyt koulussa syksyn aikana.',
    question: 'Miten edetään?',
    help: 'written',
    urgency: 'normal',
    language: 'fi',
    ...change,
  });
}

/** A command as a card or form would send it: valid, with the words that its verb needs. */
export function actOf(verb: Exclude<Verb, 'submit' | 'tick'>, change: object = {}): Act {
  const needed = {
    revise: { request: requestOf({ title: 'Koulupoissaolot' }) },
    join: { discipline: 'education' },
    redirect: { target: 'area:ita', text: 'Siellä osataan.' },
    'ask-info': { text: 'Kuinka kauan tätä on kestänyt?' },
    'give-info': { text: 'Elokuusta asti.' },
    message: { text: 'Palaan asiaan huomenna.' },
    answer: { text: 'Kutsukaa koolle verkostopalaveri.' },
    assign: { expert: actors.member.person.id },
  };
  return Act.parse({ verb, ...(verb in needed ? needed[verb as keyof typeof needed] : {}), ...change });
}

/** A consultation that has just been asked. */
export function opened(change: Partial<Request> = {}, at = monday, within = directory): Consultation {
  const id = uuid(7);
  const decision = open(
    { verb: 'submit', id, key: id, reference: referenceOf(id), request: requestOf(change), checked: false },
    { at, actor: actors.requester, directory: within },
  );
  return nextOf(decision);
}

/** Who does what, and when if it matters. */
export type Doing = [Actor, Act, Instant?];

/** The consultation after all this has been done to it; throws if any of it is refused. */
export function lived(consultation: Consultation, ...doings: Doing[]): Consultation {
  return doings.reduce((current, doing) => nextOf(attempt(current, ...doing)), consultation);
}

/** What is decided of one command. Whatever goes in is frozen, so that a decision that changes it fails. */
export function attempt(consultation: Consultation, actor: Actor, act: Act, at = monday, within = directory): Decision {
  const expert = act.verb === 'assign' ? (experts.find(({ id }) => id === act.expert) ?? null) : null;
  const key = `${act.verb} by ${actor.person.id} on ${consultation.history.length}`;
  return decide(frozen(consultation), frozen({ ...act, key }), frozen({ at, actor, directory: within, expert }));
}

/** The state that a decision leads to; throws if it is a refusal. */
export function nextOf(decision: Decision): Consultation {
  if ('refusal' in decision) throw new Error(`refused: ${JSON.stringify(decision.refusal)}`);
  return decision.next;
}

const experts = (['lead', 'co-expert', 'member'] as const).map((role) => actors[role].person);

const taken: Doing[] = [
  [actors.lead, actOf('claim', { discipline: 'social' })],
  [actors['co-expert'], actOf('join', { discipline: 'health' })],
];
const answered: Doing[] = [...taken, [actors.lead, actOf('answer')]];
const lives: Record<Status, Doing[]> = {
  open: [...taken, [actors.lead, actOf('release')]],
  claimed: taken,
  waiting: [...taken, [actors.lead, actOf('ask-info')]],
  answered,
  closed: [...answered, [actors.lead, actOf('close')]],
  withdrawn: [...taken, [actors.requester, actOf('withdraw')]],
};

/** A consultation that has come to a status by real commands. A lead and a co-expert have taken part in every one; where it is open again or withdrawn they have no seat any more. */
export function inStatus(status: Status): Consultation {
  return lived(opened(), ...lives[status]);
}

/** The same value, which nobody can change any more. */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}
