import type { Activities } from './activities.ts';
import type { Person, PressResult } from './contract.ts';
import type { Drive } from './drive.ts';
import type { Events } from './events.ts';
import type { Outbound } from './outbound.ts';
import type { Conversation, State, StoredMessage } from './state.ts';

type ConsentDeps = { state: State; activities: Activities; outbound: Outbound; drive: Drive; events: Events };

export type Consents = ReturnType<typeof createConsents>;

/** What a person answers to a file that the bot offers: the bot hears it, and where to put the file. */
export function createConsents({ state, activities, outbound, drive, events }: ConsentDeps) {
  const underWay = new Set<StoredMessage>();

  return {
    /** Answers once. A bot that does not take the answer leaves the card as it was. */
    async answer(person: Person, conversation: Conversation, message: StoredMessage, action: 'accept' | 'decline'): Promise<PressResult> {
      const { file } = message;
      if (file?.kind !== 'consent' || file.answer !== null || underWay.has(message)) return failure(0, 'There is nothing to answer here.');
      underWay.add(message);
      const context = file.contexts[action];
      const value = { type: 'fileUpload', action, ...(context === undefined ? {} : { context }) };
      const uploadInfo = action === 'accept' ? { uploadInfo: drive.reserve(person.id, file.name) } : {};
      const activity = activities.invoke(person, { conversation }, 'fileConsent/invoke', { ...value, ...uploadInfo }, message.id);
      const { status } = await outbound.invoke(activity);
      underWay.delete(message);
      if (status !== 200) return failure(status, `The bot answered ${status}.`);
      file.answer = action;
      state.changed();
      events.tell([person.id], { type: 'changed', conversation: conversation.id });
      return { kind: 'sent' };
    },
  };
}

function failure(status: number, text: string): PressResult {
  return { kind: 'error', status, text };
}
