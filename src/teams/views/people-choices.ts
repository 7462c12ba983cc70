import type { PersonRef } from '../../domain/network.ts';
import { cut } from '../plain-text.ts';
import type { Choice } from './case.ts';
import { choicePages } from './choice-pages.ts';

const longestName = 60;

/** People as choices, as many of the first as a card can carry, at most `most`; whoever has no name is called `nameless`. */
export function peopleChoices(people: PersonRef[], most: number, nameless: string): Choice[] {
  const choices = people.slice(0, most).map(({ id, name }) => ({ value: id, title: cut(name, longestName) || nameless }));
  return choicePages(choices, most)[0] ?? [];
}
