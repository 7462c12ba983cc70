import { startChild } from './children.ts';

/** The longest that a bot's `/healthz` kept somebody waiting, and how long an idle process of this machine did meanwhile. */
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
    /** Begins anew, with the bot at this address. */
    watch: (url: string) => ask(`/watch?${new URLSearchParams({ url })}`),
    report: () => ask('/report'),
    end: child.end,
  };
}
