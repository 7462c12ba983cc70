import type { Bot } from './activities.ts';
import { contentOf } from './card.ts';
import { inputView } from './card-inputs.ts';
import type { ChatHead, ChatView, FileView, Message, Person } from './contract.ts';
import type { Drive } from './drive.ts';
import type { Card, Conversation, State, StoredMessage } from './state.ts';

const PAGE = 50;
const GENERAL = { fi: 'Yleiset', sv: 'Allmänt', en: 'General' } as const;

/** Threads, oldest first: the root and its replies. */
type Page = { threads: StoredMessage[][]; more: boolean };

export type Views = ReturnType<typeof createViews>;

/** What one person sees. */
export function createViews(state: State, bot: Bot, drive: Drive) {
  return {
    /** The left rail: the chat with the bot first, then the channels that the person is in. */
    chats(person: Person): ChatHead[] {
      const personal = state.personalChat(person.id);
      const channels = state.people.world.teams.flatMap((team) => team.channels.flatMap(({ id }) => state.find(id) ?? []));
      const own = channels.filter((channel) => state.people.belongs(person, channel));
      const there = own.filter((channel) => state.people.standing(channel) !== 'gone');
      return [...(person.installed || personal.messages.length > 0 ? [personal] : []), ...there].map((chat) => head(person, chat));
    },

    /** What `page` found, as the person sees it. */
    chat(person: Person, conversation: Conversation, { threads, more }: Page): ChatView {
      const { id, kind, typingUntil } = conversation;
      return {
        conversation: id,
        title: title(person, conversation),
        kind,
        messages: threads.map((messages) => threadView(person, kind, messages)),
        typing: typingUntil > state.now(),
        more,
      };
    },
  };

  function head(person: Person, conversation: Conversation): ChatHead {
    const { id, kind, owner, messages } = conversation;
    const team = kind === 'channel' ? state.people.team(owner)?.name : undefined;
    const last = messages.findLast((message) => !message.deleted);
    return {
      conversation: id,
      kind,
      title: title(person, conversation),
      ...(team === undefined ? {} : { team }),
      unread: unread(person, conversation),
      ...(last ? { last: preview(last) } : {}),
    };
  }

  function title(person: Person, { kind, name }: Conversation): string {
    return kind === 'personal' ? bot.name : (name ?? GENERAL[person.locale]);
  }

  function threadView(person: Person, kind: Conversation['kind'], [root, ...replies]: StoredMessage[]): Message {
    const view = messageView(person, root as StoredMessage);
    if (kind === 'personal') return view;
    return { ...view, replies: replies.filter((reply) => !reply.deleted).map((reply) => messageView(person, reply)) };
  }

  function messageView(person: Person, message: StoredMessage): Message {
    const { id, author, at, edited, text, textFormat, mentions } = message;
    const { card, personal } = shownCard(message, person.id);
    const { pressables, inputs } = card ? contentOf(card) : { pressables: [], inputs: [] };
    const name = author === null ? bot.name : (state.people.find(author)?.name ?? author);
    return {
      id,
      from: { id: author ?? `28:${bot.id}`, name, bot: author === null },
      at: new Date(at).toISOString(),
      edited,
      text,
      textFormat,
      mentions,
      card,
      file: fileView(person, message),
      personal,
      actions: pressables.map((pressable) => pressable.title),
      inputs: inputs.map(inputView),
    };
  }

  function fileView(person: Person, { file }: StoredMessage): FileView | null {
    if (!file) return null;
    if (file.kind === 'consent') {
      const { kind, name, description, size, answer } = file;
      return { kind, name, description, size, answer };
    }
    const size = drive.files.get(file.id)?.size ?? 0;
    return { kind: 'file', name: file.name, size, url: `${drive.urlOf(file)}?${new URLSearchParams({ as: person.id })}` };
  }
}

/** The newest threads (in a personal chat: messages) before a message id, or one thread alone. */
export function pageOf(conversation: Conversation, { before, thread }: { before?: string; thread?: string }): Page {
  const threads = [...conversation.threads.values()].filter((messages) => isShown(messages, before, thread));
  return { threads: threads.slice(-PAGE), more: threads.length > PAGE };
}

/** The card as this person sees it: their own view of it, unless the common one has been updated since. */
export function shownCard(message: StoredMessage, personId: string): { card: Card | null; personal: boolean } {
  const view = message.personal.get(personId);
  return view && view.version === message.version ? { card: view.card, personal: true } : { card: message.card, personal: false };
}

/** A deleted root stays while it has replies. */
function isShown(messages: StoredMessage[], before?: string, thread?: string): boolean {
  const root = messages[0] as StoredMessage;
  if (thread !== undefined && root.id !== thread) return false;
  if (before !== undefined && Number(root.id) >= Number(before)) return false;
  return messages.some((message) => !message.deleted);
}

function unread(person: Person, { messages, read }: Conversation): number {
  const seen = read.get(person.id) ?? 0;
  let count = 0;
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const message = messages[index] as StoredMessage;
    if (Number(message.id) <= seen) break;
    if (message.author !== person.id && !message.deleted) count += 1;
  }
  return count;
}

/** The first words of a message, or of what a card says in words, or a file's name. */
function preview({ text, card, file }: StoredMessage): string {
  // A fallback text may be Markdown: its escapes are not for reading.
  const fallback = String(card?.fallbackText ?? '').replaceAll(/\\([!-/:-@[-`{-~])/g, '$1');
  return (text ?? file?.name ?? fallback).replaceAll(/\s+/g, ' ').slice(0, 120);
}
