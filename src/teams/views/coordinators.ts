import { mostCoordinators } from '../../domain/centre.ts';
import type { AreaId, Locale } from '../../domain/network.ts';
import { areaNames } from '../../i18n/names.ts';
import { wordsOf } from '../../i18n/translate.ts';
import type { View } from '../cards.ts';
import { escapeMarkdown } from '../plain-text.ts';
import type { CardNotice, Choice } from './case.ts';
import { type Listed, labelsOf, peoplePages } from './people-choices.ts';

/** `offered`: the areas that the viewer coordinates; `candidates`: who may be named; null while Teams does not tell; `page`: the page of them that is shown, from 0. */
export type CoordinatorsInput = {
  area: AreaId;
  coordinators: Listed[];
  candidates: Listed[] | null;
  offered: AreaId[];
  page?: number;
  locale: Locale;
  notice?: CardNotice;
};

const mostCandidates = 100;
const longestName = 40;

/** The view of who coordinates an area, and of whom else may be named. */
export function coordinatorsView({ area, coordinators, candidates, offered, page = 0, locale, notice }: CoordinatorsInput): View {
  const words = wordsOf(locale);
  const title = words.coordinators.title(areaNames[area][locale]);
  const pages = peoplePages(candidates ?? [], mostCandidates, words.coordinators.somebody, coordinators);
  const labels = labelsOf([...coordinators, ...(candidates ?? [])], longestName, '');
  const shown = Math.min(Math.max(page, 0), Math.max(pages.length - 1, 0));
  const data = {
    lang: locale,
    summary: title,
    words,
    title,
    area,
    areas: offered.map((value) => ({ value, title: areaNames[value][locale] })),
    offersAreas: offered.length > 1,
    coordinators: coordinators.slice(0, mostCoordinators).map(({ id }) => rowOf(id, labels.get(id) ?? '', locale)),
    more: coordinators.length > mostCoordinators ? words.networks.andMore(coordinators.length - mostCoordinators) : '',
    none: coordinators.length === 0,
    candidates: pages[shown] ?? [],
    hint: hintOf(candidates, pages, shown, locale),
    pages: [...turnTo(words.queue.previous, shown - 1, pages, area), ...turnTo(words.queue.next, shown + 1, pages, area)],
    hasNotice: notice !== undefined,
    notice: notice ?? null,
  };
  return { name: 'coordinators', data };
}

function rowOf(id: string, name: string, locale: Locale) {
  const { coordinators } = wordsOf(locale);
  return {
    id,
    name: escapeMarkdown(name) || coordinators.unmet,
    // Of whom the bot has not met, the id is all that is known.
    known: name === '' ? id : '',
    remove: coordinators.removeOne(name || coordinators.somebody),
  };
}

function turnTo(title: string, page: number, pages: Choice[][], area: AreaId) {
  return pages[page] ? [{ title, press: { v: 1, verb: 'coordinators', card: 'coordinators', area, page } }] : [];
}

function hintOf(candidates: Listed[] | null, pages: Choice[][], page: number, locale: Locale): string {
  const { coordinators, networks, digest } = wordsOf(locale);
  if (candidates === null) return networks.form.membersUnknown;
  if (candidates.length === 0) return coordinators.nobodyToName;
  if (pages.length < 2) return coordinators.candidates;
  const before = pages.slice(0, page).flat().length;
  return `${coordinators.candidates} ${digest.page(before + 1, before + (pages[page]?.length ?? 0), candidates.length)}`;
}
