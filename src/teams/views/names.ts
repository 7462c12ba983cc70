import type { Locale, PersonRef } from '../../domain/network.ts';
import { formatList } from '../../i18n/format.ts';
import { wordsOf } from '../../i18n/translate.ts';
import { cut, escapeMarkdown, isolated } from '../plain-text.ts';

type Named = Pick<PersonRef, 'name'>;

/** How much of a name is shown: nobody is called by more, and a card that names many must stay small. */
const longestName = 60;
const longestInList = 40;

/** A person's name for a sentence in Markdown; empty where there is nobody. */
export function nameOf(person: Named | null | undefined): string {
  return escapeMarkdown(shortNameOf(person));
}

/** A person's name for a plain sentence, not longer than a card can show. */
export function shortNameOf(person: Named | null | undefined): string {
  return isolated(cut(person?.name ?? '', longestName));
}

/** What a network is called, for a sentence in Markdown; empty where there is none. */
export function networkNameOf(network: Named | null | undefined): string {
  return escapeMarkdown(isolated(network?.name ?? ''));
}

/** People's names in a list, as plain text, at most `most` of them; the list ends with how many more there are, `others` who are not given among them. */
export function namesOf(people: Named[], locale: Locale, { most = 5, others = 0 } = {}): string {
  const names = people.slice(0, most).map(({ name }) => isolated(cut(name, longestInList)));
  const rest = people.length - names.length + others;
  return formatList([...names, ...(rest > 0 ? [wordsOf(locale).digest.more(rest)] : [])], locale);
}
