import { randomUUID } from 'node:crypto';
import type { JWK } from 'jose';
import type { Person } from '../../../src/local-teams/contract.ts';
import { createPoster, TimeoutError } from '../../../src/local-teams/post.ts';
import { membershipAt } from '../../../src/local-teams/start.ts';
import { createTokens, signingKey } from '../../../src/local-teams/tokens.ts';
import { type Arena, openArena } from '../arena.ts';
import type { Bot } from '../bots.ts';
import { cardIn, sentenceIn } from '../presses.ts';
import { followWire, type Wire } from '../wire.ts';
import { besiege, type Door } from './besieged.ts';
import { type Answer, patienceMs } from './knock.ts';
import { nodeOptions } from './production-site.ts';

/** What a colleague was answered, and how long it took. */
export type Said = { answer: Answer; card: object | null; sentence: string; ms: number };
/** A bot in local mode, and colleagues with clients of their own: what they send is signed, whatever it is. */
export type Colleague = Door & {
  arena: Arena;
  wire: Wire;
  /** Somebody of the invented country, by name. */
  person(name: string): Person;
  /** Somebody who has done nothing yet, and is a member of `team`. */
  somebody(): Person;
  /** A named channel of a team. */
  channel(name: string, team: string): string;
  /** What a person writes to the bot: in their chat, or in a thread where the bot is mentioned. */
  message(person: Person, text: string, thread?: string): object;
  /** Sends an activity, or what stands in its place, with a token that is Teams' own, and counts what came of it. */
  send(activity: object | string): Promise<Said>;
  close(): Promise<void>;
};

/** The team that the crowd belongs to. */
export const team = 'OT-keskus Pohjois-Suomi';
// As many as could be put on duty together, and some who do something else.
const crowd = 500;

/** Opens the country with a bot under attack in it; none is started yet. `onStart` hears of each. */
export async function openColleague(onStart: (bot: Bot) => Promise<unknown>): Promise<Colleague> {
  const arena = await openArena({ store: 'sqlite', crowd, team, settings: { NODE_OPTIONS: nodeOptions } });
  const wire = followWire(arena.api);
  const siege = besiege(arena.bots, onStart);
  const poster = createPoster();
  const { botId, botSecret } = membershipAt('');
  const tokens = createTokens(signingKey(), { id: botId, secret: botSecret }, () => arena.url);
  const key = (await signingKey()) as JWK;
  const { people, teams } = arena.world;
  const untried = [...arena.crowd];

  async function send(activity: object | string): Promise<Said> {
    const { url } = await siege.living();
    const began = performance.now();
    const { answer, body } = await poster
      .post(url, typeof activity === 'string' ? activity : JSON.stringify(activity), { authorization: await tokens.toBot() }, patienceMs)
      .then(
        ({ status, text }) => ({ answer: status, body: text }),
        (error) => ({ answer: brokenBy(error), body: '' }),
      );
    siege.count(answer);
    const read = parsed(body);
    return { answer, card: cardIn(read), sentence: sentenceIn(read), ms: performance.now() - began };
  }

  function message(person: Person, text: string, thread?: string): object {
    const { name: _, value: __, ...base } = arena.invoke(person, '', null, thread) as Record<string, unknown>;
    const mentioned = { id: `28:${botId}`, name: 'Neuvo' };
    const mention = { entities: [{ type: 'mention', mentioned, text: '<at>Neuvo</at>' }], text: `<at>Neuvo</at> ${text}` };
    return { ...base, type: 'message', id: randomUUID(), textFormat: 'plain', text, ...(thread ? mention : {}) };
  }

  return {
    ...siege,
    arena,
    wire,
    send,
    message,
    letter: () => JSON.stringify(message(people[0] as Person, 'ohje')),
    lawful: { key: { ...key, kid: (key.n ?? '').slice(0, 16) }, botId, serviceUrl: `${arena.url}/connector/` },
    person: (name) => found(people.find((one) => one.name === name)),
    somebody: () => found(untried.pop()),
    channel: (name, of) => found(teams.find((one) => one.name === of)?.channels.find((one) => one.name === name)).id,
    async close() {
      poster.close();
      await wire.close();
      await arena.close();
    },
  };
}

function brokenBy(error: NodeJS.ErrnoException): Answer {
  if (error instanceof TimeoutError) return 'hang';
  return error.code === 'ECONNREFUSED' ? 'refused' : 'closed';
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function found<T>(one: T | undefined): T {
  if (one === undefined) throw new Error('there is nobody and nothing of that name');
  return one;
}
