import type { Instant } from '../domain/calendar.ts';
import { type Consultation, livingStatuses } from '../domain/consultation.ts';
import { type Tally, tallyId } from '../domain/digest.ts';
import type { Material } from '../domain/figures.ts';
import { type Happening, happeningsOf } from '../domain/happenings.ts';
import { AreaId, type Centre, centreId, type Directory } from '../domain/network.ts';
import { beginningOf, type Period } from '../domain/period.ts';
import type { Query, Store } from '../store/store.ts';

/** What has happened in the country since some instant, and the consultations of each area: the living ones, and those to which it has happened. */
export type Country = { happenings: Happening[]; consultationsIn(area: AreaId): Consultation[] };

const pageSize = 200;

/** Reads what has happened in the country since `since`. What is older, and done with, is not touched. */
export async function readCountry(store: Store, since: Instant): Promise<Country> {
  const found = new Map<string, Consultation>();
  for (const area of AreaId.options) {
    for await (const one of every(store, { by: 'changed', area, since })) found.set(one.id, one);
    for await (const one of every(store, { by: 'area', area, statuses: livingStatuses })) found.set(one.id, one);
  }
  const consultations = [...found.values()];
  const byArea = Map.groupBy(consultations, ({ area }) => area);
  const happenings = consultations.flatMap(happeningsOf).filter(({ at }) => at >= since);
  return { happenings, consultationsIn: (area) => byArea.get(area) ?? [] };
}

/** What the figures of a period need of the country. */
export function readPeriod(store: Store, period: Period): Promise<Country> {
  return readCountry(store, beginningOf(period));
}

/** What an area's figures of a week are made of. */
export async function materialFor(
  store: Store,
  area: AreaId,
  period: Period,
  { happenings, consultationsIn }: Country,
  now: { at: Instant; directory: Directory },
): Promise<Material> {
  const tally = (await store.get(tallyId(area, period)))?.document as Tally | undefined;
  return { happenings, consultations: consultationsIn(area), tally: tally ?? null, centre: await readCentre(store, area), ...now };
}

/** What is kept of an area's centre, if anything. */
export async function readCentre(store: Store, area: AreaId): Promise<Centre | null> {
  return ((await store.get(centreId(area)))?.document as Centre | undefined) ?? null;
}

/** Every consultation that answers a query, page by page. */
export async function* every(store: Pick<Store, 'find'>, query: Query): AsyncGenerator<Consultation> {
  let cursor: string | null = null;
  do {
    const { found, next }: Awaited<ReturnType<Store['find']>> = await store.find(query, pageSize, cursor);
    for (const { document } of found) yield document;
    cursor = next;
  } while (cursor);
}
