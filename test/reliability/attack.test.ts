import { expect, test } from '@jest/globals';
import { runAttackTest } from '../../scripts/support/attack-test.ts';

test('strangers, colleagues with clients of their own, and services in trouble end nothing, change nothing that they may not, and keep nobody waiting', async () => {
  const { rows, wrong } = await runAttackTest({ size: 'small', only: '' });

  expect(wrong).toEqual([]);
  expect(rows.filter(({ probes }) => probes === 0)).toEqual([]);
  expect(new Set(rows.map(({ place }) => place))).toEqual(new Set(['local', 'production']));
}, 120_000);
