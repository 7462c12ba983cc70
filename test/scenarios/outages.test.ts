import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Country, openCountry } from '../support/country.ts';
import { cardLines, type StoryPerson, showing } from '../support/stories.ts';

let country: Country;
let aino: StoryPerson;
let sirpa: StoryPerson;
beforeEach(async () => {
  country = await openCountry({ at: '2026-11-23T08:00:00.000Z' });
  aino = country.person('Aino Sarkavaara');
  sirpa = country.person('Sirpa Aapakari');
});
afterEach(() => country.close());

test('what Teams does not take while it is away is delivered once when it is back', async () => {
  await aino.sees();
  await aino.opensForm();
  await country.api.setFault({ status: 503 });
  const { lines } = await aino.fillsIn(question);
  const asked = askedIn(lines);
  expect(await sirpa.channelsOf(asked)).toEqual([]);
  expect(country.stored(asked).notices).not.toEqual([]);

  await country.api.clearFaults();
  await timePasses();

  expect(await sirpa.channelsOf(asked)).toEqual(['Lastensuojelu, OT-keskus Pohjois-Suomi']);
  expect((await aino.sees(asked)).filter((line) => line.startsWith('Konsultaatiopyyntösi'))).toHaveLength(1);
  expect(country.stored(asked)).toMatchObject({ notices: [], failures: [] });
});

test('what was said during an outage arrives afterwards in the order in which it was said', async () => {
  const asked = await aino.asks();
  await sirpa.presses('Otan hoitaakseni', { about: asked });
  const chat = (await country.api.chats(aino.id)).find(({ kind }) => kind === 'personal')?.conversation ?? '';
  await country.api.setFault({ match: { conversation: chat }, status: 503 });
  await sirpa.presses('Lähetä kysyjälle', { about: asked, text: 'Ensimmäinen viesti.' });
  await sirpa.presses('Lähetä kysyjälle', { about: asked, text: 'Toinen viesti.' });
  await sirpa.presses('Lähetä vastaus', { about: asked, text: 'Kolmas viesti.' });

  await country.api.clearFaults();
  await timePasses();

  expect((await aino.sees()).filter((line) => line.endsWith(' viesti.'))).toEqual([
    'Ensimmäinen viesti.',
    'Toinen viesti.',
    'Kolmas viesti.',
  ]);
});

test('after a restart everything goes on where it was', async () => {
  const open = await aino.asks({ title: 'Avoin kysymys' });
  const claimed = await aino.asks({ title: 'Otettu kysymys' });
  await sirpa.presses('Otan hoitaakseni', { about: claimed });
  const claim = await sirpa.lastSent('invoke');
  const before = { seen: await aino.sees(), state: country.state() };

  await country.restart();

  expect(await aino.sees()).toEqual(before.seen);
  expect(country.state()).toEqual(before.state);
  await sirpa.sendsRaw(claim, {});
  expect(country.state()).toEqual(before.state);

  await sirpa.presses('Lähetä vastaus', { about: claimed, text: 'Näin edetään.' });
  await sirpa.presses('Otan hoitaakseni', { about: open });
  expect(await aino.sees(claimed)).toEqual(showing(`Vastaus pyyntöösi ${claimed.reference} – Sirpa Aapakari:`, 'Näin edetään.'));
  expect(await aino.seesLast()).toEqual([`Sirpa Aapakari (sosiaalityö) otti pyyntösi ${open.reference} hoitaakseen.`]);
  expect((await aino.sees()).filter((line) => line.includes('Olen Neuvo'))).toHaveLength(1);
});

test('what could not be delivered before a restart is delivered after it', async () => {
  const asked = await aino.asks();
  await country.api.setFault({ match: { method: 'POST' }, status: 503 });
  await sirpa.presses('Otan hoitaakseni', { about: asked });
  await sirpa.presses('Lähetä vastaus', { about: asked, text: 'Näin edetään.' });
  expect((await aino.sees()).join('\n')).not.toContain('Näin edetään.');

  await country.restart();
  await timePasses();

  expect((await aino.sees()).filter((line) => line === 'Näin edetään.')).toHaveLength(1);
  expect((await sirpa.sees(asked)).filter((line) => line === 'Näin edetään.')).toHaveLength(1);
  expect(country.stored(asked)).toMatchObject({ status: 'answered', notices: [], failures: [] });
});

test('a form whose answer was lost can be sent again: with the same words it is one consultation, with others it becomes a change of it', async () => {
  const asked = await aino.asks();
  const sent = await aino.lastSent('invoke');

  const same = await sendsForm(sent, {});
  const other = await sendsForm(sent, { question: 'Kuka auttaa perhettä?' });
  const unchanged = country.stored(asked);
  const saved = await sendsForm(sent, { ...other.data, question: 'Kuka auttaa perhettä?' });

  expect(same.lines).toEqual([asked.sentence]);
  expect(other.lines).toEqual(
    showing('Pyyntö on jo lähetetty. Jos tallennat tämän lomakkeen, muutat lähetettyä pyyntöä.', 'Kuka auttaa perhettä?'),
  );
  expect(unchanged).toMatchObject({ request: { question: 'Miten edetään?' }, history: [{ verb: 'submit' }] });
  expect(saved.lines).toEqual([`Pyyntö ${asked.reference} on päivitetty.`]);
  expect(country.stored(asked)).toMatchObject({ request: { question: 'Kuka auttaa perhettä?' }, history: [{}, { verb: 'revise' }] });
  expect(country.state().filter(({ document }) => document.kind === 'consultation')).toHaveLength(1);
});

test('a form that is sent again with other words when an expert has it already is answered with what can be done instead', async () => {
  const asked = await aino.asks();
  const sent = await aino.lastSent('invoke');
  await sirpa.presses('Otan hoitaakseni', { about: asked });

  const { lines } = await sendsForm(sent, { question: 'Kuka auttaa perhettä?' });

  expect(lines).toEqual(
    showing('Pyyntöä ei voi enää muokata. Voit kirjoittaa lisätiedot tähän keskusteluun: välitän ne asiantuntijoille.'),
  );
  expect(lines).toEqual(showing('Kuka auttaa perhettä?'));
  expect(country.stored(asked).request.question).toBe('Miten edetään?');
});

test('an answer that its asker can no longer be reached with is told to the coordinator', async () => {
  const asked = await aino.asks();
  await sirpa.presses('Otan hoitaakseni', { about: asked });
  await country.api.install({ as: aino.id, installed: false });

  await sirpa.presses('Lähetä vastaus', { about: asked, text: 'Näin edetään.' });

  expect(await country.person('Raili Jänkälä').sees(asked)).toEqual(showing('Ei saatu perille: viesti kysyjälle.'));
  expect(country.stored(asked).status).toBe('answered');
});

test('what could not reach the asker arrives, in order, when they add the app again', async () => {
  const asked = await aino.asks();
  await sirpa.presses('Otan hoitaakseni', { about: asked });
  await country.api.install({ as: aino.id, installed: false });
  await sirpa.presses('Lähetä kysyjälle', { about: asked, text: 'Ensimmäinen viesti.' });
  await sirpa.presses('Lähetä vastaus', { about: asked, text: 'Näin edetään.' });

  await country.api.install({ as: aino.id, installed: true });
  await country.settled();

  expect((await aino.sees()).filter((line) => line === 'Ensimmäinen viesti.' || line === 'Näin edetään.')).toEqual([
    'Ensimmäinen viesti.',
    'Näin edetään.',
  ]);
  expect(country.stored(asked)).toMatchObject({ notices: [], failures: [] });
});

test('an hour in which Teams refuses the bot’s own login loses nothing: the next token is a fresh one', async () => {
  const asked = await aino.asks();
  await country.api.setFault({ match: { method: 'POST' }, status: 401 });
  await sirpa.presses('Otan hoitaakseni', { about: asked });
  await sirpa.presses('Lähetä vastaus', { about: asked, text: 'Näin edetään.' });
  for (let minute = 0; minute < 60; minute++) {
    country.clock.advance(60_000);
    await country.settled();
  }
  expect(country.stored(asked).failures).toEqual([]);

  await country.api.clearFaults();
  for (let minute = 0; minute < 10; minute++) await timePasses();

  expect((await aino.sees()).filter((line) => line === 'Näin edetään.')).toHaveLength(1);
  expect((await sirpa.sees(asked)).filter((line) => line === 'Näin edetään.')).toHaveLength(1);
  expect(country.stored(asked)).toMatchObject({ notices: [], failures: [] });
});

type Submission = Awaited<ReturnType<StoryPerson['lastSent']>>;
type FormAnswer = { task: { value: string | { card: { content: { actions: { data?: object }[] } } } } };

/** Sends a form again as a client does that got no answer, with other words in it. Answers what is read, and what the form that came back sends. */
async function sendsForm(sent: Submission, words: Record<string, unknown>): Promise<{ lines: string[]; data: object }> {
  const { data } = sent.value as { data: object };
  const { body } = await country.api.sendRaw({ activity: { ...sent, value: { data: { ...data, ...words } } } });
  await country.settled();
  const { value } = (body as FormAnswer).task;
  if (typeof value === 'string') return { lines: [value], data: {} };
  const { content } = value.card;
  return { lines: cardLines(content), data: content.actions.find((action) => action.data)?.data ?? {} };
}

const question = {
  county: '21',
  sector: 'social',
  disciplines: 'social',
  field: 'lastensuojelu',
  title: 'Kotirauha',
  situation: 'Nuori ei tule kotiin yöksi.',
  question: 'Mitä teemme?',
  anonymous: 'true',
};

function askedIn(lines: string[]) {
  const [reference = ''] = /OT-\w+/.exec(lines.join()) ?? [];
  return { reference, sentence: lines.join() };
}

// Longer than the pauses between a few attempts; nobody waits for it.
async function timePasses(): Promise<void> {
  for (let minute = 0; minute < 3; minute++) {
    country.clock.advance(60_000);
    await country.settled();
  }
}
