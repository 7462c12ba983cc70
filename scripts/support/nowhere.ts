// Loaded before a bot in production mode (`--import`): whatever address outside this machine it asks, it reaches NOWHERE_PORT here instead.
import { Socket } from 'node:net';

type Target = { host?: string; port?: number | string; path?: string };
type Connect = (this: Socket, ...args: unknown[]) => Socket;

const connect = Socket.prototype.connect as Connect;
const here = ['localhost', '127.0.0.1', '::1'];

// Node hands on what it has read of its arguments as a list of its own; the host's name for TLS stands in the options already.
Object.assign(Socket.prototype, {
  connect(this: Socket, ...args: unknown[]) {
    const read = Array.isArray(args[0]) ? args[0] : args;
    const target = read[0] as Target;
    if (typeof target === 'object' && target !== null && !target.path && !here.includes(target.host ?? 'localhost'))
      read[0] = { ...target, host: '127.0.0.1', port: Number(process.env.NOWHERE_PORT) };
    return connect.apply(this, args);
  },
});
