import type { AreaId, Locale } from '../../domain/network.ts';
import { areaNames } from '../../i18n/names.ts';
import { wordsOf } from '../../i18n/translate.ts';
import type { View } from '../cards.ts';
import type { Choice } from './case.ts';
import type { Values } from './forms.ts';

/** The form by which a coordinator records a training; `values` is what stands in its fields, `notice` what has become of them. */
export function trainingView(areas: AreaId[], values: Values, locale: Locale, notice = '', isGood = false): View {
  const words = wordsOf(locale);
  const data = {
    lang: locale,
    summary: notice || words.statistics.training.title,
    words,
    notice,
    noticeStyle: isGood ? 'good' : 'attention',
    values: { on: '', topic: '', area: areas[0] ?? '', ...values, participants: numberIn(values.participants) },
    hasAreas: areas.length > 1,
    areas: areas.map((one): Choice => ({ value: one, title: areaNames[one][locale] })),
  };
  return { name: 'training', data };
}

// The card's number field takes a number, or nothing.
function numberIn(typed = ''): number | string {
  return /^\d{1,9}$/.test(typed) ? Number(typed) : '';
}
