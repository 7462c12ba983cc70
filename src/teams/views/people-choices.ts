import type { PersonRef } from '../../domain/network.ts';
import { cut } from '../plain-text.ts';
import type { Choice } from './case.ts';
import { choicePages } from './choice-pages.ts';

/** Somebody in a list from which one is chosen. `address`: their principal name, by whose start people of one name are told apart. */
export type Listed = PersonRef & { address?: string };

const longestName = 60;
const longestStart = 64;

/**
 * People as choices, in pages of as many as a card can carry, at most `most`; whoever has no name is called `nameless`. `besides`: who else stands on
 * the card.
 */
export function peoplePages(people: Listed[], most: number, nameless: string, besides: Listed[] = []): Choice[][] {
  const labels = labelsOf([...people, ...besides], longestName, nameless);
  return choicePages(
    people.map(({ id }) => ({ value: id, title: labels.get(id) ?? nameless })),
    most,
  );
}

/** The first page of them. */
export function peopleChoices(people: Listed[], most: number, nameless: string): Choice[] {
  return peoplePages(people.slice(0, most), most, nameless)[0] ?? [];
}

/** What people are called in a list, by their ids: by name; those whose name others have, too, by the start of their address besides, as far as it is known. */
export function labelsOf(people: Listed[], longest: number, nameless: string): Map<string, string> {
  const nameIn = ({ name }: Listed) => cut(name, longest) || nameless;
  const namesakes = Map.groupBy(people, (one) => nameIn(one).toLowerCase());
  return new Map([...namesakes.values()].flatMap((same) => toldApart(same).map(([one, start]) => [one.id, labelOf(nameIn(one), start)])));
}

function labelOf(name: string, start: string): string {
  return name === '' || start === '' ? name : `${name} (${start})`;
}

// In the order of their addresses, whoever shares most with somebody stands beside them.
function toldApart(people: Listed[]): [Listed, string][] {
  const sorted = people.toSorted((a, b) => ((a.address ?? '') < (b.address ?? '') ? -1 : 1));
  return sorted.map((one, index) => {
    const others = [sorted[index - 1], sorted[index + 1]].filter((other) => other !== undefined);
    return [one, others.length === 0 ? '' : startOf(one.address ?? '', others)];
  });
}

// As much as it takes, and never the whole of it.
function startOf(address: string, others: Listed[]): string {
  const shared = Math.max(...others.map((other) => sharedBy(address, other.address ?? '')));
  const start = cut(address, Math.min(Math.max(shared + 1, 4), address.length - 1, longestStart));
  if (start === '') return '';
  return start.includes('@') ? `${start}…` : `${start}…@`;
}

function sharedBy(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}
