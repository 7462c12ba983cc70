import { beforeEach, describe, expect, test } from '@jest/globals';
import { actOf, north } from '../support/consultations.ts';
import { createFakeTeams } from '../support/fake-teams.ts';
import { answer, askInfo, claim, createStage, expert, otherExpert, type Stage } from './stage.ts';

const returned = ['channel-card-refresh:0', 'status-card-refresh', 'thread-post:0:3', 'asker-post:3'];
const left = [expert.person.teamsId];
const wednesday = '2026-11-26T08:00:00.000Z';

let stage: Stage;
let members: Set<string>;
beforeEach(async () => {
  stage = await createStage();
  members = new Set([expert, otherExpert].map(({ person }) => person.id));
});

/** A desk of another process, over the members that Teams names at the time. */
function deskOf(holder: string, teams = createFakeTeams()) {
  return { desk: stage.openDesk(holder, teams, { members }), teams };
}

/** A consultation that an expert leads. */
async function claimed(): Promise<string> {
  const id = await stage.asked();
  await stage.act(id, claim, expert);
  await stage.desk.drain();
  return id;
}

async function verbsOf(id: string): Promise<string[]> {
  return (await stage.read(id)).document.history.map(({ verb }) => verb);
}

describe('when Teams tells that somebody has left a channel', () => {
  test('what they lead there comes back to it, and the thread and the asker hear it', async () => {
    const id = await claimed();
    const { desk, teams } = deskOf('second');
    members.delete(expert.person.id);

    await desk.partWith(north.id, left);
    await desk.settle();

    expect((await stage.read(id)).document).toMatchObject({ status: 'open', seats: [], network: north.id });
    expect(teams.taken()).toEqual(expect.arrayContaining(returned));
  });

  test('it happens once, though it is told twice, to two processes at the same moment', async () => {
    const id = await claimed();
    const [one, other] = [deskOf('second'), deskOf('third')];
    members.delete(expert.person.id);

    await Promise.all([one, one, other].map(({ desk }) => desk.partWith(north.id, left)));
    await Promise.all([one.desk.settle(), other.desk.settle()]);
    await one.desk.partWith(north.id, left);

    expect((await verbsOf(id)).filter((verb) => verb === 'vacate')).toHaveLength(1);
    expect([...one.teams.taken(), ...other.teams.taken()].filter((key) => key.startsWith('asker-post'))).toHaveLength(1);
  });

  test('it is written also while another process delivers for the consultation, which tells it', async () => {
    const id = await claimed();
    const { desk } = deskOf('second');
    stage.teams.hold();
    await stage.act(id, actOf('message'), expert);
    await stage.teams.waiting();
    members.delete(expert.person.id);

    await desk.partWith(north.id, left);
    stage.teams.letGo();
    await stage.desk.settle();

    expect((await stage.read(id)).document).toMatchObject({ status: 'open', notices: [] });
    expect(stage.teams.taken()).toContain('asker-post:4');
  });

  test('and Teams still names them, it is asked again in five minutes', async () => {
    const id = await claimed();
    const { desk } = deskOf('second');

    await desk.partWith(north.id, left);
    const before = await verbsOf(id);
    members.delete(expert.person.id);
    stage.clock.advance(5 * 60_000);
    await desk.drain();

    expect(before).toEqual(['submit', 'claim']);
    expect(await verbsOf(id)).toEqual(['submit', 'claim', 'vacate']);
  });

  test('and they are back, they keep what they lead, and nobody hears anything', async () => {
    const id = await claimed();
    const { tickAt } = (await stage.read(id)).document;
    const { desk, teams } = deskOf('second');

    await desk.partWith(north.id, left);
    stage.clock.advance(5 * 60_000);
    await desk.drain();

    expect((await stage.read(id)).document).toMatchObject({ status: 'claimed', tickAt });
    expect(teams.tried()).toEqual([]);
  });

  test('and Teams does not tell who is there, nothing is changed, and it is an error', async () => {
    const id = await claimed();
    const before = await stage.read(id);
    const { desk } = deskOf('second');
    members.has = () => {
      throw new Error('Teams is away');
    };

    await expect(desk.partWith(north.id, left)).rejects.toThrow('Teams is away');

    expect(await stage.read(id)).toEqual(before);
  });

  test('what is answered keeps who has answered it, and what others lead is left alone', async () => {
    const id = await claimed();
    await stage.act(id, answer, expert);
    await stage.desk.drain();
    const before = await stage.read(id);
    members.delete(expert.person.id);

    await deskOf('second').desk.partWith(north.id, left);
    await deskOf('second').desk.partWith(north.id, [otherExpert.person.id]);

    expect(await stage.read(id)).toEqual(before);
  });
});

describe('when nobody has told it', () => {
  test('the clock finds it out before it asks the lead for a sign of life: it comes back instead', async () => {
    const id = await claimed();
    members.delete(expert.person.id);
    stage.clock.set(wednesday);

    await deskOf('second').desk.drain();

    expect(await verbsOf(id)).toEqual(['submit', 'claim', 'vacate']);
  });

  test.each([
    ['does not tell who is there', () => Promise.reject(new Error('Teams is away'))],
    ['takes too long to tell it', () => new Promise<never>(() => {})],
  ])('and Teams %s, the lead is asked as ever', async (_, has) => {
    const id = await claimed();
    const { desk } = deskOf('second');
    const asked = Promise.withResolvers<void>();
    members.has = (() => {
      asked.resolve();
      return has();
    }) as never;
    stage.clock.set(wednesday);

    const looking = desk.sweep();
    await asked.promise;
    stage.clock.expire();
    await looking;
    await desk.settle();

    expect(await verbsOf(id)).toEqual(['submit', 'claim', 'nudge']);
  });

  test('and the asker is waited for, the clock has nothing to ask', async () => {
    const id = await claimed();
    await stage.act(id, askInfo, expert);
    await stage.desk.drain();
    members.delete(expert.person.id);
    stage.clock.set(wednesday);

    await deskOf('second').desk.drain();

    expect((await stage.read(id)).document.status).toBe('waiting');
  });
});
