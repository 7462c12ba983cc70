import { expect, test } from '@jest/globals';
import { runKillTest } from '../../scripts/support/kill-test.ts';

test('bots that are killed at random moments, over a connector that fails, lose nothing and send nothing twice without a reason', async () => {
  const size = { consultations: 20, kills: 6, processes: 2, seconds: 8, faultEveryMs: 1_500 };

  const report = await runKillTest({ ...size, store: 'sqlite', seed: 20_261_123, hasHeir: true });

  expect(report).toMatchObject({ wrong: [], lost: 0, consultations: 20, kills: 6 });
  const repeated = Object.values(report.twice).reduce((total, count) => total + count, 0);
  expect(report.seen).toBe(report.expected + repeated);
}, 90_000);
