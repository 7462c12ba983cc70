import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { freePort } from '../../scripts/support/bots.ts';
import { until } from '../../scripts/support/waiting.ts';
import { type App, createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createSqliteStore } from '../../src/store/sqlite.ts';
import type { Store } from '../../src/store/store.ts';
import { consultation } from '../store/contract.ts';
import { north } from '../support/consultations.ts';
import { openCountry } from '../support/country.ts';

const day = '2026-11-23T08:00:00.000Z';
let folder: string;
let path: string;
let url: string;
let settings: Record<string, string>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'neuvo-store-trouble-'));
  path = join(folder, 'neuvo.sqlite');
  const port = String(await freePort());
  url = `http://127.0.0.1:${port}`;
  const nowhere = { LOCAL_TEAMS_PORT: '0', LOCAL_TEAMS_PATH: ':memory:' };
  settings = { NEUVO_MODE: 'local', PORT: port, SQLITE_PATH: path, METRICS_PORT: String(await freePort()), ...nowhere };
});
afterEach(() => rmSync(folder, { recursive: true }));

const statusOf = async (place: string) => (await fetch(`${url}${place}`)).status;
const untilReadyIs = (status: number) =>
  until(`/readyz says ${status}`, async () => (await statusOf('/readyz').catch(() => 0)) === status, 20);

/** The bot in this process, and the events that it logs. */
async function startApp(store?: Store): Promise<{ app: App; logged: string[] }> {
  const logged: string[] = [];
  const write = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`);
  const log = { info() {}, warn: write, error: write };
  const app = await createApp(readConfig(settings), { log, ...(store ? { store } : {}) });
  return { app, logged };
}

test('a bot whose file is locked is not ready, lives on, says so in its log, and is ready again', async () => {
  const { app, logged } = await startApp();
  await app.start();
  await untilReadyIs(200);
  const other = new DatabaseSync(path);

  other.exec('BEGIN IMMEDIATE');
  await untilReadyIs(503);
  const living = await statusOf('/healthz');
  other.exec('ROLLBACK');
  await untilReadyIs(200);
  other.close();
  await app.stop();

  expect(living).toBe(200);
  expect(logged.filter((line) => line.startsWith('store takes no writes'))).toEqual([
    expect.stringContaining('is held by another process'),
  ]);
}, 60_000);

test('a bot whose disk takes no more is not ready, lives on, and is ready again when there is room', async () => {
  const limited = 'ulimit -f 4000; exec "$@"';
  const bot = spawn('bash', ['-c', limited, 'bash', process.execPath, 'src/index.ts'], {
    cwd: resolve(import.meta.dirname, '../..'),
    env: { ...process.env, ...settings, NODE_DISABLE_COMPILE_CACHE: '1' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    for await (const line of createInterface({ input: bot.stdout as NodeJS.ReadableStream })) if (line.startsWith('Neuvo is ready')) break;
    await untilReadyIs(200);
    const other = new DatabaseSync(path);
    other.exec('PRAGMA wal_autocheckpoint = 0; CREATE TABLE ballast (room BLOB); INSERT INTO ballast VALUES (zeroblob(5000000))');

    await untilReadyIs(503);
    const living = await statusOf('/healthz');
    other.exec('DROP TABLE ballast; VACUUM; PRAGMA wal_checkpoint(TRUNCATE)');
    await untilReadyIs(200);
    other.close();

    expect(living).toBe(200);
  } finally {
    await ended(bot);
  }
}, 60_000);

test('what can be read by nobody is named in the log and counted, once, and the bot works on', async () => {
  const store = createSqliteStore(path);
  for (const document of [north, consultation(1, { alarmAt: day, tickAt: day }), consultation(2, { alarmAt: day, tickAt: day })])
    await store.create(document);
  await store.close();
  const other = new DatabaseSync(path);
  other.exec(`UPDATE documents SET body = 'no JSON' WHERE id IN ('${north.id}', '${consultation(1).id}')`);
  other.close();
  const { app, logged } = await startApp();

  await app.start();
  await app.drain();
  await app.drain();
  await untilReadyIs(200);
  const metrics = await (await fetch(`http://127.0.0.1:${settings.METRICS_PORT}/metrics`)).text();
  await app.stop();

  const named = logged.filter((line) => line.startsWith('document unreadable'));
  expect(named.sort()).toEqual([
    `document unreadable {"document":"${consultation(1).id}"}`,
    `document unreadable {"document":"${north.id}"}`,
  ]);
  expect(metrics).toContain('neuvo_documents_set_aside_total{reason="unreadable"} 2');
  const after = createSqliteStore(path);
  expect(await after.get(consultation(2).id)).not.toMatchObject({ document: { alarmAt: day } });
  await after.close();
}, 30_000);

test('while the file is locked, whoever presses hears of an incident, whoever reads is served; then all is well', async () => {
  const country = await openCountry();
  const [aino, mika] = [country.person('Aino Sarkavaara'), country.person('Mika Kaarnilahti')];
  const asked = await aino.asks();
  await mika.says('omat');
  const lock = country.database();

  lock.exec('BEGIN IMMEDIATE');
  const pressing = mika.presses('Otan hoitaakseni', { about: asked });
  await aino.says('omat');
  const served = await aino.seesLast();
  await pressing;
  const meanwhile = country.stored(asked).status;
  lock.exec('ROLLBACK');
  lock.close();
  await mika.presses('Otan hoitaakseni', { about: asked });

  expect(meanwhile).toBe('open');
  expect(country.troubles().join()).toContain('store-busy');
  expect(country.stored(asked).status).toBe('claimed');
  expect(served).toContain(asked.reference);
  await country.close();
}, 60_000);

test('a bot that is told to stop while it starts does not start', async () => {
  const checked = Promise.withResolvers<void>();
  const inner = createSqliteStore(path);
  let sweeps = 0;
  const store: Store = {
    ...inner,
    check: () => checked.promise,
    due: (...asked) => {
      sweeps++;
      return inner.due(...asked);
    },
  };
  const { app } = await startApp(store);

  const starting = app.start();
  await app.stop();
  checked.resolve();
  await starting;

  await expect(statusOf('/healthz')).rejects.toThrow();
  expect(sweeps).toBe(0);
});

async function ended(bot: ChildProcess): Promise<void> {
  if (bot.exitCode !== null) return;
  bot.kill('SIGKILL');
  await once(bot, 'exit');
}
