/** What came of an attempt to send: the HTTP status, or none where the connection broke, and what `Retry-After` said, in milliseconds. */
export type Failure = { status: number | null; retryAfterMs: number | null };
/** What to do after a failed attempt: try again after so many milliseconds, or give up for a reason (a code). */
export type Verdict = { again: number } | { giveUp: string };

const again = new Set([408, 412, 429, 502, 503, 504]);
const firstPauseMs = 1_000;
const longestPauseMs = 10 * 60_000;
/** How often a consultation's notice is tried, for some two hours: then somebody has to hear that it did not arrive. */
const mostAttempts = 20;
/** How often a digest is tried, for about a week: until the next one comes, since nobody else would hear of it. */
export const mostAttemptsOfDigest = 1_350;

/**
 * Decides after attempt number `attempts` (from 1) failed. Teams asks to retry 412, 429, 502, 503 and 504, and broken connections are no
 * answer at all; everything else would fail again. Pauses double up to ten minutes, with full jitter of the upper half from `chance`
 * (0 up to 1), and are never shorter than `Retry-After`. `most`: after how many attempts it is given up.
 */
export function verdictOn({ status, retryAfterMs }: Failure, attempts: number, chance: number, most = mostAttempts): Verdict {
  if (status !== null && !again.has(status)) return { giveUp: `http-${status}` };
  if (attempts >= most) return { giveUp: 'too-many-attempts' };
  const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** (attempts - 1));
  return { again: Math.max(retryAfterMs ?? 0, Math.round(pause * (0.5 + chance / 2))) };
}
