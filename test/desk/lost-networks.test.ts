import { beforeEach, expect, test } from '@jest/globals';
import type { Network, NetworkState } from '../../src/domain/network.ts';
import type { Stored } from '../../src/store/store.ts';
import { north } from '../support/consultations.ts';
import { createFakeTeams } from '../support/fake-teams.ts';
import { answer, asker, claim, createStage, expert, type Stage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});

async function becomes(state: NetworkState): Promise<void> {
  const stored = (await stage.store.get(north.id)) as Stored<Network>;
  await stage.store.replace({ ...stored, document: { ...stored.document, state } });
}

test.each(['gone', 'removed'] as const)(
  'what a network has that is %s comes back at once, and the coordinators hear of it',
  async (state) => {
    const open = await stage.asked(1);
    const claimed = await stage.asked(2);
    await stage.act(claimed, claim, expert);
    await stage.desk.drain();

    await becomes(state);
    await stage.desk.takeBack();
    await stage.desk.settle();

    for (const id of [open, claimed]) {
      const { document } = await stage.read(id);
      expect(document).toMatchObject({ status: 'open', network: null, seats: [] });
      expect(document.history.at(-1)).toMatchObject({ verb: 'unroute', by: null });
    }
    expect(stage.teams.taken().filter((key) => key.startsWith('coordinator-post'))).toHaveLength(2);
  },
);

test('what is closed stays, and nothing happens twice', async () => {
  const id = await stage.asked();
  await stage.act(id, claim, expert);
  await stage.act(id, answer, expert);
  await stage.act(id, { verb: 'close' } as never, asker);
  await stage.desk.drain();
  const { version } = await stage.read(id);

  await becomes('removed');
  await stage.desk.takeBack();
  await stage.desk.takeBack();

  expect((await stage.read(id)).version).toBe(version);
});

test('a network that is paused keeps what it has', async () => {
  const id = await stage.asked();

  await becomes('paused');
  await stage.desk.takeBack();

  expect((await stage.read(id)).document).toMatchObject({ network: north.id });
});

test('a process that dies between the loss and what follows leaves it to the next one’s first sweep', async () => {
  const id = await stage.asked();
  await becomes('gone');

  const teams = createFakeTeams();
  const next = stage.openDesk('next', teams);
  await next.sweep();
  await next.settle();

  expect((await stage.read(id)).document).toMatchObject({ network: null });
  expect(teams.taken().some((key) => key.startsWith('coordinator-post'))).toBe(true);
});

test('a sweep looks for lost networks once a minute', async () => {
  await stage.desk.sweep();
  const id = await stage.asked();
  await stage.desk.sweep();
  await becomes('gone');
  stage.clock.advance(59_000);
  await stage.desk.sweep();
  expect((await stage.read(id)).document).toMatchObject({ network: north.id });

  stage.clock.advance(2_000);
  await stage.desk.sweep();

  expect((await stage.read(id)).document).toMatchObject({ network: null });
});

test('what somebody else is delivering is left for the next time', async () => {
  const id = await stage.asked();
  const others = createFakeTeams();
  const other = stage.openDesk('other', others);
  others.hold();
  await other.act(id, claim, 'key', expert);
  await others.waiting();
  await becomes('gone');

  await stage.desk.takeBack();
  expect((await stage.read(id)).document).toMatchObject({ network: north.id });

  others.letGo();
  await other.settle();
  await stage.desk.takeBack();
  expect((await stage.read(id)).document).toMatchObject({ network: null });
});
