import { expect, test } from '@jest/globals';
import { runClaimRace } from '../../scripts/support/claim-race.ts';

test.each(['sqlite', 'cosmos'] as const)(
  'of sixty who press at once over two processes on %s, one gets it, the others are told who and when, and the asker is told once',
  async (store) => {
    const report = await runClaimRace({ presses: 60, processes: 2, store });

    expect(report).toMatchObject({ wrong: [], leads: 1, truthfulRefusals: 59, noticesToAsker: 1 });
  },
  60_000,
);
