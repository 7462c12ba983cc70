import { beforeEach, describe, expect, test } from '@jest/globals';
import { createReadiness } from '../../src/desk/readiness.ts';
import { StoreError } from '../../src/store/store.ts';
import { createHandClock, type HandClock } from '../support/clock.ts';

let clock: HandClock;
let fault: Error | null;
let looks: number;
let logged: string[];
let isReady: () => Promise<void>;
beforeEach(() => {
  clock = createHandClock();
  fault = null;
  looks = 0;
  logged = [];
  const log = { error: (fields: object, message: string) => void logged.push(`${message}: ${JSON.stringify(fields)}`) };
  const check = async () => {
    looks++;
    if (fault) throw fault;
  };
  isReady = createReadiness({ check, clock, log });
});

describe('Whether the store takes writes', () => {
  test('is tried once in two seconds, however often and by however many it is asked', async () => {
    await Promise.all([isReady(), isReady()]);
    clock.advance(1_999);
    await isReady();
    expect(looks).toBe(1);

    clock.advance(1);
    await isReady();

    expect(looks).toBe(2);
  });

  test('follows what happens to it, and the log says why once for each time that it goes away', async () => {
    const seen: string[] = [];
    const full = new StoreError('The disk is full.', 'store-full');
    for (fault of [null, full, full, null]) {
      await isReady().then(
        () => seen.push('ready'),
        () => seen.push('not'),
      );
      clock.advance(2_000);
    }

    expect(seen).toEqual(['ready', 'not', 'not', 'ready']);
    expect(logged).toEqual([expect.stringMatching(/^store takes no writes: .*store-full The disk is full\./)]);
  });

  test('is not waited for without end', async () => {
    isReady = createReadiness({ check: () => new Promise(() => {}), clock, log: { error() {} } });

    const asked = isReady();
    clock.expire();

    await expect(asked).rejects.toThrow();
    expect(clock.deadlines).toEqual([3_000]);
  });
});
