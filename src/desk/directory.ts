import type { Coordinator, Directory, PersonRef } from '../domain/network.ts';
import { type LocaleBy, type Person, personDocumentId } from '../domain/person.ts';
import { ConflictError, type Store, type Stored } from '../store/store.ts';
import { createCentres } from './centres.ts';
import { createNetworkCards } from './network-cards.ts';
import { createNetworks } from './networks.ts';
import { put } from './put.ts';

/** What Teams tells of somebody when it is asked: whether they are a guest (null: it does not say), and what they are called, as far as it says. */
export type Told = { isGuest: boolean | null; name: string; givenName: string };
type Seen = Pick<Person, 'personId' | 'locale' | 'teamsId' | 'name' | 'tenantId' | 'serviceUrl' | 'conversation'> & {
  localeBy: Exclude<LocaleBy, 'chosen'>;
  ask: () => Promise<Told>;
  /** Is told of another name before it is remembered, so that one that has failed is told again. */
  renamed?: (person: PersonRef) => Promise<void>;
};

/** `coordinators` and `timings` come from configuration. */
type Dependencies = { store: Store; coordinators: Coordinator[]; timings?: Directory['timings'] };

/** Builds the keeper of networks, centres and people. */
export function createDirectory({ store, coordinators, timings = {} }: Dependencies) {
  const networks = createNetworks({ store, coordinators, timings });
  const centres = createCentres({ store, configured: coordinators, current: networks.current });

  /** The person with this Entra object id, or null if the bot has not met them. */
  async function person(personId: string): Promise<Person | null> {
    return ((await store.get(personDocumentId(personId)))?.document as Person | undefined) ?? null;
  }

  /**
   * Remembers what a turn told of a person; what they have chosen themselves (language, county, sector) stays, and a language that was a guess gives
   * way to one that Teams tells. `ask` is asked until Teams says that they are no guest, and when they have another name or none; as long as it says
   * nothing, nothing is remembered.
   */
  async function meet({ ask, renamed, personId, locale, localeBy, conversation, ...contact }: Seen): Promise<Person> {
    const known = await person(personId);
    const told = isFamiliar(known, contact.name) ? null : await ask();
    const guest = known?.isGuest === false ? false : (told?.isGuest ?? null);
    const met = (before: Person): Person => ({
      ...before,
      ...contact,
      ...(before.localeBy === 'guessed' && localeBy === 'told' ? { locale, localeBy } : {}),
      ...(told?.givenName ? { givenName: told.givenName } : {}),
      name: contact.name || before.name || (told?.name ?? ''),
      conversation: conversation ?? before.conversation,
      isGuest: guest ?? before.isGuest,
    });
    const chosen = { county: null, sector: null, isWelcomed: false, isBlocked: false, isGuest: guest, digest: null };
    const named = { ...contact, name: contact.name || (told?.name ?? ''), givenName: told?.givenName ?? '' };
    const fresh: Person = { kind: 'person', id: personDocumentId(personId), personId, locale, localeBy, ...named, conversation, ...chosen };
    const seen = known ? met(known) : fresh;
    if (guest === null || (known && hasSame(known, seen))) return seen;
    if (known && known.name !== seen.name) await renamed?.({ id: personId, teamsId: seen.teamsId, name: seen.name });
    return (await put<Person>(store, fresh.id, (before) => (before ? met(before) : fresh))) as Person;
  }

  /** Changes what is remembered of a person; answers the person as they are now. Throws if the bot has not met them. */
  async function remember(personId: string, change: Partial<Omit<Person, 'kind' | 'id' | 'personId'>>): Promise<Person> {
    const changed = await put<Person>(store, personDocumentId(personId), (before) => before && { ...before, ...change });
    if (!changed) throw new RangeError('a person who has not been met');
    return changed;
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

  return { ...networks, ...createNetworkCards({ store }), ...centres, person, meet, remember, welcome };
}

/** The keeper of networks, centres and people. */
export type DirectoryDesk = ReturnType<typeof createDirectory>;

// No guest, and not called otherwise than before.
function isFamiliar(known: Person | null, name: string): boolean {
  return known?.isGuest === false && known.name !== '' && (name === '' || name === known.name);
}

function hasSame(one: Person, other: Person): boolean {
  return (Object.keys(one) as (keyof Person)[]).every((key) => one[key] === other[key]);
}
