import { enableCompileCache } from 'node:module';

// What has been compiled once, at the latest after the install, is kept for the next start.
enableCompileCache(`${import.meta.dirname}/../node_modules/.cache/neuvo`);
const { ConfigError, readConfig } = await import('./config.ts');
const { createApp } = await import('./app.ts');

try {
  const app = await createApp(readConfig(process.env));
  // What nobody caught has left a state that nobody knows. Whatever was acknowledged is stored: the process ends, to be started anew.
  process.on('uncaughtException', (error) => process.exit(app.fail(error)));
  await app.start();
  say(app.pageUrl ? `Neuvo is ready. Open ${app.pageUrl}` : 'Neuvo is ready.');
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(
      signal,
      () =>
        void app.stop().then(
          () => process.exit(0),
          () => process.exit(1),
        ),
    );
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
