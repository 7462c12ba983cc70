// npm run kill-test -- --consultations 500 --kills 100 --processes 2 --seconds 330: bots are killed at random moments; nothing is lost.
import * as z from 'zod/v4';
import { count, oneOf, optionsOf } from './support/command-line.ts';
import { runKillTest } from './support/kill-test.ts';
import { storeNames } from './support/stores.ts';

const asked = optionsOf({
  schema: z.object({
    consultations: count.default(500),
    kills: count.default(100),
    processes: count.default(2),
    seconds: count.default(330),
    'fault-every-ms': count.default(700),
    store: oneOf(storeNames).default('sqlite'),
    seed: count.default(() => (Date.now() % 1_000_000) + 1),
  }),
  how: 'npm run kill-test -- --consultations 500 --kills 100 --processes 2 --seconds 330 --fault-every-ms 700 --store sqlite --seed 1',
  locale: 'en',
  allowed: ({ commandLine: { count } }) => ({
    ...{ consultations: count, kills: count, processes: count, seconds: count, 'fault-every-ms': count, seed: count },
    store: storeNames.join(', '),
  }),
});
if (asked) {
  const { 'fault-every-ms': faultEveryMs, ...plan } = asked;
  process.stdout.write(`seed ${plan.seed}\n`);
  const report = await runKillTest({ ...plan, faultEveryMs, hasHeir: false });
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  process.exitCode = report.wrong.length > 0 ? 1 : 0;
}
