import { AuthenticationConstants } from 'botframework-connector';
import * as z from 'zod/v4';
import type { Clock } from '../clock.ts';
import { within } from '../desk/within.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';

/** Who logs in. */
export type Applicant = { botId: string; tenantId: string; type: 'SingleTenant' | 'UserAssignedMSI' };
/** Why a bot can't log in, or check who comes; `aadsts`: the number that Entra has given it; `seconds`: how far this machine's clock is ahead. */
export type LoginFault = { reason: LoginReason; aadsts?: number; seconds?: number };
export type LoginReason = keyof typeof sentences;
/** How the login fared when it was last tried. */
export type LoginState = 'unknown' | 'working' | 'failing';

type Asking = { freshToken: () => Promise<void>; clock: Pick<Clock, 'deadline'>; now: () => number };
type Dependencies = Asking & { clock: Pick<Clock, 'deadline' | 'elapsed'>; who: Applicant; log: Log; metrics: Pick<Metrics, 'login'> };

/** Each reason, and what whoever runs the bot should do about it. */
const sentences = {
  'secret-wrong': () =>
    'The client secret is wrong: SECRET_BOT_PASSWORD must hold the value of a secret of the app registration, not its id, and have no blank around it.',
  'secret-expired': () => 'The client secret has run out: make a new one in the app registration, and put it into SECRET_BOT_PASSWORD.',
  'bot-unknown': ({ botId, tenantId }) =>
    `The tenant ${tenantId} has no application ${botId}: see BOT_ID and BOT_TENANT_ID, and that BOT_TYPE is the type of the bot registration.`,
  'bot-disabled': ({ botId }) => `The application ${botId} is disabled: an administrator must enable it in Entra.`,
  'tenant-unknown': ({ tenantId }) => `There is no tenant ${tenantId}: see BOT_TENANT_ID.`,
  'no-identity': ({ botId }) =>
    `No managed identity ${botId} is given to this machine: assign it to the web app, or set BOT_TYPE=SingleTenant and SECRET_BOT_PASSWORD.`,
  'login-unreachable': () =>
    'login.microsoftonline.com does not answer: see the network, the firewall, and HTTPS_PROXY with NODE_USE_ENV_PROXY=1.',
  'keys-unreachable': () =>
    'login.botframework.com does not give its metadata: see the network, the firewall, and HTTPS_PROXY with NODE_USE_ENV_PROXY=1.',
  'clocks-differ': (_, { seconds = 0 }) =>
    `The clock of this machine is ${Math.abs(seconds)} seconds ${seconds > 0 ? 'ahead' : 'behind'}: set it, and keep it right by NTP.`,
  refused: (_, { aadsts }) =>
    aadsts === undefined
      ? 'The login has failed in a way that is not known.'
      : `Entra has refused the login with AADSTS${aadsts}: https://login.microsoftonline.com/error?code=${aadsts} says why.`,
} satisfies Record<string, (who: Applicant, fault: { aadsts?: number; seconds?: number }) => string>;

// "Microsoft Entra authentication and authorization error codes"; the numbers may change, so whatever is not here is told by its number.
const reasonsByNumber: Record<number, LoginReason> = {
  7000215: 'secret-wrong',
  7000222: 'secret-expired',
  7000112: 'bot-disabled',
  700016: 'bot-unknown',
  90002: 'tenant-unknown',
  900023: 'tenant-unknown',
};

const Metadata = z.object({ jwks_uri: z.url() });
const patienceMs = 10_000;
// What the door lets pass (door.ts), and Entra, too.
const mostSeconds = 5 * 60;
const hourMs = 3_600_000;
const minuteMs = 60_000;

/** What to do about a fault, in a sentence without secrets. */
export function sentenceOf(fault: LoginFault, who: Applicant): string {
  return sentences[fault.reason](who, fault);
}

/** Fetches a token; null if the bot has got one, otherwise why not. */
export async function tokenFault({ freshToken, clock }: Asking, { type }: Applicant): Promise<LoginFault | null> {
  try {
    await within(clock.deadline(patienceMs), freshToken());
    return null;
  } catch (error) {
    return faultIn(error, type);
  }
}

/** Fetches the OpenID metadata, whose answer tells the time, too; null if all is well, otherwise what is not. */
export async function metadataFault(
  { clock, now }: Pick<Asking, 'clock' | 'now'>,
  url = AuthenticationConstants.ToBotFromChannelOpenIdMetadataUrl,
): Promise<LoginFault | null> {
  try {
    const response = await fetch(url, { signal: clock.deadline(patienceMs), cache: 'no-store' });
    const seconds = secondsAhead(response.headers, now());
    if (!response.ok || !Metadata.safeParse(await response.json()).success) return { reason: 'keys-unreachable' };
    return Math.abs(seconds) > mostSeconds ? { reason: 'clocks-differ', seconds } : null;
  } catch {
    return { reason: 'keys-unreachable' };
  }
}

/**
 * Builds what knows whether the bot can log in: whoever sweeps lets it try at once, then hourly, and each minute while that fails.
 * Whatever is wrong is logged and counted at each try.
 */
export function createLogin({ who, log, metrics, ...asking }: Dependencies) {
  const { clock } = asking;
  let state: LoginState = 'unknown';
  let dueAt = Number.NEGATIVE_INFINITY;
  let isLooking = false;

  /** Tries it now. Never rejects. */
  async function look(): Promise<void> {
    const found = await Promise.all([tokenFault(asking, who), metadataFault(asking)]);
    const faults = found.filter((fault) => fault !== null);
    for (const fault of faults)
      log.error({ ...fault, audience: who.botId, tenant: who.tenantId, sentence: sentenceOf(fault, who) }, 'login fails');
    metrics.login(faults.map(({ reason }) => reason));
    if (faults.length === 0 && state === 'failing') log.info({}, 'login works again');
    state = faults.length === 0 ? 'working' : 'failing';
  }

  /** Tries it if it is time, without anybody waiting for it. */
  function lookIfDue(): void {
    if (isLooking || clock.elapsed() < dueAt) return;
    isLooking = true;
    void look().finally(() => {
      isLooking = false;
      dueAt = clock.elapsed() + (state === 'failing' ? minuteMs : hourMs);
    });
  }

  return { look, lookIfDue, state: () => state };
}

function faultIn(error: unknown, type: Applicant['type']): LoginFault {
  const { name, errorCode, message = '' } = Object(error) as { name?: string; errorCode?: string; message?: string };
  const [, digits] = /AADSTS(\d{1,9})/.exec(message) ?? [];
  if (digits) return { reason: reasonsByNumber[Number(digits)] ?? 'refused', aadsts: Number(digits) };
  if (type === 'UserAssignedMSI') return { reason: 'no-identity' };
  return { reason: errorCode === 'network_error' || name === 'TimeoutError' || name === 'AbortError' ? 'login-unreachable' : 'refused' };
}

// A cache on the way tells how old its answer is (RFC 9111, 5.1).
function secondsAhead(headers: Headers, now: number): number {
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? 0 : Math.round((now - date) / 1000) - (Number(headers.get('age')) || 0);
}
