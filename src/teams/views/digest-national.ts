import type { NationalFigures, NationalRow } from '../../domain/digest.ts';
import type { Locale } from '../../domain/network.ts';
import { formatNumber, formatShare } from '../../i18n/format.ts';
import { areaNames } from '../../i18n/names.ts';
import { wordsOf } from '../../i18n/translate.ts';
import type { View } from '../cards.ts';
import { type DigestReader, footerOf, pressingOf, tableOf, weekName } from './digest.ts';

const small = '1–4';
const leftOut = '–';

/** The national digest: the areas side by side, and what no area can answer. What is withheld is shown as such. */
export function nationalDigestView(figures: NationalFigures, reader: DigestReader): View {
  const { locale } = reader;
  const words = wordsOf(locale);
  const { digest } = words;
  const { whole, areas, unanswerable } = figures;
  const week = weekName(figures, figures.at);
  const headline = digest.national.headline(week, knownOf(whole, locale));
  const data = {
    lang: locale,
    summary: `${digest.nationalTitle}. ${headline}`,
    words,
    title: digest.nationalTitle,
    headline,
    isFinished: figures.isFinished,
    pressing: unanswerable.count > 0 ? [pressingOf('living', unanswerable, { ...figures, area: 'kansallinen' }, locale)] : [],
    calm: unanswerable.count > 0 ? '' : digest.national.noneUnanswerable,
    counts: countsOf(figures, locale),
    quality: qualityOf(figures, locale),
    hasQuality: whole.hours !== null || whole.helped !== null,
    ...footerOf(figures, 'kansallinen', reader),
    bars: barsOf(areas, locale),
    bySentence: `${digest.asked}: ${areas.map((row) => `${areaNames[row.area][locale]} ${part(row.asked)}`).join(', ')}.`,
  };
  return { name: 'digest-national', data };
}

// What is withheld is left out of the headline.
function knownOf(whole: NationalRow, locale: Locale): string {
  const { digest } = wordsOf(locale);
  const known = (['asked', 'answered', 'closed'] as const).flatMap((kind) => (whole[kind] === null ? [] : [[digest[kind], whole[kind]]]));
  return known.map(([what, count]) => `${String(what).toLowerCase()} ${count}`).join(', ');
}

function barsOf(areas: NationalFigures['areas'], locale: Locale) {
  const { digest } = wordsOf(locale);
  return (['asked', 'answered'] as const).map((kind) => ({
    legend: digest[kind],
    values: areas.flatMap((row) => (row[kind] === null ? [] : [{ x: areaNames[row.area][locale], y: row[kind] }])),
  }));
}

function countsOf({ areas, whole }: NationalFigures, locale: Locale) {
  const { digest } = wordsOf(locale);
  const { open, overdue } = digest.national;
  const cells = (row: NationalRow, shown: typeof part) => [row.asked, row.answered, row.closed, row.open, row.overdue].map(shown);
  return tableOf(
    [
      ['', digest.asked, digest.answered, digest.closed, open, overdue].map((title) => title || digest.area),
      ...areas.map((row) => [areaNames[row.area][locale], ...cells(row, part)]),
      [digest.national.whole, ...cells(whole, total)],
    ],
    1.4,
  );
}

function qualityOf({ areas, whole }: NationalFigures, locale: Locale) {
  const { digest } = wordsOf(locale);
  const { hours, within, helped } = digest.national;
  const cells = (row: NationalRow) => [
    row.hours === null ? leftOut : formatNumber(row.hours, locale),
    row.within === null ? leftOut : formatShare(row.within, locale),
    row.helped === null ? leftOut : `${formatNumber(row.helped, locale)}/5`,
  ];
  return tableOf(
    [
      [digest.area, hours, within, helped],
      ...areas.map((row) => [areaNames[row.area][locale], ...cells(row)]),
      [digest.national.whole, ...cells(whole)],
    ],
    1.4,
  );
}

function part(count: number | null): string {
  return count === null ? small : String(count);
}

function total(count: number | null): string {
  return count === null ? leftOut : String(count);
}
