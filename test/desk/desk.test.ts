import { beforeEach, describe, expect, test } from '@jest/globals';
import { actOf, north } from '../support/consultations.ts';
import { createFakeTeams } from '../support/fake-teams.ts';
import {
  answer,
  asker,
  claim,
  coordinator,
  createStage,
  expert,
  formOf,
  message,
  otherExpert,
  request,
  type Stage,
  stranger,
  visitor,
} from './stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await createStage();
});

describe('A command at the desk', () => {
  test('opens a consultation, which is stored before anything is told', async () => {
    stage.teams.hold();

    const { consultation } = await stage.desk.submit(formOf(1), asker);

    expect(stage.teams.taken()).toEqual([]);
    expect((await stage.read(formOf(1).id)).document).toEqual(consultation);
    expect(consultation).toMatchObject({ status: 'open', requester: asker.person, request, area: 'pohjois' });
    expect(consultation?.notices.map(({ key }) => key)).toEqual(['status-card', 'channel-card:0']);
  });

  test('is told to the asker and to the network once it is stored', async () => {
    const id = await stage.asked();

    const { document } = await stage.read(id);
    expect(stage.teams.taken()).toEqual(['status-card', 'channel-card:0']);
    expect(document).toMatchObject({ notices: [], failures: [], lease: null, alarmAt: document.tickAt, statusActivity: 'activity-1' });
    expect(document.cards[0]).toMatchObject({ thread: `${north.channel};messageid=activity-2`, activity: 'activity-2' });
  });

  test('is told to nobody if it could not be stored', async () => {
    const id = await stage.asked();
    const store = { ...stage.store, replace: () => Promise.reject(new Error('the disk is full')) };
    const teams = createFakeTeams();

    await expect(stage.openDesk('second', teams, { store }).act(id, claim, 'a key', expert)).rejects.toThrow('the disk is full');

    expect((await stage.read(id)).document.status).toBe('open');
    expect(teams.tried()).toEqual([]);
  });

  test('answers with the consultation as it has become, and as the store holds it', async () => {
    const id = await stage.asked();

    const outcome = await stage.act(id, claim, expert);

    expect(outcome).toMatchObject({ refusal: null, actor: { person: expert.person, isMember: true } });
    expect(outcome.consultation).toMatchObject({ status: 'claimed', seats: [{ expert: expert.person, lead: true }] });
  });

  test('is refused by a code, and changes nothing', async () => {
    const id = await stage.asked();
    const before = await stage.read(id);

    const outcome = await stage.act(id, answer, expert);

    expect(outcome).toMatchObject({ consultation: { id }, refusal: { code: 'not-yours' } });
    expect(await stage.read(id)).toEqual(before);
  });

  test('of a hundred claims at once, in two processes, one leads and ninety-nine are told who does', async () => {
    const id = await stage.asked();
    const desks = [stage.desk, stage.openDesk('second', stage.teams)] as const;
    const experts = Array.from({ length: 100 }, (_, number) => visitor(`expert-${number}`));

    const outcomes = await Promise.all(experts.map((one, number) => desks[(number % 2) as 0 | 1].act(id, claim, `claim-${number}`, one)));
    for (const desk of desks) await desk.drain();

    const { document } = await stage.read(id);
    const lead = document.seats[0]?.expert;
    const refusals = outcomes.flatMap(({ refusal }) => refusal ?? []);
    expect(document.seats).toHaveLength(1);
    expect(refusals).toHaveLength(99);
    expect(refusals).toEqual(Array(99).fill({ code: 'already-claimed', by: lead, at: stage.clock.now() }));
    expect(document.history.map(({ verb }) => verb)).toEqual(['submit', 'claim']);
    expect(stage.teams.taken().filter((key) => key.startsWith('asker-post'))).toEqual(['asker-post:2']);
    expect(stage.counted.filter((line) => line.startsWith('claim')).sort()).toEqual([
      ...Array(99).fill('claim: already-claimed'),
      'claim: done',
    ]);
  });

  test('given by two people at the same moment, both are done, one after the other', async () => {
    const id = await stage.asked();
    await stage.act(id, claim, expert);

    await Promise.all([stage.act(id, actOf('join', { discipline: 'health' }), otherExpert), stage.act(id, message, asker)]);

    const { document } = await stage.read(id);
    expect(document.history.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(
      document.history
        .map(({ verb }) => verb)
        .slice(2)
        .sort(),
    ).toEqual(['join', 'message']);
  });
});

describe('A repeated command', () => {
  test('opens nothing anew: the same form, sent twice or at once, is one consultation', async () => {
    const outcomes = await Promise.all([1, 2, 3].map(() => stage.desk.submit(formOf(1), asker)));
    await stage.desk.drain();
    const again = await stage.desk.submit(formOf(1), asker);

    expect(new Set([...outcomes, again].map(({ consultation }) => consultation?.reference)).size).toBe(1);
    expect(await stage.desk.askedBy(asker.person, 10)).toHaveLength(1);
    expect(stage.teams.taken()).toEqual(['status-card', 'channel-card:0']);
    expect(stage.counted.filter((line) => line.startsWith('submit'))).toEqual(['submit: done', ...Array(3).fill('submit: repeated')]);
  });

  test('changes nothing, tells nobody, and is answered with what is true now', async () => {
    const id = await stage.asked();
    await stage.act(id, claim, expert, 'one press');
    await stage.act(id, answer, expert);
    await stage.desk.drain();
    const [before, told] = [await stage.read(id), stage.teams.tried().length];

    const outcome = await stage.act(id, claim, expert, 'one press');
    await stage.desk.drain();

    expect(outcome).toMatchObject({ refusal: null, consultation: { status: 'answered' } });
    expect(await stage.read(id)).toEqual(before);
    expect(stage.teams.tried()).toHaveLength(told);
  });
});

describe('Who may see a consultation', () => {
  test.each([
    ['the asker', asker],
    ['a member of the network', expert],
    ["the centre's coordinator", coordinator],
  ])('%s sees it', async (_who, one) => {
    const id = await stage.asked();

    expect(await stage.desk.see(id, one)).toMatchObject({ consultation: { id }, refusal: null });
  });

  test('a stranger does not, nor learns whether it exists', async () => {
    const id = await stage.asked();

    const [existing, missing] = [await stage.desk.see(id, stranger), await stage.desk.see(formOf(2).id, stranger)];

    expect(existing).toEqual(missing);
    expect(existing).toEqual({ consultation: null, actor: null, refusal: { code: 'not-found' } });
  });

  test.each([claim, answer, actOf('withdraw')])('a stranger who tries to $verb it learns nothing', async (act) => {
    const id = await stage.asked();

    const [existing, missing] = [await stage.act(id, act, stranger), await stage.act(formOf(2).id, act, stranger)];

    expect(existing).toEqual(missing);
    expect((await stage.read(id)).document.history).toHaveLength(1);
  });

  test("a stranger who repeats somebody's key, or sends somebody's form again, learns nothing", async () => {
    const id = await stage.asked();
    await stage.act(id, claim, expert, 'the key of the expert');

    const repeated = await stage.act(id, claim, stranger, 'the key of the expert');
    const sentAgain = await stage.desk.submit(formOf(1), stranger);

    for (const { consultation, actor } of [repeated, sentAgain]) expect([consultation, actor]).toEqual([null, null]);
  });

  test('a lead who has left the channel does not any more', async () => {
    const members = new Set([expert.person.id]);
    const desk = stage.openDesk('second', stage.teams, { members });
    const id = await stage.asked();
    await desk.act(id, claim, 'claim', expert);
    members.clear();

    expect(await desk.act(id, answer, 'answer', expert)).toMatchObject({ consultation: null, refusal: { code: 'not-found' } });
  });

  test('people and networks are no consultations', async () => {
    expect(await stage.desk.see(north.id, coordinator)).toMatchObject({ consultation: null, refusal: { code: 'not-found' } });
    expect(await stage.act(north.id, claim, expert)).toMatchObject({ consultation: null, refusal: { code: 'not-found' } });
  });
});

describe('Finding consultations', () => {
  test("somebody's own come newest first, and nobody else's", async () => {
    for (const number of [1, 2, 3]) {
      await stage.ask(number);
      stage.clock.advance(1000);
    }
    await stage.desk.submit(formOf(4), visitor('another-asker'));

    const found = await stage.desk.askedBy(asker.person, 2);

    expect(found.map(({ id }) => id)).toEqual([formOf(3).id, formOf(2).id]);
  });

  test('a thread in a channel leads to its consultation, and other threads to none', async () => {
    const id = await stage.asked();

    expect((await stage.desk.inThread(`${north.channel};messageid=activity-2`))?.id).toBe(id);
    expect(await stage.desk.inThread(`${north.channel};messageid=another`)).toBeNull();
  });
});

test('The log speaks of consultations by id: never a word of what was asked, nor a name', async () => {
  stage.teams.refuse('channel-card', new Error('a fault of our own'));
  stage.teams.refuse('status-card', { status: 403 });
  const id = await stage.asked();
  await stage.act(id, claim, expert);
  await stage.act(id, answer, expert);
  await stage.desk.drain();

  const lines = stage.logged.join('\n');
  expect(lines).toContain(id);
  for (const word of [request.title, request.situation, request.question, 'Kutsukaa', 'Nimi']) expect(lines).not.toContain(word);
});
