import type { Clock } from '../clock.ts';
import type { Instant } from '../domain/calendar.ts';
import { type ChannelCard, type Consultation, inHandStatuses, isInHand, livingCardOf, type PersonRef } from '../domain/consultation.ts';
import { type Decided, tick } from '../domain/decide.ts';
import { type Log, stackOf } from '../log.ts';
import type { Store, Stored } from '../store/store.ts';
import { consultationsIn } from './consultations-in.ts';
import type { DirectoryDesk } from './directory.ts';
import { within } from './within.ts';

/** Asks Teams which of these people are no members of a network's channel; throws if Teams does not tell. */
export type FindAbsent = (card: ChannelCard, people: PersonRef[]) => Promise<PersonRef[]>;

type Dependencies = {
  store: Pick<Store, 'find'>;
  clock: Pick<Clock, 'now' | 'deadline'>;
  log: Log;
  directory: Pick<DirectoryDesk, 'current'>;
  findAbsent: FindAbsent;
  load: (id: string) => Promise<Stored<Consultation> | null>;
  /** Writes a decision and tells it; null if somebody else has written the consultation since it was read. */
  commit: (stored: Stored<Consultation>, decision: Decided, at: Instant) => Promise<Stored<Consultation> | null>;
};

// Whatever else is due waits for the answer.
const patienceMs = 2_000;
const lookAgainAfterMs = 5 * 60_000;

/** Builds what looks after consultations whose experts have left the channel. */
export function createDepartures({ store, clock, log, directory, findAbsent, load, commit }: Dependencies) {
  /**
   * People (Entra ids or `29:` ids) are said to have left a network's channel. Teams is asked whether they have: then what they lead there comes back
   * to it. Throws if Teams does not tell.
   */
  async function partWith(network: string, left: string[]): Promise<void> {
    if (left.length === 0) return;
    const isLeft = ({ id, teamsId }: PersonRef) => left.includes(id) || left.includes(teamsId);
    const held = await consultationsIn(store, network, inHandStatuses);
    const concerned = held.filter(({ document }) => document.seats.some(({ expert }) => isLeft(expert)));
    // At once, so that they share what Teams answers.
    await Promise.all(concerned.map(({ document }) => partAnew(document.id)));
  }

  // As long as somebody else has written meanwhile: an event is heard once.
  async function partAnew(id: string): Promise<void> {
    for (let stored = await load(id); stored; stored = await load(id)) {
      const at = clock.now();
      const absent = await absentFrom(stored.document);
      const look = { at, directory: await directory.current(), absent };
      const decision = absent.length > 0 ? tick(stored.document, look) : lookedAtAgain(stored.document, at);
      if (await commit(stored, decision, at)) return;
    }
  }

  /** The ids of those with a seat who are in the channel no more, as far as Teams tells in time. */
  async function noticed(consultation: Consultation): Promise<string[]> {
    try {
      return await within(clock.deadline(patienceMs), absentFrom(consultation));
    } catch (error) {
      log.warn({ consultation: consultation.id, fault: stackOf(error) }, 'who is in the channel is not known');
      return [];
    }
  }

  async function absentFrom(consultation: Consultation): Promise<string[]> {
    const card = livingCardOf(consultation);
    if (!card || !isInHand(consultation)) return [];
    const experts = consultation.seats.map(({ expert }) => expert);
    return (await findAbsent(card, experts)).map(({ id }) => id);
  }

  return { partWith, noticed };
}

// Teams' roster may still name who has just left.
function lookedAtAgain(consultation: Consultation, at: Instant): Decided {
  const soon = new Date(Date.parse(at) + lookAgainAfterMs).toISOString();
  const tickAt = consultation.tickAt !== null && consultation.tickAt < soon ? consultation.tickAt : soon;
  return { next: { ...consultation, tickAt }, tellings: [], repeated: true };
}
