/**
 * The clock and the calendar on the wall in Helsinki. Time is a number of milliseconds: an instant in UTC, or `wall`, what
 * the clock shows, read as if it were UTC. A `day` is a local date counted from 1970-01-01.
 */

/** A moment as documents hold it: ISO 8601 in UTC, such as "2026-11-21T20:00:00.000Z". */
export type Instant = string;

type ClockSeason = { until: number; offset: number };

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** Milliseconds of an instant; throws RangeError if it cannot be read, or if there is no such day. */
export function readInstant(at: Instant): number {
  const ms = Date.parse(at);
  if (Number.isNaN(ms) || !isDay(at.slice(0, 10))) throw new RangeError(`Not an instant or date: ${at}`);
  return ms;
}

// V8 reads the 31st of April as the first of May. Every month has 28 days.
function isDay(date: string): boolean {
  const dayOfMonth = Number(date.slice(8));
  return dayOfMonth <= 28 || new Date(`${date}T00:00:00.000Z`).getUTCDate() === dayOfMonth;
}

export function writeInstant(ms: number): Instant {
  return new Date(ms).toISOString();
}

/** The day of a local date YYYY-MM-DD; throws RangeError if it cannot be read, or if there is no such day. */
export function dayOfDate(date: string): number {
  return readInstant(`${date}T00:00:00.000Z`) / DAY;
}

/** The day of a year, month (1–12) and date. */
export function dayOfParts(year: number, month: number, date: number): number {
  return Date.UTC(year, month - 1, date) / DAY;
}

/** The day on which an instant falls in Helsinki. */
export function dayOf(at: number): number {
  return Math.floor(wallOf(at) / DAY);
}

export function yearOf(day: number): number {
  return new Date(day * DAY).getUTCFullYear();
}

/** 0 is Monday, 6 Sunday. Day 0 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

export function wallOf(at: number): number {
  return at + offsetAt(at);
}

/** The instant at which the clock shows `wall`: the first of two in autumn; in spring, a skipped time moves on as the clock does. */
export function instantOf(wall: number): number {
  const byEarlierOffset = wall - offsetAt(wall - DAY);
  const byLaterOffset = wall - offsetAt(wall + DAY);
  return wallOf(byEarlierOffset) !== wall && wallOf(byLaterOffset) === wall ? byLaterOffset : byEarlierOffset;
}

const clock = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Helsinki', timeZoneName: 'longOffset' });
const seasonsByYear = new Map<number, ClockSeason[]>();

/** Asking Intl is slow, so the few turns of the clock in a year are asked for once. */
function offsetAt(at: number): number {
  const year = new Date(at).getUTCFullYear();
  const seasons = seasonsByYear.get(year) ?? seasonsOf(year);
  seasonsByYear.set(year, seasons);
  return seasons.find(({ until }) => at < until)?.offset ?? offsetByIntl(at);
}

function seasonsOf(year: number): ClockSeason[] {
  const seasons: ClockSeason[] = [];
  const end = Date.UTC(year + 1, 0, 1);
  let from = Date.UTC(year, 0, 1);
  while (from < end) {
    const until = turnOfClock(from, end);
    seasons.push({ until, offset: offsetByIntl(from) });
    from = until;
  }
  return seasons;
}

/** The first whole hour after `from` with another offset, or `end`. */
function turnOfClock(from: number, end: number): number {
  const offset = offsetByIntl(from);
  let at = from;
  while (at + DAY < end && offsetByIntl(at + DAY) === offset) at += DAY;
  while (at < end && offsetByIntl(at) === offset) at += HOUR;
  return at;
}

function offsetByIntl(at: number): number {
  const [, hours, minutes] = /GMT\+(\d\d):(\d\d)/.exec(clock.format(at)) ?? [];
  return Number(hours) * HOUR + Number(minutes) * (HOUR / 60);
}
