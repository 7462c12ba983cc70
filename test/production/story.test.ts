import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Bot } from '../../scripts/support/bots.ts';
import { newestIn } from '../support/channels.ts';
import { type Asked, type StoryPerson, showing } from '../support/stories.ts';
import { openSite, registration, type Site } from './site.ts';
import { soon } from './soon.ts';

// What a bot asks of Microsoft, with the status of the answers; its database is asked for many things more.
const requests = [
  'GET login.botframework.com/v1/.well-known/openidconfiguration 200',
  'GET login.botframework.com/v1/.well-known/keys 200',
  'GET smba.trafficmanager.net/emea/v3/conversations/<id>/members/<id> 200',
  'GET smba.trafficmanager.net/emea/v3/conversations/<id>/pagedmembers?pageSize 200',
  'GET smba.trafficmanager.net/emea/v3/conversations/<id>/pagedmembers?pageSize&continuationToken 200',
  'GET smba.trafficmanager.net/emea/v3/teams/<id> 200',
  'GET smba.trafficmanager.net/emea/v3/teams/<id>/conversations 200',
  'POST smba.trafficmanager.net/emea/v3/conversations 201',
  'POST smba.trafficmanager.net/emea/v3/conversations/<id>/activities 201',
  'POST smba.trafficmanager.net/emea/v3/conversations/<id>/activities/<id> 201',
  'PUT smba.trafficmanager.net/emea/v3/conversations/<id>/activities/<id> 200',
  'PUT neuvo-my.sharepoint.com/drive/uploads/<id> 201',
];
const ofSecret = ['POST login.microsoftonline.com/<tenant>/oauth2/v2.0/token?client-request-id 200'];
const ofIdentity = ['GET identity/msi/token?api-version&resource&client_id 200'];

describe.each([
  ['client secret', ofSecret],
  ['managed identity', ofIdentity],
] as const)('with a %s, the unchanged production start', (login, loginRequests) => {
  let site: Site;
  let bot: Bot;
  let aino: StoryPerson;
  let sirpa: StoryPerson;
  let raili: StoryPerson;
  let asked: Asked;
  beforeAll(async () => {
    site = await openSite(login);
    bot = await site.start();
    aino = site.person('Aino Sarkavaara');
    sirpa = site.person('Sirpa Aapakari');
    raili = site.person('Raili Jänkälä');
  }, 60_000);
  afterAll(() => site.close());

  test('is ready', async () => {
    await soon(async () =>
      expect(await site.readiness()).toEqual({ status: 200, body: { status: 'ready', sends: 'arriving', login: 'working' } }),
    );
  });

  test('welcomes whoever gets the app', async () => {
    expect(await aino.sees()).toEqual(showing('Hei, Aino! Olen Neuvo.'));
  });

  test('lets a coordinator register a channel', async () => {
    const channel = site.channel('Lastensuojelu', 'OT-keskus Pohjois-Suomi');
    await raili.says('rekisteröi', { channel, mention: true });
    await raili.presses('Rekisteröi kanava', { on: await newestIn(site, raili, channel) });
    const registered = await raili.fillsIn({
      name: 'Pohjoisen lastensuojelu',
      area: 'pohjois',
      fields: 'lastensuojelu',
      disciplines: 'social',
      languages: 'fi',
      general: 'true',
      turns: 'none',
    });

    expect(registered.kind).toBe('closed');
  });

  test('brings a question to the channel', async () => {
    asked = await aino.asks();

    expect(await soon(() => sirpa.finds('Otan hoitaakseni', asked))).toMatchObject({ channel: 'Lastensuojelu, OT-keskus Pohjois-Suomi' });
  });

  test('lets an expert claim it, and tells who asked', async () => {
    await sirpa.presses('Otan hoitaakseni', { about: asked });

    await soon(async () => expect(await aino.sees()).toEqual(showing(`otti pyyntösi ${asked.reference} hoitaakseen.`)));
  });

  test('brings the answer to who asked', async () => {
    await sirpa.presses('Lähetä vastaus', { about: asked, text: 'Sopikaa tapaaminen koulun kanssa.' });

    await soon(async () => expect(await aino.sees(asked)).toEqual(showing('Sopikaa tapaaminen koulun kanssa.')));
  });

  test('shows the coordinator the digest', async () => {
    await raili.says('kooste');

    expect(await raili.sees()).toEqual(showing('Viikkokooste: Pohjois-Suomi'));
  });

  test('puts the statistics into the coordinator’s OneDrive', async () => {
    await raili.says('tilasto');
    const file = await raili.answersFile('accept');

    expect(file?.bytes.toString('utf8')).toContain(`${asked.reference};Pohjois-Suomi;Lappi;`);
  });

  test('asks Microsoft for this, and nobody else for anything', () => {
    const asked = new Set(site.asked.map(requestOf).filter((request) => !request.includes(' neuvo.documents.azure.com/')));

    expect([...asked].sort()).toEqual([...requests, ...loginRequests].sort());
  });

  test('logs no trouble, and prints nothing beside its log', () => {
    expect(bot.said).toEqual(['Neuvo is ready.']);
    expect(site.log.filter(({ level }) => Number(level) > 30)).toEqual([]);
  });

  test('stops when it is told to', async () => {
    expect(await site.stop(bot)).toMatchObject({ code: 0 });
  });
});

// A request without what differs from one to the next: the ids of conversations, messages, people and uploads, and the tenant's.
function requestOf({ host, method, url, status }: Site['asked'][number]): string {
  const [path = '', query = ''] = url.split('?');
  const names = [...new URLSearchParams(query).keys()].join('&');
  return `${method} ${host}${path.split('/').map(shortened).join('/')}${names === '' ? '' : `?${names}`} ${status}`;
}

function shortened(part: string): string {
  if (part === registration.tenantId) return '<tenant>';
  return part.length > 12 && /\d/.test(part) ? '<id>' : part;
}
