import { type Agent, globalAgent } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { type ContainerDefinition, CosmosClient, type JSONValue } from '@azure/cosmos';
import type { Consultation } from '../domain/consultation.ts';
import { errorOf, isAbsent, isFinal } from './cosmos-errors.ts';
import indexing from './cosmos-indexing.json' with { type: 'json' };
import { documentId, documentIn, dueOf, type Item, itemId, itemOf, pageOf } from './cosmos-items.ts';
import {
  ConflictError,
  type Document,
  type DocumentOf,
  type Due,
  type Kind,
  type Page,
  type Query,
  type Store,
  type Stored,
  StoreError,
  unreadable,
} from './store.ts';

/** Where the documents are, and the account's key; an empty one stands for the identity that the process runs under. */
type Account = { endpoint: string; database: string; container: string; key: () => string };
/** What tests hold in their own hands: an agent that trusts a stand-in's certificate, and how long an answer is waited for. */
type Options = { agent?: Agent; patienceMs?: number };

type Values = Record<string, JSONValue>;
type Condition = { where: string; values: Values };

const againAfterMs = 100;
// No document's item has an id with a tilde that stands for itself.
const trialId = '~trial';

/**
 * A store in Azure Cosmos DB for NoSQL: one item for each document, in a partition of its own. The container is made by `infra/cosmos.bicep`.
 * Every operation answers within `patienceMs`, or throws `StoreError`.
 */
export async function createCosmosStore(account: Account, { agent = globalAgent, patienceMs = 10_000 }: Options = {}): Promise<Store> {
  const client = new CosmosClient({
    endpoint: account.endpoint,
    ...(await credentialsOf(account.key())),
    // Node's own goes through the proxy that HTTPS_PROXY names; the SDK's would not.
    agent,
    connectionPolicy: {
      // One region: there is nowhere to fail over to, and the search for another would take minutes.
      enableEndpointDiscovery: false,
      requestTimeout: Math.min(4_000, patienceMs),
      retryOptions: { maxRetryAttemptCount: 3, fixedRetryIntervalInMilliseconds: 0, maxWaitTimeInSeconds: 5 },
    },
  });
  const container = client.database(account.database).container(account.container);
  let isLookedAt = false;

  // The SDK tries some things for minutes; a turn of Teams does not last as long.
  async function answerTo<T>(ask: (abortSignal: AbortSignal) => Promise<T>): Promise<T> {
    const signal = AbortSignal.timeout(patienceMs);
    const impatience = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    try {
      return await Promise.race([atMostTwice(ask, signal), impatience]);
    } catch (error) {
      throw errorOf(error, account);
    }
  }

  async function itemsWhere({ where, values }: Condition, order: string, limit: number): Promise<Item[]> {
    const parameters = Object.entries(values).map(([name, value]) => ({ name: `@${name}`, value }));
    return answerTo(async (abortSignal) => {
      // Ordered over partitions: without its plan at hand the SDK would first send a query that is always refused.
      const options = { abortSignal, maxItemCount: limit, forceQueryPlan: true };
      const pages = container.items.query<Item>({ query: `SELECT * FROM c WHERE ${where} ORDER BY ${order}`, parameters }, options);
      const items: Item[] = [];
      while (items.length < limit && pages.hasMoreResults()) items.push(...((await pages.fetchNext()).resources ?? []));
      return items.slice(0, limit);
    });
  }

  async function create<D extends Document>(document: D): Promise<Stored<D>> {
    const { etag } = await answerTo((abortSignal) => container.items.create<Item>(itemOf(document), { abortSignal }));
    return { document, version: etag };
  }

  async function replace<D extends Document>({ document, version }: Stored<D>): Promise<Stored<D>> {
    const item = itemOf(document);
    const accessCondition = { type: 'IfMatch', condition: version };
    const { etag } = await answerTo((abortSignal) =>
      container.item(item.id, item.id).replace<Item>(item, { abortSignal, accessCondition }).catch(absenceAsConflict),
    );
    return { document, version: etag };
  }

  async function find(query: Query, limit: number, cursor: string | null = null): Promise<Page<Consultation>> {
    const { where, values } = conditionOf(query);
    const order = query.by === 'changed' ? 'changedAt' : 'openedAt';
    const later = `c.keys.${order} <= @orderAt AND (c.keys.${order} < @orderAt OR c.id < @orderId)`;
    const condition = { where: `${where} AND ${later}`, values: { ...values, ...placeIn(cursor) } };
    const items = await itemsWhere(condition, `c.keys.${order} DESC, c.id DESC`, limit);
    return pageOf<Consultation>(items, limit, 'consultation', ({ keys, id }) => `${keys[order]}|${documentId(id)}`);
  }

  async function list<K extends Kind>(kind: K, limit: number, cursor: string | null = null): Promise<Page<DocumentOf<K>>> {
    const condition = { where: 'c.kind = @kind AND c.id > @after', values: { kind, after: itemId(cursor ?? '') } };
    return pageOf<DocumentOf<K>>(await itemsWhere(condition, 'c.id', limit), limit, kind, ({ id }) => documentId(id));
  }

  async function get(id: string): Promise<Stored | null> {
    const item = await answerTo(async (abortSignal) => {
      const { resource, statusCode: code, substatus } = await container.item(itemId(id), itemId(id)).read<Item>({ abortSignal });
      // The SDK takes every 404 for an absent item, whatever else it says.
      if (!resource && !isAbsent({ code, substatus })) throw Object.assign(new Error(), { code, substatus });
      return resource;
    });
    if (!item) return null;
    const document = documentIn(item);
    if (!document) throw unreadable(id);
    return { document, version: item._etag };
  }

  async function putOff({ id, version }: Pick<Due, 'id' | 'version'>, until: string): Promise<void> {
    const accessCondition = { type: 'IfMatch', condition: version };
    await answerTo((abortSignal) =>
      container
        .item(itemId(id), itemId(id))
        .patch(
          [
            { op: 'set', path: '/keys/alarmAt', value: until },
            { op: 'incr', path: '/keys/tries', value: 1 },
          ],
          { abortSignal, accessCondition },
        )
        .catch(absenceAsConflict),
    );
  }

  // Reading a container is rationed, writing an item is not: the container is looked at once.
  async function check(): Promise<void> {
    if (!isLookedAt) await look();
    isLookedAt = true;
    await answerTo((abortSignal) => container.items.upsert({ id: trialId }, { abortSignal }));
  }

  async function look(): Promise<void> {
    const { resource } = await answerTo((abortSignal) => container.read({ abortSignal }));
    if (!resource || !isMadeForNeuvo(resource)) throw new StoreError(notMadeForNeuvo(account.container));
  }

  return {
    get,
    create,
    replace,
    find,
    list,
    putOff,
    check,
    async due(at, limit) {
      return (await itemsWhere({ where: 'c.keys.alarmAt <= @at', values: { at } }, 'c.keys.alarmAt', limit)).map(dueOf);
    },
    async close() {
      client.dispose();
    },
  };
}

// What has got no answer is asked once more. Writes have conditions: at worst the second attempt meets the first, as a conflict.
async function atMostTwice<T>(ask: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await ask(signal);
  } catch (error) {
    if (isFinal(error)) throw error;
    await pause(againAfterMs, undefined, { signal });
    return ask(signal);
  }
}

async function credentialsOf(key: string) {
  if (key !== '') return { key };
  // Loaded only if it is needed: it takes as long as the rest of the app.
  const { DefaultAzureCredential } = await import('@azure/identity');
  return { aadCredentials: new DefaultAzureCredential() };
}

function conditionOf(query: Query): Condition {
  switch (query.by) {
    case 'requester':
      return { where: 'c.keys.requester = @requester', values: { requester: query.requester } };
    case 'network':
      return oneOf(query.statuses, 'c.keys.network = @network', { network: query.network });
    case 'area':
      return oneOf(query.statuses, 'c.keys.area = @area', { area: query.area });
    case 'changed':
      return { where: 'c.keys.area = @area AND c.keys.changedAt >= @since', values: { area: query.area, since: query.since } };
    case 'opened': {
      const { area, from, to } = query;
      return { where: 'c.keys.area = @area AND c.keys.openedAt >= @from AND c.keys.openedAt < @to', values: { area, from, to } };
    }
    case 'thread':
      return { where: 'c.keys.thread = @thread', values: { thread: query.thread } };
  }
}

function oneOf(statuses: string[], where: string, values: Values): Condition {
  const wanted = Object.fromEntries(statuses.map((status, index) => [`status${index}`, status]));
  const conditions = Object.keys(wanted).map((name) => `c.keys.status = @${name}`);
  return { where: `${where} AND (${conditions.join(' OR ') || 'false'})`, values: { ...values, ...wanted } };
}

// A cursor says where the page before has ended: the instant that it is ordered by, a bar, and the id.
function placeIn(cursor: string | null): { orderAt: string; orderId: string } {
  const [orderAt = '', orderId = ''] = (cursor ?? '~|~').split('|');
  return { orderAt, orderId: cursor === null ? orderId : itemId(orderId) };
}

function absenceAsConflict(error: unknown): never {
  throw isAbsent(error) ? new ConflictError('there is nothing to replace') : error;
}

function isMadeForNeuvo({ partitionKey, indexingPolicy }: ContainerDefinition): boolean {
  const made = indicesOf(indexingPolicy?.compositeIndexes ?? []);
  return partitionKey?.paths.join() === '/id' && indicesOf(indexing.compositeIndexes).every((index) => made.includes(index));
}

function indicesOf(composite: { path: string; order: string }[][]): string[] {
  return composite.map((paths) => paths.map(({ path, order }) => `${path} ${order}`).join());
}

function notMadeForNeuvo(container: string): string {
  return `The Cosmos DB container "${container}" is not made for Neuvo: it needs the partition key and the indices of infra/cosmos.bicep.`;
}
