type Child = Node | string | null | undefined | false;
type Listener = (event: never) => void;
export type Props = Record<string, string | number | boolean | Listener | null | undefined>;

/**
 * Makes an element. Text is always set as text, never as HTML.
 *
 * @param tag the element's name
 * @param props attributes; `onclick` and the like are listeners, `true` is an empty attribute, `false`, `null` and `undefined` leave it out
 * @param children nodes and texts; what is empty is left out
 * @returns the element
 */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProp(element, name, value);
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function setProp(element: HTMLElement, name: string, value: Props[string]): void {
  if (typeof value === 'function') element.addEventListener(name.slice(2), value as EventListener);
  else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value === true ? '' : String(value));
}

/**
 * Makes the children of an element exactly these, in this order, without touching those that are in place already: focus, scrolling and what is typed stay.
 *
 * @param parent the element
 * @param wanted its children to be
 */
export function arrange(parent: Element, wanted: Element[]): void {
  const staying = new Set(wanted);
  for (const child of [...parent.children]) if (!staying.has(child)) child.remove();
  let place = parent.firstElementChild;
  for (const child of wanted) {
    if (child === place) place = place.nextElementSibling;
    else parent.insertBefore(child, place);
  }
}

/**
 * Lets the arrow keys, Home and End move between items of a list, of which one at a time is in the tab order.
 *
 * @param list the element around the items
 * @param selector what an item is
 */
export function roam(list: HTMLElement, selector: string): void {
  const items = () => [...list.querySelectorAll<HTMLElement>(selector)].filter((item) => item.checkVisibility());
  list.addEventListener('keydown', (event) => {
    if (!(event.target instanceof HTMLElement) || !event.target.matches(selector)) return;
    const next = neighbour(items(), event.target, event.key);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  list.addEventListener('focusin', (event) => {
    if (!(event.target instanceof HTMLElement) || !event.target.matches(selector)) return;
    for (const item of items()) item.tabIndex = item === event.target ? 0 : -1;
  });
}

/** Puts one item of a roaming list into the tab order: the current one, else the one that was there, else the last or the first. */
export function settleTabStop(list: HTMLElement, selector: string, fallback: 'first' | 'last' = 'first'): void {
  const items = [...list.querySelectorAll<HTMLElement>(selector)];
  const current = items.find((item) => item.hasAttribute('aria-current')) ?? items.find((item) => item.tabIndex === 0);
  const stop = current ?? items.at(fallback === 'first' ? 0 : -1);
  for (const item of items) item.tabIndex = item === stop ? 0 : -1;
}

function neighbour(items: HTMLElement[], from: HTMLElement, key: string): HTMLElement | undefined {
  const at = items.indexOf(from);
  if (key === 'ArrowDown') return items[at + 1];
  if (key === 'ArrowUp') return items[at - 1];
  if (key === 'Home') return items[0];
  if (key === 'End') return items.at(-1);
  return undefined;
}
