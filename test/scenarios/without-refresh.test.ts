import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Country, openCountry } from '../support/country.ts';
import { type Asked, type StoryPerson, showing } from '../support/stories.ts';

const nothingMore = 'Et voi tehdä tälle konsultaatiolle muuta kuin sen, mitä kortilla näkyy.';

let country: Country;
let aino: StoryPerson;
let sirpa: StoryPerson;
let mika: StoryPerson;
let asked: Asked;
beforeAll(async () => {
  country = await openCountry({ at: '2026-11-23T08:00:00.000Z' });
  const { people } = await country.api.world();
  for (const { id } of people) await country.api.setClient({ as: id, refreshes: false });
  aino = country.person('Aino Sarkavaara');
  sirpa = country.person('Sirpa Aapakari');
  mika = country.person('Mika Kaarnilahti');
  asked = await aino.asks();
});
afterAll(() => country.close());

test('the lead answers from the common card in a client that never refreshes', async () => {
  await sirpa.presses('Otan hoitaakseni', { about: asked });
  const card = await sirpa.finds('Omat toiminnot', asked);
  const { lines } = await sirpa.presses('Omat toiminnot', { on: card });
  await sirpa.presses('Lähetä vastaus', { about: asked, text: 'Aloittakaa unesta.' });

  expect(card.personal).toBe(false);
  expect(card.actions).not.toContain('Vastaa');
  expect(lines).toEqual(showing('[Vastaa]', '[Vapauta]'));
  expect(lines).not.toContain('[Omat toiminnot]');
  expect(await aino.sees()).toContain('Aloittakaa unesta.');
  expect((await country.traffic()).map(({ activity }) => (activity?.value as { trigger?: string } | undefined)?.trigger)).not.toContain(
    'automatic',
  );
});

test('after the answer, and after the closing, the lead still reaches what is left to do', async () => {
  const answered = await sirpa.presses('Omat toiminnot', { about: asked });
  await sirpa.presses('Vahvista päättäminen', { about: asked, inputs: { 'outcome-close': 'advice' } });
  const closed = await sirpa.presses('Omat toiminnot', { about: asked });

  expect(answered.lines).toEqual(showing('[Täydennä vastausta]', '[Päätä konsultaatio]'));
  expect(closed.lines).toEqual(showing('[Avaa uudelleen]'));
});

test('a coordinator reaches theirs, and whoever has none is told so', async () => {
  const other = await aino.asks();
  await sirpa.presses('Otan hoitaakseni', { about: other });

  const coordinator = await country.person('Raili Jänkälä').presses('Omat toiminnot', { about: other });
  const member = await mika.presses('Omat toiminnot', { about: other });

  expect(coordinator.lines).toEqual(showing('[Ohjaa toiseen verkostoon]'));
  expect(coordinator.lines).not.toContain(nothingMore);
  expect(member.lines).toEqual(showing(nothingMore, '[Liity mukaan (terveydenhuolto)]'));
  expect(member.lines).not.toContain('[Vastaa]');
});

test('an asker who is in the channel, too, is shown their own card; their chat’s card needs no refresh', async () => {
  const own = await mika.asks();
  await sirpa.presses('Otan hoitaakseni', { about: own });

  const { lines } = await mika.presses('Omat toiminnot', { about: own });

  expect(lines).toEqual(showing(`Konsultaatiopyyntösi ${own.reference}`, '[Lisää tietoa]', '[Peru pyyntö]'));
  expect(lines).not.toContain(nothingMore);
  expect(await mika.sees()).toEqual(showing('Sirpa Aapakari hoitaa pyyntöäsi.', '[Lisää tietoa]', '[Peru pyyntö]'));
});
