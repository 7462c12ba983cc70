import { mostCoordinators } from '../../domain/centre.ts';
import type { AreaId, Locale, PersonRef } from '../../domain/network.ts';
import { areaNames } from '../../i18n/names.ts';
import { wordsOf } from '../../i18n/translate.ts';
import type { View } from '../cards.ts';
import { cut, escapeMarkdown } from '../plain-text.ts';
import type { CardNotice } from './case.ts';
import { peopleChoices } from './people-choices.ts';

/** `offered`: the areas that the viewer coordinates; `candidates`: who may be named; null while Teams does not tell. */
export type CoordinatorsInput = {
  area: AreaId;
  coordinators: PersonRef[];
  candidates: PersonRef[] | null;
  offered: AreaId[];
  locale: Locale;
  notice?: CardNotice;
};

const mostCandidates = 100;
const longestName = 40;

/** The view of who coordinates an area, and of whom else may be named. */
export function coordinatorsView({ area, coordinators, candidates, offered, locale, notice }: CoordinatorsInput): View {
  const words = wordsOf(locale);
  const title = words.coordinators.title(areaNames[area][locale]);
  const shown = peopleChoices(candidates ?? [], mostCandidates, words.coordinators.somebody);
  const data = {
    lang: locale,
    summary: title,
    words,
    title,
    area,
    areas: offered.map((value) => ({ value, title: areaNames[value][locale] })),
    offersAreas: offered.length > 1,
    coordinators: coordinators.slice(0, mostCoordinators).map((person) => rowOf(person, locale)),
    more: coordinators.length > mostCoordinators ? words.networks.andMore(coordinators.length - mostCoordinators) : '',
    none: coordinators.length === 0,
    candidates: shown,
    hint: hintOf(candidates?.length ?? null, shown.length, locale),
    hasNotice: notice !== undefined,
    notice: notice ?? null,
  };
  return { name: 'coordinators', data };
}

function rowOf({ id, name: whole }: PersonRef, locale: Locale) {
  const { coordinators } = wordsOf(locale);
  const name = cut(whole, longestName);
  return {
    id,
    name: escapeMarkdown(name) || coordinators.unmet,
    // Of whom the bot has not met, the id is all that is known.
    known: name === '' ? id : '',
    remove: coordinators.removeOne(name || coordinators.somebody),
  };
}

function hintOf(candidates: number | null, shown: number, locale: Locale): string {
  const { coordinators, networks } = wordsOf(locale);
  if (candidates === null) return networks.form.membersUnknown;
  if (candidates === 0) return coordinators.nobodyToName;
  const cutShort = candidates > shown ? ` ${coordinators.moreCandidates(shown)}` : '';
  return `${coordinators.candidates}${cutShort}`;
}
