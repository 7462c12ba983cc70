/**
 * Finnish business time: Europe/Helsinki, Monday to Friday 8–16, both ends included, closed on the days that isHoliday
 * names and on an area's own breaks. Every function here throws RangeError for an instant or date that cannot be read.
 */
import type { Instant } from './local-time.ts';
import { DAY, dayOf, dayOfDate, dayOfParts, HOUR, instantOf, readInstant, wallOf, weekdayOf, writeInstant, yearOf } from './local-time.ts';

export type { Instant };

/** An area's closed days: local dates YYYY-MM-DD, both included. A break that ends before it begins closes nothing. */
export type Break = { from: string; to: string };

type DaySpan = { from: number; to: number };

const OPENS = 8 * HOUR;
const CLOSES = 16 * HOUR;
const OPEN_FOR = CLOSES - OPENS;
/** How many working hours a working day has. */
export const hoursInWorkingDay = OPEN_FOR / HOUR;

const FRIDAY = 4;
const SATURDAY = 5;
const SUNDAY = 6;

/**
 * Is the date a day on which Finnish offices are closed whatever the weekday: a public holiday, a Sunday that is one, Midsummer
 * Eve or Christmas Eve? Ordinary Saturdays and Sundays are not holidays.
 * @param date local date YYYY-MM-DD
 */
export function isHoliday(date: string): boolean {
  return isHolidayOn(dayOfDate(date));
}

/** Is the instant within business time? 8:00 and 16:00 sharp both are. */
export function isBusinessTime(at: Instant, breaks: Break[] = []): boolean {
  const ms = readInstant(at);
  return firstBusinessTime(ms, daySpans(breaks)) === ms;
}

/** The instant itself if it is within business time, otherwise the next opening at 8:00. */
export function nextBusinessTime(at: Instant, breaks: Break[] = []): Instant {
  return writeInstant(firstBusinessTime(readInstant(at), daySpans(breaks)));
}

/**
 * The instant after that many working hours; the clock runs from the next business time. Hours that fill a day to its end
 * give 16:00 of that day, not 8:00 of the next, so the result is always within business time.
 * @param hours zero or more, may be fractional; counted to the millisecond
 * @throws RangeError if hours is negative or not finite
 */
export function addWorkingHours(at: Instant, hours: number, breaks: Break[] = []): Instant {
  if (!(hours >= 0 && hours < Number.POSITIVE_INFINITY)) throw new RangeError(`Not an amount of working hours: ${hours}`);
  const closed = daySpans(breaks);
  const start = firstBusinessTime(readInstant(at), closed);
  let day = dayOf(start);
  let left = Math.round(hours * HOUR) + (start - openingOf(day));
  while (left > OPEN_FOR) {
    left -= OPEN_FOR;
    day = firstOpenDay(day + 1, closed);
  }
  return writeInstant(openingOf(day) + left);
}

/**
 * The latest instant from which so much business time is left until `at`: the inverse of addWorkingHours. Hours that reach back to
 * the beginning of a day give 8:00 of that day.
 * @param hours zero or more, may be fractional; counted to the millisecond
 * @throws RangeError if hours is negative or not finite
 */
export function subtractWorkingHours(at: Instant, hours: number, breaks: Break[] = []): Instant {
  if (!(hours >= 0 && hours < Number.POSITIVE_INFINITY)) throw new RangeError(`Not an amount of working hours: ${hours}`);
  const closed = daySpans(breaks);
  const end = readInstant(at);
  let day = lastOpenDay(dayOf(end), closed);
  let left = Math.round(hours * HOUR);
  for (;;) {
    const worked = Math.min(OPEN_FOR, Math.max(0, end - openingOf(day)));
    if (left <= worked) return writeInstant(openingOf(day) + worked - left);
    left -= worked;
    day = lastOpenDay(day - 1, closed);
  }
}

/**
 * The end, 16:00, of the n-th working day after the local date of `at`. The date itself never counts, at whatever hour and
 * whether open or closed: "within one working day" asked on Friday, at noon or at night, or on Saturday, means Monday at 16:00.
 * So at least n whole working days always remain. Source: the Finnish act on reckoning time limits (150/1930), section 2.
 * @param days one or more, whole
 * @throws RangeError if days is anything else
 */
export function addWorkingDays(at: Instant, days: number, breaks: Break[] = []): Instant {
  if (!(Number.isInteger(days) && days > 0)) throw new RangeError(`Not a number of working days: ${days}`);
  const closed = daySpans(breaks);
  let day = dayOf(readInstant(at));
  for (let counted = 0; counted < days; counted += 1) day = firstOpenDay(day + 1, closed);
  return writeInstant(openingOf(day) + OPEN_FOR);
}

/**
 * The same time on the clock so many calendar days later (earlier if negative). If the clock skips that time in spring, the
 * result is as much later as the clock jumped (3:30 becomes 4:30); if it shows it twice in autumn, the first one.
 * @param days whole days
 */
export function addDays(at: Instant, days: number): Instant {
  return writeInstant(instantOf(wallOf(readInstant(at)) + days * DAY));
}

/** How many days lie between the local dates of two instants: 0 on the same day, 1 from one day to the next. */
export function daysBetween(from: Instant, to: Instant): number {
  return dayOf(readInstant(to)) - dayOf(readInstant(from));
}

/** Business time between two instants, in hours; 0 if `to` is not after `from`. */
export function workingTimeBetween(from: Instant, to: Instant, breaks: Break[] = []): number {
  const closed = daySpans(breaks);
  const start = readInstant(from);
  const end = readInstant(to);
  const lastDay = dayOf(end);
  let worked = 0;
  for (let day = firstOpenDay(dayOf(start), closed); day <= lastDay; day = firstOpenDay(day + 1, closed)) {
    const opens = openingOf(day);
    worked += Math.max(0, Math.min(opens + OPEN_FOR, end) - Math.max(opens, start));
  }
  return worked / HOUR;
}

/** The ISO 8601 week of the instant's local date; its year is the one that holds the week's Thursday. */
export function isoWeek(at: Instant): { year: number; week: number } {
  return isoWeekOf(dayOf(readInstant(at)));
}

/** Monday 0:00 local time of an ISO week, or null if the year has no such week (53 in most years). */
export function weekStart(year: number, week: number): Instant | null {
  const fourthOfJanuary = dayOfParts(year, 1, 4);
  const monday = fourthOfJanuary - weekdayOf(fourthOfJanuary) + 7 * (week - 1);
  const found = isoWeekOf(monday);
  return found.year === year && found.week === week ? writeInstant(instantOf(monday * DAY)) : null;
}

/** The date in Helsinki at the instant, YYYY-MM-DD. */
export function localDate(at: Instant): string {
  return writeInstant(wallOf(readInstant(at))).slice(0, 10);
}

// Business days

function firstBusinessTime(at: number, closed: DaySpan[]): number {
  const wall = wallOf(at);
  const today = Math.floor(wall / DAY);
  const time = wall - today * DAY;
  const day = firstOpenDay(time > CLOSES ? today + 1 : today, closed);
  return day === today && time >= OPENS ? at : openingOf(day);
}

/** The first open day on or after `day`; a break is left in one step, so that a long one costs nothing. */
function firstOpenDay(day: number, closed: DaySpan[]): number {
  let candidate = day;
  for (;;) {
    const inside = closed.find(({ from, to }) => from <= candidate && candidate <= to);
    if (inside) candidate = inside.to + 1;
    else if (weekdayOf(candidate) <= FRIDAY && !isHolidayOn(candidate)) return candidate;
    else candidate += 1;
  }
}

/** The last open day on or before `day`. */
function lastOpenDay(day: number, closed: DaySpan[]): number {
  let candidate = day;
  while (firstOpenDay(candidate, closed) !== candidate) {
    const inside = closed.find(({ from, to }) => from <= candidate && candidate <= to);
    candidate = inside ? inside.from - 1 : candidate - 1;
  }
  return candidate;
}

function openingOf(day: number): number {
  return instantOf(day * DAY + OPENS);
}

function daySpans(breaks: Break[]): DaySpan[] {
  return breaks.map(({ from, to }) => ({ from: dayOfDate(from), to: dayOfDate(to) }));
}

// Holidays

const holidaysByYear = new Map<number, Set<number>>();

function isHolidayOn(day: number): boolean {
  const year = yearOf(day);
  const holidays = holidaysByYear.get(year) ?? holidaysOf(year);
  holidaysByYear.set(year, holidays);
  return holidays.has(day);
}

function holidaysOf(year: number): Set<number> {
  const day = (month: number, date: number) => dayOfParts(year, month, date);
  const easter = easterSunday(year);
  const midsummerEve = firstWeekday(FRIDAY, day(6, 19));
  const allSaints = firstWeekday(SATURDAY, day(10, 31));
  return new Set([
    ...[day(1, 1), day(1, 6), day(5, 1), day(12, 6), day(12, 24), day(12, 25), day(12, 26)],
    ...[easter - 2, easter, easter + 1, easter + 39, easter + 49],
    ...[midsummerEve, midsummerEve + 1, allSaints],
  ]);
}

/** The first Sunday after the full moon on or after 21 March, both by the Gregorian computus. */
function easterSunday(year: number): number {
  const century = Math.floor(year / 100);
  const golden = year % 19;
  const moonDrift = century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25);
  const moonAge = (19 * golden + moonDrift + 15) % 30;
  const fullMoon = dayOfParts(year, 3, 21) + moonAge - (moonAge > 28 || (moonAge === 28 && golden > 10) ? 1 : 0);
  return firstWeekday(SUNDAY, fullMoon + 1);
}

function firstWeekday(weekday: number, from: number): number {
  return from + ((weekday - weekdayOf(from) + 7) % 7);
}

// Weeks

function isoWeekOf(day: number): { year: number; week: number } {
  const thursday = day - weekdayOf(day) + 3;
  const year = yearOf(thursday);
  return { year, week: Math.floor((thursday - dayOfParts(year, 1, 1)) / 7) + 1 };
}
