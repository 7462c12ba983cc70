import { hash } from 'node:crypto';
import type { Activity } from 'botbuilder';
import { AuthenticationConstants } from 'botframework-connector';
import { compactVerify, decodeJwt, decodeProtectedHeader, type JWTPayload } from 'jose';
import * as z from 'zod/v4';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { createKeys, type Keys } from './keys.ts';
import { createRecent } from './recent.ts';
import type { Details, Reason } from './refused-requests.ts';

/** Who has signed a request: what their token says, and the channels that its key is good for. */
export type Sender = { claims: JWTPayload; endorsements: string[] };
/** Why somebody is not let in; `seconds`: how far this machine's clock is past the token's time, or before it; `audience`: the bot that a token is for. */
export type Refused = { refused: Reason } & Details;

type Who = { botId: string; local: { openIdUrl: string; issuer: string; serviceUrl: string } | null };
type Dependencies = {
  identity: Who;
  clock: Pick<Clock, 'elapsed' | 'deadline'>;
  log: Log;
  /** The time that tokens go by, in milliseconds since 1970. */
  now: () => number;
  keys?: Keys;
};
type Unverified = { algorithm: unknown; keyId: unknown; claims: JWTPayload };

const channel = 'msteams';
// As the Bot Framework's own check: AuthenticationConstants and ChannelValidation of botframework-connector.
const algorithms = ['RS256', 'RS384', 'RS512'];
const skewSeconds = 5 * 60;
const longestAuthorization = 8 * 1024;
const mostRemembered = 100;

/**
 * Builds what decides who may come in. A token is looked at in the order of what that costs: its form and claims, then whether its key is known, then its
 * signature, which is verified once: a token that was good is remembered, by its hash, until it ends.
 */
export function createDoor({
  identity,
  clock,
  log,
  now,
  keys = createKeys({ metadataUrl: openIdUrlOf(identity), clock, log }),
}: Dependencies) {
  const issuer = identity.local?.issuer ?? AuthenticationConstants.ToBotFromChannelTokenIssuer;
  const remembered = createRecent<Sender>(mostRemembered);

  /** The sender that an Authorization header proves, or why it proves none. Nothing of the request's body is needed for it. */
  async function admit(authorization: string): Promise<Sender | Refused> {
    const token = tokenIn(authorization);
    if (token === null) return { refused: authorization === '' ? 'no-token' : 'malformed-token' };
    const digest = hash('sha256', token);
    const known = remembered.get(digest);
    if (known && secondsOff(known.claims) === 0) return known;
    const sender = await verified(token);
    if ('claims' in sender) remembered.set(digest, sender);
    return sender;
  }

  async function verified(token: string): Promise<Sender | Refused> {
    const unverified = read(token);
    if (!unverified) return { refused: 'malformed-token' };
    const { algorithm, keyId, claims } = unverified;
    if (!algorithms.includes(String(algorithm))) return { refused: 'algorithm' };
    if (claims.iss !== issuer) return { refused: 'issuer' };
    if (!isSame(claims.aud, identity.botId) || isOfAnotherBot(claims)) return { refused: 'audience', audience: guidIn(claims.aud) };
    if (typeof keyId !== 'string' || keyId === '') return { refused: 'unknown-key' };
    const seconds = secondsOff(claims);
    if (seconds !== 0) return { refused: (await isSigned(token, keys.known(keyId))) ? 'clocks-differ' : 'out-of-time', seconds };
    const key = await keys.find(keyId);
    if (key === 'away') return { refused: 'no-keys' };
    if (key === null) return { refused: 'unknown-key' };
    return (await isSigned(token, key)) ? { claims, endorsements: key.endorsements } : { refused: 'signature' };
  }

  // 0 for a token that is good now.
  function secondsOff({ exp = 0, nbf = 0 }: JWTPayload): number {
    const seconds = Math.floor(now() / 1000);
    if (seconds >= exp + skewSeconds) return seconds - exp;
    return seconds < nbf - skewSeconds ? seconds - nbf : 0;
  }

  /** Why a sender may not bring this activity; null if they may. An answer goes to the service that an activity names, so the token must name the same. */
  function objectionTo(activity: Activity, { claims, endorsements }: Sender): Reason | null {
    if (activity.channelId !== channel || !endorsements.includes(channel)) return 'channel';
    return claims.serviceurl === activity.serviceUrl && isTeams(activity.serviceUrl, identity) ? null : 'service';
  }

  /** Fetches the keys before anybody comes. */
  const prepare = keys.refresh;

  return { admit, objectionTo, prepare };
}

function openIdUrlOf({ local }: Who): string {
  return local?.openIdUrl ?? AuthenticationConstants.ToBotFromChannelOpenIdMetadataUrl;
}

/** What decides who may come in. */
export type Door = ReturnType<typeof createDoor>;

function tokenIn(authorization: string): string | null {
  if (authorization.length > longestAuthorization) return null;
  const [, token = ''] = /^Bearer ([\w.-]+)$/.exec(authorization) ?? [];
  return token.split('.').length === 3 ? token : null;
}

// What a token says of itself, if it is one; nobody has proved it yet.
function read(token: string): Unverified | null {
  try {
    const { alg, kid } = decodeProtectedHeader(token);
    const claims = decodeJwt(token);
    const areTimes = Number.isFinite(claims.exp) && Number.isFinite(claims.nbf ?? 0);
    return areTimes ? { algorithm: alg, keyId: kid, claims } : null;
  } catch {
    return null;
  }
}

// As SkillValidation.isSkillClaim of botframework-connector: what Teams signs names no application beside the audience.
function isOfAnotherBot({ ver, appid, azp, aud }: JWTPayload): boolean {
  const application = ver === '2.0' ? azp : appid;
  return ver !== undefined && application !== undefined && !isSame(application, aud);
}

// Ids are the same in either case.
function isSame(one: unknown, other: unknown): boolean {
  return typeof one === 'string' && typeof other === 'string' && one.toLowerCase() === other.toLowerCase();
}

// What a stranger has written is logged only if it can be no more than an id.
function guidIn(audience: unknown): string | undefined {
  return z.guid().safeParse(audience).data;
}

async function isSigned(token: string, by: { key: Parameters<typeof compactVerify>[1] } | null): Promise<boolean> {
  if (!by) return false;
  return compactVerify(token, by.key, { algorithms }).then(
    () => true,
    () => false,
  );
}

// Answers and their token go to where an activity says that it comes from: it must be Teams' own service, of its public or a government cloud.
const serviceHosts = [
  'smba.trafficmanager.net',
  'smba.infra.gcc.teams.microsoft.com',
  'smba.infra.gov.teams.microsoft.us',
  'smba.infra.dod.teams.microsoft.us',
];

/** Whether an address is Teams' own service, as it is written: with no more than a host and a path. */
function isTeams(serviceUrl: string, { local }: Who): boolean {
  if (local) return serviceUrl === local.serviceUrl;
  if (!URL.canParse(serviceUrl) || /[?#@\\\s]/.test(serviceUrl)) return false;
  const { protocol, host } = new URL(serviceUrl);
  return protocol === 'https:' && serviceHosts.includes(host);
}
