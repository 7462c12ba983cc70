import type { Consultation } from '../domain/consultation.ts';
import { AreaId, type Centre, centreId, type Training } from '../domain/network.ts';
import { yearSpan } from '../domain/period.ts';
import { yearOf } from '../domain/statistics.ts';
import { ConflictError, type Store, type Stored } from '../store/store.ts';
import { every, readCentre, readCountry } from './material.ts';

/** Builds what tells of an area's year, and keeps the trainings that its centre has given. `kansallinen` stands for the whole country. */
export function createStatistics({ store }: { store: Store }) {
  /** The consultations that were asked in a calendar year, the oldest first. */
  async function opened(area: AreaId, year: number): Promise<Consultation[]> {
    const found = await Promise.all(
      areasIn(area).map((one) => Array.fromAsync(every(store, { by: 'opened', area: one, ...yearSpan(year) }))),
    );
    return found.flat().sort((a, b) => (a.openedAt < b.openedAt ? -1 : 1));
  }

  /** What happened in the months of a calendar year. */
  async function months(area: AreaId, year: number): Promise<ReturnType<typeof yearOf>> {
    const { happenings } = await readCountry(store, yearSpan(year).from);
    const centres = await Promise.all(areasIn(area).map((one) => readCentre(store, one)));
    return yearOf(
      area,
      year,
      happenings,
      centres.filter((centre) => centre !== null),
    );
  }

  /** Keeps a training that a centre has given; the same training told twice is one. Answers all that the centre has given. */
  async function train(area: AreaId, training: Training): Promise<Training[]> {
    for (;;) {
      const stored = (await store.get(centreId(area))) as Stored<Centre> | null;
      const before: Centre = stored?.document ?? { kind: 'centre', id: centreId(area), area, coordinators: null, trainings: [] };
      if (before.trainings.some((one) => isSame(one, training))) return before.trainings;
      const document = { ...before, trainings: [...before.trainings, training] };
      try {
        await (stored ? store.replace({ ...stored, document }) : store.create(document));
        return document.trainings;
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
      }
    }
  }

  return { opened, months, train };
}

/** What tells of an area's year. */
export type Statistics = ReturnType<typeof createStatistics>;

function areasIn(area: AreaId): AreaId[] {
  return area === 'kansallinen' ? AreaId.options : [area];
}

function isSame(one: Training, other: Training): boolean {
  return one.on === other.on && one.topic === other.topic && one.participants === other.participants && one.by === other.by;
}
