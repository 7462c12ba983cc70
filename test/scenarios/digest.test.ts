import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Country, openCountry } from '../support/country.ts';
import { type StoryPerson, showing } from '../support/stories.ts';

let country: Country;
let asker: StoryPerson;
let coordinator: StoryPerson;

const nextMonday = '2026-11-30T06:00:00.000Z';

beforeEach(async () => {
  country = await openCountry();
  [asker, coordinator] = [country.person('Aino Sarkavaara'), country.person('Raili Jänkälä')];
});

afterEach(() => country.close());

async function digestsOf(person: StoryPerson): Promise<string[]> {
  return (await person.sees()).filter((line) => /^Viikkokooste: Pohjois-Suomi/.test(line));
}

describe('On Monday at eight', () => {
  test('the coordinator gets the digest of the week before, once', async () => {
    const asked = await asker.asks();
    country.clock.set('2026-11-30T05:59:00.000Z');
    await country.settled();
    expect(await digestsOf(coordinator)).toEqual([]);

    country.clock.set(nextMonday);
    await country.settled();
    await country.settled();

    expect(await digestsOf(coordinator)).toHaveLength(1);
    expect(await coordinator.sees()).toEqual(showing('Viikko 48: 1 kysyttiin, 0 vastattiin, 0 päätettiin.', asked.reference));
  });

  test('it comes once, though the bot is started anew', async () => {
    country.clock.set(nextMonday);
    await country.settled();
    await country.restart();
    await country.settled();

    expect(await digestsOf(coordinator)).toHaveLength(1);
  });

  test('the latest alone is caught up when the bot has been away for weeks', async () => {
    country.clock.set('2026-12-16T10:00:00.000Z');
    await country.settled();

    expect(await digestsOf(coordinator)).toHaveLength(1);
    expect(await coordinator.sees()).toEqual(showing('Viikko 50: ei kysymyksiä'));
  });

  test('it waits for Tuesday where Monday is a holiday', async () => {
    country.clock.set('2027-03-29T09:00:00.000Z');
    await country.settled();
    expect(await coordinator.sees()).not.toEqual(showing('Viikko 12:'));

    country.clock.set('2027-03-30T05:00:00.000Z');
    await country.settled();

    expect(await coordinator.sees()).toEqual(showing('Viikko 12:'));
  });

  test('it comes once Teams is back, however long that takes', async () => {
    await country.api.setFault({ status: 503 });
    country.clock.set(nextMonday);
    for (let minutes = 0; minutes < 6 * 60; minutes += 10) {
      await country.settled();
      country.clock.advance(10 * 60_000);
    }
    await country.api.clearFaults();
    await country.settled();

    expect(await digestsOf(coordinator)).toHaveLength(1);
  });

  test('it waits for the morning when the bot comes back at night', async () => {
    country.clock.set('2026-12-05T23:00:00.000Z');
    await country.settled();
    expect(await digestsOf(coordinator)).toEqual([]);

    country.clock.set('2026-12-07T06:00:00.000Z');
    await country.settled();

    expect(await digestsOf(coordinator)).toHaveLength(1);
    expect(await coordinator.sees()).toEqual(showing('Viikko 49:'));
  });

  test('nobody else gets it', async () => {
    country.clock.set(nextMonday);
    await country.settled();

    expect(await digestsOf(asker)).toEqual([]);
  });
});

describe('What is late in Monday’s digest', () => {
  test('is reminded of with one press, once however often it is pressed, and the way leads back', async () => {
    const [asked, digest] = await late();

    const reminded = await coordinator.presses('Muistuta', { on: digest });
    const press = await coordinator.lastSent('invoke');
    const again = await coordinator.sendsRaw(press, {});

    const done = [
      `Muistutus pyynnöstä ${asked.reference} lähti ma 30.11.2026 klo 8.0`,
      ': Lastensuojelu, OT-keskus Pohjois-Suomi.',
    ] as const;
    expect(reminded.lines).toEqual(showing(...done, '[Takaisin koosteeseen]'));
    expect(again).toEqual(showing(...done));
    expect(country.stored(asked).history.filter(({ verb, by }) => verb === 'remind' && by)).toHaveLength(1);
    expect((await coordinator.presses('Takaisin koosteeseen')).lines).toEqual(showing('Viikkokooste: Pohjois-Suomi'));
  });

  test('is given to an expert, and the digest then no longer says that nobody has it', async () => {
    const [asked, digest] = await late();

    await coordinator.presses('Anna hoidettavaksi', { on: digest });
    const given = await coordinator.presses('Vahvista', { inputs: { 'expert-assign': country.person('Emmi Pulkkavaara').id } });

    expect(given.lines).toEqual(showing(`Pyyntöä ${asked.reference} hoitaa nyt Emmi Pulkkavaara.`, '[Takaisin koosteeseen]'));
    expect(country.stored(asked)).toMatchObject({ status: 'claimed' });
    expect((await coordinator.presses('Takaisin koosteeseen')).lines).not.toEqual(showing('Vapaana yli työpäivän'));
  });

  test('is redirected to another area', async () => {
    const [asked, digest] = await late();

    await coordinator.presses('Ohjaa', { on: digest });
    await coordinator.presses('Vahvista ohjaus', { inputs: { 'target-redirect': 'area:ita', 'text-redirect': 'Perhe on muuttanut.' } });

    expect(country.stored(asked)).toMatchObject({ area: 'ita', status: 'open' });
  });

  test('says what has become of it when its buttons are pressed too late', async () => {
    const [asked, digest] = await late();
    const expert = country.person('Sirpa Aapakari');
    await expert.presses('Otan hoitaakseni', { about: asked });
    await expert.presses('Vastaa', { about: asked });
    await expert.presses('Lähetä vastaus', { about: asked, text: 'Aloittakaa koulusta.' });

    const reminded = await coordinator.presses('Muistuta', { on: digest });

    expect(reminded.lines).toEqual(showing('Tähän on jo vastattu.'));
    expect(country.stored(asked).history.some(({ verb, by }) => verb === 'remind' && by)).toBe(false);
  });

  async function late() {
    const asked = await asker.asks();
    country.clock.set(nextMonday);
    await country.settled();
    return [asked, await coordinator.finds('Kysytyt (1)')] as const;
  }
});

describe('A coordinator', () => {
  test('sees the cases behind a figure, opens one, and comes back', async () => {
    const asked = await asker.asks();
    country.clock.set(nextMonday);
    await country.settled();

    const list = await coordinator.presses('Kysytyt (1)');
    expect(list.lines).toEqual(showing('Kysytyt: Pohjois-Suomi, viikko 48', 'Koulupoissaolot ja väsymys', asked.reference));

    const opened = await coordinator.presses(`Avaa ${asked.reference}`);
    expect(opened.lines).toEqual(showing('Miten edetään?'));

    const back = await coordinator.presses('Takaisin koosteeseen');
    expect(back.lines).toEqual(showing('Viikkokooste: Pohjois-Suomi', 'Viikko 48: 1 kysyttiin'));
  });

  test('looks at their own request behind a figure, and cannot see to it', async () => {
    const asked = await coordinator.asks({ county: '21' });
    country.clock.set('2026-12-14T06:00:00.000Z');
    await country.settled();
    await coordinator.says('kooste');
    const pressed = await coordinator.presses('Avoinna nyt (1)').then(() => coordinator.lastSent('invoke'));

    const overdue = await coordinator.sendsRaw(pressed, { figure: 'overdue' });
    const opened = await coordinator.presses(`Avaa ${asked.reference}`);

    expect(overdue).toEqual(showing('Koulupoissaolot ja väsymys', `[Avaa ${asked.reference}]`));
    expect(overdue).not.toEqual(showing('[Muistuta]'));
    expect(overdue).not.toEqual(showing('Muualle ohjattuja'));
    expect(opened.lines).toEqual(showing(`Konsultaatiopyyntösi ${asked.reference}`));
  });

  test.each([{ week: 54 }, { week: 0 }, { week: -3 }])('is told that there is no week %p, whatever is sent', async (wrong) => {
    await coordinator.says('kooste 48');
    const pressed = await coordinator.presses('Viikko 47').then(() => coordinator.lastSent('invoke'));
    const figure = { verb: 'figure', figure: 'asked', page: 0 };

    const sentence = [`Vuodessa 2026 ei ole viikkoa ${wrong.week}.`];
    expect(await coordinator.sendsRaw(pressed, wrong)).toEqual(sentence);
    expect(await coordinator.sendsRaw(pressed, { ...figure, ...wrong })).toEqual(sentence);
    expect((await coordinator.sendsRaw(pressed, { ...wrong, year: 275_760 })).join()).toContain('vanhentunut tai viallinen');
  });

  test('chooses another day, or none', async () => {
    await coordinator.says('digest settings');
    const saved = await coordinator.presses('Tallenna', { inputs: { wanted: 'true', weekday: '3', hour: '9' } });
    expect(saved.lines).toEqual(showing('Tallennettu. Kooste tulee: keskiviikko klo 9.'));
    country.clock.set('2026-11-25T06:59:00.000Z');
    await country.settled();
    expect(await digestsOf(coordinator)).toEqual([]);
    country.clock.set('2026-11-25T07:00:00.000Z');
    await country.settled();
    expect(await digestsOf(coordinator)).toHaveLength(1);

    await coordinator.says('kooste asetukset');
    await coordinator.presses('Tallenna', { inputs: { wanted: 'false' } });
    country.clock.set('2026-12-02T07:00:00.000Z');
    await country.settled();

    expect(await digestsOf(coordinator)).toHaveLength(1);
  });

  test.each([
    ['kooste', 'Viikko 47: ei kysymyksiä, vastauksia eikä päätettyjä konsultaatioita.'],
    ['kooste 46', 'Viikko 46:'],
    ['digest 46/2025', 'Viikko 46/2025:'],
    ['sammandrag 48', 'Viikko on kesken.'],
    ['kooste 49/2026', 'Viikko 49 ei ole vielä alkanut.'],
    ['kooste 53/2025', 'Vuodessa 2025 ei ole viikkoa 53.'],
    ['kooste 0', 'ei ole viikkoa 0'],
    ['kooste eilen', 'En tunnistanut viikkoa.'],
    ['kooste vuosi 46', 'En tunnistanut viikkoa.'],
    ['kooste!!', 'Viikko 47:'],
    ['kooste 46.', 'Viikko 46:'],
    ['Kooste vko 46', 'Viikko 46:'],
    ['📊 kooste vk 46', 'Viikko 46:'],
    ['kooste vk. 53 / 2025', 'Vuodessa 2025 ei ole viikkoa 53.'],
    ['digest week 53/2025', 'Vuodessa 2025 ei ole viikkoa 53.'],
    ['kooste v. 53/2025', 'Vuodessa 2025 ei ole viikkoa 53.'],
    ['kooste viikko 46 / 2025', 'Viikko 46/2025:'],
    ['digest week 46?', 'Viikko 46:'],
    ['sammandrag v. 46', 'Viikko 46:'],
    ['kooste 46-2025', 'Viikko 46/2025:'],
    ['kooste asetukset.', 'Viikkokoosteen asetukset'],
  ])('who writes “%s” is answered clearly', async (written, sentence) => {
    await coordinator.says(written);

    expect(await coordinator.seesLast()).toEqual(showing(sentence));
  });

  test('reads how many texts the privacy guard has stopped, and never the texts', async () => {
    await asker.opensForm();
    await asker.fillsIn({
      county: '21',
      sector: 'social',
      disciplines: 'social',
      field: 'lastensuojelu',
      title: 'Nuori',
      situation: 'Hänen tunnuksensa on 010109A9999.',
      question: 'Soittakaa 040 1234567.',
      anonymous: 'true',
    });
    await coordinator.says('kooste 48');

    expect(await coordinator.seesLast()).toEqual(showing('Tietosuoja pysäytti: '));
    expect((await coordinator.seesLast()).join()).toMatch(/Tietosuoja pysäytti: .*puhelinnumero 1/);
    const database = country.database();
    const bodies = database
      .prepare('SELECT body FROM documents')
      .all()
      .map(({ body }) => String(body));
    database.close();
    expect(bodies.filter((body) => body.includes('1234567'))).toEqual([]);
  });
});

describe('Whoever is no coordinator', () => {
  test('is told so, whatever they write or send', async () => {
    await asker.says('kooste 46');
    expect(await asker.seesLast()).toEqual(['Viikkokooste on OT-koordinaattoreille.']);

    await coordinator.says('kooste 48');
    await coordinator.presses('Viikko 47');
    const pressed = await coordinator.lastSent('invoke');
    const stolen = { ...pressed, from: (await asker.lastSent('message')).from };

    expect(await asker.sendsRaw(stolen, {})).toEqual(['Viikkokooste on OT-koordinaattoreille.']);
    expect(await coordinator.sendsRaw(pressed, { area: 'ita' })).toEqual(['Viikkokooste on OT-koordinaattoreille.']);
    const behind = { verb: 'figure', area: 'ita', year: 2026, week: 47, figure: 'asked', page: 0 };
    expect(await coordinator.sendsRaw(pressed, behind)).toEqual(['Viikkokooste on OT-koordinaattoreille.']);
    expect(await coordinator.sendsRaw(pressed, { week: 99 })).toEqual(['Vuodessa 2026 ei ole viikkoa 99.']);
  });

  test('may begin a sentence with the word', async () => {
    await asker.says('Kooste tilanteesta olisi nyt tarpeen, miten edetään?');

    expect(await asker.seesLast()).toEqual(showing('En ymmärtänyt viestiäsi.'));
  });
});
