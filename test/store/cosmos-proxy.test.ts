import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

const asking = `
  const { createCosmosStore } = await import('./src/store/cosmos.ts');
  const account = { endpoint: 'https://neuvo.documents.example:443/', database: 'neuvo', container: 'documents', key: () => 'a2V5' };
  const store = await createCosmosStore(account, { patienceMs: 2_000 });
  await store.get('anything').catch(() => null);
  process.exit(0);`;

test('Cosmos DB is asked through the proxy that HTTPS_PROXY names', async () => {
  const asked: string[] = [];
  const proxy = createServer().on('connect', ({ url }, socket) => {
    asked.push(url ?? '');
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;

  const env = { PATH: process.env.PATH, NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: address };
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', asking], { env });
  proxy.close();

  expect(new Set(asked)).toEqual(new Set(['neuvo.documents.example:443']));
});
