import type { ConversationParameters } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import { DeliveryError } from '../desk/deliver.ts';
import type { DirectoryDesk } from '../desk/directory.ts';
import { isBlockedBy, unaddressed } from '../desk/retry.ts';
import type { Person } from '../domain/person.ts';
import { type ConnectorFor, failureOf } from './adapter.ts';
import type { Paced } from './pace.ts';

/** Where somebody is reached: their own chat with the bot. `person` is null if the bot has not met them. */
export type Address = { connector: ConnectorClient; conversation: string; person: Person | null };
type Dependencies = {
  directory: DirectoryDesk;
  connectorFor: ConnectorFor;
  paced: Paced;
  botId: string;
  /** Somebody who was marked as blocked takes messages. */
  hasReturned: (personId: string) => Promise<void>;
};

/** Builds what reaches people in their own chats. */
export function createReach({ directory, connectorFor, paced, botId, hasReturned }: Dependencies) {
  /**
   * Does some work at a person's address. `signal` ends the asking for it; `neighbourId`: somebody whom the bot has met, if not them. Throws
   * `DeliveryError` for whoever is not reached. Who has removed or blocked the bot is marked until something reaches them, or they come back.
   */
  async function reach<T>(signal: AbortSignal, personId: string, neighbourId: string, work: (address: Address) => Promise<T>): Promise<T> {
    const person = await directory.person(personId);
    try {
      const done = await work(await addressOf(signal, person, personId, neighbourId));
      if (person?.isBlocked) await hasReturned(personId);
      return done;
    } catch (error) {
      const change = person && learntFrom(error, person);
      if (change) await directory.remember(personId, change);
      throw error;
    }
  }

  // A person who has never written is reached where a person is who has: one tenant, one service.
  async function addressOf(abortSignal: AbortSignal, person: Person | null, personId: string, neighbourId: string): Promise<Address> {
    const known = person ?? (await directory.person(neighbourId));
    if (!known) throw new DeliveryError(unaddressed);
    const { serviceUrl, tenantId } = known;
    const connector = await connectorFor(serviceUrl);
    if (person?.conversation) return { connector, conversation: person.conversation, person };
    const members = [{ id: person?.teamsId || personId }];
    const parameters = { bot: { id: `28:${botId}` }, members, tenantId, channelData: { tenant: { id: tenantId } }, isGroup: false };
    const { id } = await paced(personId, () =>
      connector.conversations.createConversation(parameters as unknown as ConversationParameters, { abortSignal }),
    );
    if (person) await directory.remember(personId, { conversation: id });
    return { connector, conversation: id, person };
  }

  return reach;
}

/** What reaches people in their own chats. */
export type Reach = ReturnType<typeof createReach>;

// A chat that is not there any more, or whose id can't be decrypted, is created anew: https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#status-code-responses
function learntFrom(error: unknown, person: Person): Partial<Pick<Person, 'isBlocked' | 'conversation'>> | null {
  const failure = failureOf(error);
  if (failure && isBlockedBy(failure)) return { isBlocked: true };
  const isLost = failure?.status === 404 || failure?.code === 'BadArgument';
  return isLost && person.conversation ? { conversation: null } : null;
}
