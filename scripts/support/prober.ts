import type { Bot } from './bots.ts';
import { startChild } from './children.ts';

/** The longest that a bot's `/healthz` kept somebody waiting, without the time for which others of the machine's kept the bot; and the longest that an idle process did. */
export type Waits = { waitedMs: number; noiseMs: number; probes: number };
/** Asks for `/healthz` every 50 ms. */
export type Prober = Awaited<ReturnType<typeof startProber>>;

/** Starts a prober in a process of its own. */
export async function startProber() {
  const child = await startChild<{ url: string }>('prober-process.ts');

  async function ask(path: string): Promise<Waits> {
    return (await (await fetch(child.said.url + path)).json()) as Waits;
  }

  return {
    /** Begins anew, with this bot. */
    watch: ({ url, process: { pid } }: Bot) => ask(`/watch?${new URLSearchParams({ url: new URL(url).origin, pid: String(pid) })}`),
    report: () => ask('/report'),
    end: child.end,
  };
}
