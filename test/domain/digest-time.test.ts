import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isHoliday, localDate } from '../../src/domain/calendar.ts';
import { digestDue, lastDue, usualWish } from '../../src/domain/digest-time.ts';
import { spanOf, weekBefore } from '../../src/domain/period.ts';

describe('the digest that is due', () => {
  test.each([
    ['from Monday at 8', '2026-11-23T06:00:00.000Z', '2026-11-23T06:00:00.000Z', 47],
    ['not a moment sooner', '2026-11-23T05:59:59.999Z', '2026-11-16T06:00:00.000Z', 46],
    ['all week', '2026-11-29T21:59:00.000Z', '2026-11-23T06:00:00.000Z', 47],
    ['at 8 in summer, too', '2026-06-08T05:00:00.000Z', '2026-06-08T05:00:00.000Z', 23],
    ['on Tuesday after Easter Monday', '2026-04-07T05:00:00.000Z', '2026-04-07T05:00:00.000Z', 14],
    ['not on Easter Monday', '2026-04-06T09:00:00.000Z', '2026-03-30T05:00:00.000Z', 13],
    ['of week 53 in the new year', '2027-01-04T06:00:00.000Z', '2027-01-04T06:00:00.000Z', 53],
  ])('is that of the week before, %s', (_, at, moment, week) => {
    expect(lastDue(usualWish, at)).toMatchObject({ moment, week: { week } });
  });

  test('comes on the day and at the hour that somebody has chosen', () => {
    const friday = { weekday: 5, hour: 14 };

    expect(lastDue(friday, '2026-11-27T12:00:00.000Z')).toEqual({ moment: '2026-11-27T12:00:00.000Z', week: { year: 2026, week: 47 } });
    expect(lastDue(friday, '2026-11-27T11:59:00.000Z').week).toEqual({ year: 2026, week: 46 });
  });

  test('wished for on a Friday that is a holiday, comes on the Monday after', () => {
    const due = lastDue({ weekday: 5, hour: 9 }, '2026-12-28T07:00:00.000Z');

    expect(due).toEqual({ moment: '2026-12-28T07:00:00.000Z', week: { year: 2026, week: 51 } });
  });

  test('has always fallen due, never on a closed day, and never more than two weeks ago', () => {
    const anInstant = fc
      .date({ min: new Date('2024-01-01'), max: new Date('2034-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString());
    const wish = fc.record({ weekday: fc.integer({ min: 1, max: 5 }), hour: fc.integer({ min: 7, max: 17 }) });

    fc.assert(
      fc.property(anInstant, wish, (at, wished) => {
        const { moment, week } = lastDue(wished, at);

        expect(moment <= at && spanOf(week).to <= moment).toBe(true);
        expect(Date.parse(at) - Date.parse(moment)).toBeLessThan(12 * 24 * 3_600_000);
        expect(isHoliday(localDate(moment))).toBe(false);
      }),
    );
  });
});

describe('the digest that is to be made', () => {
  const monday = { ...usualWish, since: '' };
  const chosen = (weekday: number, hour: number, since: string) => ({ isWanted: true, weekday, hour, since });

  test.each([
    ['on time, though the office is still closed', chosen(1, 7, ''), '2026-11-23T05:00:30.000Z', 47],
    ['later, when the bot was away and the office is open', monday, '2026-11-25T10:00:00.000Z', 47],
    [
      'of the week just ended, by whoever chooses a day that has passed',
      chosen(1, 8, '2026-11-24T09:00:00.000Z'),
      '2026-11-24T09:01:00.000Z',
      47,
    ],
    ['of an older week, by whoever wished so all along', chosen(3, 9, '2026-11-02T09:00:00.000Z'), '2026-11-24T09:00:00.000Z', 46],
  ])('is made %s', (_, wish, at, week) => {
    expect(digestDue(wish, at)?.week).toEqual({ year: 2026, week });
  });

  test.each([
    ['at night, for one that came too late', monday, '2026-11-28T23:00:00.000Z'],
    ['of an older week, when another day has just been chosen', chosen(5, 17, '2026-11-23T06:05:00.000Z'), '2026-11-23T09:00:00.000Z'],
    ['of an older week, when it has just been asked for again', chosen(5, 8, '2026-12-02T08:00:00.000Z'), '2026-12-02T08:01:00.000Z'],
  ])('is not made %s', (_, wish, at) => {
    expect(digestDue(wish, at)).toBeNull();
  });

  test('is never of a week before that of one made already, however often the wish changes', () => {
    const changes = fc.array(
      fc.record({ hours: fc.nat({ max: 100 }), weekday: fc.integer({ min: 1, max: 5 }), hour: fc.integer({ min: 7, max: 17 }) }),
      {
        maxLength: 4,
      },
    );

    fc.assert(
      fc.property(changes, (wishes) => {
        const made: string[] = [];
        let at = '2026-11-02T08:00:00.000Z';
        let wish = monday;
        const live = (hours: number) => {
          for (let hour = 0; hour < hours; hour++) {
            at = new Date(Date.parse(at) + 3_600_000).toISOString();
            const due = digestDue(wish, at);
            if (due && !made.includes(spanOf(due.week).from)) made.push(spanOf(due.week).from);
          }
        };
        for (const { hours, ...next } of wishes) {
          live(hours);
          wish = { ...wish, ...next, since: at };
        }
        live(14 * 24);

        expect(made).toEqual(made.toSorted());
        expect(made).toContain(spanOf(weekBefore(at, 2)).from);
      }),
      { numRuns: 20 },
    );
  });
});
