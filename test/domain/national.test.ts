import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { NationalFigures } from '../../src/domain/digest.ts';
import { nationalOf, totalOf, withheld } from '../../src/domain/national.ts';
import { areas } from '../../src/domain/network.ts';
import { opened } from '../support/consultations.ts';
import { figuresIn } from '../support/figures.ts';

const week = { year: 2026, week: 48 };
const none = { of: 0, hours: null, within: 0 };
const nobody = { count: 0, first: [] };

describe('figures that leave their area', () => {
  test.each([
    [0, 0],
    [1, null],
    [4, null],
    [5, 5],
  ])('%i is shown as %p', (count, shown) => {
    expect(withheld(count)).toBe(shown);
  });

  test.each([
    ['the sum, where nothing is withheld', [5, 6, 0, 0, 9], { from: 20, to: 20 }],
    ['a range, where something is', [5, 6, null, 0, 9], { from: 21, to: 24 }],
    ['a wider one, where more is', [5, null, null, 0, 9], { from: 16, to: 22 }],
    ['nought, where all are', [0, 0, 0, 0, 0], { from: 0, to: 0 }],
  ])('have together %s', (_, parts, total) => {
    expect(totalOf(parts)).toEqual(total);
  });

  test('lie together between the two, and the same is shown whatever is hidden', () => {
    const parts = fc.array(fc.nat({ max: 9 }), { minLength: 5, maxLength: 5 });

    fc.assert(
      fc.property(parts, fc.integer({ min: 1, max: 4 }), (counts, other) => {
        const sum = counts.reduce((total, count) => total + count, 0);
        const { from, to } = totalOf(counts.map(withheld));
        const disguised = counts.map((count) => (withheld(count) === null ? other : count));

        expect(from <= sum && sum <= to).toBe(true);
        expect(totalOf(disguised.map(withheld))).toEqual({ from, to });
      }),
    );
  });
});

describe('the areas side by side', () => {
  const asked = { etela: 12, ita: 3, sisa: 0, lansi: 6, pohjois: 2 };
  const counties = { etela: '01', ita: '12', sisa: '08', lansi: '05', pohjois: '21' } as const;
  const consultations = areas.flatMap((area) => Array.from({ length: asked[area] }, () => opened({ county: counties[area] })));
  const figures = areas.map((area) => figuresIn(week, consultations, { area }));
  const national = nationalOf(figures, none, nobody);

  test('show what each was asked, but nothing small', () => {
    expect(national.areas.map(({ area, asked: shown }) => [area, shown])).toEqual([
      ['etela', 12],
      ['ita', null],
      ['sisa', 0],
      ['lansi', 6],
      ['pohjois', null],
    ]);
    expect(national.whole.asked).toEqual({ from: 20, to: 26 });
  });

  test('judge nothing by fewer than five', () => {
    const [first] = figures;
    const judged = (of: number) =>
      nationalOf(
        [{ ...(first as (typeof figures)[number]), answer: { of, hours: 6, within: of - 1 }, helped: { of, mean: 4.5, changes: [] } }],
        none,
        nobody,
      );

    expect(judged(4).areas[0]).toMatchObject({ hours: null, within: null, helped: null });
    expect(judged(5).areas[0]).toMatchObject({ hours: 6, within: 0.8, helped: 4.5 });
    expect(judged(5).whole).toMatchObject({ hours: null, helped: 4.5 });
  });

  test('are judged together only where no area is too small to be judged', () => {
    const enough = { of: 8, hours: 6, within: 7 };
    const together = (of: number) =>
      nationalOf(
        figures.map((one, index) => ({ ...one, answer: index === 0 ? { of, hours: 1, within: 0 } : enough })),
        { of: 32 + of, hours: 6, within: 28 },
        nobody,
      ).whole;

    expect(together(0)).toMatchObject({ hours: 6, within: 0.875 });
    expect(together(1)).toMatchObject({ hours: null, within: null });
    expect(together(5)).toMatchObject({ hours: 6 });
  });

  test('are what the schema says', () => {
    expect(NationalFigures.parse(national)).toEqual(national);
  });
});
