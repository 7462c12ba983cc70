import { type Coordinator, type Directory, Network, networkId } from '../domain/network.ts';
import { type Person, personDocumentId } from '../domain/person.ts';
import { ConflictError, everyOf, type Store, type Stored } from '../store/store.ts';
import { shared } from './shared.ts';

/** What a coordinator says of a channel when they register it. */
export type Registration = Omit<Network, 'kind' | 'id' | 'breaks'>;

type Seen = Pick<Person, 'personId' | 'locale' | 'teamsId' | 'name' | 'tenantId' | 'serviceUrl' | 'conversation'> & {
  isGuest: () => Promise<boolean | null>;
};

/** `coordinators` and `timings` come from configuration. */
type Dependencies = { store: Store; coordinators: Coordinator[]; timings?: Directory['timings'] };

/** Builds the keeper of networks and people. */
export function createDirectory({ store, coordinators, timings = {} }: Dependencies) {
  /** The country's networks and coordinators at this moment. */
  const current = shared(
    async (): Promise<Directory> => ({
      networks: await Array.fromAsync(everyOf(store, 'network')),
      coordinators,
      timings,
    }),
  );

  /** Registers a channel as an expert network, or changes what is registered of it. */
  async function register(registration: Registration): Promise<Network> {
    const id = networkId(registration.channel);
    const network = Network.parse({ kind: 'network', id, breaks: [], ...registration });
    const { document } = await put(network, (before) => ({ ...network, breaks: before.breaks }));
    return document;
  }

  /** The person with this Entra object id, or null if the bot has not met them. */
  async function person(personId: string): Promise<Person | null> {
    return ((await store.get(personDocumentId(personId)))?.document as Person | undefined) ?? null;
  }

  /** Remembers what a turn told of a person; what they have chosen themselves (language, county, sector) stays. `isGuest` is asked until Teams says no. */
  async function meet({ isGuest, personId, locale, conversation, ...contact }: Seen): Promise<Person> {
    const known = await person(personId);
    const guest = known?.isGuest === false ? false : await isGuest();
    const met = (before: Person): Person => ({
      ...before,
      ...contact,
      name: contact.name || before.name,
      conversation: conversation ?? before.conversation,
      isBlocked: false,
      isGuest: guest ?? before.isGuest,
    });
    if (known) return hasSame(known, met(known)) ? known : (await put(known, met)).document;
    const chosen = { county: null, sector: null, isWelcomed: false, isBlocked: false, isGuest: guest, digest: null };
    const fresh: Person = { kind: 'person', id: personDocumentId(personId), personId, locale, ...contact, conversation, ...chosen };
    return (await put(fresh, met)).document;
  }

  /** Changes what is remembered of a person; answers the person as they are now. Throws if the bot has not met them. */
  async function remember(personId: string, change: Partial<Omit<Person, 'kind' | 'id' | 'personId'>>): Promise<Person> {
    const known = await person(personId);
    if (!known) throw new RangeError('a person who has not been met');
    return (await put({ ...known, ...change }, (before) => ({ ...before, ...change }))).document;
  }

  /** Marks a person as welcomed; true for the one turn that may greet them. */
  async function welcome(personId: string): Promise<boolean> {
    const stored = (await store.get(personDocumentId(personId))) as Stored<Person> | null;
    if (!stored || stored.document.isWelcomed) return false;
    try {
      await store.replace({ ...stored, document: { ...stored.document, isWelcomed: true } });
      return true;
    } catch (error) {
      if (error instanceof ConflictError) return welcome(personId);
      throw error;
    }
  }

  // Creates, or changes what is there: as often as it takes for nobody to have come between.
  async function put<D extends Network | Person>(fresh: D, change: (before: D) => D): Promise<Stored<D>> {
    for (;;) {
      const stored = (await store.get(fresh.id)) as Stored<D> | null;
      try {
        return await (stored ? store.replace({ ...stored, document: change(stored.document) }) : store.create(fresh));
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
      }
    }
  }

  return { current, register, person, meet, remember, welcome };
}

/** The keeper of networks and people. */
export type DirectoryDesk = ReturnType<typeof createDirectory>;

function hasSame(one: Person, other: Person): boolean {
  return (Object.keys(one) as (keyof Person)[]).every((key) => one[key] === other[key]);
}
