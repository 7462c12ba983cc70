import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Bot, createBots } from '../bots.ts';
import { type Microsoft, startMicrosoft } from '../microsoft.ts';
import { besiege, type Door } from './besieged.ts';

/** A bot in production mode, for which a stand-in on this machine is everything outside it. */
export type ProductionSite = Door & { microsoft: Microsoft; close(): Promise<void> };

const serviceUrl = 'https://smba.trafficmanager.net/emea/';
const nowhere = pathToFileURL(join(import.meta.dirname, '../nowhere.ts')).href;
/** Less than an instance of a platform has: what a bot takes in memory must not take the machine with it. */
export const nodeOptions = '--max-old-space-size=1024 --disable-warning=ExperimentalWarning';

/** Prepares a bot in production mode, with invented ids, a store in this folder, and nothing of Microsoft's within its reach. */
export async function openProductionSite(folder: string, onStart: (bot: Bot) => Promise<unknown>): Promise<ProductionSite> {
  const microsoft = await startMicrosoft();
  const [botId, tenantId, coordinator] = [randomUUID(), randomUUID(), randomUUID()];
  const bots = createBots({
    NODE_ENV: 'production',
    NEUVO_MODE: 'production',
    CONTROLLER_NAME: 'Esimerkkilän hyvinvointialue',
    CONTROLLER_CONTACT: 'neuvo@example.org',
    DATA_PROTECTION_OFFICER: 'officer@example.org',
    HOST: '127.0.0.1',
    BOT_ID: botId,
    BOT_TENANT_ID: tenantId,
    BOT_TYPE: 'SingleTenant',
    SECRET_BOT_PASSWORD: randomUUID(),
    COORDINATORS: `kansallinen:${coordinator}`,
    STORE: 'sqlite',
    SQLITE_PATH: join(folder, 'production.sqlite'),
    NODE_OPTIONS: `${nodeOptions} --import ${nowhere}`,
    NOWHERE_PORT: String(microsoft.port),
    // The stand-in's certificate is nobody's.
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
  });

  function letter(): string {
    const id = randomUUID();
    return JSON.stringify({
      type: 'message',
      id,
      channelId: 'msteams',
      serviceUrl,
      from: { id: '29:1stranger', name: 'Testi Kalo', aadObjectId: randomUUID() },
      conversation: { conversationType: 'personal', tenantId, id: 'a:1stranger' },
      recipient: { id: `28:${botId}`, name: 'Neuvo' },
      channelData: { tenant: { id: tenantId } },
      text: 'ohje',
    });
  }

  return {
    ...besiege(bots, onStart),
    microsoft,
    letter,
    lawful: { key: microsoft.key, botId, serviceUrl },
    async close() {
      await bots.close();
      await microsoft.close();
    },
  };
}
