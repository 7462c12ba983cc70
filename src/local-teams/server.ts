import type { AddressInfo } from 'node:net';
import { type Activity, createActivities } from './activities.ts';
import { apiRoutes } from './api.ts';
import { createApiClient } from './api-client.ts';
import { connectorRoutes } from './connector.ts';
import { createGuard } from './connector-guard.ts';
import { createConsents } from './consents.ts';
import type { Command } from './contract.ts';
import { spoken } from './dialects.ts';
import { createDialogs } from './dialogs.ts';
import { createDrive } from './drive.ts';
import { createEvents } from './events.ts';
import { createFaults } from './faults.ts';
import { createHttpServer, HttpError, type Route } from './http.ts';
import { createIntroductions } from './introductions.ts';
import { createOutbound } from './outbound.ts';
import { headers, servePage } from './page/serve.ts';
import { createPresses } from './press.ts';
import { createRefresher } from './refresh.ts';
import { createSnapshotWriter, readSnapshot, restore, snapshotOf } from './snapshot.ts';
import { createState } from './state.ts';
import { createTeamChanges } from './team-changes.ts';
import { type BotClock, createTimeline } from './timeline.ts';
import { createTokens, signingKey, type Tokens } from './tokens.ts';
import { createTraffic } from './traffic.ts';
import { createViews } from './views.ts';
import { createWeeks } from './weeks/player.ts';
import { world as seeds, type World } from './world.ts';

export type LocalTeamsOptions = {
  /** 0: any free one. */
  port?: number;
  /** The bot's messaging endpoint (`…/api/messages`); a function if it is known only later. */
  botUrl: string | (() => string);
  botId: string;
  botSecret: string;
  botName?: string;
  /** The message extension commands of the app's manifest, for the page's menus. */
  commands?: Command[];
  /** Whether the manifest lets the bot send files; it does unless told otherwise. */
  supportsFiles?: boolean;
  world?: World;
  /** A file to which the state is written, and from which it is read at the start. */
  snapshot?: string;
  /** How long an activity may stay unanswered. */
  resendAfterMs?: number;
  /** The time that people see, and what really passes, which quotas go by. Tokens and re-sending go by the machine's own clock. */
  clock?: BotClock;
};

export type LocalTeams = {
  /** The server's address. Known after `start`. */
  url: string;
  /** The connector's address, as the activities name it. Known after `start`. */
  serviceUrl: string;
  /** Listens. @throws if the port is taken. */
  start(): Promise<void>;
  /** Closes all connections and writes the snapshot. */
  stop(): Promise<void>;
  /** Resolves when no activity is on its way to the bot. */
  settle(): Promise<void>;
};

/** A stand-in for the Teams client and the Bot Connector on the loopback interface: docs/local-teams.md. */
export function createLocalTeams(options: LocalTeamsOptions): LocalTeams {
  const { port = 3979, botUrl, botId, botSecret, botName = 'Neuvo', commands = [], supportsFiles = true, resendAfterMs = 15_000 } = options;
  const bot = { id: botId, name: botName };
  const stored = options.snapshot === undefined ? null : readSnapshot(options.snapshot);
  const key = stored ? Promise.resolve(stored.key) : signingKey();
  const writer =
    options.snapshot === undefined
      ? null
      : createSnapshotWriter(options.snapshot, async () => snapshotOf(state, drive, await key, timeline.ahead()));
  const changed = () => writer?.soon();

  let address = `http://127.0.0.1:${port}`;
  const serviceUrl = () => `${address}/connector/`;
  const events = createEvents();
  const clock = options.clock ?? { now: Date.now, elapsed: Date.now };
  const timeline = createTimeline(clock, changed, () => events.tellAll({ type: 'clock' }));
  const state = createState(structuredClone(options.world ?? seeds), botId, timeline.now, changed);
  const drive = createDrive(options.snapshot === undefined ? null : `${options.snapshot}.drive`, () => address, changed);
  if (stored) restore(state, drive, stored);

  const tokens = createTokens(key, { id: botId, secret: botSecret }, () => address);
  const traffic = createTraffic(timeline.now);
  const faults = createFaults();
  const whereTo = () => (typeof botUrl === 'string' ? botUrl : botUrl());
  const speak = (activity: Activity) => spoken(activity, state.people.world.dialect);
  const outbound = createOutbound(whereTo, tokens, traffic, resendAfterMs, speak);
  const activities = createActivities(state, bot, serviceUrl);
  const dialogs = createDialogs(activities, outbound, events);
  const introductions = createIntroductions(state, activities, outbound);
  const presses = createPresses({ state, activities, outbound, dialogs, events });
  const refresher = createRefresher(state, activities, outbound);
  const views = createViews(state, bot, drive);
  const consents = createConsents({ state, activities, outbound, drive, events });
  const weeks = createWeeks({
    state,
    timeline,
    introductions,
    api: () => createApiClient(address),
    tell: () => events.tellAll({ type: 'weeks' }),
  });
  const server = createHttpServer([
    ...tokenRoutes(tokens),
    ...connectorRoutes({ drive, supportsFiles, state, events, clock, serviceUrl, guard: createGuard(state, tokens, faults, traffic) }),
    ...apiRoutes({
      bot,
      commands,
      state,
      activities,
      outbound,
      introductions,
      views,
      refresher,
      presses,
      dialogs,
      faults,
      traffic,
      events,
      timeline,
      consents,
      teamChanges: createTeamChanges({ state, activities, outbound, introductions, events }),
      weeks,
    }),
    ...drive.routes,
    pageRoute(),
  ]);

  return {
    get url() {
      return address;
    },
    get serviceUrl() {
      return serviceUrl();
    },
    async start() {
      await timeline.restore(stored?.ahead ?? 0);
      await new Promise<void>((resolve, reject) => server.on('error', reject).listen(port, '127.0.0.1', resolve));
      address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    async stop() {
      events.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      outbound.close();
      await weeks.stop();
      await closed;
      await writer?.flush();
    },
    settle: outbound.settle,
  };
}

function tokenRoutes(tokens: Tokens): Route[] {
  return [
    ['GET', '/openid/configuration', () => ({ status: 200, body: tokens.metadata() })],
    ['GET', '/openid/keys', async () => ({ status: 200, body: await tokens.keys() })],
    [
      'POST',
      '/oauth2/token',
      async ({ text }) => {
        const granted = await tokens.grant(new URLSearchParams(text));
        return granted ? { status: 200, body: granted } : { status: 401, body: { error: 'invalid_client' } };
      },
    ],
  ];
}

/** Whatever else is asked for belongs to the page. */
function pageRoute(): Route {
  const page = servePage();
  return [
    'GET',
    '/*',
    ({ path }) => {
      const served = page(path);
      if (!served) throw new HttpError(404, { error: `There is no ${path}.` });
      return { status: 200, body: Buffer.from(served.body), headers: { ...headers, 'content-type': served.type } };
    },
  ];
}
