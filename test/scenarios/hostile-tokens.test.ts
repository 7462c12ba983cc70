import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { generateKeyPair, importJWK, type JWK, SignJWT, UnsecuredJWT } from 'jose';
import type { Activity } from '../../src/local-teams/activities.ts';
import { signingKey } from '../../src/local-teams/tokens.ts';
import { type Country, openCountry } from '../support/country.ts';

const channel = 'https://api.botframework.com';
const hour = 3_600;

let country: Country;
let claim: Activity;
let botId: string;
let serviceUrl: string;
let before: ReturnType<Country['state']>;
const printed = jest.spyOn(console, 'error').mockImplementation(() => {});

beforeAll(async () => {
  country = await openCountry();
  const sirpa = country.person('Sirpa Aapakari');
  const taken = await country.person('Aino Sarkavaara').asks();
  await sirpa.presses('Otan hoitaakseni', { about: taken });
  const pressed = await sirpa.lastSent('invoke');
  const open = await country.person('Aino Sarkavaara').asks();
  const { action } = pressed.value as { action: { data: object } };
  const data = { ...action.data, id: country.stored(open).id };
  claim = { ...pressed, value: { action: { ...action, data }, trigger: 'manual' } };
  botId = (await country.api.world()).bot.id;
  serviceUrl = String(pressed.serviceUrl);
});
afterAll(() => country.close());
beforeEach(() => {
  before = country.state();
});

describe('an activity whose token is not Teams’ own for this bot is turned away, and nothing changes', () => {
  afterEach(() => {
    expect(country.state()).toEqual(before);
    // The SDK would print what it thinks of a token, the key among it, whatever the level of the log.
    expect(printed.mock.calls).toEqual([]);
  });

  test.each(['', 'Bearer', 'Bearer ', 'Bearer x', 'Bearer a.b.c', 'Basic dXNlcjpwYXNz', `Bearer ${'x'.repeat(8_000)}`])(
    '“%s”',
    async (authorization) => {
      await expectRefused(authorization);
    },
  );

  test('a token that nobody has signed', async () => {
    const token = new UnsecuredJWT({ serviceurl: serviceUrl }).setIssuer(channel).setAudience(botId).setExpirationTime('1h').encode();
    await expectRefused(`Bearer ${token}`);
  });

  test('a token that somebody else has signed, in the name of the right key', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    await expectRefused(`Bearer ${await sign({}, { key: privateKey })}`);
  });

  test('a token whose signature is made of the public key as a shared secret', async () => {
    const { n = '' } = (await signingKey()) as JWK;
    await expectRefused(`Bearer ${await sign({}, { key: new TextEncoder().encode(n), alg: 'HS256' })}`);
  });

  test('a token of a key that is not published', async () => {
    await expectRefused(`Bearer ${await sign({}, { kid: 'another' })}`);
  });

  const now = () => Math.floor(Date.now() / 1_000);
  test.each<[string, () => Record<string, unknown>]>([
    ['for another bot', () => ({ aud: '00000000-0000-4000-8000-000000000000' })],
    ['for the connector', () => ({ aud: channel })],
    ['of another issuer', () => ({ iss: 'https://login.example/' })],
    ['of the emulator', () => ({ iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/', appid: botId, ver: '1.0' })],
    ['that has run out', () => ({ iat: now() - 2 * hour, nbf: now() - 2 * hour, exp: now() - hour })],
    ['that is not valid yet', () => ({ nbf: now() + hour, exp: now() + 2 * hour })],
    ['for another service', () => ({ serviceurl: 'https://attacker.example/' })],
    ['that names no service', () => ({ serviceurl: '' })],
    ['that never runs out', () => ({ exp: undefined })],
    ['that runs out at no time', () => ({ exp: 'tomorrow' })],
    ['for several bots', () => ({ aud: [botId, channel] })],
    ['of another bot', () => ({ ver: '1.0', appid: '00000000-0000-4000-8000-000000000000' })],
    ['of another bot, as it is written today', () => ({ ver: '2.0', azp: '00000000-0000-4000-8000-000000000000' })],
  ])('a token %s', async (_case, claims) => {
    await expectRefused(`Bearer ${await sign(claims())}`);
  });

  test('a right token for an activity that asks to be answered elsewhere', async () => {
    const { status } = await country.api.sendRaw({ activity: { ...claim, serviceUrl: 'http://127.0.0.1:9/' } });
    expect(status).toBe(401);
  });

  test.each(['webchat', 'directline', 'emulator', 'MSTEAMS', 'x'])(
    'a right token for an activity of another channel: %s',
    async (channelId) => {
      expect((await country.api.sendRaw({ activity: { ...claim, channelId } })).status).toBe(401);
    },
  );

  test.each(['openid', '"openid"', 'null', '[]', '{"iss":"openid"}', '\u0000'])('a token that says %s', async (payload) => {
    const [alg, content] = [JSON.stringify({ alg: 'RS256', kid: 'x' }), payload].map((part) => Buffer.from(part).toString('base64url'));
    await expectRefused(`Bearer ${alg}.${content}.c2lnbmVk`);
  });
});

test('the same activity with a right token is taken', async () => {
  const { status } = await country.api.sendRaw({ activity: claim, authorization: `Bearer ${await sign({})}` });
  await country.settled();

  expect(status).toBe(200);
  expect(country.state()).not.toEqual(before);
});

async function expectRefused(authorization: string): Promise<void> {
  const { status, body } = await country.api.sendRaw({ activity: claim, authorization });
  expect({ status, body: body ?? '' }).toEqual({ status: 401, body: '' });
}

type Signing = { key?: CryptoKey | Uint8Array; alg?: string; kid?: string };

async function sign(claims: Record<string, unknown>, { key, alg = 'RS256', kid }: Signing = {}): Promise<string> {
  const own = (await signingKey()) as JWK;
  const now = Math.floor(Date.now() / 1_000);
  return new SignJWT({ iss: channel, aud: botId, iat: now, nbf: now, exp: now + hour, serviceurl: serviceUrl, ...claims })
    .setProtectedHeader({ alg, typ: 'JWT', kid: kid ?? own.n?.slice(0, 16) ?? '' })
    .sign(key ?? (await importJWK(own, 'RS256')));
}
