import { expect, test } from '@jest/globals';
import type { Bot, LogLine } from '../../scripts/support/bots.ts';
import { createLedger } from '../../scripts/support/ledger.ts';
import { judge } from '../../scripts/support/verdict.ts';
import { world } from '../../src/local-teams/world.ts';
import { opened } from '../support/consultations.ts';

const stored = opened();
const [asker] = world.people as [(typeof world.people)[number]];
const ledger = createLedger(stored.id, stored.reference, asker);

type Told = [bot: number, msg: string, time: number, status?: number | null | undefined];

test.each<[string, { told: Told[]; deaths: Record<number, number>; arrived: number[]; took?: number }]>([
  [
    'the connection was dropped, or had taken too long, after it had been sent',
    {
      told: [...attempt(1, 1_000, 'postponed', 1_010, null), ...attempt(1, 2_000, 'delivered', 2_010)],
      deaths: {},
      arrived: [1_005, 2_005],
    },
  ],
  [
    'the connection was dropped, or had taken too long, after it had been sent',
    {
      told: [...attempt(1, 1_000, 'postponed', 11_000, null), ...attempt(1, 11_500, 'delivered', 11_510)],
      deaths: {},
      arrived: [12_002, 11_505],
      took: 11_000,
    },
  ],
  [
    'killed before it heard that it had arrived',
    {
      told: [[1, 'notice on its way', 1_000], ...attempt(2, 31_000, 'delivered', 31_010)],
      deaths: { 1: 4_000 },
      arrived: [1_012, 31_005],
      took: 19,
    },
  ],
  [
    'killed before it heard that it had arrived',
    { told: [[1, 'notice on its way', 1_000], ...attempt(2, 31_000, 'delivered', 31_010)], deaths: { 1: 4_000 }, arrived: [1_005, 31_005] },
  ],
  [
    'killed before it wrote down that it had arrived',
    {
      told: [...attempt(1, 1_000, 'delivered', 1_010), ...attempt(2, 31_000, 'delivered', 31_010)],
      deaths: { 1: 1_012 },
      arrived: [1_005, 31_005],
    },
  ],
  [
    'unexplained',
    { told: [...attempt(1, 1_000, 'delivered', 1_010), ...attempt(2, 31_000, 'delivered', 31_010)], deaths: {}, arrived: [1_005, 31_005] },
  ],
  [
    'unexplained',
    {
      told: [...attempt(1, 1_000, 'postponed', 1_010, 503), ...attempt(1, 2_000, 'delivered', 2_010)],
      deaths: {},
      arrived: [1_005, 2_005],
    },
  ],
  ['unexplained', { told: attempt(1, 2_000, 'delivered', 2_010), deaths: { 2: 1_100 }, arrived: [1_005, 2_005] }],
])('a message that is there twice is judged by the attempt that sent it: %s', (cause, { told, deaths, arrived, took = 0 }) => {
  const text = `Konsultaatiopyyntösi ${stored.reference}`;
  const chat = arrived.map((at, index) => ({ id: String(index), at, text, card: null, replies: [] }));
  const seen = { channels: new Map(), chats: new Map([[asker.id, chat]]) };
  const lines = told.map(([bot, msg, time, status]) => ({ bot, msg, time, document: stored.id, notice: 'status-card', status }) as LogLine);
  const all = [1, 2].map((number) => ({ number, died: deaths[number] ?? null }) as Bot);

  const { twice } = judge(ledger, stored, seen, { bots: { all, lines }, took: new Map([['0', took]]) });

  expect(twice).toEqual({ [cause]: 1 });
});

function attempt(bot: number, begun: number, outcome: 'delivered' | 'postponed', ended: number, status?: number | null): Told[] {
  return [
    [bot, 'notice on its way', begun],
    [bot, `notice ${outcome}`, ended, status],
  ];
}
