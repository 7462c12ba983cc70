import type { ConversationAccount, TurnContext } from 'botbuilder';
import type { Clock } from '../clock.ts';
import type { FindAbsent } from '../desk/departures.ts';
import type { FindExpert, IsMember, Visitor } from '../desk/desk.ts';
import type { DirectoryDesk } from '../desk/directory.ts';
import { isPassing, pauseAfter } from '../desk/retry.ts';
import { shared } from '../desk/shared.ts';
import type { ChannelCard, PersonRef } from '../domain/consultation.ts';
import type { Person } from '../domain/person.ts';
import { languageOf } from '../i18n/translate.ts';
import { type ConnectorFor, failureOf, ifThere } from './adapter.ts';

type Dependencies = { directory: DirectoryDesk; connectorFor: ConnectorFor; clock: Pick<Clock, 'elapsed' | 'pause' | 'chance'> };
type Member = { id: string; name?: string; aadObjectId?: string; userRole?: string };

// Somebody waits for the answer, and Teams waits for it no longer than 15 seconds.
const patienceMs = 5_000;

/** Builds what knows people: who is behind a turn, and what Teams says of a channel's members. */
export function createPeople({ directory, connectorFor, clock }: Dependencies) {
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

  async function isGuest(serviceUrl: string, { id, conversationType }: ConversationAccount, teamsId: string): Promise<boolean | null> {
    const inChannel = conversationType !== 'personal';
    const member = inChannel
      ? (await rosterOf(serviceUrl, channelOf(id))).find((one) => one.id === teamsId)
      : await memberOf(serviceUrl, id, teamsId);
    return member ? member.userRole === 'guest' : null;
  }

  /** Whether Teams counts the person among the members of a network's channel who may be experts. */
  const isMember: IsMember = async ({ serviceUrl, channel }: ChannelCard, person: PersonRef) => {
    const member = (await rosterOf(serviceUrl, channel)).find((one) => isOne(one, person));
    return member !== undefined && mayBeExpert(member);
  };

  /** How many of a channel's members may be experts, and those of them whom Entra knows, by name. */
  async function membersIn(serviceUrl: string, channel: string): Promise<{ count: number; experts: PersonRef[] }> {
    const members = (await rosterOf(serviceUrl, channel)).filter(mayBeExpert);
    const known = members.filter(({ aadObjectId }) => aadObjectId !== undefined);
    const refs = known.map(({ id, name = '', aadObjectId = '' }) => ({ id: aadObjectId, teamsId: id, name }));
    return { count: members.length, experts: refs.sort((a, b) => a.name.localeCompare(b.name, 'fi')) };
  }

  /** The members of a channel who may be experts, by name. */
  async function expertsIn(serviceUrl: string, channel: string): Promise<PersonRef[]> {
    return (await membersIn(serviceUrl, channel)).experts;
  }

  const findExpert: FindExpert = async ({ serviceUrl, channel }, personId) =>
    (await expertsIn(serviceUrl, channel)).find(({ id }) => id === personId) ?? null;

  const findAbsent: FindAbsent = async ({ serviceUrl, channel }, people) => {
    const members = await rosterOf(serviceUrl, channel);
    const isThere = (person: PersonRef) => members.some((one) => isOne(one, person) && one.userRole !== 'guest');
    return members.length > 0 ? people.filter((person) => !isThere(person)) : [];
  };

  async function fetchRoster(serviceUrl: string, channel: string): Promise<Member[]> {
    const { conversations } = await connectorFor(serviceUrl);
    const members: Member[] = [];
    let continuationToken = '';
    do {
      const page = await ifThere(() =>
        persistently(() => conversations.getConversationPagedMembers(channel, { pageSize: 500, continuationToken })),
      );
      members.push(...((page?.members ?? []) as Member[]));
      continuationToken = page?.continuationToken ?? '';
    } while (continuationToken);
    return members;
  }

  async function memberOf(serviceUrl: string, conversation: string, teamsId: string): Promise<Member | null> {
    const { conversations } = await connectorFor(serviceUrl);
    return ifThere(async () => (await persistently(() => conversations.getConversationMember(conversation, teamsId))) as Member);
  }

  // When many press at once, Teams has had enough of look-ups for a moment: they wait rather than press again.
  async function persistently<T>(ask: () => Promise<T>): Promise<T> {
    const until = clock.elapsed() + patienceMs;
    for (let attempts = 1; ; attempts++) {
      try {
        return await ask();
      } catch (error) {
        const failure = failureOf(error);
        if (!failure || !isPassing(failure)) throw error;
        const pause = pauseAfter(failure, attempts, clock.chance());
        if (clock.elapsed() + pause > until) throw error;
        await clock.pause(pause);
      }
    }
  }

  return { meet, isMember, membersIn, expertsIn, findExpert, findAbsent };
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

// Guests may not claim, and neither can the bot itself.
function mayBeExpert({ id, userRole }: Member): boolean {
  return userRole !== 'guest' && !id.startsWith('28:');
}

// Whoever acts is who Entra says that they are, where Teams tells it.
function isOne({ id, aadObjectId }: Member, person: PersonRef): boolean {
  return aadObjectId === undefined ? id === person.teamsId : aadObjectId === person.id;
}
