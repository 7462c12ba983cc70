import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Act } from '../../src/domain/command.ts';
import { open } from '../../src/domain/decide.ts';
import {
  addNotices,
  dueNotices,
  givenUp,
  isLeased,
  isPost,
  keyOf,
  leased,
  type Notice,
  type Outbox,
  placeOf,
  postponed,
  settled,
  type Telling,
  unleased,
} from '../../src/domain/notice.ts';
import { uuid } from '../support/clock.ts';
import { actOf, actors, attempt, directory, inStatus, lived, monday, national, opened, requestOf } from '../support/consultations.ts';

const { requester, lead, 'co-expert': colleague, coordinator } = actors;
const later = '2026-11-23T08:01:00.000Z';
const card: Telling = { type: 'channel-card', card: 0 };
const cardRefresh: Telling = { type: 'channel-card-refresh', card: 0 };
const statusRefresh: Telling = { type: 'status-card-refresh' };
const threadPost = (entry: number): Telling => ({ type: 'thread-post', card: 0, entry });
const askerPost = (entry: number): Telling => ({ type: 'asker-post', entry });

/** An outbox to which these have been added, one commit after the other. */
function outboxOf(...commits: Telling[][]): Outbox {
  const notices = commits.reduce<Notice[]>((waiting, tellings, index) => addNotices(waiting, tellings, index + 1), []);
  return { notices, failures: [], lease: null, tickAt: null, alarmAt: null };
}

/** A failure that may be tried again at an instant. */
function failure(notBefore: string) {
  return { at: monday, reason: 'http-503', notBefore };
}

function firstOf({ notices }: Outbox): Notice {
  const [first] = notices;
  if (!first) throw new Error('nothing waits');
  return first;
}

function keys(notices: Notice[]): string[] {
  return notices.map(({ key }) => key);
}

describe('what waits', () => {
  test('stands in the order in which it came', () => {
    expect(keys(outboxOf([card], [threadPost(2), askerPost(2)], [threadPost(3)]).notices)).toEqual([
      'channel-card:0',
      'thread-post:0:2',
      'asker-post:2',
      'thread-post:0:3',
    ]);
  });

  test('holds one refresh of each card, in its place, for the newest that asked for it', () => {
    const { notices } = outboxOf([cardRefresh, threadPost(1)], [statusRefresh], [cardRefresh]);

    expect(notices.map(({ key, seq }) => [key, seq])).toEqual([
      ['channel-card-refresh:0', 3],
      ['thread-post:0:1', 1],
      ['status-card-refresh', 2],
    ]);
  });

  test('waits as long as Teams has asked to, also for what comes newly', () => {
    const throttled = postponed(outboxOf([cardRefresh]), firstOf(outboxOf([cardRefresh])), failure(later));

    expect(addNotices(throttled.notices, [cardRefresh], 2)).toMatchObject([{ seq: 2, attempts: 1, notBefore: later }]);
  });

  test('has one key for each thing that is told, whichever it is', () => {
    const tellings: Telling[] = [
      ...[card, cardRefresh, statusRefresh, threadPost(1), threadPost(2), askerPost(1), askerPost(2)],
      { type: 'channel-card', card: 1 },
      { type: 'channel-card-refresh', card: 1 },
      { type: 'thread-post', card: 1, entry: 2 },
      { type: 'status-card' },
      { type: 'coordinator-post', person: 'a', entry: 1 },
      { type: 'coordinator-post', person: 'b', entry: 1 },
      { type: 'coordinator-post', person: 'a', entry: 2 },
    ];

    expect(new Set(tellings.map(keyOf)).size).toBe(tellings.length);
  });

  test('goes to the card with its thread, to the asker, or to a coordinator', () => {
    const { notices } = outboxOf([card, cardRefresh, threadPost(1), { type: 'status-card' }, statusRefresh, askerPost(1)]);
    const [post] = outboxOf([{ type: 'coordinator-post', person: 'kaisa', entry: 1 }]).notices;

    expect(notices.map(({ telling }) => placeOf(telling))).toEqual(['card:0', 'card:0', 'card:0', 'asker', 'asker', 'asker']);
    expect(post && placeOf(post.telling)).toBe('person:kaisa');
  });

  test('is a message, or the bringing up to date of one', () => {
    expect([card, threadPost(1), askerPost(1), { type: 'status-card' } as const].every(isPost)).toBe(true);
    expect([cardRefresh, statusRefresh].some(isPost)).toBe(false);
  });
});

describe('what may be sent', () => {
  test('is the first of each place, so that order is kept there', () => {
    const { notices } = outboxOf([card, { type: 'status-card' }], [threadPost(2), askerPost(2)]);

    expect(keys(dueNotices(notices, monday))).toEqual(['channel-card:0', 'status-card']);
  });

  test('is nothing of a place whose first must wait, until it need not', () => {
    const { notices } = postponed(outboxOf([card], [threadPost(2), askerPost(2)]), firstOf(outboxOf([card])), failure(later));

    expect(keys(dueNotices(notices, monday))).toEqual(['asker-post:2']);
    expect(keys(dueNotices(notices, later))).toEqual(['channel-card:0', 'asker-post:2']);
  });

  test('is nothing where nothing waits', () => {
    expect(dueNotices([], monday)).toEqual([]);
  });
});

describe('what was sent', () => {
  test('is gone', () => {
    const outbox = outboxOf([card, threadPost(1)]);

    expect(keys(settled(outbox, firstOf(outbox)).notices)).toEqual(['thread-post:0:1']);
  });

  test('leaves a newer refresh of its key waiting', () => {
    const sent = firstOf(outboxOf([cardRefresh]));
    const outbox = outboxOf([cardRefresh], [cardRefresh]);

    expect(settled(outbox, sent).notices).toEqual(outbox.notices);
    expect(givenUp(outbox, sent, monday, 'gone').notices).toEqual(outbox.notices);
    expect(postponed(outbox, sent, failure(later)).notices).toMatchObject([{ seq: 2, attempts: 1, notBefore: later }]);
  });

  test('and failed may be tried again, and counts its attempts', () => {
    const once = postponed(outboxOf([card]), firstOf(outboxOf([card])), failure(monday));

    const twice = postponed(once, firstOf(once), failure(later));

    expect(twice.notices).toMatchObject([
      { key: 'channel-card:0', attempts: 2, failing: { since: monday, reason: 'http-503', isTold: false }, notBefore: later },
    ]);
  });

  test('and was given up stays visible, with when and why, and holds up nobody', () => {
    const outbox = outboxOf([card], [threadPost(2)]);

    const after = givenUp(outbox, firstOf(outbox), monday, 'gone');

    expect(after.failures).toEqual([{ notice: firstOf(outbox), at: monday, reason: 'gone' }]);
    expect(keys(dueNotices(after.notices, monday))).toEqual(['thread-post:0:2']);
  });
});

describe('the lease', () => {
  test('lasts half a minute, and the alarm rings when it ends', () => {
    const taken = leased(outboxOf([card]), 'one process', monday);

    expect(taken).toMatchObject({
      lease: { holder: 'one process', until: '2026-11-23T08:00:30.000Z' },
      alarmAt: '2026-11-23T08:00:30.000Z',
    });
    expect(isLeased(taken, '2026-11-23T08:00:29.999Z')).toBe(true);
    expect(isLeased(taken, '2026-11-23T08:00:30.000Z')).toBe(false);
  });

  test('is nobody’s before it is taken and after it is given back', () => {
    expect(isLeased(outboxOf([card]), monday)).toBe(false);
    expect(isLeased(unleased(leased(outboxOf([card]), 'one process', monday), monday), monday)).toBe(false);
  });

  test('given back sets the alarm to when the next may be sent', () => {
    const outbox = outboxOf([card], [askerPost(2)]);
    const [first, second] = outbox.notices;
    if (!first || !second) throw new Error('two wait');

    const waiting = postponed(postponed(outbox, first, failure('2026-11-23T08:02:00.000Z')), second, failure(later));

    expect(unleased(waiting, monday).alarmAt).toBe(later);
    expect(unleased(outbox, monday).alarmAt).toBe(monday);
    expect(unleased(outboxOf(), monday).alarmAt).toBeNull();
  });

  test('given back is not alarmed by what stands behind something that must wait', () => {
    const outbox = outboxOf([card], [threadPost(2)]);

    const { alarmAt, notices } = unleased(postponed(outbox, firstOf(outbox), failure(later)), monday);

    expect(alarmAt).toBe(later);
    expect(dueNotices(notices, monday)).toEqual([]);
  });
});

describe('however commands and deliveries come between each other', () => {
  type Happening = { tell: number } | { deliver: number; fails: boolean };
  const happening = fc.oneof(
    fc.record({ tell: fc.nat({ max: 4 }) }),
    fc.record({ deliver: fc.nat(), fails: fc.boolean() }),
  ) as fc.Arbitrary<Happening>;

  /** What a commit of each kind tells. */
  function tellingsOf(kind: number, entry: number): Telling[] {
    const person = { type: 'coordinator-post', person: 'kaisa', entry } as const;
    const kinds = [
      [cardRefresh, statusRefresh],
      [threadPost(entry)],
      [askerPost(entry), statusRefresh],
      [person],
      [cardRefresh, threadPost(entry)],
    ];
    return kinds[kind] ?? [];
  }

  /** Lives through it all, then delivers what is left; answers what was committed and what was sent. */
  function liveThrough(happenings: Happening[]) {
    const committed: Notice[] = [];
    const sent: Notice[] = [];
    let outbox = outboxOf();
    let seq = 0;
    const deliver = (which: number, fails: boolean) => {
      const due = dueNotices(outbox.notices, monday);
      const notice = due[which % due.length];
      if (!notice) return;
      if (!fails) sent.push(notice);
      outbox = fails ? postponed(outbox, notice, failure(monday)) : settled(outbox, notice);
    };
    for (const one of happenings) {
      if ('deliver' in one) deliver(one.deliver, one.fails);
      else {
        seq += 1;
        outbox = { ...outbox, notices: addNotices(outbox.notices, tellingsOf(one.tell, seq), seq) };
        committed.push(...outbox.notices.filter((notice) => notice.seq === seq));
      }
    }
    while (outbox.notices.length > 0) deliver(0, false);
    return { committed, sent };
  }

  test('every post is sent once, and in each place in the order of the commits', () => {
    const lives = fc.property(fc.array(happening, { size: 'max', maxLength: 80 }), (happenings) => {
      const { committed, sent } = liveThrough(happenings);
      const posts = (notices: Notice[], place: string) =>
        keys(notices.filter((one) => isPost(one.telling) && placeOf(one.telling) === place));
      for (const place of ['card:0', 'asker']) expect(posts(sent, place)).toEqual(posts(committed, place));
    });
    fc.assert(lives);
  });

  test('a coordinator is sent one card for all that has happened while it waited, after the last of it', () => {
    const lives = fc.property(fc.array(happening, { size: 'max', maxLength: 80 }), (happenings) => {
      const { committed, sent } = liveThrough(happenings);
      const last = (notices: Notice[]) => notices.findLast((one) => placeOf(one.telling) === 'person:kaisa')?.seq;
      expect(last(sent)).toBe(last(committed));
    });
    fc.assert(lives);
  });

  test('the last refresh of a card is sent, and nothing is sent twice', () => {
    const lives = fc.property(fc.array(happening, { size: 'max', maxLength: 80 }), (happenings) => {
      const { committed, sent } = liveThrough(happenings);
      const last = (notices: Notice[], key: string) => notices.findLast((one) => one.key === key)?.seq;
      for (const key of ['channel-card-refresh:0', 'status-card-refresh']) expect(last(sent, key)).toBe(last(committed, key));
      expect(new Set(sent.map(({ key, seq }) => `${key} ${seq}`)).size).toBe(sent.length);
    });
    fc.assert(lives);
  });
});

describe('what is told', () => {
  const refreshes = ['channel-card-refresh:0', 'status-card-refresh'];
  // Two entries before: the request and the claim.
  const claimed = lived(opened(), [lead, actOf('claim')]);
  const closedByLead = lived(claimed, [lead, actOf('answer')], [lead, actOf('close')]);

  function told(...given: Parameters<typeof attempt>): string[] {
    const decision = attempt(...given);
    return 'refusal' in decision ? [decision.refusal.code] : decision.tellings.map(keyOf);
  }

  function toldOfAsking(change: object): string[] {
    const command = {
      verb: 'submit',
      id: uuid(1),
      key: uuid(1),
      reference: 'OT-234567',
      request: requestOf(change),
      checked: false,
    } as const;
    const decision = open(command, { at: monday, actor: requester, directory });
    return 'refusal' in decision ? [] : decision.tellings.map(keyOf);
  }

  test('of asking: the asker by their card, the network by its own', () => {
    expect(toldOfAsking({})).toEqual(['status-card', 'channel-card:0']);
  });

  test('of asking where no network fits: the centre’s coordinators, or the nation’s', () => {
    expect(toldOfAsking({ county: '12', field: 'paihteet' })).toEqual(['status-card', 'coordinator-post:eero.elsewhere:1']);
    expect(toldOfAsking({ county: '91' })).toEqual(['status-card', 'coordinator-post:nora.national:1']);
  });

  test.each<[string, Act, (typeof actors)[keyof typeof actors], string[]]>([
    ['claiming: the asker', actOf('claim'), lead, [...refreshes, 'asker-post:2']],
    ['revising: the thread', actOf('revise'), requester, [...refreshes, 'thread-post:0:2']],
    ['withdrawing: the thread', actOf('withdraw'), requester, [...refreshes, 'thread-post:0:2']],
    ['the asker’s message: the thread', actOf('message'), requester, ['thread-post:0:2']],
    ['more information: the thread', actOf('give-info'), requester, ['thread-post:0:2']],
  ])('of what is open: %s', (_, act, actor, tellings) => {
    expect(told(opened(), actor, act)).toEqual(tellings);
  });

  test.each<[string, Act, (typeof actors)[keyof typeof actors], string[]]>([
    ['joining: the thread', actOf('join', { discipline: 'health' }), colleague, [...refreshes, 'thread-post:0:3']],
    ['releasing: both', actOf('release'), lead, [...refreshes, 'thread-post:0:3', 'asker-post:3']],
    ['asking for more: both', actOf('ask-info'), lead, [...refreshes, 'thread-post:0:3', 'asker-post:3']],
    ['answering: both', actOf('answer'), lead, [...refreshes, 'thread-post:0:3', 'asker-post:3']],
    ['an expert’s message: both', actOf('message'), lead, ['thread-post:0:3', 'asker-post:3']],
    ['a message from the thread: the asker alone', actOf('message', { heard: true }), lead, ['asker-post:3']],
    ['withdrawing: the thread', actOf('withdraw'), requester, [...refreshes, 'thread-post:0:3']],
  ])('of what is claimed: %s', (_, act, actor, tellings) => {
    expect(told(claimed, actor, act)).toEqual(tellings);
  });

  test.each<[string, Act, (typeof actors)[keyof typeof actors], string[]]>([
    ['leaving: the thread', actOf('leave'), colleague, [...refreshes, 'thread-post:0:5']],
    ['the information that was asked for: the thread', actOf('give-info'), requester, [...refreshes, 'thread-post:0:5']],
  ])('of what is waiting: %s', (_, act, actor, tellings) => {
    expect(told(inStatus('waiting'), actor, act)).toEqual(tellings);
  });

  test.each<[string, Act, (typeof actors)[keyof typeof actors], string[]]>([
    ['closing by an expert: both', actOf('close'), lead, [...refreshes, 'thread-post:0:5', 'asker-post:5']],
    ['closing by the asker: the thread', actOf('close'), requester, [...refreshes, 'thread-post:0:5']],
    ['reopening by the asker: the thread', actOf('reopen'), requester, [...refreshes, 'thread-post:0:5']],
    ['reopening by an expert: both', actOf('reopen'), lead, [...refreshes, 'thread-post:0:5', 'asker-post:5']],
  ])('of what is answered: %s', (_, act, actor, tellings) => {
    expect(told(inStatus('answered'), actor, act)).toEqual(tellings);
  });

  test('of the asker’s two answers afterwards: the thread', () => {
    expect(told(closedByLead, requester, actOf('close', { helped: 5 }))).toEqual([...refreshes, 'thread-post:0:5']);
  });

  test('of redirecting: the thread that it leaves, the new network, and the asker', () => {
    expect(told(claimed, lead, actOf('redirect'))).toEqual([...refreshes, 'thread-post:0:3', 'channel-card:1', 'asker-post:3']);
  });

  test('of redirecting after a conversation: the new network hears what was said with the asker', () => {
    const spoken = lived(claimed, [lead, actOf('ask-info')], [requester, actOf('give-info')]);

    expect(told(spoken, lead, actOf('redirect')).slice(3)).toEqual([
      'channel-card:1',
      'thread-post:1:3',
      'thread-post:1:4',
      'asker-post:5',
    ]);
  });

  test('of redirecting to where no network is: its coordinators', () => {
    const tellings = told(opened(), coordinator, actOf('redirect', { target: 'area:lansi' }));

    expect(tellings).toEqual([...refreshes, 'thread-post:0:2', 'coordinator-post:nora.national:2', 'asker-post:2']);
  });

  test('of revising to another county: as of redirecting', () => {
    const tellings = told(opened(), requester, actOf('revise', { request: requestOf({ county: '12' }) }));

    expect(tellings).toEqual([...refreshes, 'thread-post:0:2', 'channel-card:1', 'asker-post:2']);
  });

  test('of revising what the same national network keeps: its thread', () => {
    const rare = opened({ field: 'harvinaiset-sairaudet' }, monday, { ...directory, networks: [national] });

    const decision = attempt(rare, requester, actOf('revise', { request: requestOf({ county: '12', field: 'harvinaiset-sairaudet' }) }));

    expect('next' in decision && decision.tellings.map(keyOf)).toEqual([...refreshes, 'thread-post:0:2']);
  });

  describe('while the coordinators have it', () => {
    const atCoordinators = opened({ county: '12', field: 'paihteet' });
    const kept = { request: { ...atCoordinators.request, title: 'Toinen otsikko' } };

    test.each([
      ['the asker’s message', actOf('message'), ['coordinator-post:eero.elsewhere:2']],
      ['more information', actOf('give-info'), ['coordinator-post:eero.elsewhere:2']],
      ['revising', actOf('revise', kept), ['status-card-refresh', 'coordinator-post:eero.elsewhere:2']],
      ['withdrawing', actOf('withdraw'), ['status-card-refresh', 'coordinator-post:eero.elsewhere:2']],
    ])('of %s: the coordinators', (_, act, tellings) => {
      expect(told(atCoordinators, requester, act)).toEqual(tellings);
    });

    test('of redirecting: the network that gets it, with what was said, and the asker', () => {
      const spoken = lived(atCoordinators, [requester, actOf('give-info')]);

      const tellings = told(spoken, actors['coordinator elsewhere'], actOf('redirect', { target: 'area:pohjois' }));

      expect(tellings).toEqual(['status-card-refresh', 'channel-card:0', 'thread-post:0:2', 'asker-post:3']);
    });
  });
});

test('what was given up is kept once, however often it is tried anew, and the newest of very many', () => {
  const posts = (entry: number) => outboxOf([askerPost(entry)]).notices[0] as Notice;
  const often = [1, 1, 2].reduce((outbox, entry) => givenUp(outbox, posts(entry), monday, 'http-404'), outboxOf());
  const many = Array.from({ length: 600 }, (_, entry) => posts(entry)).reduce(
    (outbox, notice) => givenUp(outbox, notice, monday, 'http-404'),
    outboxOf(),
  );

  expect(often.failures.map(({ notice }) => notice.key)).toEqual(['asker-post:1', 'asker-post:2']);
  expect(many.failures).toHaveLength(500);
  expect(many.failures.at(-1)?.notice.key).toBe('asker-post:599');
});
