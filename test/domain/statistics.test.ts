import { describe, expect, test } from '@jest/globals';
import { happeningsOf } from '../../src/domain/happenings.ts';
import { recordOf, yearOf } from '../../src/domain/statistics.ts';
import { defaultTiming } from '../../src/domain/timing.ts';
import { actOf, actors, lived, opened } from '../support/consultations.ts';

const { requester, lead, coordinator } = actors;
const terms = { timing: defaultTiming, breaks: [] };
const claim = actOf('claim', { discipline: 'social' });

describe('the record of a consultation', () => {
  test('tells when it was first claimed and answered, whether in time, and how often it was redirected and reminded of', () => {
    const consultation = lived(
      opened({ urgency: 'urgent' }),
      [coordinator, actOf('remind')],
      [lead, claim, '2026-11-24T08:00:00.000Z'],
      [lead, actOf('answer'), '2026-11-25T08:00:00.000Z'],
      [requester, actOf('reopen'), '2026-11-26T08:00:00.000Z'],
      [lead, actOf('answer'), '2026-11-26T09:00:00.000Z'],
    );

    expect(recordOf(consultation, terms)).toEqual({
      claimed: '2026-11-24T08:00:00.000Z',
      answered: '2026-11-25T08:00:00.000Z',
      isInTime: false,
      redirects: 0,
      reminders: 1,
    });
  });

  test('says nothing of an answer that has not been given', () => {
    const away = lived(opened(), [coordinator, actOf('redirect', { target: 'area:ita' })]);

    expect(recordOf(away, terms)).toEqual({ claimed: null, answered: null, isInTime: null, redirects: 1, reminders: 0 });
  });
});

describe('the months of a year', () => {
  const turnOfYear = [opened({}, '2026-12-31T21:59:00.000Z'), opened({}, '2026-12-31T22:00:00.000Z')];
  const all = [...turnOfYear, opened({ county: '12' }, '2026-03-02T10:00:00.000Z')];
  const happenings = all.flatMap(happeningsOf);
  const training = { on: '2026-03-31', participants: 9, topic: 'Neuvo', by: 'x', at: '2026-04-01T08:00:00.000Z' };
  const centre = { kind: 'centre' as const, id: 'centre:ita', area: 'ita' as const, coordinators: null, trainings: [training] };

  test('are those of the Finnish calendar, and add up', () => {
    const { months, whole } = yearOf('pohjois', 2026, happenings, []);

    expect(months.map(({ asked }) => asked)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect(whole.asked).toBe(1);
    expect(yearOf('pohjois', 2027, happenings, []).months[0]?.asked).toBe(1);
  });

  test('are those of all areas for the whole country, with their trainings', () => {
    const { months, whole } = yearOf('kansallinen', 2026, happenings, [centre]);

    expect(whole).toMatchObject({ asked: 2, participants: 9 });
    expect(months[2]).toMatchObject({ asked: 1, participants: 9 });
  });
});
