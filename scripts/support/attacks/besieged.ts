import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { JWK } from 'jose';
import type { Bot, Bots } from '../bots.ts';
import { type Answer, type Knocked, knock } from './knock.ts';

/** What has come of an attack so far. */
export type Toll = { answers: Answer[]; ends: number; printed: number; memoryMb: number };
/** Bots under attack, one at a time: where one has ended, the next stands in its place. Whatever is sent to it is counted. */
export type Besieged = {
  /** A living bot; starts one if there is none. */
  living(): Promise<Bot>;
  /** Sends a request as bytes, and counts what came of it. */
  hit(parts: (string | Buffer)[], manner?: Parameters<typeof knock>[2]): Promise<Knocked>;
  /** Counts an answer that has been got otherwise. */
  count(answer: Answer): void;
  /** Ends the bot that lives, and starts another. */
  renew(): Promise<void>;
  /** Ends the bot that lives if it says nothing any more; answers whether it did. */
  endIfDumb(): Promise<boolean>;
  /** Begins to count anew. */
  reset(): void;
  /** Lets nobody send anything more, until it is reset. */
  giveUp(): void;
  toll(): Toll;
};

/** What a stranger can find out and make up: where the bot is, what an activity looks like, and how Teams' own tokens for this bot are made. */
export type Door = Besieged & {
  /** An ordinary message to the bot, as JSON. */
  letter(): string;
  lawful: { key: JWK & { kid: string }; botId: string; serviceUrl: string };
};

// Whoever has ended so often in one attack will end the next time, too.
const mostEnds = 4;

/** Lays siege to bots: `onStart` hears of each that is started. */
export function besiege(bots: Bots, onStart: (bot: Bot) => Promise<unknown>): Besieged {
  const expected = new Set<Bot>();
  let answers: Answer[] = [];
  let isGivenUp = false;
  let first = 0;
  let printed = 0;
  let starting: Promise<Bot> | null = null;
  let memory = { before: 0, peak: 0 };

  async function living(): Promise<Bot> {
    if (isGivenUp) throw new Error('there was no more time for it');
    const bot = bots.ready().at(-1);
    if (bot) return bot;
    if (ends() >= mostEnds) throw new Error(`it has ended ${mostEnds} times`);
    starting ??= start().finally(() => {
      starting = null;
    });
    return starting;
  }

  async function start(): Promise<Bot> {
    const bot = await bots.start();
    for (const stream of [bot.process.stdout, bot.process.stderr]) stream?.on('data', (data) => (printed += data.length));
    await onStart(bot);
    remember(bot);
    return bot;
  }

  function ends(): number {
    return bots.all.slice(first).filter((bot) => bot.died !== null && !expected.has(bot)).length;
  }

  async function end(bot: Bot): Promise<void> {
    expected.add(bot);
    await bots.kill(bot);
  }

  // Linux keeps the highest that a process has ever had, and forgets it when it is told to; elsewhere nothing is known.
  function remember({ process: { pid } }: Bot): void {
    try {
      writeFileSync(`/proc/${pid}/clear_refs`, '5');
    } catch {}
    const now = highestMb(pid);
    memory = { before: now, peak: now };
  }

  const watching = setInterval(() => {
    for (const { process: child } of bots.ready()) memory.peak = Math.max(memory.peak, highestMb(child.pid));
  }, 100);
  watching.unref();

  return {
    living,
    async hit(parts, manner) {
      let knocked = await knock(originOf(await living()), parts, manner);
      // Nobody listens there: it has just ended, and its place is taken by another.
      for (let tries = 0; knocked.answer === 'refused' && tries < 20; tries++) {
        await pause(50);
        knocked = await knock(originOf(await living()), parts, manner);
      }
      answers.push(knocked.answer);
      return knocked;
    },
    count: (answer) => void answers.push(answer),
    async renew() {
      for (const bot of bots.ready()) await end(bot);
      await living();
    },
    async endIfDumb() {
      const bot = bots.ready().at(-1);
      if (!bot) return false;
      const { answer } = await knock(originOf(bot), ['GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n']);
      if (answer !== 'hang') return false;
      await end(bot);
      return true;
    },
    giveUp() {
      isGivenUp = true;
    },
    reset() {
      isGivenUp = false;
      answers = [];
      printed = 0;
      first = bots.all.findIndex(({ died }) => died === null);
      if (first < 0) first = bots.all.length;
      for (const bot of bots.ready()) remember(bot);
    },
    toll: () => ({ answers, ends: ends(), printed, memoryMb: Math.round(memory.peak - memory.before) }),
  };
}

/** The address of a bot, without a path. */
function originOf({ url }: Bot): string {
  return new URL(url).origin;
}

function highestMb(pid: number | undefined): number {
  try {
    const [, kb = '0'] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kb) / 1024;
  } catch {
    return 0;
  }
}
