import { once } from 'node:events';
import { connect } from 'node:net';

/** What came back on a connection: its first status (0 for none), all of it as text, and whether the other side has closed. */
export type Heard = { status: number; text: string; isClosed: boolean };

/**
 * Writes these bytes on a connection of its own, and listens until the other side closes, or until there is an answer and `until` is in what it said.
 * It sends no more than that: who waits for the rest of a request waits in vain.
 */
export async function sendRaw(url: string, bytes: string | Buffer, until = ''): Promise<Heard> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const heard: Heard = { status: 0, text: '', isClosed: false };
  const done = Promise.withResolvers<void>();
  socket.on('data', (chunk) => {
    heard.text += chunk.toString('latin1');
    if (heard.text.includes('\r\n\r\n') && heard.text.includes(until)) done.resolve();
  });
  socket.on('error', () => done.resolve());
  socket.on('close', () => done.resolve());
  socket.on('end', () => {
    heard.isClosed = true;
    done.resolve();
  });
  await once(socket, 'connect');
  socket.write(bytes);
  await done.promise;
  socket.destroy();
  return { ...heard, status: Number(/^HTTP\/1\.1 (\d{3})/.exec(heard.text)?.[1] ?? 0) };
}

/** The head of a request, with a Host and these headers. */
export function head(start: string, ...headers: string[]): string {
  return [`${start} HTTP/1.1`, 'Host: bot', ...headers, '', ''].join('\r\n');
}
