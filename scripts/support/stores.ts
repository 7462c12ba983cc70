import { Agent } from 'node:https';
import { join } from 'node:path';
import { createCosmosStore } from '../../src/store/cosmos.ts';
import { createSqliteStore } from '../../src/store/sqlite.ts';
import type { Store } from '../../src/store/store.ts';
import { startChild } from './children.ts';

export const storeNames = ['sqlite', 'cosmos'] as const;
export type StoreName = (typeof storeNames)[number];
/** An empty store that several processes can share, and the settings with which a bot finds it. */
type Shared = { store: Store; settings: Record<string, string>; close(): Promise<void> };

/** Opens an empty store: a file in the folder, or a stand-in for Cosmos DB in a process of its own. */
export async function openStore(name: StoreName, folder: string): Promise<Shared> {
  return name === 'sqlite' ? openSqlite(join(folder, 'neuvo.sqlite')) : openCosmos();
}

async function openSqlite(path: string): Promise<Shared> {
  const store = createSqliteStore(path);
  return { store, settings: { STORE: 'sqlite', SQLITE_PATH: path }, close: store.close };
}

async function openCosmos(): Promise<Shared> {
  const server = await startChild<{ endpoint: string; key: string; container: string }>('cosmos-process.ts');
  const { endpoint, key, container } = server.said;
  const agent = new Agent({ rejectUnauthorized: false, keepAlive: true });
  const store = await createCosmosStore({ endpoint, database: 'neuvo', container, key: () => key }, { agent });
  const where = { STORE: 'cosmos', COSMOS_ENDPOINT: endpoint, COSMOS_CONTAINER: container, SECRET_COSMOS_KEY: key };
  return {
    store,
    // The stand-in's certificate is its own.
    settings: { ...where, NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    async close() {
      await store.close();
      agent.destroy();
      await server.end();
    },
  };
}
