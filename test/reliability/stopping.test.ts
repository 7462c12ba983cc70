import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Arena, openArena } from '../../scripts/support/arena.ts';
import type { Bot } from '../../scripts/support/bots.ts';
import { ask } from '../../scripts/support/forms.ts';
import { startHeir } from '../../scripts/support/heir.ts';
import { createLedger } from '../../scripts/support/ledger.ts';
import { readEverything } from '../../scripts/support/seen.ts';
import { judge } from '../../scripts/support/verdict.ts';
import { until, untilDelivered } from '../../scripts/support/waiting.ts';
import { followWire, type Wire } from '../../scripts/support/wire.ts';
import type { Consultation } from '../../src/domain/consultation.ts';
import type { Person } from '../../src/local-teams/contract.ts';

let arena: Arena;
let bot: Bot;
let wire: Wire;
beforeEach(async () => {
  arena = await openArena({ store: 'sqlite', crowd: 30 });
  bot = await arena.bots.start();
  wire = followWire(arena.api);
}, 30_000);
afterEach(async () => {
  await wire.close();
  await arena.close();
});

test('a bot that is asked to stop under load takes nothing new, settles what it sends, and is gone in ten seconds; nothing is lost or sent twice', async () => {
  await arena.api.setFault({ delayMs: 200 });
  const asking = everybodyAsks();
  await someHaveAsked(5);

  const asked = Date.now();
  const { ms, code } = await arena.bots.stop(bot);
  const late = (await arena.api.traffic()).filter((one) => one.direction === 'to-bot' && Date.parse(one.at) - one.ms > asked + 250);
  const leased = (await arena.store.due('9999', 100)).filter(({ document }) => document?.lease);
  const { wrong, twice } = await carriedOn(asking);

  expect({ ms: ms < 10_000, code }).toEqual({ ms: true, code: 0 });
  expect(late.filter(({ status }) => status !== 0 && status !== 503)).toEqual([]);
  expect(late.length).toBeGreaterThan(0);
  expect(leased).toEqual([]);
  expect({ wrong, twice }).toEqual({ wrong: [], twice: [] });
}, 60_000);

test('what a bot cannot send in time when it is asked to stop is left to the next one', async () => {
  await arena.api.setFault({ match: { method: 'POST' }, delayMs: 9_500 });
  const asking = everybodyAsks();
  await someHaveAsked(30);

  const { ms, code } = await arena.bots.stop(bot);
  await arena.api.clearFaults();
  const { wrong, twice } = await carriedOn(asking);

  expect({ ms: ms < 10_000, code }).toEqual({ ms: true, code: 0 });
  expect(wrong).toEqual([]);
  expect(new Set(twice)).toEqual(new Set(['killed before it heard that it had arrived']));
}, 60_000);

test('a turn that is still open when the patience of a stop ends is answered before the bot is gone, and being asked again hastens nothing', async () => {
  await arena.api.setFault({ match: { method: 'GET' }, delayMs: 9_500 });
  const open = arena.api.sendRaw({ activity: arena.invoke(arena.crowd[0] as Person, 'task/fetch', { data: { dialog: 'ask' } }) });
  await pause(1_000);

  bot.process.kill('SIGINT');
  const { ms, code } = await arena.bots.stop(bot);

  expect(await open).toMatchObject({ status: 503 });
  expect({ ms: ms > 4_000 && ms < 10_000, code }).toEqual({ ms: true, code: 0 });
}, 30_000);

function everybodyAsks(): Promise<string[]> {
  const filling = { county: '21', field: 'lastensuojelu', disciplines: 'social' };
  return Promise.all(
    arena.crowd.map(async (asker, index) => {
      const id = randomUUID();
      await pause(index * 60);
      await ask(arena, asker, id, 'Koulupoissaolot ja väsymys', filling);
      return id;
    }),
  );
}

function someHaveAsked(count: number): Promise<unknown> {
  return until('some have asked', async () => (await arena.store.due('9999', 100)).length >= count, 20);
}

/** Another bot carries on until all have asked and nothing waits; then what people see is held against what they asked. */
async function carriedOn(asking: Promise<string[]>): Promise<{ wrong: string[]; twice: string[] }> {
  const heir = await startHeir(arena);
  const ids = await asking;
  await untilDelivered(arena.store, 30);
  await wire.close();
  await heir.finish();
  const seen = await readEverything(arena, arena.crowd);
  const verdicts = await Promise.all(
    ids.map(async (id, index) => {
      const stored = (await arena.store.get(id))?.document as Consultation;
      const ledger = createLedger(id, stored.reference, arena.crowd[index] as Arena['crowd'][number]);
      return judge(ledger, stored, seen, { bots: arena.bots, took: wire.took });
    }),
  );
  return { wrong: verdicts.flatMap(({ wrong }) => wrong), twice: verdicts.flatMap(({ twice }) => Object.keys(twice)) };
}
