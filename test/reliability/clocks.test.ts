import { beforeEach, expect, test } from '@jest/globals';
import { createDesk, type Desk } from '../../src/desk/desk.ts';
import { leaseMs } from '../../src/domain/notice.ts';
import { asker, claim, createStage, expert, formOf, type Stage } from '../desk/stage.ts';
import { createFakeTeams, type FakeTeams } from '../support/fake-teams.ts';

const hour = 3_600_000;
const told = ['status-card', 'channel-card:0'];

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});

test('a clock that jumps an hour ahead while something is sent makes another take over: it may be seen twice, and nothing is lost', async () => {
  const elsewhere = createFakeTeams();
  const other = stage.openDesk('other', elsewhere);
  stage.teams.hold();
  await stage.ask();
  await stage.teams.waiting();

  stage.clock.advance(hour);
  await other.drain();
  stage.teams.letGo();
  await stage.desk.drain();

  expect(stage.teams.taken()).toEqual(['status-card']);
  expect(elsewhere.taken()).toEqual(told);
  expect(await leftOf(formOf(1).id)).toEqual({ notices: [], failures: [], lease: null, isAsleep: true });
});

test('a clock that jumps an hour back holds up what waits for its time, and nothing else, and nothing is lost or sent twice', async () => {
  stage.teams.refuse('channel-card', { status: 503 });
  const id = await stage.asked();

  stage.clock.advance(-hour);
  await stage.act(id, claim, expert);
  await stage.desk.drain();
  expect(stage.teams.taken()).toEqual(['status-card', 'status-card-refresh', 'asker-post:2']);
  stage.clock.advance(hour + 1_000);
  await stage.desk.drain();

  expect(stage.teams.taken()).toEqual(['status-card', 'status-card-refresh', 'asker-post:2', 'channel-card:0', 'channel-card-refresh:0']);
  expect(await leftOf(id)).toEqual({ notices: [], failures: [], lease: null, isAsleep: true });
});

test.each([leaseMs - 1_000, -leaseMs, -hour])('processes whose clocks are %d ms apart send nothing twice', async (apart) => {
  const elsewhere = createFakeTeams();
  const other = deskWithClock(apart, elsewhere);
  stage.teams.hold();
  const id = await stage.ask();
  await stage.teams.waiting();

  await other.sweep();
  await other.act(id, claim, 'claim', expert);
  await other.settle();
  stage.teams.letGo();
  await stage.desk.drain();

  expect(elsewhere.tried()).toEqual([]);
  expect(stage.teams.taken()).toEqual([...told, 'channel-card-refresh:0', 'status-card-refresh', 'asker-post:2']);
});

test('what a process with a slow clock has left is taken over when its own half minute has passed', async () => {
  const elsewhere = createFakeTeams();
  const slow = deskWithClock(-leaseMs / 2, elsewhere);
  elsewhere.hold();
  await slow.submit(formOf(1), asker);
  await elsewhere.waiting();

  stage.clock.advance(leaseMs / 2);
  await stage.desk.drain();

  expect(stage.teams.taken()).toEqual(told);
});

/** Another process, whose clock shows so many milliseconds more. */
function deskWithClock(ms: number, { send }: FakeTeams): Desk {
  const { store, directory } = stage;
  const clock = { ...stage.clock, now: () => new Date(Date.parse(stage.clock.now()) + ms).toISOString() };
  const log = { info() {}, warn() {}, error() {} };
  const metrics = { decision() {}, delivery() {}, setAside() {} };
  return createDesk({
    store,
    clock,
    log,
    metrics,
    holder: 'other',
    directory,
    isMember: async () => true,
    findExpert: async () => null,
    findAbsent: async () => [],
    send,
  });
}

async function leftOf(id: string) {
  const { notices, failures, lease, tickAt, alarmAt } = (await stage.read(id)).document;
  return { notices, failures, lease, isAsleep: alarmAt === tickAt };
}
