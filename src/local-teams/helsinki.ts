/** Local time in Finland, and the mornings on which work begins there. Instants are milliseconds since 1970. */

export const TIME_ZONE = 'Europe/Helsinki';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const OPENS = 8 * HOUR;
const MONDAY = 1;
// Public holidays with a date of their own, and the eves on which offices are closed.
const FIXED = ['01-01', '01-06', '05-01', '12-06', '12-24', '12-25', '12-26'];
// Good Friday, Easter Sunday, Easter Monday, Ascension Day.
const FROM_EASTER = [-2, 0, 1, 39];

const formatter = new Intl.DateTimeFormat('en', { timeZone: TIME_ZONE, timeZoneName: 'longOffset' });
const knownOffsets = new Map<number, string>();

/** An instant as `2026-11-23T10:00:00.000+02:00`. */
export function localTime(at: number): string {
  return new Date(wallOf(at)).toISOString().replace('Z', offsetAt(at));
}

/** The next 8.00 of a working day: neither weekend nor a day on which Finnish offices are closed. */
export function nextWorkingMorning(at: number): number {
  return nextMorning(at, (day) => !isClosed(day));
}

/** The next Monday at 8.00. */
export function nextMonday(at: number): number {
  return nextMorning(at, (day) => weekdayOf(day) === MONDAY);
}

/** Whether Finnish offices are closed on a day. @param day its midnight, as if local time were UTC */
export function isClosed(day: number): boolean {
  const date = new Date(day);
  const weekday = date.getUTCDay();
  if (weekday === 0 || weekday === 6 || FIXED.includes(date.toISOString().slice(5, 10))) return true;
  return FROM_EASTER.includes(Math.round((day - easterOf(date.getUTCFullYear())) / DAY)) || isMidsummerEve(date);
}

function nextMorning(at: number, fits: (day: number) => boolean): number {
  let day = Math.floor(wallOf(at) / DAY) * DAY;
  while (instantOf(day + OPENS) <= at || !fits(day)) day += DAY;
  return instantOf(day + OPENS);
}

function weekdayOf(day: number): number {
  return new Date(day).getUTCDay();
}

/** The Friday from 19 to 25 June. Midsummer Day and All Saints are Saturdays. */
function isMidsummerEve(date: Date): boolean {
  const day = date.getUTCDate();
  return date.getUTCMonth() === 5 && date.getUTCDay() === 5 && day >= 19 && day <= 25;
}

/** Easter Sunday's midnight in the Gregorian calendar, after Meeus, Jones and Butcher. */
function easterOf(year: number): number {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const h = (19 * a + b - (b >> 2) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * (c >> 2) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const day = h + l - 7 * m + 114;
  return Date.UTC(year, Math.floor(day / 31) - 1, (day % 31) + 1);
}

/** The local time as if it were UTC. */
function wallOf(at: number): number {
  const offset = offsetAt(at);
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6));
  return at + (offset.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** The instant at which clocks show a morning's time: no clock is changed then. */
function instantOf(wall: number): number {
  return wall - (wallOf(wall) - wall);
}

/** As in `+02:00`. Asking the calendar costs more than all the rest of an activity, so each hour is asked once. */
function offsetAt(at: number): string {
  const hour = Math.floor(at / HOUR);
  const offset =
    knownOffsets.get(hour) ??
    formatter
      .formatToParts(at)
      .find(({ type }) => type === 'timeZoneName')
      ?.value.slice(3) ??
    '';
  knownOffsets.set(hour, offset);
  return offset;
}
