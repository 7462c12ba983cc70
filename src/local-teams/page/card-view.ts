import type { Action, AdaptiveCard, Input, ShowCardAction } from 'adaptivecards';
import type { PressResult } from '../contract.ts';
import type { Inputs, Pressed } from './api.ts';
import {
  actionOf,
  actionsIn,
  elementOf,
  focusIn,
  gatheredInputs,
  mendFilteredChoices,
  pressedIn,
  reopen,
  restoreFocus,
  textIn,
  withTyped,
} from './card-memory.ts';
import { h } from './dom.ts';
import { hostConfig } from './host-config.ts';
import { cardMarkdown, isSafeLink } from './rich-text.ts';
import type { Words } from './words.ts';

declare global {
  interface Window {
    AdaptiveCards: typeof import('adaptivecards');
  }
}

export type CardDeps = {
  words: Words;
  /** The kind of answer that puts another card in this one's place. */
  replacedBy: 'card' | 'dialog';
  /** Sends a press to the server. */
  press: (pressed: Pressed, inputs: Inputs) => Promise<PressResult>;
  /** Does what a result asks for outside the card: fetch it anew, open or close a dialog. */
  follow: (result: PressResult) => Promise<void> | void;
};

/** A card on the page: drawn, pressed, and drawn anew without losing what somebody is writing. */
export type CardView = ReturnType<typeof createCardView>;

const cards = window.AdaptiveCards;
cards.GlobalSettings.setTabIndexAtCardRoot = false;
cards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = cardMarkdown(text);
  result.didProcess = true;
};

/**
 * @param deps how to press and what to do with the results
 * @returns the element, `show` to draw a card in it, whether anything has been typed into it, and ways to give it the focus
 */
export function createCardView(deps: CardDeps) {
  // A form of its own: the renderer names radio buttons by their input alone, and two cards may ask the same.
  const body = h('form', { class: 'card', tabindex: -1, onsubmit: (event: Event) => event.preventDefault() });
  const top = h('div', { class: 'card-top' });
  const note = h('p', { class: 'card-note', role: 'status' });
  const typed = new Map<string, string>();
  const opened = new Set<string>();
  let card: AdaptiveCard | null = null;
  let shown = '';
  let busy: Pressed | null = null;
  let touched = false;
  let isReopening = false;

  return { element: h('div', { class: 'card-frame' }, top, body, note), show, wasTouched: () => touched, focus, focusFirst };

  function show(json: object): void {
    const text = JSON.stringify(json);
    if (text === shown) return;
    shown = text;
    const hadFocus = body.contains(document.activeElement);
    const focused = card && focusIn(card);
    draw(json);
    if (focused && card) restoreFocus(card, focused);
    if (hadFocus && !body.contains(document.activeElement)) focus();
  }

  function draw(json: object): void {
    card = new cards.AdaptiveCard();
    card.hostConfig = new cards.HostConfig(hostConfig);
    card.onExecuteAction = execute;
    card.onInputValueChanged = remember;
    card.onInlineCardExpanded = expanded;
    card.parse(withTyped(json, typed));
    const drawn = card.render();
    body.replaceChildren(...(drawn ? [drawn] : []));
    if ('lang' in json) body.lang = String(json.lang);
    mendFilteredChoices(card);
    isReopening = true;
    reopen(card, opened);
    isReopening = false;
    markBusy();
  }

  /** What a press opens below the fold is brought into view; what was open before stays where it is. */
  function expanded(action: ShowCardAction, isExpanded: boolean): void {
    if (!isExpanded) opened.delete(action.title ?? '');
    else opened.add(action.title ?? '');
    if (isExpanded && !isReopening) requestAnimationFrame(() => action.card.renderedElement?.scrollIntoView({ block: 'nearest' }));
  }

  function remember(input: Input): void {
    touched = true;
    typed.set(input.id ?? '', textIn(input));
  }

  function execute(action: Action): void {
    if (action.getJsonTypeName() === 'Action.OpenUrl') openLink(action.getHref() ?? '');
    else if (busy === null && card && action.title) void press(pressedIn(card, action), gatheredInputs(action));
  }

  async function press(pressed: Pressed, inputs: Inputs): Promise<void> {
    const before = heading();
    busy = pressed;
    say('');
    markBusy();
    const result = await deps.press(pressed, inputs).catch(failure);
    busy = null;
    markBusy();
    await settle(result);
    if (result.kind === deps.replacedBy) bringIntoView(heading() === before ? pressed : null);
  }

  /** A card that comes back replaces everything, also what was typed; anything else leaves it where it is. */
  async function settle(result: PressResult): Promise<void> {
    if (result.kind === deps.replacedBy) forget();
    if (result.kind === 'message') say(result.text);
    if (result.kind === 'error') say(result.text || deps.words.notAnswered, 'error');
    await deps.follow(result);
  }

  /** Who acts in a list keeps their place while what they have pressed is there; a card about something else is read from its beginning. */
  function bringIntoView(pressed: Pressed | null): void {
    const same = card && pressed ? elementOf(actionOf(card, pressed)) : undefined;
    (same?.checkVisibility() ? same : top).scrollIntoView({ block: 'nearest' });
  }

  function heading(): string {
    return body.querySelector('[role="heading"]')?.textContent ?? '';
  }

  function forget(): void {
    typed.clear();
    opened.clear();
    shown = '';
  }

  function say(text: string, tone: 'calm' | 'error' = 'calm'): void {
    note.className = `card-note ${tone}`;
    note.textContent = text;
  }

  function markBusy(): void {
    body.setAttribute('aria-busy', String(busy !== null));
    const pressed = card && busy ? actionOf(card, busy) : undefined;
    for (const action of card ? actionsIn(card) : []) action.renderedElement?.classList.toggle('busy', action === pressed);
  }

  function focusFirst(): void {
    const first = card?.getAllInputs()[0];
    if (first) first.focus();
    else focus();
  }

  /** For those who read with their ears; those who look see the card where it is. */
  function focus(): void {
    body.focus({ preventScroll: true });
  }
}

function failure(error: unknown): PressResult {
  return { kind: 'error', status: 0, text: error instanceof Error ? error.message : '' };
}

function openLink(url: string): void {
  if (isSafeLink(url)) window.open(url, '_blank', 'noopener,noreferrer');
}
