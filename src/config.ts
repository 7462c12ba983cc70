import * as z from 'zod/v4';
import { AreaId, type Coordinator, type Directory } from './domain/network.ts';
import { Timing } from './domain/timing.ts';

const areas = AreaId.options;
const coordinator = new RegExp(`^(${areas.join('|')})[:=]([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$`, 'i');
// Microsoft's pages and tools show ids in either case, some in braces; tokens and activities have them in small letters.
const id = z
  .string()
  .transform((text) => text.replaceAll(/[\s{}"']/g, '').toLowerCase())
  .pipe(z.guid());
// One line that says something.
const name = z
  .string()
  .trim()
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]{1,200}$/u);
const address = z.union([z.email(), z.url({ protocol: /^https?$/ })]);
const port = z.coerce.number().int().min(0).max(65535);

/** Each setting: what may stand in it, and the sentence that a person reads if something else does. */
const settings = {
  NEUVO_MODE: [
    z.enum(['local', 'production']),
    'is "production" or "local"; left out, it follows NODE_ENV, which is then production, development, test or nothing.',
  ],
  PORT: [port.default(3978), 'is the port that the bot listens on: a number from 0 to 65535.'],
  HOST: [z.string().optional(), 'is the address that the bot listens on; left out, 127.0.0.1 in local mode and all of them in production.'],
  METRICS_PORT: [port.optional(), 'is the port for metrics: a number from 0 to 65535; left out, there are none.'],
  SECRET_METRICS_TOKEN: [
    z.string().min(16).optional(),
    'is what whoever reads /metrics on the main port must show, at least 16 characters; left out, there are none on it.',
  ],
  LOG_LEVEL: [z.enum(['info', 'warn', 'error', 'silent']).optional(), 'is info, warn, error or silent.'],
  STORE: [z.enum(['sqlite', 'cosmos']).default('sqlite'), 'is where consultations live: sqlite or cosmos.'],
  SQLITE_PATH: [z.string().default('data/neuvo.sqlite'), 'is the path of the SQLite file, or ":memory:" for none.'],
  COSMOS_ENDPOINT: [z.url().optional(), "is the Cosmos DB account's address; STORE=cosmos does not start without it."],
  COSMOS_DATABASE: [z.string().default('neuvo'), 'is the name of the Cosmos DB database.'],
  COSMOS_CONTAINER: [z.string().default('documents'), 'is the name of the Cosmos DB container.'],
  SECRET_COSMOS_KEY: [z.string().default(''), "is the Cosmos DB account's key; left out, the bot's managed identity is used."],
  BOT_ID: [id.optional(), "is the bot registration's application id, a GUID; production does not start without it."],
  BOT_TENANT_ID: [id.optional(), 'is the Entra tenant whose people the bot serves, a GUID; production does not start without it.'],
  BOT_TYPE: [
    z.enum(['SingleTenant', 'UserAssignedMSI']).default('UserAssignedMSI'),
    'is SingleTenant or UserAssignedMSI, as the bot was registered.',
  ],
  SECRET_BOT_PASSWORD: [
    z.string().default(''),
    "is the bot registration's client secret; a SingleTenant bot does not start without it, and a UserAssignedMSI bot not with it.",
  ],
  COORDINATORS: [
    z.string().optional(),
    `names the first coordinators: pairs of an area (${areas.join(', ')}) and an Entra object id, such as "kansallinen:<guid>, pohjois:<guid>"; production does not start without a national one, or one in each area.`,
  ],
  TIMING: [
    z.string().transform(timingsIn).optional(),
    'is what an area does in another time than is usual, as JSON such as {"pohjois": {"nudgeAfterWorkingDays": 4}}; docs/timing.md names each number.',
  ],
  CONTROLLER_NAME: [
    name.optional(),
    'is the name of the data controller, as the pages show it, in at most 200 characters; production does not start without it.',
  ],
  CONTROLLER_CONTACT: [
    address.optional(),
    'is where the data controller is reached, an e-mail address or a web page; production does not start without it.',
  ],
  DATA_PROTECTION_OFFICER: [
    address.optional(),
    'is where the data protection officer is reached, an e-mail address or a web page; production does not start without it.',
  ],
  LOCAL_TEAMS_PORT: [port.default(3979), 'is the port of local Teams: a number from 0 to 65535.'],
  LOCAL_TEAMS_PATH: [
    z.string().default('data/local-teams.json'),
    'is the file in which local Teams keeps its chats, or ":memory:" for none.',
  ],
  LOCAL_TEAMS_URL: [z.url().optional(), 'is the address of a local Teams that runs already; left out, the bot starts its own.'],
} as const satisfies Record<string, readonly [z.ZodType, string]>;

type Settings = typeof settings;
type Environment = { [Name in keyof Settings]: z.infer<Settings[Name][0]> };
type Name = keyof Settings;

/** The names of all settings, for `env/.env.example` to be held against. */
export const settingNames = Object.keys(settings) as Name[];

/** Where consultations live. */
export type StoreConfig =
  | { type: 'sqlite'; path: string }
  | { type: 'cosmos'; endpoint: string; database: string; container: string; key: Secret };
type BotType = Environment['BOT_TYPE'];

/** Who answers for the data, and where they and their data protection officer are reached: an e-mail address or a web page each. */
export type Controller = { name: string; contact: string; dataProtectionOfficer: string };

/** What the app is started with. */
export type Config = {
  port: number;
  host: string;
  metricsPort: number | null;
  metricsToken: Secret | null;
  logLevel: 'info' | 'warn' | 'error' | 'silent';
  store: StoreConfig;
  timings: Directory['timings'];
  controller: Controller;
} & (
  | { mode: 'local'; localTeams: { url: string } | { port: number; path: string | null } }
  | { mode: 'production'; botId: string; tenantId: string; botType: BotType; password: Secret; coordinators: Coordinator[] }
);

/** A secret: it can be read, but shows nothing when it is logged, printed or turned into JSON. */
export type Secret = () => string;

/** What is wrong with the environment: every problem at once, in a sentence each. */
export class ConfigError extends Error {
  readonly code = 'config';
}

/** Reads the configuration from an environment. Throws `ConfigError` with a sentence for each problem; values are never repeated in it. */
export function readConfig(variables: NodeJS.ProcessEnv): Config {
  const mode = variables.NEUVO_MODE || modeOf(variables.NODE_ENV);
  const given = Object.fromEntries(settingNames.map((name) => [name, variables[name] || undefined]));
  const shape = Object.fromEntries(settingNames.map((name) => [name, settings[name][0]]));
  const parsed = z.object(shape).safeParse({ ...given, NEUVO_MODE: mode });
  const invalid = parsed.success ? [] : parsed.error.issues.map((issue) => issue.path[0] as Name);
  const problems = new Set([...invalid, ...missingIn({ ...given, NEUVO_MODE: mode } as Partial<Environment>)]);
  if (problems.size > 0) throw new ConfigError([...problems].map((name) => `${name} ${settings[name][1]}`).join('\n'));
  return configOf(parsed.data as Environment);
}

// Anything else would be a slip of the pen, and must not open the doors of local mode.
function modeOf(nodeEnv = ''): string {
  return ['', 'development', 'test'].includes(nodeEnv) ? 'local' : nodeEnv;
}

// What one setting asks of the others.
function missingIn(env: Partial<Environment>): Name[] {
  const isProduction = env.NEUVO_MODE === 'production';
  const rules: [boolean, Name][] = [
    [isProduction && !env.BOT_ID, 'BOT_ID'],
    [isProduction && !env.BOT_TENANT_ID, 'BOT_TENANT_ID'],
    [isProduction && env.BOT_TYPE === 'SingleTenant' && !env.SECRET_BOT_PASSWORD, 'SECRET_BOT_PASSWORD'],
    [isProduction && env.BOT_TYPE !== 'SingleTenant' && Boolean(env.SECRET_BOT_PASSWORD), 'SECRET_BOT_PASSWORD'],
    [isProduction && !reachEverybody(coordinatorsIn(env.COORDINATORS)), 'COORDINATORS'],
    [isProduction && !env.CONTROLLER_NAME, 'CONTROLLER_NAME'],
    [isProduction && !env.CONTROLLER_CONTACT, 'CONTROLLER_CONTACT'],
    [isProduction && !env.DATA_PROTECTION_OFFICER, 'DATA_PROTECTION_OFFICER'],
    [env.STORE === 'cosmos' && !env.COSMOS_ENDPOINT, 'COSMOS_ENDPOINT'],
  ];
  return rules.filter(([isMissing]) => isMissing).map(([, name]) => name);
}

function configOf(env: Environment): Config {
  const isLocal = env.NEUVO_MODE === 'local';
  const { SECRET_METRICS_TOKEN: metricsToken } = env;
  const shared = {
    port: env.PORT,
    host: env.HOST ?? (isLocal ? '127.0.0.1' : '0.0.0.0'),
    metricsPort: env.METRICS_PORT ?? null,
    metricsToken: metricsToken === undefined ? null : () => metricsToken,
    logLevel: env.LOG_LEVEL ?? (isLocal ? 'warn' : 'info'),
    store: storeOf(env),
    timings: env.TIMING ?? {},
    controller: controllerOf(env),
  };
  if (isLocal) {
    const path = env.LOCAL_TEAMS_PATH === ':memory:' ? null : env.LOCAL_TEAMS_PATH;
    return {
      ...shared,
      mode: 'local',
      localTeams: env.LOCAL_TEAMS_URL ? { url: env.LOCAL_TEAMS_URL } : { port: env.LOCAL_TEAMS_PORT, path },
    };
  }
  const { BOT_ID: botId = '', BOT_TENANT_ID: tenantId = '', BOT_TYPE: botType, SECRET_BOT_PASSWORD: password } = env;
  return {
    ...shared,
    mode: 'production',
    botId,
    tenantId,
    botType,
    password: () => password,
    coordinators: coordinatorsIn(env.COORDINATORS) ?? [],
  };
}

// Who is invented stands on the pages of local mode alone.
function controllerOf(env: Environment): Controller {
  return {
    name: env.CONTROLLER_NAME ?? 'Esimerkkilän hyvinvointialue',
    contact: env.CONTROLLER_CONTACT ?? 'neuvo@esimerkkila.example',
    dataProtectionOfficer: env.DATA_PROTECTION_OFFICER ?? 'tietosuoja@esimerkkila.example',
  };
}

function storeOf(env: Environment): StoreConfig {
  if (env.STORE === 'sqlite') return { type: 'sqlite', path: env.SQLITE_PATH };
  const { COSMOS_ENDPOINT: endpoint = '', COSMOS_DATABASE: database, COSMOS_CONTAINER: container, SECRET_COSMOS_KEY: key } = env;
  return { type: 'cosmos', endpoint, database, container, key: () => key };
}

function timingsIn(json: string, context: z.RefinementCtx): Directory['timings'] {
  const parsed = z.partialRecord(AreaId, Timing).safeParse(parsedJson(json));
  if (!parsed.success) context.addIssue({ code: 'custom' });
  return parsed.data ?? {};
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// What no network can take must reach somebody, wherever it comes from.
function reachEverybody(coordinators: Coordinator[] | null): boolean {
  const named = new Set(coordinators?.map(({ area }) => area));
  return named.has('kansallinen') || areas.every((area) => area === 'kansallinen' || named.has(area));
}

/** The coordinators that a list names; null if it names none, or names one in a way that can't be read. */
function coordinatorsIn(list = ''): Coordinator[] | null {
  const tidy = list.replaceAll(/[{}"']/g, '').replaceAll(/\s{0,9}[:=]\s{0,9}/g, ':');
  const pairs = tidy.split(/[\s,;]+/).filter((item) => item !== '');
  const found = pairs.map((pair) => coordinator.exec(pair)).filter((match) => match !== null);
  if (found.length === 0 || found.length < pairs.length) return null;
  return found.map(([, area = '', personId = '']) => ({
    area: area.toLowerCase() as Coordinator['area'],
    personId: personId.toLowerCase(),
  }));
}
