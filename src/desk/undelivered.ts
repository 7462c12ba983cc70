import type { Clock } from '../clock.ts';
import type { Instant } from '../domain/calendar.ts';
import { livingStatuses } from '../domain/consultation.ts';
import { areasOf } from '../domain/network.ts';
import { type Telling, triedAgain } from '../domain/notice.ts';
import { isMeant } from '../domain/tellings.ts';
import { type Log, stackOf } from '../log.ts';
import type { Deliverable, Query, Store, Stored } from '../store/store.ts';
import type { DirectoryDesk } from './directory.ts';
import { every } from './material.ts';
import { placeIn } from './place.ts';

type Dependencies = {
  store: Store;
  clock: Pick<Clock, 'now'>;
  log: Log;
  directory: Pick<DirectoryDesk, 'current' | 'remember'>;
  /** Writes a document whose notices wait anew, and delivers them; null if somebody else has written it since it was read. */
  commit: (stored: Stored<Deliverable>, at: Instant) => Promise<Stored<Deliverable> | null>;
};

// What is forgotten of them, their alarms remember.
const mostPlaces = 1_000;
// A card whose last attempt got no answer may still arrive, and would cover a newer one.
const arrivesWithinMs = 5_000;

/** Builds what tries again at once what has failed, when the person or the channel that it is for takes messages again. */
export function createUndelivered({ store, clock, log, directory, commit }: Dependencies) {
  const waiting = new Map<string, Set<string>>();

  /** Something for a place (a channel's id or a person's) has failed in a document. */
  function note(place: string, documentId: string): void {
    waiting.set(place, (waiting.get(place) ?? new Set()).add(documentId));
    if (waiting.size > mostPlaces) waiting.delete(waiting.keys().next().value ?? '');
  }

  /** Something has arrived at a place, or anywhere after an outage (null): what other documents have for it is tried in seconds. */
  async function arrived(place: string | null): Promise<void> {
    const places = place === null ? [...waiting.keys()] : [place];
    const found = places.map((one) => [one, waiting.get(one) ?? new Set<string>()] as const);
    for (const [one] of found) waiting.delete(one);
    for (const [one, ids] of found) for (const id of ids) await tryAgain(id, one, later(clock.now(), arrivesWithinMs));
  }

  /** Whether anything waits for a place, as far as this process knows. */
  function isAwaited(place: string): boolean {
    return waiting.has(place);
  }

  /** Somebody who did not take the bot's messages takes them again: what they have missed as an asker or as a coordinator goes out. */
  async function hasReturned(personId: string): Promise<void> {
    const areas = areasOf(await directory.current(), personId);
    const queries: Query[] = [
      { by: 'requester', requester: personId },
      ...areas.map((area): Query => ({ by: 'area', area, statuses: livingStatuses })),
    ];
    for (const query of queries) {
      for await (const consultation of every(store, query))
        if (triedAgain(consultation, isThere(consultation, personId)) !== consultation) await tryAgain(consultation.id, personId, null);
    }
    await directory.remember(personId, { isBlocked: false });
  }

  async function tryAgain(id: string, place: string, notBefore: Instant | null): Promise<void> {
    try {
      for (let stored = await read(id); stored; stored = await read(id)) {
        const document = triedAgain(stored.document, isThere(stored.document, place), notBefore);
        if (document === stored.document || (await commit({ ...stored, document }, clock.now()))) return;
      }
    } catch (error) {
      log.error({ document: id, fault: stackOf(error) }, 'what has failed is not tried again');
    }
  }

  async function read(id: string): Promise<Stored<Deliverable> | null> {
    return (await store.get(id)) as Stored<Deliverable> | null;
  }

  return { note, isAwaited, arrived, hasReturned };
}

/** What tries again. */
export type Undelivered = ReturnType<typeof createUndelivered>;

function isThere(document: Deliverable, place: string): (telling: Telling) => boolean {
  return (telling) => placeIn(document, telling) === place && (document.kind === 'digest' || isMeant(telling, document));
}

function later(at: Instant, ms: number): Instant {
  return new Date(Date.parse(at) + ms).toISOString();
}
