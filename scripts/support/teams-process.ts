// Local Teams in a process of its own, for the bot whose endpoint is given: says in one line of JSON where it is, and how its activities are signed.
import { readFileSync } from 'node:fs';
import { createLocalTeams } from '../../src/local-teams/server.ts';
import { membershipAt } from '../../src/local-teams/start.ts';
import { createTokens, signingKey } from '../../src/local-teams/tokens.ts';
import { endWithParent } from './children.ts';
import { hastened } from './haste.ts';

type Manifest = { composeExtensions: { commands: { id: string; title: string; context: string[] }[] }[] };

endWithParent();
const manifest = JSON.parse(readFileSync(`${import.meta.dirname}/../../appPackage/manifest.json`, 'utf8')) as Manifest;
const commands = manifest.composeExtensions.flatMap((one) =>
  one.commands.map(({ context, ...command }) => ({ ...command, contexts: context })),
);
const { botId, botSecret } = membershipAt('');
const now = hastened(Date.now);
const teams = createLocalTeams({ port: 0, botUrl: process.argv[2] ?? '', botId, botSecret, commands, clock: { now, elapsed: now } });
await teams.start();
const tokens = createTokens(signingKey(), { id: botId, secret: botSecret }, () => teams.url);
process.stdout.write(`${JSON.stringify({ url: teams.url, authorization: await tokens.toBot() })}\n`);
