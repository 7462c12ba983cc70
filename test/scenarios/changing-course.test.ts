import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Country, openCountry } from '../support/country.ts';
import { type Asked, type StoryPerson, showing } from '../support/stories.ts';

let country: Country;
let aino: StoryPerson;
let sirpa: StoryPerson;
let maarit: StoryPerson;
beforeAll(async () => {
  country = await openCountry({ at: '2026-11-23T08:00:00.000Z' });
  aino = country.person('Aino Sarkavaara');
  sirpa = country.person('Sirpa Aapakari');
  maarit = country.person('Maarit Kivelänoja');
});
afterAll(() => country.close());

test('a question that is sent to another area leaves its network: the old card says where to, the new one asks anew, the asker hears why', async () => {
  const asked = await aino.asks();
  await sirpa.presses('Otan hoitaakseni', { about: asked });

  await redirects(sirpa, asked, 'area:etela', 'Perhe muuttaa Helsinkiin.');

  const southern = 'Lastensuojelu, OT-keskus Etelä-Suomi';
  expect(await aino.seesLast()).toEqual([
    `Pyyntösi ${asked.reference} ohjattiin verkostolle ${southern}.`,
    'Perustelu: Perhe muuttaa Helsinkiin.',
  ]);
  expect(await maarit.channelsOf(asked)).toEqual([southern]);
  expect(await maarit.sees(asked)).toEqual(showing('avoin – odottaa asiantuntijaa', 'Aino Sarkavaara', '[Otan hoitaakseni]'));

  const left = await sirpa.sees(asked);
  expect(left).toEqual(showing(`Ohjattu toiseen verkostoon: ${southern}`, `Sirpa Aapakari ohjasi pyynnön verkostolle ${southern}.`));
  expect(left.filter((line) => line.startsWith('['))).toEqual([]);
  expect(left.join('\n')).not.toContain('Aino Sarkavaara');
  expect(left.join('\n')).not.toContain('Miten edetään?');
});

test('whoever is only in the old network can neither act on a question that has left nor look at it', async () => {
  const asked = await aino.asks();
  const card = await sirpa.finds('Otan hoitaakseni', asked);
  await sirpa.presses('Otan hoitaakseni', { on: card });
  const claim = await sirpa.lastSent('invoke');
  await redirects(sirpa, asked, 'area:etela', 'Perhe muuttaa Helsinkiin.');
  const before = country.state();

  for (const verb of ['claim', 'see', 'release', 'answer']) {
    expect(await sirpa.sendsRaw(claim, { verb, rev: 4 })).toEqual(['Konsultaatiota ei löydy, tai sinulla ei ole oikeutta nähdä sitä.']);
  }
  await sirpa.says('Voinko vielä auttaa?', { thread: asked, mention: true });

  expect(await sirpa.sees(asked)).toContain(
    'Tässä ketjussa ei ole avointa konsultaatiota. Mainitse minut konsultaation omassa ketjussa, niin välitän viestisi kysyjälle.',
  );
  expect((await aino.sees()).join('\n')).not.toContain('Voinko vielä auttaa?');
  expect(country.state()).toEqual(before);
});

test('a question that nobody has claimed is withdrawn: the card offers nothing more and thanks, and the asker can’t withdraw it twice', async () => {
  const asked = await aino.asks();

  const { lines } = await aino.presses('Vahvista peruminen', { about: asked, text: 'Asia ratkesi.' });

  expect(lines).toContain('Peruit pyynnön.');
  const seen = await sirpa.sees(asked);
  expect(seen).toEqual(showing('peruttu', 'Kysyjä perui pyynnön. Kiitos kaikille.', 'Aino Sarkavaara perui pyynnön.', 'Asia ratkesi.'));
  expect(seen.filter((line) => line.startsWith('['))).toEqual([]);
  await expect(aino.presses('Vahvista peruminen', { about: asked })).rejects.toThrow('sees no “Vahvista peruminen”');
  expect(country.stored(asked).status).toBe('withdrawn');
});

test('a question is revised while it is open: the network sees the new text, the form opens with the old one, the promise is kept', async () => {
  const asked = await aino.asks();
  const { dueAt } = country.stored(asked);

  const form = await aino.presses('Muokkaa', { about: asked });
  expect(form.lines).toEqual(showing('Koulupoissaolot ja väsymys', 'Miten edetään?', '[Tallenna muutokset]'));
  const saved = await aino.fillsIn({ question: 'Kuka auttaa koulussa?', anonymous: 'true' });

  expect(saved.lines).toEqual([`Pyyntö ${asked.reference} on päivitetty.`]);
  const seen = await sirpa.sees(asked);
  expect(seen).toEqual(
    showing('Kuka auttaa koulussa?', 'Aino Sarkavaara muokkasi pyyntöä. Uusin versio on kortilla.', '[Otan hoitaakseni]'),
  );
  expect(seen).not.toContain('Miten edetään?');
  expect(country.stored(asked).dueAt).toBe(dueAt);
});

test('a revision that changes the county takes the question to that county’s network', async () => {
  const asked = await aino.asks();
  await aino.presses('Muokkaa', { about: asked });

  await aino.fillsIn({ county: '03', anonymous: 'true' });

  expect(await maarit.channelsOf(asked)).toEqual(['Lastensuojelu, OT-keskus Etelä-Suomi']);
  expect(await aino.seesLast()).toEqual([`Pyyntösi ${asked.reference} ohjattiin verkostolle Lastensuojelu, OT-keskus Etelä-Suomi.`]);
  const left = await sirpa.sees(asked);
  expect(left.at(-1)).toBe('Aino Sarkavaara ohjasi pyynnön verkostolle Lastensuojelu, OT-keskus Etelä-Suomi.');
  expect(left.filter((line) => line.startsWith('['))).toEqual([]);
});

test('who revises too late is told what to do instead, and what was typed stays in the form', async () => {
  const asked = await aino.asks();
  await aino.presses('Muokkaa', { about: asked });
  await sirpa.presses('Otan hoitaakseni', { about: asked });

  const answer = await aino.fillsIn({ question: 'Ehdinkö vielä?', anonymous: 'true' });

  expect(answer.kind).toBe('dialog');
  expect(answer.lines).toEqual(
    showing('Pyyntöä ei voi enää muokata. Voit kirjoittaa lisätiedot tähän keskusteluun: välitän ne asiantuntijoille.', 'Ehdinkö vielä?'),
  );
  expect(country.stored(asked).request.question).toBe('Miten edetään?');
});

test('a question that no network takes reaches the coordinator, who sends it to one', async () => {
  const vuokko = country.person('Vuokko Harjanne-Lind');
  const samira = country.person('Samira Rostampour');
  const asked = await aino.asks({ county: '91' });

  expect(await aino.sees(asked)).toEqual(
    showing('Sopivaa verkostoa ei löytynyt. Pyyntö on OT-koordinaattorilla, joka ohjaa sen eteenpäin.'),
  );
  expect(await vuokko.sees(asked)).toEqual(
    showing('Mikään rekisteröity verkosto ei sovi tähän pyyntöön.', 'Miten edetään?', 'Aino Sarkavaara', '[Ohjaa verkostoon]'),
  );

  const target = country.networkId('Maahanmuutto ja pakolaistrauma', 'Kansallinen OT-verkosto');
  await redirects(vuokko, asked, target, 'Perhe on tullut pakolaisina.', 'Ohjaa verkostoon');

  expect(await samira.channelsOf(asked)).toEqual(['Maahanmuutto ja pakolaistrauma, Kansallinen OT-verkosto']);
  expect(await aino.seesLast()).toEqual([
    `Pyyntösi ${asked.reference} ohjattiin verkostolle Maahanmuutto ja pakolaistrauma, Kansallinen OT-verkosto.`,
    'Perustelu: Perhe on tullut pakolaisina.',
  ]);
});

test('an area that is named finds its best network, and the form speaks the language of whoever redirects', async () => {
  const ulrika = country.person('Ulrika Sandnäs');
  const asked = await aino.asks({ county: '91', field: 'adoptio' });
  await ulrika.presses('Otan hoitaakseni', { about: asked });

  const form = await ulrika.presses('Styr till ett annat nätverk', { about: asked });
  await ulrika.presses('Bekräfta styrningen', {
    about: asked,
    text: 'Familjen bor i Lappland.',
    inputs: { 'target-redirect': 'area:pohjois' },
  });

  expect(form.lines).toEqual(showing('Till vilket nätverk?', 'Varför passar ett annat nätverk bättre? Syns för frågeställaren.'));
  expect(await sirpa.channelsOf(asked)).toEqual(['Yleinen konsultaatio, OT-keskus Pohjois-Suomi']);
});

test('a closed question is reopened within fourteen days, and not after', async () => {
  const early = await closedCase();
  const late = await closedCase();

  country.clock.advance(13.9 * day);
  await aino.presses('Vahvista avaaminen', { about: early, text: 'Tilanne muuttui.' });

  expect(country.stored(early).status).toBe('claimed');
  expect(await sirpa.sees(early)).toEqual(
    showing('Sirpa Aapakari – Aino Sarkavaara avasi konsultaation uudelleen.', 'Tilanne muuttui.', '[Vastaa]'),
  );

  const old = await aino.finds('Vahvista avaaminen', late);
  country.clock.advance(0.2 * day);
  const { lines } = await aino.presses('Vahvista avaaminen', { on: old, text: 'Vielä yksi asia.' });

  expect(lines).toEqual(showing('Päättämisestä on yli 14 päivää. Avaa uusi konsultaatio.', 'Vielä yksi asia.'));
  await expect(aino.finds('Vahvista avaaminen', late)).rejects.toThrow('sees no “Vahvista avaaminen”');
  expect(country.stored(late).status).toBe('closed');
});

const day = 24 * 3_600_000;

async function closedCase(): Promise<Asked> {
  const asked = await aino.asks();
  await sirpa.presses('Otan hoitaakseni', { about: asked });
  await sirpa.presses('Lähetä vastaus', { about: asked, text: 'Näin.' });
  await aino.presses('Lähetä palaute ja päätä', { about: asked });
  return asked;
}

async function redirects(
  person: StoryPerson,
  about: Asked,
  target: string,
  text: string,
  button = 'Ohjaa toiseen verkostoon',
): Promise<void> {
  await person.presses(button, { about });
  await person.presses('Vahvista ohjaus', { about, text, inputs: { 'target-redirect': target } });
}
