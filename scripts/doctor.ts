/**
 * Looks at an installation, and says of each thing that it is well or what to do: `npm run doctor`, or with the settings of a file
 * `node --env-file=env/.env.prod scripts/doctor.ts`. Ends with 1 if something is wrong. It prints no secret, sends nothing, and changes nothing
 * but the store's own trial entry.
 */
import { accessSync, constants, existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { systemClock } from '../src/clock.ts';
import { type Config, ConfigError, readConfig, type StoreConfig } from '../src/config.ts';
import { within } from '../src/desk/within.ts';
import { createSqliteStore } from '../src/store/sqlite.ts';
import type { Store } from '../src/store/store.ts';
import type { LoginFault } from '../src/teams/login.ts';

type Production = Extract<Config, { mode: 'production' }>;
type Manifest = { bots: { botId: string }[]; composeExtensions: { botId: string }[]; validDomains: string[] };

const patienceMs = 20_000;
const connector = 'https://smba.trafficmanager.net/';
let isWell = true;

await examine();
process.exit(isWell ? 0 : 1);

async function examine(): Promise<void> {
  // A file of settings that names a bot is one of production.
  const { NEUVO_MODE, NODE_ENV, BOT_ID } = process.env;
  const mode = NEUVO_MODE || NODE_ENV || !BOT_ID ? {} : { NEUVO_MODE: 'production' };
  let config: Config | null = null;
  await look('settings', async () => {
    config = settingsIn({ ...process.env, ...mode });
    return `${config.mode} mode, documents in ${config.store.type === 'sqlite' ? config.store.path : 'Cosmos DB'}`;
  });
  if (config === null) return;
  const { store } = config as Config;
  if ((config as Config).mode === 'production') await examineLogin(config as Config as Production);
  else say('–', 'login', 'not looked at: in local mode nothing of Microsoft’s is asked. NODE_ENV=production looks at it.');
  await look('store', () => storeState(store));
  if ((config as Config).mode === 'production') await look('package', () => packageState((config as Config as Production).botId));
}

async function examineLogin({ botId, tenantId, botType: type, password }: Production): Promise<void> {
  const { createAdapter } = await import('../src/teams/adapter.ts');
  const { metadataFault, sentenceOf, tokenFault } = await import('../src/teams/login.ts');
  const who = { botId, tenantId, type };
  const asking = { clock: systemClock, now: () => Date.parse(systemClock.now()) };
  const { freshToken } = createAdapter({ ...who, password, local: null });
  const well = (fault: LoginFault | null, sentence: string) => {
    if (fault) throw new Error(sentenceOf(fault, who));
    return sentence;
  };
  await look('login', async () => well(await tokenFault({ ...asking, freshToken }, who), `the bot ${botId} gets a token`));
  const fault = await metadataFault(asking);
  const isClock = fault?.reason === 'clocks-differ';
  await look('keys', async () => well(isClock ? null : fault, 'login.botframework.com gives its metadata'));
  if (!fault || isClock) await look('clock', async () => well(fault, 'right within five minutes'));
  else say('–', 'clock', 'not looked at: nobody has told the time.');
  await look('connector', connectorState);
}

function settingsIn(environment: NodeJS.ProcessEnv): Config {
  try {
    return readConfig(environment);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new Error(error.message.replaceAll('\n', '\n              '));
  }
}

// Whatever it answers to somebody without a token, it is there.
async function connectorState(): Promise<string> {
  await fetch(connector, { method: 'HEAD', redirect: 'manual', signal: systemClock.deadline(10_000) }).catch(() => {
    throw new Error(`smba.trafficmanager.net does not answer: see the network, the firewall, and HTTPS_PROXY with NODE_USE_ENV_PROXY=1.`);
  });
  return 'smba.trafficmanager.net answers';
}

async function storeState(place: StoreConfig): Promise<string> {
  if (place.type === 'cosmos') {
    const { createCosmosStore } = await import('../src/store/cosmos.ts');
    return tried(await createCosmosStore(place), `the container "${place.container}" takes documents`);
  }
  const { path } = place;
  if (path === ':memory:') return 'nothing is kept: SQLITE_PATH is ":memory:"';
  // The bot must own its file, so it is left to the bot to make it.
  if (!existsSync(path)) return roomFor(path);
  const { uid } = statSync(path);
  if (process.getuid && process.getuid() !== uid)
    throw new Error(`${path} belongs to user ${uid}, and this is user ${process.getuid()}: run this as the user that the bot runs as.`);
  const warnings: string[] = [];
  const state = await tried(createSqliteStore(path, { warn: (sentence) => warnings.push(sentence) }), `${path} takes documents`);
  if (warnings.length > 0) throw new Error(warnings.join(' '));
  return state;
}

async function tried(store: Store, sentence: string): Promise<string> {
  try {
    await store.check();
    return sentence;
  } finally {
    await store.close();
  }
}

function roomFor(path: string): string {
  let folder = dirname(resolve(path));
  while (!existsSync(folder)) folder = dirname(folder);
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch {
    throw new Error(`${path} is not there, and can't be made: the user that the bot runs as must be able to write to ${folder}.`);
  }
  return `${path} is not there yet; the bot can make it`;
}

/** Every package that has been made here must be of this bot. */
async function packageState(botId: string): Promise<string> {
  const folder = resolve(import.meta.dirname, '../appPackage/build');
  const files = globSync('*.zip', { cwd: folder });
  if (files.length === 0) return 'none has been made here: npm run package -- <environment> makes one';
  const { unzipSync } = await import('fflate');
  for (const file of files) {
    const { 'manifest.json': manifest } = unzipSync(readFileSync(resolve(folder, file)));
    const problem = problemOf(JSON.parse(new TextDecoder().decode(manifest)), botId);
    if (problem) throw new Error(`${file} ${problem}`);
  }
  return `${files.join(', ')}: of this bot`;
}

function problemOf({ bots, composeExtensions, validDomains }: Manifest, botId: string): string | null {
  const { BOT_DOMAIN: domain } = process.env;
  const other = [...bots, ...composeExtensions].find((one) => one.botId.toLowerCase() !== botId);
  if (other) return `is for the bot ${other.botId}, and BOT_ID is ${botId}: make it again, or correct BOT_ID.`;
  return domain && !validDomains.includes(domain) ? `is for ${validDomains.join()}, and BOT_DOMAIN is ${domain}: make it again.` : null;
}

async function look(what: string, examination: () => Promise<string>): Promise<void> {
  try {
    say('ok', what, await within(systemClock.deadline(patienceMs), examination()));
  } catch (error) {
    isWell = false;
    const { name, message } = error as Error;
    say('WRONG', what, name === 'TimeoutError' ? `no answer within ${patienceMs / 1000} seconds.` : message);
  }
}

function say(verdict: 'ok' | 'WRONG' | '–', what: string, sentence: string): void {
  process.stdout.write(`${verdict.padEnd(6)}${`${what}:`.padEnd(11)}${sentence}\n`);
}
