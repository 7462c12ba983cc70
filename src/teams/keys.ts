import { createPublicKey, type KeyObject } from 'node:crypto';
import * as z from 'zod/v4';
import type { Clock } from '../clock.ts';
import { type Log, stackOf } from '../log.ts';

/** A key that tokens are signed with, and the channels that its owner may sign for. */
export type Key = { key: KeyObject; endorsements: string[] };

type Dependencies = {
  /** The address of the OpenID metadata, which names the address of the keys. */
  metadataUrl: string;
  clock: Pick<Clock, 'elapsed' | 'deadline'>;
  log: Log;
};

const Metadata = z.object({ jwks_uri: z.url() });
const KeySet = z.object({ keys: z.array(z.unknown()) });
const PublishedKey = z.object({
  kty: z.literal('RSA'),
  kid: z.string().min(1),
  n: z.string(),
  e: z.string(),
  endorsements: z.array(z.string()).default([]),
});

const hourMs = 3_600_000;
const fetchWithinMs = 5_000;
const shortestPauseMs = 1_000;
const longestPauseMs = 60_000;
// How long the Bot Framework's own clients go by the same keys; its documentation allows five days (bot-framework-rest-connector-authentication, step 3).
const freshForMs = 24 * hourMs;
const usableForMs = 5 * 24 * hourMs;

/**
 * Keeps the keys that tokens are checked with. They are fetched once however many ask, in seconds, with growing pauses after failures; anew each day,
 * and at most once an hour for a key that nobody knows, so that made-up key ids make no requests.
 */
export function createKeys({ metadataUrl, clock, log }: Dependencies) {
  let keys = new Map<string, Key>();
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let pausedUntil = Number.NEGATIVE_INFINITY;
  let failures = 0;
  let fetching: Promise<void> | null = null;

  /** The key of this id; null if none of that id is published; 'away' while no keys can be had. */
  async function find(id: string): Promise<Key | null | 'away'> {
    const age = clock.elapsed() - fetchedAt;
    const isNeeded = age > usableForMs || (age > hourMs && !keys.has(id));
    if (isNeeded) await refresh();
    else if (age > freshForMs) void refresh();
    return clock.elapsed() - fetchedAt > usableForMs ? 'away' : known(id);
  }

  /** The same of what is known already: asks nobody. */
  function known(id: string): Key | null {
    return keys.get(id) ?? null;
  }

  /** Fetches the keys, unless that is being done or has just failed. Never rejects. */
  function refresh(): Promise<void> {
    if (!fetching && clock.elapsed() >= pausedUntil) {
      fetching = tryToFetch().finally(() => {
        fetching = null;
      });
    }
    return fetching ?? Promise.resolve();
  }

  async function tryToFetch(): Promise<void> {
    try {
      keys = await fetchKeys(metadataUrl, clock.deadline(fetchWithinMs));
      fetchedAt = clock.elapsed();
      failures = 0;
    } catch (error) {
      const pauseMs = Math.min(longestPauseMs, shortestPauseMs * 2 ** failures++);
      pausedUntil = clock.elapsed() + pauseMs;
      log.error({ fault: stackOf(error), pauseMs }, 'keys not fetched');
    }
  }

  return { find, known, refresh };
}

/** What keeps the keys that tokens are checked with. */
export type Keys = ReturnType<typeof createKeys>;

async function fetchKeys(metadataUrl: string, signal: AbortSignal): Promise<Map<string, Key>> {
  const { jwks_uri } = Metadata.parse(await fetchJson(metadataUrl, signal));
  const published = KeySet.parse(await fetchJson(jwks_uri, signal));
  const keys = new Map(published.keys.flatMap(keyIn));
  if (keys.size === 0) throw new Error('no key is published');
  return keys;
}

async function fetchJson(url: string, signal: AbortSignal): Promise<unknown> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`the keys' address answered ${response.status}`);
  return response.json();
}

// A key of another kind takes the others with it nowhere.
function keyIn(published: unknown): [string, Key][] {
  const { data } = PublishedKey.safeParse(published);
  if (!data) return [];
  const { kty, n, e, kid, endorsements } = data;
  return [[kid, { key: createPublicKey({ key: { kty, n, e }, format: 'jwk' }), endorsements }]];
}
