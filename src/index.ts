import { enableCompileCache } from 'node:module';

// What has been compiled once, at the latest after the install, is kept for the next start.
enableCompileCache(`${import.meta.dirname}/../node_modules/.cache/neuvo`);
const { ConfigError, readConfig } = await import('./config.ts');
const { createApp } = await import('./app.ts');

try {
  const app = await createApp(readConfig(process.env));
  // What nobody caught has left a state that nobody knows. Whatever was acknowledged is stored: the process ends, to be started anew.
  process.on('uncaughtException', (error) => process.exit(app.fail(error)));
  let isStopping = false;
  // A second signal changes nothing (npm hands on what a terminal has sent already): stopping ends by itself.
  const stop = () => {
    isStopping = true;
    void app.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  await app.start().catch((error) => isStopping || Promise.reject(error));
  if (!isStopping) say(app.pageUrl ? `Neuvo is ready. Open ${app.pageUrl}` : 'Neuvo is ready.');
} catch (error) {
  say(reasonOf(error));
  // Local Teams may be listening already.
  process.exit(1);
}

function reasonOf(error: unknown): string {
  if (error instanceof ConfigError) return `Neuvo does not start, because its settings are not right:\n${error.message}`;
  const { code, port, message } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE')
    return `Neuvo does not start, because port ${port} is taken. PORT, LOCAL_TEAMS_PORT and METRICS_PORT choose others.`;
  return `Neuvo does not start: ${message ?? String(error)}`;
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}
