/** Writes the documents that are made from code: `npm run docs`. `test/domain/transitions.test.ts` fails when one is stale. */
import { writeFileSync } from 'node:fs';
import { describeTransitions } from '../src/domain/transitions.ts';

writeFileSync(new URL('../docs/states.md', import.meta.url), `${describeTransitions()}\n`);
