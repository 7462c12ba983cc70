import { setTimeout as pause } from 'node:timers/promises';
import { type Attack, at } from './attack.ts';
import type { Door } from './besieged.ts';
import { answersIn, requestOf } from './knock.ts';

const json = { 'content-type': 'application/json' };
const messages = 'POST /api/messages';
const chunked = { ...json, 'transfer-encoding': 'chunked' };
const upgrades = [
  { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==', 'sec-websocket-version': '13' },
  { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABkAAQAAP__' },
  { connection: 'upgrade', upgrade: 'TLS/1.0' },
];

/** What is no HTTP, or is it in a way that two readers would read differently. */
const malformed: Buffer[] = [
  requestOf(messages, chunked, 'zz\r\n{}\r\n0\r\n\r\n'),
  requestOf(messages, chunked, 'ffffffffffffffffff\r\n{}\r\n'),
  requestOf(messages, chunked, '-1\r\n{}\r\n0\r\n\r\n'),
  requestOf(messages, chunked, `2;${'x'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n`),
  requestOf(messages, chunked, `2\r\n{}\r\n0\r\n${'x: y\r\n'.repeat(5_000)}\r\n`),
  requestOf(messages, { ...chunked, 'content-length': '4' }, '0\r\n\r\nGET /healthz HTTP/1.1\r\nhost: x\r\n\r\n'),
  requestOf(messages, { ...json, 'transfer-encoding': 'xchunked', 'content-length': '2' }, '{}'),
  requestOf(messages, { ...json, 'transfer-encoding': 'chunked, identity' }, '2\r\n{}\r\n0\r\n\r\n'),
  requestOf(messages, { ...json, 'content-length': '2', 'Content-Length': '3' }, '{}x'),
  ...['-1', '1e9', '0x2', '99999999999999999999', '2,2', '', '+2'].map((length) =>
    requestOf(messages, { ...json, 'content-length': length }, '{}'),
  ),
  ...[' GET /healthz', 'GET  /healthz', 'GET /healthz\0', 'G\0T /healthz', 'get /healthz', ''].map((line) => requestOf(line)),
  ...['HTTP/2.0', 'HTTP/0.9', 'HTTP/1.11', 'HTTPS/1.1', ''].map((version) => Buffer.from(`GET /healthz ${version}\r\nhost: x\r\n\r\n`)),
  Buffer.from('GET /healthz HTTP/1.1\r\n\r\n'),
  Buffer.from('GET /healthz HTTP/1.1\r\nhost: x\r\nhost: y\r\n\r\n'),
  Buffer.from('GET /healthz HTTP/1.1\nhost: x\n\n'),
  Buffer.from('GET /healthz HTTP/1.1\r\nhost: x\r\nfolded: a\r\n b\r\n\r\n'),
  Buffer.from('GET /healthz HTTP/1.1\r\nhost: x\r\nauthorization : Bearer x\r\n\r\n'),
  Buffer.from('GET /healthz HTTP/1.1\r\nhost: x\r\nbad\0name: y\r\n\r\n'),
  requestOf('GET /healthz', { authorization: `Bearer ${'x'.repeat(100_000)}` }),
  requestOf('GET /healthz', Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`x-${index}`, 'y']))),
  Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  // The beginning of a TLS handshake.
  Buffer.from('16030100a5010000a10303', 'hex'),
  Buffer.alloc(20_000, 0xff),
];
const methods = ['TRACE', 'OPTIONS', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'PROPFIND', 'M-SEARCH', 'PURGE', 'LINK', 'SOURCE', 'QUERY'];
const paths = [
  ...[
    '//api/messages',
    '/api//messages',
    '/api/messages/',
    '/api/messages/..',
    '/api/../api/messages',
    '/./api/messages',
    '/..',
    '/../../etc/passwd',
  ],
  ...[
    '/%2e%2e/%2e%2e/etc/passwd',
    '/api%2fmessages',
    '/api/messages%00',
    '/%00',
    '/%',
    '/%zz',
    '/%c0%af',
    '/%ff%fe',
    '/api/messages;x=y',
    '/API/MESSAGES',
  ],
  ...[
    '/healthz?x=%',
    '/healthz?__proto__[x]=1',
    '/?constructor=1',
    '*',
    'http://elsewhere.example/api/messages',
    '//elsewhere.example/healthz',
    '\\api\\messages',
  ],
  ...[
    '/__proto__',
    '/constructor',
    '/metrics',
    '/openid/keys',
    `/${'x'.repeat(10_000)}`,
    `/healthz?${'a=b&'.repeat(3_000)}`,
    `/${'../'.repeat(3_000)}`,
  ],
];

/** Attacks by what a connection is used for. */
export const connectionAttacks: Attack[] = [
  ...at('local', [
    { name: 'upgrades that are kept open, while others want in', size: { small: 60, full: 480 }, run: holdUpgrades },
    { name: 'CONNECT, and expectations', size: { small: 2, full: 20 }, run: tunnelAndExpect },
    { name: 'methods and paths', size: { small: 1, full: 3 }, run: wander },
    { name: 'what is no HTTP, or is it in two ways', size: { small: 1, full: 3 }, run: garble },
    { name: 'requests one behind the other on one connection', size: { small: 50, full: 500 }, run: pipeline },
    { name: 'silent and slow connections', size: { small: 0, full: 300 }, run: dawdle },
  ]),
  ...at('production', [{ name: 'upgrades that are kept open, while others want in', size: { small: 0, full: 480 }, run: holdUpgrades }]),
];

async function holdUpgrades(door: Door, size: number): Promise<string[]> {
  const held = Array.from({ length: size }, (_, index) =>
    door.hit([requestOf(index % 2 ? 'GET /healthz' : messages, upgrades[index % upgrades.length])], { lingerMs: 2_000 }),
  );
  await pause(500);
  const { answer, ms } = await door.hit([requestOf('GET /healthz', { connection: 'close' })]);
  await Promise.all(held);
  return answer === 200 && ms < 1_000 ? [] : [`somebody else got ${answer} after ${Math.round(ms)} ms`];
}

async function tunnelAndExpect(door: Door, size: number): Promise<string[]> {
  const requests = [
    Buffer.from('CONNECT elsewhere.example:443 HTTP/1.1\r\nhost: elsewhere.example:443\r\n\r\n'),
    requestOf(messages, { ...json, expect: '100-continue', 'content-length': '2' }),
    requestOf(messages, { ...json, expect: '100-continue' }, '{}'),
    requestOf(messages, { ...json, expect: 'a-miracle' }, '{}'),
    requestOf('GET /healthz', { expect: '100-continue' }),
  ];
  await Promise.all(Array.from({ length: size }, () => requests).flatMap((all) => all.map((request) => door.hit([request]))));
  return [];
}

async function wander(door: Door, size: number): Promise<string[]> {
  const texts: string[] = [];
  for (let count = 0; count < size; count++) {
    for (const method of methods) texts.push((await door.hit([requestOf(`${method} /api/messages`, json, '{}')])).text);
    for (const path of paths) {
      for (const method of ['GET', 'POST']) texts.push((await door.hit([requestOf(`${method} ${path}`, json, '{}')])).text);
    }
  }
  const told = texts.filter((text) => /node_modules|at \w+ \(|\.ts:\d|root:/.test(text));
  return told.length > 0 ? [`${told.length} answers told what is inside`] : [];
}

async function garble(door: Door, size: number): Promise<string[]> {
  const effects: string[] = [];
  for (let count = 0; count < size; count++) {
    for (const bytes of malformed) {
      const { text } = await door.hit([bytes], { lingerMs: 50 });
      if (answersIn(text) > 1) effects.push(`two answers to one request: ${JSON.stringify(bytes.toString('latin1').slice(-40))}`);
    }
  }
  return effects;
}

async function pipeline(door: Door, size: number): Promise<string[]> {
  const one = requestOf(messages, json, '{}');
  await Promise.all(
    Array.from({ length: 4 }, () =>
      door.hit(
        Array.from({ length: size }, () => one),
        { lingerMs: 1_000 },
      ),
    ),
  );
  return [];
}

// Silent ones, heads that come a byte at a time, and bodies that do.
async function dawdle(door: Door, size: number): Promise<string[]> {
  const dripMs = 400;
  const head = [...'GET /healthz HTTP/1.1\r\nhost: x\r\nx: '.padEnd(100, 'x')];
  const body = [requestOf(messages, { ...json, 'content-length': '1000' }), ...' '.repeat(100)];
  const each = Math.ceil(size / 3);
  await Promise.all(Array.from({ length: each }, () => [door.hit([]), door.hit(head, { dripMs }), door.hit(body, { dripMs })]).flat());
  return [];
}
