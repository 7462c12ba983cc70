import type { Clock } from '../clock.ts';
import { type Consultation, livingStatuses } from '../domain/consultation.ts';
import type { Store, Stored } from '../store/store.ts';
import { consultationsIn } from './consultations-in.ts';
import type { DirectoryDesk } from './directory.ts';

type Dependencies = {
  store: Store;
  clock: Pick<Clock, 'elapsed'>;
  directory: Pick<DirectoryDesk, 'current'>;
  tick: (stored: Stored<Consultation>) => Promise<void>;
};

const lookEveryMs = 60_000;

/** Builds what looks after consultations whose network is gone or removed: each is ticked, and the clock takes it back. */
export function createLostNetworks({ store, clock, directory, tick }: Dependencies) {
  let lookedAt = Number.NEGATIVE_INFINITY;

  /** Takes back what lost networks still have. Whatever somebody else is delivering is left for the next time. */
  async function takeBack(): Promise<void> {
    const { networks } = await directory.current();
    const lost = networks.filter(({ state }) => state === 'gone' || state === 'removed');
    for (const { id } of lost) for (const stored of await consultationsIn(store, id, livingStatuses)) await tick(stored);
    lookedAt = clock.elapsed();
  }

  /** The same, once a minute at most: a process may die between the loss and what follows from it. */
  async function look(): Promise<void> {
    if (clock.elapsed() - lookedAt >= lookEveryMs) await takeBack();
  }

  return { takeBack, look };
}
