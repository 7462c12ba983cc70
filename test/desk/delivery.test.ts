import { beforeEach, describe, expect, test } from '@jest/globals';
import { leaseMs } from '../../src/domain/notice.ts';
import type { Document, Store, Stored } from '../../src/store/store.ts';
import { createFakeTeams } from '../support/fake-teams.ts';
import { answer, asker, askInfo, claim, createStage, expert, formOf, message, type Stage } from './stage.ts';

let stage: Stage;
// Nothing is left but to remind, a working day later.
const done = { notices: [], lease: null, alarmAt: '2026-11-24T08:00:00.000Z' };

beforeEach(async () => {
  stage = await createStage();
});

/** A moment later, every desk has looked at what is due. */
async function later(ms: number): Promise<void> {
  stage.clock.advance(ms);
  await stage.desk.drain();
}

function count(keys: string[], key: string): number {
  return keys.filter((one) => one === key).length;
}

describe('Notices', () => {
  test('go out one after the other, in the order in which they came to each place', async () => {
    const id = await stage.asked();
    stage.teams.hold();
    await stage.act(id, claim, expert);
    await stage.act(id, askInfo, expert);
    await stage.act(id, message, asker);
    stage.teams.letGo();
    await stage.desk.drain();

    const told = stage.teams.taken();
    expect(told.filter((key) => key.startsWith('thread-post'))).toEqual(['thread-post:0:3', 'thread-post:0:4']);
    expect(told.filter((key) => key.startsWith('asker-post'))).toEqual(['asker-post:2', 'asker-post:3']);
  });

  test('never overtake one another on the way to a place; other places do not wait', async () => {
    stage.teams.refuse('channel-card', { status: 503 });
    const id = await stage.asked();
    await stage.act(id, claim, expert);
    await stage.act(id, askInfo, expert);
    await stage.desk.drain();

    const toChannel = /^(channel|thread)/;
    expect(stage.teams.taken().filter((key) => toChannel.test(key))).toEqual([]);
    expect(stage.teams.taken().filter((key) => /^asker-post/.test(key))).toEqual(['asker-post:2', 'asker-post:3']);
    await later(1_000);
    expect(stage.teams.taken().filter((key) => toChannel.test(key))).toEqual([
      'channel-card:0',
      'channel-card-refresh:0',
      'thread-post:0:3',
    ]);
  });

  test('that were committed while another was sent go out after it, by the same desk', async () => {
    stage.teams.hold();
    const id = await stage.ask();
    await stage.teams.waiting();

    await stage.act(id, claim, expert);
    const { document } = await stage.read(id);
    const triedMeanwhile = stage.teams.tried();
    stage.teams.letGo();
    await stage.desk.drain();

    expect(document.lease?.holder).toBe('first');
    expect(triedMeanwhile).toEqual(['status-card']);
    expect(stage.teams.tried()).toEqual(['status-card', 'channel-card:0', 'channel-card-refresh:0', 'status-card-refresh', 'asker-post:2']);
  });

  test('that were committed by another process while one was sent are left to the desk that is sending', async () => {
    const elsewhere = createFakeTeams();
    const second = stage.openDesk('second', elsewhere);
    stage.teams.hold();
    const id = await stage.ask();
    await stage.teams.waiting();

    await second.act(id, claim, 'claim', expert);
    await second.drain();
    stage.teams.letGo();
    await stage.desk.drain();

    expect(elsewhere.tried()).toEqual([]);
    expect(stage.teams.taken()).toContain('asker-post:2');
  });

  test('that another process commits just before the desk lets go are delivered by the desk, which does not let go then', async () => {
    const second = stage.openDesk('second', createFakeTeams());
    const desk = stage.openDesk('third', stage.teams, {
      store: whenLettingGo(() => second.act(formOf(1).id, claim, 'claim', expert), 'before'),
    });
    await desk.submit(formOf(1), asker);
    await desk.settle();

    expect(stage.teams.taken()).toContain('asker-post:2');
    expect((await stage.read(formOf(1).id)).document).toMatchObject({ status: 'claimed', notices: [], lease: null });
  });

  test('that are committed just after the desk has let go are delivered at once', async () => {
    const store = whenLettingGo(() => desk.act(formOf(1).id, claim, 'claim', expert), 'after');
    const desk = stage.openDesk('third', stage.teams, { store });
    await desk.submit(formOf(1), asker);
    await desk.settle();

    expect(stage.teams.taken()).toContain('asker-post:2');
    expect((await stage.read(formOf(1).id)).document).toMatchObject({ status: 'claimed', notices: [], lease: null });
  });

  test('are settled beside what was committed meanwhile: both changes stay', async () => {
    const second = stage.openDesk('second', createFakeTeams());
    stage.teams.refuse('status-card', { status: 413 });
    stage.teams.hold();
    const id = await stage.ask();
    await stage.teams.waiting();

    await second.act(id, claim, 'claim', expert);
    stage.teams.letGo();
    await stage.desk.drain();

    const { document } = await stage.read(id);
    expect(document).toMatchObject({ status: 'claimed', seats: [{ expert: expert.person }], notices: [], lease: null });
    expect(document.failures.map(({ notice }) => notice.key)).toEqual(['status-card']);
    expect(document.cards[0]?.activity).toBe('activity-1');
  });

  test('of one card collapse into the newest, which shows the newest state', async () => {
    const id = await stage.asked();
    stage.teams.hold();
    await stage.act(id, claim, expert);
    await stage.teams.waiting();
    await stage.act(id, askInfo, expert);
    await stage.act(id, message, asker);
    await stage.act(id, answer, expert);
    stage.teams.letGo();
    await stage.desk.drain();

    // One was under way when the others came, and was drawn from what it knew.
    expect(count(stage.teams.taken(), 'channel-card-refresh:0')).toBe(2);
    expect(count(stage.teams.taken(), 'status-card-refresh')).toBe(1);
    expect(stage.teams.seen()?.status).toBe('answered');
  });
});

describe('A failed send', () => {
  test.each([408, 412, 429, 502, 503, 504, null])('with %s is tried again at its time, and not before', async (status) => {
    stage.teams.refuse('channel-card', { status, retryAfterMs: 60_000 });
    await stage.asked();

    await later(59_999);
    expect(count(stage.teams.tried(), 'channel-card:0')).toBe(1);
    await later(1);
    expect(count(stage.teams.taken(), 'channel-card:0')).toBe(1);
  });

  test('to which Teams named no time is tried again after a pause that chance spreads', async () => {
    stage.teams.refuse('channel-card', { status: 503 });
    const id = await stage.asked();

    expect(await alarmOf(id)).toBe('2026-11-23T08:00:00.750Z');
  });

  test('leaves nothing to do until its time: nobody looks at the consultation, and draining ends', async () => {
    stage.teams.refuse('channel-card', { status: 429, retryAfterMs: 60_000 });
    const id = await stage.asked();
    await stage.act(id, claim, expert);
    await stage.desk.drain();
    const before = await stage.read(id);

    await later(59_999);

    expect(before.document.notices.map(({ key }) => key)).toEqual(['channel-card:0', 'channel-card-refresh:0']);
    expect(await stage.read(id)).toEqual(before);
  });

  test('of a refresh is not tried sooner because there is something newer to show', async () => {
    const id = await stage.asked();
    stage.teams.refuse('channel-card-refresh', { status: 429, retryAfterMs: 60_000 });
    await stage.act(id, claim, expert);
    await stage.desk.drain();
    await stage.act(id, answer, expert);

    await later(59_999);
    expect(count(stage.teams.tried(), 'channel-card-refresh:0')).toBe(1);
    await later(1);
    expect(count(stage.teams.tried(), 'channel-card-refresh:0')).toBe(2);
    expect(stage.teams.taken().slice(-2)).toEqual(['channel-card-refresh:0', 'thread-post:0:3']);
  });

  test('of a refresh holds also for the newer one that came while it was on its way', async () => {
    const id = await stage.asked();
    stage.teams.refuse('channel-card-refresh', { status: 429, retryAfterMs: 60_000 });
    stage.teams.hold();
    await stage.act(id, claim, expert);
    await stage.teams.waiting();
    await stage.act(id, answer, expert);
    stage.teams.letGo();
    await stage.desk.drain();

    await later(59_999);
    expect(count(stage.teams.tried(), 'channel-card-refresh:0')).toBe(1);
    await later(1);
    expect(count(stage.teams.taken(), 'channel-card-refresh:0')).toBe(1);
  });

  test('that is a fault of our own is tried again like a broken connection, and logged with its origin', async () => {
    stage.teams.refuse('status-card', new RangeError('a view that cannot be drawn'));
    await stage.asked();

    await later(1_000);

    expect(stage.teams.taken()).toContain('status-card');
    expect(stage.logged.find((line) => line.includes('notice postponed'))).toContain('"fault":"RangeError\\n');
  });
});

describe('A desk that dies while it sends', () => {
  test('is replaced by another when its lease has run out, and not before', async () => {
    const next = createFakeTeams();
    const second = stage.openDesk('second', next);
    stage.teams.hold();
    const id = await stage.ask();
    await stage.teams.waiting();

    stage.clock.advance(leaseMs - 1);
    await second.drain();
    expect(next.tried()).toEqual([]);
    stage.clock.advance(1);
    await second.drain();

    expect(next.taken()).toEqual(['status-card', 'channel-card:0']);
    expect((await stage.read(id)).document).toMatchObject(done);
  });

  test('has its notices delivered together with those of a command that came after its lease ran out', async () => {
    const next = createFakeTeams();
    const second = stage.openDesk('second', next);
    stage.teams.hold();
    const id = await stage.ask();
    await stage.teams.waiting();

    stage.clock.advance(leaseMs);
    await second.act(id, claim, 'claim', expert);
    await second.drain();

    expect(next.taken()).toEqual(['status-card', 'channel-card:0', 'channel-card-refresh:0', 'status-card-refresh', 'asker-post:2']);
  });

  test('after its last notice, before it let go, leaves a lease that the next one ends', async () => {
    const id = await stage.asked();
    const { document, version } = await stage.read(id);
    const until = stage.clock.now();
    await stage.store.replace({ version, document: { ...document, lease: { holder: 'dead', until }, alarmAt: until } });

    await stage.desk.drain();

    expect((await stage.read(id)).document).toMatchObject(done);
  });

  test('but has only been slow does not take the work back, and nothing goes out twice after that', async () => {
    const next = createFakeTeams();
    const second = stage.openDesk('second', next);
    stage.teams.hold();
    const id = await stage.ask();
    await stage.teams.waiting();
    next.hold();
    stage.clock.advance(leaseMs);
    await second.sweep();
    await next.waiting();

    stage.teams.letGo();
    await stage.desk.settle();
    const { document } = await stage.read(id);
    next.letGo();
    await second.drain();

    expect(document.lease?.holder).toBe('second');
    expect(stage.teams.tried()).toEqual(['status-card']);
    expect(next.tried()).toEqual(['status-card', 'channel-card:0']);
  });
});

describe('A send that takes too long', () => {
  test('ends when there is just time to settle it before the lease ends, and is tried again like a broken connection', async () => {
    stage.teams.hold();
    const id = await stage.ask();
    await stage.teams.waiting();

    stage.clock.expire();
    stage.teams.letGo();
    await stage.desk.settle();
    const { notices } = (await stage.read(id)).document;
    await later(1_000);

    expect(stage.clock.deadlines[0]).toBe(leaseMs - 10_000);
    expect(notices).toMatchObject([{ key: 'status-card', attempts: 1, notBefore: '2026-11-23T08:00:00.750Z' }]);
    expect((await stage.read(id)).document).toMatchObject({ notices: [], failures: [] });
  });

  test('is not begun when too little is left of the lease: the alarm finds the notice', async () => {
    const slow: Store = {
      ...stage.store,
      async replace(stored) {
        stage.clock.advance(leaseMs - 9_000);
        return stage.store.replace(stored);
      },
    };
    const desk = stage.openDesk('second', stage.teams, { store: slow });
    const { consultation } = await desk.submit(formOf(1), asker);
    await desk.settle();
    const triedByThen = stage.teams.tried();
    await later(9_000);

    expect(triedByThen).toEqual(['status-card']);
    expect(stage.teams.tried()).toEqual(['status-card', 'channel-card:0']);
    expect((await stage.read(consultation?.id ?? '')).document).toMatchObject({ notices: [], lease: null });
  });

  test('and fails when another process has sent the same by then is no failed delivery', async () => {
    const next = createFakeTeams();
    const second = stage.openDesk('second', next);
    stage.teams.refuse('status-card', { status: 413 });
    stage.teams.hold();
    const id = await stage.ask();
    await stage.teams.waiting();
    stage.clock.advance(leaseMs);
    await second.drain();

    stage.teams.letGo();
    await stage.desk.settle();

    expect((await stage.read(id)).document).toMatchObject({ failures: [], notices: [] });
  });

  test('and ends when another process has posted the same card by then leaves that card as the one that is brought up to date', async () => {
    const next = createFakeTeams();
    const second = stage.openDesk('second', next);
    stage.teams.refuse('status-card', { status: 503 });
    const id = await stage.ask();
    stage.teams.hold();
    await stage.teams.waiting();
    stage.clock.advance(leaseMs);
    await second.drain();
    const posted = (await stage.read(id)).document.cards[0]?.activity;

    stage.teams.letGo();
    await stage.desk.settle();

    expect(stage.teams.tried()).toContain('channel-card:0');
    expect((await stage.read(id)).document.cards[0]?.activity).toBe(posted);
  });
});

describe('A store that fails', () => {
  test('after a send does not stop the desk: the alarm finds the notice, and it is sent again', async () => {
    let failing = true;
    const replace: typeof stage.store.replace = (stored) =>
      failing ? Promise.reject(new Error('the disk is full')) : stage.store.replace(stored);
    const desk = stage.openDesk('second', stage.teams, { store: { ...stage.store, replace } });
    await stage.asked();

    await desk.submit(formOf(2), asker);
    await desk.settle();
    failing = false;
    stage.clock.advance(leaseMs);
    await desk.drain();

    expect(stage.logged.join()).toContain('delivery stopped');
    expect(stage.teams.taken().slice(-3)).toEqual(['status-card', 'status-card', 'channel-card:0']);
  });
});

test('Draining an idle desk ends at once', async () => {
  await expect(stage.desk.drain()).resolves.toBeUndefined();
});

test('Draining waits for what is on its way', async () => {
  stage.teams.hold();
  await stage.ask();
  await stage.teams.waiting();
  setImmediate(stage.teams.letGo);

  await stage.desk.drain();

  expect(stage.teams.taken()).toEqual(['status-card', 'channel-card:0']);
});

test('A sweep leaves alone what another desk is delivering', async () => {
  const id = await stage.asked();
  const { document, version } = await stage.read(id);
  const lease = { holder: 'another', until: '2026-11-23T08:00:10.000Z' };
  const leased = await stage.store.replace({ version, document: { ...document, lease, alarmAt: stage.clock.now() } });

  await stage.desk.sweep();

  expect(await stage.read(id)).toEqual(leased);
});

test('A sweep looks after every consultation that is due, however many there are', async () => {
  stage.teams.refuse('', { status: 503 }, 500);
  for (let number = 0; number < 250; number++) await stage.asked(number);

  await later(60_000);

  expect(stage.teams.taken()).toHaveLength(500);
  expect(await stage.store.due(stage.clock.now(), 1)).toEqual([]);
});

/** The stage's store, in which something else is done just before or after the first consultation is let go. */
function whenLettingGo(meanwhile: () => Promise<unknown>, moment: 'before' | 'after'): Store {
  let isDone = false;
  async function replace<D extends Document>(stored: Stored<D>): Promise<Stored<D>> {
    const isFirst = !isDone && 'lease' in stored.document && stored.document.lease === null;
    isDone ||= isFirst;
    if (isFirst && moment === 'before') await meanwhile();
    const replaced = await stage.store.replace(stored);
    if (isFirst && moment === 'after') await meanwhile();
    return replaced;
  }
  return { ...stage.store, replace };
}

async function alarmOf(id: string): Promise<string | null> {
  return (await stage.read(id)).document.alarmAt;
}
