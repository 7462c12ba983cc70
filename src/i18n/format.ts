const styles = {
  fi: { tag: 'fi-FI', month: 'numeric', hour: 'numeric' },
  sv: { tag: 'sv-FI', month: 'numeric', hour: 'numeric' },
  en: { tag: 'en-GB', month: 'short', hour: '2-digit' },
} as const;
type Locale = keyof typeof styles;

/** A moment as it is worded: its day and its time. */
export type When = { day: string; time: string };

const timeZone = 'Europe/Helsinki';
const days = each(({ tag, month }) => new Intl.DateTimeFormat(tag, { timeZone, weekday: 'short', day: 'numeric', month, year: 'numeric' }));
const times = each(({ tag, hour }) => new Intl.DateTimeFormat(tag, { timeZone, hour, minute: '2-digit' }));
const numbers = each(({ tag }) => new Intl.NumberFormat(tag, { maximumFractionDigits: 1 }));
const shares = each(({ tag }) => new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 }));
const lists = each(({ tag }) => new Intl.ListFormat(tag));

/**
 * An instant (ISO 8601) in Finnish local time, in the locale's way: the day with its weekday ("ma 23.11.2026", "mån 23.11.2026",
 * "Mon 23 Nov 2026") and the time on the 24-hour clock ("9.05", "9.05", "09:05").
 */
export function formatWhen(instant: string, locale: Locale): When {
  const date = new Date(instant);
  // English sets a comma after the weekday, which would split the sentence that the day stands in.
  return { day: days[locale].format(date).replace(',', ''), time: times[locale].format(date) };
}

/** A local date (YYYY-MM-DD) in the locale's way, with its weekday. */
export function formatDay(date: string, locale: Locale): string {
  return formatWhen(`${date}T10:00:00.000Z`, locale).day;
}

/** Two local dates as a period, both days included. */
export function formatPeriod({ from, to }: { from: string; to: string }, locale: Locale): string {
  return `${formatDay(from, locale)} – ${formatDay(to, locale)}`;
}

/** A number with at most one decimal, as the locale writes it: "1,5" or "1.5". */
export function formatNumber(value: number, locale: Locale): string {
  return numbers[locale].format(value);
}

/** A share from 0 to 1 in whole per cent: "80 %" or "80%". */
export function formatShare(value: number, locale: Locale): string {
  return shares[locale].format(value);
}

/** Names joined as a sentence would: "a, b and c"; none make an empty string. */
export function formatList(items: string[], locale: Locale): string {
  return lists[locale].format(items);
}

function each<T>(make: (style: (typeof styles)[Locale]) => T): Record<Locale, T> {
  return { fi: make(styles.fi), sv: make(styles.sv), en: make(styles.en) };
}
