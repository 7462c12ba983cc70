import { beforeEach, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { HeldBackError } from '../../src/desk/deliver.ts';
import type { Consultation } from '../../src/domain/consultation.ts';
import { keyOf, undeliveredOf } from '../../src/domain/notice.ts';
import { createFakeTeams } from '../support/fake-teams.ts';
import { answer, asker, askInfo, claim, coordinator, createStage, expert, formOf, message, type Stage } from './stage.ts';

const minute = 60_000;
const hour = 60 * minute;
const always = Number.POSITIVE_INFINITY;

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});

/** Lets time pass as the clock does, a step at a time. */
async function pass(ms: number, stepMs = 5 * minute): Promise<void> {
  for (let passed = 0; passed < ms; passed += stepMs) {
    stage.clock.advance(stepMs);
    await stage.desk.drain();
  }
}

async function documentOf(id: string): Promise<Consultation> {
  return (await stage.read(id)).document;
}

function attempts(key: string): number {
  return stage.teams.tried().filter((one) => one === key).length;
}

const toCoordinator = `coordinator-post:${coordinator.person.id}:1`;

describe('While no send gets through', () => {
  test.each([401, 403, 404, 408, 409, 429, 500, 502, 503, 504, null])(
    'nothing is given up, whatever is answered (%s), and all arrives afterwards',
    async (status) => {
      stage.teams.refuse('', { status }, always);
      const id = await stage.asked();
      await stage.act(id, claim, expert);

      await pass(26 * hour, hour);
      const { failures, notices } = await documentOf(id);
      stage.teams.accept();
      await pass(hour);

      expect(failures).toEqual([]);
      expect(notices.length).toBeGreaterThan(3);
      expect(await documentOf(id)).toMatchObject({ notices: [], failures: [] });
      expect(stage.teams.taken().slice(0, 3)).toEqual(['status-card', 'channel-card:0', 'channel-card-refresh:0']);
    },
  );

  test('three seconds of 500 delay a message by seconds', async () => {
    stage.teams.refuse('', { status: 500 }, always);
    const id = await stage.asked();
    await pass(3_000, 1_000);
    stage.teams.accept();

    await pass(5_000, 1_000);

    expect(stage.teams.taken()).toEqual(['status-card', 'channel-card:0']);
    expect(await documentOf(id)).toMatchObject({ notices: [], failures: [] });
  });

  test('whoever runs the bot reads it in the log, not at every attempt, and again when it is over', async () => {
    stage.teams.refuse('', { status: 401 }, always);
    for (let number = 0; number < 20; number++) await stage.asked(number);
    const since = stage.desk.failingSince();
    await pass(minute, 10_000);
    const said = stage.logged.filter((line) => line.includes('no send gets through'));
    stage.teams.accept();
    await pass(hour);

    expect(since).toBe('2026-11-23T08:00:00.000Z');
    expect(said).toHaveLength(1);
    expect(stage.logged.filter((line) => line.includes('sends get through again'))).toHaveLength(1);
    expect(stage.desk.failingSince()).toBeNull();
  });

  test('what has failed for two hours stands in the list of undelivered messages, although it is not given up', async () => {
    stage.teams.refuse('', { status: 503 }, always);
    const id = await stage.asked();

    await pass(2 * hour);

    expect(undeliveredOf(await documentOf(id), stage.clock.now()).map(({ telling }) => telling.type)).toEqual([
      'status-card',
      'channel-card',
    ]);
  });

  test('a place that says no is one place, not an outage', async () => {
    stage.teams.refuse('channel-card', { status: 404 }, always);

    await stage.asked();

    expect(stage.desk.failingSince()).toBeNull();
  });
});

describe('What fails while others get through', () => {
  test.each([400, 413])(
    'with %s is given up at once, stays visible, holds up nothing else, and is told to the coordinator',
    async (status) => {
      stage.teams.refuse('status-card', { status });
      const id = await stage.asked();

      expect(await documentOf(id)).toMatchObject({
        failures: [{ notice: { key: 'status-card' }, at: stage.clock.now(), reason: 'refused' }],
        notices: [],
      });
      expect(stage.teams.taken()).toEqual(['channel-card:0', toCoordinator]);
    },
  );

  test.each([
    [404, 10 * minute],
    [403, hour],
    [401, 2 * hour],
    [500, 2 * hour],
    [null, 2 * hour],
  ])('with %s is told to the coordinator once, after its time, and is tried on', async (status, patience) => {
    stage.teams.refuse('status-card', { status }, always);
    const id = await stage.asked();
    await pass(patience - minute, minute);
    const early = stage.teams.taken();
    await pass(24 * hour, 10 * minute);

    expect(early).not.toContain(toCoordinator);
    expect(stage.teams.taken().filter((key) => key === toCoordinator)).toEqual([toCoordinator]);
    expect(await documentOf(id)).toMatchObject({ failures: [], notices: [{ key: 'status-card', failing: { isTold: true } }] });
    expect(attempts('status-card')).toBeGreaterThan(30);
  });

  test('is given up after three days, and what waited behind it is tried', async () => {
    const id = await stage.asked();
    stage.teams.refuse('asker-post:2', { status: 500 }, always);
    await stage.act(id, claim, expert);
    await stage.act(id, askInfo, expert);
    await pass(2 * 24 * hour, hour);
    const early = await documentOf(id);
    await pass(25 * hour, hour);

    expect(early.notices.map(({ key }) => key)).toEqual(['asker-post:2', 'status-card-refresh', 'asker-post:3']);
    expect(await documentOf(id)).toMatchObject({ notices: [], failures: [{ notice: { key: 'asker-post:2' }, reason: 'http-500' }] });
    expect(stage.teams.taken()).toContain('asker-post:3');
  });

  test('is told of with all that waits behind it, also if it only brings a card up to date', async () => {
    const id = await stage.asked();
    stage.teams.refuse('status-card-refresh', { status: 403, code: 'MessageWritesBlocked' }, always);
    await stage.act(id, claim, expert);
    await stage.desk.drain();

    expect(stage.teams.taken()).toContain(`coordinator-post:${coordinator.person.id}:2`);
    expect(undeliveredOf(await documentOf(id), stage.clock.now())).toMatchObject([{ telling: { type: 'asker-post', entry: 2 } }]);
  });

  test('of a refresh alone is no reason to trouble a coordinator', async () => {
    const id = await stage.asked();
    await stage.act(id, claim, expert);
    await stage.desk.drain();
    stage.teams.refuse('channel-card-refresh', { status: 404 }, always);
    await stage.act(id, answer, expert);
    await pass(30 * minute, minute);

    expect((await documentOf(id)).failures).toMatchObject([{ notice: { key: 'channel-card-refresh:0' } }]);
    expect(stage.teams.taken()).toContain('thread-post:0:3');
    expect(undeliveredOf(await documentOf(id), stage.clock.now())).toEqual([]);
  });

  test('is never a coordinator’s notice first: that is tried for a week', async () => {
    stage.teams.refuse('status-card', { status: 413 }, always);
    stage.teams.refuse('coordinator-post', { status: 404 }, always);
    const id = await stage.asked();
    await pass(6 * 24 * hour, hour);
    const early = await documentOf(id);
    await stage.asked(2);
    await pass(2 * 24 * hour, hour);

    expect(early.notices.map(({ key }) => key)).toContain(toCoordinator);
    expect((await documentOf(id)).failures.map(({ notice }) => notice.key)).toContain(toCoordinator);
  });
});

describe('What does not reach a person or a channel', () => {
  const gone = { status: 403, code: 'MessageWritesBlocked' };

  test('waits, and arrives in order with the next message that they take', async () => {
    const id = await stage.asked();
    stage.teams.refuse('asker-post', gone, 3);
    await stage.act(id, claim, expert);
    await stage.act(id, askInfo, expert);
    await stage.desk.drain();
    const before = stage.teams.taken();
    stage.teams.accept();

    await stage.act(id, answer, expert);
    await stage.desk.drain();

    expect(before.filter((key) => key.startsWith('asker-post'))).toEqual([]);
    expect(stage.teams.taken().filter((key) => key.startsWith('asker-post'))).toEqual(['asker-post:2', 'asker-post:3', 'asker-post:4']);
    expect(await documentOf(id)).toMatchObject({ failures: [], notices: [] });
  });

  test('is tried with each new message, since only Teams knows that the person is back; each is told to the coordinator once', async () => {
    const id = await stage.asked();
    stage.teams.refuse('asker-post', gone, always);
    stage.teams.refuse('status-card-refresh', gone, always);
    await stage.act(id, claim, expert);
    await stage.desk.drain();
    await stage.act(id, askInfo, expert);
    await stage.desk.drain();
    await pass(3 * 24 * hour, hour);

    expect(attempts('status-card-refresh')).toBe(2);
    for (const entry of [2, 3]) expect(attempts(`coordinator-post:${coordinator.person.id}:${entry}`)).toBe(1);
  });

  test('goes out when the person is back, in every one of their cases', async () => {
    const { person } = asker;
    await stage.directory.meet({
      personId: person.id,
      teamsId: person.teamsId,
      name: person.name,
      locale: 'fi',
      tenantId: 't',
      serviceUrl: 's',
      conversation: 'c',
      localeBy: 'told',
      ask: async () => ({ isGuest: false, name: '', givenName: '' }),
    });
    await stage.directory.remember(person.id, { isBlocked: true });
    stage.teams.refuse('status-card', gone, always);
    const ids = [await stage.asked(1), await stage.asked(2)];
    stage.teams.accept();

    await stage.desk.hasReturned(person.id);
    await stage.desk.drain();

    for (const id of ids) expect(await documentOf(id)).toMatchObject({ failures: [], notices: [] });
    expect(await stage.directory.person(person.id)).toMatchObject({ isBlocked: false });
  });

  test('goes out when a message of another case reaches the same channel', async () => {
    const other = await stage.asked(1);
    stage.teams.refuse('channel-card:0', { status: 404 }, always);
    const id = await stage.asked(2);
    await pass(hour, minute);
    const waiting = await documentOf(id);
    stage.teams.accept();

    await stage.act(other, claim, expert);
    await stage.desk.drain();
    await pass(5_000, 1_000);

    expect(waiting.notices.map(({ key }) => key)).toEqual(['channel-card:0']);
    expect(await documentOf(id)).toMatchObject({ notices: [], failures: [] });
  });

  test('goes out at the next success anywhere, when an outage was the reason', async () => {
    stage.teams.refuse('', { status: 500 }, always);
    const ids = await Promise.all([1, 2, 3].map((number) => stage.asked(number)));
    await pass(6 * hour);
    stage.teams.accept();

    await stage.asked(4);
    await pass(5_000, 1_000);

    for (const id of ids) expect(await documentOf(id)).toMatchObject({ notices: [], failures: [] });
  });

  test('is known after a restart, too', async () => {
    stage.teams.refuse('channel-card', { status: 404 }, always);
    const id = await stage.asked();
    await pass(hour, minute);
    const teams = createFakeTeams();
    const next = stage.openDesk('next', teams);

    stage.clock.advance(10 * minute);
    await next.drain();

    expect(teams.taken()).toContain('channel-card:0');
    expect(await documentOf(id)).toMatchObject({ notices: [], failures: [] });
  });

  test('because Teams refuses its content is tried again by a coordinator alone', async () => {
    stage.teams.refuse('status-card', { status: 413 }, always);
    const id = await stage.asked();
    await stage.act(id, claim, expert);
    await pass(48 * hour, hour);

    expect(attempts('status-card')).toBe(1);
  });
});

test('what Teams’ quotas hold back is no attempt, and is never given up for it', async () => {
  const held = { ...createFakeTeams(), send: () => Promise.reject(new HeldBackError(1_000)) };
  const desk = stage.openDesk('held', held);
  const { consultation } = await desk.submit(formOf(1), asker);
  for (let second = 0; second < 100; second++) {
    stage.clock.advance(1_000);
    await desk.drain();
  }

  const { notices, failures } = await documentOf(consultation?.id ?? '');
  expect(failures).toEqual([]);
  expect(notices.map((notice) => notice.attempts)).toEqual([0, 0]);
  expect(stage.counted.filter((line) => line.endsWith('postponed'))).toEqual([]);
});

describe('Whatever a connector answers for an hour', () => {
  const answers = [null, 200, 200, 400, 401, 403, 404, 408, 409, 413, 429, 500, 502, 503, 504];
  const hourly = fc.record({
    answers: fc.array(fc.constantFrom(...answers), { minLength: 40, maxLength: 200 }),
    blocked: fc.integer({ min: 3, max: 60 }),
  });
  const places = [/^(channel-card|thread-post):/, /^(status-card$|asker-post:)/];
  const steps = [claim, askInfo, message, message, answer];

  test('everything that was acknowledged has arrived in the end, in order, or stands in somebody’s list', async () => {
    await fc.assert(
      fc.asyncProperty(hourly, async ({ answers, blocked }) => {
        stage = await createStage();
        stage.teams.weather((_, attempt) => {
          if (attempt % blocked === 0) return { status: 403, code: 'ConversationBlockedByUser' };
          const status = answers[attempt % answers.length] ?? null;
          return status === 200 ? null : { status };
        });
        const ids: string[] = [];
        for (let number = 0; number < 50; number++) ids.push(await stage.asked(number));
        for (const [index, act] of steps.entries()) {
          for (const id of ids) await stage.act(id, act, act === message ? asker : expert, `${id}:${index}`);
          await pass(hour / steps.length, 2 * minute);
        }
        stage.teams.accept();
        for (const id of ids) await stage.act(id, message, asker);
        await pass(8 * 24 * hour, 4 * hour);

        for (const id of ids) {
          const document = await documentOf(id);
          const listed = undeliveredOf(document, stage.clock.now()).map(({ telling }) => keyOf(telling));
          expect(document.notices).toEqual([]);
          for (const place of places) {
            const due = dueAt(document, place);
            const taken = stage.teams.takenOf(id).filter((key) => place.test(key));
            expect(taken).toEqual(due.filter((key) => !listed.includes(key)));
          }
        }
      }),
      { numRuns: 6 },
    );
  }, 180_000);

  /** The posts that a consultation owes to a place, in the order in which they were caused. */
  function dueAt({ history }: Consultation, place: RegExp): string[] {
    const toThread = history.filter(({ verb }) => ['ask-info', 'give-info', 'message', 'answer'].includes(verb));
    const toAsker = history.filter(({ verb }) => ['claim', 'ask-info', 'answer'].includes(verb));
    const keys = [
      'channel-card:0',
      'status-card',
      ...toThread.map(({ seq }) => `thread-post:0:${seq}`),
      ...toAsker.map(({ seq }) => `asker-post:${seq}`),
    ];
    return keys.filter((key) => place.test(key));
  }
});
