import { beforeEach, expect, test } from '@jest/globals';
import type { Activity } from 'botbuilder';
import { createDirectory, type DirectoryDesk } from '../../src/desk/directory.ts';
import { createSqliteStore } from '../../src/store/sqlite.ts';
import { createGreetings } from '../../src/teams/greetings.ts';
import { createHandClock, type HandClock } from '../support/clock.ts';

type Event = { locale: 'fi' | 'sv' | 'en'; localeBy: 'guessed' | 'told' };

const arrival = { id: 'f:1' } as Activity;
const conversationUpdate: Event = { locale: 'fi', localeBy: 'guessed' };
const installationUpdate: Event = { locale: 'sv', localeBy: 'told' };

let clock: HandClock;
let directory: DirectoryDesk;
let sent: string[];
let isDown: boolean;

beforeEach(() => {
  clock = createHandClock();
  directory = createDirectory({ store: createSqliteStore(':memory:'), coordinators: [] });
  sent = [];
  isDown = false;
});

/** A bot's greetings; several share what is stored, as processes do. */
function startBot() {
  const reply = async (_to: unknown, { summary = '' }: Partial<Activity>) => {
    if (!isDown) sent.push(summary);
    return !isDown;
  };
  const greetings = createGreetings({ clock, log: { warn() {} }, directory, replies: { reply } });
  return { ...greetings, hears: async (event: Event, name?: string) => greetings.greet(arrival, await meet(event, name)) };
}

function meet(event: Event, givenName = 'Linnea') {
  const at = {
    teamsId: '29:linnea',
    name: 'Bergskär, Linnea',
    tenantId: 'ours',
    serviceUrl: 'https://teams.example/',
    conversation: 'a:1',
  };
  return directory.meet({ personId: 'linnea', ...at, ...event, ask: async () => ({ isGuest: false, name: 'Linnea Bergskär', givenName }) });
}

test.each([
  ['the one without a locale first', [conversationUpdate, installationUpdate]],
  ['the one with a locale first', [installationUpdate, conversationUpdate]],
])('two events, %s, are one greeting in the language that one of them tells', async (_which, [first, second]) => {
  const bot = startBot();

  await bot.hears(first as Event);
  clock.advance(2_000);
  await bot.hears(second as Event);
  clock.advance(60_000);
  await bot.greetDue();

  expect(sent).toEqual([expect.stringContaining('Hej \u2068Linnea\u2069! Jag är Neuvo.')]);
});

test('two events at the same moment, each in a process of its own, are one greeting in the language that one of them tells', async () => {
  const [one, other] = [startBot(), startBot()];

  await Promise.all([one.hears(conversationUpdate), other.hears(installationUpdate)]);
  clock.advance(60_000);
  await Promise.all([one.greetDue(), other.greetDue()]);

  expect(sent).toEqual([expect.stringContaining('Hej')]);
});

test('an event without a locale that no other follows is a greeting some seconds later', async () => {
  const bot = startBot();

  await bot.hears(conversationUpdate);
  await bot.greetDue();
  expect(sent).toEqual([]);
  clock.advance(5_000);
  await bot.greetDue();
  await bot.greetDue();

  expect(sent).toEqual([expect.stringContaining('Hei, \u2068Linnea\u2069! Olen Neuvo.')]);
});

test('a greeting that has waited is in the language that the person’s first message has told meanwhile', async () => {
  const bot = startBot();

  await bot.hears(conversationUpdate);
  await meet({ locale: 'en', localeBy: 'told' });
  clock.advance(5_000);
  await bot.greetDue();

  expect(sent).toEqual([expect.stringContaining('Hello')]);
});

test('nobody is greeted by a part of their name: without a given name, by none', async () => {
  await startBot().hears(installationUpdate, '');

  expect(sent).toEqual([expect.stringContaining('Hej! Jag är Neuvo.')]);
});

test('a greeting that does not get through is sent with the next event', async () => {
  const bot = startBot();
  isDown = true;
  await bot.hears(installationUpdate);
  isDown = false;

  await bot.hears(installationUpdate);

  expect(sent).toHaveLength(1);
});
