import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createActivities } from '../../src/local-teams/activities.ts';
import { type ApiClient, createApiClient } from '../../src/local-teams/api-client.ts';
import type { Person, World } from '../../src/local-teams/contract.ts';
import { guidOf, teamsIdOf } from '../../src/local-teams/identity.ts';
import { createLocalTeams } from '../../src/local-teams/server.ts';
import { membershipAt } from '../../src/local-teams/start.ts';
import { createState, type State } from '../../src/local-teams/state.ts';
import { world as country } from '../../src/local-teams/world.ts';
import type { Store } from '../../src/store/store.ts';
import { type Bots, createBots } from './bots.ts';
import { openStore, type StoreName } from './stores.ts';

/** Local Teams with more people than usual, bot processes that share a store, and the store itself. */
export type Arena = {
  api: ApiClient;
  url: string;
  bots: Bots;
  store: Store;
  /** The settings of the bot processes. */
  settings: Record<string, string>;
  world: World;
  botId: string;
  /** Those who have been added, all of them Finnish speakers whom the bot has not met. */
  crowd: Person[];
  /** What people send, field by field as Teams does; where: a channel's thread, or (left out) their own chat. */
  invoke(person: Person, name: string, value: unknown, thread?: string): object;
  close(): Promise<void>;
};

type Options = {
  store: StoreName;
  /** How many people there are besides the invented country's own, and the name of the team that they belong to, if any. */
  crowd: number;
  team?: string;
  /** What the bot processes are told besides. */
  settings?: Record<string, string>;
};

/** Opens an arena without a bot in it yet. Everything is on the loopback interface, and is gone when it is closed. */
export async function openArena({ store: storeName, crowd: size, team, settings: more = {} }: Options): Promise<Arena> {
  const folder = mkdtempSync(join(tmpdir(), 'neuvo-arena-'));
  const crowd = Array.from({ length: size }, (_, index) => strangerOf(index));
  const world = peopled(crowd, team);
  const { botId, botSecret } = membershipAt('');
  const teams = createLocalTeams({ port: 0, botUrl: () => bots.url(), botId, botSecret, world });
  await teams.start();
  const { store, settings: storeSettings, close: closeStore } = await openStore(storeName, folder);
  const settings = { LOCAL_TEAMS_URL: teams.url, NODE_COMPILE_CACHE: join(tmpdir(), 'neuvo-compile-cache'), ...storeSettings, ...more };
  const bots = createBots(settings);
  const state = createState(structuredClone(world), botId, Date.now, () => {});
  const activities = createActivities(state, { id: botId, name: 'Neuvo' }, () => teams.serviceUrl);

  return {
    api: createApiClient(teams.url),
    url: teams.url,
    bots,
    store,
    settings,
    world,
    botId,
    crowd,
    invoke: (person, name, value, thread) => activities.invoke(person, placeOf(state, person, thread), name, value),
    async close() {
      await bots.close();
      await teams.stop();
      await closeStore();
      rmSync(folder, { recursive: true });
    },
  };
}

function placeOf(state: State, person: Person, thread?: string) {
  const [channel = '', root] = thread?.split(';messageid=') ?? [];
  const conversation = state.find(channel) ?? state.personalChat(person.id);
  return { conversation, ...(root === undefined ? {} : { root }) };
}

function peopled(crowd: Person[], team?: string): World {
  const memberIds = crowd.map(({ id }) => id);
  const teams = country.teams.map((one) => (one.name === team ? { ...one, memberIds: [...one.memberIds, ...memberIds] } : one));
  return { ...country, people: [...country.people, ...crowd], teams };
}

// Nobody's name: a syllable for each digit of a number.
function strangerOf(index: number): Person {
  const syllables = ['ka', 'lo', 'mi', 'nu', 're', 'sa', 'to', 'vi', 'hy', 'pä'];
  const surname = [...String(index).padStart(4, '0')].map((digit) => syllables[Number(digit)]).join('');
  const name = `Testi ${surname[0]?.toUpperCase()}${surname.slice(1)}`;
  const id = guidOf(`arena/${index}`);
  return { id, teamsId: teamsIdOf(id), name, title: '', locale: 'fi', group: '', installed: true };
}
