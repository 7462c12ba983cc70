import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { type Failure, isBlockedBy, isPassing, patienceWith, pauseAfter, reasonOf, unaddressed } from '../../src/desk/retry.ts';

const hour = 3_600_000;
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const attempt = fc.integer({ min: 1, max: 2_000 });

function failure(status: number | null, code: string | null = null): Failure {
  return { status, code, retryAfterMs: null };
}

const day = 24 * hour;
const post = { type: 'asker-post', entry: 2 } as const;
const refresh = { type: 'status-card-refresh' } as const;
const toCoordinator = { type: 'coordinator-post', person: 'kaisa', entry: 2 } as const;

describe('A send that failed', () => {
  test.each([400, 405, 406, 413, 415, 422])('with %s is not tried again: it would be refused again', (status) => {
    expect(patienceWith(failure(status), post)).toEqual({ tellAfterMs: 0, giveUpAfterMs: 0 });
    expect(reasonOf(failure(status))).toBe('refused');
  });

  test.each(['MessageWritesBlocked', 'ConversationBlockedByUser'])(
    'with 403 %s is told at once, and waits a week for the person',
    (code) => {
      expect(patienceWith(failure(403, code), post)).toEqual({ tellAfterMs: 0, giveUpAfterMs: 7 * day });
      expect(pauseAfter(failure(403, code), 1, 0)).toBe(7 * day);
      expect(reasonOf(failure(403, code))).toBe('blocked');
    },
  );

  test.each([null, 'BadArgument', 'BotNotInConversationRoster', 'BotDisabledByAdmin', 'Whatever'])(
    'with 403 %s says nothing of the person',
    (code) => {
      expect(isBlockedBy(failure(403, code))).toBe(false);
      expect(patienceWith(failure(403, code), post)).toEqual({ tellAfterMs: hour, giveUpAfterMs: 3 * day });
    },
  );

  test('with 404 is told after ten minutes: the place may have gone', () => {
    expect(patienceWith(failure(404), post)).toMatchObject({ tellAfterMs: hour / 6 });
  });

  test.each([null, 401, 408, 409, 412, 429, 500, 502, 503, 504, 599])('with %s is told after two hours and tried for days', (status) => {
    expect(patienceWith(failure(status), post)).toEqual({ tellAfterMs: 2 * hour, giveUpAfterMs: 3 * day });
  });

  test.each([null, 401, 403, 404, 429, 500, 503])(
    'with %s is tried for a week if it is for a coordinator: nobody else would hear of it',
    (status) => {
      expect(patienceWith(failure(status), toCoordinator)).toMatchObject({ giveUpAfterMs: 7 * day });
    },
  );

  test.each([null, 401, 403, 404, 500])('with %s holds others up for minutes only if it brings a card up to date', (status) => {
    expect(patienceWith(failure(status), refresh)).toMatchObject({ giveUpAfterMs: hour / 6 });
  });

  test('is tried for as long as there is nobody to ask Teams about', () => {
    expect(patienceWith(unaddressed, post)).toMatchObject({ giveUpAfterMs: Number.POSITIVE_INFINITY });
  });
});

test.each([408, 412, 425, 429, 502, 503, 504, null])('Teams may be asked the same again at once after %s', (status) => {
  expect(isPassing({ status })).toBe(true);
});

test.each([400, 401, 403, 404, 409, 413, 500])('Teams is not asked the same again at once after %s', (status) => {
  expect(isPassing({ status })).toBe(false);
});

describe('The pause after a failed attempt', () => {
  const passing = fc.constantFrom(null, 401, 404, 429, 500, 503);

  test('lies between a half and the whole of a second that doubles with every attempt, up to ten minutes, and after a day an hour', () => {
    fc.assert(
      fc.property(passing, attempt, chance, (status, attempts, luck) => {
        const whole = Math.min(attempts > 150 ? hour : hour / 6, 1_000 * 2 ** (attempts - 1));
        const pause = pauseAfter(failure(status), attempts, luck);
        expect(pause).toBeGreaterThanOrEqual(whole / 2);
        expect(pause).toBeLessThanOrEqual(whole);
      }),
    );
  });

  test('is spread by chance over the whole of that span, so that many do not come back at once', () => {
    const pauses = [0, 0.25, 0.5, 0.75, 0.999].map((luck) => pauseAfter(failure(503), 5, luck));

    expect(pauses).toEqual([8_000, 10_000, 12_000, 14_000, 15_992]);
  });

  test('is never shorter than what Teams asked for, and never longer than that without need', () => {
    fc.assert(
      fc.property(fc.option(fc.integer({ min: 1, max: day })), attempt, chance, (asked, attempts, luck) => {
        const own = pauseAfter(failure(429), attempts, luck);
        expect(pauseAfter({ ...failure(429), retryAfterMs: asked }, attempts, luck)).toBe(Math.max(asked ?? 0, own));
      }),
    );
  });
});
