import type { Activity, TurnContext } from 'botbuilder';
import { type ApiClient, createApiClient } from '../../src/local-teams/api-client.ts';
import type { Message, Person, Team } from '../../src/local-teams/contract.ts';
import { createLocalTeams, type LocalTeams, type LocalTeamsOptions } from '../../src/local-teams/server.ts';
import { world } from '../../src/local-teams/world.ts';
import { type EchoBot, startEchoBot } from './echo-bot.ts';

export type Stage = {
  bot: EchoBot;
  teams: LocalTeams;
  api: ApiClient;
  /** The team that the tests play in, one of its channels, its first three members, and somebody who is not one. */
  team: Team;
  channel: string;
  people: [Person, Person, Person];
  stranger: Person;
  /** The id of a person's chat with the bot. */
  chatOf(person: Person): Promise<string>;
  /** A new thread in the channel, begun by the bot. */
  post(activity: Partial<Activity>): Promise<string>;
  /** The message as this person sees it in the channel. */
  see(person: Person, message: string): Promise<Message>;
  clear(): Promise<void>;
};

export const BOT_ID = '2f1f0f4e-0000-4000-8000-00000000b071';
export const SECRET = 'a secret for tests';

/** Local Teams with a bot of the test's own, both on free ports. */
export async function createStage(options: Partial<LocalTeamsOptions> = {}): Promise<Stage> {
  const bot = await startEchoBot(BOT_ID, SECRET);
  const teams = createLocalTeams({ port: 0, botUrl: bot.url, botId: BOT_ID, botSecret: SECRET, ...options });
  await teams.start();
  bot.trust(teams.url);
  const api = createApiClient(teams.url);
  const [team] = world.teams as [Team];
  const members = team.memberIds.map((id) => world.people.find((person) => person.id === id));
  const channel = team.channels[1]?.id ?? '';

  return {
    bot,
    teams,
    api,
    team,
    channel,
    people: members.slice(0, 3) as [Person, Person, Person],
    stranger: world.people[0] as Person,
    async chatOf(person) {
      return (await api.chats(person.id)).find((chat) => chat.kind === 'personal')?.conversation ?? '';
    },
    async post(activity) {
      const { body } = await bot.connector('POST', '/v3/conversations', {
        channelData: { channel: { id: channel } },
        activity: { type: 'message', ...activity },
      });
      return body?.activityId ?? '';
    },
    async see(person, message) {
      const { messages } = await api.chat(person.id, channel);
      const found = messages.flatMap((root) => [root, ...(root.replies ?? [])]).find(({ id }) => id === message);
      return found as Message;
    },
    async clear() {
      await teams.stop();
      await bot.stop();
    },
  };
}

/** An Adaptive Card as an attachment. */
export function attached(card: object) {
  return { contentType: 'application/vnd.microsoft.card.adaptive', content: cardWith(card) };
}

/** A card of version 1.5 with a line of text, and what is given. */
export function cardWith(card: object): object {
  return { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'Kortti' }], ...card };
}

/** The bot answers an `adaptiveCard/action` with a card. */
export function cardBody(card: object) {
  return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: cardWith(card) };
}

/** A turn's activity as the wire brought it. */
export function wire(context: TurnContext) {
  return context.activity as Activity & { value: Record<string, never> };
}
