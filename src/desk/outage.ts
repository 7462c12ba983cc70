import type { Clock } from '../clock.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Log } from '../log.ts';
import { botDisabled, type Failure } from './retry.ts';

type Dependencies = { clock: Pick<Clock, 'now'>; log: Log };

// A hiccup is no outage.
const sayAfterMs = 10_000;
const sayAgainAfterMs = 10 * 60_000;
// What is over sooner has kept nothing waiting for long.
const shortMs = 60_000;

/** Builds what knows how this process's sends fare: one that fails is judged by whether others get through. */
export function createOutage({ clock, log }: Dependencies) {
  let throughAt: Instant | null = null;
  let failingSince: Instant | null = null;
  let saidAt: Instant | null = null;
  const places = new Set<string>();

  /** Something of ours has reached Teams. Tells whether that ends an outage of a minute or more. */
  function through(): boolean {
    throughAt = clock.now();
    const isEnd = failingSince !== null && msBetween(failingSince, throughAt) >= shortMs;
    if (saidAt) log.info({ since: failingSince }, 'sends get through again');
    failingSince = null;
    saidAt = null;
    places.clear();
    return isEnd;
  }

  /** A send to a place has failed. Many places at once, or a service that does not work, make an outage, which whoever runs the bot reads of. */
  function failed(place: string, { status, code }: Failure): void {
    places.add(place);
    const isGeneral = places.size > 1 || status === null || status === 401 || status >= 500 || code === botDisabled;
    if (!isGeneral) return;
    failingSince ??= clock.now();
    const at = clock.now();
    if (msBetween(failingSince, at) < sayAfterMs || (saidAt && msBetween(saidAt, at) < sayAgainAfterMs)) return;
    saidAt = at;
    log.error({ since: failingSince, status, code, places: places.size }, 'no send gets through');
  }

  /** Whether anything has got through at or after an instant. */
  function isThroughSince(at: Instant): boolean {
    return throughAt !== null && throughAt >= at;
  }

  /** Since when nothing has got through, although it was tried; null while all is well. */
  function since(): Instant | null {
    return failingSince;
  }

  return { through, failed, isThroughSince, since };
}

/** What knows how sends fare. */
export type Outage = ReturnType<typeof createOutage>;

function msBetween(from: Instant, to: Instant): number {
  return Date.parse(to) - Date.parse(from);
}
