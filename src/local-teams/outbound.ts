import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Activity } from './activities.ts';
import { createPoster, TimeoutError } from './post.ts';
import type { Tokens } from './tokens.ts';
import type { Traffic } from './traffic.ts';

/** How the bot answered; status 0: there was no connection, 504: no answer in time. */
export type BotAnswer = { status: number; text: string; body: unknown };

export type Outbound = ReturnType<typeof createOutbound>;

/**
 * The way of activities to the bot.
 *
 * @param botUrl the bot's messaging endpoint
 * @param patienceMs after which an unanswered activity is sent again, and an unanswered invoke has failed
 * @param dialect gives an activity the shape that the clients send just now
 */
export function createOutbound(
  botUrl: () => string,
  tokens: Tokens,
  traffic: Traffic,
  patienceMs: number,
  dialect: (activity: Activity) => Activity = (activity) => activity,
) {
  const poster = createPoster();
  const waiting: (() => void)[] = [];
  let onTheWay = 0;

  return {
    /** Sends an activity; without an answer in time once more with the same id. */
    async deliver(activity: Activity): Promise<BotAnswer> {
      const first = await track(() => signed(activity));
      return first.status === 504 ? track(() => signed(activity)) : first;
    },

    /** Sends an invoke, once. */
    invoke(activity: Activity): Promise<BotAnswer> {
      return track(() => signed(activity));
    },

    /** Sends any text, signed unless the headers hold an `authorization` of their own. */
    raw(body: string, headers: Record<string, string>): Promise<BotAnswer> {
      return track(async () => post(body, { authorization: await tokens.toBot(), ...headers }));
    },

    /** Resolves when no activity is on its way to the bot, nor is one about to follow it. */
    async settle(): Promise<void> {
      await nextTurn();
      while (onTheWay > 0) {
        await new Promise<void>((resolve) => waiting.push(resolve));
        await nextTurn();
      }
    },

    close: poster.close,
  };

  async function track(send: () => Promise<BotAnswer>): Promise<BotAnswer> {
    onTheWay += 1;
    try {
      return await send();
    } finally {
      onTheWay -= 1;
      if (onTheWay === 0) for (const resolve of waiting.splice(0)) resolve();
    }
  }

  async function signed(unspoken: Activity): Promise<BotAnswer> {
    const activity = dialect(unspoken);
    return post(JSON.stringify(activity), { authorization: await tokens.toBot() }, activity);
  }

  async function post(body: string, headers: Record<string, string>, activity?: Activity): Promise<BotAnswer> {
    const url = botUrl();
    const begun = performance.now();
    const answer = await answerTo(url, body, headers);
    const ms = Math.round((performance.now() - begun) * 100) / 100;
    const { status, body: answered } = answer;
    const path = new URL(url).pathname;
    traffic.add({ direction: 'to-bot', method: 'POST', path, status, ms, activity: activity ?? jsonOrText(body), answer: answered });
    return answer;
  }

  async function answerTo(url: string, body: string, headers: Record<string, string>): Promise<BotAnswer> {
    try {
      const { status, text } = await poster.post(url, body, headers, patienceMs);
      return { status, text, body: jsonOrText(text) };
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      return { status: error instanceof TimeoutError ? 504 : 0, text, body: null };
    }
  }
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text === '' ? null : text;
  }
}
