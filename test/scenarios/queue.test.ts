import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Country, openCountry } from '../support/country.ts';
import { type Asked, type StoryPerson, showing } from '../support/stories.ts';

const monday = '2026-11-23T08:00:00.000Z';
const tuesday = '2026-11-24T09:00:00.000Z';
const channelName = 'Lastensuojelu, OT-keskus Pohjois-Suomi';

let country: Country;
let aino: StoryPerson;
let sirpa: StoryPerson;
let raili: StoryPerson;
beforeEach(async () => {
  country = await openCountry({ at: monday });
  aino = country.person('Aino Sarkavaara');
  sirpa = country.person('Sirpa Aapakari');
  raili = country.person('Raili Jänkälä');
});
afterEach(() => country.close());

describe('the list', () => {
  test.each(['jono', 'kö', 'Queue', 'jono,', 'tyojono', 'ko?!'])(
    'is for coordinators: “%s” tells others politely what they can do',
    async (written) => {
      await aino.says(written);

      expect(await aino.seesLast()).toEqual(['Jono on OT-koordinaattoreille. Omat konsultaatiosi näet kirjoittamalla ”omat”.']);
    },
  );

  test('is named in a coordinator’s help, and not in anybody else’s', async () => {
    await raili.says('ohje');
    await aino.says('ohje');

    expect(await raili.seesLast()).toEqual(showing('jono: näyttää, mitkä konsultaatiot tarvitsevat sinua'));
    expect((await aino.seesLast()).join()).not.toContain('jono');
  });

  test('is not shown in a channel, nor is its name sent to an asker', async () => {
    const asked = await aino.asks();
    await sirpa.presses('Otan hoitaakseni', { about: asked });

    await sirpa.says('jono', { thread: asked, mention: true });

    expect((await sirpa.sees(asked)).at(-1)).toBe(
      '”jono” toimii omassa keskustelussasi Neuvon kanssa. Kirjoita se sinne. Täältä ei lähetetty mitään.',
    );
    expect((await aino.sees(asked)).join()).not.toContain('jono');
  });

  test('is empty while everything goes its way', async () => {
    await aino.asks();

    await raili.says('jono');

    expect(await raili.seesLast()).toEqual(showing('Koordinaattorin jono', 'Mikään konsultaatio ei nyt tarvitse sinua.', '[Päivitä]'));
  });

  test('says why each needs the coordinator and who has it, in the coordinator’s language', async () => {
    const birgitta = country.person('Birgitta Ekhamn');
    const asked = await aino.asks({ county: '17' });
    await passes(tuesday);

    await birgitta.says('kö');

    expect(await birgitta.seesLast()).toEqual(
      showing(
        'Koordinatorns kö',
        '1 konsultation behöver dig.',
        'Koulupoissaolot ja väsymys',
        `${asked.reference} · frågan ställdes i går`,
        'Ledig sedan mån 23.11.2026 kl. 10.00: ingen har tagit hand om begäran.',
        'Hos nätverket Lastensuojelu, OT-keskus Länsi-Suomi, väntar på en sakkunnig.',
        '[Öppna]',
        '[Påminn]',
      ),
    );
  });

  test('shows one area’s coordinators that area, the national ones the whole country, and nobody their own request', async () => {
    const northern = await aino.asks();
    const southern = await aino.asks({ county: '03' });
    const own = await raili.asks();
    const nowhere = await aino.asks({ county: '91' });
    await passes(tuesday);

    expect(await referencesSeenBy(raili)).toEqual([northern.reference]);
    expect(await referencesSeenBy(country.person('Vuokko Harjanne-Lind'))).toEqual(
      [northern, southern, own, nowhere].map(({ reference }) => reference),
    );
  });

  test('can be narrowed and turned; what an old or hostile card asks for is the nearest that there is', async () => {
    const asked: Asked[] = [];
    for (let count = 0; count < 9; count++) asked.push(await aino.asks());
    await sirpa.presses('Otan hoitaakseni', { about: asked[0] as Asked });
    await sirpa.presses('Lähetä lisätietopyyntö', { about: asked[0] as Asked, text: 'Kuinka kauan?' });
    await passes('2026-11-27T09:00:00.000Z');
    await raili.says('jono');

    const second = await raili.presses('Seuraavat');
    const waiting = await raili.presses('Rajaa', { inputs: { 'reason-queue': 'waiting' } });
    const press = await raili.lastSent('invoke');
    const far = await raili.sendsRaw(press, { 'reason-queue': 'all', list: { page: 9_999_999 } });
    const odd = await raili.sendsRaw(press, { 'reason-queue': 'constructor', list: { page: -1, reason: 7, area: 'pohjois' } });
    const elsewhere = await raili.sendsRaw(press, { 'reason-queue': 'all', 'area-queue': 'etela', list: 'no list' });

    expect(referencesIn(second.lines)).toEqual([asked[0]?.reference]);
    expect(second.lines).toEqual(showing('Sivu 2/2', '[Edelliset]'));
    expect(referencesIn(waiting.lines)).toEqual([asked[0]?.reference]);
    expect(waiting.lines).toEqual(showing('Kysyjältä on odotettu lisätietoa'));
    expect(referencesIn(far)).toEqual([asked[0]?.reference]);
    expect(referencesIn(odd)).toHaveLength(8);
    expect(referencesIn(elsewhere)).toHaveLength(8);
  });
});

describe('from the list', () => {
  test('a reminder goes to the network, the list says so; sent twice, it goes once', async () => {
    const asked = await aino.asks();
    await passes(tuesday);
    await raili.says('jono');

    const { lines } = await raili.presses('Muistuta');
    await raili.sendsRaw(await raili.lastSent('invoke'), {});

    expect(lines).toEqual(showing('Koordinaattorin jono', `Muistutus pyynnöstä ${asked.reference} lähti `, `: ${channelName}.`));
    const reminders = (await sirpa.sees(asked)).filter((line) => line.startsWith('Raili Jänkälä muistuttaa:'));
    expect(reminders).toEqual([
      'Raili Jänkälä muistuttaa: kukaan ei ole vielä ottanut pyyntöä hoitaakseen. Ensimmäinen vastaus on luvattu viimeistään ma 30.11.2026 klo 16.00.',
    ]);
  });

  test('an asker who is waited for is reminded of what was asked, and can answer there', async () => {
    const asked = await aino.asks();
    await sirpa.presses('Otan hoitaakseni', { about: asked });
    await sirpa.presses('Lähetä lisätietopyyntö', { about: asked, text: 'Kuinka kauan tätä on kestänyt?' });
    await passes('2026-11-27T09:00:00.000Z');
    await raili.says('jono');

    const { lines } = await raili.presses('Muistuta');

    expect(lines).toEqual(showing(`Muistutus pyynnöstä ${asked.reference} lähti `, ': Aino Sarkavaara.'));
    expect(await aino.seesLast()).toEqual(
      showing(`Sirpa Aapakari odottaa yhä lisätietoa pyyntöösi ${asked.reference}:`, 'Kuinka kauan tätä on kestänyt?', '[Lisää tietoa]'),
    );
    await aino.presses('Lähetä lisätieto', { text: 'Keväästä asti.' });
    expect(country.stored(asked).status).toBe('claimed');
  });

  test('what needs no reminder any more is refused truthfully, and the list is what is true now', async () => {
    const asked = await aino.asks();
    await passes(tuesday);
    await raili.says('jono');
    await sirpa.presses('Otan hoitaakseni', { about: asked });
    await sirpa.presses('Lähetä vastaus', { about: asked, text: 'Näin.' });
    const before = country.stored(asked);

    const { lines } = await raili.presses('Muistuta');

    expect(lines).toEqual(showing('Mikään konsultaatio ei nyt tarvitse sinua.', 'Tähän on jo vastattu.'));
    expect(country.stored(asked)).toEqual(before);
  });

  test('a request that is sent to another area leaves the list, which says where it went', async () => {
    const asked = await aino.asks();
    await passes(tuesday);
    await raili.says('jono');

    const form = await raili.presses('Ohjaa');
    const { lines } = await raili.presses('Vahvista ohjaus', {
      text: 'Perhe muutti Helsinkiin.',
      inputs: { 'target-redirect': 'area:etela' },
    });

    expect(form.lines).toEqual(showing('Mihin verkostoon?', '[Takaisin]'));
    expect(lines).toEqual(
      showing(
        'Mikään konsultaatio ei nyt tarvitse sinua.',
        `Pyyntö ${asked.reference} ohjattiin verkostolle Lastensuojelu, OT-keskus Etelä-Suomi.`,
      ),
    );
    expect(country.stored(asked).area).toBe('etela');
  });

  test('a request that nobody fits is routed for the first time', async () => {
    const vuokko = country.person('Vuokko Harjanne-Lind');
    const asked = await aino.asks({ county: '91' });
    await vuokko.says('jono');
    expect(await vuokko.seesLast()).toEqual(
      showing('Ilman verkostoa ma 23.11.2026 klo 10.00 alkaen.', 'Pyyntö ei ole millään verkostolla.'),
    );

    await vuokko.presses('Ohjaa');
    const { lines } = await vuokko.presses('Vahvista ohjaus', {
      text: 'Perhe on tullut pakolaisina.',
      inputs: { 'target-redirect': country.networkId('Maahanmuutto ja pakolaistrauma', 'Kansallinen OT-verkosto') },
    });

    expect(lines).toEqual(
      showing(`Pyyntö ${asked.reference} ohjattiin verkostolle Maahanmuutto ja pakolaistrauma, Kansallinen OT-verkosto.`),
    );
  });

  test('what did not arrive is sent again', async () => {
    const asked = await aino.asks();
    await sirpa.presses('Otan hoitaakseni', { about: asked });
    const chat = (await country.api.chats(aino.id)).find(({ kind }) => kind === 'personal')?.conversation ?? '';
    await country.api.setFault({ match: { conversation: chat }, status: 413 });
    await sirpa.presses('Lähetä vastaus', { about: asked, text: 'Kutsukaa koolle verkostopalaveri.' });
    await country.api.clearFaults();
    await raili.says('jono');
    expect(await raili.seesLast()).toEqual(showing('Viesti ei mennyt perille ma 23.11.2026'));

    const { lines } = await raili.presses('Lähetä uudelleen');

    expect(lines).toEqual(
      showing(`Pyynnön ${asked.reference} viestit lähetetään uudelleen.`, 'Mikään konsultaatio ei nyt tarvitse sinua.'),
    );
    expect((await aino.sees()).filter((line) => line === 'Kutsukaa koolle verkostopalaveri.')).toHaveLength(1);
    expect(await raili.sendsRaw(await raili.lastSent('invoke'), { rev: 77 })).toEqual(showing('Kaikki viestit on jo toimitettu.'));
  });

  test('a coordinator of another area can do nothing, and learns nothing', async () => {
    const helka = country.person('Helka Murtovaara');
    await aino.asks();
    await passes(tuesday);
    await raili.says('jono');
    await raili.presses('Muistuta');
    const { value } = await raili.lastSent('invoke');
    await helka.says('jono');
    await helka.presses('Päivitä');
    const press = { ...(await helka.lastSent('invoke')), value };
    const before = country.state();

    for (const data of [
      { verb: 'remind', rev: 9 },
      { verb: 'see', draft: 'assign' },
      { verb: 'see', card: 'case', history: 1 },
      { verb: 'assign' },
    ]) {
      const lines = await helka.sendsRaw(press, data);
      expect(lines).toEqual(showing('Konsultaatiota ei löydy, tai sinulla ei ole oikeutta nähdä sitä.'));
      expect(lines.join()).not.toContain('väsymys');
    }
    expect(country.state()).toEqual(before);
  });

  test('who no longer coordinates anything is told whom the list is for', async () => {
    await aino.asks();
    await raili.says('jono');
    await raili.presses('Päivitä');
    const { value } = await raili.lastSent('invoke');
    await aino.says('kieli');
    await aino.presses('suomi');
    const press = { ...(await aino.lastSent('invoke')), value };

    expect(await aino.sendsRaw(press, {})).toEqual(['Jono on OT-koordinaattoreille. Omat konsultaatiosi näet kirjoittamalla ”omat”.']);
  });
});

describe('a case', () => {
  test('is opened from the list, says who has it and why it is there, and leads back to the same place', async () => {
    const asked = await aino.asks({ urgency: 'urgent' });
    await sirpa.presses('Otan hoitaakseni', { about: asked });
    await passes('2026-11-25T09:00:00.000Z');
    await raili.says('jono');
    await raili.presses('Rajaa', { inputs: { 'reason-queue': 'overdue' } });

    const opened = await raili.presses('Avaa');
    const reminded = await raili.presses('Muistuta');
    const back = await raili.presses('Takaisin jonoon');

    expect(opened.lines).toEqual(
      showing(
        `Sirpa Aapakari hoitaa. Verkosto: ${channelName}.`,
        'Myöhässä: ensimmäinen vastaus luvattiin viimeistään ti 24.11.2026 klo 16.00.',
        'Miten edetään?',
        '[Tapahtumat]',
        '[Takaisin jonoon]',
      ),
    );
    expect(reminded.lines).toEqual(showing(`Muistutus pyynnöstä ${asked.reference} lähti `, ': Sirpa Aapakari.', 'Miten edetään?'));
    expect((await sirpa.sees(asked)).at(-1)).toMatch(/^Sirpa Aapakari – Raili Jänkälä muistuttaa: kysyjä odottaa vastausta\./);
    expect(back.lines).toEqual(showing('Koordinaattorin jono', 'Syy: overdue', asked.reference));
  });

  test('shows its history: who did what and when, with what was said', async () => {
    const asked = await aino.asks();
    await sirpa.presses('Otan hoitaakseni', { about: asked });
    await sirpa.presses('Lähetä vastaus', { about: asked, text: 'Kutsukaa koolle verkostopalaveri.' });
    await raili.says('jono');
    await raili.presses('Päivitä');
    const { id } = country.stored(asked);
    const see = { v: 1, verb: 'see', card: 'case', id, rev: 0 };

    const opened = await raili.sendsRaw(await raili.lastSent('invoke'), see);
    const history = await raili.sendsRaw(await raili.lastSent('invoke'), { ...see, history: 1 });

    expect(opened).toEqual(showing('Sirpa Aapakari on vastannut.', '[Tapahtumat]'));
    expect(history.filter((line) => !/^\p{L}+ \d/u.test(line))).toEqual([
      asked.reference,
      'Koulupoissaolot ja väsymys',
      'Tapahtumat',
      'Uusin on ensin.',
      'Sirpa Aapakari vastasi kysyjälle:',
      'Kutsukaa koolle verkostopalaveri.',
      'Sirpa Aapakari otti pyynnön hoitaakseen (sosiaalityö).',
      `Aino Sarkavaara lähetti pyynnön. Pyyntö ohjautui verkostolle ${channelName}.`,
      '[Takaisin]',
    ]);
  });

  test('is shown to its asker and to its network as their own cards, whatever they ask for', async () => {
    const asked = await aino.asks();
    await sirpa.presses('Otan hoitaakseni', { about: asked });
    const { id } = country.stored(asked);
    const see = { v: 1, verb: 'see', card: 'case', id, rev: 0, history: 1 };

    const toExpert = await sirpa.sendsRaw(await sirpa.lastSent('invoke'), see);
    await aino.says('kieli');
    await aino.presses('suomi');
    const toAsker = await aino.sendsRaw(await aino.lastSent('invoke'), see);

    expect(toExpert).toEqual(showing('[Vastaa]'));
    expect(toAsker).toEqual(showing('Sirpa Aapakari hoitaa pyyntöäsi.'));
    expect([...toExpert, ...toAsker]).not.toContain('Tapahtumat');
  });
});

describe('an old message to the asker', () => {
  test('whose button is pressed after the consultation has been closed says so, and the text can be copied', async () => {
    const asked = await aino.asks();
    await sirpa.presses('Otan hoitaakseni', { about: asked });
    await sirpa.presses('Lähetä lisätietopyyntö', { about: asked, text: 'Kuinka kauan?' });
    const question = await aino.finds('Lähetä lisätieto');
    await sirpa.presses('Lähetä vastaus', { about: asked, text: 'Näin.' });
    await sirpa.presses('Vahvista päättäminen', { about: asked });
    const before = country.stored(asked);

    const { lines } = await aino.presses('Lähetä lisätieto', { on: question, text: 'Keväästä asti.' });
    const back = await aino.presses('Takaisin');

    expect(lines).toEqual(showing('Konsultaatio on päätetty. Sen voi avata uudelleen 14 päivän ajan.', 'Keväästä asti.'));
    expect(back.lines).toEqual([`Sirpa Aapakari tarvitsee lisätietoa pyyntöösi ${asked.reference}:`, 'Kuinka kauan?']);
    expect(country.stored(asked)).toEqual(before);
  });

  test('says that what was written has been sent', async () => {
    const asked = await aino.asks();
    await sirpa.presses('Otan hoitaakseni', { about: asked });
    await sirpa.presses('Lähetä lisätietopyyntö', { about: asked, text: 'Kuinka kauan?' });

    const { lines } = await aino.presses('Lähetä lisätieto', { on: await aino.finds('Lähetä lisätieto'), text: 'Keväästä asti.' });

    expect(lines).toEqual(showing(`Lisätieto pyyntöön ${asked.reference} lähetettiin.`));
  });
});

async function passes(until: string): Promise<void> {
  country.clock.set(until);
  await country.settled();
}

async function referencesSeenBy(person: StoryPerson): Promise<string[]> {
  await person.says('jono');
  return referencesIn(await person.seesLast());
}

function referencesIn(lines: string[]): string[] {
  return lines.flatMap((line) => /^(OT-[2-9A-Z]{6}) · /.exec(line)?.[1] ?? []);
}
