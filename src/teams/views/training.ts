import type { AreaId, Locale, Training } from '../../domain/network.ts';
import { formatDay } from '../../i18n/format.ts';
import { areaNames } from '../../i18n/names.ts';
import { wordsOf } from '../../i18n/translate.ts';
import type { View } from '../cards.ts';
import { escapeMarkdown } from '../plain-text.ts';
import type { Choice } from './case.ts';
import type { Values } from './forms.ts';

/** How many of the newest trainings stand below the form. */
export const mostTrainings = 5;

/** `values`: what stands in the form's fields; `recent`: the trainings that can be removed; `notice`: what has become of what was pressed. */
export type TrainingInput = {
  areas: AreaId[];
  values: Values;
  recent: { area: AreaId; training: Training }[];
  locale: Locale;
  notice?: string;
  isGood?: boolean;
};

/** The form by which a coordinator records a training, and the newest trainings. */
export function trainingView({ areas, values, recent, locale, notice = '', isGood = false }: TrainingInput): View {
  const words = wordsOf(locale);
  const hasAreas = areas.length > 1;
  const data = {
    lang: locale,
    summary: notice || words.statistics.training.title,
    words,
    notice,
    noticeStyle: isGood ? 'good' : 'attention',
    values: { on: '', topic: '', area: areas[0] ?? '', ...values, participants: numberIn(values.participants) },
    hasAreas,
    areas: areas.map((one): Choice => ({ value: one, title: areaNames[one][locale] })),
    hasRecent: recent.length > 0,
    recent: recent.slice(0, mostTrainings).map(({ area, training }) => rowOf(area, training, hasAreas, locale)),
  };
  return { name: 'training', data };
}

function rowOf(area: AreaId, training: Training, hasAreas: boolean, locale: Locale) {
  const words = wordsOf(locale).statistics.training;
  const { on, topic, participants, at } = training;
  const [when, count] = [formatDay(on, locale), words.counted(participants)];
  return {
    topic: escapeMarkdown(topic),
    line: [when, count, ...(hasAreas ? [areaNames[area][locale]] : [])].join(' · '),
    removal: words.removal(topic, when),
    press: { v: 1, verb: 'remove-training', card: 'training', of: area, at },
  };
}

// The card's number field takes a number, or nothing.
function numberIn(typed = ''): number | string {
  return /^\d{1,9}$/.test(typed) ? Number(typed) : '';
}
