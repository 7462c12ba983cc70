import { beforeEach, expect, test } from '@jest/globals';
import type { Activity } from 'botbuilder';
import { createPace } from '../../src/teams/pace.ts';
import { createReplies, type Replies } from '../../src/teams/replies.ts';
import { createHandClock } from '../support/clock.ts';

type Send = { conversation: string; text: string };
let sent: Send[];
let counted: string[];
let logged: string[];
let failure: { statusCode?: number; code?: string } | null;
let times: number;
let replies: Replies;

beforeEach(() => {
  [sent, counted, logged, failure, times] = [[], [], [], null, Number.POSITIVE_INFINITY];
  const clock = createHandClock();
  const sendToConversation = async (conversation: string, { text = '' }: Activity) => {
    if (failure && times-- > 0) throw Object.assign(new Error('refused'), failure);
    sent.push({ conversation, text });
    return { id: `${sent.length}` };
  };
  const log = { info() {}, warn: (_: object, message: string) => void logged.push(message), error() {} };
  const metrics = { delivery: (what: string, outcome: string) => void counted.push(`${what} ${outcome}`) };
  const connectorFor = async () => ({ conversations: { sendToConversation } }) as never;
  replies = createReplies({ connectorFor, paced: createPace(clock).answers, clock, log, metrics });
});

function says(person: string, text: string): Promise<boolean> {
  return replies.reply({ serviceUrl: 'https://teams.example/', conversation: { id: person } } as Activity, { text });
}

test('of five hundred people who write at once everybody gets their reply, however long the quotas take', async () => {
  await Promise.all(Array.from({ length: 500 }, (_, person) => says(`person ${person}`, 'Hei')));
  await replies.settle();

  expect(new Set(sent.map(({ conversation }) => conversation)).size).toBe(500);
  expect(logged).toEqual([]);
});

test('somebody who writes faster than Teams lets the bot reply gets every reply, in order', async () => {
  const texts = Array.from({ length: 100 }, (_, number) => `${number}`);
  await Promise.all(texts.map((text) => says('aino', text)));
  await replies.settle();

  expect(sent.map(({ text }) => text)).toEqual(texts);
  expect(counted).toContain('reply held-back');
});

test.each([401, 412, 429, 502, 503, 504])('what Teams answers with %s is sent again', async (statusCode) => {
  failure = { statusCode };
  times = 3;

  expect(await says('aino', 'Hei')).toBe(true);
  expect(sent).toHaveLength(1);
});

test.each([{ statusCode: 500 }, { statusCode: 403 }, { code: 'REQUEST_SEND_ERROR' }])(
  'what may have arrived, or would be refused again, is not: %j; that is logged and counted, and the next reply goes out',
  async (how) => {
    failure = how;
    expect(await says('aino', 'Hei')).toBe(false);
    failure = null;

    expect(await says('aino', 'Taas')).toBe(true);
    expect(sent.map(({ text }) => text)).toEqual(['Taas']);
    expect(logged).toEqual(['reply not delivered']);
    expect(counted).toEqual(['reply given-up', 'reply delivered']);
  },
);

test('what Teams refuses for two minutes is given up', async () => {
  failure = { statusCode: 503 };

  expect(await says('aino', 'Hei')).toBe(false);
  expect(counted.filter((line) => line === 'reply postponed').length).toBeGreaterThan(5);
});
