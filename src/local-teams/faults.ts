import type { Fault } from './contract.ts';

export type Faults = ReturnType<typeof createFaults>;

type Call = { method: string; path: string; conversation: string };

/** The faults that a script has ordered for the connector. */
export function createFaults() {
  const ordered: { fault: Fault; seen: number; done: number }[] = [];

  return {
    add(fault: Fault): void {
      ordered.push({ fault, seen: 0, done: 0 });
    },

    clear(): void {
      ordered.length = 0;
    },

    /** The fault that strikes this call, if any; the oldest order wins. */
    strike(call: Call): Fault | null {
      for (const order of ordered) {
        const { match, times } = order.fault;
        if (times !== undefined && order.done >= times) continue;
        if (!fits(order.fault, call)) continue;
        order.seen += 1;
        if (order.seen % (match?.every ?? 1) !== 0) continue;
        order.done += 1;
        return order.fault;
      }
      return null;
    },
  };
}

/** A channel matches its threads too. */
function fits({ match = {} }: Fault, call: Call): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== call.method) return false;
  if (match.path !== undefined && !call.path.includes(match.path)) return false;
  return match.conversation === undefined || call.conversation.startsWith(match.conversation);
}
