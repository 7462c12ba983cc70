import type { Activity } from 'botbuilder';
import type { Clock } from '../clock.ts';
import { HeldBackError } from '../desk/deliver.ts';
import { pauseAfter } from '../desk/retry.ts';
import { within } from '../desk/within.ts';
import { type Log, stackOf } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { type ConnectorFor, failureOf } from './adapter.ts';
import type { Paced } from './pace.ts';

type Dependencies = {
  connectorFor: ConnectorFor;
  paced: Paced;
  clock: Pick<Clock, 'elapsed' | 'pause' | 'chance' | 'deadline'>;
  log: Log;
  metrics: Pick<Metrics, 'delivery'>;
};
type Where = Pick<Activity, 'serviceUrl' | 'conversation' | 'id'>;

// Teams sends an activity again that is not answered in 15 s: whoever waits for longer than this gets the reply after the answer.
const turnWaitsMs = 5_000;
const lateMs = 120_000;
// What Teams asks to repeat, and has not taken; after a broken connection or a 500 it may have. After a 401 the next attempt shows a fresh token.
const repeatable = [401, 412, 429, 502, 503, 504];

/** Builds what replies in the conversation of an activity: in order, and late rather than not at all where Teams' quotas hold a reply back. */
export function createReplies({ connectorFor, paced, clock, log, metrics }: Dependencies) {
  const last = new Map<string, Promise<unknown>>();

  /** Sends a reply. Answers whether it is sent, or still on its way. `sent` hears its id. Never throws: what was asked for has been done by now, and Teams must not send the activity again. */
  async function reply(where: Where, message: Partial<Activity>, sent: (id: string) => Promise<void> = async () => {}): Promise<boolean> {
    const id = where.conversation.id;
    const work = (last.get(id) ?? Promise.resolve()).then(() => sendInTime(where, message)).then((found) => told(found, sent));
    last.set(id, work);
    void work.finally(() => last.get(id) === work && last.delete(id));
    return within(clock.deadline(turnWaitsMs), work).catch(() => true);
  }

  async function told(id: string | null, sent: (id: string) => Promise<void>): Promise<boolean> {
    if (id) await sent(id);
    return id !== null;
  }

  async function sendInTime(where: Where, message: Partial<Activity>): Promise<string | null> {
    try {
      const id = await sendLate(where, message);
      metrics.delivery('reply', 'delivered');
      return id;
    } catch (error) {
      metrics.delivery('reply', 'given-up');
      log.warn({ fault: stackOf(error) }, 'reply not delivered');
      return null;
    }
  }

  async function sendLate({ serviceUrl, conversation, id }: Where, message: Partial<Activity>): Promise<string> {
    const until = clock.elapsed() + lateMs;
    const activity = { ...message, replyToId: id } as Activity;
    for (let attempts = 1; ; attempts++) {
      try {
        const { conversations } = await connectorFor(serviceUrl);
        const send = () =>
          id ? conversations.replyToActivity(conversation.id, id, activity) : conversations.sendToConversation(conversation.id, activity);
        return (await paced(conversation.id, send)).id ?? '';
      } catch (error) {
        const pauseMs = pauseAfterwards(error, attempts);
        if (pauseMs === null || clock.elapsed() + pauseMs > until) throw error;
        metrics.delivery('reply', error instanceof HeldBackError ? 'held-back' : 'postponed');
        await clock.pause(pauseMs);
      }
    }
  }

  function pauseAfterwards(error: unknown, attempts: number): number | null {
    if (error instanceof HeldBackError) return error.waitMs;
    const failure = failureOf(error);
    return failure?.status && repeatable.includes(failure.status) ? pauseAfter(failure, attempts, clock.chance()) : null;
  }

  /** Resolves when nothing is on its way. */
  async function settle(): Promise<void> {
    await Promise.all(last.values());
  }

  return { reply, settle };
}

/** What replies. */
export type Replies = ReturnType<typeof createReplies>;
