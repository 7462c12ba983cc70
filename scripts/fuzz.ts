// npm run fuzz -- --runs 100000: mutated activities, signed, over HTTP; nothing breaks, and nobody does what they may not.
import { parseArgs } from 'node:util';
import { runFuzz } from './support/fuzz.ts';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '100000' }, seed: { type: 'string', default: String(Date.now() % 1_000_000) } },
});
process.stdout.write(`seed ${values.seed}\n`);
const report = await runFuzz({ runs: Number(values.runs), seed: Number(values.seed) });
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
process.exitCode = report.wrong.length > 0 ? 1 : 0;
