// After an install: compiles what the bot is made of, and keeps it where src/index.ts looks for it, so that the first start need not.
import { existsSync } from 'node:fs';
import { enableCompileCache, flushCompileCache } from 'node:module';

enableCompileCache('node_modules/.cache/neuvo');
await import('../src/app.ts');
// What is deployed has no local Teams.
if (existsSync('src/local-teams/start.ts')) await import('../src/local-teams/start.ts');
flushCompileCache();
