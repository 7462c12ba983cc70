import type { Instant } from '../../domain/calendar.ts';
import type { AreaId, Duty, Locale, Network, PersonRef } from '../../domain/network.ts';
import { mondayOf, turnsFrom } from '../../domain/rota.ts';
import { formatDay, formatList } from '../../i18n/format.ts';
import { areaNames, fieldNames } from '../../i18n/names.ts';
import { type Words, wordsOf } from '../../i18n/translate.ts';
import type { View } from '../cards.ts';
import { escapeMarkdown } from '../plain-text.ts';
import { type CardNotice, type Choice, choicesOf } from './case.ts';
import { namesIn, sorted, type Values } from './forms.ts';
import { type Listed, peopleChoices } from './people-choices.ts';

/**
 * The form by which a coordinator registers a channel as an expert network, or changes it. `offered`: the areas that the person coordinates;
 * `experts`: the channel's members who may be on duty; `before`: what is registered; `card`: the message that is redrawn afterwards; `rev`: the
 * revision of what is registered on which the form was opened, empty where nothing is.
 */
export type RegisterFormInput = {
  values: Values;
  locale: Locale;
  offered: AreaId[];
  experts: Listed[];
  before: Network | null;
  at: Instant;
  card?: string;
  rev?: string;
  notice?: CardNotice;
};

const emptyForm: Values = {
  name: '',
  fields: '',
  disciplines: 'social,health,education',
  languages: 'fi',
  general: 'false',
  turns: 'none',
  people: '',
};
// Nobody ticks their way through more names.
const mostPeople = 80;
const mostTurns = 4;

/** The view of the registration form, filled in with what is registered or was typed before. */
export function registerFormView({ values, locale, offered, experts, before, at, card = '', rev = '', notice }: RegisterFormInput): View {
  const words = wordsOf(locale);
  const { register, networks } = words;
  const isChange = before !== null && before.state !== 'removed';
  const given: Values = { ...emptyForm, ...values };
  // A channel that another area has given up may be taken by whoever coordinates this one.
  const isOffered = offered.some((area) => area === given.area);
  const filled = isOffered ? given : { ...given, area: offered[0] ?? '' };
  const chosen = (filled.people ?? '').split(',');
  const people = peopleIn(experts, chosen, networks.form.somebody);
  const data = {
    lang: locale,
    summary: isChange ? networks.form.changeTitle : register.title,
    words,
    network: before?.id ?? '',
    card,
    rev,
    values: {
      ...filled,
      people: people
        .map(({ value }) => value)
        .filter((id) => chosen.includes(id))
        .join(','),
    },
    areas: offered.map((area) => ({ value: area, title: areaNames[area][locale] })),
    fields: sorted(namesIn(fieldNames, locale), locale),
    disciplines: choicesOf(words.disciplines),
    languages: choicesOf(words.languages),
    turns: choicesOf(networks.form.turns),
    dutyTexts: dutyTexts(before?.duty ?? null, experts.length > people.length ? people.length : 0, { at, locale, words }),
    people,
    breaks: rowsOf(filled),
    submit: isChange ? networks.form.save : register.submit,
    hasNotice: notice !== undefined,
    notice: notice ?? null,
  };
  return { name: 'register-form', data };
}

/** What is registered of a network, as the form's values; breaks that are over are left out. */
export function valuesOfNetwork(network: Network, today: string): Values {
  const { name, area, fields, disciplines, languages, general, duty, breaks } = network;
  const rows = breaks
    .filter(({ to }) => to >= today)
    .flatMap(({ from, to }, row) => Object.entries({ [`from${row}`]: from, [`to${row}`]: to }));
  return {
    name,
    area,
    fields: fields.join(','),
    disciplines: disciplines.join(','),
    languages: languages.join(','),
    general: String(general),
    turns: duty?.turns ?? 'none',
    people: duty?.people.map(({ id }) => id).join(',') ?? '',
    ...Object.fromEntries(rows),
  };
}

/** The turns of the coming weeks in a line: from which Monday on, and who. */
export function turnsLine(duty: Duty, at: Instant, locale: Locale): string {
  const { turn } = wordsOf(locale).networks;
  const turns = turnsFrom(duty, at, Math.min(duty.people.length, mostTurns));
  const lines = turns.map(({ monday, people }) =>
    turn(
      formatDay(monday, locale),
      escapeMarkdown(
        formatList(
          people.map(({ name }) => name),
          locale,
        ),
      ),
    ),
  );
  return lines.join(', ');
}

type DutyContext = { at: Instant; locale: Locale; words: Words };

// `shown`: how many of the channel's members there is room for; 0 for all of them.
function dutyTexts(duty: Duty | null, shown: number, { at, locale, words }: DutyContext): string[] {
  const { form } = words.networks;
  return [
    form.dutyWhat,
    form.newTurns(formatDay(mondayOf(at, 1), locale)),
    ...(duty?.turns === 'weekly' ? [form.turnsNow(turnsLine(duty, at, locale))] : []),
    ...(shown > 0 ? [form.morePeople(shown)] : []),
  ];
}

// Whoever has been chosen is among those that are shown.
function peopleIn(experts: Listed[], chosen: string[], nameless: string): Choice[] {
  const isChosen = ({ id }: PersonRef) => chosen.includes(id);
  const chosenFirst = [...experts.filter(isChosen), ...experts.filter((person) => !isChosen(person))];
  const ids = peopleChoices(chosenFirst, mostPeople, nameless).map(({ value }) => value);
  return peopleChoices(
    experts.filter(({ id }) => ids.includes(id)),
    mostPeople,
    nameless,
  );
}

// A row for each break, and an empty one.
function rowsOf(values: Values) {
  const filled = Object.keys(values).filter((id) => /^(from|to)\d$/.test(id) && values[id] !== '');
  const last = Math.max(-1, ...filled.map((id) => Number(id.slice(-1))));
  return Array.from({ length: Math.min(last + 2, 10) }, (_, row) => ({
    from: `from${row}`,
    to: `to${row}`,
    fromValue: values[`from${row}`] ?? '',
    toValue: values[`to${row}`] ?? '',
  }));
}
