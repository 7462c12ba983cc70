import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Country, openCountry } from '../support/country.ts';
import { showing } from '../support/stories.ts';

let country: Country;
beforeAll(async () => {
  country = await openCountry({ at: '2026-11-23T08:00:00.000Z' });
});
afterAll(() => country.close());

test('whoever opens the chat is welcomed once: not again on a second look, on a second installation, or in a channel', async () => {
  const teemu = country.person('Teemu Rantalehto');

  await teemu.sees();
  await teemu.sees();
  await country.api.install({ as: teemu.id, installed: false });
  await country.api.install({ as: teemu.id, installed: true });

  expect(await teemu.sees()).toEqual(
    showing('Hei, Teemu! Olen Neuvo.', 'Neuvo ei ole päivystys.', 'uusi: avaa uuden konsultaation', '[Avaa konsultaatio]'),
  );
  expect((await teemu.sees()).filter((line) => line.includes('Olen Neuvo'))).toHaveLength(1);
});

test('whoever could not be welcomed is welcomed the next time', async () => {
  const aino = country.person('Aino Sarkavaara');
  await country.api.setFault({ match: { method: 'POST' }, status: 503 });
  const before = await aino.sees();
  await country.api.clearFaults();

  await country.api.install({ as: aino.id, installed: false });
  await country.api.install({ as: aino.id, installed: true });

  expect(before.join()).not.toContain('Olen Neuvo');
  expect((await aino.sees()).filter((line) => line.includes('Olen Neuvo'))).toHaveLength(1);
});

test('two arrivals at the same time welcome once', async () => {
  const jussi = country.person('Jussi Mäkikorpi');

  await Promise.all([jussi.sees(), jussi.sees(), jussi.sees()]);

  expect((await jussi.sees()).filter((line) => line.includes('Olen Neuvo'))).toHaveLength(1);
});

describe('what can be written to the bot', () => {
  const helps = ['ohje', 'Ohje', 'APUA', '/ohje', 'hei!', 'hjälp', 'Hej', 'help', 'hello'];
  test.each(helps)('“%s” shows what Neuvo does', async (text) => {
    const oona = country.person('Oona Kallioranta');
    await oona.says(text);
    expect(await oona.seesLast()).toEqual(showing('Hei, Oona! Olen Neuvo.', 'Kysyminen vie noin kaksi minuuttia.'));
  });

  test.each(['uusi', 'kysy', 'Uusi konsultaatio.', 'ny', 'fråga', 'new', 'ask'])(
    '“%s” offers the form, and says first that this is no emergency route',
    async (text) => {
      const oona = country.person('Oona Kallioranta');
      await oona.says(text);
      expect(await oona.seesLast()).toEqual(showing('Neuvo ei ole päivystys. Soita hätätilanteessa 112', '[Avaa konsultaatio]'));
    },
  );

  test.each(['omat', 'Omat konsultaatiot', 'mina', 'mine', 'my consultations'])('“%s” shows one’s own questions', async (text) => {
    const pirkko = country.person('Pirkko Tervaluoto');
    await pirkko.says(text);
    expect(await pirkko.seesLast()).toEqual(showing('Omat konsultaatiosi', 'Et ole vielä kysynyt mitään.'));
  });

  test.each(['kieli', 'språk', 'language'])('“%s” asks for the language', async (text) => {
    const oona = country.person('Oona Kallioranta');
    await oona.says(text);
    expect(await oona.seesLast()).toEqual(showing('[suomi]', '[svenska]', '[English]'));
  });

  test.each([
    ['kieli ruotsi', 'Nu betjänar jag dig på svenska.'],
    ['språk engelska', 'I’ll use English with you from now on.'],
    ['language sv', 'Nu betjänar jag dig på svenska.'],
    ['Language Finnish', 'Palvelen sinua nyt suomeksi.'],
  ])('“%s” changes the language at once', async (text, answer) => {
    const oona = country.person('Oona Kallioranta');
    await oona.says(text);
    expect(await oona.seesLast()).toEqual([answer]);
  });
});

test('a language that was chosen is used from then on, in the welcome, the form and one’s own questions', async () => {
  const oona = country.person('Oona Kallioranta');
  await oona.says('kieli');
  expect((await oona.presses('svenska')).lines).toEqual(['Nu betjänar jag dig på svenska.']);

  await oona.says('mina');
  expect(await oona.seesLast()).toEqual(showing('Dina konsultationer'));
  const form = await oona.opensForm();
  expect(form.lines).toEqual(showing('Rubrik', 'Välfärdsområde', '[Skicka]'));
  await oona.says('suomi on kyllä helpompi');
  expect(await oona.seesLast()).toEqual(showing('Jag förstod inte ditt meddelande.'));
});

test('the same command twice is answered twice, and asks nothing twice', async () => {
  const pirkko = country.person('Pirkko Tervaluoto');
  const before = (await pirkko.sees()).length;

  await pirkko.says('omat');
  const once = (await pirkko.sees()).length;
  await pirkko.says('omat');

  expect((await pirkko.sees()).length - once).toBe(once - before);
  expect(country.state().filter(({ document }) => document.kind === 'consultation')).toEqual([]);
});

test('one’s own questions are found again, newest first, each with its state', async () => {
  const pirkko = country.person('Pirkko Tervaluoto');
  const first = await pirkko.asks({ county: '08', title: 'Ensimmäinen kysymys' });
  const second = await pirkko.asks({ county: '08', title: 'Toinen kysymys' });
  await pirkko.presses('Vahvista peruminen', { about: first });

  await pirkko.says('omat');

  const lines = await pirkko.seesLast();
  expect(lines).toEqual(showing('Ensimmäinen kysymys', 'peruttu', 'Toinen kysymys', 'avoin'));
  expect(lines.findIndex((line) => line.includes(second.reference))).toBeLessThan(
    lines.findIndex((line) => line.includes(first.reference)),
  );
  const { lines: shown } = await pirkko.presses(`Näytä ${second.reference}`);
  expect(shown).toEqual(showing(`Konsultaatiopyyntösi ${second.reference}`, 'Toinen kysymys', '[Muokkaa]'));
});

test.each(['kooste', 'tilasto 2026', 'kooste viikko 46', 'kieli ruotsi', 'omat', 'koordinaattorit', 'uusi'])(
  '“%s” in a consultation’s thread is no message to the asker, and whoever wrote it is told where to write it',
  async (written) => {
    const [aino, sirpa] = [country.person('Aino Sarkavaara'), country.person('Sirpa Aapakari')];
    const asked = await aino.asks();
    await sirpa.presses('Otan hoitaakseni', { about: asked });
    const before = country.stored(asked);

    await sirpa.says(written, { thread: asked, mention: true });

    expect((await sirpa.sees(asked)).at(-1)).toBe(
      `”${written}” toimii omassa keskustelussasi Neuvon kanssa. Kirjoita se sinne. Täältä ei lähetetty mitään.`,
    );
    expect(country.stored(asked)).toEqual(before);
  },
);

test.each([
  'Konsultaatio 14.3.',
  'Koulutus 12.5.',
  'Kysy 112',
  'Kooste, jonka lupasin, tulee huomenna.',
  'Kieli: ruotsi, tulkki tarvitaan',
])('“%s” in a consultation’s thread is a message to the asker', async (written) => {
  const [aino, sirpa] = [country.person('Aino Sarkavaara'), country.person('Sirpa Aapakari')];
  const asked = await aino.asks();
  await sirpa.presses('Otan hoitaakseni', { about: asked });

  await sirpa.says(written, { thread: asked, mention: true });

  expect(await aino.sees(asked)).toEqual(showing(written));
});

test.each(['Minä', 'Kieli: ruotsi, tulkki tarvitaan'])('“%s” in one’s own chat is no command', async (written) => {
  const jussi = country.person('Jussi Mäkikorpi');
  await jussi.asks();

  await jussi.says(written);

  expect(await jussi.seesLast()).toEqual(showing(written));
});

test.each([
  ['Raili Jänkälä', 'Näin rekisteröit verkoston: avaa sen Teams-kanava, mainitse Neuvo ja kirjoita ”rekisteröi”.'],
  ['Aino Sarkavaara', 'Vain OT-koordinaattori voi rekisteröidä kanavan asiantuntijaverkostoksi.'],
])('“rekisteröi” in their own chat tells %s where that is done, and by whom', async (name, sentence) => {
  const person = country.person(name);

  await person.says('rekisteröi');

  expect(await person.seesLast()).toEqual([sentence]);
});

test('in a channel the bot explains itself, and shows only a coordinator what they can change of the network', async () => {
  const raili = country.person('Raili Jänkälä');
  const lauri = country.person('Lauri Hautasuo');
  const channel = country.channel('Oppimisen vaativa tuki', 'OT-keskus Pohjois-Suomi');

  await lauri.says('', { channel, mention: true });
  await lauri.says('rekisteröi', { channel, mention: true });
  await raili.says('rekisteröi', { channel, mention: true });

  const answers = (await country.api.chat(lauri.id, channel)).messages
    .slice(-3)
    .map(({ replies = [] }) => replies.map(({ text, actions }) => [text, ...actions]));
  expect(answers).toEqual([
    [[expect.stringContaining('Olen Neuvo. Tuon konsultaatiopyynnöt tälle kanavalle.')]],
    [['Vain OT-koordinaattori voi rekisteröidä kanavan asiantuntijaverkostoksi.']],
    [[null, 'Muuta tietoja', 'Keskeytä', 'Poista käytöstä']],
  ]);
});
