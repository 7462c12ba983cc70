import { h, type Props } from './dom.ts';
import { type IconName, icon } from './icons.ts';

/** @returns a small button with a drawing and a name that is read aloud and shown as a tooltip */
export function iconButton(name: IconName, label: string, props: Props = {}): HTMLButtonElement {
  return h('button', { type: 'button', class: 'tool', 'aria-label': label, title: label, ...props }, icon(name));
}
