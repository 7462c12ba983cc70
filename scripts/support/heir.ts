import { createApp } from '../../src/app.ts';
import { systemClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import { leaseMs } from '../../src/domain/notice.ts';
import type { Arena } from './arena.ts';
import { freePort } from './bots.ts';

/**
 * Starts a bot in this process whose clock is half a minute ahead: for it the leases of the dead have run out. From now on everything goes to
 * it. `finish` resolves when it has nothing more to deliver, and has stopped.
 */
export async function startHeir({ bots, settings }: Arena): Promise<{ finish(): Promise<void> }> {
  const port = await freePort();
  const clock = { ...systemClock, now: () => new Date(Date.now() + leaseMs).toISOString() };
  const note = (fields: object, msg: string) => void bots.lines.push({ ...fields, msg, time: Date.now(), bot: 0 });
  const config = readConfig({ NEUVO_MODE: 'local', ...settings, PORT: String(port) });
  const app = await createApp(config, { clock, log: { info: note, warn: note, error: note } });
  await app.start();
  bots.handOver(`http://127.0.0.1:${port}/api/messages`);
  return {
    async finish() {
      await app.drain();
      await app.stop();
    },
  };
}
