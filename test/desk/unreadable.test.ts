import { beforeEach, expect, test } from '@jest/globals';
import { createDigests } from '../../src/desk/digests.ts';
import { createQueue } from '../../src/desk/queue.ts';
import { centreId } from '../../src/domain/network.ts';
import type { Document } from '../../src/store/store.ts';
import { networkOf, north } from '../support/consultations.ts';
import { asker, claim, coordinator, createStage, expert, formOf, type Stage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});

/** Leaves of a document what nobody can read. */
async function spoil(id: string, change: object): Promise<void> {
  const stored = await stage.store.get(id);
  if (!stored) throw new RangeError(id);
  await stage.store.replace({ ...stored, document: { ...stored.document, ...change } as Document });
}

test('a network that can be read by nobody is missing, and what it has can be worked on like before', async () => {
  const id = await stage.asked();
  const other = networkOf('Muu', { area: 'ita' });
  await stage.directory.register(other);

  await spoil(north.id, { languages: null });
  const claimed = await stage.act(id, claim, expert);
  const submitted = await stage.desk.submit(formOf(2), asker);
  await stage.desk.drain();

  expect((await stage.directory.current()).networks.map((network) => network.id)).toEqual([other.id]);
  expect([claimed, submitted]).toMatchObject([{ refusal: null }, { refusal: null }]);
  expect((await stage.read(id)).document).toMatchObject({ status: 'claimed', network: north.id, notices: [] });
});

test('a network that can be read by nobody is not written over: whoever registers its channel fails', async () => {
  await spoil(north.id, { languages: null });

  await expect(stage.directory.register(north)).rejects.toMatchObject({ code: 'store-unreadable' });
});

test('a centre that can be read by nobody brings nobody back as a coordinator: its area has none of its own', async () => {
  const others = (await stage.directory.current()).coordinators.filter(({ area }) => area !== 'pohjois');
  await stage.directory.nameCoordinator('pohjois', expert.person);

  await spoil(centreId('pohjois'), { trainings: null });

  expect((await stage.directory.current()).coordinators).toEqual(others);
});

test('a consultation that can be read by nobody is missing from figures and queues, which tell of all others', async () => {
  const [broken] = [await stage.asked(1), await stage.asked(2)];
  await spoil(broken, { seats: 'none' });
  const { store, clock, directory } = stage;
  const log = { info() {}, warn() {}, error() {} };

  const figures = await createDigests({ store, clock, log, directory }).figures('pohjois', { year: 2026, week: 48 });
  clock.set('2026-12-11T08:00:00.000Z');
  const queue = await createQueue({ store, clock, directory }).of(coordinator.person.id);

  expect(figures).toMatchObject({ asked: { week: 1 } });
  expect(queue?.attention).toHaveLength(1);
});
