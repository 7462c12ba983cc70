import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Bot, type Bots, createBots, type LogLine } from '../../scripts/support/bots.ts';
import { type ApiClient, createApiClient } from '../../src/local-teams/api-client.ts';
import { guidOf } from '../../src/local-teams/identity.ts';
import { createLocalTeams } from '../../src/local-teams/server.ts';
import { coordinators, world } from '../../src/local-teams/world.ts';
import { type CosmosServer, startCosmos } from '../support/cosmos-server.ts';
import { createPerson, type StoryPerson } from '../support/stories.ts';
import { certify } from './certificates.ts';
import { channel, createEntra, type Entra } from './entra.ts';
import { type Answer, type Asked, answering, forward, noting, type Request, startHosts, startServer } from './hosts.ts';
import { createTeamsHosts } from './teams-hosts.ts';

/** A bot that runs as in production: `node src/index.ts`, unchanged, with whatever it needs of Microsoft answered on this machine under Microsoft's own names. */
export type Site = {
  /** Starts the bot; what is given stands instead of the right settings. Throws what it has said if it ends. */
  start(settings?: Record<string, string>): Promise<Bot>;
  api: ApiClient;
  stop: Bots['stop'];
  person(name: string): StoryPerson;
  channel(name: string, team: string): string;
  /** What Microsoft's hosts have been asked so far. */
  asked: Asked[];
  log: LogLine[];
  /** How the bot answers an activity of a token with these claims. */
  knock(claims?: Record<string, unknown>): Promise<number>;
  /** Lets Teams take none of the tokens any more that the bot has. */
  revokeTokens(): void;
  /** What the bot says of itself at `/readyz`. */
  readiness(): Promise<{ status: number; body: unknown }>;
  close(): Promise<void>;
};

/** How a bot logs in: with a secret, and its store on its own disk; or with a managed identity, and its store in Cosmos DB, as `infra/azure.bicep` sets it up. */
export type Login = 'client secret' | 'managed identity';

const root = resolve(import.meta.dirname, '../..');
const nowhere = pathToFileURL(join(root, 'scripts/support/nowhere.ts')).href;
/** What Microsoft knows of the bot. */
export const registration = {
  botId: guidOf('bot'),
  tenantId: world.tenantId,
  secret: guidOf('secret'),
  expiredSecret: guidOf('expired secret'),
  identityHeader: guidOf('identity header'),
};
const database = 'neuvo.documents.azure.com';
const served = ['login.botframework.com', 'login.microsoftonline.com', 'smba.trafficmanager.net', '*.sharepoint.com', database];
// Those of the machine on which this runs: the bot reaches nobody but the hosts above.
const noProxies = { HTTP_PROXY: '', HTTPS_PROXY: '', ALL_PROXY: '', http_proxy: '', https_proxy: '', all_proxy: '' };
const stranger = {
  id: 'f:stranger',
  from: { id: '29:1stranger', name: 'Testi Kalo', aadObjectId: guidOf('stranger') },
  conversation: { conversationType: 'personal', tenantId: registration.tenantId, id: 'a:1stranger' },
  recipient: { id: `28:${registration.botId}`, name: 'Neuvo' },
  text: 'ohje',
};

/** Opens the site. The bot starts when it is told to. */
export async function openSite(login: Login): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'neuvo-production-'));
  const certified = certify(served);
  const entra = createEntra(registration);
  const teams = createLocalTeams({ port: 0, botUrl: () => wayToBot.url, botId: registration.botId, botSecret: registration.secret });
  await teams.start();
  const { connector, drive, outwards } = createTeamsHosts({ url: teams.url, entra, registration });
  const cosmos = login === 'managed identity' ? await startCosmos() : null;
  const container = (await cosmos?.makeContainer())?.id;
  const hosts = await startHosts(certified, {
    'login.botframework.com': entra.botFramework,
    'login.microsoftonline.com': entra.microsoftOnline,
    'smba.trafficmanager.net': connector,
    '*.sharepoint.com': drive,
    ...(cosmos ? { [database]: (request) => askDatabase(request, cosmos, entra) } : {}),
  });
  const identity = await startServer(createServer(answering(noting(hosts.asked, 'identity', entra.managedIdentity))));
  const wayToBot = await startServer(createServer(answering(handOn)));
  const own = container ? identitySettings(identity.url, container) : secretSettings(folder);
  const bots = createBots({ ...sharedSettings(folder, certified.authority, hosts.port), ...own });
  const api = createApiClient(teams.url);
  const stage = { api, traffic: () => api.traffic(), settled: async () => void (await api.settle()), aMoment() {} };

  // What Teams sends to the bot, with Teams' own addresses and signature.
  async function handOn(request: Request): Promise<Answer> {
    const headers = { ...request.headers, authorization: await entra.signed() };
    return forward({ ...request, headers, bytes: Buffer.from(outwards(request.text)) }, bots.url());
  }

  return {
    start: (settings) => bots.start(settings),
    stop: bots.stop,
    api,
    asked: hosts.asked,
    log: bots.lines,
    person: (name) => createPerson(stage, found(world.people, name)),
    channel: (name, team) => found(found(world.teams, team).channels, name).id,
    async knock(claims) {
      const headers = { authorization: await entra.signed(claims), 'content-type': 'application/json' };
      const body = JSON.stringify({
        type: 'message',
        channelId: 'msteams',
        serviceUrl: 'https://smba.trafficmanager.net/emea/',
        ...stranger,
      });
      return (await fetch(bots.url(), { method: 'POST', headers, body })).status;
    },
    revokeTokens: () => entra.revoke(channel),
    async readiness() {
      const response = await fetch(bots.url().replace('/api/messages', '/readyz'));
      return { status: response.status, body: await response.json() };
    },
    async close() {
      await bots.close();
      await Promise.all([teams.stop(), hosts.close(), identity.close(), wayToBot.close(), cosmos?.close()]);
      rmSync(folder, { recursive: true });
    },
  };
}

function found<T extends { name: string | null }>(those: T[], name: string): T {
  const one = those.find((that) => that.name === name);
  if (!one) throw new Error(`There is no ${name}.`);
  return one;
}

// Cosmos DB takes a token of Entra's in this form (learn.microsoft.com/rest/api/cosmos-db/access-control-on-cosmosdb-resources).
function askDatabase(request: Request, cosmos: CosmosServer, entra: Entra): Answer | Promise<Answer> {
  const [, token = ''] = /^type=aad&ver=1.0&sig=(.+)$/.exec(decodeURIComponent(request.headers.authorization ?? '')) ?? [];
  if (!entra.isGranted(`Bearer ${token}`, `https://${database}`)) return { status: 401, body: { code: 'Unauthorized' } };
  return forward(request, new URL(request.url, cosmos.endpoint).href, cosmos.agent);
}

function sharedSettings(folder: string, authority: string, nowherePort: number): Record<string, string> {
  const path = join(folder, 'authority.pem');
  writeFileSync(path, authority);
  return {
    NODE_ENV: 'production',
    CONTROLLER_NAME: 'Esimerkkilän hyvinvointialue',
    CONTROLLER_CONTACT: 'neuvo@example.org',
    DATA_PROTECTION_OFFICER: 'officer@example.org',
    // Left out, as where it is deployed.
    NEUVO_MODE: '',
    HOST: '127.0.0.1',
    BOT_ID: registration.botId,
    BOT_TENANT_ID: registration.tenantId,
    COORDINATORS: coordinators.map(({ area, personId }) => `${area}:${personId}`).join(', '),
    NODE_EXTRA_CA_CERTS: path,
    NODE_OPTIONS: `--disable-warning=ExperimentalWarning --import ${nowhere}`,
    NOWHERE_PORT: String(nowherePort),
    ...noProxies,
  };
}

function secretSettings(folder: string): Record<string, string> {
  return { BOT_TYPE: 'SingleTenant', SECRET_BOT_PASSWORD: registration.secret, SQLITE_PATH: join(folder, 'neuvo.sqlite') };
}

// As `infra/azure.bicep` has them, and App Service adds.
function identitySettings(identityUrl: string, container: string): Record<string, string> {
  return {
    BOT_TYPE: 'UserAssignedMSI',
    IDENTITY_ENDPOINT: `${identityUrl}/msi/token`,
    IDENTITY_HEADER: registration.identityHeader,
    AZURE_CLIENT_ID: registration.botId,
    AZURE_TOKEN_CREDENTIALS: 'ManagedIdentityCredential',
    STORE: 'cosmos',
    COSMOS_ENDPOINT: `https://${database}:443/`,
    COSMOS_CONTAINER: container,
  };
}
