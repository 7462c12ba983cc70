/** At most `count` calls in `ms`. */
export type Quota = { count: number; ms: number };

// learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
export const THREAD_QUOTAS: Quota[] = [
  { count: 7, ms: 1_000 },
  { count: 8, ms: 2_000 },
  { count: 60, ms: 30_000 },
  { count: 1_800, ms: 3_600_000 },
];
export const MEMBER_QUOTAS: Quota[] = [
  { count: 14, ms: 1_000 },
  { count: 16, ms: 2_000 },
  { count: 120, ms: 30_000 },
];

/**
 * A sliding-window limiter. Its `take(key)` counts a call and answers null, or refuses it (uncounted) and answers the whole
 * seconds until the next call would pass.
 *
 * @param clock milliseconds; the clock that the bot waits by, so that waiting as long as it was told helps it
 */
export function createLimiter(quotas: Quota[], clock: () => number) {
  const most = Math.max(...quotas.map((quota) => quota.count));
  const calls = new Map<string, number[]>();

  return {
    take(key: string): number | null {
      const at = clock();
      const times = calls.get(key) ?? [];
      const wait = Math.max(...quotas.map((quota) => waitOf(times, quota, at)));
      if (wait > 0) return Math.ceil(wait / 1_000);
      if (times.length >= 2 * most) times.splice(0, most);
      times.push(at);
      calls.set(key, times);
      return null;
    },
  };
}

function waitOf(times: number[], quota: Quota, at: number): number {
  const oldestInside = times.at(-quota.count);
  return oldestInside === undefined ? 0 : Math.max(0, oldestInside + quota.ms - at);
}
