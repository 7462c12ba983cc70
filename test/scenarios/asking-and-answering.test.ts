import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { route } from '../../src/domain/routing.ts';
import { type Country, openCountry } from '../support/country.ts';
import { showing } from '../support/stories.ts';

let country: Country;
beforeAll(async () => {
  country = await openCountry({ at: '2026-11-23T08:00:00.000Z' });
});
afterAll(() => country.close());

const selfHarm = {
  county: '21',
  field: 'itsetuhoisuus',
  disciplines: 'health,social',
  title: 'Koulupoissaolot ja itsetuhoisuus, 14-vuotias',
  situation: 'Nuori on ollut poissa koulusta kuusi viikkoa ja viiltelee.',
  tried: 'Kuraattorin käynnit ja perhetyö.',
  question: 'Mitä kokeilisimme ennen sijoitusta?',
};

test('a question goes the whole way: asked, routed, claimed, asked back, answered, accepted, and the experts hear that it helped', async () => {
  const aino = country.person('Aino Sarkavaara');
  const mika = country.person('Mika Kaarnilahti');

  const asked = await aino.asks(selfHarm);
  const { reference } = asked;

  expect(asked.sentence).toBe(
    `Kiitos! Pyyntösi ${reference} on lähetetty. Saat ensimmäisen vastauksen viimeistään ma 30.11.2026 klo 16.00. Voit seurata tilannetta Neuvon keskustelussa.`,
  );
  expect(await aino.sees(asked)).toEqual(
    showing(
      'Pyyntö on verkostolla Nuorisopsykiatria, OT-keskus Pohjois-Suomi.',
      'Ensimmäinen vastaus viimeistään ma 30.11.2026 klo 16.00',
      '[Muokkaa]',
      '[Peru pyyntö]',
    ),
  );
  expect(await mika.channelsOf(asked)).toEqual(['Nuorisopsykiatria, OT-keskus Pohjois-Suomi']);
  expect(await mika.sees(asked)).toEqual(
    showing(
      'Koulupoissaolot ja itsetuhoisuus, 14-vuotias',
      'avoin – odottaa asiantuntijaa',
      'Aino Sarkavaara',
      'Nuori on ollut poissa koulusta kuusi viikkoa ja viiltelee.',
      'Kuraattorin käynnit ja perhetyö.',
      'Mitä kokeilisimme ennen sijoitusta?',
      'terveydenhuolto: vapaa',
      'sosiaalityö: vapaa',
    ),
  );

  const claimed = await mika.presses('Otan hoitaakseni (terveydenhuolto)', { about: asked });
  expect(claimed.lines).toEqual(showing('asiantuntijalla', '[Vastaa]', '[Pyydä lisätietoa]', '[Vapauta]'));
  expect(await aino.seesLast()).toEqual([`Mika Kaarnilahti (terveydenhuolto) otti pyyntösi ${reference} hoitaakseen.`]);

  await mika.presses('Lähetä lisätietopyyntö', { about: asked, text: 'Onko nuorella\nhoitokontakti?' });
  expect(await aino.seesLast()).toEqual(
    showing(`Mika Kaarnilahti tarvitsee lisätietoa pyyntöösi ${reference}:`, 'Onko nuorella', 'hoitokontakti?'),
  );
  expect(await aino.sees(asked)).toContain('Mika Kaarnilahti odottaa sinulta lisätietoa. Määräajan laskenta on keskeytetty siksi aikaa.');
  expect(await mika.sees(asked)).toContain('Kysyjältä odotetaan lisätietoa. Määräajan laskenta on keskeytetty.');

  await aino.presses('Lähetä lisätieto', { about: asked, text: 'On ollut keväästä asti.' });
  expect(await mika.sees(asked)).toEqual(
    showing('asiantuntijalla', 'Mika Kaarnilahti – Kysyjä Aino Sarkavaara lisäsi tietoa:', 'On ollut keväästä asti.'),
  );

  await mika.presses('Lähetä vastaus', { about: asked, text: 'Sopikaa turvasuunnitelmasta heti.' });
  expect(await aino.seesLast()).toEqual(
    showing(
      `Vastaus pyyntöösi ${reference} – Mika Kaarnilahti:`,
      'Sopikaa turvasuunnitelmasta heti.',
      'Hyväksy vastaus tai kysy lisää. Vastaajat saavat tiedon siitä, auttoiko vastaus.',
      '[Lisää tietoa]',
      '[Hyväksy ja päätä]',
    ),
  );

  await aino.presses('Lähetä palaute ja päätä', { about: asked, inputs: { 'helped-close': '5', 'change-close': 'referral-avoided' } });
  expect(await aino.sees(asked)).toEqual(
    showing('Konsultaatio on päätetty. Voit avata sen uudelleen 14 päivän ajan.', 'Kiitos palautteesta!'),
  );
  expect((await mika.sees(asked)).at(-1)).toBe(
    'Mika Kaarnilahti – Kysyjä Aino Sarkavaara hyväksyi vastauksen ja päätti konsultaation. Kysyjän palaute: auttoi 5/5. Mikä muuttuu: lähete vältettiin.',
  );
  expect(country.stored(asked)).toMatchObject({
    status: 'closed',
    feedback: { helped: 5, change: 'referral-avoided' },
    notices: [],
    failures: [],
  });
});

describe('a question finds its network, and the reasons can be told', () => {
  const national = 'Kansallinen OT-verkosto';
  test.each([
    ['the area’s network of the field', '21', 'lastensuojelu', 'Sirpa Aapakari', 'Lastensuojelu, OT-keskus Pohjois-Suomi', 'area-field'],
    [
      'the network of the wider field',
      '21',
      'syomishairiot',
      'Sirpa Aapakari',
      'Nuorisopsykiatria, OT-keskus Pohjois-Suomi',
      'area-parent-field',
    ],
    ['the area’s general network', '21', 'juridiikka', 'Sirpa Aapakari', 'Yleinen konsultaatio, OT-keskus Pohjois-Suomi', 'area-general'],
    [
      'Keski-Suomi is in the eastern area',
      '15',
      'koulupoissaolot',
      'Niilo Tammisuo',
      'Oppimisen vaativa tuki, OT-keskus Itä-Suomi',
      'area-field',
    ],
    ['the national network where there is no area', '91', 'adoptio', 'Ulrika Sandnäs', `Adoptio, ${national}`, 'national-field'],
  ])('%s', async (_case, county, field, expert, network, reason) => {
    const asked = await country.person('Veera Lumijärvi').asks({ county, field });

    expect(await country.person(expert).channelsOf(asked)).toEqual([network]);
    const { request, openedAt } = country.stored(asked);
    const networks = country.state().flatMap(({ document }) => (document.kind === 'network' ? [document] : []));
    const [best] = route(request, { networks }, openedAt).ranking;
    expect({ name: best?.network.name, reason: best?.reasons[0] }).toEqual({ name: network, reason });
  });
});

test('two experts of different disciplines answer together: both are named, and who leaves is named no more', async () => {
  const eetu = country.person('Eetu Kuusniemi');
  const mika = country.person('Mika Kaarnilahti');
  const sirpa = country.person('Sirpa Aapakari');
  const lauri = country.person('Lauri Hautasuo');
  const asked = await eetu.asks({ ...selfHarm, county: '19' });

  await mika.presses('Otan hoitaakseni (terveydenhuolto)', { about: asked });
  await sirpa.presses('Liity mukaan (sosiaalityö)', { about: asked });
  await lauri.presses('Liity mukaan (oppimisen tuki)', { about: asked });
  expect(await eetu.sees(asked)).toContain(
    'Mukana: Mika Kaarnilahti (terveydenhuolto), Sirpa Aapakari (sosiaalityö) ja Lauri Hautasuo (oppimisen tuki)',
  );

  await lauri.presses('Jättäydy pois', { about: asked });
  expect(await mika.sees(asked)).toEqual(
    showing(
      'terveydenhuolto: Mika Kaarnilahti (vastuuhenkilö)',
      'sosiaalityö: Sirpa Aapakari',
      'Mika Kaarnilahti – Sirpa Aapakari liittyi mukaan (sosiaalityö).',
      'Mika Kaarnilahti – Lauri Hautasuo jättäytyi pois.',
    ),
  );

  await sirpa.presses('Lähetä vastaus', { about: asked, text: 'Tavataan koko perhe ensi viikolla.' });
  expect(await eetu.seesLast()).toContain(`Vastaus pyyntöösi ${asked.reference} – Sirpa Aapakari ja Mika Kaarnilahti:`);
});

test('an expert closes what is no longer needed, and the asker gives feedback afterwards, once', async () => {
  const aino = country.person('Aino Sarkavaara');
  const sirpa = country.person('Sirpa Aapakari');
  const asked = await aino.asks();
  await sirpa.presses('Otan hoitaakseni', { about: asked });
  await sirpa.presses('Lähetä vastaus', { about: asked, text: 'Jatkakaa näin.' });

  await sirpa.presses('Vahvista päättäminen', { about: asked, inputs: { 'outcome-close': 'joint-work' } });
  expect(await aino.seesLast()).toEqual(
    showing(
      `Sirpa Aapakari päätti konsultaation ${asked.reference}: työskentely jatkuu yhdessä. Kertoisitko vielä, auttoiko vastaus?`,
      '[Lähetä palaute]',
    ),
  );

  await aino.presses('Lähetä palaute', { about: asked, inputs: { 'helped-close': '2' } });
  expect((await sirpa.sees(asked)).at(-1)).toBe('Sirpa Aapakari – Kysyjä Aino Sarkavaara antoi palautteen. Kysyjän palaute: auttoi 2/5.');
  await expect(aino.presses('Lähetä palaute', { about: asked })).rejects.toThrow('sees no “Lähetä palaute”');
});
