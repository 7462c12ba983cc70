import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Country, openCountry } from '../support/country.ts';
import { type Asked, type StoryPerson, showing } from '../support/stories.ts';

const monday = '2026-11-23T08:00:00.000Z';
const tuesday = '2026-11-24T09:00:00.000Z';
const [channelName, team] = ['Lastensuojelu', 'OT-keskus Pohjois-Suomi'];
const reminders = 15;

let country: Country;
let aino: StoryPerson;
let sirpa: StoryPerson;
let raili: StoryPerson;
let asked: Asked;

beforeEach(async () => {
  country = await openCountry({ at: monday });
  [aino, sirpa, raili] = ['Aino Sarkavaara', 'Sirpa Aapakari', 'Raili Jänkälä'].map((name) => country.person(name)) as [
    StoryPerson,
    StoryPerson,
    StoryPerson,
  ];
  putOnDuty(400);
  asked = await aino.asks();
});
afterEach(() => country.close());

/** What an older release took: a crowd on duty together. */
function putOnDuty(size: number): void {
  const people = Array.from({ length: size }, (_, index) => ({
    id: `${index}`.padStart(36, '0'),
    teamsId: `29:${index}`.padEnd(100, 'x'),
    name: `Päivystäjä ${index} Pitkäniminen`,
  }));
  const duty = JSON.stringify({ turns: 'together', people, from: '2026-11-23' });
  const database = country.database();
  const sql = "UPDATE documents SET body = json_set(body, '$.duty', json(?)) WHERE id = ?";
  database.prepare(sql).run(duty, country.networkId(channelName, team));
  database.close();
}

test('four hundred people on duty are reminded again and again, each time in a few words, and the asker gets an answer', async () => {
  country.clock.set(tuesday);
  await country.settled();
  await raili.says('jono');
  for (let time = 1; time <= reminders; time++) await raili.presses('Muistuta');

  const heard = (await sirpa.sees(asked)).filter((line) => line.includes('Päivystäjä 9 Pitkäniminen ja 20 muuta – '));
  expect(heard).toHaveLength(reminders + 1);
  expect(country.stored(asked).failures).toEqual([]);
  expect(JSON.stringify(country.stored(asked)).length).toBeLessThan(60_000);

  await sirpa.presses('Otan hoitaakseni', { about: asked });
  await sirpa.presses('Lähetä vastaus', { about: asked, text: 'Kutsukaa koolle verkostopalaveri.' });
  expect(await aino.seesLast()).toEqual(showing('Kutsukaa koolle verkostopalaveri.'));
});
