import { describe, expect, test } from '@jest/globals';
import Holidays from 'date-holidays';
import fc from 'fast-check';
import {
  addDays,
  addWorkingDays,
  addWorkingHours,
  type Break,
  type Instant,
  isBusinessTime,
  isHoliday,
  isoWeek,
  localDate,
  nextBusinessTime,
  subtractWorkingHours,
  weekStart,
  workingTimeBetween,
} from '../../src/domain/calendar.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The instant of a wall-clock time: summer says whether the clock is three hours ahead of UTC, or two. */
function local(time: string, season: 'summer' | 'winter' = 'winter'): Instant {
  return new Date(`${time}:00${season === 'summer' ? '+03:00' : '+02:00'}`).toISOString();
}

function datesOfYear(year: number): string[] {
  const days = (Date.UTC(year + 1, 0, 1) - Date.UTC(year, 0, 1)) / DAY;
  return Array.from({ length: days }, (_, day) => new Date(Date.UTC(year, 0, 1 + day)).toISOString().slice(0, 10));
}

describe('a holiday', () => {
  const years = Array.from({ length: 31 }, (_, n) => 2020 + n);
  const finland = new Holidays('FI');

  function byReference(year: number): string[] {
    const midsummerEve = datesOfYear(year).find((date) => date >= `${year}-06-19` && new Date(date).getUTCDay() === 5);
    const official = finland.getHolidays(year).filter(({ type }) => type === 'public');
    return [...new Set([...official.map(({ date }) => date.slice(0, 10)), String(midsummerEve), `${year}-12-24`])].sort();
  }

  test.each(years)('is the same day as in the reference calendar throughout %i', (year) => {
    expect(datesOfYear(year).filter(isHoliday)).toEqual(byReference(year));
  });

  test.each(['24.12.2026', '2026-04-31', '2026-02-29', '2026-02-30', '2026-13-01'])('is never %s, which no calendar shows', (date) => {
    expect(() => isHoliday(date)).toThrow(RangeError);
    expect(() => isBusinessTime(`${date}T10:00:00.000Z`)).toThrow(RangeError);
    expect(() => isBusinessTime(local('2026-11-23T12:00'), [{ from: date, to: '2026-12-31' }])).toThrow(RangeError);
  });

  test.each(['2026-11-24T00:30:00+02:00', '2026-07-01T01:00:00+03:00', '2026-12-31T23:30:00-05:00'])(
    'reads %s like the same instant in UTC',
    (at) => {
      const utc = new Date(at).toISOString();

      expect(addWorkingHours(at, 3)).toBe(addWorkingHours(utc, 3));
      expect(isBusinessTime(at)).toBe(isBusinessTime(utc));
    },
  );

  test('may be a leap day’s neighbour', () => {
    expect([isHoliday('2028-02-29'), isHoliday('2028-05-01')]).toEqual([false, true]);
  });
});

describe('business time', () => {
  test.each([
    ['a weekday at eight sharp', local('2026-11-23T08:00'), true],
    ['a weekday at four sharp', local('2026-11-23T16:00'), true],
    ['a minute before opening', local('2026-11-23T07:59'), false],
    ['a minute after closing', local('2026-11-23T16:01'), false],
    ['Saturday', local('2026-11-21T12:00'), false],
    ['Sunday', local('2026-11-22T12:00'), false],
    ['the Friday before Midsummer Day', local('2026-06-19T12:00', 'summer'), false],
    ['Independence Day on a weekday', local('2027-12-06T12:00'), false],
    ['a summer morning at eight', local('2026-07-01T08:00', 'summer'), true],
    ['a summer morning at half past seven', local('2026-07-01T07:30', 'summer'), false],
  ])('%s', (_name, at, expected) => {
    expect(isBusinessTime(at)).toBe(expected);
  });

  test('stops for the breaks of an area, first and last day included', () => {
    const breaks: Break[] = [{ from: '2026-07-06', to: '2026-07-10' }];

    const open = ['2026-07-03', '2026-07-06', '2026-07-10', '2026-07-13'].map((date) =>
      isBusinessTime(local(`${date}T12:00`, 'summer'), breaks),
    );

    expect(open).toEqual([true, false, false, true]);
  });

  test('goes on through a break that ends before it begins', () => {
    expect(isBusinessTime(local('2026-07-07T12:00', 'summer'), [{ from: '2026-07-10', to: '2026-07-06' }])).toBe(true);
  });

  test('resumes after overlapping breaks, a weekend and a holiday in a row', () => {
    const breaks: Break[] = [
      { from: '2026-12-21', to: '2026-12-29' },
      { from: '2026-12-28', to: '2027-01-05' },
    ];

    expect(nextBusinessTime(local('2026-12-20T12:00'), breaks)).toBe(local('2027-01-07T08:00'));
  });

  test('resumes after a break of a thousand years', () => {
    expect(nextBusinessTime(local('2026-12-20T12:00'), [{ from: '2026-01-01', to: '3026-01-01' }])).toBe('3026-01-02T06:00:00.000Z');
  });

  test.each(['', 'tomorrow', '2026-13-01T00:00:00.000Z'])('cannot be asked of an unreadable instant: "%s"', (at) => {
    expect(() => isBusinessTime(at)).toThrow(RangeError);
  });
});

describe('working hours', () => {
  test.each([
    ['stay within the day', local('2026-11-23T09:15'), 2, local('2026-11-23T11:15')],
    ['may be fractional', local('2026-11-23T09:00'), 0.25, local('2026-11-23T09:15')],
    ['that fill the day end at its close', local('2026-11-23T08:00'), 8, local('2026-11-23T16:00')],
    ['that fill two days end at the close of the second', local('2026-11-23T08:00'), 16, local('2026-11-24T16:00')],
    ['run over the weekend', local('2026-11-20T15:00'), 2, local('2026-11-23T09:00')],
    ['asked at night start in the morning', local('2026-11-22T23:00'), 2, local('2026-11-23T10:00')],
    ['none, asked at night, are the morning', local('2026-11-22T23:00'), 0, local('2026-11-23T08:00')],
    ['none, asked at the close, are the close', local('2026-11-23T16:00'), 0, local('2026-11-23T16:00')],
    ['skip Midsummer', local('2026-06-18T15:00', 'summer'), 4, local('2026-06-22T11:00', 'summer')],
    ['skip Christmas', local('2026-12-23T15:30'), 1, local('2026-12-28T08:30')],
    ['skip New Year', local('2026-12-31T15:00'), 2, local('2027-01-04T09:00')],
    ['skip Epiphany', local('2027-01-05T15:00'), 2, local('2027-01-07T09:00')],
    ['keep to the clock when spring comes', local('2026-03-27T15:00'), 2, local('2026-03-30T09:00', 'summer')],
    ['keep to the clock when autumn comes', local('2026-10-23T15:00', 'summer'), 2, local('2026-10-26T09:00')],
  ])('%s', (_name, at, hours, expected) => {
    expect(addWorkingHours(at, hours)).toBe(expected);
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('cannot be %d', (hours) => {
    expect(() => addWorkingHours(local('2026-11-23T09:00'), hours)).toThrow(RangeError);
  });

  test('between two instants outside business time are those in between', () => {
    expect(workingTimeBetween(local('2026-12-23T06:00'), local('2026-12-28T23:00'))).toBe(16);
  });

  test('between an instant and an earlier one are none', () => {
    expect(workingTimeBetween(local('2026-11-24T12:00'), local('2026-11-23T12:00'))).toBe(0);
  });
});

describe('working days', () => {
  test.each([
    ['asked in the morning end the next day at four', local('2026-11-23T08:00'), 1, local('2026-11-24T16:00')],
    ['asked in the evening end the next day at four', local('2026-11-23T21:00'), 1, local('2026-11-24T16:00')],
    ['asked on Friday night end on Monday', local('2026-11-20T23:30'), 1, local('2026-11-23T16:00')],
    ['asked on Sunday end on Monday', local('2026-11-22T12:00'), 1, local('2026-11-23T16:00')],
    ['two of them over a weekend', local('2026-11-20T12:00'), 2, local('2026-11-24T16:00')],
    ['before Midsummer end after it', local('2026-06-18T12:00', 'summer'), 1, local('2026-06-22T16:00', 'summer')],
    ['five from before Christmas reach the New Year', local('2026-12-23T12:00'), 5, local('2027-01-04T16:00')],
    ['from the last working day of the year', local('2026-12-31T12:00'), 1, local('2027-01-04T16:00')],
    ['into the last working day of the year', local('2026-12-30T12:00'), 1, local('2026-12-31T16:00')],
  ])('%s', (_name, at, days, expected) => {
    expect(addWorkingDays(at, days)).toBe(expected);
  });

  test('are not counted during a break', () => {
    const breaks: Break[] = [{ from: '2026-07-06', to: '2026-07-31' }];

    expect(addWorkingDays(local('2026-07-02T12:00', 'summer'), 2, breaks)).toBe(local('2026-08-03T16:00', 'summer'));
  });

  test.each([0, -1, 1.5, Number.NaN])('cannot be %d', (days) => {
    expect(() => addWorkingDays(local('2026-11-23T09:00'), days)).toThrow(RangeError);
  });
});

describe('calendar days', () => {
  test.each([
    ['keep the clock over a week', local('2026-11-23T09:15'), 7, local('2026-11-30T09:15')],
    ['keep the clock into summer', local('2026-03-28T12:00'), 1, local('2026-03-29T12:00', 'summer')],
    ['keep the clock into winter', local('2026-10-24T12:00', 'summer'), 1, local('2026-10-25T12:00')],
    ['may be counted backwards', local('2026-10-25T12:00'), -1, local('2026-10-24T12:00', 'summer')],
    ['that end in the hour that spring skips end an hour later', local('2026-03-28T03:30'), 1, local('2026-03-29T04:30', 'summer')],
    [
      'that end in the hour that autumn doubles end in the first',
      local('2026-10-24T03:30', 'summer'),
      1,
      local('2026-10-25T03:30', 'summer'),
    ],
  ])('%s', (_name, at, days, expected) => {
    expect(addDays(at, days)).toBe(expected);
  });

  test('begin at midnight in Helsinki', () => {
    const evening = [localDate('2026-11-21T21:59:59.999Z'), localDate('2026-11-21T22:00:00.000Z')];
    const summerEvening = [localDate('2026-06-30T20:59:59.999Z'), localDate('2026-06-30T21:00:00.000Z')];

    expect([...evening, ...summerEvening]).toEqual(['2026-11-21', '2026-11-22', '2026-06-30', '2026-07-01']);
  });
});

describe('an ISO week', () => {
  test.each([
    ['2026-01-01T10:00:00.000Z', { year: 2026, week: 1 }],
    ['2027-01-03T21:59:59.999Z', { year: 2026, week: 53 }],
    ['2027-01-03T22:00:00.000Z', { year: 2027, week: 1 }],
    ['2024-12-30T10:00:00.000Z', { year: 2025, week: 1 }],
    ['2026-11-21T20:00:00.000Z', { year: 2026, week: 47 }],
  ])('of %s', (at, expected) => {
    expect(isoWeek(at)).toEqual(expected);
  });

  test.each([
    [2026, 47, local('2026-11-16T00:00')],
    [2026, 1, local('2025-12-29T00:00')],
    [2026, 53, local('2026-12-28T00:00')],
    [2026, 14, local('2026-03-30T00:00', 'summer')],
  ])('%i/%i starts on Monday at midnight', (year, week, expected) => {
    expect(weekStart(year, week)).toBe(expected);
  });

  test.each([
    [2027, 53],
    [2026, 0],
    [2026, 54],
    [2026, -1],
    [2026, 1.5],
    [Number.NaN, 1],
  ])('%d/%d does not exist', (year, week) => {
    expect(weekStart(year, week)).toBeNull();
  });
});

describe('at any time', () => {
  const anyInstant = fc
    .oneof(
      fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2050, 11, 1) }),
      fc.integer({ min: Date.UTC(2026, 2, 27), max: Date.UTC(2026, 2, 31) }),
      fc.integer({ min: Date.UTC(2026, 9, 23), max: Date.UTC(2026, 9, 27) }),
    )
    .map((ms) => new Date(ms).toISOString());
  const someHours = fc.integer({ min: 0, max: 120 * 60 }).map((minutes) => minutes / 60);
  const someDays = fc.integer({ min: 1, max: 15 });
  const someBreaks = fc.array(
    fc
      .tuple(anyInstant, fc.integer({ min: -3, max: 40 }))
      .map(([from, days]) => ({ from: localDate(from), to: localDate(addDays(from, days)) })),
    { maxLength: 3 },
  );

  function holds(property: fc.IRawProperty<unknown>): void {
    fc.assert(property, { numRuns: 500 });
  }

  test('business time means a weekday between eight and four by the clock of Intl', () => {
    const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Helsinki', weekday: 'short', hour: '2-digit', minute: '2-digit' });

    holds(
      fc.property(anyInstant, (at) => {
        const shown = Object.fromEntries(clock.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
        const minutes = Number(shown.hour) * 60 + Number(shown.minute) + (Date.parse(at) % MINUTE) / MINUTE;
        const expected = !['Sat', 'Sun'].includes(String(shown.weekday)) && minutes >= 480 && minutes <= 960 && !isHoliday(localDate(at));
        expect(isBusinessTime(at)).toBe(expected);
      }),
    );
  });

  test('what is added ends within business time', () => {
    holds(
      fc.property(anyInstant, someHours, someDays, someBreaks, (at, hours, days, breaks) => {
        const results = [nextBusinessTime(at, breaks), addWorkingHours(at, hours, breaks), addWorkingDays(at, days, breaks)];
        expect(results.map((result) => isBusinessTime(result, breaks))).toEqual([true, true, true]);
      }),
    );
  });

  test('the next business time has no business time before it', () => {
    holds(
      fc.property(anyInstant, someBreaks, (at, breaks) => {
        const next = nextBusinessTime(at, breaks);
        expect(next >= at).toBe(true);
        expect(workingTimeBetween(at, next, breaks)).toBe(0);
      }),
    );
  });

  test('the time between an instant and its later one is what was added', () => {
    holds(
      fc.property(anyInstant, someHours, someBreaks, (at, hours, breaks) => {
        expect(workingTimeBetween(at, addWorkingHours(at, hours, breaks), breaks)).toBeCloseTo(hours, 9);
      }),
    );
  });

  test('subtracting working hours undoes adding them, and lands within business time', () => {
    holds(
      fc.property(anyInstant, someHours, someBreaks, (at, hours, breaks) => {
        const earlier = subtractWorkingHours(at, hours, breaks);
        expect(isBusinessTime(earlier, breaks)).toBe(true);
        expect(workingTimeBetween(earlier, at, breaks)).toBeCloseTo(hours, 9);
        expect(subtractWorkingHours(at, hours + 1, breaks) < earlier).toBe(true);
      }),
    );
  });

  test('adding in two steps is adding at once', () => {
    holds(
      fc.property(anyInstant, someHours, someHours, someBreaks, (at, some, more, breaks) => {
        const inSteps = addWorkingHours(addWorkingHours(at, some, breaks), more, breaks);
        expect(inSteps).toBe(addWorkingHours(at, some + more, breaks));
      }),
    );
  });

  test('asking later, or for more, never ends earlier', () => {
    holds(
      fc.property(anyInstant, fc.integer({ min: 0, max: 5 * DAY }), someHours, someHours, someDays, (at, wait, some, more, days) => {
        const later = new Date(Date.parse(at) + wait).toISOString();
        expect(addWorkingHours(later, some) >= addWorkingHours(at, some)).toBe(true);
        expect(addWorkingHours(at, some + more) >= addWorkingHours(at, some)).toBe(true);
        expect(addWorkingDays(later, days) >= addWorkingDays(at, days)).toBe(true);
        expect(addWorkingDays(at, days + 1) > addWorkingDays(at, days)).toBe(true);
      }),
    );
  });

  test('n working days leave at least n times eight hours of business time', () => {
    holds(
      fc.property(anyInstant, someDays, someBreaks, (at, days, breaks) => {
        expect(workingTimeBetween(at, addWorkingDays(at, days, breaks), breaks)).toBeGreaterThanOrEqual(days * 8);
      }),
    );
  });

  test('so many calendar days later is that many dates later', () => {
    holds(
      fc.property(anyInstant, fc.integer({ min: -400, max: 400 }), (at, days) => {
        const dates = Date.parse(localDate(addDays(at, days))) - Date.parse(localDate(at));
        expect(dates).toBe(days * DAY);
      }),
    );
  });

  test('an instant lies in the week that its ISO week starts', () => {
    holds(
      fc.property(anyInstant, (at) => {
        const { year, week } = isoWeek(at);
        const start = String(weekStart(year, week));
        expect(start <= at && at < addDays(start, 7)).toBe(true);
      }),
    );
  });
});
