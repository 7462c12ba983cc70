import { expect, test } from '@jest/globals';
import { createPace, type Paced } from '../../src/teams/pace.ts';
import { createHandClock } from '../support/clock.ts';

test('fifty sends go in a second, if somebody waits for all of them', async () => {
  const { answers, sent } = pacing();

  await repeat(60, (chat) => sent(answers, chat));

  expect(await sent(answers, 'another')).toBe(1_000);
});

test('an answer does not wait behind all that the bot has to tell of its own accord', async () => {
  const { answers, notices, sent } = pacing();

  await repeat(40, (chat) => sent(notices, chat));

  expect(await sent(answers, 'asker')).toBe(0);
  expect(await sent(notices, 'another')).toBe(1_000);
});

test('what the bot has to tell waits while answers leave no room for it', async () => {
  const { answers, notices, sent } = pacing();

  await repeat(45, (chat) => sent(answers, chat));

  expect(await sent(notices, 'another')).toBe(1_000);
});

test('one conversation gets seven sends in a second, and eight in two', async () => {
  const { answers, sent } = pacing();

  await repeat(7, () => sent(answers, 'chat'));

  expect([await sent(answers, 'chat'), await sent(answers, 'chat'), await sent(answers, 'another')]).toEqual([1_000, 2_000, 2_000]);
});

test('a send that would have to wait for too long is not made, and says how long', async () => {
  const { notices, sent } = pacing();
  await repeat(60, () => sent(notices, 'chat'));

  await expect(sent(notices, 'chat')).rejects.toMatchObject({ code: 'held-back', waitMs: expect.any(Number) });
});

/** A pace, and what tells how many milliseconds after the beginning a send has been made. */
function pacing() {
  const clock = createHandClock();
  const begun = clock.elapsed();
  const sent = (paced: Paced, conversation: string) => paced(conversation, async () => clock.elapsed() - begun);
  return { ...createPace(clock), sent };
}

async function repeat(times: number, work: (name: string) => Promise<unknown>): Promise<void> {
  for (let index = 0; index < times; index++) await work(`chat ${index}`);
}
