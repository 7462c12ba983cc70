import { expect, test } from '@jest/globals';
import { createRefusedRequests } from '../../src/teams/refused-requests.ts';
import { createHandClock } from '../support/clock.ts';

test('each reason is logged once a minute, with how many there have been since the last line, and each request is counted', () => {
  const clock = createHandClock();
  const lines: object[] = [];
  const counted: string[] = [];
  const log = { info() {}, error() {}, warn: (fields: object) => void lines.push(fields) };
  const { note } = createRefusedRequests({ clock, log, metrics: { refused: (reason) => void counted.push(reason) } });

  for (let index = 0; index < 1_000; index++) note('signature');
  note('clocks-differ', { seconds: 86_400 });
  clock.advance(59_999);
  note('signature');
  clock.advance(1);
  note('signature');
  note('signature');

  expect(lines).toEqual([
    { reason: 'signature', count: 1 },
    { reason: 'clocks-differ', count: 1, seconds: 86_400 },
    { reason: 'signature', count: 1_001 },
  ]);
  expect(counted).toHaveLength(1_004);
});
