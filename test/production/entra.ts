import { randomUUID } from 'node:crypto';
import { importJWK, type JWK, SignJWT } from 'jose';
import { signingKey } from '../../src/local-teams/tokens.ts';
import type { Answer, Request } from './hosts.ts';

/** What is registered at Microsoft: the bot, its tenant, and its client secrets, one of which has run out. */
export type Registration = { botId: string; tenantId: string; secret: string; expiredSecret: string; identityHeader: string };
export type Entra = ReturnType<typeof createEntra>;

/** Who takes tokens for Teams. */
export const channel = 'https://api.botframework.com';
const keys = 'https://login.botframework.com/v1/.well-known/keys';
const validSeconds = 3_600;

/** A stand-in for Microsoft's logins: Entra's and the Bot Framework's, and a managed identity as App Service has it. */
export function createEntra({ botId, tenantId, secret, expiredSecret, identityHeader }: Registration) {
  const granted = new Map<string, string>();

  /** What login.botframework.com answers: the keys that Teams' activities are signed with. */
  async function botFramework({ url }: Request): Promise<Answer> {
    if (url === '/v1/.well-known/openidconfiguration')
      return ok({ issuer: channel, jwks_uri: keys, id_token_signing_alg_values_supported: ['RS256'] });
    if (url !== new URL(keys).pathname) return { status: 404 };
    const { kty, n, e } = (await signingKey()) as JWK;
    return ok({ keys: [{ kty, n, e, kid: 'published', use: 'sig', endorsements: ['msteams'] }] });
  }

  /** What login.microsoftonline.com answers: tokens for the bot's own secret. Where they are had, the SDK knows by itself. */
  async function microsoftOnline({ method, url, text }: Request): Promise<Answer> {
    const [, tenant = '', ...rest] = url.split('?')[0]?.split('/') ?? [];
    if (tenant !== tenantId)
      return refused(400, 'invalid_request', 90_002, `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID.`);
    return method === 'POST' && rest.join('/') === 'oauth2/v2.0/token' ? grant(new URLSearchParams(text)) : { status: 404 };
  }

  // The words of Entra's own answers (learn.microsoft.com/entra/identity-platform/reference-error-codes).
  function grant(form: URLSearchParams): Answer {
    const shown = form.get('client_secret');
    if (form.get('client_id') !== botId)
      return refused(
        400,
        'unauthorized_client',
        700_016,
        `Application with identifier '${form.get('client_id')}' was not found in the directory.`,
      );
    if (shown === expiredSecret)
      return refused(401, 'invalid_client', 7_000_222, `The provided client secret keys for app '${botId}' are expired.`);
    if (shown !== secret || form.get('grant_type') !== 'client_credentials')
      return refused(401, 'invalid_client', 7_000_215, `Invalid client secret provided for app '${botId}'.`);
    const scope = form.get('scope') ?? '';
    if (!scope.endsWith('/.default'))
      return refused(400, 'invalid_scope', 1_002_012, `The provided value for scope ${scope} is not valid.`);
    return ok({ token_type: 'Bearer', expires_in: validSeconds, ext_expires_in: validSeconds, access_token: tokenFor(scope) });
  }

  /** What App Service answers at IDENTITY_ENDPOINT (learn.microsoft.com/azure/app-service/overview-managed-identity, "REST endpoint reference"). */
  function managedIdentity({ url, headers }: Request): Answer {
    const { searchParams: asked } = new URL(url, 'http://identity');
    if (headers['x-identity-header'] !== identityHeader) return { status: 403 };
    const resource = asked.get('resource') ?? '';
    const client_id = asked.get('client_id');
    if (asked.get('api-version') !== '2019-08-01' || client_id !== botId)
      return {
        status: 400,
        body: { statusCode: 400, message: 'No User Assigned or Delegated Managed Identity found for specified ClientId.' },
      };
    const expires_on = String(seconds() + 24 * validSeconds);
    return ok({ access_token: tokenFor(resource), client_id, expires_on, resource, token_type: 'Bearer' });
  }

  function tokenFor(scope: string): string {
    const token = randomUUID();
    granted.set(`Bearer ${token}`, scope.replace(/\/?(\.default)?$/, ''));
    return token;
  }

  /** Whether somebody shows a token that was granted for this audience. */
  function isGranted(authorization: string | undefined, audience: string): boolean {
    return granted.get(authorization ?? '') === audience;
  }

  /** Takes none of the tokens any more that were granted for this audience, as after a change of secrets. */
  function revoke(audience: string): void {
    for (const [token, granting] of granted) if (granting === audience) granted.delete(token);
  }

  /** The Authorization header of what Teams sends to the bot; what is given stands instead of the right claims. */
  async function signed(claims: Record<string, unknown> = {}): Promise<string> {
    const now = seconds();
    const right = {
      iss: channel,
      aud: botId,
      iat: now,
      nbf: now,
      exp: now + validSeconds,
      serviceurl: 'https://smba.trafficmanager.net/emea/',
    };
    const key = await importJWK((await signingKey()) as JWK, 'RS256');
    return `Bearer ${await new SignJWT({ ...right, ...claims }).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: 'published' }).sign(key)}`;
  }

  return { botFramework, microsoftOnline, managedIdentity, isGranted, revoke, signed };
}

function ok(body: object): Answer {
  return { status: 200, body };
}

function refused(status: number, error: string, code: number, sentence: string): Answer {
  const ids = { trace_id: randomUUID(), correlation_id: randomUUID(), timestamp: new Date().toISOString() };
  return { status, body: { error, error_description: `AADSTS${code}: ${sentence}`, error_codes: [code], ...ids } };
}

function seconds(): number {
  return Math.floor(Date.now() / 1_000);
}
