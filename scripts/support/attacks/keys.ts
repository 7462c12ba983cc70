import { setTimeout as pause } from 'node:timers/promises';
import type { Attack } from './attack.ts';
import { requestOf } from './knock.ts';
import type { ProductionSite } from './production-site.ts';
import { bait, forged, knockWith } from './tokens.ts';

// The metadata and the keys, and once again for a key that is not among them.
const mostFetches = 4;
const healedWithinMs = 45_000;

/** Attacks on what a bot in production mode asks of Microsoft for the sake of strangers. */
export const keyAttacks: Attack[] = [
  { name: 'a hundred forged tokens at the start', kind: 'door', place: 'production', size: { small: 100, full: 100 }, run: forgeAtStart },
  {
    name: 'requests while the keys lie behind a black hole',
    kind: 'door',
    place: 'production',
    size: { small: 40, full: 200 },
    run: fallIntoHole,
  },
  {
    name: 'services whose address says more than Teams’ do',
    kind: 'door',
    place: 'production',
    size: { small: 1, full: 5 },
    run: nameServices,
  },
];

async function forgeAtStart(site: ProductionSite, size: number): Promise<string[]> {
  site.microsoft.asked.clear();
  await site.renew();
  await Promise.all(plausible(site, size).map((token) => knockWith(site, token)));
  const asked = [...site.microsoft.asked];
  const fetches = asked.reduce((sum, [, count]) => sum + count, 0);
  return [
    ...(fetches > mostFetches ? [`${fetches} fetches for ${size} forged tokens`] : []),
    ...asked.filter(([address]) => address.startsWith(bait)).map(([address]) => `a stranger made it ask ${address}`),
  ];
}

// Nobody who has a right token is kept out for longer than that when the keys can be had again.
async function fallIntoHole(site: ProductionSite, size: number): Promise<string[]> {
  await site.renew();
  site.microsoft.swallow(true);
  await Promise.all(plausible(site, size).map((token) => knockWith(site, token))).finally(() => site.microsoft.swallow(false));
  const until = performance.now() + healedWithinMs;
  while (performance.now() < until) {
    const answer = await knockWith(site, forged(site.lawful, {}));
    if (answer === 200) return [];
    await pause(1_000);
  }
  return [`nobody was let in for ${healedWithinMs / 1_000} s after the keys could be had again`];
}

// All that can be known without the key is right in them.
function plausible({ lawful }: ProductionSite, size: number): string[] {
  return Array.from({ length: size }, (_, index) => forged(lawful, { header: index % 2 ? {} : { kid: `key-${index}` }, key: 'foreign' }));
}

// Their tokens are right: each names the service that its activity does.
async function nameServices(site: ProductionSite, size: number): Promise<string[]> {
  const { serviceUrl } = site.lawful;
  const { host } = new URL(serviceUrl);
  const services = [
    ...[
      `https://user:word@${host}/emea/`,
      `https://user@${host}/emea/`,
      `${serviceUrl}?x=y`,
      `${serviceUrl}#x`,
      `http://${host}/emea/`,
      `https://${host}:8443/`,
    ],
    ...[
      `https://${host}.${bait}/`,
      `https://${bait}/?${host}`,
      `https://${host}@${bait}/`,
      `https://${bait}#@${host}/`,
      `ftp://${host}/`,
      'javascript:0',
    ],
  ];
  const taken: string[] = [];
  for (const service of Array.from({ length: size }, () => services).flat()) {
    const letter = JSON.stringify({ ...JSON.parse(site.letter()), serviceUrl: service });
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${forged({ ...site.lawful, serviceUrl: service }, {})}` };
    const { answer } = await site.hit([requestOf('POST /api/messages', headers, letter)]);
    if (answer === 200) taken.push(`${service} was taken for Teams`);
  }
  return taken;
}
