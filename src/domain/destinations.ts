import type { Consultation } from './consultation.ts';
import { type AreaId, areas, type Directory, type Network } from './network.ts';

/** Where a consultation can be redirected: to networks, and to areas, to be routed there anew. */
export type Destinations = { networks: Network[]; areas: AreaId[] };

/** The one list of where a consultation can be redirected, for what cards offer and for what is taken: the area's other networks in use and the national ones, and every other area. */
export function destinationsOf(
  { network, area }: Pick<Consultation, 'network' | 'area'>,
  { networks }: Pick<Directory, 'networks'>,
): Destinations {
  const others = networks.filter(({ id, state }) => id !== network && state === 'active');
  return {
    networks: others.filter((one) => one.area === area || one.area === 'kansallinen'),
    areas: areas.filter((one) => one !== area),
  };
}
