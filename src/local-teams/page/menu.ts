import { h, roam, settleTabStop } from './dom.ts';

export type MenuItem = { label: string; run: () => void };

/**
 * Opens a menu at a button. Arrow keys move, Enter chooses, Esc and a press elsewhere close it.
 *
 * @param button what opened it; it gets the focus back
 * @param label the menu's name for screen readers
 * @param items what can be chosen
 */
export function openMenu(button: HTMLElement, label: string, items: MenuItem[]): void {
  const menu = h('div', { class: 'menu', role: 'menu', 'aria-label': label, popover: 'auto' });
  for (const item of items)
    menu.append(h('button', { type: 'button', role: 'menuitem', tabindex: -1, onclick: () => choose(item) }, item.label));
  roam(menu, '[role=menuitem]');
  settleTabStop(menu, '[role=menuitem]');
  openAt(button, menu);
  menu.querySelector<HTMLElement>('[role=menuitem]')?.focus();

  function choose(item: MenuItem): void {
    menu.hidePopover();
    item.run();
  }
}

/**
 * Shows an element in the top layer next to a button, and takes it away when it is closed.
 *
 * @param button where it belongs; it says whether it is expanded, and gets the focus back
 * @param panel an element with the attribute `popover`
 */
export function openAt(button: HTMLElement, panel: HTMLElement): void {
  document.body.append(panel);
  button.setAttribute('aria-expanded', 'true');
  panel.addEventListener('toggle', (event) => {
    if ((event as ToggleEvent).newState === 'open') return;
    button.setAttribute('aria-expanded', 'false');
    panel.remove();
  });
  panel.showPopover();
  place(panel, button.getBoundingClientRect());
}

function place(panel: HTMLElement, anchor: DOMRect): void {
  const { width, height } = panel.getBoundingClientRect();
  const margin = 8;
  const below = anchor.bottom + 4;
  const fitsBelow = below + height + margin <= innerHeight;
  panel.style.top = `${Math.max(margin, fitsBelow ? below : anchor.top - height - 4)}px`;
  panel.style.left = `${Math.max(margin, Math.min(anchor.left, innerWidth - width - margin))}px`;
}
