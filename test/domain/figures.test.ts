import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../src/domain/calendar.ts';
import type { Consultation } from '../../src/domain/consultation.ts';
import { AreaFigures } from '../../src/domain/digest.ts';
import { casesBehind } from '../../src/domain/figures.ts';
import { bytesOf } from '../../src/domain/fullness.ts';
import { areas, centreId, FieldCode } from '../../src/domain/network.ts';
import { spanOf } from '../../src/domain/period.ts';
import { uuid } from '../support/clock.ts';
import { actOf, actors, directory, east, lived, north, northGeneral, opened } from '../support/consultations.ts';
import { country, figuresIn, materialOf, weekOf } from '../support/figures.ts';
import { isDone, life, walk } from '../support/walks.ts';

const { requester, lead, 'co-expert': colleague, coordinator } = actors;
const claim = actOf('claim', { discipline: 'social' });
const week48 = { year: 2026, week: 48 };
const nothing = { week: 0, mean: 0, year: 0 };

describe('an area to which nothing has happened', () => {
  const figures = figuresIn(week48, []);

  test('has figures all the same: none', () => {
    expect(figures).toMatchObject({ asked: nothing, answered: nothing, closed: nothing, fields: [], failed: 0, stopped: [] });
    expect(figures.standing).toMatchObject({ open: 0, oldestDays: null, overdue: { count: 0, first: [] }, experts: [] });
    expect([figures.claim, figures.answer]).toEqual(Array(2).fill({ of: 0, hours: null, within: 0 }));
    expect(figures.helped).toEqual({ of: 0, mean: null, changes: [] });
    expect(figures.weeks.map(({ week }) => week)).toEqual([44, 45, 46, 47, 48]);
  });

  test('has all its counties silent', () => {
    expect(figures.silent).toEqual(['18', '19', '20', '21']);

    const south = { ...country, networks: country.networks.map((network) => ({ ...network, area: 'etela' as const })) };
    const { silent } = figuresIn(week48, [], { area: 'etela', directory: south });
    expect(silent).toContain('03');
    expect(silent).not.toContain('HUS');
  });

  test('is what the schema says', () => {
    expect(AreaFigures.parse(figures)).toEqual(figures);
  });
});

describe('what is counted', () => {
  test('is the week, the mean of the four before, and the ISO year', () => {
    const asked = [
      ...times(8, '2026-11-24'),
      ...times(2, '2026-11-17'),
      ...times(4, '2026-10-26'),
      ...times(1, '2026-10-25'),
      ...times(1, '2025-12-28'),
    ];

    expect(figuresIn(week48, asked).asked).toEqual({ week: 8, mean: 1.5, year: 15 });
  });

  test('in week 53 lies in the old year until the third of January', () => {
    const asked = [...times(1, '2026-12-28'), ...times(2, '2027-01-03'), ...times(4, '2027-01-04')];

    expect(figuresIn({ year: 2026, week: 53 }, asked).asked).toMatchObject({ week: 3, year: 3 });
    expect(figuresIn({ year: 2027, week: 1 }, asked).asked).toEqual({ week: 4, mean: 0.75, year: 4 });
  });

  test.each([
    ['spring', 13, '2026-03-29T20:59:00.000Z', '2026-03-29T21:00:00.000Z'],
    ['autumn', 43, '2026-10-25T21:59:00.000Z', '2026-10-25T22:00:00.000Z'],
  ])('changes weeks at midnight in Finland when the clock is turned in %s', (_, week, before, after) => {
    const asked = [opened({}, before), opened({}, after)];

    expect(figuresIn({ year: 2026, week }, asked).asked.week).toBe(1);
    expect(figuresIn({ year: 2026, week: week + 1 }, asked).asked.week).toBe(1);
  });

  test('is a closing of this year, though it was asked in the last', () => {
    const old = lived(
      opened({}, '2026-12-22T08:00:00.000Z'),
      [lead, claim, '2026-12-23T08:00:00.000Z'],
      [lead, actOf('answer'), '2027-01-05T08:00:00.000Z'],
      [lead, actOf('close'), '2027-01-12T08:00:00.000Z'],
    );

    expect(figuresIn({ year: 2027, week: 2 }, [old])).toMatchObject({
      asked: { week: 0, year: 0 },
      answered: { week: 0, year: 1 },
      closed: { week: 1, year: 1 },
    });
  });

  test('stays in the week in which it happened when it is opened again', () => {
    const closed = lived(
      opened(),
      [lead, claim],
      [lead, actOf('answer'), '2026-11-24T08:00:00.000Z'],
      [lead, actOf('close'), '2026-11-25T08:00:00.000Z'],
    );
    const again = lived(
      closed,
      [requester, actOf('reopen'), '2026-11-30T08:00:00.000Z'],
      [lead, actOf('answer'), '2026-12-01T08:00:00.000Z'],
    );

    expect(figuresIn(week48, [again])).toMatchObject({ answered: { week: 1 }, closed: { week: 1 } });
    expect(figuresIn({ year: 2026, week: 49 }, [again])).toMatchObject({ answered: { week: 1, year: 2 }, closed: { week: 0, year: 1 } });
  });

  test('is where it happened, and stands where it is now', () => {
    const away = lived(opened(), [coordinator, actOf('redirect', { target: 'area:ita' })]);
    const [here, there] = [figuresIn(week48, [away]), figuresIn(week48, [away], { area: 'ita' })];

    expect([here.asked.week, here.redirected.week, here.standing.open]).toEqual([1, 1, 0]);
    expect([there.asked.week, there.redirected.week, there.standing.open]).toEqual([0, 0, 1]);
  });

  test('is the same however it is counted: every week of a year together, every area together', () => {
    fc.assert(
      fc.property(fc.array(life, { minLength: 1, maxLength: 4 }), (lives) => {
        const consultations = lives.flatMap((presses, index) => livedThrough(presses, index));
        const weeks = Array.from({ length: 53 }, (_, index) => ({ year: 2026, week: index + 1 }));
        const figures = weeks.map((week) => figuresIn(week, consultations));
        const everywhere = [...areas, 'kansallinen' as const].map((area) => figuresIn({ year: 2026, week: 53 }, consultations, { area }));
        const answers = consultations.flatMap(slowlyAnswered).filter((at) => at < spanOf({ year: 2026, week: 53 }).to);

        expect(figures.at(-1)?.asked.year).toBe(sum(figures.map(({ asked }) => asked.week)));
        expect(figures.at(-1)?.closed.year).toBe(sum(figures.map(({ closed }) => closed.week)));
        expect(sum(everywhere.map(({ answered }) => answered.year))).toBe(answers.length);
        for (const { weeks: five, answered } of figures) expect(five.at(-1)?.answered).toBe(answered.week);
      }),
      { numRuns: 15 },
    );
  });
});

describe('what stands', () => {
  const at = '2026-12-01T10:00:00.000Z';

  test('is open by status, with the age of the oldest in working days', () => {
    const claimed = lived(opened({}, '2026-11-25T08:00:00.000Z'), [lead, claim, '2026-11-26T08:00:00.000Z']);
    const { standing } = figuresIn(week48, [opened(), claimed, lived(opened(), [requester, actOf('withdraw')])], { at });

    expect(standing).toMatchObject({ open: 2, oldestDays: 6 });
    expect(standing.statuses.filter(({ count }) => count > 0)).toEqual([
      { status: 'open', count: 1 },
      { status: 'claimed', count: 1 },
    ]);
  });

  test('is unclaimed once more than a working day has passed since it came there', () => {
    const fresh = opened({}, '2026-11-30T10:00:00.000Z');
    const released = lived(opened(), [lead, claim], [lead, actOf('release'), '2026-12-01T08:00:00.000Z']);

    expect(figuresIn(week48, [opened(), fresh, released], { at }).standing.unclaimed.count).toBe(1);
    expect(figuresIn(week48, [fresh], { at: '2026-12-01T10:00:01.000Z' }).standing.unclaimed.count).toBe(1);
  });

  test('is overdue or due by the next working day, the most pressing first', () => {
    const late = opened({ urgency: 'urgent' }, '2026-11-26T08:00:00.000Z');
    const later = opened({ urgency: 'soon' }, '2026-11-25T08:00:00.000Z');
    const soon = opened({ urgency: 'urgent' }, '2026-12-01T08:00:00.000Z');
    const { standing } = figuresIn(week48, [soon, later, late, opened({}, at)], { at });

    expect(standing.overdue.first.map(({ dueAt }) => dueAt)).toEqual(['2026-11-27T14:00:00.000Z', '2026-11-27T14:00:00.000Z']);
    expect(standing.dueSoon).toMatchObject({ count: 1, first: [{ dueAt: soon.dueAt }] });
  });

  test('is not overdue while the asker is waited for, nor once it is answered', () => {
    const asked = opened({ urgency: 'urgent' }, '2026-11-24T08:00:00.000Z');
    const waiting = lived(asked, [lead, claim, '2026-11-24T09:00:00.000Z'], [lead, actOf('ask-info'), '2026-11-24T10:00:00.000Z']);
    const answered = lived(asked, [lead, claim, '2026-11-30T09:00:00.000Z'], [lead, actOf('answer'), '2026-11-30T10:00:00.000Z']);
    const tooLate = lived(asked, [lead, claim, '2026-11-30T09:00:00.000Z'], [lead, actOf('ask-info'), '2026-11-30T10:00:00.000Z']);

    expect(figuresIn(week48, [waiting, answered], { at }).standing.overdue.count).toBe(0);
    expect(figuresIn(week48, [tooLate], { at }).standing.overdue.count).toBe(1);
  });

  test('names a few, and counts all', () => {
    const late = Array.from({ length: 300 }, () => opened());

    const { overdue } = figuresIn(week48, late, { at: '2026-12-21T08:00:00.000Z' }).standing;

    expect([overdue.count, overdue.first.length]).toEqual([300, 4]);
    expect(JSON.stringify(overdue)).not.toContain(late[0]?.request.title);
  });

  test('shows what each expert has, by name and not by number', () => {
    const one = lived(opened(), [lead, claim], [colleague, actOf('join', { discipline: 'health' })]);
    const other = lived(opened(), [lead, claim]);
    const done = lived(opened(), [lead, claim], [lead, actOf('answer')]);

    expect(figuresIn(week48, [one, other, done], { at }).standing.experts).toEqual([
      { name: 'Cilla Colleague', count: 1 },
      { name: 'Leo Lead', count: 2 },
    ]);
  });

  test('names fifty of them at most, so that a digest stays small, and counts the others', () => {
    const held = Array.from({ length: 200 }, (_, index): Consultation => {
      const expert = { ...lead.person, id: `${index}`, name: `Expert ${index}` };
      const claimed = lived(opened(), [lead, claim]);
      return { ...claimed, id: uuid(index), seats: claimed.seats.map((seat) => ({ ...seat, expert })) };
    });

    const figures = figuresIn(week48, held);

    expect([figures.standing.experts.length, figures.standing.otherExperts]).toEqual([50, 150]);
    expect(bytesOf(figures)).toBeLessThan(20_000);
  });

  test('tells of deliveries that failed: those of the week, and what nobody has got yet', () => {
    const notice = { key: 'k', seq: 1, telling: { type: 'status-card' as const }, attempts: 20, notBefore: null };
    const failed = { ...opened(), failures: [{ notice, at: '2026-11-24T08:00:00.000Z', reason: 'http-403' }] };

    expect(figuresIn(week48, [failed, opened()])).toMatchObject({ failed: 1, standing: { undelivered: { count: 1 } } });
    expect(figuresIn({ year: 2026, week: 49 }, [failed])).toMatchObject({ failed: 0, standing: { undelivered: { count: 1 } } });
  });
});

describe('how soon', () => {
  test('is a median of working hours, and how many were in time', () => {
    const answeredAfter = (hours: number) => {
      const asked = opened({ urgency: 'urgent' }, '2026-11-23T06:00:00.000Z');
      const at = (more: number) => new Date(Date.parse('2026-11-23T06:00:00.000Z') + more * 3_600_000).toISOString();
      return lived(asked, [lead, claim, at(hours)], [lead, actOf('answer'), at(hours)]);
    };
    const figures = figuresIn(week48, [1, 2, 4, 48].map(answeredAfter));

    expect(figures.claim).toEqual({ of: 4, hours: 3, within: 2 });
    expect(figures.answer).toEqual({ of: 4, hours: 3, within: 3 });
  });

  test('a claim came is judged from when the request was placed there, as the reminders are', () => {
    const redirected = (claimedAt: string) =>
      lived(opened(), [coordinator, actOf('redirect', { target: northGeneral.id }), '2026-11-25T06:00:00.000Z'], [lead, claim, claimedAt]);
    const soon = redirected('2026-11-25T13:00:00.000Z');
    const late = redirected('2026-11-26T08:00:00.000Z');

    expect(figuresIn(week48, [soon, late]).claim).toEqual({ of: 2, hours: 22.5, within: 1 });
  });
});

describe('what was asked', () => {
  test('is counted by field, county, sector and language, in the week and in the year', () => {
    const asked = [opened(), opened({ field: 'adoptio', county: '18', sector: 'health', language: 'sv' }), ...times(1, '2026-02-03')];

    expect(figuresIn(week48, asked)).toMatchObject({
      fields: [
        { of: 'lastensuojelu', week: 1, year: 2 },
        { of: 'adoptio', week: 1, year: 1 },
      ],
      counties: [
        { of: '18', week: 1, year: 1 },
        { of: '21', week: 1, year: 2 },
      ],
      sectors: [
        { of: 'social', week: 1, year: 2 },
        { of: 'health', week: 1, year: 1 },
      ],
      languages: [
        { of: 'fi', week: 1, year: 2 },
        { of: 'sv', week: 1, year: 1 },
      ],
    });
  });

  test('leaves those counties silent that have asked nothing for eight weeks', () => {
    const eightWeeksAgo = addDays(spanOf(week48).from, -49);
    const asked = [opened({ county: '19' }, eightWeeksAgo), opened({ county: '20' }, addDays(eightWeeksAgo, -1))];

    expect(figuresIn(week48, asked).silent).toEqual(['18', '20', '21']);
  });

  test('is not missed from a county before somebody in its area could be asked for eight weeks', () => {
    const since = (registeredAt: string) => ({ ...directory, networks: [{ ...north, registeredAt }, east] });
    const eightWeeks = addDays(spanOf(week48).from, -49);

    expect(figuresIn(week48, [], { directory: since(eightWeeks) }).silent).toEqual(['18', '19', '20', '21']);
    expect(figuresIn(week48, [], { directory: since(addDays(eightWeeks, 1)) }).silent).toEqual([]);
    expect(figuresIn(week48, [], { area: 'etela' }).silent).toEqual([]);
  });

  test('is taken by nobody in the fields that no network covers', () => {
    const covering = (networks: typeof directory.networks) => figuresIn(week48, [], { directory: { ...directory, networks } }).uncovered;
    const away = { ...north, breaks: [{ from: '2026-11-23', to: '2027-01-06' }] };

    expect(covering([northGeneral])).toEqual(FieldCode.options.filter((field) => field !== 'muu'));
    expect(covering([away])).toEqual(FieldCode.options.filter((field) => field !== 'lastensuojelu'));
    expect(covering([{ ...north, state: 'gone' }])).toContain('lastensuojelu');
  });
});

describe('what else is told', () => {
  test('is whether it helped, and what will change', () => {
    const rated = (closing: object) => lived(opened(), [lead, claim], [lead, actOf('answer')], [requester, actOf('close', closing)]);
    const consultations = [
      rated({ helped: 5, change: 'surer' }),
      rated({ helped: 2, change: 'surer' }),
      rated({ change: 'none' }),
      rated({}),
    ];

    expect(figuresIn(week48, consultations).helped).toEqual({
      of: 2,
      mean: 3.5,
      changes: [
        { change: 'none', count: 1 },
        { change: 'surer', count: 2 },
      ],
    });
  });

  test('is what the privacy guard has stopped, and how many have been trained', () => {
    const tally = { kind: 'tally' as const, id: 't', area: 'pohjois' as const, ...week48, stopped: { hetu: 2 } };
    const training = { topic: 'Neuvo', by: 'x', at: '2026-11-23T08:00:00.000Z' };
    const trainings = [
      { ...training, on: '2026-11-29', participants: 12 },
      { ...training, on: '2026-11-30', participants: 5 },
      { ...training, on: '2026-01-08', participants: 30 },
    ];
    const centre = { kind: 'centre' as const, id: centreId('pohjois'), area: 'pohjois' as const, coordinators: null, trainings };

    expect(figuresIn(week48, [], { tally, centre })).toMatchObject({
      stopped: [{ kind: 'hetu', count: 2 }],
      training: { week: { trainings: 1, participants: 12 }, year: { trainings: 2, participants: 42 } },
    });
  });
});

describe('the consultations behind a figure', () => {
  const closed = lived(opened(), [lead, claim], [lead, actOf('answer')], [requester, actOf('close', { helped: 5 })]);
  const all = [opened({}, '2026-11-24T08:00:00.000Z'), closed, opened({}, '2026-11-16T08:00:00.000Z')];
  const behind = (figure: Parameters<typeof casesBehind>[0]) =>
    casesBehind(figure, 'pohjois', weekOf(week48), materialOf(all, 'pohjois', { at: '2026-12-01T08:00:00.000Z' }));

  test('are as many as the figure says, the newest first', () => {
    expect(behind('asked')).toEqual([all[0], closed]);
    expect(behind('answered')).toEqual([closed]);
    expect(behind('redirected')).toEqual([]);
  });

  test('are those that need somebody now, the most pressing first', () => {
    expect(behind('living')).toEqual([all[2], all[0]]);
    expect(behind('overdue')).toEqual([all[2]]);
  });
});

function times(count: number, date: string): Consultation[] {
  return Array.from({ length: count }, () => opened({}, `${date}T10:00:00.000Z`));
}

function livedThrough(presses: Parameters<typeof walk>[0], index: number): Consultation[] {
  const last = [...walk(presses)].filter(isDone).at(-1);
  return last ? [{ ...last.decision.next, id: uuid(index) }] : [];
}

// Goes through a history as somebody with a pencil would: an answer counts unless it has been answered already.
function slowlyAnswered({ history }: Consultation): string[] {
  return history
    .filter(({ verb, seq }) => {
      const since = history.slice(0, seq - 1).findLastIndex((entry) => entry.verb === 'reopen');
      return verb === 'answer' && !history.slice(since + 1, seq - 1).some((entry) => entry.verb === 'answer');
    })
    .map(({ at }) => at);
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
