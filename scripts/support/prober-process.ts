// Asks a bot's /healthz again and again from a process of its own, so that nobody's work but the bot's is measured; and, as the machine's own noise,
// itself. Says its address in one line of JSON. POST /watch?url=… begins anew; GET /report answers the longest waits in milliseconds.
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { endWithParent } from './children.ts';

type Watch = { url: string; since: number | null; longest: number; probes: number };

endWithParent();
const everyMs = 50;
const bot: Watch = { url: '', since: null, longest: 0, probes: 0 };
const self: Watch = { url: '', since: null, longest: 0, probes: 0 };

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
  if (pathname === '/watch') begin(searchParams.get('url') ?? '');
  response.end(JSON.stringify({ waitedMs: longestOf(bot), noiseMs: longestOf(self), probes: bot.probes }));
});
server.listen(0, '127.0.0.1', () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  self.url = url;
  process.stdout.write(`${JSON.stringify({ url })}\n`);
  void watch(bot);
  void watch(self);
});

function begin(url: string): void {
  bot.url = url;
  for (const one of [bot, self]) Object.assign(one, { longest: 0, probes: 0 });
}

function longestOf({ longest, since }: Watch): number {
  return Math.round(Math.max(longest, since === null ? 0 : performance.now() - since));
}

// Who is turned away comes again: their wait goes on until they are served. Where nobody listens the process has ended, which is counted elsewhere.
async function watch(one: Watch): Promise<void> {
  for (;;) {
    one.since ??= performance.now();
    const outcome = one.url === '' ? 'nobody' : await probe(one.url);
    one.probes += 1;
    if (outcome !== 'nobody') one.longest = Math.max(one.longest, performance.now() - one.since);
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
