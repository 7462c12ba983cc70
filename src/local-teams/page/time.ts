// Everybody here lives in Finland, wherever the browser is.
const timeZone = 'Europe/Helsinki';
let ahead = 0;

/** Sets the page's clock. @param now what time it is in local Teams, whose clock can be moved */
export function setTime(now: string): void {
  ahead = Date.parse(now) - Date.now();
}

/** @returns the time of day of an instant, such as 9.05 or 09:05 */
export function clockTime(at: string | number, locale: string): string {
  return new Date(at).toLocaleTimeString(numbersOf(locale), { timeZone, hour: locale === 'en' ? '2-digit' : 'numeric', minute: '2-digit' });
}

/** @returns date and time of an instant, written out */
export function fullTime(at: string, locale: string): string {
  return `${new Date(at).toLocaleDateString(region(locale), { timeZone, dateStyle: 'full' })} ${clockTime(at, locale)}`;
}

/** @returns this moment's weekday, date and time */
export function thisMoment(locale: string): { weekday: string; date: string; time: string } {
  const now = new Date(present());
  return {
    weekday: now.toLocaleDateString(region(locale), { timeZone, weekday: 'long' }),
    date: now.toLocaleDateString(numbersOf(locale), {
      timeZone,
      day: 'numeric',
      month: locale === 'en' ? 'long' : 'numeric',
      year: 'numeric',
    }),
    time: clockTime(present(), locale),
  };
}

/** @returns the calendar day of an instant, as a key */
export function dayKey(at: string | number): string {
  return new Date(at).toLocaleDateString('sv-SE', { timeZone });
}

/** @returns the calendar day of an instant as people say it */
export function dayName(at: string, locale: string, words: { today: string; yesterday: string }): string {
  const today = dayKey(present());
  if (dayKey(at) === today) return words.today;
  if (dayKey(at) === dayBefore(today)) return words.yesterday;
  return new Date(at).toLocaleDateString(region(locale), { timeZone, weekday: 'long', day: 'numeric', month: 'long' });
}

/** @returns a size in bytes as people say it, such as 12 kB */
export function fileSize(bytes: number, locale: string): string {
  const [unit, amount] = bytes < 1_000_000 ? ['kilobyte', bytes / 1_000] : ['megabyte', bytes / 1_000_000];
  const rounded = amount < 10 ? Math.ceil(amount * 10) / 10 : Math.round(amount);
  return rounded.toLocaleString(region(locale), { style: 'unit', unit: unit as 'kilobyte', maximumFractionDigits: 1 });
}

/** @returns whether two instants are near enough for one heading over both messages */
export function areClose(earlier: string, later: string): boolean {
  return Date.parse(later) - Date.parse(earlier) < 5 * 60_000;
}

function present(): number {
  return Date.now() + ahead;
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 24 * 3_600_000).toISOString().slice(0, 10);
}

/** Finland writes numbers in dates alike in Swedish and Finnish, which not every browser knows. */
function numbersOf(locale: string): string {
  return locale === 'en' ? 'en-GB' : 'fi-FI';
}

/** Swedish and English as they are written in Finland. */
function region(locale: string): string {
  return locale === 'en' ? 'en-GB' : `${locale}-FI`;
}
