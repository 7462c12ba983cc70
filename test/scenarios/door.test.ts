import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { importJWK, type JWK, SignJWT } from 'jose';
import { freePort } from '../../scripts/support/bots.ts';
import { type App, createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { membershipAt } from '../../src/local-teams/start.ts';
import { signingKey } from '../../src/local-teams/tokens.ts';
import { createSqliteStore } from '../../src/store/sqlite.ts';
import { north } from '../support/consultations.ts';
import { type Heard, head, sendRaw } from '../support/raw-socket.ts';

const { botId } = membershipAt('');
const store = createSqliteStore(':memory:');
const errors: object[] = [];
const warnings: { reason?: string; count?: number }[] = [];
const log = {
  info() {},
  warn: (fields: object) => void warnings.push(fields),
  error: (fields: object) => void errors.push(fields),
};
const printed = jest.spyOn(console, 'error').mockImplementation(() => {});
const json = 'Content-Type: application/json';

let app: App;
let url: string;
let metricsUrl: string;
let bearer: string;
let serviceUrl: string;

beforeAll(async () => {
  const [port, metricsPort] = [String(await freePort()), String(await freePort())];
  const settings = { PORT: port, METRICS_PORT: metricsPort, LOCAL_TEAMS_PORT: '0', LOCAL_TEAMS_PATH: ':memory:', SQLITE_PATH: ':memory:' };
  await store.create(north);
  app = await createApp(readConfig({ NEUVO_MODE: 'local', ...settings }), { store, log });
  await app.start();
  url = `http://127.0.0.1:${port}`;
  metricsUrl = `http://127.0.0.1:${metricsPort}`;
  serviceUrl = `${app.pageUrl}/connector/`;
  bearer = `Authorization: Bearer ${await signed()}`;
});
afterAll(() => app.stop());
beforeEach(() => {
  errors.length = 0;
});
// Whatever has come, nothing has happened, nothing was printed or logged as an error, and the bot goes on.
afterEach(async () => {
  expect((await store.list('person', 10)).found).toEqual([]);
  expect(errors).toEqual([]);
  expect(printed.mock.calls).toEqual([]);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

test('a request that has been answered, and ends in what is no HTTP, gets one answer', async () => {
  const trailers = `2\r\n{}\r\n0\r\n${'x: y\r\n'.repeat(5_000)}\r\n`;
  const { text } = await sendRaw(url, `${head('POST /api/messages', json, 'Transfer-Encoding: chunked')}${trailers}`);

  expect(text.match(/HTTP\/1\.1 /g)).toHaveLength(1);
});

describe('a body that is encoded is refused before a byte of it has been sent', () => {
  const bomb = gzipSync(Buffer.alloc(16 * 1024 * 1024, '['));
  const bodies: [string, Buffer][] = [
    ['that is no gzip', Buffer.from('this is no gzip')],
    ['of nothing', Buffer.alloc(0)],
    ['that ends too early', bomb.subarray(0, 200)],
    ['with a wrong checksum', Buffer.concat([bomb.subarray(0, -8), Buffer.alloc(8)])],
    ['with more behind it', Buffer.concat([gzipSync('{}'), Buffer.from('more')])],
    ['that becomes a thousand times as long', bomb],
  ];

  test.each(['gzip', 'GZIP', 'x-gzip', 'deflate', 'br', 'zstd', 'compress', 'identity', 'gzip, gzip', 'x'])('as %s', async (encoding) => {
    for (const start of ['POST /api/messages', 'GET /healthz', 'GET /readyz', 'HEAD /healthz', 'POST /healthz', 'PUT /', 'DELETE /x']) {
      const heard = await sendRaw(url, head(start, json, bearer, `Content-Encoding: ${encoding}`, 'Content-Length: 500000'));
      expect({ start, status: heard.status }).toEqual({ start, status: 415 });
    }
  });

  test.each(bodies)('and so is one %s that is sent all the same', async (_what, body) => {
    for (const start of ['POST /api/messages', 'GET /healthz']) {
      const request = head(start, json, 'Content-Encoding: gzip', `Content-Length: ${body.length}`);
      expect((await sendRaw(url, Buffer.concat([Buffer.from(request), body]))).status).toBe(415);
    }
  });
});

describe('a connection that is to become something else is answered and closed', () => {
  test.each([
    ['an upgrade to a web socket', 400, head('GET /api/messages', 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Key: x')],
    ['an upgrade to HTTP/2', 400, head('GET /healthz', 'Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: x')],
    ['an upgrade of a request with a body', 400, head('POST /api/messages', 'Connection: Upgrade', 'Upgrade: x', 'Content-Length: 9')],
    ['a tunnel', 405, head('CONNECT smba.trafficmanager.net:443')],
    ['HTTP/2 without a question', 400, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['TLS', 400, Buffer.from('16030100a5010000a10303', 'hex')],
    ['what is not HTTP at all', 400, 'EHLO bot\r\n'],
  ])('%s', async (_what, status, bytes) => {
    expect(await sendRaw(url, bytes, 'nothing that is ever said')).toMatchObject({ status, isClosed: true });
  });

  test('by five hundred who never close theirs, and by some who break it off', async () => {
    const upgrade = head('GET /', 'Connection: Upgrade', 'Upgrade: websocket');
    const broken = Array.from({ length: 50 }, () => connect(Number(new URL(url).port), '127.0.0.1'));
    await Promise.all(broken.map((socket) => once(socket, 'connect')));
    for (const socket of broken) socket.on('error', () => {}).write(upgrade, () => socket.resetAndDestroy());

    const heard = await Promise.all(Array.from({ length: 400 }, () => sendRaw(url, upgrade, 'nothing that is ever said')));

    expect(heard.filter(({ isClosed }) => !isClosed)).toEqual([]);
  });
});

describe('somebody who asks first whether to send the body', () => {
  test('is told no, without a token', async () => {
    const heard = await sendRaw(url, head('POST /api/messages', json, 'Expect: 100-continue', 'Content-Length: 2'));
    expect(heard).toMatchObject({ status: 401, text: expect.not.stringContaining('100 Continue') });
  });

  test('is told to go on, with a right one', async () => {
    const request = head('POST /api/messages', json, bearer, 'Expect: 100-continue', 'Content-Length: 2');
    expect((await sendRaw(url, `${request}{}`, 'HTTP/1.1 400')).text).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 400/);
  });

  test('is told no, if it is something else that they expect', async () => {
    expect((await sendRaw(url, head('POST /api/messages', json, 'Expect: a miracle', 'Content-Length: 2'))).status).toBe(417);
  });
});

test('a token is looked at before the body is: without one, nobody waits for it', async () => {
  const tokens = ['', 'Bearer', 'Bearer a.b.c', `Bearer ${tokenOf('openid')}`, `Bearer ${tokenOf('null')}`, `Bearer ${tokenOf('[]')}`];
  const more = [
    'Bearer openid',
    `Bearer ${tokenOf('{"iss":"openid fetch ENOTFOUND"}')}`,
    `Bearer ${tokenOf('['.repeat(4_000))}`,
    'Basic b3BlbmlkOmE=',
  ];
  for (const token of [...tokens, ...more]) {
    const heard = await sendRaw(url, head('POST /api/messages', json, `Authorization: ${token}`, 'Content-Length: 500000'));
    expect({ token, status: heard.status }).toEqual({ token, status: 401 });
  }
});

test('a thousand strangers are a line in the log for each reason, and a figure among the metrics', async () => {
  const request = head('POST /api/messages', json, `Authorization: Bearer ${tokenOf('openid')}`, 'Content-Length: 0');
  await sendRaw(url, request.repeat(1_000), '');

  const reasons = warnings.map(({ reason }) => reason);
  expect(reasons).toEqual([...new Set(reasons)]);
  expect(JSON.stringify(warnings)).not.toContain(tokenOf('openid').slice(0, 20));
  const shown = await (await fetch(`${metricsUrl}/metrics`)).text();
  expect(Number(/neuvo_refused_requests_total\{reason="malformed-token"\} (\d+)/.exec(shown)?.[1])).toBeGreaterThan(1_000);
});

describe('what could be read in two ways, or not at all, is refused', () => {
  const withBody = [json, 'Content-Length: 2'];
  test.each<[string, string | Buffer]>([
    ['two lengths', head('POST /api/messages', json, 'Content-Length: 2', 'Content-Length: 3')],
    ['a length that is no number', head('POST /api/messages', json, 'Content-Length: x')],
    ['a negative length', head('POST /api/messages', json, 'Content-Length: -1')],
    ['a length beyond all bounds', head('POST /api/messages', json, bearerless(), 'Content-Length: 99999999999999999999')],
    ['a length and chunks', head('POST /api/messages', json, 'Content-Length: 2', 'Transfer-Encoding: chunked')],
    ['chunks that are compressed', head('POST /api/messages', json, 'Transfer-Encoding: gzip, chunked')],
    ['another transfer encoding', head('POST /api/messages', json, 'Transfer-Encoding: gzip')],
    ['a transfer encoding twice', head('POST /api/messages', json, 'Transfer-Encoding: chunked, chunked')],
    ['a transfer encoding of an odd name', head('POST /api/messages', json, 'Transfer-Encoding: xchunked')],
    ['a header that goes on in the next line', head('POST /api/messages', 'X-A: a\r\n\tb', ...withBody)],
    ['a NUL in a header', head('POST /api/messages', 'X-A: a\0b', ...withBody)],
    ['a header without a name', head('POST /api/messages', ': a', ...withBody)],
    ['lines that end with LF alone', `POST /api/messages HTTP/1.1\nHost: bot\n\n`],
    ['no host', 'POST /api/messages HTTP/1.1\r\n\r\n'],
    ['two hosts', 'POST /api/messages HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n'],
    ['an address with a scheme', head('GET http://bot/healthz')],
    ['an address of another machine', head('GET http://login.botframework.com/healthz')],
    ['an address that is a star', head('OPTIONS *')],
    ['an address of two slashes', head('GET //healthz')],
    ['an address that climbs', head('GET /x/../healthz')],
    ['an address that can’t be decoded', head('GET /%E0%A4%A')],
    ['an address with a NUL', head('GET /%00')],
    ['an address of another case', head('GET /HEALTHZ')],
    ['a very long address', head(`GET /${'x'.repeat(10_000)}`)],
    ['a longer one', head(`GET /${'x'.repeat(100_000)}`)],
    ['another method', head('DELETE /api/messages')],
    ['a method of no protocol', head('BREW /api/messages')],
    ['a TRACE', head('TRACE /healthz')],
    ['a body that is no JSON by its name', head('POST /api/messages', bearerless(), 'Content-Type: text/plain', 'Content-Length: 2')],
    ['no content type', head('POST /api/messages', 'Content-Length: 2')],
    ['two hundred headers', head('GET /healthz', ...Array.from({ length: 200 }, (_, index) => `X-${index}: x`))],
    ['a header of 20 KB', head('GET /healthz', `X-A: ${'x'.repeat(20_000)}`)],
    ['odd versions of restify’s own', head('POST /api/messages', 'Accept-Version: x', 'Accept: x', 'X-Request-Id: \u00ff', ...withBody)],
  ])('%s', async (_what, bytes) => {
    const { status } = await sendRaw(url, bytes);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });

  test.each<[string, string | Buffer]>([
    ['nothing', ''],
    ['half of it', '{"type":"message"'],
    ['very deep', `{"value":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['very deep and never closed', '['.repeat(200_000)],
    ['a prototype', change('"text":"hei"', '"__proto__":{"type":"x"},"text":"hei"')],
    ['a prototype within', change('"text":"hei"', '"value":[{"__proto__":null}]')],
    ['a prototype that is written otherwise', change('"text":"hei"', '"\\u005f_proto__":{}')],
    ['a member twice', change('"text":"hei"', '"text":"hei","text":"moi"')],
    ['a member twice, within', change('"text":"hei"', '"value":{"a":[{"b":1,"b":1}]}')],
    ['a member twice, written otherwise', change('"text":"hei"', '"text":"hei","te\\u0078t":"moi"')],
    ['what is no UTF-8', Buffer.concat([Buffer.from('{"type":"'), Buffer.from([0xff, 0xc0, 0xaf]), Buffer.from('"}')])],
    ['UTF-16', Buffer.from(change('', ''), 'utf16le')],
  ])('a body with a right token: %s', async (_what, body) => {
    expect((await post(body)).status).toBe(400);
  });

  test('of which none is refused for anything else that is wrong with it', async () => {
    expect((await post(change('', ''))).status).toBe(401);
  });

  test('a body that is too long, by what it says or by what comes', async () => {
    const long = Buffer.alloc(600_000, ' ');
    const chunked = [json, bearer, 'Transfer-Encoding: chunked'];
    const said = await sendRaw(url, head('POST /api/messages', json, bearer, 'Content-Length: 600000'));
    const sent = await post(long);
    const endless = await sendRaw(url, Buffer.concat([Buffer.from(`${head('POST /api/messages', ...chunked)}fffff\r\n`), long]));
    const brokenOff = await sendRaw(url, `${head('POST /api/messages', ...chunked)}2\r\n{}x`);

    expect([said.status, sent.status, endless.status, brokenOff.status]).toEqual([413, 413, 413, 400]);
  });
});

test('a clock that is a day off is said in the log, with how much', async () => {
  const now = Math.floor(Date.now() / 1_000);
  const late = await signed({ nbf: now - 90_000, exp: now - 86_400 });
  warnings.length = 0;

  const { status } = await sendRaw(url, head('POST /api/messages', json, `Authorization: Bearer ${late}`, 'Content-Length: 2'));

  expect(status).toBe(401);
  const [warning] = warnings as { seconds?: number }[];
  expect(warning).toEqual({ reason: 'clocks-differ', count: 1, seconds: expect.any(Number) });
  expect(Math.round((warning?.seconds ?? 0) / 1_000)).toBe(86);
});

test('a connection whose request was refused serves the next one: its body is thrown away', async () => {
  const refused = `${head('POST /api/messages', json, 'Content-Length: 20')}GET /readyz HTTP/1.1`;
  const { text } = await sendRaw(url, refused + head('GET /healthz'), '"alive"');

  expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 401', 'HTTP/1.1 200']);
});

test('requests that come one after the other on one connection are answered in order', async () => {
  const request = head('GET /healthz') + head('GET /api/messages') + head('HEAD /healthz') + head('GET /readyz');
  const { text } = await sendRaw(url, request, '"ready"');

  expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 405', 'HTTP/1.1 200', 'HTTP/1.1 200']);
});

test('who sends nothing, or does not come to an end, is let go', async () => {
  const heard = await Promise.all([
    sendRaw(url, '', 'nothing that is ever said'),
    sendRaw(url, 'POST /api/mess', 'nothing that is ever said'),
    sendRaw(url, `${head('POST /api/messages', json, 'Content-Length: 100')}{`, 'nothing that is ever said'),
    sendRaw(url, `${head('POST /api/messages', json, bearer, 'Content-Length: 100')}{`, 'nothing that is ever said'),
    sendRaw(url, `${head('POST /api/messages', json, 'Content-Encoding: gzip', 'Content-Length: 100')}{`, 'nothing that is ever said'),
  ]);

  expect(heard.map(({ status, isClosed }) => ({ status, isClosed }))).toEqual([
    { status: 408, isClosed: true },
    { status: 408, isClosed: true },
    { status: 401, isClosed: true },
    { status: 408, isClosed: true },
    { status: 415, isClosed: true },
  ]);
}, 40_000);

describe('the server of the metrics', () => {
  test.each([
    ['GET', '/metrics', 200],
    ['HEAD', '/metrics', 200],
    ['POST', '/metrics', 405],
    ['GET', '/', 404],
    ['GET', 'http://bot/metrics', 404],
  ])('answers %s %s with %s', async (method, path, status) => {
    expect((await sendRaw(metricsUrl, head(`${method} ${path}`))).status).toBe(status);
  });

  test('lets go of whoever wants something else, or nothing', async () => {
    const bytes = [
      head('GET /', 'Connection: Upgrade', 'Upgrade: websocket'),
      head('CONNECT smba.trafficmanager.net:443'),
      'EHLO bot\r\n',
      '',
      `${head('POST /metrics', 'Content-Length: 9')}x`,
    ];
    const heard = await Promise.all(bytes.map((some) => sendRaw(metricsUrl, some, 'nothing that is ever said')));

    expect(heard.map(({ isClosed }) => isClosed)).toEqual(Array(bytes.length).fill(true));
  }, 40_000);
});

function post(body: string | Buffer): Promise<Heard> {
  const bytes = Buffer.from(body);
  return sendRaw(url, Buffer.concat([Buffer.from(head('POST /api/messages', json, bearer, `Content-Length: ${bytes.length}`)), bytes]));
}

/** A token that nobody has signed, with a head that looks right. */
function tokenOf(payload: string): string {
  const [alg, content] = ['{"alg":"RS256","kid":"x"}', payload].map((part) => Buffer.from(part).toString('base64url'));
  return `${alg}.${content}.c2lnbmVk`;
}

function bearerless(): string {
  return `Authorization: Bearer ${tokenOf('{}')}`;
}

/** An activity as text, with something in it changed. */
function change(what: string, into: string): string {
  const account = { id: '29:x' };
  const activity = { type: 'message', id: '1', text: 'hei', channelId: 'msteams', serviceUrl, from: account, recipient: account };
  return JSON.stringify({ ...activity, serviceUrl: 'x', conversation: { id: 'a:1' } }).replace(what, into);
}

async function signed(times: { nbf?: number; exp?: number } = {}): Promise<string> {
  const own = (await signingKey()) as JWK;
  const now = Math.floor(Date.now() / 1_000);
  return new SignJWT({ serviceurl: serviceUrl, nbf: now, exp: now + 3_600, ...times })
    .setProtectedHeader({ alg: 'RS256', kid: own.n?.slice(0, 16) ?? '' })
    .setIssuer('https://api.botframework.com')
    .setAudience(botId)
    .sign(await importJWK(own, 'RS256'));
}
