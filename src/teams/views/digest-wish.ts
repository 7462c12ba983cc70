import type { Locale } from '../../domain/network.ts';
import type { DigestWish } from '../../domain/person.ts';
import { wordsOf } from '../../i18n/translate.ts';
import type { View } from '../cards.ts';
import type { Choice } from './case.ts';

type Wish = Omit<DigestWish, 'since'>;

const weekdays = [1, 2, 3, 4, 5] as const;
const hours = Array.from({ length: 11 }, (_, index) => index + 7);

/** The settings of a coordinator's digest; `notice` says what has become of a choice. */
export function digestWishView({ isWanted, weekday, hour }: Wish, locale: Locale, notice = '', isGood = true): View {
  const words = wordsOf(locale);
  const { wish } = words.digest;
  const data = {
    lang: locale,
    summary: notice || wish.title,
    words,
    notice,
    noticeStyle: isGood ? 'good' : 'attention',
    wanted: String(isWanted),
    weekday: String(weekday),
    hour: String(hour),
    weekdays: weekdays.map((one): Choice => ({ value: String(one), title: wish.weekdays[one] })),
    hours: hours.map((one): Choice => ({ value: String(one), title: wish.clock(one) })),
  };
  return { name: 'digest-wish', data };
}

/** What a coordinator is told once they have chosen. */
export function wishSentence({ isWanted, weekday, hour }: Wish, locale: Locale): string {
  const { wish } = wordsOf(locale).digest;
  return isWanted ? wish.on(wish.weekdays[weekday as (typeof weekdays)[number]], wish.clock(hour)) : wish.off;
}
