import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { importJWK, SignJWT } from 'jose';
import { signingKey } from '../../src/local-teams/tokens.ts';
import { BOT_ID, createStage, SECRET, type Stage } from './stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await createStage();
  // The SDK complains to the console of every token that it refuses.
  jest.spyOn(console, 'error').mockImplementation(() => {});
});

afterEach(() => stage.clear());

const HOUR = 3_600;

/** A token signed with local Teams' own key, right in everything but what is given. */
async function tokenWith(given: { issuer?: string; audience?: string; serviceUrl?: string; expires?: number } = {}): Promise<string> {
  const { teams } = stage;
  const { keys } = (await (await fetch(`${teams.url}/openid/keys`)).json()) as { keys: { kid: string }[] };
  const now = Math.floor(Date.now() / 1_000);
  return new SignJWT({ serviceurl: given.serviceUrl ?? teams.serviceUrl })
    .setProtectedHeader({ alg: 'RS256', kid: keys[0]?.kid ?? '' })
    .setIssuer(given.issuer ?? 'https://api.botframework.com')
    .setAudience(given.audience ?? BOT_ID)
    .setExpirationTime(now + (given.expires ?? HOUR))
    .sign(await importJWK((await signingKey()) as never, 'RS256'));
}

function activity() {
  return { type: 'message', channelId: 'msteams', serviceUrl: stage.teams.serviceUrl, text: 'Hei', conversation: { id: 'a:1' } };
}

describe('the bot', () => {
  test('accepts what local Teams signs', async () => {
    const signed = await stage.api.sendRaw({ activity: activity() });
    const own = await stage.api.sendRaw({ activity: activity(), authorization: `Bearer ${await tokenWith()}` });

    expect([signed.status, own.status]).toEqual([200, 200]);
  });

  test.each([
    ['another bot’s', { audience: 'd5a5e0a6-0000-4000-8000-000000000000' }],
    ['another issuer’s', { issuer: 'https://sts.example' }],
    ['an expired', { expires: -HOUR }],
    ['another service’s', { serviceUrl: 'https://smba.example/emea/' }],
  ])('refuses %s token with 401', async (_whose, given) => {
    const answer = await stage.api.sendRaw({ activity: activity(), authorization: `Bearer ${await tokenWith(given)}` });

    expect(answer.status).toBe(401);
  });

  test('refuses an activity without a token', async () => {
    expect((await stage.api.sendRaw({ activity: activity(), authorization: '' })).status).toBe(401);
  });

  test('refuses a token that is signed with a foreign key', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const [header, payload] = (await tokenWith()).split('.');
    const foreign = await new SignJWT(JSON.parse(atob(payload ?? ''))).setProtectedHeader(JSON.parse(atob(header ?? ''))).sign(privateKey);

    const { status } = await stage.api.sendRaw({ activity: activity(), authorization: `Bearer ${foreign}` });

    expect(status).toBeGreaterThanOrEqual(400);
  });
});

describe('the connector', () => {
  test('refuses a call without a token, with a made-up one, and with one meant for the bot', async () => {
    const { bot, team } = stage;
    const statuses = ['', 'x.y.z', await tokenWith()].map(
      async (token) => (await bot.connector('GET', `/v3/teams/${team.id}`, undefined, token)).status,
    );

    expect(await Promise.all(statuses)).toEqual([401, 401, 401]);
  });

  test('sells a token only for the right id and secret', async () => {
    const buy = async (form: Record<string, string>) => {
      const all = { grant_type: 'client_credentials', client_id: BOT_ID, client_secret: SECRET, ...form };
      return (await fetch(`${stage.teams.url}/oauth2/token`, { method: 'POST', body: new URLSearchParams(all) })).status;
    };

    expect([await buy({}), await buy({ client_secret: 'wrong' }), await buy({ client_id: 'other' })]).toEqual([200, 401, 401]);
  });
});

test('only pages of the server itself may call it from a browser', async () => {
  const { url } = stage.teams;
  const from = async (origin: string) => (await fetch(`${url}/api/world`, { headers: { origin } })).status;

  expect([await from(url), await from('https://elsewhere.example')]).toEqual([200, 403]);
});
