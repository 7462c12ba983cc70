import { randomUUID } from 'node:crypto';
import { createApp } from '../../src/app.ts';
import { systemClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import type { Activity } from '../../src/local-teams/activities.ts';
import { createApiClient } from '../../src/local-teams/api-client.ts';
import type { Person, World } from '../../src/local-teams/contract.ts';
import { createSqliteStore } from '../../src/store/sqlite.ts';
import { freePort } from './bots.ts';
import { startChild } from './children.ts';
import { haste, hastened } from './haste.ts';
import type { Material } from './mutations.ts';
import { recordActivities } from './recorded.ts';
import { type Write, watched } from './watched-store.ts';

/** A bot in this process, with its real server and its real check of tokens; local Teams is in another, so that only the bot's memory is here. */
export type FuzzedBot = {
  url: string;
  /** The header with which local Teams signs its activities. */
  authorization: string;
  world: World;
  /** What has been written, oldest first; whoever has looked at it takes it away. */
  writes: Write[];
  incidents: Record<string, number>;
  /** New consultations for the next runs, and the people and activities that they are mutated with. */
  fresh(): Promise<Material>;
  /** Whether it says that it is alive, and an ordinary question is still taken. */
  isWell(): Promise<boolean>;
  close(): Promise<void>;
};

// Askers, experts of one centre with its coordinator, an expert of another, the national coordinator, and a guest.
const names = [
  'Aino Sarkavaara',
  'Veera Lumijärvi',
  'Mika Kaarnilahti',
  'Sirpa Aapakari',
  'Lauri Hautasuo',
  'Raili Jänkälä',
  'Elina Koskipuro',
  'Vuokko Harjanne-Lind',
  'Kaarina Ulappasalo',
];

/** Starts a bot that tells of everything that it writes. Time passes quickly for it and for local Teams. */
export async function openFuzzedBot(): Promise<FuzzedBot> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/api/messages`;
  const teams = await startChild<{ url: string; authorization: string }>('teams-process.ts', url);
  const { authorization } = teams.said;
  const api = createApiClient(teams.said.url);
  const writes: Write[] = [];
  const incidents: Record<string, number> = {};
  const store = watched(createSqliteStore(':memory:'), (write) => void writes.push(write));
  const config = readConfig({ NEUVO_MODE: 'local', LOCAL_TEAMS_URL: teams.said.url, PORT: String(port) });
  const app = await createApp(config, { clock: hastyClock(), log: { info() {}, warn() {}, error: note }, store });
  await app.start();
  const recorded = await recordActivities(api);
  const world = await api.world();
  const people = names.map((name) => world.people.find((person) => person.name === name) as Person);
  const networks = world.teams.flatMap(({ channels }) => channels.map(({ id }) => `network:${id}`));
  const form = recorded.findLast(
    ({ name, value }) => name === 'task/submit' || (name === 'composeExtension/submitAction' && value),
  ) as Activity;

  function note(fields: Record<string, unknown>, message: string): void {
    const what = `${message}: ${String(fields.fault ?? fields.giveUp ?? '')
      .split('\n')
      .slice(0, 2)
      .join(' ')}`;
    incidents[what] = (incidents[what] ?? 0) + 1;
  }

  async function ask(asker: Person, county: string): Promise<string> {
    const id = randomUUID();
    const data = {
      dialog: 'ask',
      id,
      county,
      sector: 'social',
      disciplines: 'social,health',
      field: 'lastensuojelu',
      title: 'Kysymys',
      situation: 'Tilanne.',
      question: 'Miten edetään?',
      help: 'written',
      urgency: 'normal',
      language: 'fi',
      anonymous: 'true',
    };
    const from = { id: asker.teamsId, name: asker.name, aadObjectId: asker.id };
    const { body } = await api.sendRaw({ activity: { ...form, id: randomUUID(), from, name: 'task/submit', value: { data } } });
    writes.length = 0;
    return JSON.stringify(body).includes('OT-') ? id : '';
  }

  return {
    url,
    authorization,
    world,
    writes,
    incidents,
    async fresh() {
      const [one, other] = people as [Person, Person];
      const consultations = [await ask(one, '21'), await ask(other, '21'), await ask(one, '08')];
      return { recorded, people, consultations, networks };
    },
    async isWell() {
      const alive = await fetch(url.replace('/api/messages', '/healthz'));
      return alive.status === 200 && (await ask(people[0] as Person, '21')) !== '';
    },
    async close() {
      await app.stop();
      await teams.end();
    },
  };
}

function hastyClock() {
  const now = hastened(Date.now);
  const elapsed = hastened(() => performance.now());
  return { ...systemClock, now: () => new Date(now()).toISOString(), elapsed, pause: (ms: number) => systemClock.pause(ms / haste) };
}
