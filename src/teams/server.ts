import type { Duplex } from 'node:stream';
import type { Activity } from 'botbuilder';
import restify from 'restify';
import * as z from 'zod/v4';
import { type Log, stackOf } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { TurnAnswer } from './adapter.ts';

type Dependencies = {
  receive: (authorization: string, activity: Activity) => Promise<TurnAnswer>;
  /** Resolves if the bot can work: its store is reachable and its sweep is running. Whether what it sends gets through is told beside it: without that it can still be asked. */
  ready: () => Promise<{ sends: 'arriving' | 'failing' }>;
  log: Log;
  metrics: Pick<Metrics, 'turn'>;
};

const text = z.string().nullish();
// Ids become parts of addresses, and what is no Unicode can't.
const id = z.string().refine((value) => value.isWellFormed());
const account = z.looseObject({ id: id.min(1), name: text, aadObjectId: text });
// What every turn relies on. Whatever else an activity brings is read with care where it is read.
const Incoming = z.looseObject({
  type: z.string().min(1),
  id: id.nullish(),
  name: text,
  text,
  locale: text,
  channelId: z.string().min(1),
  serviceUrl: z.string().min(1),
  from: account,
  recipient: account,
  conversation: z.looseObject({ id: id.min(1), tenantId: text, conversationType: text }),
  membersAdded: z.array(account).nullish(),
});

// A channel message may have 100 KB; a form that comes back is not much longer.
const largestBody = 512 * 1024;
const longestAuthorization = 8 * 1024;

/** Builds the HTTP server: activities at `/api/messages`, and `/healthz` and `/readyz` for who looks after it. Answers never tell what went wrong inside. */
export function createServer({ receive, ready, log, metrics }: Dependencies): restify.Server {
  const server = restify.createServer({ name: '', handleUncaughtExceptions: false });
  server.server.headersTimeout = 5_000;
  server.server.requestTimeout = 15_000;
  server.server.on('clientError', refuse);
  // JSON alone: the parser of forms would write a stranger's files to the disk before anybody has asked who they are.
  server.use(restify.plugins.bodyReader({ maxBodySize: largestBody }));
  server.use(restify.plugins.jsonBodyParser({ bodyReader: true, mapParams: false }));

  server.post('/api/messages', async (request, response) => {
    const { status, body } = server.server.listening ? await answer(request) : { status: 503, body: undefined };
    // A connection that is kept alive would bring more turns to a bot that has been told to stop.
    if (!server.server.listening) response.header('connection', 'close');
    response.send(status, body);
  });
  server.get('/healthz', async (_request, response) => {
    response.send(200, { status: 'alive' });
  });
  server.get('/readyz', async (_request, response) => {
    const state = await ready().catch(() => null);
    response.send(state ? 200 : 503, { status: state ? 'ready' : 'not ready', ...state });
  });
  server.on('restifyError', (_request, response, error, done) => {
    response.send(error.statusCode ?? 500);
    done();
  });
  return server;

  async function answer(request: restify.Request): Promise<TurnAnswer> {
    const authorization = request.header('authorization', '');
    if (request.getContentType() !== 'application/json') return { status: 415 };
    if (!isActivity(request.body)) return { status: 400 };
    const answered = authorization.length > longestAuthorization ? { status: 401 } : await received(authorization, request.body);
    if (answered.status === 401) metrics.turn('unauthorised', 'ignored', 0);
    return answered;
  }

  async function received(authorization: string, activity: Activity): Promise<TurnAnswer> {
    try {
      return await receive(authorization, activity);
    } catch (error) {
      log.error({ fault: stackOf(error) }, 'request failed');
      return { status: 500 };
    }
  }
}

// An oversize header is a token that is none of ours; what is not HTTP at all gets no more than that said.
function refuse({ code }: NodeJS.ErrnoException, socket: Duplex): void {
  const status = code === 'HPE_HEADER_OVERFLOW' ? '401 Unauthorized' : '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
}

function isActivity(body: unknown): body is Activity {
  return Incoming.safeParse(body).success;
}
