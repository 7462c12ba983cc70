import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { mostAttemptsOfDigest, verdictOn } from '../../src/desk/retry.ts';

const passing = [408, 412, 429, 502, 503, 504, null];
const lasting = [400, 401, 403, 404, 405, 410, 413, 415, 500, 501];
const mostAttempts = 20;

const passingStatus = fc.constantFrom(...passing);
const attempt = fc.integer({ min: 1, max: mostAttempts - 1 });
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const retryAfter = fc.option(fc.integer({ min: 1, max: 24 * 3_600_000 }));

function pauseAfter(status: number | null, retryAfterMs: number | null, attempts: number, luck: number): number {
  const verdict = verdictOn({ status, retryAfterMs }, attempts, luck);
  if (!('again' in verdict)) throw new Error(`given up: ${verdict.giveUp}`);
  return verdict.again;
}

describe('After a failed send', () => {
  test.each(passing)('%s is tried again', (status) => {
    expect(verdictOn({ status, retryAfterMs: null }, 1, 0)).toEqual({ again: 500 });
  });

  test.each(lasting)('%s is given up, whatever the attempt, and the reason is a code', (status) => {
    for (const attempts of [1, mostAttempts]) {
      expect(verdictOn({ status, retryAfterMs: 60_000 }, attempts, 0.5)).toEqual({ giveUp: `http-${status}` });
    }
  });

  test.each(passing)('%s is given up at the twentieth attempt', (status) => {
    expect(verdictOn({ status, retryAfterMs: null }, mostAttempts - 1, 0)).toHaveProperty('again');
    expect(verdictOn({ status, retryAfterMs: null }, mostAttempts, 0)).toEqual({ giveUp: 'too-many-attempts' });
  });

  test('a digest is tried for a week, until the next one comes', () => {
    const failure = { status: 503, retryAfterMs: null };
    const pauses = Array.from({ length: mostAttemptsOfDigest - 1 }, (_, index) => verdictOn(failure, index + 1, 0.5, mostAttemptsOfDigest));
    const days = pauses.reduce((sum, verdict) => sum + ('again' in verdict ? verdict.again : Number.NaN), 0) / (24 * 3_600_000);

    expect(days).toBeGreaterThan(6.5);
    expect(days).toBeLessThan(7.5);
    expect(verdictOn(failure, mostAttemptsOfDigest, 0.5, mostAttemptsOfDigest)).toEqual({ giveUp: 'too-many-attempts' });
  });

  test('the pause lies between a half and the whole of a second that doubles with every attempt, up to ten minutes', () => {
    fc.assert(
      fc.property(passingStatus, attempt, chance, (status, attempts, luck) => {
        const whole = Math.min(600_000, 1_000 * 2 ** (attempts - 1));
        const pause = pauseAfter(status, null, attempts, luck);
        expect(pause).toBeGreaterThanOrEqual(whole / 2);
        expect(pause).toBeLessThanOrEqual(whole);
      }),
    );
  });

  test('chance spreads the pauses over the whole of that span, so that many do not come back at once', () => {
    const pauses = [0, 0.25, 0.5, 0.75, 0.999].map((luck) => pauseAfter(503, null, 5, luck));

    expect(pauses).toEqual([8_000, 10_000, 12_000, 14_000, 15_992]);
  });

  test('the pause is never shorter than what Teams asked for, and never longer than that without need', () => {
    fc.assert(
      fc.property(passingStatus, retryAfter, attempt, chance, (status, asked, attempts, luck) => {
        const own = pauseAfter(status, null, attempts, luck);
        expect(pauseAfter(status, asked, attempts, luck)).toBe(Math.max(asked ?? 0, own));
      }),
    );
  });

  test('twenty attempts span between one hour and three: long enough for an outage, short enough to be told of', () => {
    const total = (luck: number) =>
      Array.from({ length: mostAttempts - 1 }, (_, n) => pauseAfter(null, null, n + 1, luck)).reduce((a, b) => a + b);

    expect(total(0)).toBeGreaterThan(3_600_000 * 0.8);
    expect(total(0.999)).toBeLessThan(3 * 3_600_000);
  });
});
