import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createHttpsServer } from '@vercel/cosmosdb-server';
import type { JWK } from 'jose';

/** A stand-in for every host of Microsoft's that a bot asks in production: login, keys, connector. */
export type Microsoft = {
  port: number;
  /** The key that its tokens are signed with. */
  key: JWK & { kid: string };
  /** How often each address was asked, by host and path. */
  asked: Map<string, number>;
  /** From now on it takes connections and never answers; or it answers again. */
  swallow(everything: boolean): void;
  close(): Promise<void>;
};

// Long enough for others to come meanwhile.
const latencyMs = 200;
const login = 'https://login.botframework.com';
const entra = 'https://login.microsoftonline.com';

/** Starts the stand-in on the loopback interface, with the certificate of the Cosmos DB stand-in, which nobody vouches for. */
export async function startMicrosoft(): Promise<Microsoft> {
  const key = newKey();
  const { kty = '', n = '', e = '', kid } = key;
  const asked = new Map<string, number>();
  let isBlackHole = false;
  const server = createHttpsServer({ keepAlive: true });
  server.removeAllListeners('request').on('request', answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  async function answer({ headers, url = '' }: IncomingMessage, response: ServerResponse): Promise<void> {
    const address = `${headers.host}${url.split('?')[0]}`;
    asked.set(address, (asked.get(address) ?? 0) + 1);
    if (isBlackHole) return;
    await pause(latencyMs);
    const body = bodyOf(address);
    response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body ?? {}));
  }

  function bodyOf(address: string): object | undefined {
    if (address.endsWith('/.well-known/openidconfiguration'))
      return { issuer: 'https://api.botframework.com', jwks_uri: `${login}/keys`, id_token_signing_alg_values_supported: ['RS256'] };
    if (address.startsWith('login.botframework.com')) return { keys: [{ kty, n, e, kid, x5t: kid, endorsements: ['msteams'] }] };
    if (address.endsWith('/oauth2/v2.0/token'))
      return { token_type: 'Bearer', expires_in: 3_600, ext_expires_in: 3_600, access_token: 'none' };
    if (address.endsWith('/.well-known/openid-configuration')) {
      const endpoints = { token_endpoint: `${entra}/x/oauth2/v2.0/token`, authorization_endpoint: `${entra}/x/oauth2/v2.0/authorize` };
      return { ...endpoints, issuer: `${entra}/x/v2.0`, jwks_uri: `${entra}/x/keys` };
    }
    if (address.startsWith('smba.')) return { id: '1' };
    return undefined;
  }

  return {
    port: (server.address() as AddressInfo).port,
    key,
    asked,
    swallow(everything) {
      isBlackHole = everything;
    },
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function newKey(): JWK & { kid: string } {
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }) as JWK;
  return { ...key, kid: (key.n ?? '').slice(0, 16) };
}
