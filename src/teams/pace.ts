import type { Clock } from '../clock.ts';
import { HeldBackError } from '../desk/deliver.ts';

/** So many sends in so many milliseconds. */
export type Quota = readonly (readonly [count: number, ms: number])[];

/** What Teams lets a bot send to one conversation (creating and updating count), and an app to one tenant. Source: "Optimize your bot with rate limiting in Teams". */
export const threadQuota: Quota = [
  [7, 1_000],
  [8, 2_000],
  [60, 30_000],
  [1_800, 3_600_000],
];
export const appQuota: Quota = [[50, 1_000]];
/** How often it lets a bot look up the members of one conversation. The same source. */
export const memberQuota: Quota = [
  [14, 1_000],
  [16, 2_000],
  [120, 30_000],
];

// So many sends a second are left to answers: nobody who has pressed or written waits behind a hundred digests.
const keptForAnswers = 10;

// A wait that is longer than this is left to the alarm, so that a lease is not held for nothing.
const longestWaitMs = 2_500;

/** Runs a send when the quotas of its conversation and of the app let it go; throws `HeldBackError` if that takes too long. */
export type Paced = <T>(conversation: string, send: () => Promise<T>) => Promise<T>;

/** Builds the pacing of sends, so that Teams has no reason to throttle them: `answers` are what somebody waits for, `notices` what the bot tells of its own accord. `answered` hears of each answer that Teams has taken. */
export function createPace(clock: Pick<Clock, 'elapsed' | 'pause'>, answered = () => {}): { answers: Paced; notices: Paced } {
  const threads = createWindow(threadQuota);
  const app = createWindow(appQuota);

  const notices = pacedWith(keptForAnswers);
  const unreported = pacedWith(0);
  const answers: Paced = async (conversation, send) => {
    const taken = await unreported(conversation, send);
    answered();
    return taken;
  };
  return { answers, notices };

  function pacedWith(kept: number): Paced {
    return async (conversation, send) => {
      const until = clock.elapsed() + longestWaitMs;
      for (;;) {
        const at = clock.elapsed();
        const wait = Math.max(threads.waitFor(conversation, at), app.waitFor('app', at, kept));
        if (wait > 0 && at + wait > until) throw new HeldBackError(Math.ceil(wait));
        if (wait <= 0) {
          threads.record(conversation, at);
          app.record('app', at);
          return send();
        }
        await clock.pause(Math.ceil(wait));
      }
    };
  }
}

/** Remembers when was sent, by key, for as long as a quota looks back. */
export function createWindow(quota: Quota) {
  const longest = Math.max(...quota.map(([, ms]) => ms));
  const sent = new Map<string, number[]>();
  let recorded = 0;

  /** How many milliseconds after `at` the next send of this key may go; 0 if it may go now. `kept`: so many of each quota are left to others. */
  function waitFor(key: string, at: number, kept = 0): number {
    const times = sent.get(key) ?? [];
    return Math.max(0, ...quota.map(([count, ms]) => (times.at(kept - count) ?? Number.NEGATIVE_INFINITY) + ms - at));
  }

  function record(key: string, at: number): void {
    const kept = (sent.get(key) ?? []).filter((time) => time > at - longest);
    sent.set(key, [...kept, at]);
    recorded += 1;
    if (recorded % 1_000 === 0) forget(at);
  }

  // Conversations that have gone quiet are not remembered for ever.
  function forget(at: number): void {
    for (const [key, times] of sent) if ((times.at(-1) ?? 0) <= at - longest) sent.delete(key);
  }

  return { waitFor, record };
}
