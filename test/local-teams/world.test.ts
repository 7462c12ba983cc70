import { expect, test } from '@jest/globals';
import { coordinators, registrations, world } from '../../src/local-teams/world.ts';

test('every id is there once', () => {
  const ids = [
    ...world.people.flatMap(({ id, teamsId }) => [id, teamsId]),
    ...world.teams.flatMap(({ channels }) => channels.map(({ id }) => id)),
  ];

  expect(new Set(ids).size).toBe(ids.length);
});

test('ids are the same on every machine', () => {
  expect([world.tenantId, world.people[0]?.id]).toMatchInlineSnapshot(`
[
  "8462bbcd-b783-54f8-aba1-74546e4c44e8",
  "e807b7da-b9c2-57c9-a417-de2d583d961e",
]
`);
});

test('each of the five areas and the nation has a coordinator, who is in the area’s team', () => {
  expect(coordinators.map(({ area }) => area).sort()).toEqual(['etela', 'ita', 'kansallinen', 'lansi', 'pohjois', 'sisa']);
  for (const { personId } of coordinators) expect(world.teams.filter(({ memberIds }) => memberIds.includes(personId))).toHaveLength(1);
});

test('each area registers one general network; every registration is of a channel of the coordinator’s own team, never of General', () => {
  expect(
    registrations
      .filter(({ general }) => general)
      .map(({ area }) => area)
      .sort(),
  ).toEqual(['etela', 'ita', 'lansi', 'pohjois', 'sisa']);
  for (const { personId, conversation } of registrations) {
    const team = world.teams.find(({ memberIds }) => memberIds.includes(personId));
    expect(team?.channels.filter(({ name }) => name !== null).map(({ id }) => id)).toContain(conversation);
  }
});

test('there is a guest, and people who speak Swedish and English', () => {
  expect(world.people.some(({ guest }) => guest)).toBe(true);
  expect(new Set(world.people.map(({ locale }) => locale))).toEqual(new Set(['fi', 'sv', 'en']));
});
