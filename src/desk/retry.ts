import { blocked, isPost, refused, type Telling } from '../domain/notice.ts';

/**
 * What came of asking Teams for something: the HTTP status, or none where the connection broke; the error code in the body of Teams' answer;
 * and what `Retry-After` said, in milliseconds.
 */
export type Failure = { status: number | null; code: string | null; retryAfterMs: number | null };

/** The bot is switched off for the whole organisation: https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#status-code-responses */
export const botDisabled = 'BotDisabledByAdmin';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Teams could not even be asked: nobody's address is known, or no card whose thread it would be. */
export const unaddressed: Failure = { status: null, code: 'NoAddress', retryAfterMs: 10 * minute };

const firstPauseMs = 1_000;
// About a day.
const mostQuickAttempts = 150;

// Who has removed or blocked the bot, by the codes of the same page; every other 403 speaks of the bot, the place or the service.
const codesOfPerson = ['MessageWritesBlocked', 'ConversationBlockedByUser'];
// Of these Teams may think better; every other 4xx is about what was sent, and would be said again.
const doubtful = [401, 403, 404, 408, 409, 410, 412, 425, 429];
const passing = [408, 412, 425, 429, 502, 503, 504];

/** Whether Teams has said that this person does not take the bot's messages. */
export function isBlockedBy({ status, code }: Pick<Failure, 'status' | 'code'>): boolean {
  return status === 403 && code !== null && codesOfPerson.includes(code);
}

/** Whether the same question may be answered in a moment. Source: Teams asks to repeat 412, 429, 502, 503 and 504; a broken connection is no answer at all. */
export function isPassing({ status }: Pick<Failure, 'status'>): boolean {
  return status === null || passing.includes(status);
}

/** Why something does not arrive, as it is written down: a code, never content. */
export function reasonOf(failure: Failure): string {
  if (isBlockedBy(failure)) return blocked;
  if (isRefusal(failure)) return refused;
  return failure.status === null ? 'no-answer' : `http-${failure.status}`;
}

/** For how long a place may take nothing before the coordinators hear of it, and before what waits first is given up, so that the next may be tried; in milliseconds. */
export type Patience = { tellAfterMs: number; giveUpAfterMs: number };

/**
 * The patience with a notice that fails like this. None with what would be refused again; days with everything else, and longest with what
 * coordinators are told, since nobody else would hear of it. What Teams was never asked to take is never given up. A card that is not brought up
 * to date holds up nothing for long.
 */
export function patienceWith(failure: Failure, telling: Telling): Patience {
  const { status, code } = failure;
  if (isRefusal(failure)) return { tellAfterMs: 0, giveUpAfterMs: 0 };
  if (isBlockedBy(failure)) return { tellAfterMs: 0, giveUpAfterMs: 7 * day };
  const tellAfterMs = status === 404 || status === 410 ? 10 * minute : status === 403 ? hour : 2 * hour;
  if (code === unaddressed.code) return { tellAfterMs, giveUpAfterMs: Number.POSITIVE_INFINITY };
  if (!isPost(telling)) return { tellAfterMs, giveUpAfterMs: 10 * minute };
  const isForCoordinators = telling.type === 'coordinator-post' || telling.type === 'digest';
  return { tellAfterMs, giveUpAfterMs: (isForCoordinators ? 7 : 3) * day };
}

function isRefusal({ status }: Failure): boolean {
  return status !== null && status < 500 && !doubtful.includes(status);
}

/**
 * How many milliseconds to wait after attempt number `attempts` (from 1): a second that doubles up to ten minutes, and after a day an hour;
 * its upper half spread by `chance` (0 up to 1); never shorter than `Retry-After`. A person who does not want messages is left alone for a week.
 */
export function pauseAfter(failure: Failure, attempts: number, chance: number): number {
  if (isBlockedBy(failure)) return 7 * day;
  const longest = attempts > mostQuickAttempts ? hour : 10 * minute;
  const pause = Math.min(longest, firstPauseMs * 2 ** (attempts - 1));
  return Math.max(failure.retryAfterMs ?? 0, Math.round(pause * (0.5 + chance / 2)));
}
