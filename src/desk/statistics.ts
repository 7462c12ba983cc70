import type { Instant } from '../domain/calendar.ts';
import { emptyCentre, withTraining } from '../domain/centre.ts';
import type { Consultation } from '../domain/consultation.ts';
import { AreaId, type Centre, centreId, type Training } from '../domain/network.ts';
import { yearSpan } from '../domain/period.ts';
import { yearOf } from '../domain/statistics.ts';
import type { Store } from '../store/store.ts';
import { every, readCentre, readCountry } from './material.ts';
import { put } from './put.ts';

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

  /** Keeps a training that a centre has given; the same training told twice is one. Answers all that the centre has given, null if there is no room for more. */
  async function train(area: AreaId, training: Training): Promise<Training[] | null> {
    let isFull = false;
    const centre = await changeCentre(area, (before) => {
      const longer = withTraining(before, training);
      isFull = longer === null;
      return longer ?? before;
    });
    return isFull ? null : centre.trainings;
  }

  /** Forgets a training that was recorded by mistake; nothing happens if it is forgotten already. Answers all that are left. */
  async function removeTraining(area: AreaId, at: Instant): Promise<Training[]> {
    const { trainings } = await changeCentre(area, (before) => {
      const left = before.trainings.filter((one) => one.at !== at);
      return left.length === before.trainings.length ? before : { ...before, trainings: left };
    });
    return trainings;
  }

  /** The trainings of these areas that were recorded last, the newest first. */
  async function newestTrainings(areas: AreaId[], most: number): Promise<{ area: AreaId; training: Training }[]> {
    const centres = await Promise.all(areas.map((area) => readCentre(store, area)));
    const given = centres.flatMap((centre) => (centre ? centre.trainings.map((training) => ({ area: centre.area, training })) : []));
    return given.sort((a, b) => (a.training.at < b.training.at ? 1 : -1)).slice(0, most);
  }

  async function changeCentre(area: AreaId, change: (before: Centre) => Centre): Promise<Centre> {
    const centre = await put<Centre>(store, centreId(area), (stored) => {
      const before = stored ?? emptyCentre(area);
      const after = change(before);
      return after === before ? null : after;
    });
    return centre ?? emptyCentre(area);
  }

  return { opened, months, train, removeTraining, newestTrainings };
}

/** What tells of an area's year. */
export type Statistics = ReturnType<typeof createStatistics>;

function areasIn(area: AreaId): AreaId[] {
  return area === 'kansallinen' ? AreaId.options : [area];
}
