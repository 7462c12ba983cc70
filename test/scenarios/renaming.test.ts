import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Country, openCountry } from '../support/country.ts';
import type { StoryPerson } from '../support/stories.ts';

let country: Country;
beforeAll(async () => {
  country = await openCountry({ at: '2026-11-23T08:00:00.000Z' });
});
afterAll(() => country.close());

async function comesAs(person: StoryPerson, name: string): Promise<void> {
  const { from, ...said } = await person.lastSent('message');
  const { status } = await country.api.sendRaw({
    activity: { ...said, id: `renamed-${name}`, text: 'ohje', from: { ...(from as object), name } },
  });
  expect(status).toBe(200);
  await country.settled();
}

test('whoever has another name bears it on the living cards, as asker and as expert; what has been said stays as it was said', async () => {
  const aino = country.person('Aino Sarkavaara');
  const mika = country.person('Mika Kaarnilahti');
  const asked = await aino.asks();
  await mika.presses('Otan hoitaakseni', { about: asked });
  await mika.says('ohje');

  await comesAs(aino, 'Aino Uusinimi');
  await comesAs(mika, 'Mika Toinen');

  const redrawn = (await country.traffic()).filter(({ method }) => method === 'PUT').map(({ activity }) => JSON.stringify(activity));
  expect(redrawn.slice(-2).sort((a, b) => Number(b.includes('Uusinimi')) - Number(a.includes('Uusinimi')))).toEqual([
    expect.stringMatching(/Aino Uusinimi.*Mika Toinen|Mika Toinen.*Aino Uusinimi/),
    expect.stringContaining('Mika Toinen\u2069 hoitaa pyyntöäsi'),
  ]);
  const { history, requester, seats } = country.stored(asked);
  expect([requester.name, seats[0]?.expert.name]).toEqual(['Aino Uusinimi', 'Mika Toinen']);
  expect(history.map(({ by }) => by?.name)).toEqual(['Aino Sarkavaara', 'Mika Kaarnilahti']);
});
