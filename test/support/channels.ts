import { randomUUID } from 'node:crypto';
import type { Network } from '../../src/domain/network.ts';
import type { Activity } from '../../src/local-teams/activities.ts';
import { unmarked } from '../golden/reader.ts';
import type { Country } from './country.ts';
import { cardLines, type StoryPerson } from './stories.ts';

type Seen = NonNullable<Parameters<StoryPerson['presses']>[1]>['on'];

/** The newest answer in a channel, as somebody there sees it. */
export async function newestIn(country: Pick<Country, 'api'>, person: StoryPerson, channel: string): Promise<NonNullable<Seen>> {
  const { messages } = await country.api.chat(person.id, channel);
  const root = messages.at(-1);
  const message = root?.replies?.at(-1) ?? root;
  if (!message) throw new Error(`${person.name} sees nothing in the channel.`);
  return { ...message, conversation: channel, channel };
}

/** What somebody is answered who mentions the bot in a channel: the lines of a card, or a sentence. */
export async function tellsBot(country: Country, person: StoryPerson, channel: string, text: string): Promise<string[]> {
  await person.says(text, { channel, mention: true });
  const { card, text: said } = await newestIn(country, person, channel);
  return card ? cardLines(card) : [unmarked(said ?? '')];
}

/** The network that is registered in a channel, as it is stored. */
export function networkIn(country: Country, channel: string): Network | undefined {
  const found = country.state().find(({ document }) => document.kind === 'network' && document.channel === channel);
  return found?.document as Network | undefined;
}

/** Sends what Teams itself tells the bot of a team; `change` goes over an ordinary event. */
export async function teamsTells(country: Country, template: Activity, change: Record<string, unknown>): Promise<number> {
  const { text: _text, entities: _entities, value: _value, name: _name, ...rest } = template as Record<string, unknown>;
  country.aMoment();
  const { status } = await country.api.sendRaw({ activity: { ...rest, type: 'conversationUpdate', id: `f:${randomUUID()}`, ...change } });
  await country.settled();
  return status;
}
