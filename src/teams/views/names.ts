import type { Locale, PersonRef } from '../../domain/network.ts';
import { formatList } from '../../i18n/format.ts';
import { wordsOf } from '../../i18n/translate.ts';
import { cut } from '../plain-text.ts';

const longestName = 60;

/** People's names in a list, at most `most` of them, each cut where it is very long; the list ends with how many more there are, `others` who are not given among them. */
export function namesOf(people: Pick<PersonRef, 'name'>[], locale: Locale, { most = 5, others = 0 } = {}): string {
  const names = people.slice(0, most).map(({ name }) => cut(name, longestName));
  const rest = people.length - names.length + others;
  return formatList([...names, ...(rest > 0 ? [wordsOf(locale).digest.more(rest)] : [])], locale);
}
