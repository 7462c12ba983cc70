import { createApp } from './app.ts';
import { ConfigError, readConfig } from './config.ts';

try {
  const app = await createApp(readConfig(process.env));
  await app.start();
  say(app.pageUrl ? `Neuvo is ready. Open ${app.pageUrl}` : 'Neuvo is ready.');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void app.stop().then(() => process.exit(0)));
} catch (error) {
  say(reasonOf(error));
  process.exitCode = 1;
}

function reasonOf(error: unknown): string {
  if (error instanceof ConfigError) return `Neuvo does not start, because its settings are not complete:\n${error.message}`;
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  return code === 'EADDRINUSE' ? `Neuvo does not start, because port ${port} is taken.` : `Neuvo does not start: ${String(error)}`;
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}
