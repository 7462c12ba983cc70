import type { Instant } from '../../domain/calendar.ts';
import { type Coverage, coverageOf, type Pause } from '../../domain/coverage.ts';
import type { AreaId, Locale, Network } from '../../domain/network.ts';
import { formatPeriod } from '../../i18n/format.ts';
import { areaNames, fieldNames } from '../../i18n/names.ts';
import { type Words, wordsOf } from '../../i18n/translate.ts';
import type { View } from '../cards.ts';
import { escapeMarkdown } from '../plain-text.ts';
import { dutyOf, fieldsOf, standingOf } from './network.ts';

/** `offered`: the areas that the viewer may look at; `page` from 0. */
export type NetworksInput = { networks: Network[]; area: AreaId; offered: AreaId[]; page: number; at: Instant; locale: Locale };

const pageSize = 8;
const mostNamed = 5;
const mostOnRow = 3;
const mostFields = 4;

/** The view of an area's networks and of what they leave open, a page at a time; the national networks follow those of the area. */
export function networksView({ networks, area, offered, page, at, locale }: NetworksInput): View {
  const words = wordsOf(locale);
  const used = networks.filter(({ state }) => state !== 'removed').sort((a, b) => a.name.localeCompare(b.name, locale));
  const own = used.filter((network) => network.area === area);
  const all = [...own, ...(area === 'kansallinen' ? [] : used.filter((network) => network.area === 'kansallinen'))];
  const pages = Math.max(1, Math.ceil(all.length / pageSize));
  const shown = Math.min(Math.max(page, 0), pages - 1);
  const rows = all.slice(shown * pageSize, (shown + 1) * pageSize).map((network) => rowOf(network, at, locale, words));
  const coverage = coverageOf(networks, area, at);
  const showsGaps = own.length > 0 && area !== 'kansallinen';
  const title = words.networks.title(areaNames[area][locale]);
  const data = {
    lang: locale,
    summary: title,
    words,
    title,
    area,
    page: shown,
    areas: offered.map((value) => ({ value, title: areaNames[value][locale] })),
    offersAreas: offered.length > 1,
    gaps: showsGaps ? gapsOf(coverage, locale, words) : [],
    away: awayOf(coverage, locale, words),
    isComplete: showsGaps && coverage.fields.length === 0,
    none: own.length === 0,
    groups: groupsOf(rows, words),
    pages: pages > 1 ? words.networks.page(shown + 1, pages) : '',
    hasPrevious: shown > 0,
    hasNext: shown < pages - 1,
    previousPage: shown - 1,
    nextPage: shown + 1,
  };
  return { name: 'networks', data };
}

type Row = ReturnType<typeof rowOf>;
type Gap = { title: string; text: string };

function rowOf(network: Network, at: Instant, locale: Locale, words: Words) {
  const { members, open, dutyNow } = words.networks;
  const { id, name, languages, area } = network;
  const spoken = languages.map((language) => words.languages[language]).join(', ');
  const duty = network.duty ? [dutyNow(dutyOf(network, at, locale, mostOnRow))] : [];
  return {
    id,
    name: escapeMarkdown(name),
    open: open(name),
    ...standingOf(network, at, words),
    fields: fieldsOf(network, locale, mostFields),
    more: [members(network.members), spoken, ...duty].join(' · '),
    isNational: area === 'kansallinen',
  };
}

function groupsOf(rows: Row[], { networks }: Words) {
  const groups = [
    { heading: networks.ofArea, rows: rows.filter(({ isNational }) => !isNational) },
    { heading: networks.national, rows: rows.filter(({ isNational }) => isNational) },
  ];
  return groups.filter((group) => group.rows.length > 0);
}

function gapsOf({ fields, disciplines, hasGeneral }: Coverage, locale: Locale, { networks, disciplines: names }: Words): Gap[] {
  const gaps = [
    { title: networks.uncoveredFields, text: fields.map((field) => fieldNames[field][locale]).join(' · ') },
    { title: networks.uncoveredDisciplines, text: disciplines.map((one) => names[one]).join(' · ') },
  ];
  return [...gaps.filter(({ text }) => text !== ''), ...(hasGeneral ? [] : [{ title: '', text: networks.noGeneral }])];
}

function awayOf({ memberless, onBreak, breaksToCome }: Coverage, locale: Locale, { networks }: Words): Gap[] {
  const named = (names: string[]) => [
    ...names.slice(0, mostNamed),
    ...(names.length > mostNamed ? [networks.andMore(names.length - mostNamed)] : []),
  ];
  const paused = ({ network, ...one }: Pause) => `${escapeMarkdown(network.name)} (${formatPeriod(one, locale)})`;
  return [
    { title: networks.memberless, text: named(memberless.map(({ name }) => escapeMarkdown(name))).join(' · ') },
    { title: networks.onBreak, text: named(onBreak.map(paused)).join(' · ') },
    { title: networks.breaksToCome, text: named(breaksToCome.map(paused)).join(' · ') },
  ].filter(({ text }) => text !== '');
}
