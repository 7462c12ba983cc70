import { h } from './dom.ts';
import { icon } from './icons.ts';
import { currentTheme, switchTheme } from './theme.ts';
import type { Words } from './words.ts';

/** @returns a button that changes between light and dark and says what it will do */
export function themeButton(words: Words): HTMLElement {
  const button = h('button', { type: 'button', class: 'tool theme', onclick: change });
  draw();
  return button;

  function change(): void {
    switchTheme();
    draw();
  }

  function draw(): void {
    const label = currentTheme() === 'dark' ? words.toLight : words.toDark;
    button.setAttribute('aria-label', label);
    button.title = label;
    button.replaceChildren(icon(currentTheme() === 'dark' ? 'sun' : 'moon'));
  }
}
