import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { createDirectory } from '../../src/desk/directory.ts';
import type { Notice } from '../../src/domain/notice.ts';
import { type ApiClient, createApiClient } from '../../src/local-teams/api-client.ts';
import { createLocalTeams } from '../../src/local-teams/server.ts';
import { membershipAt } from '../../src/local-teams/start.ts';
import { createSqliteStore } from '../../src/store/sqlite.ts';
import { createAdapter } from '../../src/teams/adapter.ts';
import type { Paced } from '../../src/teams/pace.ts';
import { createReach } from '../../src/teams/reach.ts';
import { createSend } from '../../src/teams/send.ts';
import { createHandClock } from '../support/clock.ts';
import { opened } from '../support/consultations.ts';

const telling = { type: 'channel-card', card: 0 } as const;
const notice: Notice = { key: 'channel-card:0', seq: 1, telling, attempts: 0, notBefore: null };
const noAnswer = { failure: { status: null, retryAfterMs: null } };

const { botId, botSecret } = membershipAt('');
const teams = createLocalTeams({ port: 0, botUrl: () => 'http://127.0.0.1:9/', botId, botSecret });
let api: ApiClient;
beforeAll(async () => {
  await teams.start();
  api = createApiClient(teams.url);
});
afterEach(() => api.clearFaults());
afterAll(() => teams.stop());

test('a send that has time arrives', async () => {
  const sending = await sendingIn((_, send) => send());

  await expect(sending(new AbortController().signal)).resolves.toMatchObject({ activity: expect.any(String) });
});

test('a send whose time is up before it could set out asks nothing of Teams any more', async () => {
  const before = await posts();
  const end = new AbortController();
  const sending = await sendingIn((_, send) => {
    end.abort();
    return send();
  });

  await expect(sending(end.signal)).rejects.toMatchObject(noAnswer);
  expect(await posts()).toEqual(before);
});

test('a send that is under way when its time is up ends then, as if the connection had broken', async () => {
  await api.setFault({ delayMs: 8_000 });
  const end = new AbortController();
  const sending = await sendingIn((_, send) => {
    setImmediate(() => end.abort());
    return send();
  });

  await expect(sending(end.signal)).rejects.toMatchObject(noAnswer);
}, 5_000);

/** Sends a channel card to local Teams with this pacing. */
async function sendingIn(paced: Paced): Promise<(signal: AbortSignal) => Promise<unknown>> {
  const { login, tenantId, coordinators } = membershipAt(teams.url);
  const identity = { botId, tenantId, type: 'SingleTenant' as const, password: () => botSecret, local: login };
  const directory = createDirectory({ store: createSqliteStore(':memory:'), coordinators });
  const { connectorFor } = createAdapter(identity);
  const reach = createReach({ directory, connectorFor, paced, botId, hasReturned: async () => {} });
  const send = createSend({ directory, connectorFor, paced, clock: createHandClock(), reach, findAbsent: async () => [] });
  const [team] = (await api.world()).teams;
  const place = { id: 'network', channel: team?.channels[0]?.id ?? '', serviceUrl: login.serviceUrl, tenantId };
  const consultation = opened();
  const cards = consultation.cards.map((card) => ({ ...card, ...place }));
  return (signal) => send(notice, { ...consultation, cards }, signal);
}

async function posts(): Promise<string[]> {
  return (await api.traffic()).flatMap(({ direction, method, path }) => (direction === 'to-connector' ? [`${method} ${path}`] : []));
}
