import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Country, openCountry } from '../support/country.ts';
import { type Asked, type StoryPerson, showing } from '../support/stories.ts';

const teamName = 'OT-keskus Pohjois-Suomi';
const gone = 'Sirpa Aapakari ei ole enää kanavan jäsen, joten pyyntö on taas vapaa.';

let country: Country;
let aino: StoryPerson;
let sirpa: StoryPerson;
let emmi: StoryPerson;
let raili: StoryPerson;
beforeEach(async () => {
  country = await openCountry();
  aino = country.person('Aino Sarkavaara');
  sirpa = country.person('Sirpa Aapakari');
  emmi = country.person('Emmi Pulkkavaara');
  raili = country.person('Raili Jänkälä');
  await raili.sees();
});
afterEach(() => country.close());

async function leaves(person: StoryPerson): Promise<void> {
  await country.api.members({ team: country.team(teamName).id, remove: [person.id] });
  await country.settled();
}

/** The event comes while Teams does not tell who is in the team, and is lost. */
async function leavesUnheard(person: StoryPerson): Promise<void> {
  await country.api.setFault({ match: { path: 'pagedmembers' }, status: 500 });
  await leaves(person);
  await country.api.clearFaults();
}

async function claimed(given: Record<string, string> = {}): Promise<Asked> {
  const asked = await aino.asks(given);
  await sirpa.presses('Otan hoitaakseni', { about: asked });
  return asked;
}

function verbsOf(asked: Asked): string[] {
  return country.stored(asked).history.map(({ verb }) => verb);
}

test('a lead who leaves the team leaves the request to the channel: the thread and the asker hear it, and another can claim it', async () => {
  const asked = await claimed({ urgency: 'urgent' });

  await leaves(sirpa);

  expect(country.stored(asked)).toMatchObject({ status: 'open', seats: [] });
  expect((await emmi.sees(asked)).join('\n')).toContain(gone);
  expect(await emmi.sees(asked)).toContain('[Otan hoitaakseni]');
  expect(await aino.seesLast()).toEqual([`Pyyntösi ${asked.reference} palasi verkostolle odottamaan toista asiantuntijaa.`]);
  expect((await raili.sees()).join('\n')).not.toContain(asked.reference);
  await emmi.presses('Otan hoitaakseni', { about: asked });
  expect(country.stored(asked)).toMatchObject({ status: 'claimed', seats: [{ expert: { id: emmi.id } }] });
});

test('what the lead was waiting for the asker for comes back too, and the asker’s answer goes to the thread', async () => {
  const asked = await claimed();
  await sirpa.presses('Lähetä lisätietopyyntö', { about: asked, text: 'Kuinka kauan tätä on kestänyt?' });

  await leaves(sirpa);
  await aino.presses('Lähetä lisätieto', { about: asked, text: 'Elokuusta asti.' });

  expect(country.stored(asked)).toMatchObject({ status: 'open', waitingSince: null });
  expect((await emmi.sees(asked)).join('\n')).toContain('Elokuusta asti.');
});

test('of a promise that has ended by then the coordinator hears in the morning', async () => {
  const asked = await claimed({ urgency: 'urgent' });
  country.clock.set('2026-11-24T20:00:00.000Z');

  await leaves(sirpa);
  const atNight = await raili.sees();
  country.clock.set('2026-11-25T06:00:00.000Z');
  await country.settled();

  expect(country.stored(asked).status).toBe('open');
  expect(atNight.join('\n')).not.toContain(asked.reference);
  expect((await raili.seesLast()).join('\n')).toContain('Myöhässä: ensimmäinen vastaus luvattiin viimeistään ti 24.11.2026');
});

test('a co-expert who leaves loses the seat without a word, and an answered request keeps the name of who answered it', async () => {
  const asked = await claimed();
  const answered = await claimed();
  await emmi.presses('Liity mukaan (terveydenhuolto)', { about: asked });
  await sirpa.presses('Lähetä vastaus', { about: answered, text: 'Kutsukaa koolle verkostopalaveri.' });
  const before = (await sirpa.sees(asked)).filter((line) => line.includes('Emmi Pulkkavaara'));

  await leaves(emmi);
  const quiet = (await sirpa.sees(asked)).filter((line) => line.includes('Emmi Pulkkavaara'));
  await leaves(sirpa);

  expect(before).toEqual(expect.arrayContaining(quiet));
  expect(verbsOf(asked)).toEqual(['submit', 'claim', 'join', 'leave', 'vacate']);
  expect(country.stored(answered)).toMatchObject({ status: 'answered', seats: [{ expert: { id: sirpa.id } }] });
});

test('where the event was lost, the thread still hears the asker, no message fails, and the clock finds it out when it would ask the lead', async () => {
  const asked = await claimed();
  await leavesUnheard(sirpa);

  await aino.presses('Lähetä lisätieto', { about: asked, text: 'Onko tästä jo tietoa?' });
  const heard = await emmi.sees(asked);
  country.clock.set('2026-11-26T10:00:00.000Z');
  await country.settled();

  expect(heard).toEqual(showing('Onko tästä jo tietoa?'));
  expect(country.stored(asked)).toMatchObject({ status: 'open', failures: [] });
  expect(verbsOf(asked)).toEqual(['submit', 'claim', 'give-info', 'vacate']);
  expect((await emmi.sees(asked)).join('\n')).toContain(gone);
  expect((await raili.sees()).join('\n')).not.toContain('Ei saatu perille');
});

test('whoever is back when Teams is asked at last keeps what they lead', async () => {
  const asked = await claimed();
  const { id } = country.team(teamName);
  await country.api.setFault({ match: { path: 'pagedmembers' }, status: 500 });
  await country.api.members({ team: id, remove: [sirpa.id] });
  await country.api.members({ team: id, add: [sirpa.id] });
  await country.api.clearFaults();
  country.clock.set('2026-11-24T10:00:00.000Z');
  await country.settled();

  expect(country.stored(asked)).toMatchObject({ status: 'claimed', seats: [{ expert: { id: sirpa.id } }] });
});
