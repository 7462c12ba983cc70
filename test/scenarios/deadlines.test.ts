import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { newestIn, tellsBot } from '../support/channels.ts';
import { type Country, openCountry } from '../support/country.ts';
import type { Asked, StoryPerson } from '../support/stories.ts';

const greeting = 1;

let country: Country;
let aino: StoryPerson;
let sirpa: StoryPerson;
let raili: StoryPerson;

async function begins(at: string): Promise<void> {
  country = await openCountry({ at });
  [aino, sirpa, raili] = ['Aino Sarkavaara', 'Sirpa Aapakari', 'Raili Jänkälä'].map((name) => country.person(name)) as [
    StoryPerson,
    StoryPerson,
    StoryPerson,
  ];
  await Promise.all([aino.sees(), raili.sees()]);
  wantsNoDigest(raili);
}

// These stories are of what the clock does to consultations; the digest has its own.
function wantsNoDigest({ id }: StoryPerson): void {
  const database = country.database();
  const wish = JSON.stringify({ isWanted: false, weekday: 1, hour: 8 });
  database.prepare("UPDATE documents SET body = json_set(body, '$.digest', json(?)) WHERE id = ?").run(wish, `person:${id}`);
  database.close();
}

beforeEach(() => begins(winter('2026-11-23T10:00')));
afterEach(() => country.close());

/** Time passes, and Neuvo looks at each document when it wants to be looked at. */
async function passesUntil(instant: string): Promise<void> {
  for (let alarm = nextAlarm(); alarm !== null && alarm <= instant; alarm = nextAlarm()) await jumpsTo(alarm);
  await jumpsTo(instant);
}

function nextAlarm(): string | null {
  const database = country.database();
  const row = database.prepare('SELECT min(alarm_at) AS alarm FROM documents').get();
  database.close();
  return row?.alarm as string | null;
}

/** Neuvo is away until then. */
async function jumpsTo(instant: string): Promise<void> {
  country.clock.set(instant);
  await country.settled();
}

function winter(time: string): string {
  return new Date(`${time}:00+02:00`).toISOString();
}

function summer(time: string): string {
  return new Date(`${time}:00+03:00`).toISOString();
}

/** What the clock has done to a consultation: the weekday and hour on the wall, and what. */
function clockOf(asked: Asked): string[] {
  return country.stored(asked).history.flatMap(({ by, verb, at }) => (by ? [] : [`${onTheWall(at)} ${verb}`]));
}

function onTheWall(at: string): string {
  const parts = { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Date(at).toLocaleString('en-GB', { timeZone: 'Europe/Helsinki', ...parts });
}

/** How many messages somebody has in their own chat. */
async function messagesOf(person: StoryPerson): Promise<number> {
  const chats = await country.api.chats(person.id);
  const chat = chats.find(({ kind }) => kind === 'personal')?.conversation ?? '';
  return (await country.api.chat(person.id, chat)).messages.length;
}

test('what nobody claims is brought up in the thread after a working day, and to the coordinator after two; then it is overdue', async () => {
  const asked = await aino.asks();

  await passesUntil(winter('2026-11-24T11:00'));
  expect((await sirpa.sees(asked)).join('\n')).toContain('Pyyntö odottaa: kukaan ei ole vielä ottanut sitä hoitaakseen.');
  expect(await messagesOf(raili)).toBe(greeting);

  await passesUntil(winter('2026-11-25T11:00'));
  expect((await raili.seesLast()).join('\n')).toContain(
    'Vapaana ma 23.11.2026 klo 10.00 alkaen: kukaan ei ole ottanut pyyntöä hoitaakseen.',
  );

  await passesUntil(winter('2026-12-01T09:00'));
  expect((await raili.seesLast()).join('\n')).toContain('Myöhässä: ensimmäinen vastaus luvattiin viimeistään');
  expect(clockOf(asked)).toEqual(['Tue 10:00 remind', 'Wed 10:00 escalate', 'Tue 08:00 breach']);

  await passesUntil(winter('2026-12-11T16:00'));
  expect(clockOf(asked)).toHaveLength(3);
});

test('reminded of after its promise, the thread hears since when it is overdue, not that an answer is still promised', async () => {
  const asked = await aino.asks();
  await passesUntil(winter('2026-12-14T10:00'));

  await raili.says('jono');
  await raili.presses('Muistuta');

  const reminder = (await sirpa.sees(asked)).findLast((line) => line.includes('Raili Jänkälä muistuttaa'));
  expect(reminder).toContain('Myöhässä: ensimmäinen vastaus luvattiin viimeistään ma 30.11.2026 klo 16.00.');
  expect(reminder).not.toContain('on luvattu viimeistään');
});

test('unclaimed over Midsummer: nothing is heard until Monday', async () => {
  await country.close();
  await begins(summer('2026-06-18T15:00'));
  const asked = await aino.asks({ urgency: 'urgent' });

  await passesUntil(summer('2026-06-22T08:59'));
  expect(clockOf(asked)).toEqual([]);

  await passesUntil(summer('2026-06-22T12:00'));
  expect(clockOf(asked).map((line) => line.split(' ').at(-1))).toEqual(['remind', 'escalate']);
});

test('claimed and forgotten: the lead is asked after three working days, and after five it is everybody’s again, which the asker hears kindly', async () => {
  const asked = await aino.asks();
  await sirpa.presses('Otan hoitaakseni', { about: asked });

  await passesUntil(winter('2026-11-26T12:00'));
  const thread = await sirpa.sees(asked);
  expect(thread.join('\n')).toContain('Konsultaatiossa ei ole tapahtunut mitään 3 työpäivään.');
  expect(thread.join('\n')).toContain('Sirpa Aapakari');

  await passesUntil(winter('2026-11-30T12:00'));
  expect(country.stored(asked)).toMatchObject({ status: 'open', seats: [] });
  expect(await sirpa.sees(asked)).toContain('[Otan hoitaakseni]');
  expect((await aino.seesLast()).join('\n')).toContain(`Pyyntösi ${asked.reference} palasi verkostolle`);
});

test('whoever says something in time keeps it', async () => {
  const asked = await aino.asks();
  await sirpa.presses('Otan hoitaakseni', { about: asked });
  await passesUntil(winter('2026-11-26T09:00'));
  await sirpa.presses('Lähetä kysyjälle', { about: asked, text: 'Palaan tähän huomenna.' });

  await passesUntil(winter('2026-11-30T15:00'));

  expect(country.stored(asked)).toMatchObject({ status: 'claimed' });
  expect(clockOf(asked).filter((line) => /nudge|return/.test(line))).toEqual([]);
});

test('a network’s break that is set after a claim keeps it from no coordinator that the request is overdue, and its thread is left in peace', async () => {
  const channel = country.channel('Lastensuojelu', 'OT-keskus Pohjois-Suomi');
  const asked = await aino.asks({ urgency: 'urgent' });
  await sirpa.presses('Otan hoitaakseni', { about: asked });
  await tellsBot(country, raili, channel, 'verkosto');
  await raili.presses('Muuta tietoja', { on: await newestIn(country, raili, channel) });
  await raili.fillsIn({ from0: '2026-11-24', to0: '2026-12-13' });

  await passesUntil(winter('2026-11-25T09:00'));
  expect((await raili.seesLast()).join('\n')).toContain('Myöhässä: ensimmäinen vastaus luvattiin viimeistään');

  await passesUntil(winter('2026-12-13T12:00'));
  expect(clockOf(asked)).toEqual(['Wed 08:00 breach']);
});

test('a promise that ends with the year is broken on the first working morning of the next, and the lead was warned before', async () => {
  await country.close();
  await begins(winter('2026-12-30T09:00'));
  const asked = await aino.asks({ urgency: 'urgent' });
  await sirpa.presses('Otan hoitaakseni', { about: asked });

  await passesUntil(winter('2026-12-31T16:30'));
  expect((await sirpa.sees(asked)).join('\n')).toContain('Määräaika lähestyy, eikä kysyjälle ole vielä vastattu.');
  expect(await messagesOf(raili)).toBe(greeting);

  await passesUntil(winter('2027-01-04T09:00'));
  expect((await raili.seesLast()).join('\n')).toContain('Myöhässä: ensimmäinen vastaus luvattiin viimeistään');
});

test('redirected late: the promise is not given anew, but the other network is reminded in its turn', async () => {
  const asked = await aino.asks();
  await passesUntil(winter('2026-12-01T10:00'));
  const { dueAt } = country.stored(asked);
  await sirpa.presses('Otan hoitaakseni', { about: asked });
  await sirpa.presses('Ohjaa toiseen verkostoon', { about: asked });
  await sirpa.presses('Vahvista ohjaus', { about: asked, text: 'Perhe muuttaa.', inputs: { 'target-redirect': 'area:etela' } });

  await passesUntil(winter('2026-12-03T12:00'));

  expect(country.stored(asked)).toMatchObject({ area: 'etela', dueAt });
  expect(
    clockOf(asked)
      .slice(-2)
      .map((line) => line.split(' ').at(-1)),
  ).toEqual(['remind', 'escalate']);
  expect(clockOf(asked).filter((line) => line.endsWith('breach'))).toHaveLength(1);
});

test('the night in which the clock is turned does not move a reminder by an hour on the wall', async () => {
  await country.close();
  await begins(summer('2026-10-23T10:00'));
  const asked = await aino.asks();

  await passesUntil(winter('2026-10-26T11:00'));

  expect(clockOf(asked)).toEqual(['Mon 10:00 remind']);
});

test('while the asker is waited for nobody is reminded, and the promise ends as much later', async () => {
  const asked = await aino.asks({ urgency: 'urgent' });
  await sirpa.presses('Otan hoitaakseni', { about: asked });
  await sirpa.presses('Lähetä lisätietopyyntö', { about: asked, text: 'Kuinka kauan tätä on kestänyt?' });

  await passesUntil(winter('2026-12-04T12:00'));
  expect(clockOf(asked)).toEqual([]);

  await aino.presses('Lähetä lisätieto', { about: asked, text: 'Elokuusta asti.' });
  expect(country.stored(asked).dueAt > winter('2026-12-07T12:00')).toBe(true);
});

test('what was answered is closed after fourteen silent days; the asker may say whether it helped, and may open it again', async () => {
  const asked = await aino.asks();
  await sirpa.presses('Otan hoitaakseni', { about: asked });
  await sirpa.presses('Lähetä vastaus', { about: asked, text: 'Kutsukaa koolle verkostopalaveri.' });

  await passesUntil(winter('2026-12-07T12:00'));

  expect(country.stored(asked)).toMatchObject({ status: 'closed', outcome: null });
  expect((await aino.seesLast()).join('\n')).toContain('Kertoisitko vielä, auttoiko vastaus?');
  await aino.presses('Lähetä palaute', { about: asked, inputs: { 'helped-close': '5' } });
  expect(country.stored(asked)).toMatchObject({ feedback: { helped: 5 } });
});

test('after a week of downtime each case brings one message to each, not a burst', async () => {
  const open = await aino.asks({ title: 'Avoin' });
  const claimed = await aino.asks({ title: 'Otettu' });
  await sirpa.presses('Otan hoitaakseni', { about: claimed });
  const before = await messagesOf(raili);

  await jumpsTo(winter('2026-12-02T09:30'));

  expect(clockOf(open)).toEqual(['Wed 09:30 breach']);
  expect(clockOf(claimed)).toEqual(['Wed 09:30 return']);
  expect((await messagesOf(raili)) - before).toBe(2);
});

test('two processes that look at the same moment strike once', async () => {
  const asked = await aino.asks();
  await jumpsTo(winter('2026-11-24T10:30'));
  await Promise.all([country.settled(), country.settled()]);

  expect(clockOf(asked)).toHaveLength(1);
  expect((await sirpa.sees(asked)).filter((line) => line.includes('Pyyntö odottaa'))).toHaveLength(1);
});
