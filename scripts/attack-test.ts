// npm run attack-test -- --size full: strangers, colleagues with clients of their own, and services in trouble; nothing ends, nothing changes, nobody waits.
import * as z from 'zod/v4';
import { headOfTable, lineOf, runAttackTest } from './support/attack-test.ts';
import { oneOf, optionsOf } from './support/command-line.ts';

const sizes = ['small', 'full'] as const;
const asked = optionsOf({
  schema: z.object({ size: oneOf(sizes).default('full'), only: z.string().default('') }),
  how: 'npm run attack-test -- --size full --only gzip',
  locale: 'en',
  allowed: () => ({ size: sizes.join(', ') }),
});
if (asked) {
  process.stdout.write(`${headOfTable}\n`);
  const { wrong, seconds } = await runAttackTest(asked, (row) => process.stdout.write(`${lineOf(row)}\n`));
  process.stdout.write(`\n${seconds} s; ${wrong.length} wrong\n${wrong.map((sentence) => `- ${sentence}\n`).join('')}`);
  // What an attack has left behind waits for nobody any more.
  process.exit(wrong.length > 0 ? 1 : 0);
}
