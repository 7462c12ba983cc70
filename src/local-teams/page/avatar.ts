import type { Person } from '../contract.ts';
import { h } from './dom.ts';
import { botAvatar } from './icons.ts';
import type { Words } from './words.ts';

const colours = 8;

/**
 * @param who a name, an id that decides the colour, and whether it is the bot
 * @returns a round picture with initials, or the bot's face; hidden from screen readers, for the name stands next to it
 */
export function avatar(who: { id: string; name: string; bot?: boolean }): Element {
  if (who.bot) return botAvatar();
  return h('span', { class: `avatar colour-${colourOf(who.id)}`, 'aria-hidden': 'true' }, initials(who.name));
}

/** @returns a person's picture, and who they are in three lines */
export function nameplate(person: Person, words: Words): Element[] {
  const name = h('span', { class: 'name' }, person.name, person.guest ? h('span', { class: 'badge' }, words.guest) : null);
  return [avatar(person), h('span', { class: 'lines' }, name, h('span', {}, person.title), h('span', {}, person.group))];
}

function initials(name: string): string {
  const parts = name.split(/[\s-]+/).filter((part) => /^\p{L}/u.test(part));
  const ends = parts.length > 1 ? [parts[0], parts.at(-1)] : parts;
  return ends.map((part) => part?.[0]?.toUpperCase()).join('');
}

function colourOf(id: string): number {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return sum % colours;
}
