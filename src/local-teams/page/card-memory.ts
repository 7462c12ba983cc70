import type { Action, AdaptiveCard, ChoiceSetInput, Input, ShowCardAction } from 'adaptivecards';
import type { Inputs, Pressed } from './api.ts';

/**
 * Puts what a person has typed into a card that is to be drawn anew.
 *
 * @param json a card, or any part of one
 * @param typed what has been typed, by input id
 * @returns a copy of the card in which the inputs of those ids have those values
 */
export function withTyped(json: unknown, typed: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(json)) return json.map((item) => withTyped(item, typed));
  if (typeof json !== 'object' || json === null) return json;
  const copy: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(json)) copy[name] = withTyped(value, typed);
  const isInput = typeof copy.type === 'string' && copy.type.startsWith('Input.');
  if (isInput && typeof copy.id === 'string' && typed.has(copy.id)) copy.value = typed.get(copy.id);
  return copy;
}

/** @returns the values of the inputs that an action sends, as the person sees them: cleared ones are empty, not left out */
export function gatheredInputs(action: Action): Inputs {
  const inputs = Object.values(action.getReferencedInputs() ?? {});
  return Object.fromEntries(inputs.map((input) => [input.id ?? '', textIn(input)]));
}

/** @returns what is in an input, as text; empty if nothing is */
export function textIn(input: Input): string {
  return input.isSet() ? String(input.value) : '';
}

/** Opens the show cards of these titles again, outer ones first. */
export function reopen(card: AdaptiveCard, titles: Iterable<string>): void {
  for (const title of [...titles]) {
    const action = actionsIn(card).find((candidate) => isShowCard(candidate) && candidate.title === title);
    if (action && !isOpen(action)) action.execute();
  }
}

export type Focus = { input?: string; action?: Pressed; from: number | null; to: number | null };

/** @returns what in a card has the focus, in words that survive drawing it anew; `null` if nothing has */
export function focusIn(card: AdaptiveCard): Focus | null {
  const active = document.activeElement;
  const input = card.getAllInputs().find((candidate) => candidate.renderedElement?.contains(active))?.id;
  const action = actionsIn(card).find((candidate) => elementOf(candidate) === active);
  if (input) return { input, ...selection(active) };
  return action ? { action: pressedIn(card, action), from: null, to: null } : null;
}

/** Gives the focus, and the caret in it, to the same input or action of a card drawn anew, unless it is gone. */
export function restoreFocus(card: AdaptiveCard, focus: Focus): void {
  const input = card.getAllInputs().find(({ id }) => id === focus.input);
  (focus.action ? elementOf(actionOf(card, focus.action)) : input)?.focus();
  const active = document.activeElement;
  if (hasSelection(active) && focus.from !== null) active.setSelectionRange(focus.from, focus.to ?? focus.from);
}

/**
 * The renderer fills a filtered choice set with the value of the choice, but people want to read its title; and it labels what is around the box,
 * but it is the box that has the focus, and no name once something is typed into it.
 */
export function mendFilteredChoices(card: AdaptiveCard): void {
  for (const input of card.getAllInputs()) {
    if (input.getJsonTypeName() !== 'Input.ChoiceSet') continue;
    const { style, choices, defaultValue } = input as ChoiceSetInput;
    const box = input.renderedElement?.querySelector('input');
    if (style !== 'filtered' || !box) continue;
    const chosen = choices.find((choice) => choice.value === defaultValue);
    if (chosen?.title) box.value = chosen.title;
    if (input.label) box.setAttribute('aria-labelledby', box.parentElement?.getAttribute('aria-labelledby') ?? '');
  }
}

/** @returns what tells an action of a card from its others: several may have the same title */
export function pressedIn(card: AdaptiveCard, action: Action): Pressed {
  const title = action.title ?? '';
  return { title, nth: called(card, title).indexOf(action) };
}

/** @returns the action of a card that was told from the others so; nothing if it is gone */
export function actionOf(card: AdaptiveCard, { title, nth }: Pressed): Action | undefined {
  return called(card, title)[nth];
}

/** @returns what is pressed: the action's own button, or the row or picture that is there to be pressed */
export function elementOf(action: Action | undefined): HTMLElement | undefined {
  return action?.renderedElement ?? action?.parent?.renderedElement;
}

function called(card: AdaptiveCard, title: string): Action[] {
  return actionsIn(card).filter((action) => action.title === title && action.isEnabled);
}

/** @returns the actions of a card and of its show cards, which the renderer's own list leaves out */
export function actionsIn(card: AdaptiveCard): Action[] {
  const own = [...new Set(card.getAllActions())];
  return own.flatMap((action) => (isShowCard(action) ? [action, ...actionsIn(action.card)] : [action]));
}

function isShowCard(action: Action): action is ShowCardAction {
  return action.getJsonTypeName() === 'Action.ShowCard';
}

function isOpen(action: Action): boolean {
  return action.renderedElement?.getAttribute('aria-expanded') === 'true';
}

function hasSelection(element: Element | null): element is HTMLInputElement | HTMLTextAreaElement {
  return element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && element.selectionStart !== null);
}

function selection(element: Element | null): { from: number | null; to: number | null } {
  return hasSelection(element) ? { from: element.selectionStart, to: element.selectionEnd } : { from: null, to: null };
}
