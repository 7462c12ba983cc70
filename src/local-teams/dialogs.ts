import type { Activities, Scene } from './activities.ts';
import { contentOf } from './card.ts';
import { inputView } from './card-inputs.ts';
import { payloadBody } from './carried.ts';
import type { Dialog, Person, PressResult } from './contract.ts';
import type { Events } from './events.ts';
import { taskAnswer } from './invoke-answers.ts';
import type { Outbound } from './outbound.ts';
import type { Card, StoredMessage } from './state.ts';

/** What opened the dialog decides the names of its invokes and what goes along. */
type Source = { submit: string; place: Scene; replyToId?: string; value: object };

type OpenDialog = { source: Source; title: string; card: Card; error?: string };

export type Dialogs = ReturnType<typeof createDialogs>;

const CONTEXT = { theme: 'default' };

/** Dialogs (task modules), at most one open per person, and the message extensions that open them. */
export function createDialogs(activities: Activities, outbound: Outbound, events: Events) {
  const dialogs = new Map<string, OpenDialog>();

  return {
    get(person: Person): Dialog | null {
      const dialog = dialogs.get(person.id);
      return dialog ? viewOf(dialog) : null;
    },

    card(person: Person): Card | undefined {
      return dialogs.get(person.id)?.card;
    },

    close,

    /** `Action.Submit` with `msteams.type = "task/fetch"`. */
    fetch(person: Person, place: Scene, message: StoredMessage, data: object): Promise<PressResult> {
      const source = { submit: 'task/submit', place, replyToId: message.id, value: { context: CONTEXT } };
      return open(person, source, 'task/fetch', { data });
    },

    /** A message extension's command, from the compose box or from a message. */
    extend(person: Person, place: Scene, command: string, message?: StoredMessage): Promise<PressResult> {
      const payload = message ? { messagePayload: payloadOf(place, message) } : {};
      const value = { commandId: command, commandContext: message ? 'message' : 'compose', ...payload, context: CONTEXT };
      return open(person, { submit: 'composeExtension/submitAction', place, value }, 'composeExtension/fetchTask', {});
    },

    /** `Action.Submit` inside the dialog. A failure leaves it open, with the error in it. */
    async submit(person: Person, data: object): Promise<PressResult> {
      const dialog = dialogs.get(person.id) as OpenDialog;
      const { source } = dialog;
      const answer = await ask(person, source, source.submit, { data });
      switch (answer.kind) {
        case 'continue':
          return show(person, { source, title: answer.title || dialog.title, card: answer.card });
        case 'error':
          show(person, { ...dialog, error: answer.text });
          return answer;
        default:
          close(person);
          return answer.kind === 'message' ? { kind: 'closed', text: answer.text } : { kind: 'closed' };
      }
    },
  };

  async function open(person: Person, source: Source, name: string, value: object): Promise<PressResult> {
    const answer = await ask(person, source, name, value);
    if (answer.kind === 'continue') return show(person, { source, title: answer.title, card: answer.card });
    return answer.kind === 'nothing' ? { kind: 'error', status: 200, text: 'The bot opened no dialog.' } : answer;
  }

  async function ask(person: Person, { place, replyToId, value }: Source, name: string, more: object) {
    return taskAnswer(await outbound.invoke(activities.invoke(person, place, name, { ...value, ...more }, replyToId)));
  }

  function show(person: Person, dialog: OpenDialog): PressResult {
    dialogs.set(person.id, dialog);
    events.tell([person.id], { type: 'dialog' });
    return { kind: 'dialog', dialog: viewOf(dialog) };
  }

  function close(person: Person): void {
    if (dialogs.delete(person.id)) events.tell([person.id], { type: 'dialog' });
  }

  /** The message as a message action gets it: its text as HTML. */
  function payloadOf({ conversation, root }: Scene, message: StoredMessage) {
    const at = new Date(message.at).toISOString();
    const reply = root === undefined || root === message.id ? {} : { replyToId: root };
    return {
      id: message.id,
      ...reply,
      createdDateTime: at,
      lastModifiedDateTime: at,
      deleted: false,
      importance: 'normal',
      linkToMessage: `https://teams.microsoft.com/l/message/${encodeURIComponent(conversation.id)}/${message.id}`,
      from: activities.author(message),
      ...payloadBody(message, activities.speaksPlainly()),
      mentions: [],
      reactions: [],
    };
  }
}

function viewOf({ title, card, error }: OpenDialog): Dialog {
  const { pressables, inputs } = contentOf(card);
  const actions = pressables.map((pressable) => pressable.title);
  return { title, card, actions, inputs: inputs.map(inputView), ...(error === undefined ? {} : { error }) };
}
