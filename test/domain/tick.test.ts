import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Instant, isBusinessTime } from '../../src/domain/calendar.ts';
import { breachesOf, type Consultation } from '../../src/domain/consultation.ts';
import { tick } from '../../src/domain/decide.ts';
import { breaksOf, type Directory, type Network } from '../../src/domain/network.ts';
import { keyOf } from '../../src/domain/notice.ts';
import { defaultTiming } from '../../src/domain/timing.ts';
import { actOf, actorOf, actors, type Doing, directory, frozen, inStatus, lived, north, opened } from '../support/consultations.ts';
import { life, walk, directory as walksDirectory } from '../support/walks.ts';

type Struck = { at: string; verb: string; people: string[]; told: string[] };

const { lead, member, 'co-expert': colleague, requester, coordinator } = actors;
const withDuty = within({ duty: { turns: 'together', people: [member.person, colleague.person], from: '2026-11-23' } });

/** The instant of a time on the wall in Finland, in winter or in summer. */
function winter(time: string): Instant {
  return new Date(`${time}:00+02:00`).toISOString();
}

function summer(time: string): Instant {
  return new Date(`${time}:00+03:00`).toISOString();
}

/** The country, in which something of the north's network is different. */
function within(change: Partial<Network>): Directory {
  return { ...directory, networks: directory.networks.map((one) => (one === north ? { ...north, ...change } : one)) };
}

/** What the clock does until an instant, if somebody looks whenever it wants to be looked at; and what is left then. */
function until(end: Instant, consultation: Consultation, country = directory): { struck: Struck[]; left: Consultation } {
  const struck: Struck[] = [];
  let left = consultation;
  while (left.tickAt !== null && left.tickAt <= end) {
    const at = left.tickAt;
    const decision = tick(frozen(left), { at, directory: country });
    const entry = decision.next.history.at(-1);
    if (!decision.repeated && entry)
      struck.push({ at, verb: entry.verb, people: (entry.people ?? []).map(({ name }) => name), told: decision.tellings.map(keyOf) });
    left = decision.next;
  }
  return { struck, left };
}

function verbsUntil(end: Instant, consultation: Consultation, country = directory): [Instant, string][] {
  return until(end, consultation, country).struck.map(({ at, verb }) => [at, verb]);
}

function claimedAt(at: Instant, urgency: 'normal' | 'soon' | 'urgent' = 'normal', asked = at): Consultation {
  return lived(opened({ urgency }, asked), [lead, actOf('claim'), at]);
}

const toCoordinator = `coordinator-post:${coordinator.person.id}`;

describe('what nobody claims', () => {
  test('calls the first thirty of a crowd that an older release took on duty: ten by name, the others by number', () => {
    const people = Array.from({ length: 400 }, (_, index) => actorOf(`Expert ${index}`).person);
    const country = within({ duty: { turns: 'together', people, from: '2026-11-23' } });

    const { left } = until(winter('2026-11-24T12:00'), opened({}, winter('2026-11-23T10:00'), country), country);

    expect(left.history.at(-1)).toMatchObject({ verb: 'remind', people: people.slice(0, 10), others: 20 });
  });

  test('calls those on duty after a working day, the coordinator after two, and is overdue the morning after the promise', () => {
    const { struck } = until(winter('2026-12-31T12:00'), opened({}, winter('2026-11-23T10:00'), withDuty), withDuty);

    expect(struck).toEqual([
      { at: winter('2026-11-24T10:00'), verb: 'remind', people: ['Mira Member', 'Cilla Colleague'], told: ['thread-post:0:2'] },
      { at: winter('2026-11-25T10:00'), verb: 'escalate', people: [], told: [`${toCoordinator}:3`] },
      { at: winter('2026-12-01T08:00'), verb: 'breach', people: [], told: [`${toCoordinator}:4`] },
    ]);
  });

  test.each([
    ['soon', winter('2026-11-23T14:00'), winter('2026-11-24T10:00')],
    ['urgent', winter('2026-11-23T12:00'), winter('2026-11-23T14:00')],
  ] as const)('and is %s is called for sooner', (urgency, remind, escalate) => {
    expect(verbsUntil(escalate, opened({ urgency }, winter('2026-11-23T10:00')))).toEqual([
      [remind, 'remind'],
      [escalate, 'escalate'],
    ]);
  });

  test('and no network has is brought to the coordinator again, and nobody is called', () => {
    const nowhere = opened({ field: 'muu' }, winter('2026-11-23T10:00'), { ...directory, networks: [] });

    expect(until(winter('2026-11-30T12:00'), nowhere).struck).toMatchObject([{ verb: 'escalate', told: [`${toCoordinator}:2`] }]);
  });

  test('waits over Midsummer without a sound', () => {
    const asked = opened({ urgency: 'urgent' }, summer('2026-06-18T15:00'));

    expect(verbsUntil(summer('2026-06-22T12:00'), asked)).toEqual([
      [summer('2026-06-22T09:00'), 'remind'],
      [summer('2026-06-22T11:00'), 'escalate'],
    ]);
  });

  test('begins anew in the network to which it is redirected', () => {
    const redirected = lived(opened({}, winter('2026-11-23T10:00')), [
      coordinator,
      actOf('redirect', { target: 'area:ita' }),
      winter('2026-11-24T09:00'),
    ]);

    expect(verbsUntil(winter('2026-11-26T12:00'), redirected)).toEqual([
      [winter('2026-11-25T09:00'), 'remind'],
      [winter('2026-11-26T09:00'), 'escalate'],
    ]);
  });

  test('and is redirected when the promise has passed is not reported a second time as overdue', () => {
    const late = until(winter('2026-12-01T08:00'), opened({}, winter('2026-11-23T10:00'))).left;
    const redirected = lived(late, [coordinator, actOf('redirect', { target: 'area:ita' }), winter('2026-12-01T10:00')]);

    expect(verbsUntil(winter('2026-12-31T12:00'), redirected).map(([, verb]) => verb)).toEqual(['remind', 'escalate']);
  });
});

describe('what somebody has claimed', () => {
  test('warns the lead on the morning of the last day; then it is overdue', () => {
    const busy = ['2026-11-24', '2026-11-26', '2026-11-27'].map((day): Doing => [lead, actOf('message'), winter(`${day}T09:00`)]);
    const { struck } = until(winter('2026-12-01T12:00'), lived(claimedAt(winter('2026-11-23T10:00')), ...busy));

    expect(struck).toEqual([
      { at: winter('2026-11-30T08:00'), verb: 'warn', people: ['Leo Lead'], told: ['thread-post:0:6'] },
      { at: winter('2026-12-01T08:00'), verb: 'breach', people: [], told: [`${toCoordinator}:7`] },
    ]);
  });

  test('and forgotten asks the lead after three working days, and returns to the channel after five', () => {
    const { struck, left } = until(winter('2026-12-09T07:00'), claimedAt(winter('2026-12-01T10:00')), withDuty);

    expect(struck).toEqual([
      { at: winter('2026-12-04T10:00'), verb: 'nudge', people: ['Leo Lead'], told: ['thread-post:0:3'] },
      { at: winter('2026-12-08T08:00'), verb: 'warn', people: ['Leo Lead'], told: ['thread-post:0:4'] },
      {
        at: winter('2026-12-08T10:00'),
        verb: 'return',
        people: ['Mira Member', 'Cilla Colleague'],
        told: ['channel-card-refresh:0', 'status-card-refresh', 'thread-post:0:5', 'asker-post:5'],
      },
    ]);
    expect(left).toMatchObject({ status: 'open', seats: [] });
  });

  test('is alive while one of its experts says or does something, but not because the asker writes', () => {
    const claimed = claimedAt(winter('2026-11-23T10:00'));
    const answered = lived(claimed, [lead, actOf('message'), winter('2026-11-25T10:00')]);
    const asked = lived(claimed, [requester, actOf('message'), winter('2026-11-25T10:00')]);

    expect(verbsUntil(winter('2026-11-26T12:00'), answered)).toEqual([]);
    expect(verbsUntil(winter('2026-11-26T12:00'), asked)).toEqual([[winter('2026-11-26T10:00'), 'nudge']]);
  });

  test('and waits for the asker stands still, and goes on where it was', () => {
    const waiting = lived(claimedAt(winter('2026-11-23T10:00'), 'urgent'), [lead, actOf('ask-info'), winter('2026-11-23T11:00')]);
    expect(waiting.tickAt).toBeNull();

    const heard = lived(waiting, [requester, actOf('give-info'), winter('2026-12-14T11:00')]);
    expect(verbsUntil(winter('2026-12-16T12:00'), heard)).toEqual([
      [winter('2026-12-15T14:00'), 'warn'],
      [winter('2026-12-16T08:00'), 'breach'],
    ]);
  });

  test('on the last working day of the year is overdue on the first of the next', () => {
    const claimed = claimedAt(winter('2026-12-30T09:00'), 'urgent');
    expect(claimed.dueAt).toBe(winter('2026-12-31T16:00'));

    expect(verbsUntil(winter('2027-01-04T12:00'), claimed)).toEqual([
      [winter('2026-12-31T14:00'), 'warn'],
      [winter('2027-01-04T08:00'), 'breach'],
    ]);
  });

  test.each([
    ['spring', winter('2026-03-26T15:00'), summer('2026-03-31T15:00')],
    ['autumn', summer('2026-10-22T15:00'), winter('2026-10-27T15:00')],
  ])('over the night of %s in which the clock is turned is asked after at the same hour by the wall', (_, claimed, nudge) => {
    expect(verbsUntil(nudge, claimedAt(claimed)).at(-1)).toEqual([nudge, 'nudge']);
  });
});

describe('what has been answered', () => {
  test('is closed when nobody has spoken of it for fourteen days, and the asker is asked whether it helped', () => {
    const { struck, left } = until(winter('2026-12-31T12:00'), inStatus('answered'));

    expect(struck).toEqual([
      {
        at: winter('2026-12-07T10:00'),
        verb: 'lapse',
        people: [],
        told: ['channel-card-refresh:0', 'status-card-refresh', 'thread-post:0:5', 'asker-post:5'],
      },
    ]);
    expect(left).toMatchObject({ status: 'closed', closedAt: winter('2026-12-07T10:00'), outcome: null, tickAt: null });
  });

  test('is not closed while they speak', () => {
    const spoken = lived(inStatus('answered'), [requester, actOf('give-info'), winter('2026-12-04T10:00')]);

    expect(verbsUntil(winter('2026-12-17T12:00'), spoken)).toEqual([]);
  });
});

test('what is closed or withdrawn wants nothing of the clock', () => {
  expect([inStatus('closed').tickAt, inStatus('withdrawn').tickAt]).toEqual([null, null]);
});

describe('after a week without Neuvo', () => {
  const morning = winter('2026-12-07T09:30');

  test.each([
    ['nobody has claimed', opened({}, winter('2026-11-23T10:00')), 'breach'],
    ['somebody has claimed', claimedAt(winter('2026-11-23T10:00')), 'return'],
    ['has been answered', inStatus('answered'), undefined],
  ])('what %s has one thing to say', (_, consultation, verb) => {
    const decision = tick(consultation, { at: morning, directory });

    expect(decision.repeated ? undefined : decision.next.history.at(-1)?.verb).toBe(verb);
    expect(tick(decision.next, { at: morning, directory }).repeated).toBe(true);
  });

  test('what returns overdue is told to the coordinator, who has heard nothing of it yet', () => {
    const { tellings } = tick(claimedAt(winter('2026-11-23T10:00')), { at: morning, directory });

    expect(tellings.map(keyOf)).toContain(`${toCoordinator}:3`);
  });

  test('what returns on the very stroke of the promise’s end is told to the coordinator once: in the morning, as everything that ends then', () => {
    const claimed = claimedAt(winter('2026-11-23T10:00'));
    const { next, tellings } = tick(claimed, { at: claimed.dueAt, directory });
    const { struck } = until(winter('2026-12-01T09:00'), next);

    expect(next.history.at(-1)).toMatchObject({ verb: 'return' });
    expect([...tellings.map(keyOf), ...struck.flatMap(({ told }) => told)].filter((key) => key.startsWith(toCoordinator))).toEqual([
      `${toCoordinator}:4`,
    ]);
  });

  test('nothing is said in the night or on a Sunday; it is said the next working morning', () => {
    const night = tick(opened({}, winter('2026-11-23T10:00')), { at: winter('2026-12-05T23:00'), directory });

    expect(night).toMatchObject({ repeated: true, next: { tickAt: winter('2026-12-07T08:00') } });
  });
});

describe('a lead who has left the channel', () => {
  const absent = [lead.person.id];
  const night = winter('2026-11-24T02:00');
  const look = (consultation: Consultation, change = {}) => tick(frozen(consultation), { at: night, directory, absent, ...change });

  test.each(['claimed', 'waiting'] as const)(
    'leaves what is %s to the channel at once, also at night, and the asker hears it',
    (status) => {
      const { next, tellings } = look(inStatus(status));
      const { length } = next.history;

      expect(next).toMatchObject({ status: 'open', network: north.id, seats: [], waitingSince: null });
      expect(next.history.at(-1)).toMatchObject({ by: null, verb: 'vacate', to: 'open' });
      expect(tellings.map(keyOf)).toEqual([
        'channel-card-refresh:0',
        'status-card-refresh',
        `thread-post:0:${length}`,
        `asker-post:${length}`,
      ]);
      expect(breachesOf(next)).toEqual([]);
    },
  );

  test('calls those on duty, but not themselves', () => {
    const duty = { turns: 'together' as const, people: [lead.person, member.person], from: '2026-11-23' };

    expect(look(inStatus('claimed'), { directory: within({ duty }) }).next.history.at(-1)?.people).toEqual([member.person]);
  });

  test.each(['open', 'answered', 'closed', 'withdrawn'] as const)('changes nothing of what is %s', (status) => {
    const consultation = inStatus(status);

    expect(look(consultation)).toEqual({ next: consultation, tellings: [], repeated: true });
  });

  test('leaves it once, however often one looks', () => {
    expect(look(look(inStatus('claimed')).next).repeated).toBe(true);
  });

  test('and a promise behind, is told to the coordinators, who have not heard yet that it is broken', () => {
    const late = winter('2026-12-07T09:30');

    expect(look(claimedAt(winter('2026-11-23T10:00')), { at: late }).tellings.map(keyOf)).toContain(`${toCoordinator}:3`);
    const known = until(winter('2026-12-01T08:00'), opened({}, winter('2026-11-23T10:00'))).left;
    const claimed = lived(known, [lead, actOf('claim'), winter('2026-12-01T09:00')]);
    expect(
      look(claimed, { at: late })
        .tellings.map(keyOf)
        .filter((key) => key.startsWith('coordinator')),
    ).toEqual([]);
  });

  test('has it called for anew like what has just come', () => {
    const { next } = look(inStatus('claimed'), { at: winter('2026-11-24T10:00') });

    expect(verbsUntil(winter('2026-11-26T12:00'), next)).toEqual([
      [winter('2026-11-25T10:00'), 'remind'],
      [winter('2026-11-26T10:00'), 'escalate'],
    ]);
  });
});

test('a co-expert who has left the channel loses the seat without a word; the lead goes on', () => {
  const { next, tellings } = tick(frozen(inStatus('waiting')), {
    at: winter('2026-11-24T10:00'),
    directory,
    absent: [colleague.person.id],
  });

  expect(next).toMatchObject({ status: 'waiting', seats: [{ expert: lead.person, lead: true }] });
  expect(next.history.at(-1)).toMatchObject({ by: null, verb: 'leave', people: [colleague.person] });
  expect(tellings.map(keyOf)).toEqual(['channel-card-refresh:0', 'status-card-refresh']);
});

describe('a network that is gone', () => {
  const gone = within({ state: 'gone' });

  test.each(['open', 'claimed', 'waiting'] as const)('leaves what is %s to the coordinator, at once, also at night', (status) => {
    const { next, tellings } = tick(inStatus(status), { at: winter('2026-11-24T02:00'), directory: gone });

    expect(next).toMatchObject({ status: 'open', network: null, seats: [], waitingSince: null });
    expect(next.history.at(-1)).toMatchObject({ by: null, verb: 'unroute', network: null });
    expect(tellings.map(keyOf)).toEqual([
      'status-card-refresh',
      `asker-post:${next.history.length}`,
      `${toCoordinator}:${next.history.length}`,
    ]);
    expect(breachesOf(next)).toEqual([]);
  });

  test('leaves what was closed there alone', () => {
    expect(tick(inStatus('closed'), { at: winter('2026-11-24T12:00'), directory: gone }).repeated).toBe(true);
  });
});

describe('a break of its network that begins meanwhile', () => {
  const away = within({ breaks: [{ from: '2026-11-24', to: '2026-12-13' }] });
  const all = { ...away, timings: { pohjois: { ...defaultTiming, breaks: [{ from: '2026-11-24', to: '2026-12-13' }] } } };

  test('keeps it from no coordinator that a claimed request is overdue, and the network hears the rest when it is back', () => {
    const claimed = claimedAt(winter('2026-11-23T10:00'));

    expect(until(winter('2026-12-20T12:00'), claimed, away).struck).toMatchObject([
      { at: winter('2026-12-01T08:00'), verb: 'breach', told: [`${toCoordinator}:3`] },
      { at: winter('2026-12-16T10:00'), verb: 'nudge', people: ['Leo Lead'] },
      { at: winter('2026-12-18T10:00'), verb: 'return' },
    ]);
  });

  test('keeps it from no coordinator that nobody has claimed a request', () => {
    expect(verbsUntil(winter('2026-12-20T12:00'), opened({}, winter('2026-11-23T10:00')), away)).toEqual([
      [winter('2026-11-25T10:00'), 'escalate'],
      [winter('2026-12-01T08:00'), 'breach'],
      [winter('2026-12-14T10:00'), 'remind'],
    ]);
  });

  test('is silent for the coordinators too where the whole area has it', () => {
    expect(verbsUntil(winter('2026-12-20T12:00'), opened({}, winter('2026-11-23T10:00')), all)[0]).toEqual([
      winter('2026-12-14T08:00'),
      'breach',
    ]);
  });
});

test('an area has its own numbers', () => {
  const patient = { ...defaultTiming, remindAfterHours: { normal: 16, soon: 8, urgent: 4 }, normalDays: 14 };
  const country: Directory = { ...directory, timings: { pohjois: patient } };
  const asked = opened({}, winter('2026-11-23T10:00'), country);

  expect(asked.dueAt).toBe(winter('2026-12-07T16:00'));
  expect(verbsUntil(winter('2026-11-25T10:00'), asked, country)).toEqual([[winter('2026-11-25T10:00'), 'remind']]);
});

test('whatever happened, the clock speaks within business time, comes to an end, and leaves a sound document', () => {
  const lives = fc.property(life, (presses) => {
    for (const { before } of [...walk(presses)].slice(-3)) {
      const { struck, left } = until('2030-01-01T00:00:00.000Z', before, walksDirectory);
      expect(struck.length).toBeLessThan(12);
      expect(breachesOf(left)).toEqual([]);
      for (const { at, verb } of struck)
        expect(isBusinessTime(at, isForCoordinators(verb) ? [] : breaksOf(walksDirectory, before))).toBe(true);
    }
  });
  fc.assert(lives, { numRuns: 100 });
});

// What the network's own break does not silence.
function isForCoordinators(verb: string): boolean {
  return verb === 'breach' || verb === 'escalate';
}
