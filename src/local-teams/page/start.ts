import type { PageWorld } from './api.ts';
import { h } from './dom.ts';
import { botAvatar } from './icons.ts';
import { createPeopleList } from './people-list.ts';
import { themeButton } from './theme-button.ts';
import { localeOf, wordsFor } from './words.ts';

/**
 * The first page: choose in whose place one looks at Teams.
 *
 * @param world who is there
 * @returns the page, in the browser's language
 */
export function createStart(world: PageWorld): HTMLElement {
  const words = wordsFor(navigator.language);
  document.documentElement.lang = localeOf(navigator.language);
  const people = createPeopleList(world, words, true);
  return h(
    'main',
    { class: 'start' },
    h('header', { class: 'start-head' }, botAvatar(), h('span', { class: 'brand' }, 'Local Teams'), themeButton(words)),
    h('h1', {}, words.start),
    h('p', { class: 'lead' }, words.startLead),
    people.element,
  );
}
