import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Attack, byColleague } from './attack.ts';
import { aMoment, coordinator, openCase, openForm, press, requestsOf, stored, submit } from './cases.ts';
import type { Colleague } from './colleague.ts';

/** Attacks by who somebody seems to be, and by where they lead to. */
export const outsiderAttacks: Attack[] = [
  byColleague('two organisations in one activity', 1, 3, mixTenants),
  byColleague('a guest, while Teams does not tell who is one', 1, 1, comeAsGuest),
  byColleague('files that shall go elsewhere', 1, 3, sendFilesElsewhere),
];

async function mixTenants(colleague: Colleague, size: number): Promise<string[]> {
  const effects: string[] = [];
  const own = colleague.arena.world.tenantId;
  const foreign = randomUUID();
  const mixtures: [string | undefined, string | undefined][] = [
    [own, foreign],
    [foreign, own],
    [foreign, foreign],
    ['', foreign],
    [undefined, foreign],
    [foreign, undefined],
    [own.toUpperCase(), foreign],
  ];
  for (let count = 0; count < size; count++) {
    const form = await openForm(colleague, colleague.somebody());
    for (const [conversationTenant, dataTenant] of mixtures) {
      const stranger = { ...colleague.somebody(), id: randomUUID(), teamsId: `29:1${randomUUID()}` };
      const { conversation } = colleague.message(colleague.somebody(), '') as { conversation: object };
      const more = {
        from: { id: stranger.teamsId, aadObjectId: stranger.id, name: 'Testi Kalo' },
        conversation: { ...conversation, id: `a:1${randomUUID()}`, tenantId: conversationTenant },
        channelData: { tenant: { id: dataTenant } },
      };
      await submit(colleague, colleague.somebody(), { ...form, id: randomUUID() }, more);
      const known = await requestsOf(colleague, stranger);
      if (known.length > 0) effects.push('somebody of another organisation has asked');
    }
  }
  return effects;
}

async function comeAsGuest(colleague: Colleague): Promise<string[]> {
  const guest = colleague.person('Kaarina Ulappasalo');
  const form = await openForm(colleague, colleague.somebody());
  const effects: string[] = [];
  const one = await openCase(colleague, { county: '08' });
  for (const status of [404, 403]) {
    await colleague.arena.api.setFault({ status, match: { method: 'GET', path: 'members' } });
    try {
      await submit(colleague, guest, { ...form, id: randomUUID() });
      await press(colleague, guest, one.card.card, 'claim', { thread: one.thread });
      await colleague.send(colleague.message(guest, 'uusi'));
    } finally {
      await colleague.arena.api.clearFaults();
    }
  }
  if ((await requestsOf(colleague, guest)).length > 0) effects.push('a guest has asked');
  if ((await stored(colleague, one)).seats.length > 0) effects.push('a guest leads a consultation');
  return effects;
}

// The address where a file goes is the client's; it must be where Teams keeps files.
async function sendFilesElsewhere(colleague: Colleague, size: number): Promise<string[]> {
  const { arena, person, send } = colleague;
  const own = new URL(arena.url).host;
  let asked = 0;
  const elsewhere = createServer((_request, response) => {
    asked += 1;
    response.end('{}');
  }).listen(0, '127.0.0.1');
  await once(elsewhere, 'listening');
  const { port } = elsewhere.address() as AddressInfo;
  const addresses = [
    `http://127.0.0.1:${port}/`,
    `http://${own}@127.0.0.1:${port}/`,
    `http://localhost:${port}/${own}`,
    `http://127.0.0.1:${port}/x.sharepoint.com/`,
    `http://[::ffff:127.0.0.1]:${port}/`,
    `http://0x7f000001:${port}/#x.sharepoint.com`,
    'file:///etc/passwd',
    'data:text/plain,x',
  ];
  for (const uploadUrl of Array.from({ length: size }, () => addresses).flat()) {
    const uploadInfo = { uploadUrl, contentUrl: uploadUrl, name: 'x.csv', uniqueId: 'x', fileType: 'csv' };
    const value = { type: 'fileUpload', action: 'accept', context: { area: 'pohjois', year: new Date().getFullYear() }, uploadInfo };
    await send(arena.invoke(person(coordinator), 'fileConsent/invoke', value));
  }
  await aMoment();
  elsewhere.close();
  return asked > 0 ? [`it sent ${asked} files where a client wanted them`] : [];
}
