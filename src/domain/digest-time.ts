import { addDays, type Instant, isBusinessTime, localDate, nextBusinessTime } from './calendar.ts';
import type { Week } from './digest.ts';
import { DAY, dayOfDate, HOUR, instantOf, readInstant, writeInstant } from './local-time.ts';
import { spanOf, weekBefore } from './period.ts';
import type { DigestWish } from './person.ts';

/** When whoever has not chosen gets the digest: Mondays at 8. */
export const usualWish: DigestWish = { isWanted: true, weekday: 1, hour: 8, since: '' };

/** A digest that has fallen due: from when on, and of which week. */
export type DueDigest = { moment: Instant; week: Week };

const noon = 12 * HOUR;

/**
 * The digest that is to be made for a person at `at`: the one that has fallen due last by their wish. Null where it is too late for it: it is
 * from before they wished so, and not of the week just ended; or the bot has been away, and the office is closed now.
 */
export function digestDue({ since, ...wish }: DigestWish, at: Instant): DueDigest | null {
  const due = lastDue(wish, at);
  const { week: lastWeek } = weekBefore(at, 1);
  const isWished = due.moment >= since || due.week.week === lastWeek;
  const isOnTime = readInstant(at) - readInstant(due.moment) < HOUR;
  return isWished && (isOnTime || isBusinessTime(at)) ? due : null;
}

/** The digest that has fallen due last by the person's wish at `at`: that of the ISO week before. Whatever fell due before it is not caught up. */
export function lastDue(wish: Pick<DigestWish, 'weekday' | 'hour'>, at: Instant): DueDigest {
  const sendings = [0, 1, 2].map((weeks) => {
    const { from } = spanOf(weekBefore(at, weeks));
    return { moment: momentIn(from, wish), week: weekBefore(from, 1) };
  });
  return sendings.find(({ moment }) => moment <= at) as DueDigest;
}

// On a day when offices are closed it waits for the next that they open on, until the same hour.
function momentIn(monday: Instant, { weekday, hour }: Pick<DigestWish, 'weekday' | 'hour'>): Instant {
  const wished = writeInstant(readInstant(addDays(monday, weekday - 1)) + noon);
  const day = dayOfDate(localDate(nextBusinessTime(wished)));
  return writeInstant(instantOf(day * DAY + hour * HOUR));
}
