import type { PersonRef } from '../../domain/network.ts';
import { cut } from '../plain-text.ts';
import type { Choice } from './case.ts';
import { choicePages } from './choice-pages.ts';

const longestName = 60;

/** People as choices, in pages of as many as a card can carry, at most `most`; whoever has no name is called `nameless`. */
export function peoplePages(people: PersonRef[], most: number, nameless: string): Choice[][] {
  const choices = people.map(({ id, name }) => ({ value: id, title: cut(name, longestName) || nameless }));
  return choicePages(choices, most);
}

/** The first page of them. */
export function peopleChoices(people: PersonRef[], most: number, nameless: string): Choice[] {
  return peoplePages(people.slice(0, most), most, nameless)[0] ?? [];
}
