import { type EventEmitter, once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { type Clock, createMovableClock, systemClock } from './clock.ts';
import type { Config, StoreConfig } from './config.ts';
import { createDesk } from './desk/desk.ts';
import { createDigests } from './desk/digests.ts';
import { createDirectory } from './desk/directory.ts';
import { createQueue } from './desk/queue.ts';
import { createReadiness } from './desk/readiness.ts';
import { createStatistics } from './desk/statistics.ts';
import type { Coordinator } from './domain/network.ts';
import { createLog, type Log, stackOf } from './log.ts';
import { createMetrics } from './metrics.ts';
import { createPages } from './pages/pages.ts';
import { measured } from './store/measured.ts';
import { createSqliteStore } from './store/sqlite.ts';
import type { Store } from './store/store.ts';
import { createSweeper } from './sweeper.ts';
import { createAdapter, type Identity } from './teams/adapter.ts';
import { createBot } from './teams/bot.ts';
import { createCardActions } from './teams/card-actions.ts';
import { createCommands } from './teams/commands.ts';
import { createCoordinatorActions } from './teams/coordinator-actions.ts';
import { createDialogs } from './teams/dialogs.ts';
import { createDigestActions } from './teams/digest-actions.ts';
import { createDoor } from './teams/door.ts';
import { createFiles, isDriveAddress } from './teams/files.ts';
import { createLogin } from './teams/login.ts';
import { createNetworkActions } from './teams/network-actions.ts';
import { createNetworkDialogs } from './teams/network-dialogs.ts';
import { createOpenTurns } from './teams/open-turns.ts';
import { createPace } from './teams/pace.ts';
import { createPeople } from './teams/people.ts';
import { createPlaces } from './teams/places.ts';
import { createQueueActions } from './teams/queue-actions.ts';
import { createReach } from './teams/reach.ts';
import { createRedraw } from './teams/redraw.ts';
import { createReplies } from './teams/replies.ts';
import { createRosters } from './teams/rosters.ts';
import { createSend } from './teams/send.ts';
import { createServer, type Readiness } from './teams/server.ts';
import { createStatisticsActions } from './teams/statistics-actions.ts';
import { createTeamEvents } from './teams/team-events.ts';
import { createTrainingActions } from './teams/training-actions.ts';

/** What tests hold in their own hands. */
export type Overrides = { clock?: Clock; log?: Log; store?: Store };
/**
 * The app: `start` resolves when it listens, `drain` when nothing waits to be delivered, `stop` when it has let go of everything.
 * `fail` logs an error that nobody has caught, without what anybody wrote, and answers the process's exit code.
 */
export type App = { start: Doing; drain: Doing; stop: Doing; fail(error: unknown): number; pageUrl: string | null };
type Doing = () => Promise<void>;

type Surroundings = {
  identity: Identity;
  coordinators: Coordinator[];
  local: { url: string; registerNetworks(): Promise<void>; stop(): Promise<void> } | null;
};

// A platform that stops a process waits ten seconds before it kills it.
const stopWithinMs = 6_000;
const answerWithinMs = 500;

/** Builds the app from its configuration: the only place where the rooms are joined. In local mode local Teams has started when it resolves. */
export async function createApp(
  config: Config,
  { clock: given = systemClock, log = createLog(config.logLevel), store: givenStore }: Overrides = {},
): Promise<App> {
  const clock = createMovableClock(given);
  let isAtWork = false;
  const { identity, coordinators, local } = await surroundingsOf(
    config,
    { now: () => Date.parse(clock.now()), elapsed: clock.elapsed, forward },
    botUrl,
  );
  const metrics = createMetrics({ oldestUnsent: () => desk.oldestUnsent(), failingFor });
  const unreadable = (id: string) => {
    metrics.setAside('unreadable');
    log.error({ document: id }, 'document unreadable');
  };
  const store = measured(givenStore ?? (await openStore(config.store, log)), { metrics, elapsed: clock.elapsed, unreadable });
  const takesWrites = createReadiness({ check: store.check, clock, log });
  const directory = createDirectory({ store, coordinators, timings: config.timings });
  const { receive, connectorFor, freshToken } = createAdapter(identity);
  const people = createPeople({
    directory,
    rosters: createRosters({ connectorFor, tenantId: identity.tenantId, clock, log }),
    renamed: (person) => desk.rename(person),
  });
  const pace = createPace(clock, () => desk.answered());
  const hasReturned = (personId: string) => desk.hasReturned(personId);
  const reach = createReach({ directory, connectorFor, paced: pace.notices, botId: identity.botId, hasReturned });
  const { isMember, findExpert, findAbsent } = people;
  const send = createSend({ directory, connectorFor, paced: pace.notices, clock, reach, findAbsent });
  const desk = createDesk({ store, clock, log, metrics, holder: clock.id(), directory, isMember, findExpert, findAbsent, send });
  const queueActions = createQueueActions({ queue: createQueue({ store, clock, directory }) });
  const places = createPlaces({ connectorFor });
  const { redraw, settle: settleRedraws } = createRedraw({ directory, connectorFor, paced: pace.notices, log });
  const networkActions = createNetworkActions({ desk, directory, redraw, clock });
  const coordinatorActions = createCoordinatorActions({ directory, people, reach, log });
  const digests = createDigests({ store, clock, log, directory });
  const digestActions = createDigestActions({ digests, directory, clock });
  const statistics = createStatistics({ store });
  const files = createFiles({ statistics, directory, log, mayUpload: local ? ({ origin }) => origin === local.url : isDriveAddress });
  const statisticsActions = createStatisticsActions({ statistics, files, directory, clock });
  const trainingActions = createTrainingActions({ statistics, directory, clock });
  const others = { queueActions, networkActions, coordinatorActions };
  const commands = createCommands({
    desk,
    directory,
    clock,
    people,
    ...others,
    subjects: [digestActions.command, statisticsActions.command, trainingActions.command],
  });
  const cardActions = createCardActions({
    desk,
    directory,
    people,
    clock,
    ...others,
    subjects: [digestActions.press, statisticsActions.press, trainingActions.press],
  });
  const networkDialogs = createNetworkDialogs({ directory, people, places, redraw, clock });
  const dialogs = createDialogs({ desk, directory, networkDialogs, clock });
  const teamEvents = createTeamEvents({ desk, directory, people, places, clock });
  const { tenantId } = identity;
  const replies = createReplies({ connectorFor, paced: pace.answers, clock, log, metrics });
  const bot = createBot({
    tenantId,
    clock,
    log,
    metrics,
    desk,
    directory,
    people,
    commands,
    cardActions,
    dialogs,
    files,
    teamEvents,
    replies,
  });
  const openTurns = createOpenTurns();
  // Tokens go by the machine's own clock: local Teams' can be moved.
  const now = () => Date.parse(systemClock.now());
  const door = createDoor({ identity, clock, log, now });
  // Local Teams is no login that could fail.
  const login = local ? null : createLogin({ who: identity, freshToken, clock, log, now, metrics });
  const server = createServer({
    door,
    receive: (sender, activity) => openTurns.answered(receive(sender, activity, bot.run)),
    ready,
    pages: createPages({ controller: config.controller, store: config.store.type }),
    clock,
    log,
    metrics,
    metricsToken: config.metricsToken,
  });
  const metricsServer = config.metricsPort === null ? null : metrics.createServer();
  const sweeper = createSweeper({ desk, digests, greetings: bot, lookAfterLogin: () => login?.lookIfDue(), clock, log });
  let ending: Promise<void> | null = null;

  async function start(): Promise<void> {
    await store.check();
    if (ending) return;
    server.listen(config.port, config.host);
    await listen(server);
    if (metricsServer) await listen(metricsServer.listen(config.metricsPort ?? 0, config.host));
    if (ending) return;
    isAtWork = true;
    sweeper.start();
    if (local && (await directory.current()).networks.length === 0) await local.registerNetworks();
  }

  async function ready(): Promise<Readiness> {
    await takesWrites();
    sweeper.check();
    return { sends: desk.failingSince() ? 'failing' : 'arriving', ...(login && { login: login.state() }) };
  }

  function failingFor(): number {
    const since = desk.failingSince();
    return since ? (Date.parse(clock.now()) - Date.parse(since)) / 1000 : 0;
  }

  function stop(): Promise<void> {
    ending ??= end();
    return ending;
  }

  // No new turns; what is being delivered is settled, and what does not settle in time is left to whoever sweeps next. Nobody is left without an answer.
  async function end(): Promise<void> {
    isAtWork = false;
    const swept = sweeper.stop();
    metricsServer?.close();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    await atMost(stopWithinMs, Promise.all([closed, swept]).then(settle));
    openTurns.end();
    await atMost(answerWithinMs, closed);
    await local?.stop();
    await store.close();
  }

  // What is on its way arrives before the move; what has become due by it is done like after a downtime. A bot that has not started has nothing to do.
  async function forward(ms: number): Promise<void> {
    if (isAtWork) await settle();
    clock.forward(ms);
    if (isAtWork) await drain();
  }

  function botUrl(): string {
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`;
  }

  async function drain(): Promise<void> {
    await digests.makeDue();
    await bot.greetDue();
    await replies.settle();
    await desk.drain();
    await settleRedraws();
  }

  async function settle(): Promise<void> {
    await Promise.all([replies.settle(), desk.settle(), settleRedraws()]);
  }

  function fail(error: unknown): number {
    log.error({ fault: stackOf(error) }, 'ended by an error');
    return 1;
  }

  return { start, drain, stop, fail, pageUrl: local?.url ?? null };
}

async function listen(server: EventEmitter): Promise<void> {
  await once(server, 'listening');
}

async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  const patience = Promise.withResolvers<void>();
  const timer = setTimeout(patience.resolve, ms);
  await Promise.race([work, patience.promise]);
  clearTimeout(timer);
}

type LocalClock = { now(): number; elapsed(): number; forward(ms: number): Promise<void> };

async function surroundingsOf(config: Config, clock: LocalClock, botUrl: () => string): Promise<Surroundings> {
  if (config.mode === 'production') {
    const { botId, tenantId, botType, password, coordinators } = config;
    return { identity: { botId, tenantId, type: botType, password, local: null }, coordinators, local: null };
  }
  // Never loaded in production: the stand-in is not even in the deployed package.
  const { membershipAt, startLocalTeams } = await import('./local-teams/start.ts');
  const { localTeams } = config;
  const options = { botUrl, clock, ...promisesOfManifest() };
  const local = 'url' in localTeams ? membershipAt(localTeams.url) : await startLocalTeams({ ...localTeams, ...options });
  const { botId, botSecret, tenantId, login, coordinators } = local;
  return { identity: { botId, tenantId, type: 'SingleTenant', password: () => botSecret, local: login }, coordinators, local };
}

async function openStore(config: StoreConfig, log: Log): Promise<Store> {
  if (config.type === 'sqlite')
    return createSqliteStore(config.path, { warn: (sentence) => log.warn({ sentence }, 'store open to others') });
  const { createCosmosStore } = await import('./store/cosmos.ts');
  return createCosmosStore(config);
}

type Manifest = {
  bots: { supportsFiles: boolean }[];
  composeExtensions: { commands: { id: string; title: string; context: ('compose' | 'message')[] }[] }[];
};

// Local Teams goes by what Teams would read from the app package.
function promisesOfManifest() {
  const { bots, composeExtensions } = JSON.parse(readFileSync(new URL('../appPackage/manifest.json', import.meta.url), 'utf8')) as Manifest;
  const commands = composeExtensions.flatMap((extension) =>
    extension.commands.map(({ id, title, context }) => ({ id, title, contexts: context })),
  );
  return { commands, supportsFiles: bots.some((bot) => bot.supportsFiles) };
}
