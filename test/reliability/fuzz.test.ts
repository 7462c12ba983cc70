import { expect, test } from '@jest/globals';
import { runFuzz } from '../../scripts/support/fuzz.ts';

test('two thousand mutated activities break nothing, and change nothing that their senders may not change', async () => {
  const report = await runFuzz({ runs: 2_000, seed: 20_261_123 });

  expect(report.wrong).toEqual([]);
  expect(report.commands).toBeGreaterThan(10);
  expect(Object.keys(report.statuses).every((status) => ['200', '400', '401', '413'].includes(status))).toBe(true);
}, 60_000);
