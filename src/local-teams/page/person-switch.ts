import { nameplate } from './avatar.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { openAt } from './menu.ts';
import { createPeopleList } from './people-list.ts';
import type { Session } from './session.ts';

/** @returns a button that says who one is, and opens the list of those one could be */
export function personSwitch({ words, person, world }: Session): HTMLElement {
  const props = { type: 'button', class: 'who', 'aria-haspopup': 'dialog', 'aria-expanded': 'false', title: words.changePerson };
  const button = h('button', props, ...nameplate(person, words), icon('down'));
  button.addEventListener('click', () => {
    const people = createPeopleList(world, words, false, person.id);
    openAt(button, h('div', { class: 'people-panel', popover: 'auto', role: 'dialog', 'aria-label': words.changePerson }, people.element));
    people.focus();
  });
  return button;
}
