import { expect, test } from '@jest/globals';
import { createStatistics } from '../../src/desk/statistics.ts';
import { createSqliteStore } from '../../src/store/sqlite.ts';
import { monday } from '../support/consultations.ts';

test('of two trainings that were recorded in one instant, the one that was mistyped is removed, and not the other', async () => {
  const statistics = createStatistics({ store: createSqliteStore(':memory:') });
  const training = { on: '2026-11-20', participants: 12, topic: 'Lastensuojelun yhteistyö', by: 'kaisa', at: monday };
  await statistics.train('ita', training);
  const [, mistyped] = (await statistics.train('ita', { ...training, participants: 1200, by: 'eero' })) ?? [];

  const left = await statistics.removeTraining('ita', mistyped?.at ?? '');

  expect(left).toEqual([training]);
});
