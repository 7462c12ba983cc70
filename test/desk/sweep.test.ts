import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Desk } from '../../src/desk/desk.ts';
import type { Consultation } from '../../src/domain/consultation.ts';
import { type Store, type Stored, StoreError } from '../../src/store/store.ts';
import { createStage, type Stage } from './stage.ts';

const hourMs = 60 * 60_000;
let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});

/** A desk whose store refuses to write some documents, for which there are things to do; `mayPutOff`: or anything else of them. */
function deskWithout(ids: string[], mayPutOff = true): Desk {
  const refuse = (id: string) => ids.includes(id) && Promise.reject(new StoreError('The document is too large.'));
  const replace: Store['replace'] = (stored) => refuse(stored.document.id) || stage.store.replace(stored);
  const putOff: Store['putOff'] = (due, until) => (mayPutOff ? false : refuse(due.id)) || stage.store.putOff(due, until);
  return stage.openDesk('second', stage.teams, { store: { ...stage.store, replace, putOff } });
}

async function spoil(id: string): Promise<void> {
  const stored = await stage.read(id);
  await stage.store.replace({ ...stored, document: { ...stored.document, seats: 'none' } as unknown as Consultation });
}

/** Some are asked while Teams is away, so that their notices wait: the first earliest. */
async function waiting(count: number): Promise<string[]> {
  stage.teams.refuse('', { status: 503 }, 2 * count);
  const ids: string[] = [];
  for (let number = 0; number < count; number++) ids.push(await stage.asked(number));
  stage.clock.advance(hourMs);
  return ids;
}

function happened(message: string): { document: string; tries: number; fault: string }[] {
  return stage.logged.map((line) => JSON.parse(line)).filter((line) => line.message === message);
}

describe('Documents that the clock can do nothing with', () => {
  test('a hundred of them, which can be read by nobody, do not keep the one behind them from its turn', async () => {
    const ids = await waiting(101);
    for (const id of ids.slice(0, 100)) await spoil(id);

    await stage.desk.sweep();
    await stage.desk.drain();

    expect(stage.teams.taken()).toEqual(['status-card', 'channel-card:0']);
    expect(
      happened('tick failed')
        .map(({ document }) => document)
        .sort(),
    ).toEqual(ids.slice(0, 100).sort());
    expect(happened('tick failed')[0]?.fault).toContain("can't be read");
  });

  test('a hundred of them, which cannot be written, do not either', async () => {
    const ids = await waiting(101);
    const desk = deskWithout(ids.slice(0, 100));

    await desk.sweep();
    await desk.drain();

    expect(stage.teams.taken()).toEqual(['status-card', 'channel-card:0']);
    expect((await stage.read(ids[100] as string)).document.notices).toEqual([]);
  });

  test('come again later and later; after ten times they are parked, which is counted, and come once an hour', async () => {
    const [id = ''] = await waiting(1);
    const desk = deskWithout([id]);
    const pauses: number[] = [];

    for (let time = 0; time < 12; time++) {
      await desk.sweep();
      const before = Date.parse(stage.clock.now());
      while ((await stage.store.due(stage.clock.now(), 1)).length === 0) stage.clock.advance(1_000);
      pauses.push((Date.parse(stage.clock.now()) - before) / 1000);
    }

    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 3600, 3600, 3600]);
    expect(happened('document parked')).toMatchObject([{ document: id, tries: 10 }, { tries: 11 }, { tries: 12 }]);
    expect(stage.counted.filter((one) => one === 'set aside: parked')).toHaveLength(3);
  });

  test('are well again once the reason is gone, and begin anew', async () => {
    const [id = ''] = await waiting(1);
    await deskWithout([id]).sweep();
    stage.clock.advance(hourMs);

    await stage.desk.drain();

    expect((await stage.read(id)).document.notices).toEqual([]);
    expect(await stage.store.due('9999', 1)).toMatchObject([{ id, tries: 0 }]);
  });

  test('are not put off if somebody has written them meanwhile', async () => {
    const [id = ''] = await waiting(1);
    const replace: Store['replace'] = async (stored) => {
      await stage.store.replace((await stage.read(id)) as Stored<Consultation>);
      return Promise.reject(new StoreError(`The document is too large: ${stored.version}.`));
    };

    await stage.openDesk('second', stage.teams, { store: { ...stage.store, replace } }).sweep();

    expect(await stage.store.due(stage.clock.now(), 1)).toMatchObject([{ id, tries: 0 }]);
    expect(happened('document not put off')).toEqual([]);
  });

  test('with a lease that never ends are got past, too', async () => {
    const ids = await waiting(101);
    for (const id of ids.slice(0, 100)) {
      const stored = await stage.read(id);
      await stage.store.replace({ ...stored, document: { ...stored.document, lease: { holder: 'nobody', until: '9999' } } });
    }

    await stage.desk.sweep();
    await stage.desk.drain();

    expect(stage.teams.taken()).toEqual(['status-card', 'channel-card:0']);
  });
});

describe('Draining ends', () => {
  test('though nothing can be written', async () => {
    const ids = await waiting(3);

    await deskWithout(ids, false).drain();

    expect(
      happened('document not put off')
        .map(({ document }) => document)
        .sort(),
    ).toEqual(ids.sort());
  });

  test('though what is due can be read by nobody', async () => {
    const [id = ''] = await waiting(1);
    await spoil(id);

    await stage.desk.drain();

    expect(await stage.store.due(stage.clock.now(), 1)).toEqual([]);
  });
});

test('How old the oldest notice is can be told whatever else is stored', async () => {
  const [first = '', second = ''] = await waiting(3);
  await spoil(first);
  const stored = await stage.read(second);
  const notices = stored.document.notices.map((notice) => ({ ...notice, seq: 99 }));
  await stage.store.replace({ ...stored, document: { ...stored.document, notices } });

  expect(await stage.desk.oldestUnsent()).toBe(hourMs / 1000);
});
