import * as z from 'zod/v4';
import type { Break, Instant } from './calendar.ts';
import { localDate } from './calendar.ts';
import { dayOfDate } from './local-time.ts';
import { defaultTiming, type Timing } from './timing.ts';

/** The five collaborative areas (yhteistyöalueet) of Government Decree 91/2022, by their region's name. */
export const areas = ['etela', 'ita', 'sisa', 'lansi', 'pohjois'] as const;
/** An expert network belongs to an area, or to the whole country. */
export const AreaId = z.enum([...areas, 'kansallinen']);
export type AreaId = z.infer<typeof AreaId>;

/**
 * Which collaborative area each county belongs to. Codes: Statistics Finland, wellbeing services counties 2026; areas: Decree 91/2022.
 * Helsinki (90) organises its own services, HUS is a member of the Southern area but no county, and Åland (91) is outside the areas.
 */
export const areaOfCounty = {
  '01': 'etela',
  '02': 'etela',
  '03': 'etela',
  '04': 'etela',
  '05': 'lansi',
  '06': 'lansi',
  '07': 'sisa',
  '08': 'sisa',
  '09': 'etela',
  '10': 'etela',
  '11': 'etela',
  '12': 'ita',
  '13': 'ita',
  '14': 'ita',
  '15': 'ita',
  '16': 'sisa',
  '17': 'lansi',
  '18': 'pohjois',
  '19': 'pohjois',
  '20': 'pohjois',
  '21': 'pohjois',
  '90': 'etela',
  '91': 'kansallinen',
  HUS: 'etela',
} as const satisfies Record<string, AreaId>;
export const CountyCode = z.enum(Object.keys(areaOfCounty) as [keyof typeof areaOfCounty]);
export type CountyCode = z.infer<typeof CountyCode>;

/** Every field of expertise, with the field whose network stands in where an area has no channel for it. */
export const parentOfField = {
  lastensuojelu: null,
  'vaativa-sijaishuolto': null,
  lastenpsykiatria: null,
  nuorisopsykiatria: null,
  itsetuhoisuus: 'nuorisopsykiatria',
  syomishairiot: 'nuorisopsykiatria',
  'sukupuoli-identiteetti': 'nuorisopsykiatria',
  neuropsykiatria: null,
  'vakivalta-barnahus': null,
  'haastavat-erot': null,
  paihteet: null,
  perinataali: null,
  rikosoireilu: null,
  'vaativa-erityinen-tuki': null,
  koulupoissaolot: 'vaativa-erityinen-tuki',
  vammaisuus: null,
  'harvinaiset-sairaudet': null,
  maahanmuutto: null,
  adoptio: null,
  juridiikka: null,
  muu: null,
} as const;
export const FieldCode = z.enum(Object.keys(parentOfField) as [keyof typeof parentOfField]);
export type FieldCode = z.infer<typeof FieldCode>;

export const Discipline = z.enum(['social', 'health', 'education']);
export type Discipline = z.infer<typeof Discipline>;

export const Locale = z.enum(['fi', 'sv', 'en']);
export type Locale = z.infer<typeof Locale>;

/** A person as others may know them: the Entra object id, the `29:` id that Teams mentions by (if known), and the name. */
export const PersonRef = z.object({ id: z.string(), teamsId: z.string(), name: z.string() });
export type PersonRef = z.infer<typeof PersonRef>;

/** Who is on duty: all of them always, or one after another, a week each, from the Monday `from` (a local date) on. */
export const Duty = z.object({ turns: z.enum(['together', 'weekly']), people: z.array(PersonRef).min(1), from: z.iso.date() });
export type Duty = z.infer<typeof Duty>;

/** How many people a roster holds: more would not know that they are meant. */
export const mostOnDuty = 30;

/** Whether a network takes requests. `gone`: Teams has said that its channel or team is; `removed`: a coordinator has taken it out of use. */
export const NetworkState = z.enum(['active', 'paused', 'gone', 'removed']);
export type NetworkState = z.infer<typeof NetworkState>;

/** What Teams calls a channel and its team; the General channel has no name of its own. */
export const Place = z.object({ channel: z.string(), team: z.string() });
export type Place = z.infer<typeof Place>;

/** An expert network: a Teams channel that a coordinator has registered. `id` is `network:` and the channel's conversation id. */
export const Network = z.object({
  kind: z.literal('network'),
  id: z.string(),
  channel: z.string(),
  /** The id of the channel's team, which Teams names in its events. */
  team: z.string(),
  state: NetworkState,
  /** In which state a network that is `gone` comes back: a pause is a coordinator's word, and outlasts what Teams tells. */
  comesBack: z.enum(['active', 'paused']).optional(),
  name: z.string(),
  /** What Teams calls the channel and its team, as far as it has told. */
  place: Place.nullable(),
  area: AreaId,
  fields: z.array(FieldCode),
  disciplines: z.array(Discipline),
  languages: z.array(Locale).min(1),
  general: z.boolean(),
  /** How many of the channel's members may claim: its guests may not. */
  members: z.int().min(0),
  breaks: z.array(z.object({ from: z.string(), to: z.string() })),
  duty: Duty.nullable(),
  serviceUrl: z.string(),
  tenantId: z.string(),
  registeredBy: z.string(),
  /** When it was registered first. */
  registeredAt: z.string(),
  /** How often what its form says has been changed since: a form that was opened on another revision is an older one. None is 0. */
  revision: z.int().min(0).optional(),
});
export type Network = z.infer<typeof Network>;

/** The messages in a channel or a chat in which the bot shows networks, by their activity ids, the newest last. `id` is `network-cards:` and the conversation id. */
export type NetworkCards = { kind: 'network-cards'; id: string; messages: string[] };

/** Who coordinates which centre; the national coordinator's area is `kansallinen`. */
export type Coordinator = { area: AreaId; personId: string };

/** A training that a centre has given: when (a local date), for how many, about what. */
export const Training = z.object({ on: z.iso.date(), participants: z.int().min(1), topic: z.string(), by: z.string(), at: z.string() });
export type Training = z.infer<typeof Training>;

/** A centre of expertise and support, by its area: who coordinates it, once that differs from the configuration, and its trainings. `id` is `centre:` and the area. */
export const Centre = z.object({
  kind: z.literal('centre'),
  id: z.string(),
  area: AreaId,
  coordinators: z.array(PersonRef).nullable(),
  trainings: z.array(Training),
});
export type Centre = z.infer<typeof Centre>;

/** What deciding needs to know of the country at one moment: its networks, its coordinators, and the areas whose numbers differ from the usual ones. */
export type Directory = { networks: Network[]; coordinators: Coordinator[]; timings: Partial<Record<AreaId, Timing>> };

/** The id of the network that a channel with this conversation id would be registered as. */
export function networkId(channel: string): string {
  return `network:${channel}`;
}

/** The document id of what the bot has shown of networks in a conversation. */
export function networkCardsId(conversation: string): string {
  return `network-cards:${conversation}`;
}

/** The document id of an area's centre. */
export function centreId(area: AreaId): string {
  return `centre:${area}`;
}

// What the form says, and whether it is in use: the state besides has buttons of its own, the members and the place are Teams' to tell.
const said = ['name', 'area', 'fields', 'disciplines', 'languages', 'general', 'duty', 'breaks'] as const;
/** What a coordinator says of a network in its form. */
export type Said = Pick<Network, (typeof said)[number]>;

/** Whether two say the same of a network. */
export function saysSame(one: Said, other: Said): boolean {
  return JSON.stringify(said.map((field) => one[field])) === JSON.stringify(said.map((field) => other[field]));
}

/** The network with its revision: another one if what its form says has changed, or it has been taken out of use or into it. */
export function revised(before: Network | null, next: Network): Network {
  const isSame = !before || (saysSame(before, next) && (before.state === 'removed') === (next.state === 'removed'));
  const revision = (before?.revision ?? 0) + (isSame ? 0 : 1);
  return revision > 0 ? { ...next, revision } : next;
}

/** The network with this id, in whatever state it is; null where none is named or known. */
export function networkOf(directory: Directory, id: string | null): Network | null {
  return directory.networks.find((network) => network.id === id) ?? null;
}

/** Whether one of the network's breaks covers the Finnish local date of `at`. */
export function isOnBreak(network: { breaks: Break[] }, at: Instant): boolean {
  const today = localDate(at);
  return network.breaks.some(({ from, to }) => from <= today && today <= to);
}

/** The promises' and reminders' numbers of an area. */
export function timingOf({ timings }: Pick<Directory, 'timings'>, area: AreaId): Timing {
  return timings[area] ?? defaultTiming;
}

/** When nobody works on what an area's network has: the breaks of both. */
export function breaksOf(directory: Directory, { area, network }: { area: AreaId; network: string | null }): Break[] {
  return [...timingOf(directory, area).breaks, ...(networkOf(directory, network)?.breaks ?? [])];
}

/** Who is on duty in a network at `at`: nobody where nothing has been agreed. Of more than a roster holds by now, which was agreed before, the first. */
export function onDuty({ duty }: Pick<Network, 'duty'>, at: Instant): PersonRef[] {
  if (!duty || duty.turns === 'together') return duty?.people.slice(0, mostOnDuty) ?? [];
  const week = Math.floor((dayOfDate(localDate(at)) - dayOfDate(duty.from)) / 7);
  const turn = Math.max(week, 0) % duty.people.length;
  return duty.people.slice(turn, turn + 1);
}

/** The areas that a person coordinates. */
export function areasOf({ coordinators }: Pick<Directory, 'coordinators'>, personId: string): AreaId[] {
  return coordinators.filter((one) => one.personId === personId).map(({ area }) => area);
}

/** The areas that somebody looks after who coordinates these: their own; for the national coordinators the whole country, and then each area. */
export function areasLookedAfter(own: AreaId[]): AreaId[] {
  return own.includes('kansallinen') ? ['kansallinen', ...areas] : own;
}

/** The people who coordinate an area; where nobody does, the national coordinators. Ids, in the directory's order; never the asker, who can't direct their own request. */
export function coordinatorsOf({ coordinators }: Directory, area: AreaId, askerId: string): string[] {
  const others = coordinators.filter((one) => one.personId !== askerId);
  const named = others.filter((one) => one.area === area);
  const found = named.length > 0 ? named : others.filter((one) => one.area === 'kansallinen');
  return found.map((one) => one.personId);
}
