import { createApiClient } from './api-client.ts';
import type { Command } from './contract.ts';
import { guidOf } from './identity.ts';
import { registerNetworks } from './opening.ts';
import { createLocalTeams } from './server.ts';
import type { BotClock } from './timeline.ts';
import { coordinators, world } from './world.ts';

/** Where local Teams listens, where it keeps its chats (null: nowhere), where the bot that it serves is, and the clock that the bot lives by. */
export type StartOptions = {
  port: number;
  path: string | null;
  botUrl: () => string;
  clock: BotClock;
  commands: Command[];
  supportsFiles: boolean;
};

const bot = { botId: guidOf('bot'), botSecret: guidOf('secret') };

/** What a bot must know to live in the invented country of the local Teams at this address. */
export function membershipAt(url: string) {
  const login = {
    openIdUrl: `${url}/openid/configuration`,
    issuer: 'https://api.botframework.com',
    tokenUrl: `${url}/oauth2/token`,
    serviceUrl: `${url}/connector/`,
  };
  return {
    ...bot,
    tenantId: world.tenantId,
    coordinators,
    url,
    login,
    registerNetworks: () => registerNetworks(createApiClient(url)),
    stop: async () => {},
  };
}

/** Starts local Teams with its invented country, and says what a bot must know to live in it; `registerNetworks` lets the coordinators do so by hand. */
export async function startLocalTeams({ port, path, botUrl, clock, commands, supportsFiles }: StartOptions) {
  const teams = createLocalTeams({ port, botUrl, clock, commands, supportsFiles, ...bot, ...(path ? { snapshot: path } : {}) });
  await teams.start();
  return { ...membershipAt(teams.url), stop: teams.stop };
}
