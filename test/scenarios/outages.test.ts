import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Country, openCountry } from '../support/country.ts';
import { type StoryPerson, showing } from '../support/stories.ts';

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

test('an answer that its asker can no longer be reached with is told to the coordinator', async () => {
  const asked = await aino.asks();
  await sirpa.presses('Otan hoitaakseni', { about: asked });
  await country.api.install({ as: aino.id, installed: false });

  await sirpa.presses('Lähetä vastaus', { about: asked, text: 'Näin edetään.' });

  expect(await country.person('Raili Jänkälä').sees(asked)).toEqual(showing('Ei saatu perille: viesti kysyjälle.'));
  expect(country.stored(asked).status).toBe('answered');
});

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
