import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { freePort } from '../../scripts/support/bots.ts';
import { type App, createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { pageAddresses } from '../../src/pages/pages.ts';
import { head, sendRaw } from '../support/raw-socket.ts';

let app: App;
let url: string;

beforeAll(async () => {
  const port = String(await freePort());
  const places = { PORT: port, LOCAL_TEAMS_PORT: '0', LOCAL_TEAMS_PATH: ':memory:', SQLITE_PATH: ':memory:' };
  app = await createApp(readConfig({ NEUVO_MODE: 'local', CONTROLLER_NAME: 'Viola & co', ...places }));
  await app.start();
  url = `http://127.0.0.1:${port}`;
});
afterAll(() => app.stop());

test.each(pageAddresses)('%s is there for anybody, who gets no cookie and may keep nothing but the page', async (address) => {
  const response = await fetch(`${url}${address}?lang=sv`);
  const html = await response.text();

  expect(response.status).toBe(200);
  expect(html).toContain('<html lang="sv">');
  expect(html).toContain('Viola &amp; co');
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'content-language': 'sv',
    'content-length': String(Buffer.byteLength(html)),
    vary: 'accept-language',
    'cache-control': 'public, max-age=300',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'content-security-policy': expect.stringMatching(/^default-src 'none'; style-src 'sha256-[\w+/=]{44}'; .*frame-ancestors 'none'$/),
  });
  expect(response.headers.has('set-cookie')).toBe(false);
  expect(response.headers.has('server')).toBe(false);
});

test.each(pageAddresses)('%s answers HEAD as it answers GET, without the page', async (address) => {
  const [got, asked] = [await fetch(url + address), await fetch(url + address, { method: 'HEAD' })];
  // What the client does with the connection afterwards, and when it was, is no part of the answer.
  const ofConnection = { date: null, connection: null, 'keep-alive': null };
  const told = ({ status, headers }: Response) => ({ status, ...Object.fromEntries(headers), ...ofConnection });

  expect(told(asked)).toEqual(told(got));
  expect(await asked.text()).toBe('');
  await got.text();
});

test('The browser’s languages decide where the address says none', async () => {
  const languageFor = async (accepted: string) =>
    (await fetch(`${url}/terms`, { headers: { 'accept-language': accepted } })).headers.get('content-language');

  expect(await languageFor('de, sv;q=0.7, en;q=0.8')).toBe('en');
  expect(await languageFor('sv-FI')).toBe('sv');
  expect(await languageFor('ja')).toBe('fi');
});

test.each([
  ['a page that is written to', 405, head('POST /privacy', 'Content-Length: 0')],
  ['a page that is deleted', 405, head('DELETE /', 'Content-Length: 0')],
  ['a page that there is not', 404, head('GET /accessibility')],
  ['a page with a slash too many', 404, head('GET /privacy/')],
  ['a language that can’t be decoded', 200, head('GET /privacy?lang=%E0%A4%A')],
  ['a language that is very long', 200, head(`GET /?lang=${'x'.repeat(8_000)}`)],
  ['very many languages', 200, head('GET /', `Accept-Language: ${'en;q=0.1,'.repeat(1_500)}`)],
  ['too many of them', 431, head('GET /', `Accept-Language: ${'en;q=0.1,'.repeat(3_000)}`)],
  ['languages that are none', 200, head('GET /', 'Accept-Language: \u00ff\u00fe;;q=,,', 'Accept-Language: *;q=x')],
  ['a body that is compressed', 415, head('GET /', 'Content-Encoding: gzip')],
])('%s: %i', async (_what, status, bytes) => {
  expect((await sendRaw(url, bytes)).status).toBe(status);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});
