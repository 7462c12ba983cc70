import type { ApiClient } from '../api-client.ts';
import { contentOf, type Node, type Pressable } from '../card.ts';
import { associatedInputs, choicesOf } from '../card-inputs.ts';
import type { Dialog, PressResult } from '../contract.ts';
import type { Card } from '../state.ts';

type Inputs = Record<string, string>;

// What a consultation is called in the bot's answer, and on its cards.
const REFERENCE = /\b[A-Z]{2}-[0-9A-Z]{4,8}\b/;

/**
 * What people can do with the bot, each as a person would: they see a card, look for what they want to do, fill it in and press.
 *
 * @param api the HTTP API, over which they do everything
 */
export function createHands(api: ApiClient) {
  return {
    /** Opens the app's form, fills it in and sends it. @returns what the consultation is called, or null if it was not taken */
    async ask(as: string, wishes: Inputs): Promise<string | null> {
      const [command] = (await api.world()).commands;
      const opened = command ? await api.extension({ as, command: command.id }) : null;
      if (opened?.kind !== 'dialog') return null;
      const result = await send(as, opened.dialog, wishes);
      if (result.kind === 'closed') return REFERENCE.exec(result.text ?? '')?.[0] ?? null;
      await api.closeDialog(as);
      return null;
    },

    /**
     * Presses the newest action of this verb that the person sees on a card that names the consultation; first the one that opens its fields, if there is one.
     *
     * @param conversation where they look: their chat, or the thread of a channel
     * @returns whether it was offered, and taken
     */
    async press(as: string, conversation: string, about: string, verb: string, wishes: Inputs): Promise<boolean> {
      const opened = await pressFirst(as, conversation, about, ({ action }) => opens(action, verb), {});
      const pressed = await pressFirst(as, conversation, about, ({ action }) => action.verb === verb, wishes);
      return opened !== false && pressed === true;
    },
  };

  /** @returns whether it was taken; null if it was not offered */
  async function pressFirst(as: string, conversation: string, about: string, isIt: (one: Pressable) => boolean, wishes: Inputs) {
    const { messages } = await api.chat(as, conversation);
    const seen = messages.flatMap((message) => [message, ...(message.replies ?? [])]).filter(({ card }) => names(card, about));
    const message = seen.findLast(({ card }) => contentOf(card as Card).pressables.some(isIt));
    const found = message ? contentOf(message.card as Card).pressables.find(isIt) : undefined;
    if (!message || !found) return null;
    const { id } = message;
    const result = await api.press({ as, conversation, message: id, title: found.title, inputs: filledIn(found, wishes) });
    return result.kind === 'card' || result.kind === 'sent' || result.kind === 'closed';
  }

  function send(as: string, { card, actions }: Dialog, wishes: Inputs): Promise<PressResult> {
    const found = contentOf(card as Card).pressables.at(-1);
    const inputs = found ? filledIn(found, wishes) : {};
    return api.press({ as, message: 'dialog', title: actions.at(-1) ?? '', inputs });
  }
}

/** Whether a card says what a consultation is called. */
export function names(card: object | null, about: string): boolean {
  return card !== null && JSON.stringify(card).includes(about);
}

/** Whether an action shows the fields of another one. */
function opens({ data }: Node, verb: string): boolean {
  return (data as { draft?: unknown } | undefined)?.draft === verb;
}

/** What the person wishes, where the card asks for it; what must be filled in besides, with the first that there is to choose. */
function filledIn({ action, scope }: Pressable, wishes: Inputs): Inputs {
  const given = associatedInputs(action, scope).flatMap((input) => {
    const value = valueFor(input, wishes[String(input.id)]);
    return value === undefined ? [] : [[String(input.id), value]];
  });
  return Object.fromEntries(given);
}

function valueFor(input: Node, wish: string | undefined): string | undefined {
  const choices = choicesOf(input);
  if (!choices) return wish;
  const first = input.isRequired === true && !input.value ? choices.find(({ value }) => value !== '')?.value : undefined;
  if (wish === undefined) return first;
  // A list of several is wished for by values; one of a list by its value, or by words in its title.
  const isListed = wish.split(',').every((part) => choices.some(({ value }) => value === part));
  return isListed ? wish : (choices.find(({ title }) => title.includes(wish))?.value ?? first);
}
