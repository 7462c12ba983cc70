import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import type { Container } from '@azure/cosmos';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { readConfig } from '../../src/config.ts';
import { createCosmosStore } from '../../src/store/cosmos.ts';
import { ConflictError, keysOf, type Store, type StoreError } from '../../src/store/store.ts';
import { uuid } from '../support/clock.ts';
import { networkOf } from '../support/consultations.ts';
import { type CosmosServer, startCosmos } from '../support/cosmos-server.ts';
import { openCountry } from '../support/country.ts';
import { consultation, describeStore } from './contract.ts';

let cosmos: CosmosServer;
let container: Container;
let store: Store;

beforeAll(async () => {
  cosmos = await startCosmos();
});
afterAll(() => cosmos.close());

beforeEach(async () => {
  cosmos.faults.calm();
  container = await cosmos.makeContainer();
  store = await open();
});
afterEach(() => store.close());

type Place = Partial<{ endpoint: string; database: string; container: string; key: string }>;

function open({ key = cosmos.key, ...place }: Place = {}, patienceMs = 10_000): Promise<Store> {
  const account = { endpoint: cosmos.endpoint, database: 'neuvo', container: container.id, key: () => key, ...place };
  return createCosmosStore(account, { agent: cosmos.agent, patienceMs });
}

async function failureOf(work: Promise<unknown>): Promise<StoreError> {
  return work.then(
    () => Promise.reject(new Error('nothing has failed')),
    (error) => error,
  );
}

describeStore('Cosmos DB', async () => ({ store, reopen: () => open(), close: async () => {} }));

describe('An item in Cosmos DB', () => {
  test('is the document with the keys that it is found by', async () => {
    const document = consultation(1);

    await store.create(document);

    const { resource } = await container.item(document.id, document.id).read();
    expect(resource).toMatchObject({ ...document, keys: keysOf(document) });
  });

  test.each(['19:a/b\\c?d#e%41~2f@thread.tacv2', '19:Ääkköset ja väli@thread.tacv2', '~', '%2F', '19:+&=;"\'<>@thread.tacv2'])(
    'may have any character in its id: %s',
    async (channel) => {
      const network = { ...networkOf('Lappi', { area: 'pohjois' }), id: `network:${channel}` };

      const { version } = await store.create(network);
      const replaced = await store.replace({ document: { ...network, members: 6 }, version });

      expect(await store.get(network.id)).toEqual(replaced);
      expect((await store.list('network', 10)).found).toEqual([replaced]);
      expect((await store.list('network', 10, network.id)).found).toEqual([]);
      const { resources: items } = await container.items.readAll<{ id: string }>().fetchAll();
      expect(items.map(({ id }) => id)).toEqual([expect.not.stringMatching(/[/\\?#%]/)]);
    },
  );
});

describe('When Cosmos DB fails', () => {
  const busy = { status: 429, headers: { 'x-ms-retry-after-ms': '5' } };

  test('a replacement that it holds for stale is a conflict', async () => {
    const stored = await store.create(consultation(1));
    cosmos.faults.fail('replace', { status: 412 });

    await expect(store.replace(stored)).rejects.toThrow(ConflictError);
  });

  test('it is asked again once it has been too busy for a moment', async () => {
    const stored = await store.create(consultation(1));
    cosmos.faults.fail('replace', busy);

    const replaced = await store.replace({ ...stored, document: consultation(1, { status: 'claimed' }) });

    expect(await store.get(uuid(1))).toEqual(replaced);
    expect(cosmos.faults.count('replace')).toBe(2);
  });

  test.each(['create', 'read', 'query'] as const)(
    'and stays too busy, a %s ends with a sentence after four attempts',
    async (operation) => {
      cosmos.faults.fail(operation, busy, { times: 100 });

      const work = { create: () => store.create(consultation(1)), read: () => store.get(uuid(1)), query: () => store.due('2027', 1) };
      const { message } = await failureOf(work[operation]());

      expect(message).toBe(`Cosmos DB at ${new URL(cosmos.endpoint).host} is asked for more than it can give (429).`);
      expect(cosmos.faults.count(operation)).toBe(4);
    },
  );

  test('and asks for more patience than there is, the caller does not wait', async () => {
    const impatient = await open({}, 200);
    cosmos.faults.fail('create', { status: 429, headers: { 'x-ms-retry-after-ms': '2000' } });

    await expect(impatient.create(consultation(1))).rejects.toThrow("can't be reached");

    expect(cosmos.faults.count('create')).toBe(1);
  });

  test.each(['lost', { status: 503 }, { status: 449 }] as const)('a write that has not been made is sent once more: %j', async (fault) => {
    cosmos.faults.fail('create', fault);
    cosmos.faults.fail('replace', fault);

    const created = await store.create(consultation(1));
    const replaced = await store.replace({ ...created, document: consultation(1, { status: 'claimed' }) });

    expect(await store.get(uuid(1))).toEqual(replaced);
  });

  test('a creation whose answer is lost is a conflict with itself: the caller finds what it has written', async () => {
    cosmos.faults.fail('create', 'answer lost');

    await expect(store.create(consultation(1))).rejects.toThrow(ConflictError);

    expect(await store.get(uuid(1))).toMatchObject({ document: consultation(1) });
  });

  test('a replacement whose answer is lost is a conflict with itself: the caller reads again, and finds it done', async () => {
    const stored = await store.create(consultation(1));
    cosmos.faults.fail('replace', 'answer lost');

    await expect(store.replace({ ...stored, document: consultation(1, { status: 'claimed' }) })).rejects.toThrow(ConflictError);

    expect(await store.get(uuid(1))).toMatchObject({ document: { status: 'claimed' } });
    expect(cosmos.faults.count('replace')).toBe(2);
  });

  test('a read whose connection breaks is tried again', async () => {
    const stored = await store.create(consultation(1));
    cosmos.faults.fail('read', 'lost');

    expect(await store.get(uuid(1))).toEqual(stored);
  });

  test('a read that a replica is too far behind for is tried again', async () => {
    const stored = await store.create(consultation(1));
    cosmos.faults.fail('read', { status: 404, headers: { 'x-ms-substatus': '1002' } });

    expect(await store.get(uuid(1))).toEqual(stored);
  });

  test.each(['lost', 'answer lost', 'silence'] as const)('for good, nobody waits for ever: %s', async (fault) => {
    const impatient = await open({}, 300);
    for (const operation of ['read', 'query', 'create'] as const) cosmos.faults.fail(operation, fault, { times: 100 });

    const works = [impatient.get(uuid(1)), impatient.due('2027', 1), impatient.find({ by: 'thread', thread: 't' }, 1)];
    const failures = await Promise.all(works.map(failureOf));

    for (const { code, message } of failures) expect([code, message]).toEqual(['store', expect.stringContaining("can't be reached")]);
  });

  test.each([
    [{ status: 503 }, 'answered 503'],
    [{ status: 500 }, 'answered 500'],
    [{ status: 401 }, 'does not let Neuvo in (401)'],
    [{ status: 403, headers: { 'x-ms-substatus': '5300' } }, 'does not let Neuvo in (403)'],
    [{ status: 404, headers: { 'x-ms-substatus': '1003' } }, 'has no container'],
    [{ status: 404, headers: { 'x-ms-substatus': '1002' } }, 'answered 404/1002'],
    [{ status: 410, headers: { 'x-ms-substatus': '1002' } }, 'answered 410/1002'],
  ])('with %j, a read says so, and does not say that there is no such document', async (fault, sentence) => {
    await store.create(consultation(1));
    cosmos.faults.fail('read', fault, { times: 100 });

    await expect(store.get(uuid(1))).rejects.toThrow(sentence);
  });

  test.each([
    [{ status: 413 }, 'does not take a document of more than 2 MB'],
    [{ status: 503 }, 'answered 503'],
    ['silence' as const, "can't be reached"],
    ['lost' as const, "can't be reached"],
  ])('with %j, no failure has the key or the document in it', async (fault, sentence) => {
    const impatient = await open({}, 500);
    cosmos.faults.fail('create', fault, { times: 100 });

    const failure = await failureOf(impatient.create(consultation(1, { reference: 'OT-SECRET' })));

    expect(failure.message).toContain(sentence);
    expect(Object.getOwnPropertyNames(failure).sort()).toEqual(['code', 'message', 'stack']);
    expect(failure.stack).not.toContain('OT-SECRET');
    expect(failure.stack).not.toContain(cosmos.key);
  });
});

describe('Before the bot starts, Cosmos DB is looked at:', () => {
  test.each([
    ['container', { container: 'nowhere' }, 'has no container "nowhere" in a database "neuvo"'],
    ['database', { database: 'nothing' }, 'in a database "nothing"'],
    ['account', { endpoint: 'https://127.0.0.1:9/' }, "Cosmos DB at 127.0.0.1:9 can't be reached (ECONNREFUSED)."],
  ])('the %s that does not exist is named', async (_what, place, sentence) => {
    await expect((await open(place)).check()).rejects.toThrow(sentence);
  });

  test.each([{ partitionKey: '/kind' }, { indexingPolicy: { includedPaths: [{ path: '/*' }] } }])(
    'a container that was not made for Neuvo is refused: %j',
    async (definition) => {
      const made = await cosmos.makeContainer(definition);

      await expect((await open({ container: made.id })).check()).rejects.toThrow(`container "${made.id}" is not made for Neuvo`);
    },
  );

  test('a container that has gone since is noticed', async () => {
    await store.check();
    cosmos.faults.fail('create', { status: 404, headers: { 'x-ms-substatus': '1003' } }, { times: 100 });

    await expect(store.check()).rejects.toThrow('has no container');
  });

  test('a container that can be read and not written is noticed, and what is tried there is no document', async () => {
    await store.check();
    cosmos.faults.fail('create', { status: 403 }, { times: 100 });

    await expect(store.check()).rejects.toThrow('does not let Neuvo in (403)');

    expect(await store.get('~trial')).toBeNull();
  });

  test('a certificate that nobody vouches for is refused, and no setting changes that', async () => {
    const account = { endpoint: cosmos.endpoint, database: 'neuvo', container: container.id, key: () => cosmos.key };

    await expect((await createCosmosStore(account)).check()).rejects.toThrow(/can't be reached \(.*CERT.*\)/);
  });
});

describe('Without a key, the store comes to Cosmos DB', () => {
  const before = { ...process.env };
  let askedForTokens: string[];
  // What App Service has beside each app with an identity.
  const identity = createServer((request, response) => {
    askedForTokens.push(request.url ?? '');
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ access_token: 'a-token', expires_on: '4102444800', token_type: 'Bearer', resource: 'cosmos' }));
  });
  beforeAll(async () => {
    await once(identity.listen(0, '127.0.0.1'), 'listening');
  });
  beforeEach(() => {
    askedForTokens = [];
  });
  afterEach(() => {
    process.env = { ...before };
  });
  afterAll(async () => {
    await promisify(identity.close.bind(identity))();
  });

  test('with a token of the managed identity that it runs under', async () => {
    const { port } = identity.address() as AddressInfo;
    const surroundings = { IDENTITY_ENDPOINT: `http://127.0.0.1:${port}/token`, IDENTITY_HEADER: 'header', AZURE_CLIENT_ID: uuid(5) };
    Object.assign(process.env, surroundings, { AZURE_TOKEN_CREDENTIALS: 'ManagedIdentityCredential' });

    await (await open({ key: '' })).check();

    expect(cosmos.lastAuthorization()).toBe('type=aad&ver=1.0&sig=a-token');
    expect(askedForTokens).toEqual([expect.stringContaining(`client_id=${uuid(5)}`)]);
  });

  test('or says that it has none', async () => {
    process.env.AZURE_TOKEN_CREDENTIALS = 'EnvironmentCredential';

    await expect((await open({ key: '' })).check()).rejects.toThrow('wants an identity, and Neuvo has none');
  });
});

describe('What infra/ deploys', () => {
  const [azure, container] = ['azure', 'cosmos'].map((name) => readFileSync(new URL(`../../infra/${name}.bicep`, import.meta.url), 'utf8'));

  test('is the container that the store is tested with: no keys, and nothing is forgotten by itself', () => {
    expect(container).toContain("indexingPolicy: loadJsonContent('../src/store/cosmos-indexing.json')");
    expect(container).toMatch(/paths: \['\/id'\]/);
    expect(container).toContain('disableLocalAuth: true');
    expect(container).not.toContain('defaultTtl');
  });

  test('gives the bot every setting that it does not start without', () => {
    const [, settings = ''] = /name: 'appsettings'\s+properties: union\(\s+\{(.+?)\n {4}\}/s.exec(azure ?? '') ?? [];
    const fixed = Array.from(settings.matchAll(/(\w+): '(\w+)'/g), ([, name, value]) => [name, value]);
    const computed = Array.from(settings.matchAll(/(\w+): [a-z]/g), ([, name = '']) => [name, computedAs[name]]);

    const { mode, store } = readConfig(Object.fromEntries([...fixed, ...computed]));

    expect(mode).toBe('production');
    expect(store).toMatchObject({ type: 'cosmos', endpoint: computedAs.COSMOS_ENDPOINT, database: 'neuvo', container: 'documents' });
  });

  const computedAs: Record<string, string> = {
    BOT_ID: uuid(1),
    BOT_TENANT_ID: uuid(2),
    COORDINATORS: `kansallinen:${uuid(3)}`,
    CONTROLLER_NAME: 'Esimerkkilä',
    CONTROLLER_CONTACT: 'neuvo@example.org',
    DATA_PROTECTION_OFFICER: 'officer@example.org',
    COSMOS_ENDPOINT: 'https://neuvo.documents.azure.com/',
    COSMOS_DATABASE: 'neuvo',
    COSMOS_CONTAINER: 'documents',
  };
});

test('The whole bot runs on Cosmos DB: a question is asked, claimed and answered', async () => {
  const country = await openCountry({ store });
  try {
    const [aino, mika] = [country.person('Aino Sarkavaara'), country.person('Mika Kaarnilahti')];

    const asked = await aino.asks({ field: 'itsetuhoisuus', disciplines: 'health,social' });
    await mika.presses('Otan hoitaakseni (terveydenhuolto)', { about: asked });
    await mika.presses('Lähetä vastaus', { about: asked, text: 'Kutsukaa koolle verkostopalaveri.' });

    expect(await aino.seesLast()).toContain('Kutsukaa koolle verkostopalaveri.');
    const { found } = await store.find({ by: 'requester', requester: aino.id }, 10);
    expect(found).toMatchObject([{ document: { reference: asked.reference, status: 'answered', notices: [] } }]);
  } finally {
    await country.close();
  }
});
