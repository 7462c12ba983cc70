import { coordinatorsFrom, emptyCentre } from '../domain/centre.ts';
import { AreaId, type Centre, type Coordinator, centreId, type Directory, Network, networkId, revised } from '../domain/network.ts';
import { everyOf, type Store } from '../store/store.ts';
import { put } from './put.ts';
import { shared } from './shared.ts';

/** What a coordinator says of a channel when they register it. */
export type Registration = Omit<Network, 'kind' | 'id'>;
/** Decides what a network is to be, of what it is (null: nothing has been registered); null where it shall stay as it is. */
export type NetworkChange<Before = Network> = (before: Before) => Network | null;

/** `coordinators` and `timings` come from configuration. */
type Dependencies = { store: Store; coordinators: Coordinator[]; timings: Directory['timings'] };

/** Builds the keeper of networks. */
export function createNetworks({ store, coordinators, timings }: Dependencies) {
  /** The country's networks and coordinators at this moment. */
  const current = shared(async (): Promise<Directory> => {
    const [networks, centres] = await Promise.all([Array.fromAsync(everyOf(store, 'network')), readCentres()]);
    return { networks, coordinators: coordinatorsFrom(coordinators, centres), timings };
  });

  // Whom a centre has removed must not be a coordinator again because nobody can read that: until somebody can, it has none of its own.
  async function readCentres(): Promise<Centre[]> {
    const { found, unreadable } = await store.list('centre', AreaId.options.length);
    const closed = AreaId.options.filter((area) => unreadable.includes(centreId(area)));
    return [...found.map(({ document }) => document), ...closed.map((area) => ({ ...emptyCentre(area), coordinators: [] }))];
  }

  /** Registers a channel as an expert network, or changes what is registered of it, which keeps the moment of its first registration; null if what is registered by now may not be changed. */
  async function register(registration: Registration, mayChange: (before: Network) => boolean = () => true): Promise<Network | null> {
    const id = networkId(registration.channel);
    const network = Network.parse({ kind: 'network', id, ...registration });
    let isRefused = false;
    const registered = await saveNetwork(id, (before) => {
      isRefused = before !== null && !mayChange(before);
      return isRefused ? null : { ...network, registeredAt: before?.registeredAt ?? network.registeredAt };
    });
    return isRefused ? null : registered;
  }

  /** Changes a network that is registered; answers it as it is now, or null if there is none. */
  function changeNetwork(id: string, change: NetworkChange): Promise<Network | null> {
    return saveNetwork(id, (before) => before && change(before));
  }

  /** Saves what is decided of a network as it is at that moment; answers it as it is now, or null if there is none. */
  function saveNetwork(id: string, decide: NetworkChange<Network | null>): Promise<Network | null> {
    return put<Network>(store, id, (before) => {
      const next = decide(before);
      return next && next !== before ? revised(before, next) : next;
    });
  }

  return { current, register, changeNetwork, saveNetwork };
}
