import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { networkIn, newestIn, tellsBot } from '../support/channels.ts';
import { type Country, openCountry } from '../support/country.ts';
import { type StoryPerson, showing } from '../support/stories.ts';

let country: Country;
let outi: StoryPerson;
let raili: StoryPerson;
let vuokko: StoryPerson;
let channel: string;
let learning: string;
const form = {
  name: 'Etelän syömishäiriöt',
  area: 'etela',
  fields: 'syomishairiot',
  disciplines: 'health,social',
  languages: 'fi,sv',
  general: 'false',
  turns: 'none',
};

beforeAll(async () => {
  // Monday of week 48.
  country = await openCountry({ at: '2026-11-23T08:00:00.000Z' });
  outi = country.person('Outi Saarnikallio');
  raili = country.person('Raili Jänkälä');
  vuokko = country.person('Vuokko Harjanne-Lind');
  channel = country.channel('Koordinaatio', 'OT-keskus Etelä-Suomi');
  learning = country.channel('Oppimisen vaativa tuki', 'OT-keskus Pohjois-Suomi');
});
afterAll(() => country.close());

describe('registering a channel', () => {
  test.each(['rekisteröi kanava', 'Registrera den här kanalen!', 'register this channel, please'])(
    'is offered to whoever writes “%s”',
    async (text) => {
      expect(await tellsBot(country, outi, channel, text)).toEqual(showing('[Rekisteröi kanava]'));
    },
  );

  test('is not what a sentence in a consultation’s thread is about', async () => {
    const lauri = country.person('Lauri Hautasuo');
    const asked = await country.person('Aino Sarkavaara').asks();

    await lauri.says('Rekisteröinti tehdään ensin.', { thread: asked, mention: true });

    expect(await lauri.sees(asked)).toEqual(showing('Ota se ensin hoitaaksesi'));
  });

  test('opens a form that is called as the channel is, and says who will be on duty when', async () => {
    expect(await tellsBot(country, outi, channel, 'rekisteröi')).toEqual(showing('[Rekisteröi kanava]'));
    expect(await tellsBot(country, outi, channel, 'Rekisteroi!')).toEqual(showing('[Rekisteröi kanava]'));

    const { lines } = await outi.presses('Rekisteröi kanava', { on: await newestIn(country, outi, channel) });

    expect(lines).toEqual(
      showing(
        'Verkoston nimi: Koordinaatio, OT-keskus Etelä-Suomi',
        'Uudet viikkovuorot alkavat ma 30.11.2026 ja kulkevat aakkosjärjestyksessä.',
        'Kuka on vuorossa?: none',
        'Ensimmäinen taukopäivä',
        '[Rekisteröi]',
      ),
    );
    expect((await country.api.dialog(outi.id))?.inputs.find(({ id }) => id === 'people')?.choices?.map(({ title }) => title)).toEqual([
      'Fredrika Stenudd',
      'Ilkka Norrholma',
      'Joel Haapavirta',
      'Maarit Kivelänoja',
      'Outi Saarnikallio',
    ]);
  });

  test.each([
    ['nothing that it covers', { fields: '', general: 'false' }, 'Valitse vähintään yksi osaamisala tai merkitse verkosto yleiseksi.'],
    ['an area that is not one’s own', { area: 'ita' }, 'Et ole tämän alueen koordinaattori.'],
    ['an area that there is not', { area: 'ahvenanmaa' }, 'Yhteistyöalue – valinta ei kelpaa.'],
    ['a rota with nobody', { turns: 'weekly', people: '' }, 'Valitse vuorolistalle ainakin yksi henkilö, tai valitse ”Ei vuoroja”.'],
    ['a rota with some who are not there', { turns: 'together', people: 'nobody,none' }, 'Ei ole enää kanavan jäsen: valittu henkilö. '],
    ['half a break', { from0: '2026-12-21' }, 'Anna tauolle sekä ensimmäinen että viimeinen päivä.'],
    ['a break that ends before it begins', { from0: '2027-07-31', to0: '2027-07-01' }, 'Tauko päättyy ennen kuin se alkaa.'],
    ['a break that is over', { from0: '2026-07-01', to0: '2026-07-31' }, 'Tauko on jo päättynyt. Tarkista vuosi.'],
    ['a break without end', { from0: '2026-12-01', to0: '2036-12-01' }, 'Tauko voi kestää enintään vuoden.'],
    ['a day that there is not', { from0: '2026-02-30', to0: '2027-02-31' }, 'Tauon päivämäärä ei kelpaa.'],
    ['no name', { name: ' ' }, 'Verkoston nimi – tieto puuttuu.'],
  ])('with %s is refused in a sentence; the form comes back filled in, and nothing is registered', async (_what, wrong, sentence) => {
    const { kind, lines } = await outi.fillsIn({ ...form, ...wrong }, true);

    expect(kind).toBe('dialog');
    expect(lines).toEqual(showing(sentence));
    expect(lines).toEqual(showing(`Kielet: ${form.languages}`));
    expect(networkIn(country, channel)).toBeUndefined();
  });

  test('while Teams does not tell who is there is refused: the form comes back with all that was filled in, and nothing is registered', async () => {
    await country.api.setFault({ match: { path: 'pagedmembers' }, status: 500 });
    const people = ['Ilkka Norrholma', 'Maarit Kivelänoja'].map((name) => country.person(name).id).join(',');

    for (const turns of ['none', 'weekly']) {
      const { kind, lines } = await outi.fillsIn({ ...form, turns, people, from0: '', to0: '' }, true);

      expect(kind).toBe('dialog');
      expect(lines).toEqual(showing('Teams ei juuri nyt kerro kanavan jäseniä. Yritä hetken kuluttua uudelleen.'));
      expect(lines).toEqual(showing(`Verkoston nimi: ${form.name}`, `Kuka on vuorossa?: ${turns}`, `Vuorolista: ${people}`));
    }

    await country.api.clearFaults();
    expect(networkIn(country, channel)).toBeUndefined();
  });

  test('makes it a network with turns and breaks, and the offer becomes what is registered', async () => {
    const people = [country.person('Maarit Kivelänoja'), country.person('Ilkka Norrholma')].map(({ id }) => id).join(',');
    // A client that names everything twice is understood all the same.
    const twice = { people: `${people},${people}`, fields: 'syomishairiot,syomishairiot' };

    const { lines } = await outi.fillsIn({ ...form, ...twice, turns: 'weekly', from0: '2026-12-21', to0: '2027-01-03' });

    expect(lines).toEqual(['Verkosto ”Etelän syömishäiriöt” on rekisteröity. Kanavan jäseniä: 5.']);
    expect(networkIn(country, channel)).toMatchObject({
      state: 'active',
      area: 'etela',
      members: 5,
      place: { channel: 'Koordinaatio', team: 'OT-keskus Etelä-Suomi' },
      breaks: [{ from: '2026-12-21', to: '2027-01-03' }],
      duty: { turns: 'weekly', from: '2026-11-30' },
      fields: ['syomishairiot'],
    });
    expect(networkIn(country, channel)?.duty?.people).toHaveLength(2);
    const { actions } = await newestIn(country, outi, channel);
    expect(actions).toEqual(['Muuta tietoja', 'Keskeytä', 'Poista käytöstä']);
  });

  test('again changes the same network: the form is filled in, another break is added, and the turns go on', async () => {
    const before = networkIn(country, channel);
    const card = await tellsBot(country, outi, channel, 'rekisteröi');
    expect(card).toEqual(
      showing(
        'Etelän syömishäiriöt',
        'Osaamisalat: Syömishäiriöt',
        'Vuorossa nyt: Ilkka Norrholma',
        'Seuraavat vuorot: ma 30.11.2026 alkaen Ilkka Norrholma, ma 7.12.2026 alkaen Maarit Kivelänoja',
        'Tauot: ma 21.12.2026 – su 3.1.2027',
      ),
    );

    const { lines } = await outi.presses('Muuta tietoja', { on: await newestIn(country, outi, channel) });
    expect(lines).toEqual(
      showing('Verkoston nimi: Etelän syömishäiriöt', 'Ensimmäinen taukopäivä: 2026-12-21', 'Vuorot nyt: ', '[Tallenna]'),
    );
    const done = await outi.fillsIn({ name: 'Syömishäiriöt etelässä', from1: '2027-07-01', to1: '2027-07-31' });

    expect(done.lines).toEqual(['Verkoston ”Syömishäiriöt etelässä” tiedot on tallennettu.']);
    const after = networkIn(country, channel);
    expect(after).toMatchObject({
      id: before?.id,
      name: 'Syömishäiriöt etelässä',
      duty: before?.duty,
      breaks: [
        { from: '2026-12-21', to: '2027-01-03' },
        { from: '2027-07-01', to: '2027-07-31' },
      ],
    });
  });

  test('while Teams does not tell who is there keeps the count that is known', async () => {
    const card = await newestIn(country, outi, channel);
    await country.api.setFault({ match: { path: 'pagedmembers' }, status: 500 });

    await outi.presses('Muuta tietoja', { on: card });
    const { lines } = await outi.fillsIn({ languages: 'fi,sv,en' });

    await country.api.clearFaults();
    expect(lines).toEqual(showing('tiedot on tallennettu'));
    expect(networkIn(country, channel)).toMatchObject({ languages: ['fi', 'sv', 'en'], members: 5 });
  });

  test('is for coordinators of its area: others get a sentence, and nothing changes', async () => {
    const maarit = country.person('Maarit Kivelänoja');
    const before = networkIn(country, channel);
    await country.api.members({ team: country.team('OT-keskus Etelä-Suomi').id, add: [raili.id], remove: [] });

    const theirs =
      'Tämä on toisen alueen verkosto: Syömishäiriöt etelässä (Etelä-Suomi). Mitään ei muutettu. Vain sen alueen OT-koordinaattori voi muuttaa sitä.';
    expect(await tellsBot(country, raili, channel, 'registrera')).toEqual([theirs]);
    expect(await tellsBot(country, maarit, channel, 'register')).toEqual([
      'Vain OT-koordinaattori voi rekisteröidä kanavan asiantuntijaverkostoksi.',
    ]);
    await tellsBot(country, outi, channel, 'verkosto');
    const card = await newestIn(country, outi, channel);
    for (const title of ['Muuta tietoja', 'Keskeytä', 'Poista käytöstä'])
      expect((await raili.presses(title, { on: card })).lines).toEqual([theirs]);
    expect((await maarit.presses('Poista käytöstä', { on: card })).lines).toEqual(showing('näkyvät OT-koordinaattoreille'));

    await country.api.members({ team: country.team('OT-keskus Etelä-Suomi').id, add: [], remove: [raili.id] });
    expect(networkIn(country, channel)).toEqual(before);
  });
});

describe('a network that is not wanted for a while', () => {
  test('is passed over while it is paused, keeps what it has, and is taken into use again', async () => {
    const aino = country.person('Aino Sarkavaara');
    const lauri = country.person('Lauri Hautasuo');
    const had = await aino.asks({ field: 'koulupoissaolot', disciplines: 'education' });
    expect(await lauri.channelsOf(had)).toEqual(['Oppimisen vaativa tuki, OT-keskus Pohjois-Suomi']);
    await tellsBot(country, raili, learning, 'tauko');

    const { lines } = await raili.presses('Keskeytä', { on: await newestIn(country, raili, learning) });

    expect(lines).toEqual(showing('● keskeytetty', 'Verkostolla jo olevat pyynnöt pysyvät sillä.', '[Ota taas käyttöön]'));
    const next = await aino.asks({ field: 'koulupoissaolot', disciplines: 'education' });
    expect(await lauri.channelsOf(next)).toEqual(['Yleinen konsultaatio, OT-keskus Pohjois-Suomi']);
    expect(country.stored(had)).toMatchObject({ status: 'open', network: networkIn(country, learning)?.id });
    // The card has become everybody's.
    expect((await newestIn(country, raili, learning)).actions).toEqual(['Muuta tietoja', 'Ota taas käyttöön', 'Poista käytöstä']);

    await raili.presses('Ota taas käyttöön', { on: await newestIn(country, raili, learning) });
    expect(networkIn(country, learning)).toMatchObject({ state: 'active' });
  });

  test('is shown to everybody as it is, even if the bot is asked to stop before Teams has taken that', async () => {
    const lauri = country.person('Lauri Hautasuo');
    await tellsBot(country, raili, learning, 'tauko');
    const { id } = await newestIn(country, raili, learning);
    await country.api.setFault({ match: { method: 'PUT' }, delayMs: 300 });

    await country.api.press({ as: raili.id, conversation: learning, message: id, title: 'Keskeytä' });
    await country.restart();

    expect((await newestIn(country, lauri, learning)).actions).toContain('Ota taas käyttöön');
    await raili.presses('Ota taas käyttöön', { on: await newestIn(country, raili, learning) });
    expect(networkIn(country, learning)).toMatchObject({ state: 'active' });
  });

  test('is taken out of use after a question; what it had goes to the coordinator, and the asker hears of it', async () => {
    const aino = country.person('Aino Sarkavaara');
    const asked = await aino.asks({ field: 'koulupoissaolot', disciplines: 'education' });
    await raili.says('verkostot');
    const list = await raili.seesLast();
    expect(list).toEqual(
      showing('Verkostot: Pohjois-Suomi', 'Oppimisen vaativa tuki, OT-keskus Pohjois-Suomi', 'Valtakunnalliset verkostot'),
    );
    await raili.presses('Näytä Oppimisen vaativa tuki, OT-keskus Pohjois-Suomi');

    const question = await raili.presses('Poista käytöstä');
    expect(question.lines).toEqual(showing('Poistetaanko Oppimisen vaativa tuki, OT-keskus Pohjois-Suomi käytöstä?', '[Takaisin]'));
    expect(networkIn(country, learning)).toMatchObject({ state: 'active' });
    const { lines } = await raili.presses('Poista käytöstä');

    expect(lines).toEqual(showing('● poistettu käytöstä'));
    expect(networkIn(country, learning)).toMatchObject({ state: 'removed' });
    expect(country.stored(asked)).toMatchObject({ status: 'open', network: null });
    expect((await raili.sees(asked)).join('\n')).toContain(asked.reference);
    await raili.says('verkostot');
    expect((await raili.seesLast()).join('\n')).not.toContain('Oppimisen vaativa tuki, OT');
  });

  test('can be registered anew', async () => {
    await tellsBot(country, raili, learning, 'rekisteröi');
    const { lines } = await raili.presses('Rekisteröi kanava', { on: await newestIn(country, raili, learning) });
    expect(lines).toEqual(showing('Verkoston nimi: Oppimisen vaativa tuki, OT-keskus Pohjois-Suomi', '[Rekisteröi]'));

    await raili.fillsIn({});

    expect(networkIn(country, learning)).toMatchObject({ state: 'active' });
  });
});

describe('the networks of an area', () => {
  test('are shown with what they leave open', async () => {
    await raili.says('verkostot');

    expect(await raili.seesLast()).toEqual(
      showing(
        'Osaamisalat, joita mikään verkosto ei kata',
        'Nuorten päihteet ja riippuvuudet',
        'Lastensuojelu, OT-keskus Pohjois-Suomi',
        '● käytössä',
        '5 jäsentä · suomi',
      ),
    );
    const gaps = (await raili.seesLast()).find((line) => line.includes('Nuorten päihteet')) ?? '';
    expect(gaps).not.toContain('Lastensuojelun erityiskysymykset');
    // Covered by the parent field, and by a national network.
    expect(gaps).not.toContain('Syömishäiriöt');
    expect(gaps).not.toContain('Vaativa adoptioneuvonta');
  });

  test('are for coordinators: others get a polite sentence', async () => {
    const lauri = country.person('Lauri Hautasuo');

    for (const text of ['verkostot', 'koordinaattorit']) {
      await lauri.says(text);
      expect(await lauri.seesLast()).toEqual(['Verkostot ja koordinaattorit näkyvät OT-koordinaattoreille.']);
    }
  });

  test('of every area are shown to the national coordinator, who can change them', async () => {
    await vuokko.says('nätverk');
    expect(await vuokko.seesLast()).toEqual(showing('Verkostot: Koko maa', 'Yhteistyöalue: kansallinen', '[Näytä alue]'));

    const { lines } = await vuokko.presses('Näytä alue', { inputs: { area: 'etela' } });
    expect(lines).toEqual(showing('Verkostot: Etelä-Suomi', 'Syömishäiriöt etelässä'));
    await vuokko.presses('Seuraavat');
    await vuokko.presses('Edelliset');
    const { lines: shown } = await vuokko.presses('Näytä Syömishäiriöt etelässä');
    expect(shown).toEqual(showing('[Muuta tietoja]', '[Takaisin]'));
    expect((await vuokko.presses('Muuta tietoja')).lines).toEqual(showing('Vuorolista: '));
    expect((await vuokko.fillsIn({ languages: 'fi' })).lines).toEqual(showing('tiedot on tallennettu'));

    expect(networkIn(country, channel)).toMatchObject({ languages: ['fi'], members: 5 });
  });

  test('of another area are neither shown nor changed by an old or hostile press', async () => {
    await raili.says('verkostot');
    await raili.presses('Näytä Lastensuojelu, OT-keskus Pohjois-Suomi');
    const press = await raili.lastSent('invoke');
    const network = networkIn(country, channel)?.id;
    const before = country.state();

    for (const verb of ['network', 'pause-network', 'remove-network', 'ask-remove-network'])
      expect(await raili.sendsRaw(press, { verb, network })).toEqual(showing('Vain sen alueen OT-koordinaattori voi muuttaa sitä.'));
    expect(await raili.sendsRaw(press, { verb: 'pause-network', network: 'network:nowhere' })).toEqual(showing('Verkostoa ei enää ole.'));
    expect(await raili.sendsRaw(press, { verb: 'networks', area: 'etela', page: -7 })).toEqual(showing('Verkostot: Pohjois-Suomi'));
    expect(await raili.sendsRaw(press, { verb: 'networks', area: 'nowhere' })).toEqual(showing('Tämä kortti on vanhentunut'));

    expect(country.state()).toEqual(before);
  });
});
