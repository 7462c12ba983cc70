import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Activity } from '../../src/local-teams/activities.ts';
import { type Country, openCountry } from '../support/country.ts';
import { type Asked, type StoryPerson, showing } from '../support/stories.ts';
import { keepUnharmed } from '../support/unharmed.ts';

let country: Country;
let aino: StoryPerson;
let sirpa: StoryPerson;
/** An open question, and one that an expert has. */
let asked: Asked;
let claimed: Asked;
/** What was sent in good faith: a claim of the open question, a form that was opened, and one that was sent. */
let claim: Activity;
let open: Activity;
let submit: Activity;

beforeAll(async () => {
  country = await openCountry();
  aino = country.person('Aino Sarkavaara');
  sirpa = country.person('Sirpa Aapakari');
  claimed = await aino.asks();
  submit = await aino.lastSent('invoke');
  await aino.opensForm();
  open = await aino.lastSent('invoke');
  await sirpa.presses('Otan hoitaakseni', { about: claimed });
  asked = await aino.asks();
  claim = about(await sirpa.lastSent('invoke'), asked);
});
afterAll(() => country.close());
keepUnharmed(() => country);

describe('a press that a card of ours would never send', () => {
  const stale = ['Tämä kortti on vanhentunut tai viallinen. Kirjoita ”ohje”, niin autan eteenpäin.'];
  const hidden = ['Konsultaatiota ei löydy, tai sinulla ei ole oikeutta nähdä sitä.'];

  test.each<[string, Record<string, unknown>]>([
    ['an unknown verb in it', { verb: 'fly' }],
    ['the clock’s own verb', { verb: 'tick' }],
    ['the form’s verb', { verb: 'submit' }],
    ['a verb that every object has', { verb: 'constructor' }],
  ])('with %s shows the card as it is, and says that something is wrong', async (_case, data) => {
    expect(await sirpa.sendsRaw(claim, data)).toEqual(
      showing('avoin – odottaa asiantuntijaa', '[Otan hoitaakseni]', 'Mitään ei lähetetty vielä.'),
    );
  });

  test.each<[string, Record<string, unknown>]>([
    ['a revision that is text', { rev: '1' }],
    ['a revision below zero', { rev: -1 }],
    ['no version', { v: null }],
    ['a version to come', { v: 2 }],
    ['a card that there is not', { card: 'admin' }],
    ['an id that is none', { id: '1 OR 1=1' }],
    ['an id that is a list', { id: [claim] }],
    ['an entry that is no number', { entry: 'x' }],
  ])('with %s is said to be outdated', async (_case, data) => {
    expect(await sirpa.sendsRaw(claim, data)).toEqual(stale);
  });

  test('about a consultation that nobody has asked finds none', async () => {
    expect(await sirpa.sendsRaw(claim, { id: '3d5f0a4e-58c3-4f5c-8a55-5e2d7a1c9b10' })).toEqual(hidden);
  });

  test('about somebody else’s consultation finds none, whatever the verb and the card', async () => {
    const veera = country.person('Veera Lumijärvi');
    await veera.says('kieli');
    await veera.presses('suomi');
    const own = await veera.lastSent('invoke');
    const { id } = country.stored(asked);
    const texts = Object.fromEntries(['answer', 'message', 'give-info', 'redirect', 'ask-info'].map((verb) => [`text-${verb}`, 'x']));

    for (const card of ['channel', 'status', 'post', 'case']) {
      for (const verb of [
        'see',
        'claim',
        'join',
        'leave',
        'answer',
        'message',
        'give-info',
        'ask-info',
        'redirect',
        'release',
        'withdraw',
        'close',
        'reopen',
        'assign',
        'remind',
        'resend',
      ]) {
        const chosen = { discipline: 'social', 'target-redirect': 'area:etela', 'expert-assign': veera.id };
        const data = { v: 1, id, rev: 1, card, verb, ...chosen, ...texts };
        expect(await veera.sendsRaw(own, data)).toEqual(hidden);
      }
    }
    for (const data of [
      { verb: 'show', consultation: id },
      { verb: 'relay', consultation: id, nonce: 'x', text: 'Hei!' },
    ]) {
      expect(await veera.sendsRaw(own, data)).toEqual(hidden);
    }
  });

  test('in the name of a network that has not got it finds none', async () => {
    const maarit = country.person('Maarit Kivelänoja');
    await maarit.says('Missä?', { channel: country.channel('Lastensuojelu', 'OT-keskus Etelä-Suomi'), mention: true });
    const { conversation, channelData } = await maarit.lastSent('message');

    expect(await maarit.sendsRaw({ ...claim, conversation, channelData, from: asPerson(maarit) }, {})).toEqual(hidden);
  });

  test('under the Teams id of a member, but of somebody else to Entra, finds none', async () => {
    const before = country.stored(asked);
    const from = { ...asPerson(sirpa), aadObjectId: country.person('Veera Lumijärvi').id };

    expect(await sirpa.sendsRaw({ ...claim, from }, {})).toEqual(hidden);
    expect(country.stored(asked)).toEqual(before);
  });

  test('with fields that a command has not, or that every object has, changes nothing', async () => {
    const taken = country.stored(asked);
    const extra = {
      status: 'closed',
      seats: [],
      'checked-claim': 'true',
      isMember: true,
      coordinates: ['kansallinen'],
      'discipline-claim': 'magic',
    };
    const polluting = { constructor: { prototype: { polluted: true } } };
    const prototype = JSON.parse('{"__proto__":{"isMember":true,"polluted":true}}');

    expect(await sirpa.sendsRaw(claim, extra)).toEqual(showing('[Otan hoitaakseni]', 'Mitään ei lähetetty vielä.'));
    expect(await aino.sendsRaw({ ...claim, from: asPerson(aino) }, polluting)).toEqual(showing('Tämä on oma kysymyksesi'));
    await expect(sirpa.sendsRaw(claim, prototype)).rejects.toThrow('the bot answered 400');

    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(country.stored(asked)).toEqual(taken);
  });
});

test('a form whose id is another’s consultation neither changes it nor shows it', async () => {
  const veera = country.person('Veera Lumijärvi');
  await veera.opensForm();
  const own = await veera.lastSent('invoke');
  const { data } = submit.value as { data: object };
  const { id } = country.stored(asked);

  for (const dialog of ['ask', 'revise']) {
    const value = { data: { ...data, id, dialog, title: 'Kaapattu' } };
    const { status, body } = await country.api.sendRaw({ activity: { ...submit, from: own.from, conversation: own.conversation, value } });
    expect(status).toBe(200);
    expect(JSON.stringify(body)).not.toContain(asked.reference);
  }
  const opened = await country.api.sendRaw({
    activity: { ...open, from: own.from, conversation: own.conversation, value: { data: { dialog: 'revise', id } } },
  });
  expect(opened.body).toEqual({ task: { type: 'message', value: 'Konsultaatiota ei löydy, tai sinulla ei ole oikeutta nähdä sitä.' } });
});

test.each(['revise', 'register'])(
  'a form to be opened (%s) with ids that are objects of a kind that is no text is none',
  async (dialog) => {
    const nothing = JSON.parse('{"toString": 1, "valueOf": 1}');
    const own = await aino.lastSent('invoke');

    const { body } = await country.api.sendRaw({
      activity: { ...open, conversation: own.conversation, value: { data: { dialog, id: nothing, network: nothing } } },
    });

    expect(JSON.stringify(body)).toMatch(/Konsultaatiota ei löydy|Vain OT-koordinaattori/);
  },
);

test('a form sent twice asks once', async () => {
  const answers = await country.atOnce([1, 2].map(() => () => country.api.sendRaw({ activity: submit })));

  for (const { body } of answers) expect(JSON.stringify(body)).toContain('Kiitos! Pyyntösi OT-');
});

test('an expert who has no seat can’t answer, release, redirect or close, even with a card that offers it', async () => {
  const mika = country.person('Mika Kaarnilahti');
  const { id } = country.stored(claimed);
  await mika.sees(asked);
  const press = { ...claim, from: asPerson(mika) };
  const words = ['answer', 'message', 'ask-info', 'give-info', 'release', 'redirect', 'close', 'leave', 'reopen', 'withdraw'];
  const verbs = [...words, 'assign', 'remind', 'resend'];
  const texts = Object.fromEntries(words.map((verb) => [`text-${verb}`, 'x']));

  for (const verb of verbs) {
    const chosen = { 'target-redirect': 'area:etela', 'expert-assign': mika.id };
    const lines = await mika.sendsRaw(press, { ...texts, ...chosen, id, verb });
    expect(lines).toEqual(showing('Sinulla ei ole oikeutta tähän. Mitään ei muutettu.'));
  }
});

test('a guest is told politely that Neuvo is not for them, in a chat, on a card and in a channel', async () => {
  const kaarina = country.person('Kaarina Ulappasalo');
  const channel = country.channel('Lastensuojelu', 'OT-keskus Sisä-Suomi');
  const refusal = 'Neuvo on avoinna vain organisaation omille käyttäjille.';

  await kaarina.says('uusi');
  expect(await kaarina.sees()).toEqual(['uusi', refusal]);
  await kaarina.says('ohje', { channel, mention: true });
  expect((await country.api.chat(kaarina.id, channel)).messages.at(-1)?.replies?.map(({ text }) => text)).toEqual([refusal]);
  const from = asPerson(kaarina);
  expect(await kaarina.sendsRaw({ ...claim, from }, {})).toEqual([refusal]);
  expect((await country.api.sendRaw({ activity: { ...open, from } })).body).toEqual({ task: { type: 'message', value: refusal } });
});

test('an Entra id in other letters is the same person', async () => {
  const from = { ...asPerson(sirpa), aadObjectId: sirpa.id.toUpperCase() };

  expect(await sirpa.sendsRaw({ ...claim, from }, { verb: 'fly' })).toEqual(
    showing('avoin – odottaa asiantuntijaa', '[Otan hoitaakseni]', 'Mitään ei lähetetty vielä.'),
  );
  const store = country.database();
  expect(JSON.stringify(store.prepare('SELECT * FROM documents').all())).not.toContain(from.aadObjectId);
  store.close();
});

test('somebody of another tenant is told the same, and is not remembered', async () => {
  const tenantId = '7e5f0a4e-58c3-4f5c-8a55-5e2d7a1c9b10';
  const from = { id: '29:1stranger', name: 'Vieras Vierasmaa', aadObjectId: '5d5f0a4e-58c3-4f5c-8a55-5e2d7a1c9b10' };
  const conversation = { ...(claim.conversation as object), tenantId };

  expect(await aino.sendsRaw({ ...claim, from, conversation }, {})).toEqual(['Neuvo on avoinna vain organisaation omille käyttäjille.']);
  await country.api.sendRaw({ activity: { ...claim, type: 'message', id: 'from-elsewhere', text: 'uusi', from, conversation } });

  const store = country.database();
  expect(JSON.stringify(store.prepare('SELECT * FROM documents').all())).not.toContain(from.aadObjectId);
  store.close();
});

function about(pressed: Activity, { reference }: Asked): Activity {
  const { action, trigger } = pressed.value as { action: { data: object }; trigger: string };
  return { ...pressed, value: { action: { ...action, data: { ...action.data, id: country.stored({ reference }).id, rev: 1 } }, trigger } };
}

function asPerson({ id, teamsId, name }: StoryPerson) {
  return { id: teamsId, name, aadObjectId: id };
}
