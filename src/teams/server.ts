import { hash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Activity } from 'botbuilder';
import restify from 'restify';
import type { Clock } from '../clock.ts';
import { type Log, stackOf } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { type Pages, pageAddresses } from '../pages/pages.ts';
import type { TurnAnswer } from './adapter.ts';
import type { Door, Sender } from './door.ts';
import { activityIn, readBody } from './incoming.ts';
import type { LoginState } from './login.ts';
import { createRefusedRequests, type Details, type Reason, statuses } from './refused-requests.ts';

/** What a bot that can work knows of itself. */
export type Readiness = { sends: 'arriving' | 'failing'; login?: LoginState };
type Dependencies = {
  door: Door;
  /** Runs a turn for an activity whose sender has been let in. */
  receive: (sender: Sender, activity: Activity) => Promise<TurnAnswer>;
  /** Resolves if the bot can work: its store is reachable and its sweep is running. Whether what it sends gets through is told beside it: without that it can still be asked. */
  ready: () => Promise<Readiness>;
  /** What anybody may read. */
  pages: Pages;
  clock: Pick<Clock, 'elapsed' | 'pause'>;
  log: Log;
  metrics: Pick<Metrics, 'refused'> & { shown?(): Promise<string | null> };
  /** What whoever reads the metrics here must show; null if nobody may. */
  metricsToken?: (() => string) | null;
};

const messages = '/api/messages';
const figures = '/metrics';
/** What can be asked for, and how. */
const addresses = new Map([
  [messages, ['POST']],
  ['/healthz', ['GET', 'HEAD']],
  ['/readyz', ['GET', 'HEAD']],
  [figures, ['GET', 'HEAD']],
  ...pageAddresses.map((address): [string, string[]] => [address, ['GET', 'HEAD']]),
]);

// A channel message may have 100 KB; a form that comes back is not much longer.
const largestBody = 512 * 1024;
// Teams sends a dozen.
const mostHeaders = 100;
// Far more than Teams and whoever looks after the bot open, and less than the files that a process may have open.
const mostConnections = 1_000;
const lingerMs = 1_000;

/**
 * Builds the HTTP server: activities at `/api/messages`, and `/healthz` and `/readyz` for who looks after it, and the pages that anybody may read. Answers never tell what went wrong inside.
 * Of a request that is refused by its head or its token, no byte of the body is used, and nothing is ever inflated; that is why the bodies
 * are not read by restify, which inflates for anybody, and whose stream ends the process at the first broken byte.
 */
export function createServer({ door, receive, ready, pages, clock, log, metrics, metricsToken = null }: Dependencies): restify.Server {
  const server = restify.createServer({ name: '', handleUncaughtExceptions: false, noWriteContinue: true });
  const { note } = createRefusedRequests({ clock, log, metrics });
  limit(server);
  let looking: Promise<Readiness | null> | null = null;

  server.once('listening', () => {
    void door.prepare();
    // A connection that can't be taken (by a machine out of files) is lost; the others are not.
    server.on('error', (error) => log.error({ fault: stackOf(error) }, 'connection not taken'));
  });
  // What is broken may be the end of a request that has been answered already: two answers to it would be taken for those of two.
  server.server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) =>
    dismiss(socket, reasonOf(error), socket.bytesWritten === 0),
  );
  // Restify listens to upgrades and leaves their sockets to nobody.
  server.server.removeAllListeners('upgrade');
  server.server.on('upgrade', (_, socket) => dismiss(socket, 'upgrade'));
  server.server.on('connect', (_, socket) => dismiss(socket, 'connect'));
  server.server.on('checkExpectation', (_, response) => refuse(response, 'expectation'));
  server.pre((request, response, next) => {
    const reason = metricsToken === null && isFor(request, figures) ? 'unknown-address' : objectionToHead(request);
    if (reason === 'wrong-method') response.setHeader('allow', methodsAt(request.url));
    if (reason) refuse(response, reason);
    next(reason === null ? undefined : false);
  });
  server.post(messages, async (request, response) => answer(response, await answerTo(request, response)));
  for (const method of ['get', 'head'] as const) {
    server[method]('/healthz', async (_, response) => answer(response, { status: 200, body: { status: 'alive' } }));
    server[method]('/readyz', async (_, response) => {
      const readiness = await readinessNow();
      answer(response, { status: readiness ? 200 : 503, body: { status: readiness ? 'ready' : 'not ready', ...readiness } });
    });
    server[method](figures, async (request, response) => {
      if (!isShown(request.headers.authorization, metricsToken)) return refuse(response, 'metrics-token');
      const text = await metrics.shown?.();
      if (!text) return answer(response, { status: 503 });
      response.setHeader('content-type', 'application/openmetrics-text; version=1.0.0; charset=utf-8');
      end(response, 200, text);
    });
    for (const address of pageAddresses) server[method](address, async (request, response) => show(request, response));
  }
  server.on('restifyError', (_request, response, error, done) => {
    log.error({ fault: stackOf(error) }, 'request failed');
    answer(response, { status: 500 });
    done();
  });
  return server;

  async function answerTo(request: IncomingMessage, response: ServerResponse): Promise<TurnAnswer> {
    const sender = await door.admit(request.headers.authorization ?? '');
    if ('refused' in sender) {
      const { refused: reason, ...details } = sender;
      return refused(reason, details);
    }
    if (request.headers.expect) response.writeContinue();
    const body = await readBody(request, largestBody).catch(() => Buffer.alloc(0));
    if (body === null) return refused('body-too-large');
    const activity = activityIn(body);
    if (!activity) return refused('no-activity');
    const objection = door.objectionTo(activity, sender);
    if (objection) return refused(objection);
    return server.server.listening ? received(sender, activity) : { status: 503 };
  }

  async function received(sender: Sender, activity: Activity): Promise<TurnAnswer> {
    try {
      return await receive(sender, activity);
    } catch (error) {
      log.error({ fault: stackOf(error) }, 'request failed');
      return { status: 500 };
    }
  }

  // However many ask at once, the store is asked once.
  function readinessNow(): Promise<Readiness | null> {
    looking ??= ready()
      .catch(() => null)
      .finally(() => {
        looking = null;
      });
    return looking;
  }

  function answer(response: ServerResponse, { status, body }: TurnAnswer): void {
    if (body !== undefined) response.setHeader('content-type', 'application/json');
    end(response, status, body === undefined ? '' : JSON.stringify(body));
  }

  function show({ url = '', headers }: IncomingMessage, response: ServerResponse): void {
    const page = pages(url, headers['accept-language']);
    if (!page) return void refuse(response, 'unknown-address');
    for (const [name, value] of Object.entries(page.headers)) response.setHeader(name, value);
    end(response, 200, page.html);
  }

  function end(response: ServerResponse, status: number, text: string): void {
    response.statusCode = status;
    // A connection that is kept alive would bring more turns to a bot that has been told to stop.
    if (!server.server.listening) response.setHeader('connection', 'close');
    response.setHeader('content-length', Buffer.byteLength(text));
    response.end(text);
  }

  function refused(reason: Reason, details: Details = {}): TurnAnswer {
    note(reason, details);
    return { status: statuses[reason] };
  }

  function refuse(response: ServerResponse, reason: Reason): void {
    answer(response, refused(reason));
  }

  // What comes on such a socket is no request any more, and outside of Node's time limits. What it still sends is thrown away for
  // a moment: closed at once, its sender's machine would drop the answer as well.
  function dismiss(socket: Duplex, reason: Reason, isAnswered = true): void {
    socket.on('error', () => socket.destroy());
    if (!socket.writable) return void socket.destroy();
    const { status } = refused(reason);
    socket.end(isAnswered ? `HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n` : '');
    socket.resume();
    void clock.pause(lingerMs).then(() => socket.destroy());
  }
}

function limit({ server }: restify.Server): void {
  Object.assign(server, {
    maxConnections: mostConnections,
    // One more than is allowed: of what is over, Node would say nothing.
    maxHeadersCount: mostHeaders + 1,
    headersTimeout: 5_000,
    requestTimeout: 10_000,
    connectionsCheckingInterval: 1_000,
    keepAliveTimeout: 5_000,
    // Who does not take their answer; longer than any turn takes.
    timeout: 60_000,
  });
}

/** Why a request is refused before anything is read but its head; null if it is not. */
function objectionToHead({ method = '', url = '', headers, rawHeaders }: IncomingMessage): Reason | null {
  const methods = methodsAt(url);
  if (rawHeaders.length / 2 > mostHeaders) return 'head-too-large';
  // Teams encodes nothing. A few bytes would become as many as somebody likes.
  if (headers['content-encoding'] !== undefined) return 'content-encoding';
  if ((headers['transfer-encoding'] ?? 'chunked').toLowerCase() !== 'chunked') return 'transfer-encoding';
  if (methods.length === 0) return 'unknown-address';
  if (!methods.includes(method)) return 'wrong-method';
  if (method !== 'POST') return null;
  if (!/^application\/json *(;|$)/i.test(headers['content-type'] ?? '')) return 'content-type';
  return Number(headers['content-length'] ?? 0) > largestBody ? 'body-too-large' : null;
}

function isFor({ url = '' }: IncomingMessage, path: string): boolean {
  return url.split('?', 1)[0] === path;
}

// Of digests, whose length tells nothing, in a time that tells nothing.
function isShown(authorization = '', token: (() => string) | null): boolean {
  const digests = [authorization, `Bearer ${token?.()}`].map((text) => hash('sha256', text, 'buffer')) as [Buffer, Buffer];
  return token !== null && timingSafeEqual(...digests);
}

function methodsAt(url = ''): string[] {
  return addresses.get(url.split('?', 1)[0] ?? '') ?? [];
}

function reasonOf({ code }: NodeJS.ErrnoException): Reason {
  if (code === 'HPE_HEADER_OVERFLOW') return 'head-too-large';
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'too-slow' : 'not-http';
}
