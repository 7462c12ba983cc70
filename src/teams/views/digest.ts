import type { AreaFigures, Mention, NationalFigures, Pressing, Week } from '../../domain/digest.ts';
import type { AreaId, Locale } from '../../domain/network.ts';
import { spanOf, weekBefore } from '../../domain/period.ts';
import { formatList, formatNumber, formatWhen } from '../../i18n/format.ts';
import { areaNames, countyNames, fieldNames } from '../../i18n/names.ts';
import { type Words, wordsOf } from '../../i18n/translate.ts';
import type { View } from '../cards.ts';
import { escapeMarkdown } from '../plain-text.ts';
import { type DigestPlace, remedyButtons } from './buttons.ts';
import type { Choice } from './case.ts';
import { nameOf } from './names.ts';

/** What a digest is shown with besides its figures: who reads it (by their Entra object id), and the areas that they may look at. */
export type DigestReader = { personId: string; locale: Locale; areas: AreaId[] };

const mostFields = 8;
const mostExperts = 12;
const styles = { overdue: 'attention', dueSoon: 'warning', unclaimed: 'warning', undelivered: 'attention', living: 'accent' } as const;
const figureKeys = ['asked', 'answered', 'closed', 'living', 'redirected', 'withdrawn'] as const;

/** The digest of an area's week: what needs doing, then the figures, each with the words that say the same. */
export function digestView(figures: AreaFigures, reader: DigestReader): View {
  const { locale } = reader;
  const words = wordsOf(locale);
  const { digest } = words;
  const { area, standing } = figures;
  const headline = headlineOf(figures, locale);
  const title = digest.title(areaNames[area][locale]);
  const pressing = (['overdue', 'dueSoon', 'unclaimed', 'undelivered'] as const)
    .filter((kind) => standing[kind].count > 0)
    .map((kind) => pressingOf(kind, standing[kind], figures, reader));
  const data = {
    lang: locale,
    summary: `${title}. ${headline}`,
    words,
    title,
    headline,
    isFinished: figures.isFinished,
    pressing,
    calm: pressing.length === 0 ? digest.nothingPresses : '',
    figures: figuresShown(figures, words),
    now: digest.now(formatWhen(figures.at, locale)),
    open: standing.oldestDays === null ? digest.noneOpen : digest.openNow(standing.open, standing.oldestDays),
    statuses: standing.statuses
      .filter(({ count }) => count > 0)
      .map(({ status, count }) => ({ title: words.statuses[status], value: String(count) })),
    ...trendOf(figures, locale),
    ...speedOf(figures, locale),
    ...fieldsOf(figures, locale),
    facts: factsOf(figures, locale),
    ...footerOf(figures, area, reader),
  };
  return { name: 'digest', data };
}

/** Consultations that need somebody, the first of them each with a button, the others behind one. */
export function pressingOf(kind: keyof typeof styles, { count, first }: Pressing, figures: DigestPlace, reader: DigestReader) {
  const { digest } = wordsOf(reader.locale);
  return {
    style: styles[kind],
    heading: digest.pressing[kind](count),
    rows: first.map((mention) => rowOf(kind, mention, figures, reader)),
    more: count > first.length ? digest.showAll(count) : '',
    press: pressFor(kind, figures),
  };
}

/** The buttons at the foot of a digest: other weeks, and, for whoever has several, other areas. */
export function footerOf(
  { year, week, at }: Pick<AreaFigures | NationalFigures, 'year' | 'week' | 'at'>,
  area: AreaId,
  { locale, areas }: DigestReader,
) {
  const { digest } = wordsOf(locale);
  const before = weekBefore(spanOf({ year, week }).from, 1);
  const current = weekBefore(at, 0);
  const isCurrent = current.year === year && current.week === week;
  const target = (one: Week) => ({ v: 1, verb: 'digest', card: 'digest', area, ...one });
  return {
    area,
    here: target({ year, week }),
    weeks: [
      { title: digest.weekBefore(weekName(before, at)), press: target(before) },
      ...(isCurrent ? [] : [{ title: digest.thisWeek, press: target(current) }]),
    ],
    hasAreas: areas.length > 1,
    areas: areas.map((one): Choice => ({ value: one, title: areaNames[one][locale] })),
  };
}

/** A week as people say it: with its year where that is not the present one. */
export function weekName({ year, week }: Week, at: string): string {
  return year === weekBefore(at, 0).year ? String(week) : `${week}/${year}`;
}

function headlineOf({ asked, answered, closed, ...figures }: AreaFigures, locale: Locale): string {
  const { digest } = wordsOf(locale);
  const week = weekName(figures, figures.at);
  const isQuiet = asked.week + answered.week + closed.week === 0;
  return isQuiet ? digest.quiet(week) : digest.headline(week, asked.week, answered.week, closed.week);
}

function rowOf(kind: keyof typeof styles, mention: Mention, from: DigestPlace, { personId, locale }: DigestReader) {
  const words = wordsOf(locale);
  const { digest } = words;
  const { id, reference, requester, network, since, dueAt, rev, remedies } = mention;
  const isDue = kind === 'overdue' || kind === 'dueSoon';
  const when = isDue ? digest.due(formatWhen(dueAt, locale)) : digest.sinceWhen(formatWhen(since, locale));
  const detail = `${network ? escapeMarkdown(network) : digest.noNetwork} · ${when}`;
  const place = { card: 'case', id, rev, list: placeOf(from) };
  const buttons = isDue && requester !== personId ? remedyButtons(remedies, place, reference, words) : [];
  return { title: reference, detail, open: openingOf(id, reference, from, locale), buttons };
}

/** What opens a consultation from a digest's row, with the way back to the digest. */
export function openingOf(id: string, reference: string, from: DigestPlace, locale: Locale) {
  const press = { v: 1, verb: 'see', card: 'case', id, rev: 0, list: placeOf(from) };
  return { title: wordsOf(locale).digest.open(reference), press };
}

// Of all the figures, what leads back to them.
function placeOf({ area, year, week }: DigestPlace): DigestPlace {
  return { area, year, week };
}

function figuresShown(figures: AreaFigures, { digest }: Words) {
  const counts = { ...figuresOf(figures), living: figures.standing.open };
  const shown = figureKeys.filter((figure) => counts[figure] > 0);
  return shown.map((figure) => ({ title: digest.counted(digest.figures[figure], counts[figure]), press: pressFor(figure, figures) }));
}

function figuresOf({ asked, answered, closed, redirected, withdrawn }: AreaFigures) {
  return { asked: asked.week, answered: answered.week, closed: closed.week, redirected: redirected.week, withdrawn: withdrawn.week };
}

function pressFor(figure: string, { area, year, week }: DigestPlace) {
  return { v: 1, verb: 'figure', card: 'digest', area, year, week, figure, page: 0 };
}

function trendOf({ weeks, asked, answered, closed, year }: AreaFigures, locale: Locale) {
  const { digest } = wordsOf(locale);
  const kinds = ['asked', 'answered', 'closed'] as const;
  const series = kinds.map((kind) => ({ legend: digest[kind], values: weeks.map((one) => ({ x: String(one.week), y: one[kind] })) }));
  const rows = [[digest.week, ...kinds.map((kind) => digest[kind])], ...weeks.map((one) => [one.week, ...kinds.map((kind) => one[kind])])];
  const means = [asked, answered, closed].map(({ mean }) => formatNumber(mean, locale)) as [string, string, string];
  return {
    trend: { series, ...tableOf(rows), isFlat: weeks.every((one) => kinds.every((kind) => one[kind] === 0)) },
    mean: digest.mean(...means),
    year: digest.year(year, asked.year, answered.year, closed.year),
  };
}

/** A table's rows and columns for a template; numbers are set as texts. `first`: how wide the first column is beside the others. */
export function tableOf(rows: (string | number)[][], first = 1) {
  return {
    columns: (rows[0] ?? []).map((_, column) => ({ width: column === 0 ? first : 1 })),
    rows: rows.map((cells) => ({ cells: cells.map(String) })),
  };
}

function speedOf({ claim, answer }: AreaFigures, locale: Locale) {
  const { digest } = wordsOf(locale);
  const hours = (value: number) => formatNumber(value, locale);
  return {
    claim: claim.hours === null ? digest.noneClaimed : digest.claimed(hours(claim.hours), claim.within, claim.of),
    answer: answer.hours === null ? digest.noneAnswered : digest.firstAnswer(hours(answer.hours), answer.within, answer.of),
  };
}

function fieldsOf({ fields, uncovered }: AreaFigures, locale: Locale) {
  const { digest } = wordsOf(locale);
  const sorted = fields.toSorted((a, b) => b.year - a.year);
  const bars = sorted.slice(0, mostFields).map(({ of, year }) => ({ x: fieldNames[of][locale], y: year }));
  const named = (part: 'week' | 'year') =>
    listOf(
      sorted.filter((one) => one[part] > 0).map((one) => `${fieldNames[one.of][locale]} ${one[part]}`),
      locale,
    );
  const without = listOf(
    uncovered.map((field) => fieldNames[field][locale]),
    locale,
  );
  return {
    hasFields: bars.length > 0,
    fieldBars: bars,
    fieldTable: tableOf([[digest.fields, digest.fieldsOfYear], ...bars.map(({ x, y }) => [x, y])], 2),
    fieldTexts: [
      ...(sorted.some(({ week }) => week > 0) ? [digest.fieldsThisWeek(named('week'))] : []),
      sorted.length > 0 ? digest.fieldsThisYear(named('year')) : digest.noFields,
      uncovered.length > 0 ? digest.uncovered(uncovered.length, without) : digest.covered,
    ],
  };
}

function factsOf(figures: AreaFigures, locale: Locale) {
  const words = wordsOf(locale);
  const { digest } = words;
  const { counties, silent, sectors, languages, redirected, withdrawn, stopped, helped, failed, training, standing } = figures;
  const counted = (all: { week: number; year: number }[], nameOf: (index: number) => string) =>
    formatList(
      all.map(({ week, year }, index) => digest.item(nameOf(index), week, year)),
      locale,
    );
  const experts = standing.experts.slice(0, mostExperts).map((expert) => `${nameOf(expert)} ${expert.count}`);
  const restOfExperts = standing.experts.length - experts.length + (standing.otherExperts ?? 0);
  const facts: [title: string, value: string][] = [
    [digest.counties, counted(counties, (index) => countyNames[counties[index]?.of ?? '91'][locale])],
    [
      digest.silent,
      formatList(
        silent.map((county) => countyNames[county][locale]),
        locale,
      ),
    ],
    [digest.sectors, counted(sectors, (index) => words.sectors[sectors[index]?.of ?? 'social'])],
    [digest.languages, counted(languages, (index) => words.languages[languages[index]?.of ?? 'fi'])],
    [digest.redirected, redirected.year > 0 ? digest.item('', redirected.week, redirected.year).trim() : ''],
    [digest.withdrawn, withdrawn.year > 0 ? digest.item('', withdrawn.week, withdrawn.year).trim() : ''],
    [digest.helped, helped.mean === null ? '' : digest.mark(formatNumber(helped.mean, locale), helped.of)],
    [
      digest.changes,
      formatList(
        helped.changes.map(({ change, count }) => `${words.changes[change]} ${count}`),
        locale,
      ),
    ],
    [
      digest.stopped,
      formatList(
        stopped.map(({ kind, count }) => `${nameOfKind(kind, words)} ${count}`),
        locale,
      ),
    ],
    [digest.failed, failed > 0 ? String(failed) : ''],
    [digest.training, training.year.trainings > 0 ? digest.attendance(training.week.participants, training.year.participants) : ''],
    [digest.experts, formatList([...experts, ...(restOfExperts > 0 ? [digest.more(restOfExperts)] : [])], locale)],
  ];
  return facts.flatMap(([title, value]) => (value === '' ? [] : [{ title, value }]));
}

function listOf(names: string[], locale: Locale): string {
  const rest = names.length - mostFields;
  return formatList([...names.slice(0, mostFields), ...(rest > 0 ? [wordsOf(locale).digest.more(rest)] : [])], locale);
}

function nameOfKind(kind: string, { identifiers }: Words): string {
  return identifiers[kind as keyof Words['identifiers']] ?? kind;
}
