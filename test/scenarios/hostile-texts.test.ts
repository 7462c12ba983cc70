import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { limits } from '../../src/domain/request.ts';
import { type Country, openCountry } from '../support/country.ts';
import { type Asked, cardLines, type StoryPerson, showing } from '../support/stories.ts';
import { keepUnharmed } from '../support/unharmed.ts';

let country: Country;
let aino: StoryPerson;
let veera: StoryPerson;
let sirpa: StoryPerson;
let mika: StoryPerson;
/** One question in each state that takes texts. */
let open: Asked;
let claimed: Asked;
let waiting: Asked;
let answered: Asked;

beforeAll(async () => {
  country = await openCountry({ at: '2026-11-23T08:00:00.000Z' });
  aino = country.person('Aino Sarkavaara');
  veera = country.person('Veera Lumijärvi');
  sirpa = country.person('Sirpa Aapakari');
  mika = country.person('Mika Kaarnilahti');
  open = await aino.asks();
  claimed = await aino.asks();
  waiting = await aino.asks();
  answered = await aino.asks();
  for (const asked of [claimed, waiting, answered]) await sirpa.presses('Otan hoitaakseni', { about: asked });
  await sirpa.presses('Lähetä lisätietopyyntö', { about: waiting, text: 'Minkä ikäinen?' });
  await sirpa.presses('Lähetä vastaus', { about: answered, text: 'Näin.' });
});
afterAll(() => country.close());

const { accept } = keepUnharmed(() => country);

/** Where texts are written on cards: the button that sends them, by whom, about what. */
const writings: [string, () => [StoryPerson, Asked], Record<string, string>][] = [
  ['Lähetä vastaus', () => [sirpa, claimed], {}],
  ['Lähetä lisätietopyyntö', () => [sirpa, claimed], {}],
  ['Lähetä kysyjälle', () => [sirpa, claimed], {}],
  ['Vahvista vapautus', () => [sirpa, claimed], {}],
  ['Vahvista ohjaus', () => [sirpa, claimed], { 'target-redirect': 'area:etela' }],
  ['Lähetä lisätieto', () => [aino, waiting], {}],
  ['Vahvista peruminen', () => [aino, open], {}],
  ['Vahvista avaaminen', () => [sirpa, answered], {}],
];

describe('a text of a hundred thousand characters is refused with a sentence that says how long it may be', () => {
  const long = 'pitkä '.repeat(16_700);

  test.each([
    ['title', `Otsikko – enintään ${limits.title} merkkiä.`],
    ['situation', `Tilanne – enintään ${limits.situation} merkkiä.`],
    ['tried', `Mitä on jo kokeiltu? – enintään ${limits.tried} merkkiä.`],
    ['question', `Kysymyksesi – enintään ${limits.question} merkkiä.`],
  ])('in the form: %s', async (field, sentence) => {
    await veera.opensForm();
    const { kind, lines } = await veera.fillsIn({ ...form, [field]: long }, true);

    expect(kind).toBe('dialog');
    expect(lines).toEqual(showing('Mitään ei lähetetty vielä. Tekstisi on tallella alla.', sentence, 'pitkä pitkä pitkä', form.county));
  });

  test.each(writings)('on a card: %s', async (title, story, inputs) => {
    const limit = title.startsWith('Vahvista') ? limits.reason : limits.text;

    const lines = await answerTo(title, story(), { text: long, unchecked: true, inputs });

    expect(lines).toEqual(
      showing('Mitään ei lähetetty vielä. Tekstisi on tallella alla.', `Teksti – enintään ${limit} merkkiä.`, 'pitkä pitkä pitkä'),
    );
  });

  test('in the chat with the bot', async () => {
    await aino.says(long);
    expect(await aino.seesLast()).toEqual(showing(`enintään ${limits.text} merkkiä.`));
  });

  test('in the thread, with a mention', async () => {
    await sirpa.says(long, { thread: claimed, mention: true });
    expect((await sirpa.sees(claimed)).at(-1)).toBe(`Teksti – enintään ${limits.text} merkkiä.`);
  });
});

describe('a text that says nothing is refused, and what is missing is named', () => {
  test.each([
    ['title', 'Otsikko – tieto puuttuu.'],
    ['situation', 'Tilanne – tieto puuttuu.'],
    ['question', 'Kysymyksesi – tieto puuttuu.'],
    ['county', 'Hyvinvointialue – tieto puuttuu.'],
    ['sector', 'Oma toimialasi – tieto puuttuu.'],
    ['field', 'Osaamisala tai ilmiö – tieto puuttuu.'],
    ['disciplines', 'Minkä alan asiantuntijoita toivot? – tieto puuttuu.'],
    ['anonymous', 'Vahvista, ettei tekstissä ole tunnistetietoja.'],
  ])('in the form: %s', async (field, sentence) => {
    await veera.opensForm();
    const { lines } = await veera.fillsIn({ ...form, [field]: field === 'anonymous' ? 'false' : '' }, true);
    expect(lines).toEqual(showing(sentence));
  });

  test.each([
    ['county', '99', 'Hyvinvointialue – valinta ei kelpaa.'],
    ['field', 'toString', 'Osaamisala tai ilmiö – valinta ei kelpaa.'],
    ['disciplines', 'magic', 'Minkä alan asiantuntijoita toivot? – valinta ei kelpaa.'],
    ['urgency', 'yesterday', 'Kiireellisyys – valinta ei kelpaa.'],
    ['language', 'de', 'Millä kielellä haluat vastauksen? – valinta ei kelpaa.'],
  ])('or that is none of the choices: %s', async (field, value, sentence) => {
    await veera.opensForm();
    expect((await veera.fillsIn({ ...form, [field]: value }, true)).lines).toEqual(showing(sentence));
  });

  test.each([' \n ', '\u200b\u2060', '\u3164\u2800', '\u202e\u2066', '\0\u001b'])('on a card: %j', async (text) => {
    const lines = await answerTo('Lähetä vastaus', [sirpa, claimed], { text, unchecked: true });
    expect(lines).toEqual(showing('Teksti – tieto puuttuu.'));
  });

  test.each(['\u200b\u2060', '\u3164\u2800', '\u202e\u2066', '\0\u001b'])('in the form, of which nothing can be seen: %j', async (text) => {
    await veera.opensForm();
    const { lines } = await veera.fillsIn({ ...form, title: text, question: text, tried: text }, true);
    expect(lines).toEqual(showing('Otsikko – tieto puuttuu.', 'Kysymyksesi – tieto puuttuu.'));
  });

  test('in the chat with the bot, when the text has been taken away from what is asked of it', async () => {
    await aino.says('Lisää tietoa.');
    const inputs = { consultation: country.stored(waiting).id, text: '\u3164' };
    const { lines } = await aino.presses('Lähetä asiantuntijoille', { inputs, unchecked: true });
    expect(lines).toEqual(showing('Teksti – tieto puuttuu.'));
  });
});

test('what would disturb others is left out of a text before it is kept or shown', async () => {
  const eetu = country.person('Eetu Kuusniemi');
  const asked = await eetu.asks({
    title: '\u202eKotirauha\0',
    situation: 'Ilta\ud83d\r\n\n\n\n\n\nyö',
    question: 'Mita\u0308 nyt?\u2067',
  });

  expect(country.stored(asked).request).toMatchObject({ title: 'Kotirauha', situation: 'Ilta\ufffd\n\n\nyö', question: 'Mitä nyt?' });
  expect(await mika.sees(asked)).toEqual(showing('Kotirauha', 'Ilta\ufffd', 'yö', 'Mitä nyt?'));
  accept();
});

describe('a personal identity code is refused and masked, comes back to its writer alone, and is kept nowhere', () => {
  const code = artificialCode(901);
  const text = `Asiakkaan tunnus on ${code}, miten edetään?`;
  const masked = '(••••••-••••)';

  afterEach(async () => {
    const store = country.database();
    expect(JSON.stringify(store.prepare('SELECT * FROM documents').all())).not.toContain(code);
    store.close();
    const posted = (await country.traffic()).filter(({ direction }) => direction === 'to-connector');
    expect(JSON.stringify(posted.filter(({ activity }) => !JSON.stringify(activity ?? '').includes('Kenelle viesti on?')))).not.toContain(
      code,
    );
  });

  test.each([
    ['title', 'Otsikko'],
    ['situation', 'Tilanne'],
    ['tried', 'Mitä on jo kokeiltu?'],
    ['question', 'Kysymyksesi'],
  ])('in the form: %s', async (field, label) => {
    await veera.opensForm();
    const { kind, lines } = await veera.fillsIn({ ...form, [field]: text });

    expect(kind).toBe('dialog');
    expect(lines).toEqual(
      showing(
        'Tekstiä ei lähetetty, koska siinä näyttää olevan tunnistetietoja.',
        `${label} – henkilötunnus ${masked}`,
        `${label}: ${text}`,
      ),
    );
  });

  test('in a revision', async () => {
    await aino.presses('Muokkaa', { about: open });
    const { lines } = await aino.fillsIn({ question: text, anonymous: 'true' });
    expect(lines).toEqual(showing(`Kysymyksesi – henkilötunnus ${masked}`, `Kysymyksesi: ${text}`));
  });

  test.each(writings)('on a card: %s', async (title, story, inputs) => {
    const lines = await answerTo(title, story(), { text, inputs });

    expect(lines).toEqual(
      showing('Tekstiä ei lähetetty, koska siinä näyttää olevan tunnistetietoja.', `Teksti – henkilötunnus ${masked}`, text),
    );
  });

  test('even if the writer says that it has been checked', async () => {
    const inputs = { 'checked-answer': 'true' };
    const lines = await answerTo('Lähetä vastaus', [sirpa, claimed], { text, inputs, unchecked: true });
    expect(lines).toEqual(showing(`Teksti – henkilötunnus ${masked}`));
  });

  test('in the chat with the bot', async () => {
    await aino.says(text);
    const { lines } = await aino.presses('Lähetä asiantuntijoille', { inputs: { consultation: country.stored(claimed).id } });
    expect(lines).toEqual(showing(`Teksti – henkilötunnus ${masked}`));
  });

  test('in the thread, with a mention', async () => {
    const chat = await aino.sees();
    await mika.says('Ei koske minua.', { thread: claimed });
    await sirpa.says(text, { thread: claimed, mention: true });

    expect((await sirpa.sees(claimed)).at(-1)).toContain(`Teksti – henkilötunnus ${masked}`);
    expect(await aino.sees()).toEqual(chat);
  });
});

test('what only may identify is asked about, and goes through once its writer has looked again', async () => {
  await veera.opensForm();
  const first = await veera.fillsIn({ ...form, situation: 'Isä Matti Meikäläinen on huolissaan.' });
  expect(first.kind).toBe('dialog');
  expect(first.lines).toEqual(
    showing('Tekstissä voi olla tunnistetietoja. Tarkista nämä ennen lähettämistä:', 'Olen tarkistanut tekstin: se ei yksilöi asiakasta'),
  );

  const second = await veera.fillsIn({ checked: 'true', anonymous: 'true' });
  expect(second.lines).toEqual(showing('Kiitos! Pyyntösi OT-'));
  accept();
});

test('markup and templates in a text are shown as they were typed', async () => {
  const written = [
    '**lihavoitu** _kursiivi_ [linkki](https://example.org)',
    '<at>Neuvo</at> <b>x</b> &amp;',
    `\${reference} \${$root.id} {{x}}`,
    '# otsikko',
    '- lista',
    '1. numero',
  ];
  const eetu = country.person('Eetu Kuusniemi');
  const asked = await eetu.asks({ title: written[0] ?? '', situation: written.join('\n'), question: written[2] ?? '' });

  const seen = await mika.sees(asked);
  for (const line of written) expect(seen).toContain(line);

  await sirpa.presses('Otan hoitaakseni', { about: asked });
  await sirpa.presses('Lähetä vastaus', { about: asked, text: written.join('\n') });
  const answer = await eetu.seesLast();
  for (const line of written) expect(answer).toContain(line);
  accept();
});

test('an error of our own is told in a sentence with an incident’s id, without its cause, and the form keeps what was typed', async () => {
  await veera.opensForm();
  const card = await mika.finds('Otan hoitaakseni', open);
  const { conversation: chat } = await aino.finds('Vahvista peruminen', open);
  const store = country.database();
  store.exec('ALTER TABLE documents RENAME TO mislaid');

  const answer = await country.api.press({ as: veera.id, message: 'dialog', title: 'Lähetä', inputs: form });
  const pressed = await country.api.press({ as: mika.id, conversation: card.conversation, message: card.id, title: 'Otan hoitaakseni' });
  await country.api.say({ as: aino.id, conversation: chat, text: 'omat' });
  store.exec('ALTER TABLE mislaid RENAME TO documents');
  store.close();

  const lines = answer.kind === 'dialog' ? cardLines(answer.dialog.card) : [];
  const sentence = lines.find((line) => line.startsWith('Jokin meni vikaan')) ?? '';
  const incident = /ilmoita tuelle tunnus ([0-9A-F]{8})\.$/.exec(sentence)?.[1] ?? 'none';
  expect(sentence).toContain('Jokin meni vikaan meidän puolellamme. Mitään ei kadonnut. Yritä hetken kuluttua uudelleen.');
  expect(lines).toEqual(showing(form.title, form.situation, form.question));
  expect(lines.join('\n')).not.toMatch(/SQL|table|Error|stack/);
  expect(country.troubles()).toEqual(expect.arrayContaining([expect.stringContaining(incident)]));
  accept();

  const others = [pressed.kind === 'message' ? pressed.text : '', ...(await aino.seesLast())];
  expect(others).toEqual([expect.stringMatching(/^Jokin meni vikaan/), expect.stringMatching(/^Jokin meni vikaan/)]);
  const { lines: sent } = await veera.fillsIn({});
  expect(sent).toEqual(showing('Kiitos! Pyyntösi OT-'));
  accept();
});

const form = {
  county: '21',
  sector: 'social',
  disciplines: 'social',
  field: 'lastensuojelu',
  title: 'Kotirauha',
  situation: 'Nuori ei tule kotiin yöksi.',
  tried: 'Perhetyö.',
  question: 'Mitä teemme?',
  anonymous: 'true',
};

/** What is answered to a text on a card; its writer then goes back to the card. */
async function answerTo(
  title: string,
  [person, about]: [StoryPerson, Asked],
  press: { text: string; inputs?: Record<string, string>; unchecked?: boolean },
): Promise<string[]> {
  if (title === 'Vahvista ohjaus') await person.presses('Ohjaa toiseen verkostoon', { about });
  const { lines } = await person.presses(title, { about, ...press });
  const back = await person.presses('Takaisin', { about });
  expect(back.lines).toEqual(showing(about.reference));
  expect(back.lines.join()).not.toContain(press.text);
  return lines;
}

/** A personal identity code that nobody has: those with a number from 900 are artificial. */
function artificialCode(number: number): string {
  return `010190-${number}${'0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(`010190${number}`) % 31]}`;
}
