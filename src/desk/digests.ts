import type { Clock } from '../clock.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Consultation } from '../domain/consultation.ts';
import { type AreaFigures, type Digest, digestId, type NationalFigures, type Week } from '../domain/digest.ts';
import { digestDue, usualWish } from '../domain/digest-time.ts';
import { answerSpeed, casesBehind, type FigureName, figuresOf, within } from '../domain/figures.ts';
import { nationalOf } from '../domain/national.ts';
import { type AreaId, areas, type Coordinator, type Directory } from '../domain/network.ts';
import { addNotices, unleased } from '../domain/notice.ts';
import { type Period, periodOf } from '../domain/period.ts';
import { pressingOf } from '../domain/standing.ts';
import { type Log, stackOf } from '../log.ts';
import { ConflictError, type Store } from '../store/store.ts';
import type { DirectoryDesk } from './directory.ts';
import { type Country, materialFor, readPeriod } from './material.ts';

type Figures = AreaFigures | NationalFigures;
type Dependencies = { store: Store; clock: Clock; log: Log; directory: Pick<DirectoryDesk, 'current' | 'person'> };

const lookEveryMs = 60_000;

/** Builds what makes the weekly digests: for whoever asks, and for every coordinator when it is due. */
export function createDigests({ store, clock, log, directory }: Dependencies) {
  // The newest for each coordinator.
  const made = new Map<string, string>();
  let lookedAt = Number.NEGATIVE_INFINITY;

  /** The figures of an area's week as they are now; of the areas side by side for the whole country (`kansallinen`). Null if there is no such week. */
  async function figures(area: AreaId, week: Week): Promise<Figures | null> {
    const period = periodOf(week);
    if (!period) return null;
    return figuresIn(await readPeriod(store, period), area, period, await directory.current());
  }

  /** The consultations behind one of an area's figures, as they are now. Null if there is no such week. */
  async function cases(area: AreaId, week: Week, figure: FigureName): Promise<Consultation[] | null> {
    const period = periodOf(week);
    if (!period) return null;
    const now = { at: clock.now(), directory: await directory.current() };
    return casesBehind(figure, area, period, await materialFor(store, area, period, await readPeriod(store, period), now));
  }

  /** Makes the digests that have fallen due, if a minute has passed since the last look: the sweep finds and delivers them. */
  async function look(): Promise<void> {
    if (clock.elapsed() - lookedAt < lookEveryMs) return;
    lookedAt = clock.elapsed();
    await makeDue();
  }

  /** Makes the digests that have fallen due and that do not exist yet. One that can't be made does not stand in the way of the others. */
  async function makeDue(): Promise<void> {
    const current = await directory.current();
    const country = rememberingCountry();
    for (const coordinator of current.coordinators)
      await makeFor(coordinator, current, country).catch((error) =>
        log.error({ area: coordinator.area, fault: stackOf(error) }, 'digest not made'),
      );
  }

  async function makeFor(
    { area, personId }: Coordinator,
    current: Directory,
    country: ReturnType<typeof rememberingCountry>,
  ): Promise<void> {
    const person = await directory.person(personId);
    const wish = person?.digest ?? usualWish;
    if (person?.isBlocked || !wish.isWanted) return;
    const due = digestDue(wish, clock.now());
    if (!due || !hasBegun(current, due.moment)) return;
    const id = digestId(area, due.week, personId);
    const recipient = `${area}:${personId}`;
    if (made.get(recipient) === id) return;
    const period = periodOf(due.week);
    if (period && !(await store.get(id))) await create(area, personId, await figuresIn(await country(period), area, period, current));
    made.set(recipient, id);
  }

  // Whoever else has made it meanwhile has made the same.
  async function create(area: AreaId, recipient: string, figures: Figures): Promise<void> {
    const createdAt = clock.now();
    const { year, week } = figures;
    const notices = addNotices([], [{ type: 'digest', person: recipient }], 1);
    const outbox = { notices, failures: [], lease: null, tickAt: null, alarmAt: null };
    const id = digestId(area, figures, recipient);
    const digest: Digest = { kind: 'digest', id, area, year, week, recipient, createdAt, figures, ...outbox };
    try {
      await store.create(unleased(digest, createdAt));
      log.info({ digest: digest.id }, 'digest made');
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
    }
  }

  async function figuresIn(country: Country, area: AreaId, period: Period, current: Directory): Promise<Figures> {
    const now = { at: clock.now(), directory: current };
    if (area !== 'kansallinen') return figuresOf(area, period, await materialFor(store, area, period, country, now));
    const materials = await Promise.all(areas.map((one) => materialFor(store, one, period, country, now)));
    const answered = within(country.happenings, period).filter(({ kind, area }) => kind === 'answered' && area !== 'kansallinen');
    return nationalOf(
      materials.map((material, index) => figuresOf(areas[index] as AreaId, period, material)),
      answerSpeed(answered, current),
      pressingOf(country.consultationsIn('kansallinen'), 'living', now),
    );
  }

  // Within one look, a week is read once for all who get it.
  function rememberingCountry(): (period: Period) => Promise<Country> {
    const read = new Map<Instant, Promise<Country>>();
    return (period) => read.get(period.from) ?? (read.set(period.from, readPeriod(store, period)).get(period.from) as Promise<Country>);
  }

  return { figures, cases, look, makeDue };
}

/** What makes the weekly digests. */
export type Digests = ReturnType<typeof createDigests>;

// Before the first network was registered nobody could ask: there is nothing to tell of.
function hasBegun({ networks }: Directory, moment: Instant): boolean {
  return networks.some(({ registeredAt }) => registeredAt < moment);
}
