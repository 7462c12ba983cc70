import type { Carried } from './carried.ts';
import type { Message, World } from './contract.ts';
import type { FileCard } from './file-cards.ts';
import { personalChatId } from './identity.ts';
import { createPeople } from './people.ts';

export type Card = Record<string, unknown>;

/** `version`: the common view's version that it was made for; an older one is no longer shown. */
type PersonalView = { card: Card; at: number; version: number };

export type StoredMessage = {
  id: string;
  root: string;
  author: string | null; // a person's id, or null for the bot
  at: number;
  edited: boolean;
  deleted: boolean;
  text: string | null;
  textFormat: Message['textFormat'];
  mentions: Message['mentions'];
  card: Card | null;
  file: FileCard | null;
  carried?: Carried;
  version: number;
  personal: Map<string, PersonalView>;
};

export type Content = Pick<StoredMessage, 'text' | 'textFormat' | 'mentions' | 'card' | 'file' | 'carried'>;

export type Conversation = {
  id: string;
  kind: 'personal' | 'channel';
  owner: string; // the person's id, or the team's
  name: string | null;
  messages: StoredMessage[];
  byId: Map<string, StoredMessage>;
  threads: Map<string, StoredMessage[]>;
  read: Map<string, number>;
  typingUntil: number;
};

export type State = ReturnType<typeof createState>;

/**
 * All that local Teams knows: people, teams, conversations.
 *
 * @param changed is told of every change, for the snapshot
 */
export function createState(world: World, botId: string, now: () => number, changed: () => void) {
  const conversations = new Map<string, Conversation>();
  const introduced = new Set<string>();
  const people = createPeople(world);
  let lastId = 0;

  for (const team of world.teams) for (const channel of team.channels) open(channel.id, 'channel', team.id, channel.name);
  for (const person of world.people) open(personalChatId(person.id, botId), 'personal', person.id, null);

  return {
    people,
    conversations,
    /** The persons and teams to whom the bot's being added has been told. */
    introduced,
    changed,
    now,
    nextId,

    /** The conversation of an id; a thread's id (`…;messageid=…`) finds its channel. */
    find(id: string): Conversation | undefined {
      return conversations.get(id.split(';')[0] ?? '');
    },

    personalChat(personId: string): Conversation {
      return conversations.get(personalChatId(personId, botId)) as Conversation;
    },

    /** Adds a message; without `root` it begins a thread. */
    append(conversation: Conversation, author: string | null, content: Content, root?: string): StoredMessage {
      const id = nextId();
      const fresh = { edited: false, deleted: false, version: 0, personal: new Map() };
      const message: StoredMessage = { id, root: root ?? id, author, at: now(), ...fresh, ...content };
      insert(conversation, message);
      if (author === null) conversation.typingUntil = 0;
      else conversation.read.set(author, Number(id));
      changed();
      return message;
    },

    /** Replaces a message for everybody: personal views of the card are forgotten. */
    edit(message: StoredMessage, content: Content): void {
      Object.assign(message, content, { edited: true, version: message.version + 1 });
      message.personal.clear();
      changed();
    },

    remove(message: StoredMessage): void {
      Object.assign(message, { deleted: true, text: null, card: null, file: null, mentions: [] });
      message.personal.clear();
      changed();
    },

    /** A message that a person deletes can be restored, with all that it says. */
    setDeleted(message: StoredMessage, deleted: boolean): void {
      message.deleted = deleted;
      changed();
    },

    showPersonally(message: StoredMessage, personId: string, card: Card, version: number): void {
      message.personal.set(personId, { card, at: now(), version });
      changed();
    },

    markRead(conversation: Conversation, personId: string): void {
      const newest = Number(conversation.messages.at(-1)?.id ?? 0);
      if (conversation.read.get(personId) === newest) return;
      conversation.read.set(personId, newest);
      changed();
    },

    insert,
  };

  /** Milliseconds since 1970, as Teams' own ids are, but never the same twice. */
  function nextId(): string {
    lastId = Math.max(now(), lastId + 1);
    return String(lastId);
  }

  function open(id: string, kind: Conversation['kind'], owner: string, name: string | null): void {
    const empty = { messages: [], byId: new Map(), threads: new Map(), read: new Map(), typingUntil: 0 };
    conversations.set(id, { id, kind, owner, name, ...empty });
  }

  function insert(conversation: Conversation, message: StoredMessage): void {
    lastId = Math.max(lastId, Number(message.id));
    conversation.messages.push(message);
    conversation.byId.set(message.id, message);
    const thread = conversation.threads.get(message.root);
    if (thread) thread.push(message);
    else conversation.threads.set(message.root, [message]);
  }
}
