import * as z from 'zod/v4';

const coordinator = /^(etela|ita|sisa|lansi|pohjois|kansallinen)[:=]([0-9a-f-]{36})$/i;

const common = {
  PORT: z.coerce.number().int().min(0).max(65535).default(3978),
  HOST: z.string().default('127.0.0.1'),
  LOG_LEVEL: z.enum(['info', 'warn', 'error', 'silent']).default('warn'),
  STORE: z.enum(['sqlite']).default('sqlite'),
  SQLITE_PATH: z.string().min(1).default('data/neuvo.sqlite'),
};

const production = z.object({
  ...common,
  HOST: z.string().default('0.0.0.0'),
  LOG_LEVEL: z.enum(['info', 'warn', 'error', 'silent']).default('info'),
  NEUVO_MODE: z.literal('production'),
  BOT_ID: z.guid(),
  BOT_TENANT_ID: z.guid(),
  BOT_TYPE: z.enum(['SingleTenant', 'UserAssignedMSI']).default('UserAssignedMSI'),
  SECRET_BOT_PASSWORD: z.string().default(''),
  COORDINATORS: z
    .string()
    .transform((list) => list.split(/[\s,;]+/).filter((item) => item !== ''))
    .pipe(z.array(z.string().regex(coordinator)).min(1)),
});

const local = z.object({
  ...common,
  NEUVO_MODE: z.literal('local'),
  LOCAL_TEAMS_PORT: z.coerce.number().int().min(0).max(65535).default(3979),
  LOCAL_TEAMS_PATH: z.string().default('data/local-teams.json'),
});

const schema = z
  .discriminatedUnion('NEUVO_MODE', [production, local])
  .refine((env) => env.NEUVO_MODE === 'local' || env.BOT_TYPE === 'UserAssignedMSI' || env.SECRET_BOT_PASSWORD !== '', {
    path: ['SECRET_BOT_PASSWORD'],
  });

const sentences: Record<string, string> = {
  NEUVO_MODE: 'is "production" or "local"; left out, it follows NODE_ENV.',
  PORT: 'is the port that the bot listens on: a number from 0 to 65535.',
  HOST: 'is the address that the bot listens on.',
  LOG_LEVEL: 'is info, warn, error or silent.',
  STORE: 'is where consultations live: sqlite.',
  SQLITE_PATH: 'is the path of the SQLite file, or ":memory:" for none.',
  BOT_ID: "is the bot registration's application id, a GUID; production does not start without it.",
  BOT_TENANT_ID: 'is the Entra tenant whose people the bot serves, a GUID; production does not start without it.',
  BOT_TYPE: 'is SingleTenant or UserAssignedMSI, as the bot was registered.',
  SECRET_BOT_PASSWORD: "is the bot registration's client secret; a SingleTenant bot does not start without it.",
  COORDINATORS:
    'names the first coordinators: pairs of an area (etela, ita, sisa, lansi, pohjois, kansallinen) and an Entra object id, such as "pohjois:<guid>, ita:<guid>".',
  LOCAL_TEAMS_PORT: 'is the port of local Teams: a number from 0 to 65535.',
  LOCAL_TEAMS_PATH: 'is the file in which local Teams keeps its chats, or ":memory:" for none.',
};

/** The names of all settings, for `env/.env.example` to be held against. */
export const settingNames = Object.keys(sentences);

type Area = 'etela' | 'ita' | 'sisa' | 'lansi' | 'pohjois' | 'kansallinen';
/** What the app is started with. Secrets are in an object of their own, which shows nothing when it is written out. */
export type Config = {
  port: number;
  host: string;
  logLevel: 'info' | 'warn' | 'error' | 'silent';
  sqlitePath: string;
} & (
  | { mode: 'local'; localTeamsPort: number; localTeamsPath: string | null }
  | {
      mode: 'production';
      botId: string;
      tenantId: string;
      botType: 'SingleTenant' | 'UserAssignedMSI';
      coordinators: { area: Area; personId: string }[];
      secrets: Secrets;
    }
);

/** Secrets that can be read by name, but not be logged, printed or turned into JSON. */
export type Secrets = { botPassword(): string };

/** What is wrong with the environment: every problem at once, in a sentence each. */
export class ConfigError extends Error {
  readonly code = 'config';
}

/** Reads the configuration from an environment. Throws `ConfigError` with a sentence for each problem; values are never repeated in it. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const mode = environment.NEUVO_MODE ?? (environment.NODE_ENV === 'production' ? 'production' : 'local');
  const given = Object.entries(environment).filter(([name, value]) => name in sentences && value !== '');
  const parsed = schema.safeParse({ ...Object.fromEntries(given), NEUVO_MODE: mode });
  if (!parsed.success) throw new ConfigError(problemsOf(parsed.error).join('\n'));
  const env = parsed.data;
  const shared = { port: env.PORT, host: env.HOST, logLevel: env.LOG_LEVEL, sqlitePath: env.SQLITE_PATH };
  if (env.NEUVO_MODE === 'local')
    return {
      ...shared,
      mode: 'local',
      localTeamsPort: env.LOCAL_TEAMS_PORT,
      localTeamsPath: env.LOCAL_TEAMS_PATH === ':memory:' ? null : env.LOCAL_TEAMS_PATH,
    };
  const { BOT_ID: botId, BOT_TENANT_ID: tenantId, BOT_TYPE: botType, SECRET_BOT_PASSWORD: password } = env;
  const coordinators = env.COORDINATORS.map((pair) => {
    const [, area = '', personId = ''] = coordinator.exec(pair) ?? [];
    return { area: area.toLowerCase() as Area, personId };
  });
  return { ...shared, mode: 'production', botId, tenantId, botType, coordinators, secrets: { botPassword: () => password } };
}

function problemsOf(error: z.ZodError): string[] {
  const names = new Set(error.issues.map((issue) => String(issue.path[0] ?? 'NEUVO_MODE')));
  return [...names].map((name) => `${name} ${sentences[name]}`);
}
