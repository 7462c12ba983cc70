// npm run fuzz -- --runs 100000: mutated activities, signed, over HTTP; nothing breaks, and nobody does what they may not.
import * as z from 'zod/v4';
import { count, optionsOf } from './support/command-line.ts';
import { runFuzz } from './support/fuzz.ts';

const asked = optionsOf({
  schema: z.object({ runs: count.default(100_000), seed: count.default(() => (Date.now() % 1_000_000) + 1) }),
  how: 'npm run fuzz -- --runs 100000 --seed 1',
  locale: 'en',
  allowed: ({ commandLine }) => ({ runs: commandLine.count, seed: commandLine.count }),
});
if (asked) {
  process.stdout.write(`seed ${asked.seed}\n`);
  const report = await runFuzz(asked);
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  process.exitCode = report.wrong.length > 0 ? 1 : 0;
}
