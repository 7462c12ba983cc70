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
    ['shown, where nothing is withheld', [5, 6, 0, 0, 9], 20],
    ['shown, where two that differ are withheld', [5, 2, 3, 0, 9], 19],
    ['withheld, where one is: it could be reckoned', [5, 6, 3, 0, 9], null],
    ['withheld, where two can only be ones', [5, 1, 1, 0, 9], null],
    ['withheld, where two can only be fours', [5, 4, 4, 0, 9], null],
    ['withheld, where it is small itself', [0, 1, 2, 0, 0], null],
    ['nought, where all are', [0, 0, 0, 0, 0], 0],
  ])('have a total that is %s', (_, parts, total) => {
    expect(totalOf(parts)).toBe(total);
  });

  test('can never be reckoned from what is shown', () => {
    const parts = fc.array(fc.nat({ max: 9 }), { minLength: 5, maxLength: 5 });

    fc.assert(
      fc.property(parts, (counts) => {
        const hidden = counts.filter((count) => withheld(count) === null).length;
        const total = totalOf(counts);
        const rest = (total ?? 0) - counts.reduce((sum, count) => sum + (withheld(count) ?? 0), 0);
        const isAmbiguous = hidden > 1 && rest > hidden && rest < 4 * hidden;

        expect(total === null || hidden === 0 || isAmbiguous).toBe(true);
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
    expect(national.whole.asked).toBe(23);
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

  test('are what the schema says', () => {
    expect(NationalFigures.parse(national)).toEqual(national);
  });
});
