import { once } from 'node:events';
import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  request as requestHttp,
  type Server,
  type ServerResponse,
} from 'node:http';
import { type Agent, createServer as createHttpsServer, request as requestHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Certified } from './certificates.ts';

/** A request that has come whole. `url`: its path and query. */
export type Request = { method: string; url: string; headers: IncomingHttpHeaders; bytes: Buffer; text: string };
/** What is answered to it: an object as JSON, bytes as they are. */
export type Answer = { status: number; body?: object; bytes?: Buffer; headers?: IncomingHttpHeaders };
export type Host = (request: Request) => Answer | Promise<Answer>;
/** What a host was asked: its name, method and path, and the status of its answer: 421 of a host that there is not. */
export type Asked = { host: string; method: string; url: string; status: number };

/** Starts one server on the loopback interface that answers as whatever host it is asked as, and takes note of it. A name that begins with `*.` stands for all of a domain. */
export async function startHosts({ certificate, key }: Certified, hosts: Record<string, Host>) {
  const asked: Asked[] = [];
  const answer = (request: Request) => {
    const name = request.headers.host ?? '';
    return noting(asked, name, hosts[name] ?? hosts[name.replace(/^[^.]+/, '*')] ?? nobody)(request);
  };
  return { asked, ...(await startServer(createHttpsServer({ cert: certificate, key }, answering(answer)))) };
}

/** The same host, for which it is noted under a name what it is asked. */
export function noting(asked: Asked[], name: string, host: Host): Host {
  return async (request) => {
    const answer = await host(request);
    asked.push({ host: name, method: request.method, url: request.url, status: answer.status });
    return answer;
  };
}

function nobody(): Answer {
  return { status: 421 };
}

/** Starts a server on a free port of the loopback interface. */
export async function startServer(server: Server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Listens to requests, each read whole before it is answered. */
export function answering(answer: Host): RequestListener {
  return async (incoming: IncomingMessage, response: ServerResponse) => {
    const bytes = await buffer(incoming);
    const { method = '', url = '', headers } = incoming;
    const { status, body, bytes: own, headers: others = {} } = await answer({ method, url, headers, bytes, text: bytes.toString('utf8') });
    const type = body ? { 'content-type': 'application/json' } : {};
    // Without chaining: restify changes what every response's `writeHead` gives back.
    response.writeHead(status, { ...others, ...type });
    response.end(own ?? (body ? JSON.stringify(body) : undefined));
  };
}

/** Asks another server the same at this address. */
export async function forward({ method, headers, bytes }: Request, url: string, agent?: Agent): Promise<Answer & { bytes: Buffer }> {
  const { host: _, connection: __, 'transfer-encoding': ___, ...kept } = headers;
  const options = { method, headers: { ...kept, 'content-length': String(bytes.length) }, ...(agent ? { agent } : {}) };
  const asking = (url.startsWith('https:') ? requestHttps : requestHttp)(url, options).end(bytes);
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  const { 'transfer-encoding': ____, 'content-length': _____, connection: ______, ...others } = response.headers;
  return { status: response.statusCode ?? 0, headers: others, bytes: await buffer(response) };
}
