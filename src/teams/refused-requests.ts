import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';

/** Why a request is refused before it becomes a turn, and the HTTP status that its sender gets: all that a stranger is told. */
export const statuses = {
  'not-http': 400,
  'head-too-large': 431,
  'too-slow': 408,
  upgrade: 400,
  connect: 405,
  expectation: 417,
  'unknown-address': 404,
  'wrong-method': 405,
  'content-encoding': 415,
  'transfer-encoding': 400,
  'content-type': 415,
  'body-too-large': 413,
  'no-activity': 400,
  'metrics-token': 401,
  'no-token': 401,
  'malformed-token': 401,
  algorithm: 401,
  issuer: 401,
  audience: 401,
  'out-of-time': 401,
  'clocks-differ': 401,
  'unknown-key': 401,
  signature: 401,
  service: 401,
  channel: 401,
  'no-keys': 503,
} as const;
export type Reason = keyof typeof statuses;
/** What is known of a refused request beside the reason, for the log. */
export type Details = { seconds?: number; audience?: string | undefined };

type Dependencies = { clock: Pick<Clock, 'elapsed'>; log: Log; metrics: Pick<Metrics, 'refused'> };

const minuteMs = 60_000;

/** Counts refused requests, and logs each reason once a minute at most: strangers decide how many there are. */
export function createRefusedRequests({ clock, log, metrics }: Dependencies) {
  const lines = new Map<Reason, { count: number; quietUntil: number }>();

  /** Takes note of one; `fields` are logged with it if it is the one that is logged. */
  function note(reason: Reason, fields: Details = {}): void {
    metrics.refused(reason);
    const { count, quietUntil } = lines.get(reason) ?? { count: 0, quietUntil: Number.NEGATIVE_INFINITY };
    const isQuiet = clock.elapsed() < quietUntil;
    lines.set(reason, isQuiet ? { count: count + 1, quietUntil } : { count: 0, quietUntil: clock.elapsed() + minuteMs });
    if (!isQuiet) log.warn({ reason, count: count + 1, ...fields }, 'requests refused');
  }

  return { note };
}
