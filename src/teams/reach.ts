import type { ConversationParameters } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import { DeliveryError } from '../desk/deliver.ts';
import type { DirectoryDesk } from '../desk/directory.ts';
import type { Person } from '../domain/person.ts';
import type { ConnectorFor } from './adapter.ts';
import type { Paced } from './pace.ts';

/** Where somebody is reached: their own chat with the bot. `person` is null if the bot has not met them. */
export type Address = { connector: ConnectorClient; conversation: string; person: Person | null };
type Dependencies = { directory: DirectoryDesk; connectorFor: ConnectorFor; paced: Paced; botId: string };

const blocked = { status: 403, retryAfterMs: null };

/** Builds what reaches people in their own chats. */
export function createReach({ directory, connectorFor, paced, botId }: Dependencies) {
  // Teams' 403 means that the person has blocked or removed the bot: they are not written to again until they write themselves.
  /**
   * Does some work at a person's address. `signal` ends the asking for it; `neighbourId`: somebody whom the bot has met, if not them. Throws
   * `DeliveryError` for whoever is not reached.
   */
  async function reach<T>(signal: AbortSignal, personId: string, neighbourId: string, work: (address: Address) => Promise<T>): Promise<T> {
    try {
      return await work(await addressOf(signal, personId, neighbourId));
    } catch (error) {
      const isBlocked = (error as { statusCode?: number }).statusCode === 403;
      if (isBlocked && (await directory.person(personId))) await directory.remember(personId, { isBlocked });
      throw error;
    }
  }

  // A person who has never written is reached where a person is who has: one tenant, one service.
  async function addressOf(abortSignal: AbortSignal, personId: string, neighbourId: string): Promise<Address> {
    const person = await directory.person(personId);
    if (person?.isBlocked) throw new DeliveryError(blocked);
    const known = person ?? (await directory.person(neighbourId));
    if (!known) throw new DeliveryError({ status: 404, retryAfterMs: null });
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
