import type { ServerResponse } from 'node:http';
import type { TeamsEvent } from './contract.ts';

export type Events = ReturnType<typeof createEvents>;

/** Tells open pages what has changed, as server-sent events. */
export function createEvents() {
  const listeners = new Map<string, Set<ServerResponse>>();

  return {
    /** Keeps the connection open for this person until it closes. */
    listen(personId: string, response: ServerResponse): void {
      const own = listeners.get(personId) ?? new Set();
      listeners.set(personId, own.add(response));
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write(':\n\n');
      response.on('close', () => own.delete(response));
    },

    tell,

    tellAll(event: TeamsEvent): void {
      tell(listeners.keys(), event);
    },

    close(): void {
      for (const own of listeners.values()) for (const response of own) response.end();
      listeners.clear();
    },
  };

  function tell(personIds: Iterable<string>, event: TeamsEvent): void {
    if (listeners.size === 0) return;
    const text = `data: ${JSON.stringify(event)}\n\n`;
    for (const id of personIds) for (const response of listeners.get(id) ?? []) response.write(text);
  }
}
