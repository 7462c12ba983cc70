import type { Instant } from './calendar.ts';
import type { AreaId, Directory, Network } from './network.ts';
import { areaOfCounty, isOnBreak, parentOfField } from './network.ts';
import type { Request } from './request.ts';

/** Why a network was ranked where it was: the first four are the order of preference, the others break ties. */
export const preferences = ['area-field', 'area-parent-field', 'area-general', 'national-field'] as const;
export type Preference = (typeof preferences)[number];
export type Reason = Preference | 'speaks-language' | 'has-disciplines' | 'secondary-field';
/** Why a network that fits was passed over. */
export type Obstacle = 'on-break' | 'no-members' | 'paused' | 'gone';

/** What routing looks at in a request. */
export type Asked = Pick<Request, 'county' | 'field' | 'secondaryFields' | 'disciplines' | 'language'>;
export type Ranked = { network: Network; reasons: Reason[] };
export type Route = {
  area: AreaId;
  /** Best first; empty when nothing fits, and the request goes to the coordinator's list. */
  ranking: Ranked[];
  passedOver: { network: Network; obstacle: Obstacle }[];
};

/**
 * Ranks the networks that can take a request, and says why: the area's network of the field, of the field's parent, the area's general
 * network, the national network of the field. Language, disciplines and secondary fields break ties. The area is that of the request's
 * county unless another is given (a redirection).
 */
export function route(
  request: Asked,
  { networks }: Pick<Directory, 'networks'>,
  at: Instant,
  area: AreaId = areaOfCounty[request.county],
): Route {
  const used = networks.filter(({ state }) => state !== 'removed');
  const fitting = used.flatMap((network) => {
    const preference = preferenceOf(network, request, area);
    return preference ? [{ network, preference, reasons: [preference, ...tieBreakers(network, request)] as Reason[] }] : [];
  });
  const passedOver = fitting.flatMap(({ network }) => {
    const obstacle = obstacleOf(network, at);
    return obstacle ? [{ network, obstacle }] : [];
  });
  const ranking = fitting
    .filter(({ network }) => !obstacleOf(network, at))
    .sort((a, b) => preferences.indexOf(a.preference) - preferences.indexOf(b.preference) || weigh(b) - weigh(a) || order(a, b))
    .map(({ network, reasons }) => ({ network, reasons }));
  return { area, ranking, passedOver };
}

function preferenceOf(network: Network, request: Asked, area: AreaId): Preference | null {
  const parent = parentOfField[request.field];
  const near = network.area === area && area !== 'kansallinen';
  if (near && network.fields.includes(request.field)) return 'area-field';
  if (near && parent && network.fields.includes(parent)) return 'area-parent-field';
  if (near && network.general) return 'area-general';
  return network.area === 'kansallinen' && network.fields.includes(request.field) ? 'national-field' : null;
}

function tieBreakers(network: Network, request: Asked): Reason[] {
  const reasons: Reason[] = [];
  if (network.languages.includes(request.language)) reasons.push('speaks-language');
  if (request.disciplines.every((one) => network.disciplines.includes(one))) reasons.push('has-disciplines');
  if (request.secondaryFields.some((one) => network.fields.includes(one))) reasons.push('secondary-field');
  return reasons;
}

// A language that is not shared weighs more than everything after it, a discipline more than a secondary field.
function weigh({ reasons }: { reasons: Reason[] }): number {
  return (
    (reasons.includes('speaks-language') ? 4 : 0) +
    (reasons.includes('has-disciplines') ? 2 : 0) +
    (reasons.includes('secondary-field') ? 1 : 0)
  );
}

function order(a: Ranked, b: Ranked): number {
  return a.network.id < b.network.id ? -1 : 1;
}

function obstacleOf(network: Network, at: Instant): Obstacle | null {
  if (network.state === 'paused' || network.state === 'gone') return network.state;
  if (network.members === 0) return 'no-members';
  return isOnBreak(network, at) ? 'on-break' : null;
}
