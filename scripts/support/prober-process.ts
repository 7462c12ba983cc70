// Asks a bot's /healthz again and again from a process of its own, so that nobody's work but the bot's is measured; and, as the machine's own noise,
// itself. Says its address in one line of JSON. /watch?url=…&pid=… begins anew; /report answers the longest waits in milliseconds.
import { readFileSync } from 'node:fs';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { endWithParent } from './children.ts';

/** `since`: when somebody began to wait, and for how long the bot had been kept from a processor by then. */
type Watch = { url: string; pid: string; since: { at: number; kept: number } | null; longest: number; probes: number };

endWithParent();
const everyMs = 50;
const patienceMs = 20_000;
const bot: Watch = { url: '', pid: '', since: null, longest: 0, probes: 0 };
const self: Watch = { url: '', pid: '', since: null, longest: 0, probes: 0 };

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
  if (pathname === '/watch') begin(searchParams.get('url') ?? '', searchParams.get('pid') ?? '');
  // An attack may be over before anybody has asked: whoever asks then still waits for what it has left behind.
  else while (bot.probes === 0 && longestOf(bot) < patienceMs) await pause(everyMs);
  response.end(JSON.stringify({ waitedMs: longestOf(bot), noiseMs: longestOf(self), probes: bot.probes }));
});
server.listen(0, '127.0.0.1', () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  self.url = url;
  process.stdout.write(`${JSON.stringify({ url })}\n`);
  void watch(bot);
  void watch(self);
});

function begin(url: string, pid: string): void {
  Object.assign(bot, { url, pid });
  for (const one of [bot, self]) Object.assign(one, { longest: 0, probes: 0 });
}

function longestOf(one: Watch): number {
  return Math.round(Math.max(one.longest, waitOf(one)));
}

// What others of the machine's have taken from the bot is none of its own. Linux counts it: nanoseconds on a run queue.
function waitOf({ since, pid }: Watch): number {
  return since === null ? 0 : performance.now() - since.at - Math.max(0, keptMs(pid) - since.kept);
}

function keptMs(pid: string): number {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
}

// Who is turned away comes again: their wait goes on until they are served. Where nobody listens the process has ended, which is counted elsewhere.
async function watch(one: Watch): Promise<void> {
  for (;;) {
    one.since ??= { at: performance.now(), kept: keptMs(one.pid) };
    const outcome = one.url === '' ? 'nobody' : await probe(one.url);
    one.probes += 1;
    if (outcome !== 'nobody') one.longest = Math.max(one.longest, waitOf(one));
    if (outcome !== 'turned away') one.since = null;
    await pause(everyMs);
  }
}

// A new connection each time, as a stranger would need one.
function probe(url: string): Promise<'served' | 'turned away' | 'nobody'> {
  return new Promise((resolve) => {
    get(`${url}/healthz`, { agent: false }, (response) => {
      response.resume().once('close', () => resolve(response.statusCode === 200 ? 'served' : 'turned away'));
    }).once('error', ({ code }: NodeJS.ErrnoException) => resolve(code === 'ECONNREFUSED' ? 'nobody' : 'turned away'));
  });
}
