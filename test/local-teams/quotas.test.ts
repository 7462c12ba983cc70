import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createLimiter, THREAD_QUOTAS } from '../../src/local-teams/quotas.ts';

const pauses = fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 300 });

test('no window ever holds more calls than its quota', () => {
  fc.assert(
    fc.property(pauses, (waits) => {
      let now = 0;
      const { take } = createLimiter(THREAD_QUOTAS, () => now);
      const passed: number[] = [];
      for (const wait of waits) {
        now += wait;
        if (take('thread') === null) passed.push(now);
      }
      for (const { count, ms } of THREAD_QUOTAS) {
        for (const start of passed) expect(passed.filter((at) => at >= start && at < start + ms).length).toBeLessThanOrEqual(count);
      }
    }),
    { numRuns: 50 },
  );
});

test('who waits as long as was said passes', () => {
  fc.assert(
    fc.property(pauses, (waits) => {
      let now = 0;
      const { take } = createLimiter(THREAD_QUOTAS, () => now);
      for (const wait of waits) {
        now += wait;
        const seconds = take('thread');
        if (seconds === null) continue;
        now += seconds * 1_000;
        expect(take('thread')).toBeNull();
      }
    }),
    { numRuns: 50 },
  );
});

test('each thread has a quota of its own, and a long one is kept to its hour', () => {
  let now = 0;
  const { take } = createLimiter(THREAD_QUOTAS, () => now);

  let passed = 0;
  for (; now < 3_600_000; now += 500) if (take('busy') === null) passed += 1;

  expect(passed).toBe(1_800);
  expect(take('busy')).toBeNull();
  expect(take('quiet')).toBeNull();
});
