import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type App, createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { Consultation } from '../../src/domain/consultation.ts';
import { type Network, networkId } from '../../src/domain/network.ts';
import { type ApiClient, createApiClient } from '../../src/local-teams/api-client.ts';
import type { Dialect, Team } from '../../src/local-teams/contract.ts';
import type { Store } from '../../src/store/store.ts';
import { createHandClock, type HandClock } from './clock.ts';
import { createPerson, type StoryPerson } from './stories.ts';

export type WireEntry = Awaited<ReturnType<ApiClient['traffic']>>[number];
type Row = { id: string; version: number; body: string };

/** The bot and its local Teams, the clock in the story's hand, and what can be seen of them from outside. */
export type Country = {
  /** Where the page is. */
  pageUrl: string;
  api: ApiClient;
  clock: HandClock;
  /** Somebody of the invented country, by name. */
  person(name: string): StoryPerson;
  /** A named channel of a team, as its conversation id. */
  channel(name: string, team: string): string;
  /** The id of the network that is registered in a channel. */
  networkId(name: string, team: string): string;
  /** Resolves when nothing is on its way to the bot and the bot has nothing to deliver now. */
  settled(): Promise<void>;
  /** A little time passes, as between two doings of people; not while they do things at once. */
  aMoment(): void;
  /** Lets people do things in the same moment. */
  atOnce<T>(doings: (() => Promise<T>)[]): Promise<T[]>;
  team(name: string): Team;
  /** Everything that has gone over the wire since the bot started, oldest first. */
  traffic(): Promise<WireEntry[]>;
  /** What the bot has logged as errors: each with all that was logged of it. */
  troubles(): string[];
  /** Every consultation and every network as they are stored, with their versions. */
  state(): { version: number; document: Consultation | Network }[];
  /** The consultation with this reference, as it is stored. */
  stored(asked: { reference: string }): Consultation;
  /** The bot's database, for the test to look into or to break. */
  database(): DatabaseSync;
  /** Stops the bot and local Teams, and starts them anew on what they have stored. */
  restart(): Promise<void>;
  close(): Promise<void>;
};

// Between two doings some seconds pass: Teams' quotas (7 writes a second and thread) are meant for people, not for tests.
const momentMs = 3_000;

/**
 * Opens the country: the bot with real tokens over HTTP, and everybody in it. `at`: when the story begins; a Monday morning unless told.
 * `store`: where consultations live instead of SQLite; then `state`, `stored` and `database` know nothing of them.
 */
export async function openCountry({ at, store }: { at?: string; store?: Store } = {}): Promise<Country> {
  const folder = mkdtempSync(join(tmpdir(), 'neuvo-country-'));
  const hand = createHandClock(at);
  // Whoever waits for Teams' quotas lets time pass, for local Teams goes by the same clock.
  const clock = { ...hand, id: randomUUID, pause: async (ms: number) => hand.advance(ms) };
  const path = join(folder, 'neuvo.sqlite');
  const wire: WireEntry[] = [];
  const errors: string[] = [];
  let isOneMoment = false;
  const log = {
    info() {},
    warn() {},
    error: (fields: object, message: string) => void errors.push(`${message} ${JSON.stringify(fields)}`),
  };
  let app = await startApp('0');
  const url = app.pageUrl ?? '';
  const api = createApiClient(url);
  const { people, teams } = await api.world();
  const { NEUVO_TEST_DIALECT: dialect } = process.env;
  if (dialect) await api.speak(dialect as Dialect);

  async function startApp(localTeamsPort: string): Promise<App> {
    const settings = { PORT: '0', LOCAL_TEAMS_PORT: localTeamsPort, SQLITE_PATH: path, LOCAL_TEAMS_PATH: join(folder, 'teams.json') };
    const started = await createApp(readConfig({ NEUVO_MODE: 'local', LOG_LEVEL: 'silent', ...settings }), {
      clock,
      log,
      ...(store ? { store } : {}),
    });
    await started.start();
    return started;
  }

  async function settled(): Promise<void> {
    await api.settle();
    await app.drain();
  }

  async function traffic(): Promise<WireEntry[]> {
    for (const entry of await api.traffic(wire.length)) wire[entry.n - 1] = entry;
    return [...wire];
  }

  function database(): DatabaseSync {
    return new DatabaseSync(path);
  }

  function state() {
    const store = database();
    const sql = "SELECT id, version, body FROM documents WHERE kind IN ('consultation', 'network') ORDER BY id";
    const rows = store.prepare(sql).all() as Row[];
    store.close();
    return rows.map(({ version, body }) => ({ version, document: JSON.parse(body) as Consultation | Network }));
  }

  const country: Country = {
    pageUrl: url,
    api,
    clock,
    settled,
    traffic,
    state,
    database,
    troubles: () => [...errors],
    aMoment() {
      if (!isOneMoment) clock.advance(momentMs);
    },
    async atOnce(doings) {
      country.aMoment();
      isOneMoment = true;
      try {
        return await Promise.all(doings.map((doing) => doing()));
      } finally {
        isOneMoment = false;
      }
    },
    person(name) {
      const found = people.find((person) => person.name === name);
      if (!found) throw new Error(`Nobody is called ${name}.`);
      return createPerson(country, found);
    },
    team(name) {
      const found = teams.find((team) => team.name === name);
      if (!found) throw new Error(`There is no team ${name}.`);
      return found;
    },
    channel(name, team) {
      const found = country.team(team).channels.find((channel) => channel.name === name);
      if (!found) throw new Error(`${team} has no channel ${name}.`);
      return found.id;
    },
    networkId: (name, team) => networkId(country.channel(name, team)),
    stored({ reference }) {
      const found = state().find(({ document }) => document.kind === 'consultation' && document.reference === reference);
      if (!found) throw new Error(`Nothing is stored of ${reference}.`);
      return found.document as Consultation;
    },
    async restart() {
      await app.stop();
      wire.length = 0;
      app = await startApp(new URL(url).port);
      if (dialect) await api.speak(dialect as Dialect);
    },
    async close() {
      await app.stop();
      rmSync(folder, { recursive: true });
    },
  };
  return country;
}
