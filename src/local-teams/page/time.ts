/** @returns the time of day of an instant, such as 9.05 or 9:05 */
export function clockTime(at: string, locale: string): string {
  return new Date(at).toLocaleTimeString(region(locale), { hour: '2-digit', minute: '2-digit' });
}

/** @returns date and time of an instant, written out */
export function fullTime(at: string, locale: string): string {
  return new Date(at).toLocaleString(region(locale), { dateStyle: 'full', timeStyle: 'short' });
}

/** @returns the calendar day of an instant, as a key */
export function dayKey(at: string): string {
  return new Date(at).toDateString();
}

/** @returns the calendar day of an instant as people say it */
export function dayName(at: string, locale: string, words: { today: string; yesterday: string }): string {
  const day = new Date(at);
  const yesterday = new Date();
  yesterday.setDate(yesterday.getDate() - 1);
  if (day.toDateString() === new Date().toDateString()) return words.today;
  if (day.toDateString() === yesterday.toDateString()) return words.yesterday;
  return day.toLocaleDateString(region(locale), { weekday: 'long', day: 'numeric', month: 'long' });
}

/** @returns whether two instants are near enough for one heading over both messages */
export function areClose(earlier: string, later: string): boolean {
  return Date.parse(later) - Date.parse(earlier) < 5 * 60_000;
}

/** Swedish and English as they are written in Finland. */
function region(locale: string): string {
  return locale === 'en' ? 'en-GB' : `${locale}-FI`;
}
