import type { Message, Person } from '../../src/local-teams/contract.ts';
import { personalChatId } from '../../src/local-teams/identity.ts';
import type { Arena } from './arena.ts';
import { plain, textOf } from './cards.ts';

/** A message as somebody reads it. `at`: milliseconds since 1970. `replies`: in a channel, its thread. */
export type Reading = { id: string; at: number; text: string; card: object | null; replies: Reading[] };
/** Everything that there is to read: each channel's threads, and each asker's chat. */
export type Seen = { channels: Map<string, Reading[]>; chats: Map<string, Reading[]> };

/** Lets a member of each team read its channels, and each asker their chat, from the beginning. */
export async function readEverything(arena: Arena, askers: Person[]): Promise<Seen> {
  const channels = new Map<string, Reading[]>();
  for (const { channels: places, memberIds } of arena.world.teams)
    for (const { id } of places) channels.set(id, await readFrom(arena, memberIds[0] ?? '', id));
  const chats = new Map<string, Reading[]>();
  for (const { id } of askers) chats.set(id, await readFrom(arena, id, personalChatId(id, arena.botId)));
  return { channels, chats };
}

async function readFrom({ api }: Arena, as: string, conversation: string): Promise<Reading[]> {
  const read: Message[] = [];
  for (let more = true; more; ) {
    const page = await api.chat(as, conversation, read[0]?.id);
    read.unshift(...page.messages);
    more = page.more && page.messages.length > 0;
  }
  return read.map(readingOf);
}

function readingOf({ id, at, text, card, replies = [] }: Message): Reading {
  return { id, at: Date.parse(at), text: card ? textOf(card) : plain(text ?? ''), card, replies: replies.map(readingOf) };
}
