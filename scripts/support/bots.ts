import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** A line of a bot's log, with the process that wrote it. */
export type LogLine = { bot: number; time: number; msg: string } & Record<string, unknown>;
/** A bot in a process of its own: when it was started, when it was ready (null until then), and when it was killed or had ended (null while it lives), in milliseconds since 1970. */
export type Bot = {
  number: number;
  url: string;
  process: ChildProcess;
  /** What it has written besides its log. */
  said: string[];
  isReady: boolean;
  started: number;
  readied: number | null;
  died: number | null;
};
/** Bot processes on one store, as many as have been started. */
export type Bots = {
  /** Starts one more, with other settings where they are given; resolves when it is ready. Throws what it has said if it ends before that. */
  start(others?: Record<string, string>): Promise<Bot>;
  /** Those that are ready to work. */
  ready(): Bot[];
  /** Every bot that there has been, and what they have logged, in the order in which it was read. */
  all: Bot[];
  lines: LogLine[];
  /** The messaging endpoint of a living bot: one after the other in turn. */
  url(): string;
  /** Sends whatever comes from now on to a bot of somebody else's. */
  handOver(url: string): void;
  /** Ends a process at once, as a power cut would. */
  kill(bot: Bot): Promise<void>;
  /** Asks a process to stop, and answers how long it took in milliseconds, and its exit code. */
  stop(bot: Bot): Promise<{ ms: number; code: number | null }>;
  /** Kills all that still live. */
  close(): Promise<void>;
};

const root = resolve(import.meta.dirname, '../..');

/** Keeps bot processes: each is `node src/index.ts` with these settings, on a free port. */
export function createBots(settings: Record<string, string>): Bots {
  const all: Bot[] = [];
  const lines: LogLine[] = [];
  let turn = 0;
  let heir: string | null = null;

  async function start(others: Record<string, string> = {}): Promise<Bot> {
    const port = await freePort();
    const env = { ...process.env, NEUVO_MODE: 'local', LOG_LEVEL: 'info', ...settings, ...others, PORT: String(port) };
    const child = spawn(process.execPath, ['src/index.ts'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const url = `http://127.0.0.1:${port}/api/messages`;
    const bot: Bot = {
      number: all.length + 1,
      url,
      process: child,
      said: [],
      isReady: false,
      started: Date.now(),
      readied: null,
      died: null,
    };
    all.push(bot);
    child.once('exit', () => Object.assign(bot, { isReady: false, died: bot.died ?? Date.now() }));
    await new Promise<void>((ready, fail) => listen(bot, ready, fail));
    return bot;
  }

  function listen(bot: Bot, ready: () => void, fail: (error: Error) => void): void {
    const { said } = bot;
    const { stdout, stderr } = bot.process;
    stderr?.on('data', (text) => said.push(String(text)));
    bot.process.once('close', () => fail(new Error(`bot ${bot.number} ended before it was ready: ${said.join('').slice(0, 2_000)}`)));
    createInterface({ input: stdout as NodeJS.ReadableStream }).on('line', (line) => {
      if (line.startsWith('{')) lines.push({ ...JSON.parse(line), bot: bot.number });
      else said.push(line);
      if (!line.startsWith('Neuvo is ready.')) return;
      Object.assign(bot, { isReady: !bot.process.killed, readied: Date.now() });
      ready();
    });
  }

  async function kill(bot: Bot): Promise<void> {
    if (bot.died !== null) return;
    const ended = once(bot.process, 'close');
    Object.assign(bot, { isReady: false, died: Date.now() });
    bot.process.kill('SIGKILL');
    await ended;
  }

  async function stop(bot: Bot): Promise<{ ms: number; code: number | null }> {
    const began = performance.now();
    const ended = once(bot.process, 'close');
    bot.process.kill('SIGTERM');
    const [code] = await ended;
    return { ms: performance.now() - began, code };
  }

  function ready(): Bot[] {
    return all.filter(({ isReady }) => isReady);
  }

  return {
    start,
    ready,
    all,
    lines,
    kill,
    stop,
    handOver(url) {
      heir = url;
    },
    url() {
      if (heir) return heir;
      const living = ready().length > 0 ? ready() : all.filter(({ died }) => died === null);
      return living[turn++ % living.length]?.url ?? 'http://127.0.0.1:9/nobody-lives';
    },
    async close() {
      await Promise.all(all.map(kill));
    },
  };
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
