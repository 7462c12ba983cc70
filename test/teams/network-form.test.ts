import { expect, test } from '@jest/globals';
import { filledIn } from '../../src/teams/network-form.ts';
import { monday, north } from '../support/consultations.ts';

const experts = Array.from({ length: 31 }, (_, index) => ({ id: `id${index}`, teamsId: `29:${index}`, name: `Asiantuntija ${index}` }));

function filledWith(turns: string, people: { id: string }[], locale: 'fi' | 'sv' | 'en' = 'fi') {
  const values = { name: 'Lapin lastensuojelu', area: 'pohjois', general: 'true', disciplines: 'social', languages: 'fi' };
  const context = { offered: ['pohjois' as const], experts, before: null, at: monday, locale };
  return filledIn({ ...values, turns, people: people.map(({ id }) => id).join(',') }, context);
}

test('a roster holds thirty people', () => {
  expect(filledWith('together', experts.slice(0, 30))).toMatchObject({ duty: { turns: 'together', people: { length: 30 } } });
});

test.each(['together', 'weekly'])('a roster of more people (%s) is refused with how many it holds', (turns) => {
  expect(filledWith(turns, experts)).toMatchObject({ text: 'Vuorolistalle mahtuu enintään 30 henkilöä. Poista valintoja.' });
});

test.each([
  ['sv', 'Högst 30 personer får plats på turlistan. Ta bort några val.'],
  ['en', 'A roster holds at most 30 people. Remove some of them.'],
] as const)('and says so in %s', (locale, text) => {
  expect(filledWith('together', experts, locale)).toMatchObject({ text });
});

test('of many who have left, a few are named', () => {
  const left = Array.from({ length: 30 }, (_, index) => ({ id: `gone${index}`, teamsId: '', name: `Lähtenyt ${index}` }));
  const before = { ...north, duty: { turns: 'together' as const, people: left, from: '2026-11-23' } };
  const values = { name: north.name, area: north.area, fields: 'lastensuojelu', disciplines: 'social', languages: 'fi', turns: 'together' };
  const context = { offered: ['pohjois' as const], experts, before, at: monday, locale: 'fi' as const };

  expect(filledIn({ ...values, people: left.map(({ id }) => id).join(',') }, context)).toMatchObject({
    text: 'Ei ole enää kanavan jäsen: \u2068Lähtenyt 0\u2069, \u2068Lähtenyt 1\u2069, \u2068Lähtenyt 2\u2069, \u2068Lähtenyt 3\u2069, \u2068Lähtenyt 4\u2069 ja 25 muuta. Valitse vuorolista uudelleen.',
  });
});

test('a roster of more people that an older release took is shown, and can be changed to fewer', () => {
  const duty = { turns: 'together' as const, people: experts, from: '2026-11-23' };
  const values = { name: north.name, area: north.area, fields: 'lastensuojelu', disciplines: 'social', languages: 'fi', turns: 'together' };
  const context = { offered: ['pohjois' as const], experts, before: { ...north, duty }, at: monday, locale: 'fi' as const };

  expect(filledIn({ ...values, people: 'id3,id4' }, context)).toMatchObject({ duty: { people: [{ id: 'id3' }, { id: 'id4' }] } });
});
