import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Network } from '../../src/domain/network.ts';
import { networkIn, newestIn, tellsBot } from '../support/channels.ts';
import { type Country, openCountry } from '../support/country.ts';
import { type StoryPerson, showing } from '../support/stories.ts';

const newer = 'Joku muu on muuttanut verkoston tietoja sen jälkeen, kun avasit lomakkeen. Lomakkeessa on nyt uusimmat tiedot.';

let country: Country;
let outi: StoryPerson;
let vuokko: StoryPerson;
let channel: string;
beforeAll(async () => {
  // Monday of week 48.
  country = await openCountry({ at: '2026-11-23T08:00:00.000Z' });
  outi = country.person('Outi Saarnikallio');
  vuokko = country.person('Vuokko Harjanne-Lind');
  channel = country.channel('Lastensuojelu', 'OT-keskus Etelä-Suomi');
});
afterAll(() => country.close());

describe('two coordinators who have one network’s form open', () => {
  test('the second to save is shown what the first has saved, and in what theirs was different; nothing is undone', async () => {
    const people = country.person('Maarit Kivelänoja').id;
    await bothOpen();
    expect((await outi.fillsIn({ turns: 'weekly', people, from0: '2026-12-21', to0: '2027-01-03' })).kind).toBe('closed');
    const saved = network();

    const { kind, lines } = await vuokko.fillsIn({ languages: 'fi,en', name: 'Etelän lastensuojelu' });

    expect(kind).toBe('dialog');
    expect(lines).toEqual(showing(newer, 'Lomakkeellasi oli toisin: Verkoston nimi, Kielet, Kuka on vuorossa?, Vuorolista, Tauot.'));
    expect(lines).toEqual(showing(`Vuorolista: ${people}`, 'Ensimmäinen taukopäivä: 2026-12-21', `Verkoston nimi: ${saved.name}`));
    expect(network()).toEqual(saved);
  });

  test('what the second then saves is added to what the first has saved', async () => {
    const { lines } = await vuokko.fillsIn({ languages: 'fi,sv,en' });

    expect(lines).toEqual(showing('tiedot on tallennettu'));
    expect(network()).toMatchObject({
      languages: ['fi', 'sv', 'en'],
      duty: { turns: 'weekly', people: [{ name: 'Maarit Kivelänoja' }] },
      breaks: [{ from: '2026-12-21', to: '2027-01-03' }],
    });
  });

  test('who both want the same, or one who sends the form twice, are both told that it is saved', async () => {
    await bothOpen();
    expect((await outi.fillsIn({ languages: 'fi,sv' })).lines).toEqual(showing('tiedot on tallennettu'));
    const sent = await outi.lastSent('invoke');

    expect((await vuokko.fillsIn({ languages: 'fi,sv' })).lines).toEqual(showing('tiedot on tallennettu'));
    const { body } = await country.api.sendRaw({ activity: { ...sent, id: 'f:again' } });

    expect(JSON.stringify(body)).toContain('tiedot on tallennettu');
  });

  test('breaks that overlap, or stand there twice, are one', async () => {
    await opensInChannel();
    const breaks = {
      from1: '2026-12-28',
      to1: '2027-01-10',
      from2: '2026-12-21',
      to2: '2027-01-03',
      from3: '2027-02-01',
      to3: '2027-02-07',
    };

    await outi.fillsIn(breaks, true);

    expect(network().breaks).toEqual([
      { from: '2026-12-21', to: '2027-01-10' },
      { from: '2027-02-01', to: '2027-02-07' },
    ]);
  });

  test('a pause that is pressed while the form is open outlasts its saving', async () => {
    await bothOpen();
    await tellsBot(country, outi, channel, 'verkosto');
    await outi.presses('Keskeytä', { on: await newestIn(country, outi, channel) });

    expect((await vuokko.fillsIn({ languages: 'fi' })).lines).toEqual(showing('tiedot on tallennettu'));

    expect(network()).toMatchObject({ state: 'paused', languages: ['fi'] });
    await outi.presses('Ota taas käyttöön', { on: await newestIn(country, outi, channel) });
  });

  test('a member who leaves while the form is open does not come back onto the roster by it', async () => {
    await bothOpen();
    const team = country.team('OT-keskus Etelä-Suomi').id;
    await country.api.members({ team, add: [], remove: [country.person('Maarit Kivelänoja').id] });
    await country.settled();

    const { kind } = await vuokko.fillsIn({ languages: 'fi,sv' }, true);

    expect(kind).toBe('dialog');
    expect(network().duty).toBeNull();
    await country.api.members({ team, add: [country.person('Maarit Kivelänoja').id], remove: [] });
  });

  test('who is asked whether to take it out of use, and does so after it has been changed, is shown it first', async () => {
    await vuokko.says('verkostot');
    await vuokko.presses('Näytä alue', { inputs: { area: 'etela' } });
    await vuokko.presses(`Näytä ${network().name}`);
    await vuokko.presses('Poista käytöstä');
    await opensInChannel();
    await outi.fillsIn({ name: 'Etelän lastensuojelu' });

    const { lines } = await vuokko.presses('Poista käytöstä');

    expect(lines).toEqual(showing('Verkoston tietoja on muutettu sen jälkeen, kun poistamista kysyttiin.', 'Etelän lastensuojelu'));
    expect(network().state).toBe('active');
  });

  test('of a network that has been taken out of use meanwhile, nothing is saved', async () => {
    await bothOpen();
    await tellsBot(country, outi, channel, 'verkosto');
    await outi.presses('Poista käytöstä', { on: await newestIn(country, outi, channel) });
    await outi.presses('Poista käytöstä', { on: await newestIn(country, outi, channel) });
    expect(network().state).toBe('removed');

    expect((await vuokko.fillsIn({ languages: 'fi,sv' })).lines).toEqual(['Verkostoa ei enää ole. Mitään ei muutettu.']);

    expect(network().state).toBe('removed');
  });

  test('who both register one channel: the first registers it, the second is shown that', async () => {
    const free = country.channel('Koordinaatio', 'OT-keskus Etelä-Suomi');
    await country.api.members({ team: country.team('OT-keskus Etelä-Suomi').id, add: [vuokko.id], remove: [] });
    await tellsBot(country, outi, free, 'rekisteröi');
    const on = await newestIn(country, outi, free);
    const filled = { area: 'etela', fields: 'syomishairiot', disciplines: 'health', languages: 'fi' };
    for (const person of [outi, vuokko]) await person.presses('Rekisteröi kanava', { on });

    expect((await outi.fillsIn({ ...filled, name: 'Outin verkosto' })).lines).toEqual(showing('on rekisteröity'));
    const { kind, lines } = await vuokko.fillsIn({ ...filled, name: 'Vuokon verkosto' });

    expect(kind).toBe('dialog');
    expect(lines).toEqual(showing(newer, 'Verkoston nimi: Outin verkosto', '[Tallenna]'));
    expect(networkIn(country, free)?.name).toBe('Outin verkosto');
  });

  async function opensInChannel(): Promise<void> {
    await tellsBot(country, outi, channel, 'verkosto');
    await outi.presses('Muuta tietoja', { on: await newestIn(country, outi, channel) });
  }

  async function bothOpen(): Promise<void> {
    await opensInChannel();
    await vuokko.says('verkostot');
    await vuokko.presses('Näytä alue', { inputs: { area: 'etela' } });
    await vuokko.presses(`Näytä ${network().name}`);
    await vuokko.presses('Muuta tietoja');
  }

  function network(): Network {
    const found = networkIn(country, channel);
    if (!found) throw new Error('The channel is not registered.');
    return found;
  }
});

describe('one asker who has one request’s form open twice', () => {
  test('is shown the newest of what has been changed meanwhile, keeps what they have changed otherwise, and loses no text', async () => {
    const aino = country.person('Aino Sarkavaara');
    const asked = await aino.asks();
    await aino.presses('Muokkaa', { about: asked });
    await aino.fillsIn({ title: 'Koneella muutettu', urgency: 'soon', anonymous: 'true' });
    const sent = await aino.lastSent('invoke');

    const { data } = sent.value as { data: object };
    const older = { ...data, title: 'Puhelimella muutettu', urgency: 'normal', tried: 'Kuraattorin käynnit.' };
    const answered = await country.api.sendRaw({ activity: { ...sent, id: 'f:phone-sends', value: { data: older } } });
    await country.settled();

    const text = JSON.stringify(answered.body);
    expect(text).toContain('Pyyntöä on muutettu muualla sen jälkeen, kun avasit lomakkeen.');
    for (const kept of ['Koneella muutettu', 'Otsikko: Puhelimella muutettu', 'Kuraattorin käynnit.', '"value":"soon"', '"rev":"2"'])
      expect(text).toContain(kept);
    expect(country.stored(asked).request).toMatchObject({ title: 'Koneella muutettu', tried: '' });
  });
});
