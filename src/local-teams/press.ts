import type { Activities, Place } from './activities.ts';
import { contentOf, type Node, type Pressable } from './card.ts';
import { gather, objection, type Values } from './card-inputs.ts';
import type { Person, PressResult } from './contract.ts';
import type { Dialogs } from './dialogs.ts';
import type { Events } from './events.ts';
import { cardAnswer } from './invoke-answers.ts';
import type { Outbound } from './outbound.ts';
import type { Card, State, StoredMessage } from './state.ts';
import { shownCard } from './views.ts';

/** Which action is pressed: `nth` of those with this title, from 0; and what is typed. */
export type Press = { title: string; nth: number; inputs: Values; unchecked: boolean };

type PressDeps = { state: State; activities: Activities; outbound: Outbound; dialogs: Dialogs; events: Events };

export type Presses = ReturnType<typeof createPresses>;

/** What happens when a person presses an action of a card. */
export function createPresses({ state, activities, outbound, dialogs, events }: PressDeps) {
  return {
    /** On the card of a message, as this person sees it. */
    async onMessage(person: Person, place: Place, message: StoredMessage, press: Press): Promise<PressResult> {
      const found = find(shownCard(message, person.id).card, press);
      if ('kind' in found) return found;
      const { action } = found;
      if (action.type === 'Action.Execute') return execute(person, place, message, found, press);
      return action.type === 'Action.Submit' ? submit(person, place, message, found, press) : local(action);
    },

    /** In the person's open dialog. */
    async inDialog(person: Person, press: Press): Promise<PressResult> {
      const found = find(dialogs.card(person) ?? null, press);
      if ('kind' in found) return found;
      return found.action.type === 'Action.Submit' ? dialogs.submit(person, valuesOf(found, press)) : local(found.action);
    },
  };

  /** The card that comes back replaces this person's view only. */
  async function execute(person: Person, place: Place, message: StoredMessage, pressable: Pressable, press: Press): Promise<PressResult> {
    const { type, id, title, verb } = pressable.action;
    const data = valuesOf(pressable, press);
    const value = { action: { type, ...(id === undefined ? {} : { id }), title, verb, data }, trigger: 'manual' };
    const answer = cardAnswer(await outbound.invoke(activities.invoke(person, place, 'adaptiveCard/action', value, message.id)));
    if (answer.kind !== 'card') return answer;
    state.showPersonally(message, person.id, answer.card, message.version);
    events.tell([person.id], { type: 'changed', conversation: place.conversation.id });
    return { kind: 'card' };
  }

  /** Opens a dialog, speaks in the person's name, or sends a message with a value. */
  async function submit(person: Person, place: Place, message: StoredMessage, pressable: Pressable, press: Press): Promise<PressResult> {
    const data = valuesOf(pressable, press);
    const { msteams = {}, ...own } = data as { msteams?: { type?: string; text?: string; displayText?: string; value?: unknown } };
    switch (msteams.type) {
      case 'task/fetch':
        return dialogs.fetch(person, place, message, data);
      case 'imBack':
        return send(person, place, message, undefined, String(msteams.value), String(msteams.value));
      case 'messageBack':
        return send(person, place, message, msteams.value ?? own, msteams.text, msteams.displayText);
      default:
        return send(person, place, message, data);
    }
  }

  async function send(
    person: Person,
    place: Place,
    message: StoredMessage,
    value: unknown,
    text?: string,
    shown?: string,
  ): Promise<PressResult> {
    if (shown)
      state.append(place.conversation, person.id, { text: shown, textFormat: 'plain', mentions: [], card: null, file: null }, message.root);
    const { status } = await outbound.deliver(activities.submission(person, place, message.id, value, text));
    return status >= 200 && status < 300 ? { kind: 'sent' } : { kind: 'error', status, text: `The bot answered ${status}.` };
  }
}

/** The action of this title that is meant; the client stops it if an input is wrong, unless the press goes round the client. */
function find(card: Card | null, press: Press): Pressable | Extract<PressResult, { kind: 'error' }> {
  const found = card ? contentOf(card).pressables.filter(({ title }) => title === press.title)[press.nth] : undefined;
  if (!found) return { kind: 'error', status: 0, text: `There is no “${press.title}” to press.` };
  const sends = found.action.type === 'Action.Execute' || found.action.type === 'Action.Submit';
  const objected = sends && !press.unchecked ? objection(found, press.inputs) : null;
  return objected === null ? found : { kind: 'error', status: 0, text: objected };
}

function valuesOf(pressable: Pressable, { inputs, unchecked }: Press): Record<string, unknown> {
  return { ...gather(pressable, inputs), ...(unchecked ? inputs : {}) };
}

/** What the client does by itself. */
function local(action: Node): PressResult {
  return action.type === 'Action.OpenUrl' ? { kind: 'url', url: String(action.url) } : { kind: 'opened' };
}
