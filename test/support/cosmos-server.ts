import { once } from 'node:events';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Agent } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Container, CosmosClient, type IndexingPolicy } from '@azure/cosmos';
import { createHttpsServer } from '@vercel/cosmosdb-server';
import indexing from '../../src/store/cosmos-indexing.json' with { type: 'json' };
import { createFaultProxy, type FaultProxy } from './fault-proxy.ts';

/** A stand-in for a Cosmos DB account, on a free port of this machine, over HTTPS with a certificate that nobody vouches for. */
export type CosmosServer = {
  endpoint: string;
  key: string;
  /** Trusts the certificate. */
  agent: Agent;
  faults: FaultProxy;
  /** Makes a new container like the one that `infra/cosmos.bicep` makes, but for what is said. */
  makeContainer(definition?: { partitionKey?: string; indexingPolicy?: object }): Promise<Container>;
  /** What came with the last request as its authorization. */
  lastAuthorization(): string;
  close(): Promise<void>;
};

/** Starts the stand-in, with a database `neuvo`. */
export async function startCosmos(): Promise<CosmosServer> {
  const server = createHttpsServer({ keepAlive: true });
  const [emulate] = server.listeners('request') as RequestListener[];
  let authorization = '';
  let containers = 0;
  const faults = createFaultProxy(planning(emulate as RequestListener));
  server.removeAllListeners('request').on('request', (request: IncomingMessage, response: ServerResponse) => {
    authorization = decodeURIComponent(request.headers.authorization ?? '');
    faults.pass(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const endpoint = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const key = Buffer.from('the key of an account that does not exist').toString('base64');
  const agent = new Agent({ rejectUnauthorized: false, keepAlive: true });
  const client = new CosmosClient({ endpoint, key, agent, connectionPolicy: { enableEndpointDiscovery: false } });
  const { database } = await client.databases.create({ id: 'neuvo' });

  return {
    endpoint,
    key,
    agent,
    faults,
    async makeContainer({ partitionKey = '/id', indexingPolicy = indexing } = {}) {
      const id = `documents-${++containers}`;
      const policy = indexingPolicy as IndexingPolicy;
      const { container } = await database.containers.create({ id, partitionKey: { paths: [partitionKey] }, indexingPolicy: policy });
      return container;
    },
    lastAuthorization: () => authorization,
    async close() {
      agent.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

// The stand-in has no query plans. Azure's gateway makes one for each ordered query over partitions, and refuses the query without it.
function planning(emulate: RequestListener): RequestListener {
  return async (request, response) => {
    if (!request.headers['x-ms-cosmos-is-query-plan-request']) return emulate(request, response);
    const { query } = JSON.parse(await text(request)) as { query: string };
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(planOf(query)));
  };
}

/**
 * The plan of `SELECT * FROM c WHERE … AND … ORDER BY …`, as the SDK reads it: each partition gives what it sorts by, for the SDK to merge them.
 * Azure puts brackets around the condition; the stand-in's parser takes four times as long with each pair.
 */
function planOf(query: string): object {
  const [, where, order = ''] = /^SELECT \* FROM c WHERE (.+) ORDER BY (.+)$/.exec(query) ?? [];
  const terms = order.split(', ').map((term) => term.split(' '));
  const expressions = terms.map(([expression]) => expression as string);
  const items = expressions.map((expression) => `{"item": ${expression}}`).join(', ');
  const filter = '{documentdb-formattableorderbyquery-filter}';
  return {
    partitionedQueryExecutionInfoVersion: 2,
    queryInfo: {
      distinctType: 'None',
      orderBy: terms.map(([, direction]) => (direction === 'DESC' ? 'Descending' : 'Ascending')),
      orderByExpressions: expressions,
      groupByExpressions: [],
      groupByAliases: [],
      aggregates: [],
      groupByAliasToAggregateType: {},
      rewrittenQuery: `SELECT c._rid, [${items}] AS orderByItems, c AS payload FROM c WHERE ${where} AND (${filter}) ORDER BY ${order}`,
      hasSelectValue: false,
      hasNonStreamingOrderBy: false,
    },
    queryRanges: [{ min: '', max: 'FF', isMinInclusive: true, isMaxInclusive: false }],
  };
}
