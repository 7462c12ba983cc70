// npm run claim-race -- --presses 1000 --processes 4 --store sqlite|cosmos: many press one "I take this" at once; exactly one gets it.
import * as z from 'zod/v4';
import { runClaimRace } from './support/claim-race.ts';
import { count, oneOf, optionsOf } from './support/command-line.ts';
import { storeNames } from './support/stores.ts';

const asked = optionsOf({
  schema: z.object({ presses: count.default(1_000), processes: count.default(4), store: oneOf(storeNames).default('sqlite') }),
  how: 'npm run claim-race -- --presses 1000 --processes 4 --store sqlite',
  locale: 'en',
  allowed: ({ commandLine }) => ({ presses: commandLine.count, processes: commandLine.count, store: storeNames.join(', ') }),
});
if (asked) {
  const report = await runClaimRace(asked);
  process.stdout.write(`${JSON.stringify({ store: asked.store, ...report }, null, 2)}\n`);
  process.exitCode = report.wrong.length > 0 ? 1 : 0;
}
