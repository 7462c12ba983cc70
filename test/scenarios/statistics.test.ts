import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Activity } from '../../src/local-teams/activities.ts';
import { type Country, openCountry } from '../support/country.ts';
import { type StoryPerson, showing } from '../support/stories.ts';

let country: Country;
let asker: StoryPerson;
let coordinator: StoryPerson;
let national: StoryPerson;
let elsewhere: { server: Server; url: string; taken: string[] };

beforeEach(async () => {
  country = await openCountry();
  [asker, coordinator, national] = [
    country.person('Aino Sarkavaara'),
    country.person('Raili Jänkälä'),
    country.person('Vuokko Harjanne-Lind'),
  ];
  elsewhere = await openPlaceForFiles();
});

afterEach(async () => {
  elsewhere.server.close();
  await country.close();
});

describe('Whoever coordinates an area', () => {
  test('reads its year in one table, and is offered it as a file', async () => {
    await asker.asks();
    await coordinator.says('tilasto');

    expect(await coordinator.sees()).toEqual(showing('Vuosi 2026: Pohjois-Suomi', 'Kysyttiin 1, vastattiin 0, päätettiin 0.'));
    expect(await offered()).toMatchObject({
      name: 'neuvo-tilasto-pohjois-2026.csv',
      content: { acceptContext: { area: 'pohjois', year: 2026 } },
    });
  });

  test('leafs to another year', async () => {
    await coordinator.says('statistics 2025');
    await coordinator.presses('Vuosi 2026');

    expect(await coordinator.sendsRaw(await coordinator.lastSent('invoke'), { area: 'ita' })).toEqual([
      'Tilastot ovat OT-koordinaattoreille.',
    ]);
  });

  test.each(['tilasto 26', 'tilasto viime vuosi', 'tilasto 1926'])('who writes “%s” is told how to write it', async (written) => {
    await coordinator.says(written);

    expect(await coordinator.seesLast()).toEqual(showing('En tunnistanut vuotta.'));
  });

  test('is offered no file of a year that has not begun', async () => {
    await coordinator.says('tilasto 2026.');
    const offer = await offered();
    await coordinator.presses('Vuosi 2025');
    const press = await coordinator.lastSent('invoke');

    await coordinator.says('tilasto 2027');

    expect(await coordinator.seesLast()).toEqual(['Vuosi 2027 ei ole vielä alkanut.']);
    expect(await coordinator.sendsRaw(press, { year: 2027 })).toEqual(['Vuosi 2027 ei ole vielä alkanut.']);
    expect(await offered()).toEqual(offer);
  });

  test('declines the file', async () => {
    await coordinator.says('tilasto 2026');
    await consents(coordinator, { action: 'decline', context: { area: 'pohjois', year: 2026 } });

    expect(await coordinator.seesLast()).toEqual(['Tiedostoa ei tallennettu.']);
  });

  test('accepts it: it goes to no address but Teams’ own', async () => {
    await coordinator.says('tilasto 2026');
    await consents(coordinator, accepting(elsewhere.url, { area: 'pohjois', year: 2026 }));

    expect(elsewhere.taken).toEqual([]);
    expect(await coordinator.seesLast()).toEqual(showing('Tiedoston tallentaminen ei onnistunut.'));
  });

  test('accepts it: it lies in their OneDrive, a row for each consultation', async () => {
    const asked = await asker.asks();
    await coordinator.says('tilasto 2026');
    const offer = (await country.api.chat(coordinator.id, await chatOf(coordinator))).messages.at(-1);
    const taken = await country.api.consent({
      as: coordinator.id,
      conversation: await chatOf(coordinator),
      message: offer?.id ?? '',
      action: 'accept',
    });
    await country.settled();

    expect(taken).toEqual({ kind: 'sent' });
    const { file } = (await country.api.chat(coordinator.id, await chatOf(coordinator))).messages.at(-1) ?? {};
    expect(file).toMatchObject({ name: 'neuvo-tilasto-pohjois-2026.csv' });
    const address = new URL(file?.kind === 'file' ? file.url : '', country.pageUrl).href;
    const lines = (await country.api.download(address)).toString('utf8').split('\r\n');
    expect(lines).toEqual([
      expect.stringMatching(/^\ufeffTunnus;/),
      expect.stringContaining(`${asked.reference};Pohjois-Suomi;Lappi;`),
      '',
    ]);
  });

  test('gets no other area’s figures, whatever the card says', async () => {
    await coordinator.says('tilasto 2026');
    await consents(coordinator, accepting(elsewhere.url, { area: 'ita', year: 2026 }));
    expect(await coordinator.seesLast()).toEqual(['Tilastot ovat OT-koordinaattoreille.']);

    await consents(coordinator, { action: 'accept', context: 'everything' });
    expect(await coordinator.seesLast()).toEqual(showing('Tämä kortti on vanhentunut'));
  });
});

describe('The national coordinator', () => {
  test('reads the whole country, and any area by choice', async () => {
    await asker.asks();
    await national.says('tilasto 2026');
    expect(await national.sees()).toEqual(showing('Vuosi 2026: Koko maa', 'Kysyttiin 1,'));

    const { lines } = await national.presses('Näytä alue', { inputs: { chosen: 'ita' } });
    expect(lines).toEqual(showing('Vuosi 2026: Itä-Suomi', 'Kysyttiin 0,'));
  });

  test('reads the areas side by side, with small figures withheld', async () => {
    await asker.asks();
    await national.says('kooste 48');

    expect(await national.seesLast()).toEqual(showing('Viikkokooste: alueet rinnakkain', '1–4'));
  });
});

describe('A training', () => {
  const form = { on: '2026-11-20', participants: '24', topic: 'Neuvon käyttö' };

  test('is counted in the digest and in the year, once', async () => {
    await coordinator.says('koulutus');
    const saved = await coordinator.presses('Tallenna koulutus', { inputs: form });
    const again = await coordinator.presses('Tallenna koulutus', { inputs: form });
    await coordinator.says('kooste 47');

    expect(saved.lines).toEqual(showing('Tallennettu. Osallistujia 24. Keskuksen koulutuksia yhteensä 1.'));
    expect(again.lines).toEqual(showing('yhteensä 1.'));
    expect(await coordinator.seesLast()).toEqual(showing('Koulutukset: 24 osallistujaa (vuosi 24)'));
  });

  test('that was mistyped is removed from the card, by its centre’s coordinators alone; pressed twice, it is gone once', async () => {
    await coordinator.says('koulutus');
    await coordinator.presses('Tallenna koulutus', { inputs: form });
    const { lines } = await coordinator.presses('Tallenna koulutus', { inputs: { ...form, participants: '240' } });
    expect(lines).toEqual(showing('Viimeksi kirjatut', 'Neuvon käyttö', 'pe 20.11.2026 · osallistujia 240', '[Poista]'));

    const removed = await coordinator.presses('Poista');
    const press = await coordinator.lastSent('invoke');
    const again = await coordinator.sendsRaw(press, {});
    const elsewhere = await coordinator.sendsRaw(press, { of: 'ita' });

    expect(removed.lines).toEqual(showing('Poistettu. Keskuksen koulutuksia yhteensä 1.', 'osallistujia 24'));
    expect(removed.lines.join()).not.toContain('240');
    expect(again).toEqual(removed.lines);
    expect(elsewhere).toEqual(['Koulutuksia kirjaavat OT-koordinaattorit.']);
    await coordinator.says('kooste 47');
    expect(await coordinator.seesLast()).toEqual(showing('Koulutukset: 24 osallistujaa (vuosi 24)'));
  });

  test('that is recorded anew stays, though its removal is sent once more', async () => {
    await coordinator.says('koulutus');
    await coordinator.presses('Tallenna koulutus', { inputs: form });
    await coordinator.presses('Poista');
    const press = await coordinator.lastSent('invoke');
    country.clock.set('2026-11-23T09:00:00.000Z');
    await coordinator.presses('Tallenna koulutus', { inputs: form });

    expect(await coordinator.sendsRaw(press, {})).toEqual(showing('yhteensä 1.', 'osallistujia 24'));
  });

  test.each([
    ['a day to come', { on: '2026-11-24' }, 'Päivä ei voi olla tulevaisuudessa'],
    ['nobody', { participants: '0' }, 'Tarkista päivä, osallistujien määrä'],
    ['a day that there is not', { on: '2026-02-30' }, 'Tarkista päivä'],
    ...['0x10', '1e2', ' 5 ', '5.0', '+5', '10001', '99999999999999999999'].map(
      (participants) => [`“${participants}” participants`, { participants }, 'osallistujien määrä (1–10 000)'] as const,
    ),
    ['a topic that identifies', { topic: 'Soita 040 1234567' }, 'tunnistetietoja'],
    ['no topic', { topic: ' ' }, 'Tarkista päivä'],
    ['no day', { on: '31.12.2026' }, 'Tarkista päivä'],
  ])('with %s is not kept, and comes back with a clear sentence', async (_, wrong, sentence) => {
    await coordinator.says('koulutus');

    const { lines } = await coordinator.presses('Tallenna koulutus', { inputs: { ...form, ...wrong }, unchecked: true });

    expect(lines).toEqual(showing(sentence));
    await coordinator.says('kooste 47');
    expect((await coordinator.seesLast()).join()).not.toContain('Koulutukset');
  });

  test('is recorded by coordinators alone', async () => {
    await asker.says('koulutus');
    expect(await asker.seesLast()).toEqual(['Koulutuksia kirjaavat OT-koordinaattorit.']);
    await asker.says('tilasto 2026');
    expect(await asker.seesLast()).toEqual(['Tilastot ovat OT-koordinaattoreille.']);
  });
});

async function openPlaceForFiles() {
  const taken: string[] = [];
  const server = createServer((request, response) => {
    taken.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, taken, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/upload` };
}

function accepting(uploadUrl: string, context: object): object {
  const uploadInfo = { contentUrl: uploadUrl, uploadUrl, name: 'tilasto.csv', uniqueId: 'u', fileType: 'csv' };
  return { type: 'fileUpload', action: 'accept', context, uploadInfo };
}

async function chatOf(person: StoryPerson): Promise<string> {
  return (await country.api.chats(person.id)).find(({ kind }) => kind === 'personal')?.conversation ?? '';
}

/** Answers the offer of a file, as Teams would tell the bot. */
async function consents(person: StoryPerson, value: object): Promise<void> {
  const written = await person.lastSent('message');
  const activity = { ...written, type: 'invoke', name: 'fileConsent/invoke', id: `f:${randomUUID()}`, value } as unknown as Activity;
  await country.api.sendRaw({ activity });
  await country.settled();
}

/** The file that the bot has offered last. */
async function offered(): Promise<unknown> {
  const sent = (await country.traffic()).flatMap(({ direction, activity }) =>
    direction === 'to-connector' ? ((activity?.attachments as { contentType?: string }[]) ?? []) : [],
  );
  return sent.findLast(({ contentType }) => contentType?.endsWith('file.consent'));
}
