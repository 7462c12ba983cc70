import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { beginningOf, isWithin, monthSpans, periodOf, spanOf, weekBefore, yearSpan } from '../../src/domain/period.ts';
import { weekOf } from '../support/figures.ts';

describe('the period of a week', () => {
  test('goes from Monday to Monday in Finnish time, whatever the clock does', () => {
    expect(spanOf({ year: 2026, week: 47 })).toEqual({ from: '2026-11-15T22:00:00.000Z', to: '2026-11-22T22:00:00.000Z' });
    expect(spanOf({ year: 2026, week: 13 })).toEqual({ from: '2026-03-22T22:00:00.000Z', to: '2026-03-29T21:00:00.000Z' });
    expect(spanOf({ year: 2026, week: 43 })).toEqual({ from: '2026-10-18T21:00:00.000Z', to: '2026-10-25T22:00:00.000Z' });
  });

  test('is there for week 53 of the years that have one alone', () => {
    expect(periodOf({ year: 2026, week: 53 })?.to).toBe('2027-01-03T22:00:00.000Z');
    expect(periodOf({ year: 2027, week: 53 })).toBeNull();
    expect(periodOf({ year: 2026, week: 0 })).toBeNull();
  });

  test('is compared with the four weeks before it, also those of another year', () => {
    expect(weekOf({ year: 2027, week: 2 }).before.map(({ year, week }) => `${week}/${year}`)).toEqual([
      '51/2026',
      '52/2026',
      '53/2026',
      '1/2027',
    ]);
  });

  test('knows its ISO year so far, and needs at least eight weeks', () => {
    const [late, early] = [weekOf({ year: 2026, week: 47 }), weekOf({ year: 2026, week: 2 })];

    expect(late.yearSoFar).toEqual({ from: '2025-12-28T22:00:00.000Z', to: late.to });
    expect(beginningOf(late)).toBe(late.yearSoFar.from);
    expect(beginningOf(early)).toBe(early.eightWeeks.from);
    expect(early.eightWeeks.from).toBe(spanOf({ year: 2025, week: 47 }).from);
  });

  test('is the same one or more weeks away, forwards and backwards', () => {
    const anInstant = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });

    fc.assert(
      fc.property(anInstant, fc.integer({ min: -60, max: 60 }), (date, weeks) => {
        const at = date.toISOString();
        const there = weekOf(weekBefore(at, weeks));

        expect(isWithin(at, weekOf(weekBefore(there.from, -weeks)))).toBe(true);
      }),
    );
  });
});

describe('a calendar year', () => {
  test('begins at midnight in Finland, and is its twelve months', () => {
    const months = monthSpans(2026);

    expect(yearSpan(2026)).toEqual({ from: '2025-12-31T22:00:00.000Z', to: '2026-12-31T22:00:00.000Z' });
    expect(months).toHaveLength(12);
    expect(months[0]?.from).toBe(yearSpan(2026).from);
    expect(months.slice(1).every(({ from }, index) => from === months[index]?.to)).toBe(true);
    expect(months[11]?.to).toBe(yearSpan(2026).to);
  });
});
