import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { attentionTo, needsOf, type Reason } from '../../src/domain/attention.ts';
import type { Consultation } from '../../src/domain/consultation.ts';
import { Timing } from '../../src/domain/timing.ts';
import { actOf, actors, directory, inStatus, lived, monday, opened } from '../support/consultations.ts';
import { life, walk } from '../support/walks.ts';

const hour = 3_600_000;
const later = (hours: number) => new Date(Date.parse(monday) + hours * hour).toISOString();
const needs = (consultation: Consultation, at: string, within = directory) =>
  needsOf(consultation, { at, directory: within }).map(({ reason, since }) => [reason, since] as const);
const reasonsAt = (consultation: Consultation, at: string) => needs(consultation, at).map(([reason]) => reason);
const nowhere = { county: '91' } as const;
const lost = { key: 'k', seq: 1, telling: { type: 'asker-post', entry: 1 }, attempts: 5, notBefore: null } as const;
const failed = (consultation: Consultation): Consultation => ({
  ...consultation,
  failures: [{ notice: lost, at: later(2), reason: '403' }],
});

describe('a request that nobody has claimed', () => {
  test('needs nobody until those on duty should have been reminded, and then has waited since it was asked', () => {
    expect(needs(opened(), later(23.9))).toEqual([]);
    expect(needs(opened(), later(24))).toEqual([['unclaimed', monday]]);
  });

  test('needs somebody the earlier the more urgent it is, by the area’s own numbers', () => {
    const patient = { ...directory, timings: { pohjois: Timing.parse({ remindAfterHours: { normal: 8, soon: 4, urgent: 6 } }) } };

    expect(reasonsAt(opened({ urgency: 'urgent' }), later(2))).toEqual(['unclaimed']);
    expect(needs(opened({ urgency: 'urgent' }), later(2), patient)).toEqual([]);
  });

  test('begins to wait anew when it has been released', () => {
    const released = lived(
      opened(),
      [actors.lead, actOf('claim', { discipline: 'social' }), later(24)],
      [actors.lead, actOf('release'), later(25)],
    );

    expect(needs(released, later(30))).toEqual([]);
    expect(needs(released, later(49))).toEqual([['unclaimed', later(25)]]);
  });

  test('needs a coordinator at once where no network has it', () => {
    expect(needs(opened(nowhere), monday)).toEqual([['unrouted', monday]]);
  });
});

describe('a promise', () => {
  const dueAt = '2026-11-30T14:00:00.000Z';
  const claimed = inStatus('claimed');

  test('is close from when the lead is warned, and broken at its end', () => {
    expect(needs(claimed, '2026-11-27T13:59:59.999Z')).toEqual([]);
    expect(reasonsAt(claimed, '2026-11-30T06:00:00.000Z')).toEqual(['due-soon']);
    expect(needs(claimed, dueAt)).toEqual([['overdue', dueAt]]);
  });

  test('is broken too where no network has the request or nobody has claimed it', () => {
    expect(reasonsAt(opened(nowhere), dueAt)).toEqual(['unrouted', 'overdue']);
    expect(reasonsAt(opened(), dueAt)).toEqual(['overdue', 'unclaimed']);
  });

  test('that was broken before the asker was asked stays broken', () => {
    const asked = lived(claimed, [actors.lead, actOf('ask-info'), '2026-12-01T08:00:00.000Z']);

    expect(reasonsAt(asked, '2026-12-01T09:00:00.000Z')).toEqual(['overdue']);
  });

  test('is kept by the first answer, and stands still while the asker is waited for', () => {
    expect(needs(inStatus('answered'), later(1000))).toEqual([]);
    expect(reasonsAt(inStatus('waiting'), later(1000))).toEqual(['waiting']);
  });
});

test('an asker is waited for long after three working days', () => {
  expect(needs(inStatus('waiting'), later(71.9))).toEqual([]);
  expect(needs(inStatus('waiting'), later(72))).toEqual([['waiting', monday]]);
});

test.each(['open', 'claimed', 'waiting', 'answered', 'closed', 'withdrawn'] as const)(
  'what did not arrive needs a coordinator while it is %s',
  (status) => {
    expect(needs(failed(inStatus(status)), later(3))).toEqual([['undelivered', later(2)]]);
  },
);

test.each(['closed', 'withdrawn'] as const)('what is %s needs nobody for anything else', (status) => {
  expect(needs(inStatus(status), later(5000))).toEqual([]);
});

test('a card that could not be brought up to date needs nobody', () => {
  const refresh = { ...lost, telling: { type: 'status-card-refresh' } } as const;

  expect(needs({ ...opened(), failures: [{ notice: refresh, at: monday, reason: '404' }] }, later(1))).toEqual([]);
});

describe('the order', () => {
  test('is by how long each has needed a coordinator, and holds only those that do', () => {
    const moment = { at: later(1000), directory };
    const named = (id: string, consultation: Consultation) => ({ ...consultation, id });
    const found = attentionTo(
      [
        named('overdue since the end of November', inStatus('claimed')),
        named('going its way', inStatus('answered')),
        named('undelivered since noon', failed(inStatus('closed'))),
        named('without a network since the morning', opened(nowhere)),
      ],
      moment,
    );

    expect(found.map(({ consultation, since }) => [consultation.id, since])).toEqual([
      ['without a network since the morning', monday],
      ['undelivered since noon', later(2)],
      ['overdue since the end of November', '2026-11-30T14:00:00.000Z'],
    ]);
  });

  test('is the same whatever order they are found in; each need has begun, and the weightiest comes first', () => {
    const weight: Reason[] = ['unrouted', 'overdue', 'undelivered', 'unclaimed', 'due-soon', 'waiting'];
    fc.assert(
      fc.property(life, fc.nat({ max: 2000 }), (pressed, hours) => {
        const lives = [...walk(pressed)].map(({ before }, index) => ({ ...before, id: String(index) }));
        const moment = { at: later(hours), directory };
        const found = attentionTo(lives, moment);

        expect(attentionTo(lives.toReversed(), moment)).toEqual(found);
        for (const { needs: all, since } of found) {
          const order = all.map(({ reason }) => weight.indexOf(reason));
          expect(order).toEqual(order.toSorted());
          expect(all.every((need) => since <= need.since && need.since <= moment.at)).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });
});
