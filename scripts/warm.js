// After an install: compiles what the bot is made of, and keeps it where src/index.ts looks for it, so that the first start need not.
// Only speed is at stake, so an older Node, or an install of the lock file alone, is left in peace; what is deployed has no local Teams.
import { existsSync } from 'node:fs';
import * as modules from 'node:module';

const parts = ['src/app.ts', 'src/local-teams/start.ts'];

if (process.features.typescript && existsSync('node_modules/botbuilder')) {
  modules.enableCompileCache(`${import.meta.dirname}/../node_modules/.cache/neuvo`);
  for (const part of parts.filter((one) => existsSync(one))) await import(`../${part}`);
  modules.flushCompileCache();
}
