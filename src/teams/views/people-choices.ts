import type { PersonRef } from '../../domain/network.ts';
import { cut } from '../plain-text.ts';
import type { Choice } from './case.ts';

const longestName = 60;
// With what else is on the card, it stays under Teams' 28 KB whatever people are called.
const mostBytes = 12_000;

/** People as choices, as many of the first as a card can carry, at most `most`; whoever has no name is called `nameless`. */
export function peopleChoices(people: PersonRef[], most: number, nameless: string): Choice[] {
  const choices = people.slice(0, most).map(({ id, name }) => ({ value: id, title: cut(name, longestName) || nameless }));
  let bytes = 0;
  return choices.filter((choice) => {
    bytes += Buffer.byteLength(JSON.stringify(choice));
    return bytes <= mostBytes;
  });
}
