import type { Locale } from '../../domain/network.ts';
import { limits, type Request } from '../../domain/request.ts';
import { countyNames, fieldNames } from '../../i18n/names.ts';
import { type Words, wordsOf } from '../../i18n/translate.ts';
import type { View } from '../cards.ts';
import { cut } from '../plain-text.ts';
import { type CardNotice, type Choice, choicesOf } from './case.ts';

/** What stands in a form's fields, as the client sends it: texts, and choices joined with commas. */
export type Values = Record<string, string>;

/** The request form, new or for changing what was asked. `id` is the consultation's: the nonce that makes two presses one. */
export type RequestFormInput = {
  id: string;
  dialog: 'ask' | 'revise';
  values: Values;
  locale: Locale;
  notice?: CardNotice;
  offersCheck?: boolean;
};

const emptyRequest: Values = {
  rev: '',
  title: '',
  situation: '',
  tried: '',
  question: '',
  county: '',
  sector: '',
  field: '',
  secondaryField1: '',
  secondaryField2: '',
  disciplines: '',
  help: 'written',
  urgency: 'normal',
  language: 'fi',
  anonymous: 'false',
};

/** The view of the request form, filled in with what is known or was typed before. */
export function requestFormView({ id, dialog, values, locale, notice, offersCheck = false }: RequestFormInput): View {
  const words = wordsOf(locale);
  const fields = sorted(namesIn(fieldNames, locale), locale);
  const shown = notice ?? shortened(values, words);
  const data = {
    lang: locale,
    summary: words.form.title,
    words,
    id,
    dialog,
    values: { ...emptyRequest, language: locale, ...fitting(values) },
    limits,
    counties: sorted(namesIn(countyNames, locale), locale),
    sectors: choicesOf(words.sectors),
    fields,
    secondaryFields: [...choicesOf({ '': words.form.noField }), ...fields],
    disciplines: choicesOf(words.disciplines),
    helps: choicesOf(words.help),
    urgencies: choicesOf(words.urgencies),
    languages: choicesOf(words.languages),
    submit: dialog === 'ask' ? words.form.submit : words.form.save,
    offersCheck,
    hasNotice: shown !== null,
    notice: shown,
  };
  return { name: 'request-form', data };
}

// A message that the form is filled in from may be longer than what the form takes.
function fitting(values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([field, value]) => [field, cut(value, limitOf(field))]));
}

function shortened({ situation = '' }: Values, { form, issues }: Words): CardNotice | null {
  if (situation.length <= limits.situation) return null;
  return { style: 'warning', text: issues['too-long'](form.situation, limits.situation), details: [] };
}

function limitOf(field: string): number {
  return field in limits ? limits[field as keyof typeof limits] : Number.POSITIVE_INFINITY;
}

/** A request as the form's values, to be changed. */
export function valuesOf({ disciplines, secondaryFields, ...request }: Request): Values {
  const [secondaryField1 = '', secondaryField2 = ''] = secondaryFields;
  return { ...request, disciplines: disciplines.join(','), secondaryField1, secondaryField2, anonymous: 'false' };
}

/** A catalogue of names as choices. */
export function namesIn(catalogue: Record<string, Record<Locale, string>>, locale: Locale): Choice[] {
  return Object.entries(catalogue).map(([value, name]) => ({ value, title: name[locale] }));
}

/** Choices in the order of their titles. The open-ended field stays last, where people look for it. */
export function sorted(choices: Choice[], locale: Locale): Choice[] {
  const isLast = ({ value }: Choice) => (value === 'muu' ? 1 : 0);
  return choices.sort((a, b) => isLast(a) - isLast(b) || a.title.localeCompare(b.title, locale));
}
