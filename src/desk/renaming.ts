import type { Clock } from '../clock.ts';
import type { Instant } from '../domain/calendar.ts';
import { type Consultation, isLiving, livingCardOf, livingStatuses, type PersonRef } from '../domain/consultation.ts';
import type { Decided } from '../domain/decide.ts';
import type { Telling } from '../domain/notice.ts';
import type { Store, Stored } from '../store/store.ts';
import { consultationsIn } from './consultations-in.ts';
import type { DirectoryDesk } from './directory.ts';

type Dependencies = {
  store: Pick<Store, 'find'>;
  clock: Pick<Clock, 'now'>;
  directory: Pick<DirectoryDesk, 'current'>;
  load: (id: string) => Promise<Stored<Consultation> | null>;
  /** Writes a decision and tells it; null if somebody else has written the consultation since it was read. */
  commit: (stored: Stored<Consultation>, decision: Decided, at: Instant) => Promise<Stored<Consultation> | null>;
};

/** Builds what brings living cards up to date when somebody is called otherwise. */
export function createRenaming({ store, clock, directory, load, commit }: Dependencies) {
  /** Calls a person by their name in each living consultation that they ask or answer. What has been said stays as it was said. */
  async function rename(person: PersonRef): Promise<void> {
    const { networks } = await directory.current();
    const held = await Promise.all(networks.map(({ id }) => consultationsIn(store, id, livingStatuses)));
    const all = [...(await askedBy(person)), ...held.flat()].map(({ document }) => document);
    const ids = new Set(all.filter((one) => renamed(one, person)).map(({ id }) => id));
    for (const id of ids) await renameIn(id, person);
  }

  async function askedBy({ id }: PersonRef): Promise<Stored<Consultation>[]> {
    const found: Stored<Consultation>[] = [];
    let cursor: string | null = null;
    do {
      const page = await store.find({ by: 'requester', requester: id }, 100, cursor);
      found.push(...page.found);
      cursor = page.next;
    } while (cursor);
    return found;
  }

  // As long as somebody else has written meanwhile.
  async function renameIn(id: string, person: PersonRef): Promise<void> {
    for (let stored = await load(id); stored; stored = await load(id)) {
      const next = renamed(stored.document, person);
      if (!next || (await commit(stored, { next, tellings: refreshesOf(next), repeated: true }, clock.now()))) return;
    }
  }

  return rename;
}

/** The living consultation with the person's name as it is now; null where nothing changes. */
function renamed(consultation: Consultation, { id, name }: PersonRef): Consultation | null {
  const { requester, seats } = consultation;
  const isOther = (one: PersonRef) => one.id === id && one.name !== name;
  if (!isLiving(consultation) || !(isOther(requester) || seats.some(({ expert }) => isOther(expert)))) return null;
  const now = (one: PersonRef) => (isOther(one) ? { ...one, name } : one);
  return { ...consultation, requester: now(requester), seats: seats.map((seat) => ({ ...seat, expert: now(seat.expert) })) };
}

// A card that has not been posted yet shows the new name by itself.
function refreshesOf(consultation: Consultation): Telling[] {
  const { cards, statusActivity } = consultation;
  return [
    ...(livingCardOf(consultation)?.activity ? [{ type: 'channel-card-refresh' as const, card: cards.length - 1 }] : []),
    ...(statusActivity ? [{ type: 'status-card-refresh' as const }] : []),
  ];
}
