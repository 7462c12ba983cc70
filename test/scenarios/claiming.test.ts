import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { formatWhen } from '../../src/i18n/format.ts';
import { type Country, openCountry } from '../support/country.ts';
import { type StoryPerson, showing } from '../support/stories.ts';

let country: Country;
let aino: StoryPerson;
let sirpa: StoryPerson;
let mika: StoryPerson;
beforeAll(async () => {
  country = await openCountry({ at: '2026-11-23T08:00:00.000Z' });
  aino = country.person('Aino Sarkavaara');
  sirpa = country.person('Sirpa Aapakari');
  mika = country.person('Mika Kaarnilahti');
});
afterAll(() => country.close());

test('of twenty who press at once one gets the question; the others are told who and when and can join; the asker is told once', async () => {
  const { id: team, memberIds } = country.team('OT-keskus Pohjois-Suomi');
  const { people } = await country.api.world();
  const newcomers = people.filter(({ id, guest }) => id !== aino.id && !guest && !memberIds.includes(id)).slice(0, 20 - memberIds.length);
  await country.api.members({ team, add: newcomers.map(({ id }) => id) });
  const crowd = [...people.filter(({ id }) => memberIds.includes(id)), ...newcomers].map(({ name }) => country.person(name));
  const asked = await aino.asks({ disciplines: 'social,health' });
  const card = await sirpa.finds('Otan hoitaakseni (sosiaalityö)', asked);
  // Until all have pressed, nobody's card shows that somebody was quicker.
  await country.api.setFault({ match: { method: 'PUT' }, status: 503 });

  const answers = await country.atOnce(crowd.map((person) => () => person.presses('Otan hoitaakseni (sosiaalityö)', { on: card })));
  await country.api.clearFaults();
  country.clock.advance(60_000);
  await country.settled();

  expect(crowd).toHaveLength(20);
  const { seats, history } = country.stored(asked);
  const { name: lead = '' } = seats[0]?.expert ?? {};
  expect(seats).toHaveLength(1);
  expect(history.map(({ verb }) => verb)).toEqual(['submit', 'claim']);
  for (const [index, { name, locale }] of crowd.entries()) {
    const lines = answers[index]?.lines;
    const told = toldToOthers(lead, seats[0]?.since ?? '')[locale];
    expect(lines).toEqual(showing(...(name === lead ? ['[Vastaa]'] : told)));
  }
  const claims = (await aino.sees(asked)).filter((line) => line.includes('hoitaakseen'));
  expect(claims).toEqual([`${lead} (sosiaalityö) otti pyyntösi ${asked.reference} hoitaakseen.`]);
  expect(country.troubles()).toEqual([]);
  await country.api.members({ team, remove: newcomers.map(({ id }) => id) });
});

test('pressing twice claims once, and the second answer shows what is true', async () => {
  const asked = await aino.asks();
  const card = await sirpa.finds('Otan hoitaakseni', asked);

  const answers = await country.atOnce([1, 2].map(() => () => sirpa.presses('Otan hoitaakseni', { on: card })));

  for (const { lines } of answers) {
    expect(lines).toEqual(showing('asiantuntijalla', 'sosiaalityö: Sirpa Aapakari (vastuuhenkilö)', '[Vastaa]'));
    expect(lines).not.toContain('Olet jo mukana tässä konsultaatiossa.');
  }
  expect(country.stored(asked).history).toHaveLength(2);
});

test('a card from before shows the present to whoever presses it, and changes nothing', async () => {
  const asked = await aino.asks();
  await sirpa.presses('Otan hoitaakseni', { about: asked });
  const oldPress = await sirpa.lastSent('invoke');
  await sirpa.presses('Vahvista vapautus', { about: asked, text: 'Olen lomalla ensi viikon.' });
  await mika.presses('Otan hoitaakseni', { about: asked });
  const before = country.state();

  const late = await sirpa.sendsRaw(oldPress, {});
  const lateByLead = await mika.sendsRaw(await mika.lastSent('invoke'), { rev: 1 });

  expect(late).toEqual(showing('asiantuntijalla', 'sosiaalityö: Mika Kaarnilahti (vastuuhenkilö)', '[Liity mukaan (terveydenhuolto)]'));
  expect(late).not.toContain('[Vastaa]');
  expect(lateByLead).toEqual(showing('Mika Kaarnilahti otti tämän hoitaakseen', '[Vastaa]'));
  expect(country.state()).toEqual(before);
});

test('a released question is free again, its asker is told so, and another expert claims it', async () => {
  const asked = await aino.asks();
  await sirpa.presses('Otan hoitaakseni', { about: asked });

  await sirpa.presses('Vahvista vapautus', { about: asked, text: 'Tämä kuuluu terveydenhuollolle.' });

  expect(await aino.seesLast()).toEqual([`Pyyntösi ${asked.reference} palasi verkostolle odottamaan toista asiantuntijaa.`]);
  expect(await mika.sees(asked)).toEqual(
    showing(
      'avoin – odottaa asiantuntijaa',
      'Sirpa Aapakari vapautti pyynnön. Kuka tahansa verkostosta voi ottaa sen hoitaakseen.',
      'Tämä kuuluu terveydenhuollolle.',
    ),
  );
  await mika.presses('Otan hoitaakseni', { about: asked });
  expect(await aino.seesLast()).toEqual([`Mika Kaarnilahti (sosiaalityö) otti pyyntösi ${asked.reference} hoitaakseen.`]);
  expect(await sirpa.sees(asked)).not.toContain('[Vastaa]');
});

test('whoever is no longer in the channel can’t answer what they once claimed', async () => {
  const asked = await aino.asks();
  await sirpa.presses('Otan hoitaakseni', { about: asked });
  const claim = await sirpa.lastSent('invoke');
  const { id: team } = country.team('OT-keskus Pohjois-Suomi');
  await country.api.members({ team, remove: [sirpa.id] });
  await country.settled();
  const before = country.state();

  const lines = await sirpa.sendsRaw(claim, { verb: 'answer', 'text-answer': 'Vastaan vielä tähän.', rev: 2 });

  expect(lines).toEqual(['Konsultaatiota ei löydy, tai sinulla ei ole oikeutta nähdä sitä.']);
  expect(country.state()).toEqual(before);
  await country.api.members({ team, add: [sirpa.id] });
});

test('the same activity that Teams sends again has its effect once', async () => {
  const asked = await aino.asks();
  await sirpa.presses('Otan hoitaakseni', { about: asked });
  await sirpa.says('Voitteko soittaa huomenna?', { thread: asked, mention: true });
  const activity = await sirpa.lastSent('message');
  const seen = await sirpa.sees(asked);

  const answer = await country.api.sendRaw({ activity });
  await country.settled();

  expect(answer.status).toBe(200);
  expect(await sirpa.sees(asked)).toEqual(seen);
  expect((await aino.sees()).filter((line) => line === 'Voitteko soittaa huomenna?')).toHaveLength(1);
  expect(country.stored(asked).history.filter(({ verb }) => verb === 'message')).toHaveLength(1);
});

test('nobody claims their own question, even in a channel of their own', async () => {
  const asked = await sirpa.asks();

  const answer = await sirpa.presses('Otan hoitaakseni', { about: asked });

  expect(answer.lines).toContain('Tämä on oma kysymyksesi, joten et voi ottaa sitä hoitaaksesi.');
  expect(country.stored(asked).status).toBe('open');
});

function toldToOthers(lead: string, since: string) {
  const { fi, sv, en } = { fi: formatWhen(since, 'fi'), sv: formatWhen(since, 'sv'), en: formatWhen(since, 'en') };
  return {
    fi: [`${lead} otti tämän hoitaakseen ${fi.day} klo ${fi.time}.`, '[Liity mukaan (terveydenhuolto)]'],
    sv: [`${lead} åtog sig detta ${sv.day} kl. ${sv.time}.`, '[Gå med (hälso- och sjukvård)]'],
    en: [`${lead} claimed this on ${en.day} at ${en.time}.`, '[Join (health care)]'],
  };
}
