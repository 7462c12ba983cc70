import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Activity } from '../../src/local-teams/activities.ts';
import { networkIn, newestIn, teamsTells, tellsBot } from '../support/channels.ts';
import { type Country, openCountry } from '../support/country.ts';
import { type StoryPerson, showing } from '../support/stories.ts';

let country: Country;
let aino: StoryPerson;
let raili: StoryPerson;
let channel: string;
let team: { id: string; name: string };
let template: Activity;

beforeAll(async () => {
  country = await openCountry({ at: '2026-11-23T08:00:00.000Z' });
  aino = country.person('Aino Sarkavaara');
  raili = country.person('Raili Jänkälä');
  channel = country.channel('Lastensuojelu', 'OT-keskus Pohjois-Suomi');
  const { id, name } = country.team('OT-keskus Pohjois-Suomi');
  team = { id, name };
  await raili.says('verkosto', { channel, mention: true });
  template = await raili.lastSent('message');
});
afterAll(() => country.close());

/** An event of the team, as Teams words it. */
function tells(eventType: string, data: object = {}, more: object = {}): Promise<number> {
  const tenant = (template.channelData as { tenant: object }).tenant;
  return teamsTells(country, template, { channelData: { eventType, team, tenant, ...data }, ...more });
}

function network() {
  return networkIn(country, channel);
}

test('a network that is called as its channel and team are follows their names; one that has been given a name keeps it', async () => {
  const other = country.channel('Nuorisopsykiatria', 'OT-keskus Pohjois-Suomi');
  await tellsBot(country, raili, other, 'verkosto');
  await raili.presses('Muuta tietoja', { on: await newestIn(country, raili, other) });
  await raili.fillsIn({ name: 'Pohjoisen nuoret' });

  await tells('channelRenamed', { channel: { id: channel, name: 'Lastensuojelu ja perheet' } });
  await tells('channelRenamed', { channel: { id: other, name: 'Nuoret' } });
  await tells('teamRenamed', { team: { id: team.id, name: 'Pohjoinen' } });

  expect(network()).toMatchObject({ name: 'Lastensuojelu ja perheet, Pohjoinen' });
  expect(networkIn(country, other)).toMatchObject({ name: 'Pohjoisen nuoret', place: { channel: 'Nuoret', team: 'Pohjoinen' } });
  await tells('channelRenamed', { channel: { id: channel, name: 'Lastensuojelu' } });
  await tells('teamRenamed');
  expect(network()).toMatchObject({ name: 'Lastensuojelu, OT-keskus Pohjois-Suomi' });
});

test.each([
  [
    'its channel is deleted',
    () => tells('channelDeleted', { channel: { id: channel } }),
    () => tells('channelRestored', { channel: { id: channel } }),
  ],
  ['its team is deleted', () => tells('teamDeleted'), () => tells('teamRestored')],
  ['its team is deleted for good', () => tells('teamHardDeleted'), () => tells('teamRestored')],
  ['its team is archived', () => tells('teamArchived'), () => tells('teamUnarchived')],
  [
    'the bot is removed from its team',
    () => tells('teamMemberRemoved', {}, { membersRemoved: [template.recipient] }),
    () => tells('teamMemberAdded', {}, { membersAdded: [template.recipient] }),
  ],
  [
    'the app is removed from its team',
    () => tells('', {}, { type: 'installationUpdate', action: 'remove' }),
    () => tells('', {}, { type: 'installationUpdate', action: 'add' }),
  ],
])('when %s, what a network has comes back to the coordinator; and it is in use again when that is undone', async (_what, lose, find) => {
  const asked = await aino.asks();
  expect(country.stored(asked).network).toBe(network()?.id);

  await lose();

  expect(network()).toMatchObject({ state: 'gone' });
  expect(country.stored(asked)).toMatchObject({ status: 'open', network: null });
  expect((await raili.sees(asked)).join('\n')).toContain(asked.reference);
  expect((await aino.asks()).reference).toBeTruthy();
  await lose();

  await find();

  expect(network()).toMatchObject({ state: 'active', members: 5 });
  const again = await aino.asks();
  expect(country.stored(again).network).toBe(network()?.id);
});

test('a team that comes back while Teams refuses to tell of it is not taken for gone: the event fails, and counts when it is told again', async () => {
  await tells('teamDeleted');
  await country.api.setFault({ match: { path: '/v3/teams/' }, status: 403, body: { error: { code: 'BadArgument', message: 'x' } } });

  const refused = await tells('teamRestored');
  await country.api.clearFaults();
  const gone = network()?.state;
  const taken = await tells('teamRestored');

  expect([refused, gone, taken, network()?.state]).toEqual([500, 'gone', 200, 'active']);
});

test('a network that a coordinator has paused comes back paused, also if it was changed while it was gone', async () => {
  await tellsBot(country, raili, channel, 'verkosto');
  await raili.presses('Keskeytä', { on: await newestIn(country, raili, channel) });
  await raili.says('verkostot');
  await raili.presses('Näytä Lastensuojelu, OT-keskus Pohjois-Suomi');
  await raili.presses('Muuta tietoja');
  await tells('teamArchived');
  await raili.fillsIn({ languages: 'fi,sv' });
  expect(network()).toMatchObject({ state: 'gone', languages: ['fi', 'sv'] });

  await tells('teamUnarchived');

  expect(network()).toMatchObject({ state: 'paused' });
  await tells('channelDeleted', { channel: { id: channel } });
  await tellsBot(country, raili, channel, 'rekisteröi');
  await raili.presses('Rekisteröi kanava', { on: await newestIn(country, raili, channel) });
  await raili.fillsIn({});
  expect(network()).toMatchObject({ state: 'paused' });
  await tellsBot(country, raili, channel, 'verkosto');
  await raili.presses('Ota taas käyttöön', { on: await newestIn(country, raili, channel) });
  expect(network()).toMatchObject({ state: 'active' });
});

test('an upgrade of the app, an event of another tenant, a name of blanks and what nobody knows change nothing', async () => {
  const before = country.state();

  await tells('', {}, { type: 'installationUpdate', action: 'remove-upgrade' });
  await tells('', {}, { type: 'installationUpdate', action: 'add-upgrade' });
  await tells('channelCreated', { channel: { id: '19:new@thread.tacv2', name: 'Uusi' } });
  await tells('channelDeleted', { channel: { id: '19:elsewhere@thread.tacv2' } });
  await tells('channelRenamed', { channel: { id: channel } });
  await tells('channelRenamed', { channel: { id: channel, name: ' \u00a0\t' } });
  await tells('teamRenamed', { team: { id: team.id, name: '  ' } });
  await tells('teamSomething');
  const { conversation } = template as unknown as { conversation: object };
  const abroad = { conversation: { ...conversation, tenantId: 'elsewhere' } };
  expect(await tells('teamDeleted', { tenant: { id: 'elsewhere' } }, abroad)).toBe(200);
  for (const wrong of [7, 'x', [], { id: 7 }]) expect(await tells('teamDeleted', { team: wrong, channel: wrong })).toBe(200);

  expect(country.state()).toEqual(before);
});

test('who leaves the team leaves the rota, and the next takes the turn over; a network that nobody is in is passed over', async () => {
  const people = ['Sirpa Aapakari', 'Mika Kaarnilahti', 'Lauri Hautasuo'].map((name) => country.person(name));
  await tellsBot(country, raili, channel, 'verkosto');
  await raili.presses('Muuta tietoja', { on: await newestIn(country, raili, channel) });
  await raili.fillsIn({ turns: 'weekly', people: people.map(({ id }) => id).join(',') });
  expect(network()?.duty?.people.map(({ name }) => name)).toEqual(['Lauri Hautasuo', 'Mika Kaarnilahti', 'Sirpa Aapakari']);

  await country.api.members({ team: team.id, remove: [country.person('Lauri Hautasuo').id] });
  await country.settled();

  expect(network()).toMatchObject({ members: 4, duty: { turns: 'weekly', from: '2026-11-30' } });
  expect(network()?.duty?.people.map(({ name }) => name)).toEqual(['Mika Kaarnilahti', 'Sirpa Aapakari']);
  expect(await tellsBot(country, raili, channel, 'nätverk')).toEqual(expect.arrayContaining(['Vuorossa nyt: Mika Kaarnilahti']));

  const everybody = country.team('OT-keskus Pohjois-Suomi').memberIds;
  await country.api.members({ team: team.id, remove: everybody });
  await country.settled();
  expect(network()).toMatchObject({ members: 0, state: 'active' });
  const asked = await aino.asks();
  expect(country.stored(asked).network).toBeNull();

  await country.api.members({ team: team.id, add: everybody });
  await country.settled();
  expect(network()).toMatchObject({ members: 5 });
});

test('a network in whose channel only guests are left is passed over, and whoever registers such a channel is told', async () => {
  const kaarina = country.person('Kaarina Ulappasalo');
  const everybody = country.team('OT-keskus Pohjois-Suomi').memberIds;
  await tellsBot(country, raili, channel, 'verkosto');
  await raili.presses('Poista käytöstä', { on: await newestIn(country, raili, channel) });
  await raili.presses('Poista käytöstä', { on: await newestIn(country, raili, channel) });
  await tellsBot(country, raili, channel, 'rekisteröi');
  await raili.presses('Rekisteröi kanava', { on: await newestIn(country, raili, channel) });
  await country.api.members({ team: team.id, add: [kaarina.id], remove: everybody });
  await country.settled();

  const { lines } = await raili.fillsIn({});

  expect(lines).toEqual(showing('Kanavalla ei ole vielä ketään, joka voisi ottaa pyyntöjä, joten ne ohjautuvat muualle.'));
  expect(network()).toMatchObject({ members: 0, state: 'active' });
  expect(country.stored(await aino.asks()).network).toBeNull();
  await country.api.members({ team: team.id, add: everybody, remove: [kaarina.id] });
  await country.settled();
  expect(network()).toMatchObject({ members: 5 });
});

test('whoever has left is no longer offered, and a form that still names them is refused', async () => {
  const sirpa = country.person('Sirpa Aapakari');
  await tellsBot(country, raili, channel, 'verkosto');
  await raili.presses('Muuta tietoja', { on: await newestIn(country, raili, channel) });
  await country.api.members({ team: team.id, remove: [sirpa.id] });
  const before = network();

  const { kind, lines } = await raili.fillsIn({ turns: 'together', people: sirpa.id, name: 'Uusi nimi' }, true);

  expect(kind).toBe('dialog');
  expect(lines).toEqual(expect.arrayContaining([expect.stringContaining('Ei ole enää kanavan jäsen'), 'Verkoston nimi: Uusi nimi']));
  expect(network()).toEqual(before);
});
