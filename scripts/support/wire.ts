import { setTimeout as pause } from 'node:timers/promises';
import type { ApiClient } from '../../src/local-teams/api-client.ts';
import type { TrafficEntry } from '../../src/local-teams/contract.ts';
import { plain, textOf } from './cards.ts';

/** A message that a bot has sent: its card as it is now, and everything that it says. */
export type Post = { conversation: string; id: string; card: object | null; text: string };
/** What has arrived in Teams so far, known without asking the bot anything. */
export type Wire = {
  /** Reads the last that has come, and follows no more. */
  close(): Promise<void>;
  /** The messages of a conversation (a thread, or a chat), oldest first. */
  in(conversation: string): Post[];
  /** The channel cards of a consultation, oldest first, found by its reference. */
  cardsOf(reference: string): Post[];
  /** For how long the connector was busy with each message, in milliseconds, by its id. */
  took: Map<string, number>;
};

type Body = { activity?: Message } & Message;
type Message = { text?: string; attachments?: { content?: object }[] };

/** Follows the log of local Teams' connector until it is closed. */
export function followWire(api: Pick<ApiClient, 'traffic'>): Wire {
  const conversations = new Map<string, Post[]>();
  const cards = new Map<string, Post[]>();
  const took = new Map<string, number>();
  const end = new AbortController();
  let last = 0;
  const following = follow();

  async function follow(): Promise<void> {
    while (!end.signal.aborted) {
      await read();
      await pause(200, undefined, { signal: end.signal }).catch(() => {});
    }
  }

  async function read(): Promise<void> {
    for (const entry of await api.traffic(last)) {
      last = entry.n;
      if (entry.direction === 'to-connector' && entry.status >= 200 && entry.status < 300) note(entry);
    }
  }

  function note({ method, path, ms, activity, answer }: TrafficEntry): void {
    const [, conversation = '', message = ''] = /conversations\/([^/]+)\/activities\/?([^/]*)/.exec(path)?.map(decodeURIComponent) ?? [];
    const { id = '' } = (answer ?? {}) as { id?: string };
    const body = (activity ?? {}) as Body;
    if (method === 'PUT') update(conversation, message, body);
    if (method !== 'POST') return;
    const post = {
      conversation: conversation || id,
      id: conversation ? id : (id.split(';messageid=')[1] ?? id),
      ...contentOf(body.activity ?? body),
    };
    took.set(post.id, ms);
    add(conversations, post.conversation, post);
    const [reference] = /OT-[2-9A-Z]{6}/.exec(post.text) ?? [];
    if (!conversation && reference) add(cards, reference, post);
  }

  function update(conversation: string, id: string, body: Message): void {
    const post = conversations.get(conversation)?.find((one) => one.id === id);
    if (post) Object.assign(post, contentOf(body));
  }

  return {
    async close() {
      end.abort();
      await following;
      await read();
    },
    took,
    in: (conversation) => conversations.get(conversation) ?? [],
    cardsOf: (reference) => cards.get(reference) ?? [],
  };
}

function contentOf({ text = '', attachments = [] }: Message): Pick<Post, 'card' | 'text'> {
  const card = attachments[0]?.content ?? null;
  return { card, text: card ? textOf(card) : plain(text) };
}

function add<T>(lists: Map<string, T[]>, key: string, one: T): void {
  lists.set(key, [...(lists.get(key) ?? []), one]);
}
