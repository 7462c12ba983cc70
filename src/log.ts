import { pino } from 'pino';

/** Structured log lines: a static message plus fields. Never content, names or tokens. */
export type Log = {
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
};
export type LogLevel = 'info' | 'warn' | 'error' | 'silent';

// What must never be written even if somebody hands it in by mistake.
const secret = ['text', 'name', 'token', 'password', 'authorization', 'activity', 'request', 'card'];

/** A log on standard output, one JSON line an event, written at once: a process that is killed has told what it had done. Fields that could carry content or secrets are dropped at any depth of two. */
export function createLog(level: LogLevel): Log {
  const redact = { paths: [...secret, ...secret.map((field) => `*.${field}`)], remove: true };
  // A full disk behind it is no reason to end a turn, or the process: what can't be written is kept, and left out beyond a megabyte.
  const destination = pino.destination({ dest: 1, sync: true, maxLength: 1024 * 1024 });
  destination.on('error', () => {});
  return pino({ level, base: null, redact }, destination);
}

/**
 * What kind an unexpected error is and where it came from, for the log alone. Not its message: that may be the body of an answer, with names in it.
 * An error that was worded for whoever reads the log has a `sentence`.
 */
export function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { name, code, statusCode, sentence, stack = '' } = error as Error & { code?: string; statusCode?: number; sentence?: string };
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return [[name, code, statusCode, sentence].filter(Boolean).join(' '), ...frames].join('\n');
}
