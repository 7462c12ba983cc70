import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Counter, Gauge, Histogram, type OpenMetricsContentType, openMetricsContentType, Registry } from 'prom-client';

/** What is counted of the bot's work: kinds, codes and durations, never who or what. */
export type Metrics = {
  /** A turn was answered: its activity type or invoke name, what came of it, and how long it took in seconds. */
  turn(kind: string, outcome: 'answered' | 'ignored', seconds: number): void;
  /** A request was refused before it became a turn, for one of a closed set of reasons. */
  refused(reason: string): void;
  /** A command was decided: done, repeated, or the refusal's code. */
  decision(verb: string, outcome: string): void;
  /** A notice was sent, put off after it failed, held back by quotas before it was sent, or given up. */
  delivery(type: string, outcome: 'delivered' | 'postponed' | 'held-back' | 'given-up'): void;
  /** The bot has tried to log in: why that fails, or nothing. */
  login(faults: string[]): void;
  /** The store was asked or written. */
  store(operation: string, outcome: 'ok' | 'conflict' | 'failed', seconds: number): void;
  /** A document was set aside: it can't be read, or the clock's work on it has failed for long. */
  setAside(reason: 'unreadable' | 'parked'): void;
};

const seconds = [0.001, 0.005, 0.02, 0.05, 0.1, 0.5, 1, 3, 10];
// Who sends nothing, or does not come to an end, holds no connection for long.
const limits = { headersTimeout: 5_000, requestTimeout: 10_000, connectionsCheckingInterval: 1_000, keepAliveTimeout: 5_000 };

/** Builds the counters, and the server that shows them in OpenMetrics form. `oldestUnsent` and `failingFor` answer a number of seconds when they are asked. */
export function createMetrics({
  oldestUnsent,
  failingFor,
}: {
  oldestUnsent: () => Promise<number>;
  failingFor: () => number;
}): Metrics & { createServer(): Server; shown(): Promise<string | null> } {
  const registry = new Registry<OpenMetricsContentType>();
  registry.setContentType(openMetricsContentType);
  const registers = [registry];
  const turns = new Histogram({ name: 'neuvo_turn_seconds', help: 'Turns', labelNames: ['kind', 'outcome'], buckets: seconds, registers });
  const refusals = new Counter({ name: 'neuvo_refused_requests', help: 'Requests refused', labelNames: ['reason'], registers });
  const decisions = new Counter({
    name: 'neuvo_decisions',
    help: 'Decisions by verb and refusal',
    labelNames: ['verb', 'outcome'],
    registers,
  });
  const deliveries = new Counter({
    name: 'neuvo_deliveries',
    help: 'Attempts to deliver a notice',
    labelNames: ['type', 'outcome'],
    registers,
  });
  const stores = new Histogram({
    name: 'neuvo_store_seconds',
    help: 'Store operations',
    labelNames: ['operation', 'outcome'],
    buckets: seconds,
    registers,
  });
  const asides = new Counter({
    name: 'neuvo_documents_set_aside',
    help: 'Documents that were set aside: each unreadable one once, each parked one whenever it fails again',
    labelNames: ['reason'],
    registers,
  });
  const loginFailing = new Gauge({
    name: 'neuvo_login_failing',
    help: '1 while the bot cannot log in, or check who comes; 0 while it can, or has not tried yet',
    registers,
  });
  const loginFailures = new Counter({ name: 'neuvo_login_failures', help: 'Failed logins', labelNames: ['reason'], registers });
  new Gauge({
    name: 'neuvo_oldest_unsent_notice_seconds',
    help: 'Age of the oldest notice that waits to be delivered, among the 100 consultations that are to be looked at first',
    registers,
    async collect() {
      this.set(await oldestUnsent());
    },
  });
  new Gauge({
    name: 'neuvo_sends_failing_seconds',
    help: 'For how long nothing that this process sends has got through to Teams; 0 while all is well',
    registers,
    collect() {
      this.set(failingFor());
    },
  });

  let showing: Promise<string | null> | null = null;

  return {
    turn: (kind, outcome, took) => turns.observe({ kind, outcome }, took),
    refused: (reason) => refusals.inc({ reason }),
    decision: (verb, outcome) => decisions.inc({ verb, outcome }),
    delivery: (type, outcome) => deliveries.inc({ type, outcome }),
    login(faults) {
      loginFailing.set(faults.length === 0 ? 0 : 1);
      for (const reason of faults) loginFailures.inc({ reason });
    },
    store: (operation, outcome, took) => stores.observe({ operation, outcome }, took),
    setAside: (reason) => asides.inc({ reason }),
    shown,
    createServer() {
      const server = createServer(limits, answer);
      server.maxConnections = 100;
      // A connection that can't be taken is lost; the others are not.
      return server.once('listening', () => server.on('error', () => {}));
    },
  };

  // Without chaining: restify changes what every response's `writeHead` gives back.
  async function answer({ url, method = '' }: IncomingMessage, response: ServerResponse): Promise<void> {
    const isAsked = url === '/metrics' && ['GET', 'HEAD'].includes(method);
    const body = isAsked ? await shown() : '';
    response.statusCode = body === null ? 503 : isAsked ? 200 : url === '/metrics' ? 405 : 404;
    response.setHeader('content-type', registry.contentType);
    response.end(body ?? '');
  }

  /** All of it in OpenMetrics form; null if the store does not answer. However many ask at once, the store is asked once. */
  function shown(): Promise<string | null> {
    showing ??= registry
      .metrics()
      .catch(() => null)
      .finally(() => {
        showing = null;
      });
    return showing;
  }
}
