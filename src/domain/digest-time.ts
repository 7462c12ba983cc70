import { addDays, type Instant, localDate, nextBusinessTime } from './calendar.ts';
import type { Week } from './digest.ts';
import { DAY, dayOfDate, HOUR, instantOf, readInstant, writeInstant } from './local-time.ts';
import { spanOf, weekBefore } from './period.ts';
import type { DigestWish } from './person.ts';

/** When whoever has not chosen gets the digest: Mondays at 8. */
export const usualWish: DigestWish = { isWanted: true, weekday: 1, hour: 8 };

/** A digest that has fallen due: from when on, and of which week. */
export type DueDigest = { moment: Instant; week: Week };

const noon = 12 * HOUR;

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
