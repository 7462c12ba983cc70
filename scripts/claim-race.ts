// npm run claim-race -- --presses 1000 --processes 4 --store sqlite|cosmos: many press one "I take this" at once; exactly one gets it.
import { parseArgs } from 'node:util';
import { runClaimRace } from './support/claim-race.ts';
import { storeNames } from './support/stores.ts';

const { values } = parseArgs({
  options: {
    presses: { type: 'string', default: '1000' },
    processes: { type: 'string', default: '4' },
    store: { type: 'string', default: 'sqlite' },
  },
});
const store = storeNames.find((name) => name === values.store) ?? 'sqlite';
const report = await runClaimRace({ presses: Number(values.presses), processes: Number(values.processes), store });
process.stdout.write(`${JSON.stringify({ store, ...report }, null, 2)}\n`);
process.exitCode = report.wrong.length > 0 ? 1 : 0;
