import { createHmac, createPrivateKey, generateKeyPairSync, type JsonWebKey, sign } from 'node:crypto';
import { type Attack, at } from './attack.ts';
import type { Door } from './besieged.ts';
import { type Answer, requestOf } from './knock.ts';

type Parts = { header?: object; claims?: object | string; key?: 'own' | 'foreign' | 'none' | 'public' };
type Lawful = Door['lawful'];

const issuer = 'https://api.botframework.com';
const emulators = ['d6d49420-f39b-4df7-a1dc-d59a935871db', 'f8cdef31-a31e-4b4a-93e4-5f571e91255a', '33e01921-4d64-4f8c-a055-5bdaffd5e33d'];
const hour = 3_600;
const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
/** Where a token's own header says that its key lies: nobody may ask there. */
export const bait = 'bait.example';
const pathKids = [
  '../../../../dev/null',
  '/etc/passwd',
  `https://${bait}/key`,
  "' OR 1=1 --",
  '__proto__',
  'constructor',
  '',
  '\0',
  'x'.repeat(5_000),
];

/** Attacks by what stands where a token should. */
export const tokenAttacks: Attack[] = [
  ...at('local', [
    { name: 'forged tokens of every kind', size: { small: 1, full: 5 }, run: forgeAll },
    { name: 'tokens of keys that nobody has', size: { small: 30, full: 300 }, run: inventKeys },
  ]),
  ...at('production', [{ name: 'forged tokens of every kind', size: { small: 0, full: 1 }, run: forgeAll }]),
];

async function forgeAll(door: Door, size: number): Promise<string[]> {
  const headers = forgeries(door.lawful);
  const taken: string[] = [];
  for (let count = 0; count < size; count++) {
    for (const [name, authorization] of headers) {
      const { answer } = await door.hit([
        requestOf('POST /api/messages', { 'content-type': 'application/json', authorization }, door.letter()),
      ]);
      if (typeof answer === 'number' && answer < 400) taken.push(`a token ${name} was taken`);
    }
  }
  return taken;
}

async function inventKeys(door: Door, size: number): Promise<string[]> {
  const tokens = Array.from({ length: size }, (_, index) => forged(door.lawful, { header: { kid: `key-${index}` }, key: 'foreign' }));
  await Promise.all(tokens.map((token) => knockWith(door, token)));
  return [];
}

/** Sends an ordinary message with this token. */
export async function knockWith(door: Door, token: string): Promise<Answer> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  return (await door.hit([requestOf('POST /api/messages', headers, door.letter())])).answer;
}

function forgeries(lawful: Lawful): [string, string][] {
  const now = Math.floor(Date.now() / 1_000);
  const elsewhere = { jku: `https://${bait}/keys`, x5u: `https://${bait}/chain` };
  const parts: [string, Parts][] = [
    ...Object.entries<Parts>({
      'of nobody, unsigned': { header: { alg: 'none' }, key: 'none' },
      'of nobody, as NONE': { header: { alg: 'NoNe' }, key: 'none' },
      'without a signature': { key: 'none' },
      'signed with the public key': { header: { alg: 'HS256' }, key: 'public' },
      'signed by another': { key: 'foreign' },
      'with the key in its header': { header: { jwk: publicOf(lawful.key) }, key: 'foreign' },
      'whose header says where its key lies': { header: elsewhere, key: 'foreign' },
      'whose header says it, of a key that nobody knows': { header: { ...elsewhere, kid: 'bait' }, key: 'foreign' },
      'with a header that must be understood': { header: { crit: ['b64'], b64: false } },
      'of another kind': { header: { typ: 'at+jwt', alg: 'ES256' }, key: 'foreign' },
      'for another bot': { claims: { aud: '00000000-0000-4000-8000-000000000000' } },
      'for the connector': { claims: { aud: issuer } },
      'for several': { claims: { aud: [lawful.botId, 'x'] } },
      'for nobody': { claims: { aud: null } },
      'of another issuer': { claims: { iss: 'https://login.example/' } },
      'of an issuer that only begins so': { claims: { iss: `${issuer}.example` } },
      'of no issuer': { claims: { iss: null } },
      'of two issuers': { claims: { iss: [issuer, 'x'] } },
      'that has run out': { claims: { iat: now - 2 * hour, nbf: now - 2 * hour, exp: now - hour } },
      'that is not valid yet': { claims: { nbf: now + hour, exp: now + 2 * hour } },
      'without an end': { claims: { exp: null } },
      'with an end in words': { claims: { exp: 'tomorrow' } },
      'for another service': { claims: { serviceurl: 'https://elsewhere.example/' } },
      'for no service': { claims: { serviceurl: null } },
      'for a service beneath another': { claims: { serviceurl: `${lawful.serviceUrl}../elsewhere/` } },
      'whose claims are the word openid': { claims: 'openid' },
      'whose claims are a fetch that failed': { claims: 'fetch failed ECONNREFUSED' },
      'whose claims are null': { claims: 'null' },
      'whose claims are a list': { claims: '[]' },
      'whose claims are a number': { claims: '1e400' },
      'whose claims are deep': { claims: '['.repeat(1_500) },
      'whose claims have a prototype': { claims: '{"__proto__":{"iss":"https://api.botframework.com"}}' },
      'without claims': { claims: '' },
      'of a skill': { claims: { appid: lawful.botId, ver: '1.0', azp: lawful.botId } },
    }),
    ...emulators.map((tenant): [string, Parts] => [
      `of the emulator of ${tenant}`,
      { claims: { iss: `https://sts.windows.net/${tenant}/`, appid: lawful.botId, ver: '1.0', tid: tenant } },
    ]),
    ...pathKids.map((kid): [string, Parts] => [`of the key ${kid.slice(0, 20)}`, { header: { kid }, key: 'foreign' }]),
  ];
  // Signed with the right key, several of them would be a token of Teams' own.
  const rightful = ['with a header that must be understood', 'of a skill', 'for several'];
  const tokens = parts.map(([name, one]): [string, string] => [
    name,
    `Bearer ${forged(lawful, rightful.includes(name) ? { ...one, key: 'foreign' } : one)}`,
  ]);
  const right = forged(lawful, {});
  const shapes = [
    '',
    'Bearer',
    'Bearer ',
    'Bearer x',
    'Bearer ..',
    'Bearer a.b.c.d.e',
    'Basic dXNlcjpwYXNz',
    `Bearer ${right}x`,
    `Bearer\t${right.slice(0, -2)}`,
  ];
  return [
    ...tokens,
    ...shapes.map((shape): [string, string] => [`like “${shape.slice(0, 12)}”`, shape]),
    ['of eight kilobytes', `Bearer ${'x'.repeat(8_000)}`],
  ];
}

/** A token in the form of Teams' own; with nothing changed it is one. A claim of null is left out. */
export function forged({ key, botId, serviceUrl }: Lawful, { header = {}, claims = {}, key: signer = 'own' }: Parts): string {
  const now = Math.floor(Date.now() / 1_000);
  const right = { iss: issuer, aud: botId, iat: now, nbf: now, exp: now + hour, serviceurl: serviceUrl };
  const payload = typeof claims === 'string' ? claims : JSON.stringify(without({ ...right, ...claims }));
  const signed = [JSON.stringify({ alg: 'RS256', typ: 'JWT', kid: key.kid, ...header }), payload]
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
  return `${signed}.${signatureOf(signed, signer, key)}`;
}

function without(claims: object): object {
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== null));
}

function publicOf({ kty = '', n = '', e = '', kid = '' }: Lawful['key']) {
  return { kty, n, e, kid };
}

function signatureOf(body: string, signer: Parts['key'], key: Lawful['key']): string {
  if (signer === 'none') return '';
  if (signer === 'public')
    return createHmac('sha256', key.n ?? '')
      .update(body)
      .digest('base64url');
  const own = createPrivateKey({ key: key as JsonWebKey, format: 'jwk' });
  return sign('RSA-SHA256', Buffer.from(body), signer === 'foreign' ? foreign : own).toString('base64url');
}
