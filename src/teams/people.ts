import type { ConversationAccount, TurnContext } from 'botbuilder';
import * as z from 'zod/v4';
import type { FindAbsent } from '../desk/departures.ts';
import type { FindExpert, IsMember, Visitor } from '../desk/desk.ts';
import type { DirectoryDesk, Told } from '../desk/directory.ts';
import type { ChannelCard, PersonRef } from '../domain/consultation.ts';
import type { Person } from '../domain/person.ts';
import { cleanName } from '../domain/text.ts';
import { languageIn, languageOf } from '../i18n/translate.ts';
import { isOne, type Member, mayBeExpert } from './members.ts';
import { RosterError, type Rosters } from './rosters.ts';
import type { Listed } from './views/people-choices.ts';
import type { Mentioned } from './written.ts';

type Activity = TurnContext['activity'];
type Dependencies = { directory: DirectoryDesk; rosters: Rosters; renamed?: (person: PersonRef) => Promise<void> };

// More than anybody calls in one message.
const mostConfirmed = 10;

/** Those of a channel: how many may be experts, those of them whom Entra knows, by name, and whether somebody is there at all. */
export type Members = { count: number; experts: Listed[]; isThere: (person: PersonRef) => boolean };

/** Builds what knows people: who is behind a turn, and what Teams says of a channel's members. Where Teams does not say it, `RosterError` is thrown. */
export function createPeople({ directory, rosters, renamed }: Dependencies) {
  /** Meets the person of a turn; whoever is established as one of our own is remembered, with how to reach them. Null for a turn that nobody stands behind. */
  async function meet({ activity }: TurnContext): Promise<Person | null> {
    const { from, conversation, serviceUrl } = activity;
    if (!from?.aadObjectId || !conversation?.id) return null;
    const { aadObjectId, id: teamsId } = from;
    const personId = aadObjectId.toLowerCase();
    const name = cleanName(from.name ?? '');
    return directory.meet({
      personId,
      teamsId,
      name,
      locale: languageOf(activity.locale),
      localeBy: languageIn(activity.locale) ? 'told' : 'guessed',
      tenantId: tenantOf(activity),
      serviceUrl,
      conversation: ownChatIn(activity),
      ...(renamed && { renamed }),
      ask: () => toldOf(serviceUrl, channelOf(conversation.id), { id: personId, teamsId, name }),
    });
  }

  async function toldOf(serviceUrl: string, conversation: string, person: PersonRef): Promise<Told> {
    const member = await rosters.memberOf(serviceUrl, conversation, person).catch(unknownAsNull);
    if (member === null) return { isGuest: null, name: '', givenName: '' };
    const { standing, name, givenName } = member;
    return { isGuest: standing === 'unknown' ? null : standing === 'outside', name, givenName };
  }

  /** Whether Teams counts the person among the members of a network's channel who may be experts. */
  const isMember: IsMember = async ({ serviceUrl, channel }: ChannelCard, person: PersonRef) => {
    const member = await rosters.memberOf(serviceUrl, channel, person);
    return member !== null && mayBeExpert(member);
  };

  async function membersIn(serviceUrl: string, channel: string): Promise<Members> {
    const all = await rosters.membersOf(serviceUrl, channel);
    const able = all.filter(mayBeExpert);
    const experts = able.flatMap(listed).sort((a, b) => a.name.localeCompare(b.name, 'fi'));
    return { count: able.length, experts, isThere: (person) => isAmong(all, person) };
  }

  /** The members of a channel who may be experts, by name. */
  async function expertsIn(serviceUrl: string, channel: string): Promise<Listed[]> {
    return (await membersIn(serviceUrl, channel)).experts;
  }

  const findExpert: FindExpert = async ({ serviceUrl, channel }, personId) => {
    // Lists offer Entra ids alone. Of any other Teams says that it can't decrypt it, as it does of everybody when it is in trouble.
    if (!z.guid().safeParse(personId).success) return null;
    const member = await rosters.memberOf(serviceUrl, channel, { id: personId, teamsId: '', name: '' });
    return member && mayBeExpert(member) ? (refOf(member)[0] ?? null) : null;
  };

  const findAbsent: FindAbsent = async ({ serviceUrl, channel }, people) => {
    const { isThere } = await membersIn(serviceUrl, channel);
    return people.filter((person) => !isThere(person));
  };

  /** Those of the mentioned whom Teams knows as members of a channel by that name, or by a part of it. Where it does not tell, they are none. */
  async function confirmed(serviceUrl: string, channel: string, mentioned: Mentioned[]): Promise<Mentioned[]> {
    const asked = mentioned.filter(({ teamsId, name }) => teamsId !== '' && name !== '').slice(0, mostConfirmed);
    const members = await Promise.all(
      asked.map(({ teamsId }) => rosters.memberOf(serviceUrl, channel, { id: '', teamsId, name: '' }).catch(unknownAsNull)),
    );
    return asked.filter(({ name }, at) => isPartOf(name, members[at]?.name ?? ''));
  }

  return { meet, isMember, membersIn, expertsIn, findExpert, findAbsent, confirmed, forget: rosters.forget };
}

/** What knows people. */
export type People = ReturnType<typeof createPeople>;

/** A person as the desk knows visitors. */
export function visitorOf({ personId, teamsId, name, locale }: Person): Visitor {
  return { person: { id: personId, teamsId, name }, locale };
}

/** Whether a conversation is a person's own chat, with the bot or, where a message extension is opened, with somebody else. */
export function isPersonal(conversation: ConversationAccount | undefined): boolean {
  return conversation?.conversationType === 'personal';
}

/**
 * The person's chat with the bot, if the activity is of it. A message extension may be opened in a chat with a colleague, which is personal, too
 * (botbuilder-dotnet #2976); and ids of such chats and of meetings, `19:…`, have come with other activities (BotFramework-Services #344). The bot's own
 * chats have ids of another kind (`a:…`). Null where in doubt: then Teams is asked for the chat before something is sent.
 */
export function ownChatIn({ conversation, name }: Activity): string | null {
  const isElsewhere = name?.startsWith('composeExtension/') || conversation.id.startsWith('19:');
  return isPersonal(conversation) && !isElsewhere ? conversation.id : null;
}

/** The tenant that an activity comes from; empty if it does not say. */
export function tenantOf(activity: Activity): string {
  return activity.conversation?.tenantId ?? activity.channelData?.tenant?.id ?? '';
}

/** Whether an activity names this tenant, and no other. Teams names it in the conversation and in the channel data; a sender may carry one, too. */
export function isOfTenant({ conversation, channelData, from }: Activity, tenantId: string): boolean {
  const sender = from as { tenantId?: unknown } | undefined;
  const named = [conversation?.tenantId, channelData?.tenant?.id, sender?.tenantId].filter((one) => one !== undefined && one !== null);
  return named.length > 0 && named.every((one) => typeof one === 'string' && one.toLowerCase() === tenantId.toLowerCase());
}

/** The channel's own conversation id, whichever of its threads an activity was written in. */
export function channelOf(conversationId: string): string {
  return conversationId.split(';')[0] ?? conversationId;
}

// Nothing is taken from whoever is only not established, nor where Teams names nobody at all.
function isAmong(members: Member[], person: PersonRef): boolean {
  return members.length === 0 || members.some((one) => isOne(one, person) && one.standing !== 'outside');
}

// Whoever mentions somebody may leave out a part of their name.
function isPartOf(name: string, whole: string): boolean {
  const words = whole.split(' ');
  return name.split(' ').every((word) => words.includes(word));
}

function refOf({ personId, teamsId, name }: Member): PersonRef[] {
  return personId === null ? [] : [{ id: personId, teamsId, name }];
}

function listed(member: Member): Listed[] {
  return refOf(member).map((ref) => (member.address === '' ? ref : { ...ref, address: member.address }));
}

function unknownAsNull(error: unknown): null {
  if (error instanceof RosterError) return null;
  throw error;
}
