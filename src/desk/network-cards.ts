import { type NetworkCards, networkCardsId } from '../domain/network.ts';
import type { Store } from '../store/store.ts';
import { put } from './put.ts';

// Older ones have long scrolled out of sight.
const mostKept = 30;

/** Builds what knows which of the bot's own messages show networks: only they are drawn anew, whatever message a client names. */
export function createNetworkCards({ store }: { store: Store }) {
  /** Keeps in mind a message that the bot has posted in a channel or a chat, and that shows networks. */
  async function keepCard(conversation: string, message: string): Promise<void> {
    const id = networkCardsId(conversation);
    await put<NetworkCards>(store, id, (before) => ({
      kind: 'network-cards',
      id,
      messages: [...(before?.messages ?? []), message].slice(-mostKept),
    }));
  }

  /** Whether a message is one that the bot has posted there to show networks. */
  async function isCard(conversation: string, message: string): Promise<boolean> {
    const kept = (await store.get(networkCardsId(conversation)))?.document as NetworkCards | undefined;
    return kept?.messages.includes(message) ?? false;
  }

  return { keepCard, isCard };
}
