import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createKeys, type Keys } from '../../src/teams/keys.ts';
import { createHandClock, type HandClock } from '../support/clock.ts';

const hour = 3_600_000;
const own = { ...generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' }), endorsements: ['msteams'] };
const found = { key: expect.anything(), endorsements: ['msteams'] };

let clock: HandClock;
let keys: Keys;
let server: Server;
let asked: string[];
let published: unknown;
let answer: (response: ServerResponse, body: unknown) => void;
const errors: { pauseMs?: number }[] = [];

beforeEach(async () => {
  [asked, errors.length] = [[], 0];
  published = { keys: [{ ...own, kid: 'a' }] };
  answer = (response, body) => void response.end(JSON.stringify(body));
  server = createServer(({ url = '' }, response) => {
    asked.push(url);
    answer(response, url === '/keys' ? published : { jwks_uri: `${address()}/keys` });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  clock = createHandClock();
  keys = createKeys({
    metadataUrl: `${address()}/metadata`,
    clock,
    log: { info() {}, warn() {}, error: (fields) => void errors.push(fields) },
  });
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

test('however many ask at once, the keys are fetched once', async () => {
  const answers = await Promise.all(Array.from({ length: 200 }, (_, index) => keys.find(index % 2 ? 'a' : `made-up-${index}`)));

  expect(asked).toEqual(['/metadata', '/keys']);
  expect(answers.filter(Boolean)).toEqual(Array(100).fill(found));
});

test('what is known is given without asking, and what is not as well', async () => {
  expect(keys.known('a')).toBeNull();
  await keys.refresh();
  expect([keys.known('a'), keys.known('b')]).toEqual([found, null]);
  expect(asked).toHaveLength(2);
});

test('made-up key ids make no fetches: a key that nobody knows is asked for once an hour', async () => {
  await keys.find('a');
  for (let index = 0; index < 100; index++) expect(await keys.find(`made-up-${index}`)).toBeNull();
  expect(asked).toHaveLength(2);

  published = {
    keys: [
      { ...own, kid: 'a' },
      { ...own, kid: 'new' },
    ],
  };
  clock.advance(hour + 1);
  expect(await Promise.all([keys.find('new'), keys.find('made-up'), keys.find('a')])).toEqual([found, null, found]);
  expect(asked).toHaveLength(4);
});

test('keys are fetched anew each day, and nobody waits for it; one that is published no more is forgotten', async () => {
  await keys.find('a');
  published = { keys: [{ ...own, kid: 'b' }] };
  clock.advance(24 * hour + 1);

  expect(await keys.find('a')).toEqual(found);
  await keys.refresh();
  expect([await keys.find('a'), await keys.find('b')]).toEqual([null, found]);
  expect(asked).toHaveLength(4);
});

describe('while the keys are away', () => {
  beforeEach(() => {
    answer = (response) => void Object.assign(response, { statusCode: 503 }).end();
  });

  test('everybody is told so at once, and they are asked for with growing pauses, a minute at most, each of which is logged', async () => {
    for (let second = 0; second < 600; second++) {
      expect(await keys.find('a')).toBe('away');
      clock.advance(1_000);
    }

    expect(errors.map(({ pauseMs }) => pauseMs)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, ...Array(9).fill(60_000)]);
    expect(asked).toHaveLength(errors.length);
  });

  test('it heals by itself, and the next failure starts with a short pause again', async () => {
    await keys.find('a');
    clock.advance(1_000);
    await keys.find('a');
    answer = (response, body) => void response.end(JSON.stringify(body));
    expect(await keys.find('a')).toBe('away');
    clock.advance(2_000);
    expect(await keys.find('a')).toEqual(found);

    answer = (response) => void response.destroy();
    clock.advance(24 * hour + 1);
    await keys.find('a');
    await keys.refresh();
    expect(errors.map(({ pauseMs }) => pauseMs)).toEqual([1_000, 2_000, 1_000]);
  });

  test('known ones are good for five days', async () => {
    answer = (response, body) => void response.end(JSON.stringify(body));
    await keys.find('a');
    answer = (response) => void response.destroy();

    clock.advance(5 * 24 * hour - 1);
    expect(await keys.find('a')).toEqual(found);
    await keys.refresh();
    clock.advance(60_000);
    expect(await keys.find('a')).toBe('away');
  });
});

test('an answer that never comes, or never ends, is waited for seconds, whoever asks meanwhile', async () => {
  const beginnings = [() => {}, (response: ServerResponse) => void response.write('{')];
  for (const beginning of beginnings) {
    answer = beginning;
    const waiting = Array.from({ length: 200 }, () => keys.find('a'));
    while (asked.length === 0) await new Promise(setImmediate);
    clock.expire();
    expect(await Promise.all(waiting)).toEqual(Array(200).fill('away'));
    expect(asked.splice(0)).toEqual(['/metadata']);
    clock.advance(60_000);
  }
  expect(clock.deadlines).toEqual([5_000, 5_000]);
});

test.each([
  ['no keys', {}],
  ['an empty list', { keys: [] }],
  ['keys of other kinds alone', { keys: [{ kty: 'EC', kid: 'a', crv: 'P-256', x: 'x', y: 'y' }, null, 7, { kid: 'a' }, { ...own }] }],
  ['a page', '<html>'],
])('a document of %s is no answer', async (_what, document) => {
  published = document;
  expect(await keys.find('a')).toBe('away');
});

test('a broken key takes the others with it nowhere', async () => {
  published = { keys: [null, { kty: 'RSA', kid: 'b' }, { ...own, kid: 'a' }, { ...own, kid: 'c', endorsements: 'msteams' }] };
  expect([await keys.find('a'), await keys.find('b'), await keys.find('c')]).toEqual([found, null, null]);
});

function address(): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
