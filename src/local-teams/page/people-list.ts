import type { Person, Team } from '../contract.ts';
import { linkTo } from './address.ts';
import { nameplate } from './avatar.ts';
import { h, roam, settleTabStop } from './dom.ts';
import { icon } from './icons.ts';
import { type Role, roleOf, roles } from './roles.ts';
import type { Words } from './words.ts';

/**
 * People by role, with a box that filters them by name, title or group. Arrow keys move between them; Enter in the box takes the first.
 *
 * @param world everybody, and the teams they are in
 * @param words the page's words
 * @param hints whether each role says what can be tried in its place
 * @param current the id of the person that one is now
 * @returns the element, and `focus` for the box
 */
export function createPeopleList(world: { people: Person[]; teams: Team[] }, words: Words, hints: boolean, current?: string) {
  const box = h('input', {
    type: 'search',
    placeholder: words.findPerson,
    'aria-label': words.findPerson,
    oninput: filter,
    onkeydown: keyPressed,
  });
  const nobody = h('p', { class: 'nobody', role: 'status' });
  const byRole = Map.groupBy(world.people, (person) => roleOf(person, world.teams));
  const groups = roles.flatMap((role) => (byRole.has(role) ? [section(role, byRole.get(role) ?? [])] : []));
  const list = h('div', { class: 'groups' }, ...groups);
  roam(list, '.person');
  settleTabStop(list, '.person');
  return {
    element: h('div', { class: 'people' }, h('div', { class: 'search' }, icon('search'), box), nobody, list),
    focus: () => box.focus(),
  };

  function section(role: Role, members: Person[]): HTMLElement {
    const { name, hint } = words.groups[role];
    const entries = members.map((person) => h('li', {}, personLink(person)));
    return h('section', { class: 'group' }, h('h2', {}, name), hints && h('p', { class: 'group-hint' }, hint), h('ul', {}, ...entries));
  }

  function personLink(person: Person): HTMLElement {
    const here = person.id === current ? 'true' : null;
    const props = { class: 'person', href: linkTo({ as: person.id, chat: null }), 'aria-current': here, lang: person.locale };
    return h('a', props, ...nameplate(person, words));
  }

  function filter(): void {
    const wanted = box.value.trim().toLowerCase();
    for (const section of groups) {
      const entries = [...section.querySelectorAll('li')];
      const inGroup = section.querySelector('h2')?.textContent.toLowerCase().includes(wanted);
      for (const entry of entries) entry.hidden = !inGroup && !entry.textContent.toLowerCase().includes(wanted);
      section.hidden = entries.every((entry) => entry.hidden);
    }
    nobody.textContent = groups.every((section) => section.hidden) ? words.nobodyFound : '';
  }

  function keyPressed(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
    event.preventDefault();
    const first = [...list.querySelectorAll<HTMLElement>('.person')].find((person) => person.checkVisibility());
    if (event.key === 'Enter') first?.click();
    else first?.focus();
  }
}
