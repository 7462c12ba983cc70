import { type Instant, localDate } from '../../domain/calendar.ts';
import { isOnBreak, type Locale, mostOnDuty, type Network, onDuty } from '../../domain/network.ts';
import { formatPeriod } from '../../i18n/format.ts';
import { areaNames, fieldNames } from '../../i18n/names.ts';
import { type Words, wordsOf } from '../../i18n/translate.ts';
import type { View } from '../cards.ts';
import { escapeMarkdown } from '../plain-text.ts';
import type { CardNotice } from './case.ts';
import { namesOf } from './names.ts';
import { turnsLine } from './register-form.ts';

/** Which list a network's card was opened from, to go back to; null where there is none. */
export type NetworksPlace = { area: string; page: number };
/** `mayChange`: the viewer coordinates the network's area. */
export type NetworkInput = {
  network: Network;
  mayChange: boolean;
  at: Instant;
  locale: Locale;
  back?: NetworksPlace | null;
  notice?: CardNotice;
};

const stateColors = { active: 'Good', away: 'Warning', paused: 'Warning', gone: 'Attention', removed: 'Default' } as const;

/** How a network stands at `at`, as every card shows it: the word, its colour and what it means. One in use that is on its break is away. */
export function standingOf(network: Network, at: Instant, { networks }: Words) {
  const state = network.state === 'active' && isOnBreak(network, at) ? 'away' : network.state;
  return { state: networks.states[state], stateColor: stateColors[state], stateText: networks.stateTexts[state] };
}

/** The view of what is registered of a network, with what its coordinators can do. */
export function networkView({ network, mayChange, at, locale, back = null, notice }: NetworkInput): View {
  const words = wordsOf(locale);
  const { state, name, area } = network;
  const standing = standingOf(network, at, words);
  const isThere = state === 'active' || state === 'paused';
  const data = {
    lang: locale,
    summary: `${name}: ${standing.state}`,
    words,
    id: network.id,
    name: escapeMarkdown(name),
    area: areaNames[area][locale],
    ...standing,
    facts: factsOf(network, at, locale, words),
    can: {
      change: mayChange && isThere,
      pause: mayChange && state === 'active',
      resume: mayChange && state === 'paused',
      remove: mayChange && state !== 'removed',
    },
    back: back !== null,
    list: back ?? { area: '', page: 0 },
    hasNotice: notice !== undefined,
    notice: notice ?? null,
  };
  return { name: 'network', data };
}

function factsOf(network: Network, at: Instant, locale: Locale, words: Words) {
  const { labels, members } = words.networks;
  const { disciplines, languages, duty, breaks } = network;
  const own = languages.map((language) => words.languages[language]);
  const rows: [title: string, value: string][] = [
    [labels.fields, fieldsOf(network, locale)],
    [labels.disciplines, disciplines.map((one) => words.disciplines[one]).join(' · ')],
    [labels.languages, own.join(' · ')],
    [labels.members, members(network.members)],
    [labels.duty, dutyOf(network, at, locale)],
    [labels.turns, duty?.turns === 'weekly' && duty.people.length > 1 ? turnsLine(duty, at, locale) : ''],
    [
      labels.breaks,
      breaks
        .filter(({ to }) => to >= localDate(at))
        .map((one) => formatPeriod(one, locale))
        .join(', '),
    ],
  ];
  return rows.filter(([, value]) => value !== '').map(([title, value]) => ({ title, value }));
}

/** The fields of a network in a line, at most `limit` of them by name; a general network says that it is one. */
export function fieldsOf({ fields, general }: Network, locale: Locale, limit = fields.length): string {
  const { networks } = wordsOf(locale);
  const named = fields.slice(0, limit).map((field) => fieldNames[field][locale]);
  const rest = fields.length - named.length;
  return [...(general ? [networks.general] : []), ...named, ...(rest > 0 ? [networks.andMore(rest)] : [])].join(' · ');
}

/** Who is on duty at `at`, at most `most` by name; that there is no roster where there is none. */
export function dutyOf(network: Network, at: Instant, locale: Locale, most = mostOnDuty): string {
  return escapeMarkdown(namesOf(onDuty(network, at), locale, { most })) || wordsOf(locale).networks.nobodyOnDuty;
}
