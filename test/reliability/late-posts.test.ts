import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { claim, createStage, expert } from '../desk/stage.ts';
import { type Country, openCountry } from '../support/country.ts';

let country: Country;
beforeAll(async () => {
  country = await openCountry();
});
afterAll(() => country.close());

test('what could not be posted for an hour is posted then, in a thread whose consultation somebody elsewhere has taken meanwhile', async () => {
  const aino = country.person('Aino Sarkavaara');
  const sirpa = country.person('Sirpa Aapakari');
  const asked = await aino.asks();
  await sirpa.presses('Otan hoitaakseni', { about: asked });
  await country.api.setFault({
    match: { method: 'POST', conversation: country.stored(asked).cards[0]?.thread ?? '' },
    status: 429,
    retryAfter: 3_600,
    times: 1,
  });
  await aino.presses('Lähetä lisätieto', { about: asked, text: 'Tilanne on jatkunut keväästä.' });
  await sirpa.presses('Ohjaa toiseen verkostoon', { about: asked });
  await sirpa.presses('Vahvista ohjaus', { about: asked, text: 'Siellä osataan.', inputs: { 'target-redirect': 'area:ita' } });
  await country.person('Kirsi Vesanko').presses('Otan hoitaakseni', { about: asked });
  expect((await sirpa.sees(asked)).join()).not.toContain('keväästä');

  country.clock.advance(3_600_000);
  await country.settled();

  expect((await sirpa.sees(asked)).filter((line) => line === 'Tilanne on jatkunut keväästä.')).toHaveLength(1);
  expect(country.stored(asked)).toMatchObject({ notices: [], failures: [] });
});

test.each([null, 504])(
  'a card that got no answer (%s) may still arrive: the newer one follows in five seconds, so as not to be covered by it',
  async (status) => {
    const stage = await createStage();
    const id = await stage.asked();
    stage.teams.refuse('channel-card-refresh', { status });
    await stage.act(id, claim, expert);
    await stage.desk.drain();
    const refreshes = () => stage.teams.tried().filter((key) => key === 'channel-card-refresh:0').length;

    stage.clock.advance(4_999);
    await stage.desk.drain();
    expect(refreshes()).toBe(1);
    stage.clock.advance(1);
    await stage.desk.drain();
    expect(refreshes()).toBe(2);
  },
);
