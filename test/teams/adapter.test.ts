import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { freePort } from '../../scripts/support/bots.ts';
import { type App, createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createActivities } from '../../src/local-teams/activities.ts';
import { createLocalTeams } from '../../src/local-teams/server.ts';
import { membershipAt } from '../../src/local-teams/start.ts';
import { createState } from '../../src/local-teams/state.ts';
import { createTokens, signingKey } from '../../src/local-teams/tokens.ts';
import { world } from '../../src/local-teams/world.ts';
import { createSqliteStore } from '../../src/store/sqlite.ts';
import type { Store } from '../../src/store/store.ts';
import { createAdapter } from '../../src/teams/adapter.ts';
import { createHandClock, type HandClock } from '../support/clock.ts';
import { north } from '../support/consultations.ts';

const { botId, botSecret } = membershipAt('');
const errors: string[] = [];
const warnings: object[] = [];
let url: string;
let store: Store;
let app: App;
let botUrl: string;
let clock: HandClock;

beforeEach(async () => {
  errors.length = 0;
  warnings.length = 0;
  url = `http://127.0.0.1:${await freePort()}`;
  const port = String(await freePort());
  store = createSqliteStore(':memory:');
  await store.create(north);
  clock = createHandClock();
  const log = {
    info() {},
    warn: (fields: object, message: string) => void warnings.push({ ...fields, message }),
    error: (_: object, message: string) => void errors.push(message),
  };
  app = await createApp(readConfig({ NEUVO_MODE: 'local', LOCAL_TEAMS_URL: url, PORT: port, SQLITE_PATH: ':memory:' }), {
    store,
    log,
    clock,
  });
  await app.start();
  botUrl = `http://127.0.0.1:${port}/api/messages`;
});
afterEach(() => app.stop());

test('while nobody can be asked for the keys of tokens, an activity is answered with 503, logged, and nothing happens; then all is well again', async () => {
  const away = [await says('apua')];
  const ailing = createServer((_, response) => void Object.assign(response, { statusCode: 503 }).end()).listen(
    Number(new URL(url).port),
    '127.0.0.1',
  );
  await once(ailing, 'listening');
  clock.advance(1_000);
  away.push(await says('apua'));
  ailing.close();
  await once(ailing, 'close');
  const met = (await store.list('person', 10)).found;
  const teams = createLocalTeams({ port: Number(new URL(url).port), botUrl: () => botUrl, botId, botSecret });
  await teams.start();
  clock.advance(2_000);
  const back = await says('apua');
  await teams.stop();

  expect(away).toEqual([503, 503]);
  expect(errors).toEqual(['keys not fetched', 'keys not fetched']);
  expect(met).toEqual([]);
  expect(back).toBe(200);
  expect((await store.list('person', 10)).found).toHaveLength(1);
});

test('who is of another tenant than the one that is served is logged with both, once a minute', async () => {
  const teams = createLocalTeams({ port: Number(new URL(url).port), botUrl: () => botUrl, botId, botSecret });
  await teams.start();
  const another = '7e5f0a4e-58c3-4f5c-8a55-5e2d7a1c9b10';
  // The keys were away when the bot started.
  await says('apua');
  clock.advance(2_000);
  const statuses = [await says('apua', another), await says('apua', another)];
  clock.advance(60_000);
  await says('apua', 'what a stranger wrote');
  await teams.stop();

  expect(statuses).toEqual([200, 200]);
  const { tenantId: served } = membershipAt(url);
  const message = 'activity of another tenant';
  expect(warnings.filter((line) => 'served' in line)).toEqual([
    { tenant: another, served, message },
    { tenant: undefined, served, message },
  ]);
});

test('a service has one connector client, however its address is written; those that nobody asked for lately are forgotten', async () => {
  const { login, tenantId } = membershipAt(url);
  const { connectorFor } = createAdapter({ botId, tenantId, type: 'SingleTenant', password: () => botSecret, local: login });
  const first = await connectorFor('https://smba.trafficmanager.net/emea/');

  expect(await connectorFor('https://SMBA.trafficmanager.net:443/emea/')).toBe(first);
  for (let index = 0; index < 200; index++) await connectorFor(`https://smba.trafficmanager.net/${index}/`);
  expect(await connectorFor('https://smba.trafficmanager.net/emea/')).not.toBe(first);
});

/** Sends what somebody writes to the bot, signed as local Teams does, and answers the status. */
async function says(text: string, tenantId?: string): Promise<number> {
  const state = createState(structuredClone(world), botId, Date.now, () => {});
  const [person] = world.people as [(typeof world.people)[number]];
  const activities = createActivities(state, { id: botId, name: 'Neuvo' }, () => `${url}/connector/`);
  const activity = activities.submission(person, { conversation: state.personalChat(person.id) }, '', undefined, text);
  if (tenantId) Object.assign(activity.conversation as object, { tenantId });
  const authorization = await createTokens(signingKey(), { id: botId, secret: botSecret }, () => url).toBot();
  const headers = { authorization, 'content-type': 'application/json' };
  return (await fetch(botUrl, { method: 'POST', headers, body: JSON.stringify(activity) })).status;
}
