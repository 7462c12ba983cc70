import { addDays, type Instant, isoWeek, localDate, weekStart } from './calendar.ts';
import type { Week } from './digest.ts';
import { DAY, dayOfParts, instantOf, readInstant, wallOf, writeInstant } from './local-time.ts';

/** A stretch of time: from an instant on, and until before another. */
export type Span = { from: Instant; to: Instant };
/** An ISO week in Finnish time, with what its figures are compared with: the four weeks before, eight weeks with itself, and its ISO year until its end. */
export type Period = Week & Span & { before: Week[]; eightWeeks: Span; yearSoFar: Span };

const daysInWeek = 7;

/** The period of an ISO week, or null if its year has no such week (53 in most years). */
export function periodOf({ year, week }: Week): Period | null {
  const from = weekStart(year, week);
  const yearFrom = weekStart(year, 1);
  if (!from || !yearFrom) return null;
  const to = addDays(from, daysInWeek);
  const before = [4, 3, 2, 1].map((weeks) => isoWeek(addDays(from, -daysInWeek * weeks)));
  return { year, week, from, to, before, eightWeeks: { from: addDays(from, -7 * daysInWeek), to }, yearSoFar: { from: yearFrom, to } };
}

/** The instant from which on everything must be known that a period's figures speak of. */
export function beginningOf({ yearSoFar, eightWeeks }: Period): Instant {
  return [yearSoFar.from, eightWeeks.from].sort()[0] as Instant;
}

/** The span of an ISO week that is known to exist; throws RangeError if it does not. */
export function spanOf(week: Week): Span {
  const period = periodOf(week);
  if (!period) throw new RangeError(`${week.year} has no week ${week.week}`);
  return { from: period.from, to: period.to };
}

/** The ISO week so many weeks before (after, if negative) that of an instant. */
export function weekBefore(at: Instant, weeks: number): Week {
  return isoWeek(addDays(at, -daysInWeek * weeks));
}

/** The calendar year in Finland at an instant. */
export function calendarYear(at: Instant): number {
  return Number(localDate(at).slice(0, 4));
}

/** A calendar year in Finnish time. */
export function yearSpan(year: number): Span {
  return { from: midnightOf(dayOfParts(year, 1, 1)), to: midnightOf(dayOfParts(year + 1, 1, 1)) };
}

/** The twelve months of a calendar year in Finnish time. */
export function monthSpans(year: number): Span[] {
  return Array.from({ length: 12 }, (_, month) => ({
    from: midnightOf(dayOfParts(year, month + 1, 1)),
    to: midnightOf(dayOfParts(year, month + 2, 1)),
  }));
}

/** Whether an instant lies within a span. */
export function isWithin(at: Instant, { from, to }: Span): boolean {
  return from <= at && at < to;
}

/** What the clock in Finland shows at an instant, as spreadsheets read it: "2026-11-23 10:00". */
export function wallClock(at: Instant): string {
  return writeInstant(wallOf(readInstant(at)))
    .slice(0, 16)
    .replace('T', ' ');
}

function midnightOf(day: number): Instant {
  return writeInstant(instantOf(day * DAY));
}
