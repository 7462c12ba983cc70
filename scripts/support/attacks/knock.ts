import { connect } from 'node:net';

/** What a request came to: its status; its connection was closed or reset without one; nobody listens there; or nothing in time. */
export type Answer = number | 'closed' | 'refused' | 'hang';
/** `text`: everything that came back; `ms`: how long it took. */
export type Knocked = { answer: Answer; text: string; ms: number };
/** `dripMs`: the parts are written so far apart. `lingerMs`: for how long the connection is kept when there has been an answer. */
type Manner = { dripMs?: number; lingerMs?: number };

/** Whatever is asked must have been answered, or its connection closed, by then. */
export const patienceMs = 20_000;

/** Opens a connection, writes these parts as they are, and waits for a status line or the end of the connection. */
export function knock(origin: string, parts: (string | Buffer)[], { dripMs = 0, lingerMs = 0 }: Manner = {}): Promise<Knocked> {
  const began = performance.now();
  const { port, hostname } = new URL(origin);
  let text = '';
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    const impatience = setTimeout(() => finish('hang'), patienceMs);
    socket.setNoDelay(true).once('connect', write);
    socket.on('data', (data) => {
      text += data.toString('latin1');
      if (statusIn(text) !== null) setTimeout(() => finish('closed'), lingerMs);
    });
    socket.on('error', ({ code }: NodeJS.ErrnoException) => finish(code === 'ECONNREFUSED' ? 'refused' : 'closed'));
    socket.on('close', () => finish('closed'));

    function write(): void {
      if (dripMs === 0) return void socket.write(Buffer.concat(parts.map((part) => Buffer.from(part as string, 'latin1'))));
      const rest = [...parts];
      const drip = setInterval(() => {
        const part = rest.shift();
        if (part === undefined || socket.destroyed) clearInterval(drip);
        else socket.write(part);
      }, dripMs);
      socket.once('close', () => clearInterval(drip));
    }

    function finish(otherwise: Exclude<Answer, number>): void {
      clearTimeout(impatience);
      socket.destroy();
      resolve({ answer: statusIn(text) ?? otherwise, text, ms: performance.now() - began });
    }
  });
}

/** How many answers a connection has brought, "go on" not counted. */
export function answersIn(text: string): number {
  return [...text.matchAll(/HTTP\/1\.[01] (?!100)\d{3}/g)].length;
}

function statusIn(text: string): number | null {
  const [, status] = /HTTP\/1\.[01] (?!100)(\d{3})/.exec(text) ?? [];
  return status === undefined ? null : Number(status);
}

/** A request as text: its first line, these headers besides the host's, and a body. */
export function requestOf(line: string, headers: Record<string, string> = {}, body: string | Buffer = ''): Buffer {
  const length = body.length > 0 && !('transfer-encoding' in headers) ? { 'content-length': String(Buffer.byteLength(body)) } : {};
  const all = Object.entries({ host: 'neuvo.example', ...length, ...headers });
  const head = `${line} HTTP/1.1\r\n${all.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body as string)]);
}
