import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Country, openCountry } from '../support/country.ts';
import { type StoryPerson, showing } from '../support/stories.ts';

let country: Country;
let markku: StoryPerson;
beforeAll(async () => {
  country = await openCountry({ at: '2026-11-23T08:00:00.000Z' });
  markku = country.person('Markku Ruohola-Aro');
});
afterAll(() => country.close());

// Words that Neuvo says in one language alone: whoever is served in another must never read them.
const finnish = /pyyn|vastau|vastat|asiantuntija|klo |hoita|lähet|lisätie|päät|verkostol|konsultaatio(?!n, OT)/i;
const english = /request|answer|expert|network |closed|further/i;
const swedish = /begäran|svar|sakkunnig|nätverk|tillägg|avsluta/i;

test('a Swedish-speaking asker reads nothing but Swedish from the welcome to the thanks, while the network works in Finnish', async () => {
  const linnea = country.person('Linnea Bergskär');
  await linnea.sees();
  const form = await linnea.opensForm();
  const sent = await linnea.fillsIn({
    county: '17',
    sector: 'education',
    disciplines: 'social,health',
    field: 'lastensuojelu',
    title: 'Elev i nian uteblir',
    situation: 'Familjen orkar inte.',
    question: 'Hur stöder vi hemmet?',
    urgency: 'soon',
    anonymous: 'true',
  });
  const [reference = ''] = /OT-\w+/.exec(sent.lines.join()) ?? [];
  const asked = { reference, sentence: sent.lines.join() };
  expect(sent.lines).toEqual([
    `Tack! Din begäran ${reference} har skickats. Du får ett första svar senast ons 25.11.2026 kl. 16.00. Du kan följa läget i chatten med Neuvo.`,
  ]);

  await markku.presses('Otan hoitaakseni (sosiaalityö)', { about: asked });
  await markku.presses('Lähetä lisätietopyyntö', { about: asked, text: 'Hur gammal är eleven?' });
  await linnea.presses('Skicka tilläggsuppgifterna', { about: asked, text: 'Femton år.' });
  await markku.presses('Lähetä kysyjälle', { about: asked, text: 'Jag ringer en kollega.' });
  await markku.presses('Lähetä vastaus', { about: asked, text: 'Börja med ett nätverksmöte.' });
  await linnea.presses('Skicka respons och avsluta', { about: asked, inputs: { 'helped-close': '4', 'change-close': 'new-plan' } });
  await linnea.says('mina');

  const hers = [...form.lines, ...(await linnea.sees())];
  expect(hers).toEqual(
    showing(
      'Hej Linnea! Jag är Neuvo.',
      'Neuvo är ingen jour.',
      `Markku Ruohola-Aro (socialt arbete) tar hand om din begäran ${reference}.`,
      `Markku Ruohola-Aro behöver tilläggsuppgifter till din begäran ${reference}:`,
      `Markku Ruohola-Aro skriver om din begäran ${reference}:`,
      `Svar på din begäran ${reference} – Markku Ruohola-Aro:`,
      'Konsultationen är avslutad. Du kan öppna den på nytt inom 14 dagar.',
      'Tack för responsen!',
    ),
  );
  expect(hers.filter((line) => finnish.test(line))).toEqual([]);

  const theirs = await markku.sees(asked);
  expect(theirs).toEqual(
    showing(
      'Hur stöder vi hemmet?',
      'ruotsi',

      'Markku Ruohola-Aro – Kysyjä Linnea Bergskär lisäsi tietoa:',
      'Kysyjän palaute: auttoi 4/5.',
    ),
  );
  const written = ['Hur', 'Femton', 'Familjen', 'Elev', 'Börja', 'Jag'];
  expect(theirs.filter((line) => swedish.test(line) && !written.some((word) => line.startsWith(word)))).toEqual([]);
});

test('a Swedish-speaking expert sees their own buttons in Swedish in the same Finnish channel', async () => {
  const asked = await country.person('Oona Kallioranta').asks({ county: '05' });
  const anders = country.person('Anders Lillträsk');

  const { lines } = await anders.presses('Otan hoitaakseni', { about: asked });

  expect(lines).toEqual(
    showing('hos en sakkunnig', 'Anders Lillträsk åtog sig detta mån 23.11.2026 kl. 10.0', '[Svara]', '[Be om tilläggsuppgifter]'),
  );
  expect(await anders.sees(asked)).toEqual(showing('[Svara]'));
  expect(await markku.sees(asked)).toEqual(
    showing('asiantuntijalla', 'Anders Lillträsk otti hoitaakseen', '[Liity mukaan (terveydenhuolto)]'),
  );
});

test('an English-speaking asker is served in English', async () => {
  const grace = country.person('Grace Adomako');
  const maarit = country.person('Maarit Kivelänoja');
  const asked = await grace.asks({
    county: '90',
    sector: 'health',
    title: 'Pupil in ninth grade',
    situation: 'Not at school since August.',
    question: 'Where do we start?',
  });
  await maarit.presses('Otan hoitaakseni', { about: asked });
  await maarit.presses('Lähetä vastaus', { about: asked, text: 'Begin with a home visit.' });

  expect(asked.sentence).toContain('You will have a first answer by Mon 30 Nov 2026 at 16:00');
  const hers = (await grace.sees()).filter((line) => line !== 'uusi');
  expect(hers).toEqual(
    showing(
      'Hello, Grace! I’m Neuvo.',
      `Maarit Kivelänoja (social work) has claimed your request ${asked.reference}.`,
      `Answer to your request ${asked.reference} – Maarit Kivelänoja:`,
      '[Accept and close]',
    ),
  );
  expect(hers.filter((line) => finnish.test(line) || swedish.test(line))).toEqual([]);
  expect((await maarit.sees(asked)).filter((line) => english.test(line))).toEqual([]);
});
