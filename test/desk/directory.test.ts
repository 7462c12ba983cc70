import { beforeEach, describe, expect, test } from '@jest/globals';
import { createDirectory, type DirectoryDesk, type Told } from '../../src/desk/directory.ts';
import type { Registration } from '../../src/desk/networks.ts';
import type { Network } from '../../src/domain/network.ts';
import type { Person } from '../../src/domain/person.ts';
import { createSqliteStore } from '../../src/store/sqlite.ts';
import type { Store } from '../../src/store/store.ts';
import { directory as country, networkOf, north } from '../support/consultations.ts';

let store: Store;
let directory: DirectoryDesk;

beforeEach(() => {
  store = createSqliteStore(':memory:');
  directory = createDirectory({ store, coordinators: country.coordinators });
});

/** What a turn tells of somebody; they are met in their own chat unless told otherwise. */
function seen(
  change: Partial<Pick<Person, 'name' | 'locale' | 'serviceUrl' | 'conversation'> & { localeBy: 'guessed' | 'told' }> = {},
  told: Partial<Told> | (() => Promise<Told>) = {},
) {
  return {
    personId: 'aino',
    teamsId: '29:aino',
    name: 'Aino Asker',
    locale: 'fi' as const,
    localeBy: 'told' as const,
    tenantId: 'tenant',
    serviceUrl: 'https://teams.example/',
    conversation: 'chat-of-aino',
    ...change,
    ask: typeof told === 'function' ? told : async () => ({ isGuest: false, name: '', givenName: '', ...told }),
  };
}

describe('Networks', () => {
  test('are registered, and are there from then on, with the coordinators of the configuration', async () => {
    const registered = await directory.register(registrationOf(north));

    expect(registered).toEqual(north);
    expect(await directory.current()).toEqual({ networks: [north], coordinators: country.coordinators, timings: {} });
  });

  test('that are registered again are changed', async () => {
    await store.create(north);
    const breaks = [{ from: '2026-07-01', to: '2026-07-31' }];

    await directory.register({ ...registrationOf(north), name: 'Lapin verkosto', fields: ['lastensuojelu', 'paihteet'], breaks });

    const { networks } = await directory.current();
    expect(networks).toEqual([{ ...north, name: 'Lapin verkosto', fields: ['lastensuojelu', 'paihteet'], breaks, revision: 1 }]);
  });

  test('keep the moment of their first registration', async () => {
    await store.create(north);

    await directory.register({ ...registrationOf(north), registeredAt: '2027-01-07T08:00:00.000Z' });

    expect((await directory.current()).networks).toEqual([north]);
  });

  test('that may not be changed by now stay as they are', async () => {
    await store.create(north);

    const registered = await directory.register({ ...registrationOf(north), area: 'ita' }, ({ area }) => area === 'ita');

    expect(registered).toBeNull();
    expect((await directory.current()).networks).toEqual([north]);
  });

  test('that two people register at once are one network', async () => {
    const names = ['Yksi', 'Kaksi', 'Kolme'];

    await Promise.all(names.map((name) => directory.register({ ...registrationOf(north), name })));

    const { networks } = await directory.current();
    expect(networks).toHaveLength(1);
    expect(names).toContain(networks[0]?.name);
  });

  test('are all there, also when there are many', async () => {
    const many = Array.from({ length: 450 }, (_, number) => networkOf(`Verkosto ${number}`, { area: 'ita' }));
    for (const network of many) await store.create(network);

    const { networks } = await directory.current();

    expect(new Set(networks.map(({ id }) => id))).toEqual(new Set(many.map(({ id }) => id)));
    expect(networks).toHaveLength(450);
  });

  test('that nobody could route to are refused', async () => {
    await expect(directory.register({ ...registrationOf(north), languages: [] })).rejects.toThrow();

    expect((await directory.current()).networks).toEqual([]);
  });
});

describe('People', () => {
  test('who have not been met are unknown, and nothing can be remembered of them', async () => {
    expect(await directory.person('aino')).toBeNull();
    expect(await directory.welcome('aino')).toBe(false);
    await expect(directory.remember('aino', { county: '21' })).rejects.toThrow('has not been met');
  });

  test('are met once: after that they are known as they were', async () => {
    const met = await directory.meet(seen());
    const again = await directory.meet(seen());

    expect(met).toMatchObject({ id: 'person:aino', personId: 'aino', name: 'Aino Asker', county: null, sector: null, isWelcomed: false });
    expect(again).toEqual(met);
    expect(await store.get('person:aino')).toEqual({ document: met, version: '1' });
  });

  test.each([
    [false, 'Aino Asker', 1],
    [false, '', 1],
    [false, 'Aino Uusinimi', 2],
    [true, 'Aino Asker', 2],
    [null, 'Aino Asker', 2],
  ])(
    'are asked for until Teams says that they are no guests, and when they are called otherwise: %s, then “%s”, makes %i',
    async (isGuest, name, times) => {
      let asked = 0;
      const ask = async () => {
        asked += 1;
        return { isGuest, name: '', givenName: '' };
      };

      await directory.meet(seen({}, ask));
      const again = await directory.meet(seen({ name }, ask));

      expect(asked).toBe(times);
      expect(again).toMatchObject({ isGuest, name: name || 'Aino Asker' });
    },
  );

  test('whom a turn does not name are called as the roster calls them, and so are those who have been met without a name', async () => {
    const nameless = await directory.meet(seen({ name: '' }));
    const named = await directory.meet(seen({ name: '' }, { name: 'Aino Asker', givenName: 'Aino' }));
    const later = await directory.meet(seen({ name: '' }));

    expect([nameless, named, later].map(({ name, givenName }) => [name, givenName])).toEqual([
      ['', ''],
      ['Aino Asker', 'Aino'],
      ['Aino Asker', 'Aino'],
    ]);
  });

  test.each([
    ['a guess gives way to what Teams tells', 'guessed', 'told', 'sv'],
    ['a guess stays as long as there are only guesses', 'guessed', 'guessed', 'fi'],
    ['what Teams has told stays, whatever another client of theirs says', 'told', 'told', 'fi'],
    ['what Teams has told is worth more than a guess', 'told', 'guessed', 'fi'],
  ] as const)('are served in one language: %s', async (_what, first, then, served) => {
    await directory.meet(seen({ localeBy: first }));

    expect(await directory.meet(seen({ locale: 'sv', localeBy: then }))).toMatchObject({ locale: served });
    expect(await directory.person('aino')).toMatchObject({ locale: served, localeBy: served === 'sv' ? then : first });
  });

  test('who have chosen their language keep it, and so do those of whom an earlier release has not written down who chose it', async () => {
    const { localeBy: _, ...earlier } = await directory.meet(seen({ localeBy: 'guessed' }));
    await store.create({ ...earlier, id: 'person:oona', personId: 'oona' });
    await directory.remember('aino', { locale: 'en', localeBy: 'chosen' });

    const aino = await directory.meet(seen({ locale: 'sv' }));
    const oona = await directory.meet({ ...seen({ locale: 'sv' }), personId: 'oona' });

    expect([aino, oona]).toMatchObject([{ locale: 'en' }, { locale: 'fi' }]);
  });

  test('whose language a guess and Teams tell in the same moment are served in the one that Teams tells', async () => {
    const events = [seen({ localeBy: 'guessed' }), seen({ locale: 'sv' }), seen({ localeBy: 'guessed' })];

    await Promise.all(events.map((event) => directory.meet(event)));

    expect(await directory.person('aino')).toMatchObject({ locale: 'sv', localeBy: 'told' });
  });

  test('of whom Teams does not say whether they are guests are not remembered; who is known already stays known', async () => {
    const unknown = await directory.meet(seen({}, { isGuest: null }));
    expect([unknown.isGuest, await directory.person('aino')]).toEqual([null, null]);

    const known = await directory.meet(seen());

    expect(await directory.meet(seen({}, { isGuest: null }))).toEqual(known);
  });

  test('keep what they have chosen, whatever Teams says of them later', async () => {
    await directory.meet(seen());
    await directory.remember('aino', { locale: 'sv', localeBy: 'chosen', county: '21', sector: 'health' });

    await directory.meet(seen({ locale: 'en', serviceUrl: 'https://elsewhere.example/' }));

    const person = await directory.person('aino');
    expect(person).toMatchObject({ locale: 'sv', county: '21', sector: 'health', serviceUrl: 'https://elsewhere.example/' });
  });

  test('are still found in their own chat after they have been met in a channel', async () => {
    await directory.meet(seen());

    expect(await directory.meet(seen({ conversation: null }))).toMatchObject({ conversation: 'chat-of-aino' });
  });

  test('who are met in a chat and in channels at the same moment are one person, who is found in that chat', async () => {
    const turns = [null, 'chat-of-aino', null].map((conversation) => directory.meet(seen({ conversation })));

    await Promise.all(turns);

    expect((await store.list('person', 10)).found).toHaveLength(1);
    expect(await directory.person('aino')).toMatchObject({ conversation: 'chat-of-aino' });
  });

  test('keep every one of many things that are remembered of them at once', async () => {
    await directory.meet(seen());

    await Promise.all([
      directory.remember('aino', { county: '21' }),
      directory.remember('aino', { sector: 'health' }),
      directory.remember('aino', { locale: 'sv' }),
      directory.welcome('aino'),
    ]);

    expect(await directory.person('aino')).toMatchObject({ county: '21', sector: 'health', locale: 'sv', isWelcomed: true });
  });

  test('are welcomed once, however many turns would greet them', async () => {
    await directory.meet(seen());

    const greeted = await Promise.all(Array.from({ length: 20 }, () => directory.welcome('aino')));

    expect(greeted.filter(Boolean)).toHaveLength(1);
    expect(await directory.welcome('aino')).toBe(false);
  });
});

function registrationOf({ kind: _kind, id: _id, ...registration }: Network): Registration {
  return registration;
}
