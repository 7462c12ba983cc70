import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hoursUntil, promiseAt } from '../../src/domain/promise.ts';
import { defaultTiming } from '../../src/domain/timing.ts';
import { actOf, actors, lived, opened } from '../support/consultations.ts';
import { isDone, life, walk } from '../support/walks.ts';

const { requester, lead } = actors;
const terms = { timing: defaultTiming, breaks: [] };
const claim = actOf('claim', { discipline: 'social' });

describe('the promise of the time', () => {
  test('is, in every life, what the document held then', () => {
    // Before the network's break, which would have to be known as it was then.
    const before = '2026-12-08T00:00:00.000Z';

    fc.assert(
      fc.property(life, (presses) => {
        for (const { decision, at } of walk(presses).filter(isDone)) {
          const { next } = decision;
          if (at < before && next.status !== 'withdrawn') expect(promiseAt(next, next.history.length, terms)).toBe(next.dueAt);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('stays that of the first answer when the consultation has been opened again', () => {
    const answered = lived(opened({ urgency: 'urgent' }), [lead, claim], [lead, actOf('answer'), '2026-11-26T08:00:00.000Z']);
    const again = lived(answered, [requester, actOf('reopen'), '2026-12-01T08:00:00.000Z']);

    expect(promiseAt(again, 3, terms)).toBe('2026-11-24T14:00:00.000Z');
    expect(promiseAt(again, 4, terms)).toBe(again.dueAt);
  });
});

describe('the hours until an answer', () => {
  test('are those of business time, without those in which the asker was waited for', () => {
    const consultation = lived(
      opened(),
      [lead, claim, '2026-11-23T10:00:00.000Z'],
      [lead, actOf('ask-info'), '2026-11-23T11:00:00.000Z'],
      [requester, actOf('give-info'), '2026-11-24T12:00:00.000Z'],
      [lead, actOf('answer'), '2026-11-24T13:30:00.000Z'],
    );

    expect(hoursUntil(consultation, 2, terms)).toBe(2);
    expect(hoursUntil(consultation, 5, terms)).toBe(4.5);
  });

  test('begin anew when it is opened again', () => {
    const answered = lived(opened(), [lead, claim], [lead, actOf('answer'), '2026-11-24T08:00:00.000Z']);
    const again = lived(
      answered,
      [requester, actOf('reopen'), '2026-11-30T08:00:00.000Z'],
      [lead, actOf('answer'), '2026-11-30T09:00:00.000Z'],
    );

    expect([hoursUntil(again, 3, terms), hoursUntil(again, 5, terms)]).toEqual([8, 1]);
  });
});
