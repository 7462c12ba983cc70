import { beforeEach, expect, test } from '@jest/globals';
import { createDirectory, type DirectoryDesk } from '../../src/desk/directory.ts';
import type { Coordinator } from '../../src/domain/network.ts';
import { createSqliteStore } from '../../src/store/sqlite.ts';
import type { Store } from '../../src/store/store.ts';

const ref = (id: string) => ({ id, teamsId: `29:${id}`, name: `Nimi ${id}` });
const configured: Coordinator[] = [
  { area: 'pohjois', personId: 'first' },
  { area: 'ita', personId: 'east' },
];
let store: Store;
let directory: DirectoryDesk;

beforeEach(() => {
  store = createSqliteStore(':memory:');
  directory = createDirectory({ store, coordinators: configured });
});

test('coordinators are those of the configuration until the first change, which keeps them', async () => {
  expect(await directory.coordinatorsIn('pohjois')).toEqual([{ id: 'first', teamsId: '', name: '' }]);

  expect(await directory.nameCoordinator('pohjois', ref('second'))).toBeNull();

  expect((await directory.coordinatorsIn('pohjois')).map(({ id }) => id)).toEqual(['first', 'second']);
  expect((await directory.current()).coordinators).toEqual([
    { area: 'ita', personId: 'east' },
    { area: 'pohjois', personId: 'first' },
    { area: 'pohjois', personId: 'second' },
  ]);
});

test('nobody is named twice, or removed who is not there', async () => {
  expect(await directory.nameCoordinator('pohjois', ref('first'))).toBe('already-named');
  expect(await directory.removeCoordinator('pohjois', 'stranger')).toBe('not-named');
  expect((await store.list('centre', 10)).found).toEqual([]);
});

test('an area has fifteen coordinators at most', async () => {
  const named = Array.from({ length: 15 }, (_, index) => ref(String(index)));

  const outcomes = [];
  for (const person of named) outcomes.push(await directory.nameCoordinator('pohjois', person));

  expect(outcomes).toEqual([...Array.from({ length: 14 }, () => null), 'too-many']);
  expect(await directory.coordinatorsIn('pohjois')).toHaveLength(15);
});

test('the last of an area stays unless somebody coordinates the whole country; the last of these stays', async () => {
  expect(await directory.removeCoordinator('pohjois', 'first')).toBe('last');
  await directory.nameCoordinator('kansallinen', ref('national'));

  expect(await directory.removeCoordinator('pohjois', 'first')).toBeNull();
  expect(await directory.removeCoordinator('kansallinen', 'national')).toBe('last');
  expect((await directory.current()).coordinators).toEqual([
    { area: 'ita', personId: 'east' },
    { area: 'kansallinen', personId: 'national' },
  ]);
});

test('two who remove each other at the same moment leave one', async () => {
  await directory.nameCoordinator('pohjois', ref('second'));

  const outcomes = await Promise.all(['first', 'second'].map((id) => directory.removeCoordinator('pohjois', id)));

  expect(outcomes.sort()).toEqual(['last', null].sort());
  expect(await directory.coordinatorsIn('pohjois')).toHaveLength(1);
});

test('many who are named at once are all named, and the centre’s trainings stay', async () => {
  const training = { on: '2026-11-02', participants: 20, topic: 'Vaativa tuki', by: 'first', at: '2026-11-02T12:00:00.000Z' };
  await store.create({ kind: 'centre', id: 'centre:pohjois', area: 'pohjois', coordinators: null, trainings: [training] });

  await Promise.all(['a', 'b', 'c', 'd'].map((id) => directory.nameCoordinator('pohjois', ref(id))));

  expect((await directory.coordinatorsIn('pohjois')).map(({ id }) => id).sort()).toEqual(['a', 'b', 'c', 'd', 'first']);
  expect((await store.get('centre:pohjois'))?.document).toMatchObject({ trainings: [training] });
});
