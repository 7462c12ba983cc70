import { once } from 'node:events';
import http, { createServer, type Server, type ServerResponse } from 'node:http';
import https, { type RequestOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { createAdapter } from '../../src/teams/adapter.ts';
import { createLogin, metadataFault, sentenceOf } from '../../src/teams/login.ts';
import { createHandClock, type HandClock } from '../support/clock.ts';

const who = {
  botId: '3b1d1f6e-0000-4000-8000-000000000001',
  tenantId: '3b1d1f6e-0000-4000-8000-000000000002',
  type: 'SingleTenant',
} as const;
const secret = 'hush-hush-hush';
const metadata = JSON.stringify({ jwks_uri: 'https://login.botframework.com/keys' });

let server: Server;
let clock: HandClock;
let lines: { message: string; reason?: string }[];
let counted: string[][];
let tokens: (response: ServerResponse) => void;
let openId: (response: ServerResponse) => void;
let login: ReturnType<typeof createLogin>;

// What asks Microsoft's hosts asks this machine instead, whoever asks.
beforeEach(async () => {
  [clock, lines, counted] = [createHandClock(new Date().toISOString()), [], []];
  tokens = (response) => void response.end(JSON.stringify({ token_type: 'Bearer', expires_in: 3600, access_token: 'a.token.of-its-own' }));
  openId = (response) => void response.end(metadata);
  server = createServer(({ url = '' }, response) => {
    response.setHeader('content-type', 'application/json');
    if (url.includes('openidconfiguration')) openId(response);
    else tokens(response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { fetch } = globalThis;
  const { port } = server.address() as AddressInfo;
  const here = `http://127.0.0.1:${port}`;
  jest.spyOn(globalThis, 'fetch').mockImplementation((url, options) => fetch(here + new URL(String(url)).pathname, options));
  jest.spyOn(https, 'request').mockImplementation(((options: RequestOptions) =>
    http.request({
      ...options,
      protocol: 'http:',
      hostname: '127.0.0.1',
      host: '127.0.0.1',
      port,
      agent: undefined,
    })) as typeof https.request);
  const { freshToken } = createAdapter({ ...who, password: () => secret, local: null });
  const log = (fields: object, message: string) => void lines.push({ ...fields, message });
  const metrics = { login: (faults: string[]) => void counted.push(faults) };
  login = createLogin({ who, freshToken, clock, log: { info: log, warn: log, error: log }, metrics, now: () => Date.parse(clock.now()) });
});
afterEach(() => {
  jest.restoreAllMocks();
  server.closeAllConnections();
  server.close();
});

test('a bot that gets a token and the metadata is told to work, and nothing is logged', async () => {
  expect(login.state()).toBe('unknown');
  await login.look();
  expect([login.state(), lines, counted]).toEqual(['working', [], [[]]]);
});

test.each([
  [7000215, 'secret-wrong', 'SECRET_BOT_PASSWORD'],
  [7000222, 'secret-expired', 'SECRET_BOT_PASSWORD'],
  [7000112, 'bot-disabled', who.botId],
  [700016, 'bot-unknown', 'BOT_ID and BOT_TENANT_ID'],
  [90002, 'tenant-unknown', `There is no tenant ${who.tenantId}`],
  [900023, 'tenant-unknown', 'BOT_TENANT_ID'],
  [53003, 'refused', 'https://login.microsoftonline.com/error?code=53003'],
])('Entra’s AADSTS%i is told as %s, with what to do, and without the secret', async (number, reason, words) => {
  tokens = (response) => {
    response.statusCode = 401;
    const error_description = `AADSTS${number}: something about '${who.botId}'. Trace ID: x`;
    response.end(JSON.stringify({ error: 'invalid_client', error_description, error_codes: [number] }));
  };
  await login.look();

  const { botId: audience, tenantId: tenant } = who;
  expect(lines).toEqual([{ message: 'login fails', reason, aadsts: number, audience, tenant, sentence: expect.stringContaining(words) }]);
  expect([login.state(), counted]).toEqual(['failing', [[reason]]]);
  expect(JSON.stringify(lines)).not.toContain(secret);
});

test('what heals is told once', async () => {
  const { tokens: well } = { tokens };
  tokens = (response) => void response.destroy();
  await login.look();
  tokens = well;
  await login.look();
  await login.look();

  expect(lines.map(({ message, reason }) => reason ?? message)).toEqual(['login-unreachable', 'login works again']);
  expect(login.state()).toBe('working');
});

test('a login that does not answer is waited for ten seconds', async () => {
  const asked = new Promise<void>((resolve) => {
    tokens = () => resolve();
  });
  const looking = login.look();
  await asked;
  clock.expire();
  await looking;

  expect(lines).toContainEqual(expect.objectContaining({ reason: 'login-unreachable' }));
  expect(clock.deadlines).toEqual([10_000, 10_000]);
});

test('it is tried at once, then hourly, each minute while it fails, and never twice at a time', async () => {
  openId = (response) => void response.destroy();
  for (let second = 0; second < 180; second++) {
    login.lookIfDue();
    login.lookIfDue();
    while (counted.length < Math.floor(second / 60) + 1) await new Promise(setImmediate);
    clock.advance(1_000);
  }
  openId = (response) => void response.end(metadata);
  login.lookIfDue();
  while (counted.length < 4) await new Promise(setImmediate);
  for (let minute = 0; minute < 59; minute++) {
    login.lookIfDue();
    clock.advance(60_000);
  }
  await new Promise(setImmediate);

  expect(counted).toEqual([...Array(3).fill(['keys-unreachable']), []]);
  expect(lines.map(({ message }) => message)).toEqual([...Array(3).fill('login fails'), 'login works again']);
});

test.each<[string, (response: ServerResponse) => void]>([
  ['refuses', (response) => void Object.assign(response, { statusCode: 503 }).end()],
  ['hangs up', (response) => void response.destroy()],
  ['shows a page of somebody else’s', (response) => void response.end('<html>')],
])('a host of the keys that %s is told', async (_what, answer) => {
  openId = answer;
  await login.look();
  expect(lines).toEqual([expect.objectContaining({ reason: 'keys-unreachable' })]);
});

test.each([
  [-301, 'behind'],
  [301, 'ahead'],
])('a clock that is off by more than five minutes is told with the seconds: %i', async (seconds, words) => {
  const at = Date.parse('2026-11-23T08:00:00Z');
  openId = (response) => void response.setHeader('date', new Date(at).toUTCString()).end(metadata);
  const fault = await metadataFault({ clock, now: () => at + seconds * 1000 });

  expect(fault).toEqual({ reason: 'clocks-differ', seconds });
  expect(fault && sentenceOf(fault, who)).toContain(`301 seconds ${words}`);
});

test.each([
  ['off by less', 299, 0],
  ['of an answer that a cache has kept', 1_000, 990],
])('a clock is right if the time is %s', async (_what, seconds, age) => {
  const at = Date.parse('2026-11-23T08:00:00Z');
  openId = (response) => void response.setHeader('date', new Date(at).toUTCString()).setHeader('age', age).end(metadata);

  expect(await metadataFault({ clock, now: () => at + seconds * 1000 })).toBeNull();
});

test('a machine without the managed identity is told so', async () => {
  const freshToken = () => Promise.reject(Object.assign(new Error('no endpoint'), { name: 'CredentialUnavailableError' }));
  const log = (fields: object, message: string) => void lines.push({ ...fields, message });
  const managed = { ...who, type: 'UserAssignedMSI' } as const;
  const metrics = { login: () => {} };
  const own = createLogin({ who: managed, freshToken, clock, log: { info: log, warn: log, error: log }, metrics, now: () => Date.now() });
  await own.look();

  expect(lines).toEqual([expect.objectContaining({ reason: 'no-identity' })]);
});
