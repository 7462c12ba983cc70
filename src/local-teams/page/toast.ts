import { h } from './dom.ts';
import { iconButton } from './icon-button.ts';
import type { Words } from './words.ts';

const shownFor = 8000;

/**
 * Short messages over the page. Calm ones go by themselves, errors stay until they are dismissed.
 *
 * @param words the page's words
 * @returns the element, `toast` to show something, and `announce` to say something to screen readers only
 */
export function createToasts(words: Words) {
  const toasts = h('div', { class: 'toasts', role: 'status' });
  const voice = h('p', { class: 'sr-only', role: 'log', 'aria-live': 'polite' });
  return { element: h('div', {}, toasts, voice), toast, announce };

  function toast(text: string, tone: 'calm' | 'error' = 'calm'): void {
    const dismiss = iconButton('close', words.dismiss, { onclick: () => entry.remove() });
    const entry = h('div', { class: `toast ${tone}` }, h('p', {}, text), dismiss);
    toasts.append(entry);
    if (tone === 'calm') setTimeout(() => entry.remove(), shownFor);
  }

  function announce(text: string): void {
    voice.replaceChildren(h('span', {}, text));
  }
}
