import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { tellsBot } from '../support/channels.ts';
import { type Country, openCountry } from '../support/country.ts';
import { type StoryPerson, showing } from '../support/stories.ts';

let country: Country;
let raili: StoryPerson;
let sirpa: StoryPerson;
let mika: StoryPerson;
let vuokko: StoryPerson;

beforeAll(async () => {
  country = await openCountry({ at: '2026-11-23T08:00:00.000Z' });
  raili = country.person('Raili Jänkälä');
  sirpa = country.person('Sirpa Aapakari');
  mika = country.person('Mika Kaarnilahti');
  vuokko = country.person('Vuokko Harjanne-Lind');
});
afterAll(() => country.close());

test('the coordinators of an area are shown to themselves, with whom they may name: the members of its networks’ channels, and of the national ones', async () => {
  await raili.says('koordinaattorit');

  expect(await raili.seesLast()).toEqual(
    showing('OT-koordinaattorit: Pohjois-Suomi', 'Raili Jänkälä', '[Poista]', 'Nimeä uusi OT-koordinaattori', '[Nimeä koordinaattoriksi]'),
  );
  const { inputs } = await raili.finds('Nimeä koordinaattoriksi');
  expect(inputs.find(({ id }) => id === 'person')?.choices?.map(({ title }) => title)).toEqual([
    'Emmi Pulkkavaara',
    'Lauri Hautasuo',
    'Mika Kaarnilahti',
    'Sirpa Aapakari',
    'Petteri Alasuutela',
    'Samira Rostampour',
    'Ulrika Sandnäs',
    'Vuokko Harjanne-Lind',
  ]);
});

test('while Teams does not tell who is there, the list is shown, and nobody is named', async () => {
  await raili.says('koordinaattorit');
  await country.api.setFault({ match: { path: 'pagedmembers' }, status: 500 });
  const away = 'Teams ei juuri nyt kerro kanavan jäseniä. Yritä hetken kuluttua uudelleen.';

  const { lines } = await raili.presses('Nimeä koordinaattoriksi', { inputs: { person: sirpa.id } });

  expect(lines).toEqual(showing(away, 'OT-koordinaattorit: Pohjois-Suomi', 'Raili Jänkälä', away));
  await country.api.clearFaults();
  await raili.says('koordinaattorit');
  expect((await raili.seesLast()).join()).not.toContain('Sirpa');
});

test('the only coordinator of an area may go as long as there is a national one, and the last national one may not', async () => {
  const outi = country.person('Outi Saarnikallio');
  await outi.says('koordinaattorit');
  expect((await outi.presses('Poista')).lines).toEqual(showing('Poistetaanko Outi Saarnikallio OT-koordinaattoreista?', '[Takaisin]'));
  expect((await outi.presses('Takaisin')).lines).toEqual(showing('OT-koordinaattorit: Etelä-Suomi'));
  await outi.presses('Poista');
  expect((await outi.presses('Poista')).lines).toEqual(['Outi Saarnikallio ei ole enää OT-koordinaattori.']);
  await outi.says('koordinaattorit');
  expect(await outi.seesLast()).toEqual(['Verkostot ja koordinaattorit näkyvät OT-koordinaattoreille.']);

  await vuokko.says('koordinaattorit');
  expect(await vuokko.seesLast()).toEqual(showing('OT-koordinaattorit: Koko maa', 'Vuokko Harjanne-Lind'));
  await vuokko.presses('Poista');
  expect((await vuokko.presses('Poista')).lines).toEqual(showing('Ainoaa koordinaattoria ei voi poistaa. Nimeä ensin toinen.'));
  expect((await vuokko.presses('Näytä alue', { inputs: { area: 'etela' } })).lines).toEqual(
    showing('OT-koordinaattorit: Etelä-Suomi', 'Alueella ei ole omaa OT-koordinaattoria.'),
  );
});

test('whoever is named hears of it once, and has the rights at once: networks, requests that nobody fits, help', async () => {
  await raili.says('koordinaattorit');
  const { lines } = await raili.presses('Nimeä koordinaattoriksi', { inputs: { person: sirpa.id } });

  expect(lines).toEqual(showing('Sirpa Aapakari on nyt OT-koordinaattori.', 'Raili Jänkälä', 'Sirpa Aapakari'));
  expect(await sirpa.sees()).toContain(
    'Sinut on nimetty OT-koordinaattoriksi: Pohjois-Suomi. Kirjoita ”ohje”, niin näet, mitä voit tehdä.',
  );
  await sirpa.says('ohje');
  expect(await sirpa.seesLast()).toEqual(showing('OT-koordinaattorina voit kirjoittaa', 'verkostot: ', 'koordinaattorit: '));
  await sirpa.says('verkostot');
  expect(await sirpa.seesLast()).toEqual(showing('Verkostot: Pohjois-Suomi'));
  const asked = await country.person('Aino Sarkavaara').asks({ field: 'paihteet', county: '91' });
  expect(asked.reference).toBeTruthy();
  const channel = country.channel('Lastensuojelu', 'OT-keskus Pohjois-Suomi');
  expect(await tellsBot(country, sirpa, channel, 'verkosto')).toEqual(showing('[Muuta tietoja]'));

  const again = await raili.presses('Nimeä koordinaattoriksi', { inputs: { person: sirpa.id }, unchecked: true });
  expect(again.lines).toEqual(showing('Hän on jo OT-koordinaattori.'));
  expect((await sirpa.sees()).filter((line) => line.startsWith('Sinut on nimetty'))).toHaveLength(1);
});

test('a choice that is empty, or nobody of the channels, is refused in a sentence, and nobody is named', async () => {
  await raili.says('koordinaattorit');

  expect((await raili.presses('Nimeä koordinaattoriksi')).lines).toEqual(showing('Valitse henkilö.'));
  const aino = country.person('Aino Sarkavaara');
  const { lines } = await raili.presses('Nimeä koordinaattoriksi', { inputs: { person: aino.id }, unchecked: true });

  expect(lines).toEqual(showing('Henkilö ei ole alueen eikä valtakunnallisen verkoston kanavan jäsen. Valitse toinen.'));
  await aino.says('verkostot');
  expect(await aino.seesLast()).toEqual(['Verkostot ja koordinaattorit näkyvät OT-koordinaattoreille.']);
});

test('whoever is removed has the rights no more; an old or hostile press names and removes nobody', async () => {
  await raili.says('koordinaattorit');
  const press = await named();
  await raili.sendsRaw(press, { verb: 'ask-remove-coordinator', area: 'pohjois', person: sirpa.id });
  expect(await raili.sendsRaw(press, { verb: 'remove-coordinator', area: 'pohjois', person: sirpa.id })).toEqual(
    showing('Sirpa Aapakari ei ole enää OT-koordinaattori.'),
  );
  expect(await raili.sendsRaw(press, { verb: 'remove-coordinator', area: 'pohjois', person: sirpa.id })).toEqual(
    showing('Hän ei ole enää OT-koordinaattori.'),
  );
  await sirpa.says('verkostot');
  expect(await sirpa.seesLast()).toEqual(['Verkostot ja koordinaattorit näkyvät OT-koordinaattoreille.']);

  const others = await mikasPress();
  for (const data of [
    { verb: 'name-coordinator', for: 'pohjois', person: mika.id },
    { verb: 'remove-coordinator', area: 'pohjois', person: raili.id },
    { verb: 'coordinators', area: 'pohjois' },
  ])
    expect(await mika.sendsRaw(others, data)).toEqual(['Verkostot ja koordinaattorit näkyvät OT-koordinaattoreille.']);
  expect(await raili.sendsRaw(press, { verb: 'remove-coordinator', area: 'ita', person: 'x' })).toEqual([
    'Et ole tämän alueen koordinaattori.',
  ]);
  await raili.says('koordinaattorit');
  expect((await raili.seesLast()).filter((line) => line === '[Poista]')).toHaveLength(1);
});

test('what was named stays named after a restart', async () => {
  await raili.says('koordinaattorit');
  await raili.presses('Nimeä koordinaattoriksi', { inputs: { person: mika.id } });

  await country.restart();

  await mika.says('verkostot');
  expect(await mika.seesLast()).toEqual(showing('Verkostot: Pohjois-Suomi'));
});

test('a member of a national network may coordinate an area', async () => {
  const petteri = country.person('Petteri Alasuutela');
  await raili.says('koordinaattorit');

  const { lines } = await raili.presses('Nimeä koordinaattoriksi', { inputs: { person: petteri.id } });

  expect(lines).toEqual(showing('Petteri Alasuutela on nyt OT-koordinaattori.'));
  await petteri.says('verkostot');
  expect(await petteri.seesLast()).toEqual(showing('Verkostot: Pohjois-Suomi'));
});

async function named() {
  await raili.presses('Poista');
  return raili.lastSent('invoke');
}

async function mikasPress() {
  await mika.says('kieli');
  await mika.presses('suomi');
  return mika.lastSent('invoke');
}
