import { expect, test } from '@jest/globals';
import { runAttackTest } from '../../scripts/support/attack-test.ts';

test('strangers, colleagues with clients of their own, and services in trouble end nothing, and change nothing that they may not', async () => {
  const { rows, wrong } = await runAttackTest({ size: 'small', only: '' });

  // How long anybody waits is measured by `npm run attack-test`: other tests run beside this one.
  expect(wrong.filter((sentence) => !sentence.includes('/healthz waited'))).toEqual([]);
  expect(rows.filter(({ probes }) => probes === 0)).toEqual([]);
  expect(new Set(rows.map(({ place }) => place))).toEqual(new Set(['local', 'production']));
}, 120_000);
