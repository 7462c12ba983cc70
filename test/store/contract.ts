import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Consultation, Entry } from '../../src/domain/consultation.ts';
import type { Person } from '../../src/domain/person.ts';
import { ConflictError, type Document, type Due, type Page, type Query, type Store, type Stored } from '../../src/store/store.ts';
import { uuid } from '../support/clock.ts';
import { networkOf, north, opened } from '../support/consultations.ts';

/** A store of the suite's own, empty. `reopen` closes it and opens it again on what it has stored. */
export type Opened = { store: Store; reopen(): Promise<Store>; close(): Promise<void> };

/** What every store must do. A store that is gone with its process is not `lasting`. */
export function describeStore(name: string, open: () => Promise<Opened>, { lasting = true } = {}): void {
  describe(name, () => {
    let opening: Opened;
    let store: Store;

    beforeEach(async () => {
      opening = await open();
      store = opening.store;
    });

    afterEach(async () => {
      await opening.close();
    });

    async function createAll(documents: Document[]): Promise<void> {
      for (const document of documents) await store.create(document);
    }

    async function replace(id: string, change: Partial<Consultation>): Promise<Stored> {
      const stored = (await store.get(id)) as Stored<Consultation>;
      return store.replace({ ...stored, document: { ...stored.document, ...change } });
    }

    async function idsOf(query: Query): Promise<string[]> {
      return (await everyPage((cursor) => store.find(query, 100, cursor))).map(({ id }) => id);
    }

    describe('A document', () => {
      test('is not there until it has been created', async () => {
        expect(await store.get(uuid(1))).toBeNull();
      });

      test.each([consultation(1), north, person(1)])('of each kind is read as it was written: $kind', async (document) => {
        const created = await store.create(document);

        expect(created.document).toEqual(document);
        expect(await store.get(document.id)).toEqual(created);
      });

      test('is created once: a second time is a conflict, and changes nothing', async () => {
        const first = await store.create(consultation(1));

        await expect(store.create(consultation(1, { reference: 'OT-SECOND' }))).rejects.toThrow(ConflictError);

        expect(await store.get(uuid(1))).toEqual(first);
      });

      test('that many create at once is created by one of them', async () => {
        const names = Array.from({ length: 10 }, (_, number) => `OT-${number}`);

        const created = await Promise.allSettled(names.map((reference) => store.create(consultation(1, { reference }))));

        const stored = await store.get(uuid(1));
        const winners = created.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
        expect(winners).toEqual([stored]);
      });

      test('is replaced by whoever has read its newest version', async () => {
        const { version } = await store.create(consultation(1));

        const replaced = await store.replace({ document: consultation(1, { status: 'claimed' }), version });

        expect(replaced.document).toEqual(consultation(1, { status: 'claimed' }));
        expect(await store.get(uuid(1))).toEqual(replaced);
      });

      test('is not replaced by whoever has read an older one: that is a conflict, and changes nothing', async () => {
        const { version } = await store.create(consultation(1));
        const newer = await store.replace({ document: consultation(1, { status: 'claimed' }), version });

        await expect(store.replace({ document: consultation(1, { status: 'withdrawn' }), version })).rejects.toThrow(ConflictError);

        expect(await store.get(uuid(1))).toEqual(newer);
      });

      test('that does not exist is not replaced, nor made: that is a conflict', async () => {
        const { version } = await store.create(consultation(1));

        await expect(store.replace({ document: consultation(2), version })).rejects.toThrow(ConflictError);

        expect(await store.get(uuid(2))).toBeNull();
      });

      test('has another version after every replacement, also by the same', async () => {
        let stored: Stored = await store.create(consultation(1));
        const versions = new Set([stored.version]);
        for (let time = 0; time < 20; time++) {
          stored = await store.replace(stored);
          versions.add(stored.version);
        }

        expect(versions.size).toBe(21);
        expect((await store.get(uuid(1)))?.version).toBe(stored.version);
      });

      test('that many read and count up, each only what they have read, has counted every one of two hundred', async () => {
        await store.create(networkOf('Laskuri', { area: 'ita', members: 0 }));
        const { id } = networkOf('Laskuri', { area: 'ita' });
        async function countUp(): Promise<void> {
          const stored = (await store.get(id)) as Stored<typeof north>;
          const next = { ...stored.document, members: stored.document.members + 1 };
          await store.replace({ ...stored, document: next }).catch((error) => {
            if (!(error instanceof ConflictError)) throw error;
            return countUp();
          });
        }
        const reader = async () => {
          for (let time = 0; time < 10; time++) await countUp();
        };

        await Promise.all(Array.from({ length: 20 }, reader));

        expect(await store.get(id)).toMatchObject({ document: { members: 200 } });
      });

      test('stays as it was written, whatever is done to the object that was handed in or out', async () => {
        const document = consultation(1);
        await store.create(document);
        document.reference = 'changed';
        const read = (await store.get(uuid(1))) as Stored<Consultation>;
        read.document.reference = 'changed too';

        expect(await store.get(uuid(1))).toMatchObject({ document: { reference: consultation(1).reference } });
      });

      test.each([
        'Ääkköset, Åbo ja Inarinsaame: čđŋšŧž',
        'Hän sanoi "ei" ja \'joo\', \\n oli kirjain',
        "'; DROP TABLE documents; --",
        'perhe 👩‍👩‍👧‍👦, lippu 🇫🇮, käsi 👋🏽',
        'rivi\nuusi rivi\r\n\ttaulukko\u2028erotin',
        'ohjaus \u0000 \u0007 \u001b, suunta \u202eoikealta\u202c',
        '{"json": ["sisällä"]} {ei} %s ?1 :nimi @x',
      ])('keeps every character of %j', async (text) => {
        const document = { ...person(1), name: text };
        const asked = consultation(1, { requester: { id: text, teamsId: text, name: text } });
        await createAll([document, asked]);

        expect((await store.get(document.id))?.document).toEqual(document);
        expect(await idsOf({ by: 'requester', requester: text })).toEqual([uuid(1)]);
      });

      test('may be as large as a megabyte', async () => {
        const text = 'ä'.repeat(512 * 1024);
        const { version } = await store.create(consultation(1));

        await store.replace({ document: consultation(1, { reference: text }), version });

        expect(await store.get(uuid(1))).toMatchObject({ document: { reference: text } });
      });
    });

    describe('Finding consultations', () => {
      test("gives a requester's own, newest first", async () => {
        await createAll([
          consultation(1, { openedAt: day(2) }),
          consultation(2, { openedAt: day(3) }),
          consultation(3, { openedAt: day(1) }),
          consultation(4, { requester: { id: 'somebody', teamsId: '', name: '' } }),
        ]);

        expect(await idsOf({ by: 'requester', requester: consultation(1).requester.id })).toEqual([uuid(2), uuid(1), uuid(3)]);
        expect(await idsOf({ by: 'requester', requester: 'somebody' })).toEqual([uuid(4)]);
        expect(await idsOf({ by: 'requester', requester: 'nobody' })).toEqual([]);
      });

      test("gives a network's in the statuses that are asked for, newest first whatever their status", async () => {
        const elsewhere = networkOf('Muu', { area: 'ita' });
        await createAll([
          consultation(1, { openedAt: day(1), status: 'open' }),
          consultation(2, { openedAt: day(2), status: 'claimed' }),
          consultation(3, { openedAt: day(3), status: 'open' }),
          consultation(4, { openedAt: day(4), status: 'closed' }),
          consultation(5, { openedAt: day(5), network: elsewhere.id }),
          consultation(6, { openedAt: day(6), network: null }),
        ]);

        expect(await idsOf({ by: 'network', network: north.id, statuses: ['open', 'claimed'] })).toEqual([3, 2, 1].map(uuid));
        expect(await idsOf({ by: 'network', network: north.id, statuses: ['closed'] })).toEqual([uuid(4)]);
        expect(await idsOf({ by: 'network', network: north.id, statuses: ['waiting'] })).toEqual([]);
        expect(await idsOf({ by: 'network', network: north.id, statuses: [] })).toEqual([]);
      });

      test("gives an area's that were opened in a period, from its first instant up to, but without, its last", async () => {
        await createAll([1, 2, 3, 4].map((number) => consultation(number, { openedAt: day(number) })));
        await store.create(consultation(5, { openedAt: day(2), area: 'ita' }));

        expect(await idsOf({ by: 'opened', area: 'pohjois', from: day(2), to: day(4) })).toEqual([uuid(3), uuid(2)]);
        expect(await idsOf({ by: 'opened', area: 'pohjois', from: day(4), to: day(4) })).toEqual([]);
        expect(await idsOf({ by: 'opened', area: 'ita', from: day(1), to: day(9) })).toEqual([uuid(5)]);
      });

      test("gives an area's in one of these statuses", async () => {
        await createAll((['open', 'claimed', 'closed'] as const).map((status, number) => consultation(number, { status })));
        await store.create(consultation(5, { area: 'ita' }));

        expect(await idsOf({ by: 'area', area: 'pohjois', statuses: ['open', 'closed'] })).toEqual([uuid(2), uuid(0)]);
        expect(await idsOf({ by: 'area', area: 'pohjois', statuses: [] })).toEqual([]);
        expect(await idsOf({ by: 'area', area: 'ita', statuses: ['open'] })).toEqual([uuid(5)]);
      });

      test("gives an area's to which something has happened since, whenever they were opened", async () => {
        const changed = (number: number, at: string) => {
          const fresh = consultation(number, { openedAt: day(0) });
          return { ...fresh, history: [...fresh.history, { ...(fresh.history[0] as Entry), seq: 2, at }] };
        };
        await createAll([changed(1, day(3)), changed(2, day(1)), changed(3, day(2))]);
        await store.create({ ...changed(4, day(3)), area: 'ita' });

        expect(await idsOf({ by: 'changed', area: 'pohjois', since: day(2) })).toEqual([uuid(1), uuid(3)]);
        expect(await idsOf({ by: 'changed', area: 'pohjois', since: day(4) })).toEqual([]);
      });

      test('gives the one whose thread it is, as long as it lives there', async () => {
        const [first] = consultation(1).cards;
        const old = { ...(first as Consultation['cards'][number]), thread: 'thread-1' };
        await createAll([consultation(1, { cards: [old] }), consultation(2, { cards: [{ ...old, thread: 'thread-2' }] }), consultation(3)]);

        expect(await idsOf({ by: 'thread', thread: 'thread-1' })).toEqual([uuid(1)]);
        await replace(uuid(1), { cards: [old, { ...old, thread: 'thread-3' }] });

        expect(await idsOf({ by: 'thread', thread: 'thread-1' })).toEqual([]);
        expect(await idsOf({ by: 'thread', thread: 'thread-3' })).toEqual([uuid(1)]);
      });

      test('follows the document: what has changed its status or its network is found where it is now', async () => {
        const elsewhere = networkOf('Muu', { area: 'ita' });
        const inNorth = (status: Consultation['status']) => idsOf({ by: 'network', network: north.id, statuses: [status] });
        await store.create(consultation(1, { status: 'open', openedAt: day(1) }));

        await replace(uuid(1), { status: 'claimed' });
        expect([await inNorth('open'), await inNorth('claimed')]).toEqual([[], [uuid(1)]]);
        await replace(uuid(1), { network: elsewhere.id, area: 'ita' });

        expect(await inNorth('claimed')).toEqual([]);
        expect(await idsOf({ by: 'network', network: elsewhere.id, statuses: ['claimed'] })).toEqual([uuid(1)]);
        expect(await idsOf({ by: 'opened', area: 'pohjois', from: day(0), to: day(9) })).toEqual([]);
        expect(await idsOf({ by: 'opened', area: 'ita', from: day(0), to: day(9) })).toEqual([uuid(1)]);
      });
    });

    describe('Pages', () => {
      // Some were opened in the same instant: then their ids decide.
      const asked = Array.from({ length: 25 }, (_, number) =>
        consultation(number, { openedAt: day(Math.floor(number / 4)), status: number % 2 ? 'open' : 'claimed' }),
      );
      const newestFirst = asked.map(({ id }) => id).reverse();
      const queries: Query[] = [
        { by: 'requester', requester: consultation(1).requester.id },
        { by: 'network', network: north.id, statuses: ['open', 'claimed'] },
        { by: 'opened', area: 'pohjois', from: day(0), to: day(9) },
        { by: 'area', area: 'pohjois', statuses: ['open', 'claimed'] },
        { by: 'changed', area: 'pohjois', since: day(0) },
      ];
      const sizes = [1, 2, 3, 7, 25, 100];

      test.each(queries)('of consultations by $by hold each of them once, newest first, whatever the size', async (query) => {
        await createAll(shuffled(asked));

        for (const size of sizes) {
          const found = await everyPage((cursor) => store.find(query, size, cursor));
          expect(found.map(({ id }) => id)).toEqual(newestFirst);
        }
      });

      test.each(queries)('of consultations by $by hold no document twice and miss no old one while others are written', async (query) => {
        await createAll(asked);
        let written = 100;
        async function nextPage(cursor: string | null): Promise<Page<Consultation>> {
          const page = await store.find(query, 4, cursor);
          await createAll([consultation(written++, { openedAt: day(8) }), consultation(written++, { openedAt: day(3) })]);
          await replace(newestFirst[written % 25] ?? '', { reference: `OT-${written}` });
          return page;
        }

        const found = (await everyPage(nextPage)).map(({ id }) => id);

        expect(new Set(found).size).toBe(found.length);
        expect(found.filter((id) => newestFirst.includes(id))).toEqual(newestFirst);
      });

      test('of one kind come in the order of their ids, whatever the size, and hold nothing of another kind', async () => {
        const networks = Array.from({ length: 12 }, (_, number) => networkOf(`Verkosto ${number}`, { area: 'ita' }));
        const people = [3, 1, 2].map(person);
        await createAll([...shuffled(networks), ...people, ...asked]);

        for (const size of sizes) {
          const found = await everyPage((cursor) => store.list('network', size, cursor));
          expect(found.map(({ id }) => id)).toEqual(networks.map(({ id }) => id).sort());
        }
        expect(await everyPage((cursor) => store.list('person', 2, cursor))).toEqual([1, 2, 3].map(person));
        expect(await everyPage((cursor) => store.list('consultation', 10, cursor))).toHaveLength(25);
      });
    });

    describe('Alarms', () => {
      const dueAt = async (at: string, limit = 100) => (await store.due(at, limit)).map(({ id }) => id);

      test('that have passed are given, the earliest first; those to come, and documents without one, are not', async () => {
        await createAll([
          consultation(1, { alarmAt: day(3) }),
          consultation(2, { alarmAt: day(1) }),
          consultation(3, { alarmAt: day(2) }),
          consultation(4, { alarmAt: day(4) }),
          consultation(5, { alarmAt: null }),
          person(1),
          north,
        ]);

        expect(await dueAt(day(0))).toEqual([]);
        expect(await dueAt(day(3))).toEqual([2, 3, 1].map(uuid));
        expect(await dueAt('9999-12-31T23:59:59.999Z')).toEqual([2, 3, 1, 4].map(uuid));
      });

      test('are given with the version that they can be replaced at, and no more than are asked for', async () => {
        await createAll([3, 1, 2].map((number) => consultation(number, { alarmAt: day(number) })));

        const [first] = await store.due(day(3), 1);

        expect(await dueAt(day(3), 2)).toEqual([uuid(1), uuid(2)]);
        expect(first).toEqual({ id: uuid(1), tries: 0, ...(await store.get(uuid(1))) });
      });

      test('move with their document', async () => {
        await store.create(consultation(1, { alarmAt: day(1) }));

        await replace(uuid(1), { alarmAt: day(5) });
        expect([await dueAt(day(4)), await dueAt(day(5))]).toEqual([[], [uuid(1)]]);
        await replace(uuid(1), { alarmAt: null });

        expect(await dueAt(day(9))).toEqual([]);
      });
    });

    describe('What is put off', () => {
      async function dueNow(): Promise<Due> {
        const [due] = await store.due(day(9), 1);
        return due as Due;
      }

      test('comes again at the time that was named, otherwise as it was, and it is counted how often', async () => {
        const { document } = await store.create(consultation(1, { alarmAt: day(1) }));

        await store.putOff(await dueNow(), day(3));
        await store.putOff(await dueNow(), day(5));

        expect(await store.due(day(4), 1)).toEqual([]);
        expect(await dueNow()).toMatchObject({ id: uuid(1), document, tries: 2 });
        expect((await store.get(uuid(1)))?.document).toEqual(document);
      });

      test('begins anew when somebody writes it', async () => {
        await store.create(consultation(1, { alarmAt: day(1) }));
        await store.putOff(await dueNow(), day(5));

        await replace(uuid(1), { alarmAt: day(2) });

        expect(await dueNow()).toMatchObject({ tries: 0, document: { alarmAt: day(2) } });
        expect(await store.due(day(2), 1)).toHaveLength(1);
      });

      test('has not been written since it was read: otherwise that is a conflict, and the newer alarm stands', async () => {
        await store.create(consultation(1, { alarmAt: day(1) }));
        const before = await dueNow();
        await replace(uuid(1), { alarmAt: day(2) });

        await expect(store.putOff(before, day(8))).rejects.toThrow(ConflictError);
        await expect(store.putOff({ id: uuid(2), version: before.version }, day(8))).rejects.toThrow(ConflictError);

        expect(await store.due(day(2), 1)).toMatchObject([{ id: uuid(1), tries: 0 }]);
      });
    });

    describe('What is stored and can be read by nobody', () => {
      const broken = { ...consultation(2, { openedAt: day(2), alarmAt: day(1) }), seats: 'none' } as unknown as Consultation;
      const mine = { by: 'requester', requester: consultation(1).requester.id } as const;
      beforeEach(() =>
        createAll([consultation(1, { openedAt: day(1), alarmAt: day(3) }), broken, consultation(3, { openedAt: day(3), alarmAt: day(2) })]),
      );

      test('is not taken for a document, nor for nothing: reading it fails with its id', async () => {
        await expect(store.get(broken.id)).rejects.toMatchObject({ code: 'store-unreadable', message: expect.stringContaining(broken.id) });
      });

      test('is not written over by whoever takes its id for free', async () => {
        await expect(store.create(consultation(2))).rejects.toThrow(ConflictError);

        await expect(store.get(broken.id)).rejects.toMatchObject({ code: 'store-unreadable' });
      });

      test.each([1, 2, 3, 100])('is named beside those that are found and listed, and hides none of them: %i on a page', async (size) => {
        const pages = [
          await everyPageOf((cursor) => store.find(mine, size, cursor)),
          await everyPageOf((cursor) => store.list('consultation', size, cursor)),
        ];

        for (const page of pages)
          expect({ ids: page.ids.sort(), unreadable: page.unreadable }).toEqual({ ids: [1, 3].map(uuid), unreadable: [uuid(2)] });
      });

      test('falls due like others, without a document, and can be put off', async () => {
        const due = await store.due(day(9), 10);
        await store.putOff(due[0] as Due, day(8));

        expect(due.map(({ id, document }) => [id, document?.id ?? null])).toEqual([
          [uuid(2), null],
          [uuid(3), uuid(3)],
          [uuid(1), uuid(1)],
        ]);
        expect((await store.due(day(7), 10)).map(({ id }) => id)).toEqual([3, 1].map(uuid));
        await expect(store.get(broken.id)).rejects.toMatchObject({ code: 'store-unreadable' });
      });

      test.each<[string, object]>([
        ['a network whose languages are none', { ...north, languages: null }],
        ['a network whose duty is nobody', { ...north, duty: { turns: 'weekly', from: '2026-11-23' } }],
        ['a centre without trainings', { kind: 'centre', id: 'centre:ita', area: 'ita', coordinators: null }],
        ['a person without a language', { ...person(1), locale: 7 }],
        ['a document of no kind', { ...person(1), kind: 'folk' }],
      ])('is also %s', async (_what, document) => {
        await store.create(document as Document);

        await expect(store.get((document as Document).id)).rejects.toMatchObject({ code: 'store-unreadable' });
        expect((await store.list('network', 10)).found).toEqual([]);
      });
    });

    test('It can be reached and written while it is open', async () => {
      await expect(store.check()).resolves.toBeUndefined();
    });

    if (lasting) {
      test('What it holds is there when it is opened again, and is replaced as before', async () => {
        const created = await store.create(consultation(1, { alarmAt: day(1) }));

        store = await opening.reopen();

        expect(await store.get(uuid(1))).toEqual(created);
        expect(await idsOf({ by: 'requester', requester: created.document.requester.id })).toEqual([uuid(1)]);
        expect(await store.due(day(1), 1)).toMatchObject([created]);
        await expect(store.replace(created)).resolves.toMatchObject({ document: created.document });
        await expect(store.replace(created)).rejects.toThrow(ConflictError);
      });
    }
  });
}

/** The consultation of this number, asked on Monday in the north. */
export function consultation(number: number, change: Partial<Consultation> = {}): Consultation {
  return { ...opened(), id: uuid(number), ...change };
}

function person(number: number): Person {
  const personId = `person-${number}`;
  const reached = { teamsId: `29:${personId}`, tenantId: uuid(9), serviceUrl: 'https://teams.example/', conversation: null };
  const chosen = { locale: 'fi', county: null, sector: null, isGuest: false, isBlocked: false, isWelcomed: false, digest: null } as const;
  return { kind: 'person', id: `person:${personId}`, personId, name: `Henkilö ${number}`, ...reached, ...chosen };
}

function day(number: number): string {
  return `2026-11-${String(10 + number)}T08:00:00.000Z`;
}

// Always the same order, which is neither that of ids nor that of time.
function shuffled<T>(items: T[]): T[] {
  return items.map((_, place) => items[(place * 7 + 3) % items.length] as T);
}

/** What a store gives and what it can't read, page by page. */
async function everyPageOf(pageAt: (cursor: string | null) => Promise<Page>): Promise<{ ids: string[]; unreadable: string[] }> {
  const pages: Page[] = [];
  do pages.push(await pageAt(pages.at(-1)?.next ?? null));
  while (pages.at(-1)?.next);
  return {
    ids: pages.flatMap(({ found }) => found.map(({ document }) => document.id)),
    unreadable: pages.flatMap((page) => page.unreadable),
  };
}

async function everyPage<D extends Document>(pageAt: (cursor: string | null) => Promise<Page<D>>): Promise<D[]> {
  const found: D[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<D> = await pageAt(cursor);
    found.push(...page.found.map(({ document }) => document));
    cursor = page.next;
  } while (cursor);
  return found;
}
