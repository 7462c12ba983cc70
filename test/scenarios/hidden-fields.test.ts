import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Activity } from '../../src/local-teams/activities.ts';
import { networkIn, newestIn, tellsBot } from '../support/channels.ts';
import { type Country, openCountry } from '../support/country.ts';
import { cardLines, type StoryPerson, showing } from '../support/stories.ts';

let country: Country;
let aino: StoryPerson;
let sirpa: StoryPerson;
let raili: StoryPerson;
let form: Activity;

beforeAll(async () => {
  country = await openCountry();
  aino = country.person('Aino Sarkavaara');
  sirpa = country.person('Sirpa Aapakari');
  raili = country.person('Raili Jänkälä');
  await aino.asks();
  form = await aino.lastSent('invoke');
});
afterAll(() => country.close());

describe('a redirection', () => {
  test.each([
    ['its own area', () => 'area:pohjois'],
    ['the whole country', () => 'area:kansallinen'],
    ['another area’s network', () => country.networkId('Lastensuojelu', 'OT-keskus Etelä-Suomi')],
  ])('to %s, which no card offers, is refused in a sentence, and what was written stays', async (_, target) => {
    const asked = await aino.asks();
    await sirpa.presses('Otan hoitaakseni', { about: asked });
    await sirpa.presses('Ohjaa toiseen verkostoon', { about: asked });
    const before = country.stored(asked);

    const { lines } = await sirpa.presses('Vahvista ohjaus', {
      about: asked,
      text: 'Siellä osataan.',
      inputs: { 'target-redirect': target() },
      unchecked: true,
    });

    expect(lines).toEqual(showing('Pyyntöä ei voi nyt ohjata sinne. Valitse jokin tarjotuista.', 'Siellä osataan.'));
    expect(country.stored(asked)).toEqual(before);
  });
});

describe('a claim', () => {
  test('in a discipline that the card does not offer is refused in a sentence', async () => {
    const asked = await aino.asks();
    await sirpa.presses('Otan hoitaakseni', { about: await aino.asks() });
    const claim = await sirpa.lastSent('invoke');

    const lines = await sirpa.sendsRaw(claim, { id: country.stored(asked).id, rev: 1, discipline: 'education' });

    expect(lines).toEqual(showing('Kysyjä ei toivo vastausta tältä alalta.', '[Otan hoitaakseni]'));
    expect(country.stored(asked)).toMatchObject({ status: 'open', seats: [] });
  });
});

describe('a request', () => {
  test('that wishes for one discipline eight times wishes for it once: the network gets its card, with one button to claim it', async () => {
    const asked = await asks({ disciplines: Array(8).fill('social').join(',') });

    expect(country.stored(asked).request.disciplines).toEqual(['social']);
    expect((await sirpa.finds('Otan hoitaakseni', { ...asked, sentence: '' })).actions).toEqual(['Otan hoitaakseni', 'Omat toiminnot']);
  });

  test('that an earlier release has stored with one discipline eight times is shown with one button', async () => {
    const asked = await aino.asks();
    const database = country.database();
    database
      .prepare("UPDATE documents SET body = json_set(body, '$.request.disciplines', json(?)) WHERE id = ?")
      .run(JSON.stringify(Array(8).fill('social')), country.stored(asked).id);
    database.close();
    const { id } = country.stored(asked);
    await sirpa.presses('Otan hoitaakseni', { about: await aino.asks() });
    const press = await sirpa.lastSent('invoke');

    const lines = await sirpa.sendsRaw(press, { id, verb: 'see', rev: 1 });

    expect(lines.filter((line) => line.startsWith('[Otan hoitaakseni'))).toEqual(['[Otan hoitaakseni]']);
  });

  test.each(['C56A4180-65AA-42EC-A945-5FD21DEC0538', '00000000-0000-0000-0000-000000000000', 'c56a4180-65aa-12ec-a945-5fd21dec0538'])(
    'under an id that no form of ours has (%s) is opened by nobody',
    async (id) => {
      const before = country.state().length;

      expect(await sends({ id })).toEqual(showing('Tämä kortti on vanhentunut tai viallinen.'));
      expect(country.state()).toHaveLength(before);
    },
  );

  test('under an id that makes another’s reference is called differently', async () => {
    const other = await aino.asks();
    const number = BigInt(`0x${country.stored(other).id.replaceAll('-', '')}`) + BigInt(31 ** 6);
    const id = number
      .toString(16)
      .padStart(32, '0')
      .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

    const asked = await asks({ id });

    expect(asked.reference).not.toBe(other.reference);
    expect(country.stored(asked).id).toBe(id);
  });
});

describe('a revision', () => {
  test('without its tick is not taken, whichever way it comes', async () => {
    const asked = await aino.asks();
    const before = country.stored(asked);
    const revised = { ...before.request, title: 'Ilman ruksia' };

    expect(await sends({ dialog: 'revise', id: before.id, rev: '1', title: 'Ilman ruksia', anonymous: 'false' })).toEqual(
      showing('Vahvista, ettei tekstissä ole tunnistetietoja.'),
    );
    await aino.says('kieli');
    await aino.presses('suomi');
    const press = await aino.lastSent('invoke');
    const pressed = { v: 1, verb: 'revise', card: 'status', id: before.id, rev: 1, 'request-revise': revised };
    expect(await aino.sendsRaw(press, pressed)).toEqual(showing('Mitään ei lähetetty vielä.'));

    expect(country.stored(asked)).toEqual(before);
  });

  test('without the revision that its form was opened on is not taken', async () => {
    const asked = await aino.asks();
    const before = country.stored(asked);

    for (const rev of [undefined, '', 'x', '-1'])
      expect(await sends({ dialog: 'revise', id: before.id, title: 'Toinen', rev })).toEqual(showing('Tämä kortti on vanhentunut'));

    expect(country.stored(asked)).toEqual(before);
  });
});

describe('a card of networks', () => {
  const name = ['Lastensuojelu', 'OT-keskus Pohjois-Suomi'] as const;

  test('is drawn anew after a change, and no other message that a client names, a consultation’s card least of all', async () => {
    const channel = country.channel(...name);
    const asked = await aino.asks();
    const { id: target, card: shown } = await sirpa.finds('Otan hoitaakseni', asked);
    await tellsBot(country, raili, channel, 'verkosto');
    const on = await newestIn(country, raili, channel);
    await raili.presses('Muuta tietoja', { on });
    await raili.fillsIn({ name: 'Lapin lastensuojelu' });
    const saved = await raili.lastSent('invoke');
    await raili.presses('Keskeytä', { on: await newestIn(country, raili, channel) });
    const paused = await raili.lastSent('invoke');
    const before = (await country.traffic()).length;

    const { data } = saved.value as { data: object };
    for (const card of [target, channel, on.conversation, ''])
      await country.api.sendRaw({ activity: { ...saved, id: `f:${randomUUID()}`, value: { data: { ...data, card } } } });
    for (const verb of ['resume-network', 'pause-network', 'resume-network'])
      await raili.sendsRaw({ ...paused, replyToId: target }, { verb, area: 'etela' });
    // Its own card may not become another network's.
    const other = country.networkId('Oppimisen vaativa tuki', 'OT-keskus Pohjois-Suomi');
    for (const verb of ['pause-network', 'resume-network']) await raili.sendsRaw(paused, { verb, network: other });
    await country.settled();

    const updates = (await country.traffic()).slice(before).filter(({ method }) => method === 'PUT' || method === 'DELETE');
    expect(updates.map(({ path }) => path)).toEqual([]);
    expect((await sirpa.finds('Otan hoitaakseni', asked)).card).toEqual(shown);
    expect(networkIn(country, channel)).toMatchObject({ name: 'Lapin lastensuojelu', state: 'active' });
  });

  test('in the coordinator’s own chat is drawn anew, and none of their other messages', async () => {
    await raili.says('ohje');
    await raili.says('verkostot');
    await raili.presses('Näytä Lapin lastensuojelu');
    await raili.presses('Muuta tietoja');
    await raili.fillsIn({ name: 'Lastensuojelu' });
    expect(await raili.seesLast()).toEqual(showing('Lastensuojelu', '[Takaisin]'));
    const saved = await raili.lastSent('invoke');
    const { data } = saved.value as { data: object };
    const chat = (await country.api.chats(raili.id)).find(({ kind }) => kind === 'personal')?.conversation ?? '';
    const help = (await country.api.chat(raili.id, chat)).messages.findLast(({ card }) => JSON.stringify(card).includes('Olen Neuvo'));

    await country.api.sendRaw({ activity: { ...saved, id: `f:${randomUUID()}`, value: { data: { ...data, card: help?.id } } } });
    await country.settled();

    expect((await country.api.chat(raili.id, chat)).messages.find(({ id }) => id === help?.id)?.card).toEqual(help?.card);
  });

  test('is registered in channels only: in a chat between people the form says where to go', async () => {
    await raili.presses('Muuta tietoja');
    const opened = await raili.lastSent('invoke');
    const conversation = { ...(opened.conversation as object), id: '19:meeting@thread.v2', conversationType: 'groupChat', isGroup: true };

    const { body } = await country.api.sendRaw({ activity: { ...opened, id: `f:${randomUUID()}`, conversation } });

    expect(JSON.stringify(body)).toContain('Näin rekisteröit verkoston');
  });
});

/** Sends the form that Aino has filled in once more, with other data; a new id unless one is given. Answers what she was answered. */
async function sends(data: Record<string, unknown>): Promise<string[]> {
  const { data: filled } = form.value as { data: object };
  const value = { data: { ...filled, id: randomUUID(), ...data }, context: { theme: 'default' } };
  country.aMoment();
  const { status, body } = await country.api.sendRaw({ activity: { ...form, id: `f:${randomUUID()}`, value } });
  await country.settled();
  expect(status).toBe(200);
  const { task } = body as { task: { value: string | { card: { content: object } } } };
  return typeof task.value === 'string' ? [task.value] : cardLines(task.value.card.content);
}

async function asks(data: Record<string, unknown>): Promise<{ reference: string; sentence: string }> {
  const [sentence = ''] = await sends(data);
  return { reference: /OT-[2-9A-Z]{6}/.exec(sentence)?.[0] ?? sentence, sentence };
}
