import type { AreaId, Locale } from '../../domain/network.ts';
import type { MonthFigures } from '../../domain/statistics.ts';
import { areaNames } from '../../i18n/names.ts';
import { wordsOf } from '../../i18n/translate.ts';
import type { View } from '../cards.ts';
import type { Choice } from './case.ts';
import { tableOf } from './digest.ts';

/** An area's year; `areas`: those that the reader may look at; `thisYear`: the last that has begun. */
export type YearInput = {
  area: AreaId;
  year: number;
  months: MonthFigures[];
  whole: MonthFigures;
  areas: AreaId[];
  thisYear: number;
  locale: Locale;
};

/** The months of a year in one table. */
export function yearView({ area, year, months, whole, areas, thisYear, locale }: YearInput): View {
  const words = wordsOf(locale);
  const { statistics } = words;
  const kinds = Object.keys(statistics.columns) as (keyof MonthFigures)[];
  const title = statistics.title(areaNames[area][locale], year);
  const sentence = statistics.sentence(whole.asked, whole.answered, whole.closed);
  const target = (one: number) => ({ v: 1, verb: 'year', card: 'year', area, year: one });
  const data = {
    lang: locale,
    summary: `${title}. ${sentence}`,
    words,
    title,
    sentence,
    // The months' own column needs less than the figures with their long names.
    table: tableOf(
      [
        [statistics.month, ...kinds.map((kind) => statistics.columns[kind])],
        ...months.map((month, index) => [index + 1, ...kinds.map((kind) => month[kind])]),
        [statistics.whole, ...kinds.map((kind) => whole[kind])],
      ],
      0.6,
    ),
    area,
    here: target(year),
    hasAreas: areas.length > 1,
    areas: areas.map((one): Choice => ({ value: one, title: areaNames[one][locale] })),
    years: [year - 1, year + 1].filter((one) => one <= thisYear).map((one) => ({ title: statistics.year(one), press: target(one) })),
  };
  return { name: 'year', data };
}
