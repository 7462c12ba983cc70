// npm run kill-test -- --consultations 500 --kills 100 --processes 2 --seconds 330: bots are killed at random moments; nothing is lost.
import { parseArgs } from 'node:util';
import { runKillTest } from './support/kill-test.ts';
import { storeNames } from './support/stores.ts';

const { values } = parseArgs({
  options: {
    consultations: { type: 'string', default: '500' },
    kills: { type: 'string', default: '100' },
    processes: { type: 'string', default: '2' },
    seconds: { type: 'string', default: '330' },
    'fault-every-ms': { type: 'string', default: '700' },
    store: { type: 'string', default: 'sqlite' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const { consultations, kills, processes, seconds, seed } = values;
process.stdout.write(`seed ${seed}\n`);
const report = await runKillTest({
  store: storeNames.find((name) => name === values.store) ?? 'sqlite',
  consultations: Number(consultations),
  kills: Number(kills),
  processes: Number(processes),
  seconds: Number(seconds),
  faultEveryMs: Number(values['fault-every-ms']),
  seed: Number(seed),
  hasHeir: false,
});
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
process.exitCode = report.wrong.length > 0 ? 1 : 0;
