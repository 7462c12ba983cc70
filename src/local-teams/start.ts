import { createApiClient } from './api-client.ts';
import type { Command } from './contract.ts';
import { guidOf } from './identity.ts';
import { registerNetworks } from './opening.ts';
import { createLocalTeams } from './server.ts';
import { coordinators, world } from './world.ts';

/** Where local Teams listens, where it keeps its chats (null: nowhere), and where the bot that it serves is. */
export type StartOptions = { port: number; snapshot: string | null; botUrl: () => string; now: () => number; commands: Command[] };

/** Starts local Teams with its invented country, and says what a bot must know to live in it. */
export async function startLocalTeams({ port, snapshot, botUrl, now, commands }: StartOptions) {
  const bot = { botId: guidOf('bot'), botSecret: guidOf('secret') };
  const teams = createLocalTeams({ port, botUrl, now, commands, ...bot, ...(snapshot ? { snapshot } : {}) });
  await teams.start();
  return {
    ...bot,
    tenantId: world.tenantId,
    coordinators,
    url: teams.url,
    login: {
      openIdUrl: `${teams.url}/openid/configuration`,
      issuer: 'https://api.botframework.com',
      tokenUrl: `${teams.url}/oauth2/token`,
    },
    /** Lets the coordinators register their networks with the bot, as they would by hand. */
    registerNetworks: () => registerNetworks(createApiClient(teams.url)),
    stop: teams.stop,
  };
}
