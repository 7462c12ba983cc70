import { generateKeyPairSync } from 'node:crypto';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Activity } from 'botbuilder';
import { SignJWT } from 'jose';
import { createDoor, type Door, type Sender } from '../../src/teams/door.ts';
import type { Key, Keys } from '../../src/teams/keys.ts';
import { createHandClock } from '../support/clock.ts';

const botId = '3b1d1f6e-0000-4000-8000-000000000001';
const serviceUrl = 'https://smba.trafficmanager.net/emea/';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const key: Key = { key: publicKey, endorsements: ['msteams', 'skype'] };
const start = Date.parse('2026-11-23T08:00:00.000Z');
const day = 86_400;
const log = { info() {}, warn() {}, error() {} };

let now: number;
let asked: string[];
let published: Record<string, Key>;
let areAway: boolean;
let door: Door;

beforeEach(() => {
  [now, asked, published, areAway] = [start, [], { a: key }, false];
  const keys: Keys = {
    async find(id) {
      asked.push(id);
      return areAway ? 'away' : (published[id] ?? null);
    },
    known: (id) => published[id] ?? null,
    refresh: async () => {},
  };
  door = createDoor({ identity: { botId, local: null }, clock: createHandClock(), log, now: () => now, keys });
});

test('a token is verified once: as long as it is good, nobody asks for its key again', async () => {
  const token = await signed({});
  const first = await door.admit(token);
  published = {};

  expect(await door.admit(token)).toBe(first);
  expect(asked).toEqual(['a']);
  now += (3_600 + 301) * 1000;
  expect(await door.admit(token)).toMatchObject({ refused: 'out-of-time' });
});

test('a token names the bot in any case; one for another bot is refused, and told which if that is an id', async () => {
  const another = '3b1d1f6e-0000-4000-8000-000000000002';

  expect(await door.admit(await signed({ aud: botId.toUpperCase() }))).toHaveProperty('claims');
  expect(await door.admit(await signed({ aud: another }))).toEqual({ refused: 'audience', audience: another });
  expect(await door.admit(await signed({ aud: 'what a stranger wrote' }))).toEqual({ refused: 'audience', audience: undefined });
});

test('one that is not good is never remembered', async () => {
  const token = await signed({}, { by: other });
  expect([await door.admit(token), await door.admit(token)]).toEqual([{ refused: 'signature' }, { refused: 'signature' }]);
  expect(asked).toEqual(['a', 'a']);
});

test('no more than a hundred are remembered', async () => {
  const tokens = await Promise.all(Array.from({ length: 101 }, (_, index) => signed({ jti: String(index) })));
  for (const token of tokens) await door.admit(token);
  asked.length = 0;

  await door.admit(tokens[100] ?? '');
  await door.admit(tokens[1] ?? '');
  expect(asked).toEqual([]);
  await door.admit(tokens[0] ?? '');
  expect(asked).toEqual(['a']);
});

describe('what is wrong with a token is found before anybody asks for keys', () => {
  test.each<[string, () => Promise<string> | string]>([
    ['no-token', () => ''],
    ['malformed-token', () => 'Bearer'],
    ['malformed-token', () => `Bearer ${'x'.repeat(9_000)}`],
    ['malformed-token', async () => (await signed({})).replace('Bearer', 'bearer')],
    ['malformed-token', async () => `${await signed({})}.x`],
    ['malformed-token', () => signed({ exp: undefined })],
    [
      'algorithm',
      async () => `Bearer ${await new SignJWT({ exp: 1 }).setProtectedHeader({ alg: 'HS256', kid: 'a' }).sign(Buffer.alloc(64))}`,
    ],
    ['algorithm', async () => `Bearer ${await new SignJWT({ exp: 1 }).setProtectedHeader({ alg: 'PS256', kid: 'a' }).sign(other)}`],
    ['issuer', () => signed({ iss: 'https://sts.windows.net/x/' })],
    ['audience', () => signed({ aud: 'another' })],
    ['unknown-key', () => signed({}, { kid: '' })],
    ['out-of-time', () => signed({ exp: start / 1000 - 301 }, { by: other })],
    ['out-of-time', () => signed({ nbf: start / 1000 + 301 }, { by: other })],
  ])('%s (%#)', async (reason, authorization) => {
    expect(await door.admit(await authorization())).toMatchObject({ refused: reason });
    expect(asked).toEqual([]);
  });
});

test.each([
  ['a day behind', -day, -day],
  ['a day ahead', day + 3_600, day],
])('a token that is right but for its time shows that the clocks differ: %s', async (_what, moved, seconds) => {
  const token = await signed({});
  now += moved * 1000;
  expect(await door.admit(token)).toEqual({ refused: 'clocks-differ', seconds });
});

test('clocks that differ by less than five minutes do no harm', async () => {
  const tokens = [await signed({ nbf: start / 1000 + 299, exp: start / 1000 + 3_600 }), await signed({ exp: start / 1000 - 299 })];
  for (const token of tokens) expect(await door.admit(token)).toMatchObject({ claims: { serviceurl: serviceUrl } });
});

test('without keys nobody is let in, and nothing is said of the token', async () => {
  areAway = true;
  expect(await door.admit(await signed({}))).toEqual({ refused: 'no-keys' });
});

test.each([
  ['a service', 'https://smba.trafficmanager.net/emea/', null],
  ['a service with an organisation', 'https://smba.trafficmanager.net/emea/8462bbcd-b783-54f8-aba1-74546e4c44e8/', null],
  ['one of a government', 'https://smba.infra.gov.teams.microsoft.us/teams/', null],
  ['HTTP', 'http://smba.trafficmanager.net/emea/', 'service'],
  ['another host', 'https://smba.trafficmanager.net.example/emea/', 'service'],
  ['another port', 'https://smba.trafficmanager.net:8443/emea/', 'service'],
  ['somebody’s name', 'https://somebody@smba.trafficmanager.net/emea/', 'service'],
  ['somebody’s name and password', 'https://a:b@smba.trafficmanager.net/emea/', 'service'],
  ['a question', 'https://smba.trafficmanager.net/emea/?x', 'service'],
  ['an empty question', 'https://smba.trafficmanager.net/emea/?', 'service'],
  ['a fragment', 'https://smba.trafficmanager.net/emea/#x', 'service'],
  ['backslashes', 'https:\\\\smba.trafficmanager.net\\emea\\', 'service'],
  ['a space', ' https://smba.trafficmanager.net/emea/', 'service'],
  ['no address', 'smba', 'service'],
])('an activity whose service URL has %s', async (_what, address, objection) => {
  const sender = (await door.admit(await signed({ serviceurl: address }))) as Sender;
  expect(door.objectionTo(activity({ serviceUrl: address }), sender)).toBe(objection);
});

test('an activity is objected to if its token speaks for another service, or its key for other channels alone', async () => {
  const sender = (await door.admit(await signed({}))) as Sender;

  expect(door.objectionTo(activity({}), sender)).toBeNull();
  expect(door.objectionTo(activity({ serviceUrl: 'https://smba.trafficmanager.net/amer/' }), sender)).toBe('service');
  expect(door.objectionTo(activity({ channelId: 'skype' }), sender)).toBe('channel');
  expect(door.objectionTo(activity({}), { ...sender, endorsements: ['webchat'] })).toBe('channel');
  expect(door.objectionTo(activity({}), { ...sender, endorsements: [] })).toBe('channel');
});

function activity(given: Partial<Activity>): Activity {
  return { channelId: 'msteams', serviceUrl, ...given } as Activity;
}

async function signed(claims: Record<string, unknown>, { by = privateKey, kid = 'a' } = {}): Promise<string> {
  const seconds = start / 1000;
  const payload = {
    iss: 'https://api.botframework.com',
    aud: botId,
    nbf: seconds,
    exp: seconds + 3_600,
    serviceurl: serviceUrl,
    ...claims,
  };
  return `Bearer ${await new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid }).sign(by)}`;
}
