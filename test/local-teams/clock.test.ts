import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createMovableClock } from '../../src/clock.ts';
import { isHoliday } from '../../src/domain/calendar.ts';
import { isClosed, localTime, nextMonday, nextWorkingMorning } from '../../src/local-teams/helsinki.ts';
import type { BotClock } from '../../src/local-teams/timeline.ts';
import { createHandClock } from '../support/clock.ts';
import { openCountry } from '../support/country.ts';
import { createStage, type Stage } from './stage.ts';

const hour = 3_600_000;
const day = 24 * hour;
const instants = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2035, 0, 1) });
let stage: Stage | undefined;

afterEach(async () => {
  await stage?.clear();
  stage = undefined;
});

describe('Finnish mornings', () => {
  test('a day is closed exactly when it is a weekend or the bot’s calendar says so too', () => {
    for (let at = Date.UTC(2025, 0, 1); at < Date.UTC(2036, 0, 1); at += day) {
      const weekday = new Date(at).getUTCDay();
      const expected = weekday === 0 || weekday === 6 || isHoliday(new Date(at).toISOString().slice(0, 10));
      expect([new Date(at).toISOString(), isClosed(at)]).toEqual([new Date(at).toISOString(), expected]);
    }
  });

  test('the next ones are later, at 8.00 on the clock, and none is left out', () => {
    fc.assert(
      fc.property(instants, (at) => {
        const [morning, monday] = [nextWorkingMorning(at), nextMonday(at)];
        expect([morning, monday].map((found) => localTime(found).slice(10, 23))).toEqual(['T08:00:00.000', 'T08:00:00.000']);
        expect(morning).toBeGreaterThan(at);
        expect(nextWorkingMorning(morning - 1)).toBe(morning);
        expect(new Date(localTime(monday).slice(0, 10)).getUTCDay()).toBe(1);
        expect(monday - at).toBeGreaterThan(0);
        expect(monday - at).toBeLessThanOrEqual(7 * day + hour);
      }),
    );
  });

  test.each([
    ['Friday evening', '2026-11-27T18:00:00+02:00', '2026-11-30T08:00:00.000+02:00'],
    ['the night before', '2026-11-24T02:00:00+02:00', '2026-11-24T08:00:00.000+02:00'],
    ['8.00 itself', '2026-11-24T08:00:00+02:00', '2026-11-25T08:00:00.000+02:00'],
    ['Christmas', '2026-12-23T12:00:00+02:00', '2026-12-28T08:00:00.000+02:00'],
    ['the change of clocks', '2026-10-23T12:00:00+03:00', '2026-10-26T08:00:00.000+02:00'],
  ])('after %s it is the right one', (_, from, to) => {
    expect(localTime(nextWorkingMorning(Date.parse(from)))).toBe(to);
  });
});

describe('A clock that can be moved', () => {
  test('shows what it was moved by, and measures what has really passed', () => {
    const hand = createHandClock('2026-11-23T08:00:00.000Z');
    const clock = createMovableClock(hand);
    const before = clock.elapsed();

    clock.forward(day);
    hand.advance(hour);

    expect(clock.now()).toBe('2026-11-24T09:00:00.000Z');
    expect(clock.elapsed() - before).toBe(hour);
  });
});

describe('Moving the clock', () => {
  test('goes where it was asked to, tells what time it is, and answers when the bot has done its part', async () => {
    const { clock, moves } = botClock('2026-11-26T08:00:00.000Z');
    stage = await createStage({ clock });

    const before = await stage.api.clock();
    const later = await stage.api.forward({ to: 'hour' });
    const morning = await stage.api.forward({ to: 'morning' });
    const monday = await stage.api.forward({ to: 'monday' });
    const exact = await stage.api.forward({ ms: 1 });

    expect(before).toEqual({ now: '2026-11-26T08:00:00.000Z', movable: true, moving: false });
    expect([later, morning, monday, exact].map(({ now }) => now)).toEqual([
      '2026-11-26T09:00:00.000Z',
      '2026-11-27T06:00:00.000Z',
      '2026-11-30T06:00:00.000Z',
      '2026-11-30T06:00:00.001Z',
    ]);
    expect(moves).toHaveLength(4);
  });

  test('two at once are made one after the other', async () => {
    const { clock } = botClock('2026-11-26T08:00:00.000Z');
    stage = await createStage({ clock });
    const { api } = stage;

    await Promise.all([api.forward({ to: 'morning' }), api.forward({ to: 'morning' })]);

    expect((await api.clock()).now).toBe('2026-11-30T06:00:00.000Z');
  });

  test.each([
    ['backwards', { ms: -hour }],
    ['nowhere', { ms: 0 }],
    ['by half a year', { ms: 180 * day }],
    ['to a day that nobody knows', { to: 'yesterday' }],
    ['by two measures', { to: 'hour', ms: 1 }],
  ])('%s is refused, and nothing moves', async (_, jump) => {
    const { clock, moves } = botClock('2026-11-26T08:00:00.000Z');
    stage = await createStage({ clock });

    await expect(stage.api.forward(jump as never)).rejects.toThrow();

    expect(moves).toEqual([]);
  });

  test('is refused where the bot goes by a clock of its own', async () => {
    stage = await createStage();

    await expect(stage.api.forward({ to: 'hour' })).rejects.toThrow('This clock can’t be moved');
    expect((await stage.api.clock()).movable).toBe(false);
  });

  test('neither renews nor uses up a quota', async () => {
    const { clock } = botClock('2026-11-26T08:00:00.000Z');
    stage = await createStage({ clock });
    const { bot, api, channel, post } = stage;
    const root = await post({ text: 'Hei' });
    const say = () => bot.connector('POST', `/v3/conversations/${channel};messageid=${root}/activities`, { type: 'message', text: 'Hei' });

    const before = [];
    for (let count = 0; count < 7; count += 1) before.push((await say()).status);
    await api.forward({ to: 'monday' });
    const after = await say();

    expect(before).toEqual(Array(7).fill(201));
    expect([after.status, after.retryAfter]).toEqual([429, '1']);
  });

  test('makes nobody wait for longer who calls while the bot finishes what it had begun', async () => {
    const gate = Promise.withResolvers<void>();
    stage = await createStage({ clock: botClock('2026-11-26T08:00:00.000Z', gate.promise).clock });
    const { bot, api, channel, post } = stage;
    for (let count = 0; count < 7; count += 1) await post({ text: 'Hei' });

    const jump = api.forward({ to: 'monday' });
    while (!(await api.clock()).moving);
    const meanwhile = await bot.connector('POST', `/v3/conversations/${channel}/activities`, { type: 'message', text: 'Hei' });
    gate.resolve();
    await jump;

    expect([meanwhile.status, meanwhile.retryAfter]).toEqual([429, '1']);
  });

  test('outlives a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'local-teams-'));
    const snapshot = join(folder, 'teams.json');
    stage = await createStage({ clock: botClock('2026-11-26T08:00:00.000Z').clock, snapshot });
    await stage.api.forward({ to: 'monday' });
    await stage.clear();

    stage = await createStage({ clock: botClock('2026-11-26T09:00:00.000Z').clock, snapshot });

    expect((await stage.api.clock()).now).toBe('2026-11-30T07:00:00.000Z');
    rmSync(folder, { recursive: true });
  });
});

test('The bot lives by the moved clock, also after a restart', async () => {
  const country = await openCountry({ at: '2026-11-26T08:00:00.000Z' });
  await country.api.forward({ to: 'monday' });
  await country.restart();

  const asked = await country.person('Aino Sarkavaara').asks();

  expect(country.stored(asked).history[0]?.at).toMatch(/^2026-11-30T06:00/);
  await country.close();
});

test('Whoever has the bot is welcomed before the clock is moved, not below what it writes then', async () => {
  const country = await openCountry({ at: '2026-11-26T08:00:00.000Z' });
  await country.api.forward({ to: 'monday' });

  const lines = await country.person('Helka Murtovaara').sees();

  expect(lines[0]).toContain('Hei, Helka!');
  expect(lines).toEqual(expect.arrayContaining([expect.stringMatching(/^Viikkokooste/)]));
  await country.close();
});

/** A bot's clock in the test's hand, which remembers each move, and makes none before `mayMove`. Nothing really passes. */
function botClock(at: string, mayMove?: Promise<void>): { clock: BotClock; moves: number[] } {
  const moves: number[] = [];
  let now = Date.parse(at);
  const clock = {
    now: () => now,
    elapsed: () => 0,
    async forward(ms: number) {
      await mayMove;
      moves.push(ms);
      now += ms;
    },
  };
  return { clock, moves };
}
