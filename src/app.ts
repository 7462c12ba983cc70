import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { type Clock, systemClock } from './clock.ts';
import type { Config } from './config.ts';
import { createDesk } from './desk/desk.ts';
import { createDirectory } from './desk/directory.ts';
import type { Coordinator } from './domain/network.ts';
import { createLog, type Log, stackOf } from './log.ts';
import { createSqliteStore } from './store/sqlite.ts';
import { createAdapter, type Identity } from './teams/adapter.ts';
import { createBot } from './teams/bot.ts';
import { createCardActions } from './teams/card-actions.ts';
import { createCommands } from './teams/commands.ts';
import { createDialogs } from './teams/dialogs.ts';
import { createPeople } from './teams/people.ts';
import { createSend } from './teams/send.ts';
import { createServer } from './teams/server.ts';

/** What tests hold in their own hands. */
export type Overrides = { clock?: Clock; log?: Log };
/** The app: `start` resolves when it listens, `drain` when nothing waits to be delivered, `stop` when it has let go of everything. */
export type App = { start(): Promise<void>; drain(): Promise<void>; stop(): Promise<void>; pageUrl: string | null };

type Surroundings = {
  identity: Identity;
  coordinators: Coordinator[];
  local: { url: string; registerNetworks(): Promise<void>; stop(): Promise<void> } | null;
};

const sweepEveryMs = 1_000;

/** Builds the app from its configuration: the only place where the rooms are joined. In local mode local Teams has started when it resolves. */
export async function createApp(config: Config, { clock = systemClock, log = createLog(config.logLevel) }: Overrides = {}): Promise<App> {
  const { identity, coordinators, local } = await surroundingsOf(config, clock, botUrl);
  const store = createSqliteStore(config.sqlitePath);
  const directory = createDirectory({ store, coordinators });
  const { receive, connectorFor } = createAdapter(identity);
  const people = createPeople({ directory, connectorFor });
  const send = createSend({ directory, connectorFor, botId: identity.botId });
  const desk = createDesk({ store, clock, log, holder: clock.id(), directory, isMember: people.isMember, send });
  const commands = createCommands({ desk, directory, clock });
  const cardActions = createCardActions({ desk, directory });
  const dialogs = createDialogs({ desk, directory, people, clock });
  const bot = createBot({ tenantId: identity.tenantId, clock, log, directory, people, commands, cardActions, dialogs, connectorFor });
  const server = createServer({ receive: (authorization, activity) => receive(authorization, activity, bot.run), log });
  let sweeper: NodeJS.Timeout | null = null;

  async function start(): Promise<void> {
    await store.check();
    server.listen(config.port, config.host);
    await once(server, 'listening');
    sweeper = setTimeout(sweep, sweepEveryMs);
    if (local && (await directory.current()).networks.length === 0) await local.registerNetworks();
  }

  async function sweep(): Promise<void> {
    await desk.sweep().catch((error) => log.error({ fault: stackOf(error) }, 'sweep failed'));
    if (sweeper) sweeper = setTimeout(sweep, sweepEveryMs);
  }

  async function stop(): Promise<void> {
    if (sweeper) clearTimeout(sweeper);
    sweeper = null;
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await desk.settle();
    await local?.stop();
    await store.close();
  }

  function botUrl(): string {
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`;
  }

  return { start, drain: desk.drain, stop, pageUrl: local?.url ?? null };
}

async function surroundingsOf(config: Config, clock: Clock, botUrl: () => string): Promise<Surroundings> {
  if (config.mode === 'production') {
    const { botId, tenantId, botType, secrets, coordinators } = config;
    return { identity: { botId, tenantId, type: botType, password: secrets.botPassword(), local: null }, coordinators, local: null };
  }
  // Never loaded in production: the stand-in is not even in the deployed package.
  const { startLocalTeams } = await import('./local-teams/start.ts');
  const { localTeamsPort: port, localTeamsPath: snapshot } = config;
  const local = await startLocalTeams({ port, snapshot, botUrl, now: () => Date.parse(clock.now()), commands: extensionCommands() });
  const { botId, botSecret: password, tenantId, login, coordinators } = local;
  return { identity: { botId, tenantId, type: 'SingleTenant', password, local: login }, coordinators, local };
}

type Manifest = { composeExtensions: { commands: { id: string; title: string; context: ('compose' | 'message')[] }[] }[] };

// Local Teams offers the commands that Teams would read from the app package.
function extensionCommands(): { id: string; title: string; contexts: ('compose' | 'message')[] }[] {
  const manifest = JSON.parse(readFileSync(new URL('../appPackage/manifest.json', import.meta.url), 'utf8')) as Manifest;
  return manifest.composeExtensions.flatMap(({ commands }) => commands.map(({ id, title, context }) => ({ id, title, contexts: context })));
}
