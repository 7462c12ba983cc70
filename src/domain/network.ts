import * as z from 'zod/v4';
import type { Break, Instant } from './calendar.ts';
import { localDate } from './calendar.ts';

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

/** An expert network: a Teams channel that a coordinator has registered. `id` is `network:` and the channel's conversation id. */
export const Network = z.object({
  kind: z.literal('network'),
  id: z.string(),
  channel: z.string(),
  name: z.string(),
  area: AreaId,
  fields: z.array(FieldCode),
  disciplines: z.array(Discipline),
  languages: z.array(Locale).min(1),
  general: z.boolean(),
  members: z.int().min(0),
  breaks: z.array(z.object({ from: z.string(), to: z.string() })),
  serviceUrl: z.string(),
  tenantId: z.string(),
  registeredBy: z.string(),
  registeredAt: z.string(),
});
export type Network = z.infer<typeof Network>;

/** Who coordinates which centre; the national coordinator's area is `kansallinen`. */
export type Coordinator = { area: AreaId; personId: string };

/** What routing and access need to know of the country's networks at one moment. */
export type Directory = { networks: Network[]; coordinators: Coordinator[] };

/** The id of the network that a channel with this conversation id would be registered as. */
export function networkId(channel: string): string {
  return `network:${channel}`;
}

/** The network with this id, or null where none is named or it has been removed. */
export function networkOf(directory: Directory, id: string | null): Network | null {
  return directory.networks.find((network) => network.id === id) ?? null;
}

/** Whether one of the network's breaks covers the Finnish local date of `at`. */
export function isOnBreak(network: { breaks: Break[] }, at: Instant): boolean {
  const today = localDate(at);
  return network.breaks.some(({ from, to }) => from <= today && today <= to);
}

/** The people who coordinate an area; where nobody does, the national coordinators. Ids, in the directory's order; never the asker, who can't direct their own request. */
export function coordinatorsOf({ coordinators }: Directory, area: AreaId, askerId: string): string[] {
  const others = coordinators.filter((one) => one.personId !== askerId);
  const named = others.filter((one) => one.area === area);
  const found = named.length > 0 ? named : others.filter((one) => one.area === 'kansallinen');
  return found.map((one) => one.personId);
}
