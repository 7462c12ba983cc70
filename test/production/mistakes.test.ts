import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Bot } from '../../scripts/support/bots.ts';
import { guidOf } from '../../src/local-teams/identity.ts';
import { showing } from '../support/stories.ts';
import { openSite, registration, type Site } from './site.ts';
import { soon } from './soon.ts';

type Settings = Record<string, string>;
type Line = Record<string, unknown>;

const another = guidOf('another');
// A port that nothing listens on, among those that Node may connect to.
const closedPort = '9';
const wrongSecret = guidOf('wrong secret');
const hour = 3_600;
const now = () => Math.floor(Date.now() / 1_000);

/** `asked`: what Entra was asked with it, and answered. `log`: what the bot logs of somebody who comes. */
const withSecret: { mistake: string; settings: Settings; answered: number; asked: string[]; log: Line[] }[] = [
  {
    mistake: 'a wrong client secret (AADSTS7000215)',
    settings: { SECRET_BOT_PASSWORD: wrongSecret },
    answered: 200,
    asked: [`POST /${registration.tenantId}/oauth2/v2.0/token 401`],
    log: [{ msg: 'reply not delivered' }, { msg: 'login fails', reason: 'secret-wrong', aadsts: 7000215 }],
  },
  {
    mistake: 'a client secret that has run out (AADSTS7000222)',
    settings: { SECRET_BOT_PASSWORD: registration.expiredSecret },
    answered: 200,
    asked: [`POST /${registration.tenantId}/oauth2/v2.0/token 401`],
    log: [{ msg: 'reply not delivered' }, { msg: 'login fails', reason: 'secret-expired', aadsts: 7000222 }],
  },
  {
    mistake: 'the tenant of somebody else (AADSTS90002)',
    settings: { BOT_TENANT_ID: another },
    answered: 200,
    asked: [`POST /${another}/oauth2/v2.0/token 400`],
    log: [{ msg: 'reply not delivered' }, { msg: 'login fails', reason: 'tenant-unknown', aadsts: 90002 }],
  },
  {
    mistake: 'the id of another bot',
    settings: { BOT_ID: another },
    answered: 401,
    asked: [`POST /${registration.tenantId}/oauth2/v2.0/token 400`],
    log: [
      { msg: 'requests refused', reason: 'audience', audience: registration.botId },
      { msg: 'login fails', reason: 'bot-unknown', aadsts: 700016 },
    ],
  },
  {
    mistake: 'no way to Microsoft’s hosts',
    settings: { NOWHERE_PORT: closedPort },
    answered: 503,
    asked: [],
    log: [{ msg: 'keys not fetched' }, { msg: 'requests refused', reason: 'no-keys' }, { msg: 'login fails', reason: 'keys-unreachable' }],
  },
  {
    mistake: 'something in between whose certificate it does not trust',
    settings: { NODE_EXTRA_CA_CERTS: '' },
    answered: 503,
    asked: [],
    log: [{ msg: 'keys not fetched' }, { msg: 'requests refused', reason: 'no-keys' }, { msg: 'login fails', reason: 'keys-unreachable' }],
  },
];

const withIdentity: { mistake: string; settings: Settings; said: RegExp }[] = [
  {
    mistake: 'no container',
    settings: { COSMOS_CONTAINER: 'absent' },
    said: /Cosmos DB at neuvo\.documents\.azure\.com has no container "absent" in a database "neuvo"/,
  },
  {
    mistake: 'an identity that the web app has not',
    settings: { BOT_ID: another, AZURE_CLIENT_ID: another },
    said: /Cosmos DB at neuvo\.documents\.azure\.com wants an identity, and Neuvo has none/,
  },
  {
    mistake: 'something in between whose certificate it does not trust',
    settings: { NODE_EXTRA_CA_CERTS: '' },
    said: /Cosmos DB at neuvo\.documents\.azure\.com can't be reached \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\)/,
  },
  {
    mistake: 'a client secret that is left over',
    settings: { SECRET_BOT_PASSWORD: 'left over' },
    said: /password/i,
  },
];

const wrongTokens: { reason: string; claims: () => Record<string, unknown> }[] = [
  { reason: 'audience', claims: () => ({ aud: another }) },
  { reason: 'issuer', claims: () => ({ iss: `https://sts.windows.net/${another}/` }) },
  { reason: 'service', claims: () => ({ serviceurl: 'https://smba.infra.gcc.teams.microsoft.com/' }) },
  // What Teams' tokens are to a machine whose clock is an hour fast.
  { reason: 'clocks-differ', claims: () => ({ nbf: now() - 2 * hour, exp: now() - hour }) },
];

describe('with a client secret', () => {
  let site: Site;
  let bot: Bot | null = null;
  beforeAll(async () => {
    site = await openSite('client secret');
  });
  afterEach(async () => {
    if (bot) await site.stop(bot);
    bot = null;
  });
  afterAll(() => site.close());

  test.each(withSecret)('$mistake: the bot lives, and logs that nobody gets an answer', async ({ settings, answered, asked, log }) => {
    const before = { asked: site.asked.length, log: site.log.length };
    bot = await site.start(settings);

    expect(await site.knock()).toBe(answered);
    await soon(async () => expect(await site.readiness()).toMatchObject({ status: 200, body: { status: 'ready', login: 'failing' } }));
    expect(tokensAskedOf(site.asked.slice(before.asked))).toEqual(asked);
    const logged = () => site.log.slice(before.log);
    await soon(async () => expect(logged()).toEqual(expect.arrayContaining(log.map((line) => expect.objectContaining(line)))));
    for (const secret of [wrongSecret, registration.secret, registration.expiredSecret, 'Bearer'])
      expect(JSON.stringify([logged(), bot.said])).not.toContain(secret);
  });

  test('tokens that are not Teams’ own for this bot, or come to a clock that is off, are turned away, and logged', async () => {
    const before = site.log.length;
    bot = await site.start();
    const right = await site.knock();

    const statuses = [];
    for (const { claims } of wrongTokens) statuses.push(await site.knock(claims()));

    expect([right, ...statuses]).toEqual([200, 401, 401, 401, 401]);
    const refusals = () => site.log.slice(before).filter(({ msg }) => msg === 'requests refused');
    await soon(async () => expect(refusals()).toMatchObject(wrongTokens.map(({ reason }) => ({ reason }))));
    expect(Math.round(Number(refusals().at(-1)?.seconds) / hour)).toBe(1);
  });

  test('a token that Teams takes no more before its end is replaced by a fresh one', async () => {
    bot = await site.start();
    const aino = site.person('Aino Sarkavaara');
    expect(await aino.sees()).toEqual(showing('Hei, Aino! Olen Neuvo.'));

    site.revokeTokens();
    await aino.says('kieli');
    await aino.says('ohje');

    await soon(async () => expect(await aino.seesLast()).toEqual(showing('Kysy osaamis- ja tukikeskuksen asiantuntijoilta')));
  });
});

describe('with a managed identity', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite('managed identity');
  });
  afterAll(() => site.close());

  test.each(withIdentity)('$mistake: the bot does not start, and says why', async ({ settings, said }) => {
    await expect(site.start(settings)).rejects.toThrow(said);
  });

  test('the id of another bot: it reaches its database, and turns everybody away', async () => {
    await site.start({ BOT_ID: another });

    expect(await site.knock()).toBe(401);
    const refused = expect.objectContaining({ msg: 'requests refused', reason: 'audience' });
    await soon(async () => expect(site.log).toEqual(expect.arrayContaining([refused])));
  });
});

function tokensAskedOf(asked: Site['asked']): string[] {
  const requests = asked.filter(({ host, method }) => host === 'login.microsoftonline.com' && method === 'POST');
  return [...new Set(requests.map(({ url, status }) => `POST ${url.split('?')[0]} ${status}`))];
}
