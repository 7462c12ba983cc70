import { generateKeyPair, type JsonWebKey } from 'node:crypto';
import { promisify } from 'node:util';
import { importJWK, type JWK, jwtVerify, SignJWT } from 'jose';

const CHANNEL = 'https://api.botframework.com';
const VALID_SECONDS = 3_600;
const RENEW_BEFORE_SECONDS = 300;

export type Tokens = ReturnType<typeof createTokens>;

// One key for all instances of a process: bots remember the keys of an OpenID address for a day.
let ownKey: Promise<JsonWebKey> | undefined;

/** A private RSA key, as a JWK, to sign tokens with. */
export function signingKey(): Promise<JsonWebKey> {
  ownKey ??= promisify(generateKeyPair)('rsa', { modulusLength: 2048 }).then(({ privateKey }) => privateKey.export({ format: 'jwk' }));
  return ownKey;
}

/**
 * Everything about tokens, in both directions. Validity is measured by the machine's clock, for the bot does the same.
 *
 * @param key a private RSA key as JWK
 * @param bot the bot's id and the secret that buys it a token
 * @param url the server's own address, known once it listens
 */
export function createTokens(key: Promise<JsonWebKey>, bot: { id: string; secret: string }, url: () => string) {
  const privateKey = key.then((jwk) => importJWK(jwk as JWK, 'RS256'));
  const publicJwk = key.then(({ kty, n, e }) => ({ kty, n, e, kid: kidOf(n), use: 'sig', alg: 'RS256', endorsements: ['msteams'] }));
  const accepted = new Map<string, number>();
  let forBot: { token: Promise<string>; renewAt: number } | undefined;

  return {
    /** The OpenID metadata that the bot is configured with. */
    metadata() {
      const base = url();
      return {
        issuer: CHANNEL,
        jwks_uri: `${base}/openid/keys`,
        id_token_signing_alg_values_supported: ['RS256'],
        token_endpoint: `${base}/oauth2/token`,
      };
    },

    async keys() {
      return { keys: [await publicJwk] };
    },

    /** The Authorization header of an activity on its way to the bot. */
    async toBot(): Promise<string> {
      const now = seconds();
      if (!forBot || forBot.renewAt <= now) {
        forBot = {
          token: sign({ serviceurl: `${url()}/connector/` }, CHANNEL, bot.id),
          renewAt: now + VALID_SECONDS - RENEW_BEFORE_SECONDS,
        };
      }
      return `Bearer ${await forBot.token}`;
    },

    /** OAuth 2 client credentials → a token for the connector, or null if they are wrong. */
    async grant(form: URLSearchParams) {
      const right =
        form.get('grant_type') === 'client_credentials' && form.get('client_id') === bot.id && form.get('client_secret') === bot.secret;
      if (!right) return null;
      const accessToken = await sign({ appid: bot.id }, `${url()}/`, CHANNEL);
      return { token_type: 'Bearer', expires_in: VALID_SECONDS, ext_expires_in: VALID_SECONDS, access_token: accessToken };
    },

    /** Whether an Authorization header holds a token from `grant` that is still valid. */
    async isBot(header: string | undefined): Promise<boolean> {
      const token = /^Bearer (\S+)$/i.exec(header ?? '')?.[1];
      if (!token) return false;
      const until = accepted.get(token) ?? (await verify(token));
      if (until <= seconds()) return false;
      accepted.set(token, until);
      return true;
    },
  };

  async function sign(claims: Record<string, string>, issuer: string, audience: string): Promise<string> {
    const [signer, { kid = '' }] = await Promise.all([privateKey, publicJwk]);
    const now = seconds();
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt(now)
      .setNotBefore(now)
      .setExpirationTime(now + VALID_SECONDS)
      .sign(signer);
  }

  /** The second until which the token is valid; 0 if it isn't one of ours for the connector. */
  async function verify(token: string): Promise<number> {
    try {
      const publicKey = await importJWK((await publicJwk) as JWK, 'RS256');
      const { payload } = await jwtVerify(token, publicKey, { issuer: `${url()}/`, audience: CHANNEL });
      return payload.appid === bot.id ? (payload.exp ?? 0) : 0;
    } catch {
      return 0;
    }
  }
}

function kidOf(modulus: string | undefined): string {
  return (modulus ?? '').slice(0, 16);
}

function seconds(): number {
  return Math.floor(Date.now() / 1_000);
}
