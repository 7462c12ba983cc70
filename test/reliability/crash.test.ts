import { expect, test } from '@jest/globals';
import type { Desk, Visitor } from '../../src/desk/desk.ts';
import type { Act } from '../../src/domain/command.ts';
import { leaseMs } from '../../src/domain/notice.ts';
import type { Store } from '../../src/store/store.ts';
import { answer, asker, askInfo, claim, createStage, expert, formOf, type Stage } from '../desk/stage.ts';
import { actOf, east } from '../support/consultations.ts';
import { createFakeTeams, type FakeTeams } from '../support/fake-teams.ts';

/** Something that a person does, or the clock: given again with the same key, as a client does that got no answer. */
type Doing = (desk: Desk) => Promise<unknown>;
/** What has been done of it in a process that lived for so many steps. `steps`: what it asked of the store and of Teams, in order. */
type Life = { steps: string[]; acknowledged: boolean; stage: Stage; teams: FakeTeams };

const { id } = formOf(1);
const submit: Doing = (desk) => desk.submit(formOf(1), asker);
const sweep: Doing = (desk) => desk.sweep();
const given =
  (act: Act, visitor: Visitor): Doing =>
  (desk) =>
    desk.act(id, act, act.verb, visitor);
const claimed = given(claim, expert);
const asked = given(askInfo, expert);
const told = given(actOf('give-info'), asker);
const answered = given(answer, expert);

test.each([
  ['asks', [], submit],
  ['claims', [submit], claimed],
  ['asks back', [submit, claimed], asked],
  ['tells more', [submit, claimed, asked], told],
  ['answers', [submit, claimed, asked, told], answered],
  ['redirects, with all that was said', [submit, claimed, asked, told], given(actOf('redirect'), expert)],
  ['closes', [submit, claimed, answered], given(actOf('close', { helped: 5 }), asker)],
])(
  'a process may die at every step while somebody %s: nothing is lost, and only what was being sent goes out twice',
  async (_who, before, doing) => {
    const whole = await live(before, doing, Number.POSITIVE_INFINITY);
    const happened = (await whole.stage.read(id)).document.history;

    for (let lifetime = 0; lifetime <= whole.steps.length; lifetime++) {
      const { stage, steps, acknowledged, teams } = await live(before, doing, lifetime);
      const stored = (await stage.store.get(id))?.document;
      const next = await succeed(stage, doing);

      const died = steps.at(-1) ?? 'at once';
      const isCommitted = steps.some((step) => step === 'create' || step === 'replace');
      const sent = [...teams.taken(), ...next.taken()];
      expect({
        died,
        isStored: stored?.kind === 'consultation' && stored.history.length === happened.length,
        isLost: acknowledged && !isCommitted,
        history: (await stage.read(id)).document.history.map(({ verb }) => verb),
        sent: [...new Set(sent)].sort(),
        twice: sent.filter((key, index) => sent.indexOf(key) < index),
        left: await leftIn(stage),
      }).toEqual({
        died,
        isStored: isCommitted,
        isLost: false,
        history: happened.map(({ verb }) => verb),
        sent: whole.teams.taken().sort(),
        twice: died.startsWith('send ') ? [died.slice('send '.length)] : [],
        left: { notices: [], failures: [], lease: null, isAsleep: true },
      });
    }
    expect(whole.steps.filter((step) => step.startsWith('send ')).length).toBeGreaterThan(1);
  },
);

test('a process that takes over from a dead one may die at every step, too', async () => {
  const whole = await takeOver(Number.POSITIVE_INFINITY);

  for (let lifetime = 0; lifetime <= whole.steps.length; lifetime++) {
    const { stage, steps, teams } = await takeOver(lifetime);
    const next = await succeed(stage, submit);

    const died = steps.at(-1) ?? 'at once';
    const sent = [...teams.taken(), ...next.taken()].sort();
    const twice = died.startsWith('send ') ? [died.slice('send '.length)] : [];
    expect({ died, sent, left: await leftIn(stage) }).toEqual({
      died,
      sent: [...whole.teams.taken(), ...twice].sort(),
      left: { notices: [], failures: [], lease: null, isAsleep: true },
    });
  }
  expect(whole.teams.taken()).toEqual(['status-card', 'channel-card:0']);
});

/** Lets one process do something after what came before it, and die after so many steps. */
async function live(before: Doing[], doing: Doing, lifetime: number): Promise<Life> {
  const stage = await createStage();
  await stage.directory.register(east);
  for (const earlier of before) {
    await earlier(stage.desk);
    await stage.desk.drain();
  }
  return { stage, ...(await lifeOf(stage, 'mortal', doing, lifetime)) };
}

/** Lets a process die when it has just stored a question, and another take over that dies after so many steps. */
async function takeOver(lifetime: number): Promise<Life> {
  const stage = await createStage();
  // Looking for its reference and holding that come first.
  const { steps } = await lifeOf(stage, 'dead', submit, 3);
  expect(steps.at(-1)).toBe('create');
  stage.clock.advance(leaseMs);
  return { stage, ...(await lifeOf(stage, 'mortal', sweep, lifetime)) };
}

async function lifeOf(stage: Stage, holder: string, doing: Doing, lifetime: number): Promise<Omit<Life, 'stage'>> {
  const teams = createFakeTeams();
  const steps: string[] = [];
  const death = Promise.withResolvers<void>();
  let acknowledged = false;
  if (lifetime === 0) return { steps, teams, acknowledged };
  const desk = stage.openDesk(
    holder,
    { ...teams, send: (notice, ...rest) => step(`send ${notice.key}`, () => teams.send(notice, ...rest)) },
    { store: mortal(stage.store, step) },
  );
  const living = doing(desk).then(() => {
    acknowledged = true;
    return desk.settle();
  });
  await Promise.race([living, death.promise]);
  return { steps, teams, acknowledged };

  // Of its last step a process does not learn what came of it; and then there is no process.
  async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
    if (steps.length === lifetime) return new Promise(() => {});
    const number = steps.push(name);
    const result = await work();
    if (number < lifetime) return result;
    death.resolve();
    return new Promise(() => {});
  }
}

function mortal(store: Store, step: <T>(name: string, work: () => Promise<T>) => Promise<T>): Store {
  return {
    ...store,
    get: (key) => step('get', () => store.get(key)),
    create: (document) => step(document.kind === 'consultation' ? 'create' : `hold ${document.id}`, () => store.create(document)),
    replace: (stored) => step('replace', () => store.replace(stored)),
    due: (at, limit) => step('due', () => store.due(at, limit)),
  };
}

/** The process that comes after: half a minute later, and the person has got no answer and does it again. */
async function succeed(stage: Stage, doing: Doing): Promise<FakeTeams> {
  const teams = createFakeTeams();
  const desk = stage.openDesk('next', teams);
  stage.clock.advance(leaseMs);
  await doing(desk);
  await desk.drain();
  return teams;
}

async function leftIn(stage: Stage) {
  const { notices, failures, lease, tickAt, alarmAt } = (await stage.read(id)).document;
  return { notices, failures, lease, isAsleep: alarmAt === tickAt };
}
