import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

const MAX_BODY_BYTES = 4 * 1024 * 1024;

export type HttpRequest = {
  method: string;
  path: string;
  params: Record<string, string>;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  bytes: Buffer;
  text: string;
  json: unknown; // undefined if the body isn't JSON
};

/** What a handler answers: a body sent as JSON (or as it is, if it is a Buffer), or `take`, which answers by itself. */
export type HttpAnswer =
  | { status: number; body?: unknown; headers?: Record<string, string> }
  | { take: (response: ServerResponse) => void | Promise<void> };

export type Route = [method: string, pattern: string, handler: (request: HttpRequest) => HttpAnswer | Promise<HttpAnswer>];

/** Thrown by a handler to answer with a status other than 2xx. */
export class HttpError extends Error {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Record<string, string>;

  constructor(status: number, body: unknown, headers: Record<string, string> = {}) {
    super(`HTTP ${status}`);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/**
 * A server with a route table. A pattern's `:name` matches one path segment, its last `*` the rest of the path.
 * An unknown path answers 404, an exception 500, a request from a foreign site 403.
 */
export function createHttpServer(routes: Route[]): Server {
  const table = routes.map(([method, pattern, handler]) => ({ method, segments: pattern.split('/'), handler }));
  return createServer({ keepAliveTimeout: 30_000 }, async (incoming, response) => {
    try {
      await send(response, await answer(incoming));
    } catch (error) {
      // What has begun can't be answered otherwise any more.
      if (response.headersSent) response.destroy();
      else send(response, failure(error));
    }
  });

  async function answer(incoming: IncomingMessage): Promise<HttpAnswer> {
    if (isForeign(incoming.headers)) throw new HttpError(403, { error: 'Only this machine’s own pages may call.' });
    const url = URL.parse(incoming.url ?? '/', 'http://127.0.0.1');
    if (!url) throw new HttpError(400, { error: 'This is no address.' });
    const segments = url.pathname.split('/');
    const bytes = await readBody(incoming);
    const text = bytes.toString('utf8');
    for (const route of table) {
      const params = route.method === incoming.method ? match(route.segments, segments) : null;
      if (!params) continue;
      return route.handler({
        method: route.method,
        path: url.pathname,
        params,
        query: url.searchParams,
        headers: incoming.headers,
        bytes,
        text,
        json: parsed(text),
      });
    }
    throw new HttpError(404, { error: `There is no ${incoming.method} ${url.pathname}.` });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function match(pattern: string[], path: string[]): Record<string, string> | null {
  const open = pattern.at(-1) === '*';
  if (open ? path.length < pattern.length : path.length !== pattern.length) return null;
  const params: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const actual = path[index] ?? '';
    if (expected === '*') params.rest = path.slice(index).join('/');
    else if (expected.startsWith(':')) params[expected.slice(1)] = decoded(actual);
    else if (expected !== actual) return null;
  }
  return params;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new HttpError(400, { error: 'This is no address.' });
  }
}

/** A page of another site could otherwise reach the loopback interface through a person's browser. */
function isForeign(headers: IncomingHttpHeaders): boolean {
  const host = headers.host ?? '';
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host)) return true;
  return headers.origin !== undefined && headers.origin !== `http://${host}`;
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new HttpError(413, { error: 'The body is too large.' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, answer: HttpAnswer): void | Promise<void> {
  if ('take' in answer) return answer.take(response);
  const { status, body, headers } = answer;
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body === undefined ? '' : JSON.stringify(body));
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': bytes.length, ...headers });
  response.end(bytes);
}

function failure(error: unknown): HttpAnswer {
  if (error instanceof HttpError) return { status: error.status, body: error.body, headers: error.headers };
  return { status: 500, body: { error: error instanceof Error ? error.message : String(error) } };
}
