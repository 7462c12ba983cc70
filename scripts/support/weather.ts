import { setTimeout as pause } from 'node:timers/promises';
import type { ApiClient } from '../../src/local-teams/api-client.ts';
import type { Fault } from '../../src/local-teams/contract.ts';
import type { Chance } from './chance.ts';

/** What a connector may do to a bot. The last is slower than the bot's patience, and what was sent arrives all the same. */
const faults: [string, Fault][] = [
  ['429', { status: 429 }],
  ['429 with Retry-After', { status: 429, retryAfter: 1 }],
  ['412', { status: 412 }],
  ['502', { status: 502 }],
  ['503', { status: 503 }],
  ['504', { status: 504 }],
  ['dropped before', { drop: 'before' }],
  ['dropped after', { drop: 'after' }],
  ['slow', { delayMs: 1_500 }],
  ['time-out', { delayMs: 11_000 }],
];
const methods = ['POST', 'POST', 'PUT', 'GET'];

/**
 * Bad weather: faults of the connector at random moments, `meanMs` apart on average, until it is told to clear up. What has struck nobody by
 * the next is gone: on a slow machine faults would pile up until every call met one. `struck`: how many of each were ordered.
 */
export function startWeather(api: Pick<ApiClient, 'setFault' | 'clearFaults'>, chance: Chance, meanMs: number) {
  const struck: Record<string, number> = {};
  const end = new AbortController();
  const storm = blow();

  async function blow(): Promise<void> {
    while (!end.signal.aborted) {
      const [name, fault] = chance.pick(faults);
      struck[name] = (struck[name] ?? 0) + 1;
      await api.clearFaults();
      await api.setFault({ ...fault, match: { method: chance.pick(methods) }, times: 1 });
      await pause(chance.interval(meanMs), undefined, { signal: end.signal }).catch(() => {});
    }
  }

  return {
    struck,
    async clear(): Promise<void> {
      end.abort();
      await storm;
      await api.clearFaults();
    },
  };
}

/** Bad weather. */
export type Weather = ReturnType<typeof startWeather>;
