import type { ConversationAccount, TurnContext } from 'botbuilder';
import type { IsMember, Visitor } from '../desk/desk.ts';
import type { DirectoryDesk } from '../desk/directory.ts';
import type { ChannelCard, PersonRef } from '../domain/consultation.ts';
import type { Person } from '../domain/person.ts';
import { languageOf } from '../i18n/translate.ts';
import type { ConnectorFor } from './adapter.ts';

type Dependencies = { directory: DirectoryDesk; connectorFor: ConnectorFor };

/** Builds what knows people: who is behind a turn, and what Teams says of a channel's members. */
export function createPeople({ directory, connectorFor }: Dependencies) {
  /** Meets the person of a turn, and remembers how to reach them. Null for a turn that nobody stands behind. */
  async function meet({ activity }: TurnContext): Promise<Person | null> {
    const { from, conversation, serviceUrl } = activity;
    if (!from?.aadObjectId || !conversation?.id) return null;
    return directory.meet({
      personId: from.aadObjectId,
      teamsId: from.id,
      name: from.name ?? '',
      locale: languageOf(activity.locale),
      tenantId: tenantOf(activity),
      serviceUrl,
      conversation: isPersonal(conversation) ? conversation.id : null,
      isGuest: () => isGuest(serviceUrl, conversation.id, from.id),
    });
  }

  async function isGuest(serviceUrl: string, conversation: string, teamsId: string): Promise<boolean> {
    const member = await memberOf(serviceUrl, conversation, teamsId);
    return member?.userRole === 'guest';
  }

  /** Whether Teams counts the person among the members of a network's channel. */
  const isMember: IsMember = async ({ serviceUrl, channel }: ChannelCard, person: PersonRef) =>
    (await memberOf(serviceUrl, channel, person.teamsId || person.id)) !== null;

  /** How many people are in a channel's team. */
  async function countMembers(serviceUrl: string, channel: string): Promise<number> {
    const connector = await connectorFor(serviceUrl);
    const pages = connector.conversations;
    let count = 0;
    let continuationToken = '';
    do {
      const page = await pages.getConversationPagedMembers(channel, { pageSize: 500, continuationToken });
      count += page.members.length;
      continuationToken = page.continuationToken ?? '';
    } while (continuationToken);
    return count;
  }

  async function memberOf(serviceUrl: string, conversation: string, teamsId: string): Promise<{ userRole?: string } | null> {
    const connector = await connectorFor(serviceUrl);
    try {
      return (await connector.conversations.getConversationMember(conversation, teamsId)) as { userRole?: string };
    } catch (error) {
      const status = (error as { statusCode?: number }).statusCode;
      if (status === 404 || status === 403) return null;
      throw error;
    }
  }

  return { meet, isMember, countMembers };
}

/** What knows people. */
export type People = ReturnType<typeof createPeople>;

/** A person as the desk knows visitors. */
export function visitorOf({ personId, teamsId, name, locale }: Person): Visitor {
  return { person: { id: personId, teamsId, name }, locale };
}

/** Whether a conversation is a person's own chat with the bot. */
export function isPersonal(conversation: ConversationAccount | undefined): boolean {
  return conversation?.conversationType === 'personal';
}

/** The tenant that an activity comes from; empty if it does not say. */
export function tenantOf(activity: TurnContext['activity']): string {
  return activity.conversation?.tenantId ?? activity.channelData?.tenant?.id ?? '';
}

/** The channel's own conversation id, whichever of its threads an activity was written in. */
export function channelOf(conversationId: string): string {
  return conversationId.split(';')[0] ?? conversationId;
}
