import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { workingTimeBetween } from '../../src/domain/calendar.ts';
import { canReopen, promiseAfterRevision, promiseAfterWait, promisedBy } from '../../src/domain/deadlines.ts';
import { Urgency } from '../../src/domain/request.ts';
import { defaultTiming } from '../../src/domain/timing.ts';

/** The instant of a time on the wall in Finland. */
function winter(time: string): string {
  return new Date(`${time}:00+02:00`).toISOString();
}

function summer(time: string): string {
  return new Date(`${time}:00+03:00`).toISOString();
}

const weekOff = [{ from: '2026-11-23', to: '2026-11-27' }];
const usual = { timing: defaultTiming, breaks: [] };
const anInstant = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2028-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());

describe('a promise', () => {
  test.each([
    ['normal', 'a Monday', winter('2026-11-23T10:00'), winter('2026-11-30T16:00')],
    ['normal', 'a Saturday night', winter('2026-11-21T23:30'), winter('2026-11-30T16:00')],
    ['normal', 'the week in which the clock is turned', summer('2026-10-20T09:00'), winter('2026-10-27T16:00')],
    ['soon', 'a Monday', winter('2026-11-23T10:00'), winter('2026-11-25T16:00')],
    ['soon', 'a Friday', winter('2026-11-27T10:00'), winter('2026-12-01T16:00')],
    ['soon', 'a Saturday', winter('2026-11-28T10:00'), winter('2026-12-01T16:00')],
    ['soon', 'the day before Christmas Eve', winter('2026-12-23T10:00'), winter('2026-12-29T16:00')],
    ['urgent', 'a Monday', winter('2026-11-23T10:00'), winter('2026-11-24T16:00')],
    ['urgent', 'a Friday evening', winter('2026-11-27T19:00'), winter('2026-11-30T16:00')],
    ['urgent', 'the day before Midsummer Eve', summer('2026-06-18T10:00'), summer('2026-06-22T16:00')],
    ['urgent', 'Maundy Thursday', summer('2026-04-02T10:00'), summer('2026-04-07T16:00')],
    ['urgent', 'the eve of Independence Day in the middle of a week', winter('2027-12-05T10:00'), winter('2027-12-07T16:00')],
  ] as const)('for what is %s, asked on %s, is kept in Finnish time', (urgency, _, at, dueAt) => {
    expect(promisedBy(urgency, at, usual)).toBe(dueAt);
  });

  test('lets the network’s break pass, and comes due on a working day', () => {
    const at = winter('2026-11-20T10:00');

    expect(promisedBy('urgent', at, { timing: defaultTiming, breaks: weekOff })).toBe(winter('2026-11-30T16:00'));
    expect(promisedBy('soon', at, { timing: defaultTiming, breaks: weekOff })).toBe(winter('2026-12-01T16:00'));
    expect(promisedBy('normal', at, { timing: defaultTiming, breaks: weekOff })).toBe(winter('2026-11-30T16:00'));
  });

  test('is always in the future, and what is urgent is never later than what is soon', () => {
    const promises = fc.property(anInstant, (at) => {
      for (const urgency of Urgency.options) expect(promisedBy(urgency, at, usual) > at).toBe(true);
      expect(promisedBy('urgent', at, usual) <= promisedBy('soon', at, usual)).toBe(true);
    });
    fc.assert(promises);
  });
});

describe('a wait', () => {
  test.each([
    ['a working day', winter('2026-11-24T10:00'), winter('2026-11-25T10:00'), winter('2026-12-01T10:00')],
    ['a weekend', winter('2026-11-27T16:00'), winter('2026-11-30T08:00'), winter('2026-11-30T10:00')],
    ['a night and an hour', winter('2026-11-24T15:30'), winter('2026-11-25T08:30'), winter('2026-11-30T11:00')],
  ])('of %s gives its working time back', (_, since, at, dueAt) => {
    expect(promiseAfterWait(winter('2026-11-30T10:00'), since, at, [])).toBe(dueAt);
  });

  test('gives nothing back for the network’s break, and lets the promise fall after it', () => {
    const [since, at] = [winter('2026-11-23T08:00'), winter('2026-11-27T16:00')];

    expect(promiseAfterWait(winter('2026-11-26T10:00'), since, at, weekOff)).toBe(winter('2026-11-30T08:00'));
  });

  test('never moves the promise earlier, and gives back all of its working time', () => {
    const waits = fc.property(anInstant, anInstant, anInstant, (dueAt, since, at) => {
      const later = promiseAfterWait(dueAt, since, at, []);
      expect(later >= dueAt).toBe(true);
      expect(workingTimeBetween(dueAt, later)).toBeCloseTo(workingTimeBetween(since, at), 6);
    });
    fc.assert(waits);
  });
});

describe('a revision', () => {
  const due = winter('2026-11-24T10:00');
  const now = winter('2026-11-23T10:00');

  test.each(Urgency.options)('that leaves it %s leaves the promise', (urgency) => {
    expect(promiseAfterRevision(due, urgency, urgency, now, usual)).toBe(due);
  });

  test('to greater urgency promises from now on, but never later than before', () => {
    expect(promiseAfterRevision(winter('2026-11-29T10:00'), 'normal', 'urgent', now, usual)).toBe(winter('2026-11-24T16:00'));
    expect(promiseAfterRevision(due, 'normal', 'soon', now, usual)).toBe(due);
  });

  test('to less urgency takes the time that this may take', () => {
    expect(promiseAfterRevision(due, 'urgent', 'normal', now, usual)).toBe(winter('2026-11-30T16:00'));
  });
});

describe('reopening', () => {
  test('is possible until the same time on the clock fourteen days later, also when it has been turned', () => {
    const closedAt = summer('2026-10-20T12:00');

    expect(canReopen(closedAt, winter('2026-11-03T12:00'))).toBe(true);
    expect(canReopen(closedAt, winter('2026-11-03T12:01'))).toBe(false);
  });
});
