import type { Activity } from 'botbuilder';
import restify from 'restify';
import { type Log, stackOf } from '../log.ts';
import type { TurnAnswer } from './adapter.ts';

type Dependencies = { receive: (authorization: string, activity: Activity) => Promise<TurnAnswer>; log: Log };

// A channel message may have 100 KB; a form that comes back is not much longer.
const largestBody = 512 * 1024;

/** Builds the HTTP server that takes activities at `/api/messages`. Answers never tell what went wrong inside. */
export function createServer({ receive, log }: Dependencies): restify.Server {
  const server = restify.createServer({ name: '', handleUncaughtExceptions: false });
  server.use(restify.plugins.bodyParser({ maxBodySize: largestBody, mapParams: false, rejectUnknown: true }));
  server.post('/api/messages', async (request, response) => {
    const { status, body } = await answer(request);
    response.send(status, body);
  });
  server.on('restifyError', (_request, response, error, done) => {
    response.send(error.statusCode ?? 500);
    done();
  });
  return server;

  async function answer(request: restify.Request): Promise<TurnAnswer> {
    if (!isActivity(request.body)) return { status: 400 };
    try {
      return await receive(request.header('authorization', ''), request.body);
    } catch (error) {
      log.error({ fault: stackOf(error) }, 'request failed');
      return { status: 500 };
    }
  }
}

function isActivity(body: unknown): body is Activity {
  return typeof body === 'object' && body !== null && 'type' in body && typeof body.type === 'string';
}
