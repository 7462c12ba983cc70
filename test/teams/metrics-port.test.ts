import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { createMetrics } from '../../src/metrics.ts';
import type { Door } from '../../src/teams/door.ts';
import { createServer } from '../../src/teams/server.ts';
import { createHandClock } from '../support/clock.ts';

const token = 'sixteen-letters-and-more';
const door = { prepare: async () => {}, admit: async () => ({ refused: 'no-token' }), objectionTo: () => null } as unknown as Door;
let close = () => {};
afterEach(() => close());

async function started(metricsToken: (() => string) | null) {
  const metrics = createMetrics({ oldestUnsent: async () => 0, failingFor: () => 0 });
  const server = createServer({
    pages: () => null,
    door,
    receive: async () => ({ status: 200 }),
    ready: async () => ({ sends: 'arriving', login: 'failing' }),
    clock: createHandClock(),
    log: { info() {}, warn() {}, error() {} },
    metrics,
    metricsToken,
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  close = () => server.close();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return (path: string, authorization?: string, method = 'GET') =>
    fetch(url + path, { method, headers: { connection: 'close', ...(authorization && { authorization }) } });
}

test('metrics are shown on the main port to whoever has the secret, and to nobody else', async () => {
  const ask = await started(() => token);
  const answer = await ask('/metrics', `Bearer ${token}`);

  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringContaining('openmetrics-text')]);
  expect(await answer.text()).toContain('neuvo_login_failing 0');
  const others = [undefined, token, 'Bearer', `Bearer ${token}x`, `Bearer ${token.toUpperCase()}`, 'Bearer undefined', 'Bearer null'];
  for (const other of others) expect((await ask('/metrics', other)).status).toBe(401);
  expect((await ask('/metrics', `Bearer ${token}`, 'HEAD')).status).toBe(200);
  expect((await ask('/metrics', `Bearer ${token}`, 'POST')).status).toBe(405);
});

test('without the setting there is no such address', async () => {
  const ask = await started(null);
  for (const authorization of [undefined, 'Bearer undefined', 'Bearer null', 'Bearer '])
    expect((await ask('/metrics?x', authorization)).status).toBe(404);
});

test('a bot that cannot log in is ready all the same, and says so', async () => {
  const answer = await (await started(null))('/readyz');
  expect([answer.status, await answer.json()]).toEqual([200, { status: 'ready', sends: 'arriving', login: 'failing' }]);
});
