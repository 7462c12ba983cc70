import type { ConversationAccount, TurnContext } from 'botbuilder';
import type { IsMember, Visitor } from '../desk/desk.ts';
import type { DirectoryDesk } from '../desk/directory.ts';
import type { ChannelCard, PersonRef } from '../domain/consultation.ts';
import type { Person } from '../domain/person.ts';
import { languageOf } from '../i18n/translate.ts';
import type { ConnectorFor } from './adapter.ts';

type Dependencies = { directory: DirectoryDesk; connectorFor: ConnectorFor };
type Member = { id: string; aadObjectId?: string; userRole?: string };

/** Builds what knows people: who is behind a turn, and what Teams says of a channel's members. */
export function createPeople({ directory, connectorFor }: Dependencies) {
  const rosterOf = shared(fetchRoster);

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
      isGuest: () => isGuest(serviceUrl, conversation, from.id),
    });
  }

  async function isGuest(serviceUrl: string, { id, conversationType }: ConversationAccount, teamsId: string): Promise<boolean> {
    const inChannel = conversationType !== 'personal';
    const member = inChannel ? find(await rosterOf(serviceUrl, channelOf(id)), teamsId) : await memberOf(serviceUrl, id, teamsId);
    return member?.userRole === 'guest';
  }

  /** Whether Teams counts the person among the members of a network's channel. */
  const isMember: IsMember = async ({ serviceUrl, channel }: ChannelCard, person: PersonRef) =>
    find(await rosterOf(serviceUrl, channel), person.teamsId, person.id) !== undefined;

  /** How many people are in a channel's team. */
  async function countMembers(serviceUrl: string, channel: string): Promise<number> {
    return (await rosterOf(serviceUrl, channel)).length;
  }

  async function fetchRoster(serviceUrl: string, channel: string): Promise<Member[]> {
    const { conversations } = await connectorFor(serviceUrl);
    const members: Member[] = [];
    let continuationToken = '';
    do {
      const page = await orNobody(() => conversations.getConversationPagedMembers(channel, { pageSize: 500, continuationToken }));
      members.push(...((page?.members ?? []) as Member[]));
      continuationToken = page?.continuationToken ?? '';
    } while (continuationToken);
    return members;
  }

  async function memberOf(serviceUrl: string, conversation: string, teamsId: string): Promise<Member | null> {
    const { conversations } = await connectorFor(serviceUrl);
    return orNobody(async () => (await conversations.getConversationMember(conversation, teamsId)) as Member);
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

/**
 * Lets those who ask for the same thing at the same time share one answer, and it is never older than their question: whoever asks
 * while it is being fetched gets the next one. Many may press one card at once, and Teams limits look-ups of members.
 */
function shared<T>(fetch: (serviceUrl: string, channel: string) => Promise<T>): typeof fetch {
  const running = new Map<string, Promise<T>>();
  const next = new Map<string, Promise<T>>();

  function start(serviceUrl: string, channel: string): Promise<T> {
    next.delete(channel);
    const fetching = fetch(serviceUrl, channel).finally(() => running.delete(channel));
    running.set(channel, fetching);
    return fetching;
  }

  return (serviceUrl, channel) => {
    const before = running.get(channel);
    if (!before) return start(serviceUrl, channel);
    const following = next.get(channel) ?? before.then(again, again);
    next.set(channel, following);
    return following;

    function again(): Promise<T> {
      return start(serviceUrl, channel);
    }
  };
}

function find(members: Member[], ...ids: string[]): Member | undefined {
  return members.find(({ id, aadObjectId }) => ids.includes(id) || (aadObjectId !== undefined && ids.includes(aadObjectId)));
}

// A conversation that is gone, or that the bot is no longer in, has no members.
async function orNobody<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    const { statusCode } = error as { statusCode?: number };
    if (statusCode === 404 || statusCode === 403) return null;
    throw error;
  }
}
