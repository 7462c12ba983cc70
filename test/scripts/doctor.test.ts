import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from '@jest/globals';

const id = '6f0d3a52-0000-4000-8000-00000000c0de';
const secret = 'hush-hush-hush';
const controller = {
  CONTROLLER_NAME: 'Esimerkkilän hyvinvointialue',
  CONTROLLER_CONTACT: 'neuvo@example.org',
  DATA_PROTECTION_OFFICER: 'officer@example.org',
};
const production = {
  NODE_ENV: 'production',
  BOT_ID: id.toUpperCase(),
  BOT_TENANT_ID: id,
  COORDINATORS: `kansallinen:${id}`,
  ...controller,
};

let folder: string;
let proxy: Server;
let asked: string[];

// A proxy that lets nobody out: what is asked for through it is known, and no test asks Microsoft.
beforeEach(async () => {
  [folder, asked] = [mkdtempSync(join(tmpdir(), 'neuvo-doctor-')), []];
  proxy = createServer().on('connect', ({ url = '' }, socket) => {
    asked.push(url);
    socket.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n');
  });
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
});
afterEach(() => {
  proxy.closeAllConnections();
  proxy.close();
  rmSync(folder, { recursive: true });
});

async function examine(settings: Record<string, string>, args: string[] = []) {
  const { PATH = '' } = process.env;
  const way = { HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, NODE_USE_ENV_PROXY: '1' };
  const script = resolve(import.meta.dirname, '../../scripts/doctor.ts');
  const child = spawn(process.execPath, [...args, '--disable-warning=ExperimentalWarning', script], { env: { PATH, ...way, ...settings } });
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code, stderr, lines: stdout.trimEnd().split('\n') };
}

test('all is well in local mode on a fresh machine; the file is left to the bot to make', async () => {
  const { code, stderr, lines } = await examine({ SQLITE_PATH: join(folder, 'new', 'neuvo.sqlite') });

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(lines.map((line) => line.slice(0, 17).trim())).toEqual(['ok    settings:', '–     login:', 'ok    store:']);
  expect(lines[2]).toContain('is not there yet; the bot can make it');
});

test('without a way to Microsoft each of its hosts is named; all were asked through the proxy, and no secret is printed', async () => {
  const settings = { ...production, BOT_TYPE: 'SingleTenant', SECRET_BOT_PASSWORD: secret, SQLITE_PATH: join(folder, 'neuvo.sqlite') };
  const { code, stderr, lines } = await examine(settings);

  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  expect(lines.filter((line) => line.startsWith('WRONG'))).toEqual([
    expect.stringContaining('login:     login.microsoftonline.com does not answer'),
    expect.stringContaining('keys:      login.botframework.com does not give its metadata'),
    expect.stringContaining('connector: smba.trafficmanager.net does not answer'),
  ]);
  const hosts = ['login.botframework.com:443', 'login.microsoftonline.com:443', 'smba.trafficmanager.net:443'];
  expect([...new Set(asked)].sort()).toEqual(hosts);
  expect(lines.join()).not.toContain(secret);
}, 60_000);

test('wrong settings are all said, and nothing else is looked at', async () => {
  const { code, lines } = await examine({ ...controller, NODE_ENV: 'production', BOT_ID: 'my-bot', BOT_TENANT_ID: id });

  expect(code).toBe(1);
  expect(lines.map((line) => line.trim())).toEqual([
    expect.stringMatching(/^WRONG settings: {2}BOT_ID is/),
    expect.stringMatching(/^COORDINATORS names/),
  ]);
  expect(lines.join()).not.toContain('my-bot');
});

test('a file of settings that names a bot is looked at as production', async () => {
  const file = join(folder, '.env.prod');
  writeFileSync(file, `BOT_ID=${id}\nCOORDINATORS=kansallinen:${id}\n`);
  const { code, lines } = await examine(controller, [`--env-file=${file}`]);

  expect([code, lines]).toEqual([1, [expect.stringContaining('BOT_TENANT_ID is the Entra tenant')]]);
});

test.each([
  [
    'no SQLite file',
    { STORE: 'sqlite' },
    /^WRONG store: {5}\S+ \(SQLITE_PATH\) can't be used as an SQLite file: file is not a database\.$/,
  ],
  [
    'a Cosmos DB that is not there',
    { STORE: 'cosmos', COSMOS_ENDPOINT: 'https://127.0.0.1:9/', SECRET_COSMOS_KEY: 'aHVzaA==', NO_PROXY: '127.0.0.1' },
    /^WRONG store: {5}Cosmos DB at 127\.0\.0\.1:9 can't be reached \(ECONNREFUSED\)\.$/,
  ],
])('%s is told as the store', async (_what, settings, sentence) => {
  const path = join(folder, 'notes.sqlite');
  writeFileSync(path, 'what somebody has written', { mode: 0o600 });
  const { code, lines } = await examine({ ...settings, SQLITE_PATH: path });

  expect([code, lines.at(-1)]).toEqual([1, expect.stringMatching(sentence)]);
});
