import { randomUUID } from 'node:crypto';
import { spoken } from './carried.ts';
import type { Channel, Person, Team } from './contract.ts';
import { localTime, TIME_ZONE } from './helsinki.ts';
import { guidOf } from './identity.ts';
import type { Conversation, State, StoredMessage } from './state.ts';

export type Activity = Record<string, unknown> & { type: string; id: string };

export type MessageEvent = 'editMessage' | 'undeleteMessage' | 'softDeleteMessage';

export type Bot = { id: string; name: string };

/** Where an activity happens: a thread of a channel, or the personal chat. */
export type Place = { conversation: Conversation; root?: string };

/** A chat of people with each other, of which the bot is no part: a message extension can be opened there, and nothing else. */
type Elsewhere = { id: string; kind: 'colleague' | 'group'; owner: string };

/** Where an invoke comes from. */
export type Scene = { conversation: Conversation | Elsewhere; root?: string };

export type Activities = ReturnType<typeof createActivities>;

const LOCALES = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-US' } as const;

/** Makes the activities that Teams sends to a bot, field by field as Teams does. */
export function createActivities(state: State, bot: Bot, serviceUrl: () => string) {
  const botAccount = { id: `28:${bot.id}`, name: bot.name };

  return {
    /** A message that a person wrote. */
    message(person: Person, place: Place, message: StoredMessage): Activity {
      return { ...base(person, place, 'message', message.id), ...contentOf(person, place, message) };
    },

    /** What a person has done to a message of theirs: it carries the message's own id. */
    change(person: Person, place: Place, message: StoredMessage, eventType: MessageEvent): Activity {
      const type = eventType === 'softDeleteMessage' ? 'messageDelete' : 'messageUpdate';
      const activity = base(person, place, type, message.id);
      const content = type === 'messageUpdate' ? contentOf(person, place, message) : {};
      return { ...activity, ...content, channelData: { ...(activity.channelData as object), eventType } };
    },

    /** What `Action.Submit` sends: a message with a value. */
    submission(person: Person, place: Place, replyToId: string, value: unknown, text?: string): Activity {
      const spoken = text === undefined ? {} : { text, textFormat: 'plain' };
      return { ...base(person, place, 'message', state.nextId()), ...spoken, replyToId, value, entities: [clientInfo(person)] };
    },

    invoke(person: Person, place: Scene, name: string, value: unknown, replyToId?: string): Activity {
      const reply = replyToId === undefined ? {} : { replyToId };
      return { ...base(person, place, 'invoke', `f:${randomUUID()}`), name, value, ...reply, entities: [clientInfo(person)] };
    },

    /** The bot has been added to (or removed from) a person's chat or a team. */
    installation(person: Person, place: Place, action: 'add' | 'remove' | 'add-upgrade' | 'remove-upgrade'): Activity {
      const activity = { ...base(person, place, 'installationUpdate', `f:${randomUUID()}`), from: nameless(person) };
      return { ...activity, channelData: { ...channelData(place.conversation), ...selected(place.conversation) }, action };
    },

    /** The bot itself (by default) or people have joined or left. */
    membership(person: Person, place: Place, change: 'membersAdded' | 'membersRemoved', people?: Person[]): Activity {
      const accounts = people?.map(({ id, teamsId }) => ({ id: teamsId, aadObjectId: id })) ?? [{ id: botAccount.id }];
      const eventType = change === 'membersAdded' ? 'teamMemberAdded' : 'teamMemberRemoved';
      const activity = place.conversation.kind === 'channel' ? teamEvent(person, place.conversation, eventType) : update(person, place);
      return { ...activity, [change]: accounts };
    },

    teamEvent,

    /** Whether messages go along with message actions as plain text. */
    speaksPlainly: () => state.people.world.dialect === 'named',

    /** Who wrote a message, as a message action's payload says it. */
    author,
  };

  function contentOf(person: Person, { conversation }: Place, message: StoredMessage) {
    const accounts = message.mentions.map(({ id, name }) => ({ id: state.people.find(id)?.teamsId ?? id, name }));
    const { text, attachments, entities } = spoken(message, accounts, conversation.kind, state.people.world.dialect === 'named');
    return { textFormat: 'plain', text, attachments, entities: [...entities, clientInfo(person)] };
  }

  /** Something has happened to a team, or to a channel of it. It is said in the General channel. */
  function teamEvent(person: Person, general: Conversation, eventType: string, channel?: Channel): Activity {
    const { team, tenant } = channelData(general) as { team: object; tenant: object };
    const about = channel ? { channel: { id: channel.id, name: channel.name } } : {};
    return { ...update(person, { conversation: general }), channelData: { ...about, team, eventType, tenant } };
  }

  // Without `locale` and `from.name`: the samples of "Conversation events in your Teams bot" have neither; an `installationUpdate` has a locale.
  function update(person: Person, place: Place): Activity {
    const { locale: _, ...rest } = base(person, place, 'conversationUpdate', `f:${randomUUID()}`);
    return { ...rest, from: nameless(person) };
  }

  function author({ author }: StoredMessage) {
    const person = author === null ? undefined : state.people.find(author);
    if (!person) return { user: null, application: { id: bot.id, displayName: bot.name, applicationIdentityType: 'bot' } };
    return { user: { id: person.id, displayName: person.name, userIdentityType: 'aadUser' }, application: null };
  }

  function base(person: Person, { conversation, root }: Scene, type: string, id: string): Activity {
    const at = state.now();
    return {
      type,
      id,
      timestamp: new Date(at).toISOString(),
      localTimestamp: localTime(at),
      localTimezone: TIME_ZONE,
      channelId: 'msteams',
      serviceUrl: serviceUrl(),
      from: { id: person.teamsId, name: person.name, aadObjectId: person.id },
      conversation: account(conversation, root),
      recipient: botAccount,
      channelData: channelData(conversation),
      locale: LOCALES[person.locale],
    };
  }

  function account({ id, kind }: Conversation | Elsewhere, root?: string) {
    const { tenantId } = state.people.world;
    if (kind === 'group') return { isGroup: true, conversationType: 'groupChat', tenantId, id };
    if (kind !== 'channel') return { conversationType: 'personal', tenantId, id };
    return { isGroup: true, conversationType: 'channel', tenantId, id: root === undefined ? id : `${id};messageid=${root}` };
  }

  function channelData({ id, kind, owner }: Conversation | Elsewhere): object {
    const tenant = { id: state.people.world.tenantId };
    const team = kind === 'channel' ? state.people.team(owner) : undefined;
    if (!team) return { tenant };
    return { teamsChannelId: id, teamsTeamId: team.id, channel: { id }, team: teamInfo(team), tenant };
  }
}

/** Which channel was chosen when the bot was added to a team ("Conversation events in your Teams bot", the Agents SDK's `TeamsChannelDataSettings`). */
function selected({ id, kind }: Conversation): object {
  return kind === 'channel' ? { settings: { selectedChannel: { id } } } : {};
}

// What Teams leaves out of its own events: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events
function nameless({ id, teamsId }: Person) {
  return { id: teamsId, aadObjectId: id };
}

/** A team as the wire shows it. */
export function teamInfo({ id, name }: Team) {
  return { id, name, aadGroupId: guidOf(`group/${id}`) };
}

function clientInfo(person: Person) {
  return { type: 'clientInfo', locale: LOCALES[person.locale], country: 'FI', platform: 'Web', timezone: TIME_ZONE };
}
