import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/domain/person.ts';
import type { Activity } from '../../src/local-teams/activities.ts';
import { networkIn, newestIn, tellsBot } from '../support/channels.ts';
import { type Country, openCountry } from '../support/country.ts';
import { type Asked, type StoryPerson, showing } from '../support/stories.ts';

const teamName = 'OT-keskus Pohjois-Suomi';
const guests = 'Neuvo on avoinna vain organisaation omille käyttäjille.';
const notMet = 'Neuvo ei vielä tunne sinua. Avaa oma keskustelusi Neuvon kanssa, kirjoita sinne ”ohje” ja yritä sitten täällä uudelleen.';
const notEstablished = 'Teams ei juuri nyt kerro, oletko organisaation oma käyttäjä. Yritä hetken kuluttua uudelleen.';
const membersUnknown = 'Teams ei juuri nyt kerro, ketkä ovat kanavan jäseniä. Mitään ei muutettu. Yritä hetken kuluttua uudelleen.';

let country: Country;
let aino: StoryPerson;
let sirpa: StoryPerson;
let raili: StoryPerson;
let channel: string;
beforeEach(async () => {
  country = await openCountry();
  aino = country.person('Aino Sarkavaara');
  sirpa = country.person('Sirpa Aapakari');
  raili = country.person('Raili Jänkälä');
  channel = country.channel('Lastensuojelu', teamName);
  await raili.sees();
});
afterEach(() => country.close());

/** Somebody as the bot has stored them. */
function stored({ id }: StoryPerson): Person | null {
  const store = country.database();
  const row = store.prepare('SELECT body FROM documents WHERE id = ?').get(`person:${id}`) as { body: string } | undefined;
  store.close();
  return row ? (JSON.parse(row.body) as Person) : null;
}

/** How often Teams was asked who is in the team's channels. */
async function lookUps(): Promise<string[]> {
  const asked = (await country.traffic()).filter(({ direction, method }) => direction === 'to-connector' && method === 'GET');
  return asked.map(({ path }) => decodeURIComponent(path)).filter((path) => path.includes(channel));
}

/** The claim of a request, as a member's client sends it; the card of the request is still open to everybody. */
async function claimOf(asked: Asked): Promise<Activity> {
  const other = await aino.asks();
  await country.person('Mika Kaarnilahti').presses('Otan hoitaakseni', { about: other });
  const claim = await country.person('Mika Kaarnilahti').lastSent('invoke');
  return { ...claim, value: pressed(claim, { id: country.stored(asked).id, rev: 1 }) };
}

/** The value of a press with other data. */
function pressed({ value }: Activity, change: { verb?: string } & Record<string, unknown>): object {
  const { action } = value as { action: { verb: string; data: object } };
  return { action: { ...action, verb: change.verb ?? action.verb, data: { ...action.data, ...change } }, trigger: 'manual' };
}

async function sendsAs({ id, teamsId, name }: StoryPerson, activity: Activity, change: object = {}): Promise<unknown> {
  country.aMoment();
  const from = { id: teamsId, name, aadObjectId: id };
  const { body } = await country.api.sendRaw({ activity: { ...activity, id: `f:${randomUUID()}`, from, ...change } });
  await country.settled();
  return body;
}

function said(text: string): object {
  return expect.objectContaining({ value: text }) as object;
}

describe.each(['documented', 'named'] as const)('In the %s dialect', (dialect) => {
  beforeEach(() => country.api.speak(dialect));

  test('a channel is registered with all its members, a request finds it, and they are called by their names', async () => {
    await tellsBot(country, raili, channel, 'verkosto');
    await raili.presses('Muuta tietoja', { on: await newestIn(country, raili, channel) });
    await raili.fillsIn({ turns: 'together', people: sirpa.id });
    expect(networkIn(country, channel)).toMatchObject({ members: 5, duty: { people: [{ id: sirpa.id, name: sirpa.name }] } });

    const asked = await aino.asks();
    await sirpa.presses('Otan hoitaakseni', { about: asked });

    expect(country.stored(asked)).toMatchObject({ status: 'claimed', seats: [{ expert: { id: sirpa.id, teamsId: sirpa.teamsId } }] });
  });

  test('whoever has left is not there, and whoever has come is', async () => {
    const asked = await aino.asks();
    await sirpa.presses('Otan hoitaakseni', { about: asked });
    const veera = country.person('Veera Lumijärvi');

    await country.api.members({ team: country.team(teamName).id, add: [veera.id], remove: [sirpa.id] });
    await country.settled();
    await veera.presses('Otan hoitaakseni', { about: asked });

    expect(country.stored(asked)).toMatchObject({ status: 'claimed', seats: [{ expert: { id: veera.id } }] });
  });

  test('an external member of a shared channel is refused as a guest is: command, form and claim; no list and no count has them', async () => {
    const asked = await aino.asks();
    const claim = await claimOf(asked);
    const form = { ...claim, name: 'task/fetch', value: { data: { dialog: 'ask' } } };
    const outsider = country.person('Tuulikki Ulkoniemi');
    await country.api.members({ channel, add: [outsider.id] });

    await outsider.says('ohje', { channel, mention: true });
    const [answer] = (await newestIn(country, outsider, channel)).text?.split('\n') ?? [];
    await tellsBot(country, raili, channel, 'verkosto');
    await raili.presses('Muuta tietoja', { on: await newestIn(country, raili, channel) });
    const offered = (await country.api.dialog(raili.id))?.inputs.find(({ id }) => id === 'people')?.choices?.map(({ value }) => value);
    await raili.fillsIn({ turns: 'together', people: outsider.id }, true);

    expect(answer).toBe(guests);
    expect(await sendsAs(outsider, claim)).toEqual(said(guests));
    expect(await sendsAs(outsider, form)).toEqual({ task: said(guests) });
    expect(country.stored(asked).status).toBe('open');
    expect(offered).toHaveLength(5);
    expect(networkIn(country, channel)).toMatchObject({ members: 5, duty: null });
  });
});

describe('A roster that fails', () => {
  test.each([
    ['on its second page', { match: { path: 'pagedmembers', every: 2 }, status: 500 }],
    ['as not found', { match: { path: 'pagedmembers' }, status: 404 }],
    ['as refused', { match: { path: 'pagedmembers' }, status: 403, body: { error: { code: 'BadArgument', message: 'x' } } }],
    ['by having no list', { match: { path: 'pagedmembers' }, status: 200, body: {} }],
  ])('%s changes no count, no duty roster and no right, and tells whoever registers', async (_how, fault) => {
    await tellsBot(country, raili, channel, 'verkosto');
    await raili.presses('Muuta tietoja', { on: await newestIn(country, raili, channel) });
    await raili.fillsIn({ turns: 'together', people: sirpa.id });
    const before = networkIn(country, channel);
    const asked = await aino.asks();
    await sirpa.presses('Otan hoitaakseni', { about: asked });
    const outi = country.person('Outi Saarnikallio');
    const spare = country.channel('Koordinaatio', 'OT-keskus Etelä-Suomi');
    await tellsBot(country, outi, spare, 'rekisteröi');
    await outi.presses('Rekisteröi kanava', { on: await newestIn(country, outi, spare) });

    await country.api.setFault(fault);
    await country.api.members({ team: country.team(teamName).id, add: [country.person('Veera Lumijärvi').id] });
    await country.settled();
    const form = { name: 'Koordinaatio', area: 'etela', fields: '', disciplines: 'social', languages: 'fi', general: 'true' };
    const { lines } = await outi.fillsIn(form);
    await sirpa.presses('Lähetä vastaus', { about: asked, text: 'Kutsukaa koolle verkostopalaveri.' });

    expect(networkIn(country, channel)).toEqual(before);
    expect(lines).toEqual(showing('Teams ei juuri nyt kerro kanavan jäseniä. Yritä hetken kuluttua uudelleen.'));
    expect(networkIn(country, spare)).toBeUndefined();
    expect(country.stored(asked)).toMatchObject({ status: 'answered', seats: [{ expert: { id: sirpa.id } }] });
  });

  test('lets no expert press, who is told to try again; a coordinator directs the request on all the same', async () => {
    const asked = await aino.asks();
    const claim = await claimOf(asked);
    await sirpa.says('ohje');
    await country.api.setFault({
      match: { path: '/members/' },
      status: 404,
      body: { error: { code: 'ConversationNotFound', message: 'x' } },
    });

    const answer = await sendsAs(sirpa, claim);
    const open = country.stored(asked).status;
    const redirect = { verb: 'redirect', 'target-redirect': 'area:etela', 'text-redirect': 'Perhe on muuttanut etelään.' };
    await sendsAs(raili, claim, { value: pressed(claim, redirect) });

    expect(answer).toEqual(said(membersUnknown));
    expect(open).toBe('open');
    expect(country.stored(asked)).toMatchObject({ area: 'etela' });
  });

  test('whoever assigns a request is told to try again, and it stays where it is', async () => {
    const asked = await aino.asks();
    const claim = await claimOf(asked);
    await country.api.setFault({ match: { path: 'members' }, status: 404 });

    const answer = await sendsAs(raili, claim, { value: pressed(claim, { verb: 'assign', 'expert-assign': sirpa.id }) });

    expect(answer).toEqual(said(membersUnknown));
    expect(country.stored(asked)).toMatchObject({ status: 'open', seats: [] });
  });
});

describe('Whoever is not established as one of our own', () => {
  const guestsChannel = () => country.channel('Lastensuojelu', 'OT-keskus Sisä-Suomi');

  test.each([
    [404, 'ConversationNotFound'],
    [403, 'BotNotInConversationRoster'],
    [500, 'InternalServerError'],
  ])('is not let in while Teams answers %i %s, and is not remembered', async (status, code) => {
    const kaarina = country.person('Kaarina Ulappasalo');
    await country.api.setFault({ match: { path: 'members' }, status, body: { error: { code, message: 'x' } } });

    await kaarina.says('ohje', { channel: guestsChannel(), mention: true });
    await kaarina.says('uusi');

    expect((await newestIn(country, kaarina, guestsChannel())).text).toBe(notMet);
    expect(await kaarina.seesLast()).toEqual([notEstablished]);
    expect(stored(kaarina)).toBeNull();
  });

  test.each([
    ['without a role', { userRole: undefined }],
    ['of an unknown role', { userRole: 'superuser' }],
    ['without a tenant', { tenantId: undefined }],
  ])('%s is neither let in nor claims', async (_what, change) => {
    const asked = await aino.asks();
    const claim = await claimOf(asked);
    const { tenantId } = await country.api.world();
    const body = { id: sirpa.teamsId, objectId: sirpa.id, givenName: 'Sirpa', surname: 'Aapakari', tenantId, userRole: 'user', ...change };
    await country.api.setFault({ match: { path: encodeURIComponent(sirpa.teamsId) }, status: 200, body });

    expect(await sendsAs(sirpa, claim)).toEqual(said(notMet));
    expect(country.stored(asked).status).toBe('open');
  });

  test.each([
    ['group chat', { conversationType: 'groupChat', isGroup: true, id: '19:2402b3bf99b7@thread.v2' }],
    ['meeting', { conversationType: 'groupChat', isGroup: true, id: '19:meeting_MjA0@thread.v2' }],
    ['chat with a colleague', { conversationType: 'personal', id: '19:2402b3bf_2cf61cbd@unq.gbl.spaces' }],
    ['chat with a colleague under an id as of the bot’s own', { conversationType: 'personal', id: 'a:1somebody-elses' }],
  ])(
    'gets no form through the message extension in a %s; whoever is known gets it, and stays known by their own chat',
    async (_place, place) => {
      await aino.opensForm();
      const own = stored(aino)?.conversation;
      const { tenantId } = await country.api.world();
      const conversation = { tenantId, ...place };
      const extension = {
        name: 'composeExtension/fetchTask',
        value: { commandId: 'ask', commandContext: 'compose' },
        conversation,
        channelData: { tenant: { id: tenantId } },
      };
      const invoke = await aino.lastSent('invoke');

      const stranger = await sendsAs(country.person('Veera Lumijärvi'), invoke, extension);
      const known = await sendsAs(aino, invoke, extension);

      expect(stranger).toEqual({ task: said(notMet) });
      expect(stored(country.person('Veera Lumijärvi'))).toBeNull();
      expect(known).toMatchObject({ task: { type: 'continue' } });
      expect(own).toMatch(/^a:/);
      expect(stored(aino)?.conversation).toBe(own);
    },
  );

  test('is let in there once they have written in their own chat', async () => {
    const veera = country.person('Veera Lumijärvi');
    await aino.opensForm();
    const { tenantId } = await country.api.world();
    const place = { conversationType: 'groupChat', isGroup: true, id: '19:2402b3bf99b7@thread.v2', tenantId };
    const extension = {
      name: 'composeExtension/fetchTask',
      value: { commandId: 'ask' },
      conversation: place,
      channelData: { tenant: { id: tenantId } },
    };
    const invoke = await aino.lastSent('invoke');
    expect(await sendsAs(veera, invoke, extension)).toEqual({ task: said(notMet) });

    await veera.says('ohje');

    expect(await sendsAs(veera, invoke, extension)).toMatchObject({ task: { type: 'continue' } });
  });

  test('uses up no look-ups of the channel by pressing, and the members press meanwhile', async () => {
    const asked = await aino.asks();
    const claim = await claimOf(asked);
    const veera = country.person('Veera Lumijärvi');
    await veera.says('ohje');
    const before = (await lookUps()).length;

    await country.atOnce(
      Array.from(
        { length: 200 },
        () => () =>
          country.api.sendRaw({
            activity: { ...claim, id: `f:${randomUUID()}`, from: { id: veera.teamsId, name: veera.name, aadObjectId: veera.id } },
          }),
      ),
    );
    await sirpa.presses('Otan hoitaakseni', { about: asked });

    const theirs = (await lookUps()).slice(before).filter((path) => path.includes(veera.teamsId));
    expect(theirs).toHaveLength(1);
    expect(country.stored(asked)).toMatchObject({ seats: [{ expert: { id: sirpa.id } }] });
  });

  test('has nobody else looked up in the channel either', async () => {
    const asked = await aino.asks();
    const claim = await claimOf(asked);
    const veera = country.person('Veera Lumijärvi');
    await veera.says('ohje');
    const before = (await lookUps()).length;

    for (const { id } of (await country.api.world()).people.slice(0, 20))
      await sendsAs(veera, claim, { value: pressed(claim, { verb: 'assign', 'expert-assign': id }) });

    expect((await lookUps()).slice(before).filter((path) => !path.includes(veera.teamsId))).toEqual([]);
  });
});

describe('An activity', () => {
  const elsewhere = '7e5f0a4e-58c3-4f5c-8a55-5e2d7a1c9b10';

  test.each<[string, (activity: Activity) => object]>([
    [
      'of our conversation with another tenant’s channel data',
      ({ channelData }) => ({ channelData: { ...(channelData as object), tenant: { id: elsewhere } } }),
    ],
    [
      'of another tenant’s conversation with our channel data',
      ({ conversation }) => ({ conversation: { ...(conversation as object), tenantId: elsewhere } }),
    ],
    ['from somebody of another tenant', ({ from }) => ({ from: { ...(from as object), tenantId: elsewhere } })],
    ['whose tenant is no word', ({ channelData }) => ({ channelData: { ...(channelData as object), tenant: { id: { toString: 'x' } } } })],
    [
      'that names no tenant',
      ({ conversation }) => ({ conversation: { ...(conversation as object), tenantId: undefined }, channelData: {} }),
    ],
  ])('%s is refused, and changes nothing', async (_what, change) => {
    const asked = await aino.asks();
    const claim = await claimOf(asked);
    const from = { id: sirpa.teamsId, name: sirpa.name, aadObjectId: sirpa.id };

    const body = await sendsAs(sirpa, claim, change({ ...claim, from }));

    expect(body).toEqual(said(guests));
    expect(country.stored(asked).status).toBe('open');
  });
});
