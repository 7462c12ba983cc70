import type { NationalFigures, NationalRow, Range } from '../../domain/digest.ts';
import type { Locale } from '../../domain/network.ts';
import { formatNumber, formatShare } from '../../i18n/format.ts';
import { areaNames } from '../../i18n/names.ts';
import { wordsOf } from '../../i18n/translate.ts';
import type { View } from '../cards.ts';
import { type DigestReader, footerOf, pressingOf, tableOf, weekName } from './digest.ts';

const columns = ['asked', 'answered', 'closed', 'open', 'overdue'] as const;
const small = '1–4';
const leftOut = '–';

/** The national digest: the areas side by side, and what no area can answer. What is withheld is shown as such. */
export function nationalDigestView(figures: NationalFigures, reader: DigestReader): View {
  const { locale } = reader;
  const words = wordsOf(locale);
  const { digest } = words;
  const { areas, unanswerable } = figures;
  const week = weekName(figures, figures.at);
  const headline = digest.national.headline(week, headlineOf(figures, locale));
  const data = {
    lang: locale,
    summary: `${digest.nationalTitle}. ${headline}`,
    words,
    title: digest.nationalTitle,
    headline,
    isFinished: figures.isFinished,
    pressing: unanswerable.count > 0 ? [pressingOf('living', unanswerable, { ...figures, area: 'kansallinen' }, reader)] : [],
    calm: unanswerable.count > 0 ? '' : digest.national.noneUnanswerable,
    counts: countsOf(figures, locale),
    quality: qualityOf(figures, locale),
    hasQuality: areas.some(({ hours, helped }) => hours !== null || helped !== null),
    ...footerOf(figures, 'kansallinen', reader),
    bars: barsOf(areas, locale),
    bySentence: `${digest.asked}: ${areas.map((row) => `${areaNames[row.area][locale]} ${part(row.asked)}`).join(', ')}.`,
  };
  return { name: 'digest-national', data };
}

function headlineOf({ whole }: NationalFigures, locale: Locale): string {
  const { digest } = wordsOf(locale);
  return (['asked', 'answered', 'closed'] as const).map((kind) => `${digest[kind].toLowerCase()} ${total(whole[kind])}`).join(', ');
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
  const cells = <T>(row: Record<(typeof columns)[number], T>, shown: (value: T) => string) => columns.map((column) => shown(row[column]));
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
  const cells = (row: Pick<NationalRow, 'hours' | 'within' | 'helped'>) => [
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

function total({ from, to }: Range): string {
  return from === to ? String(from) : `${from}–${to}`;
}
