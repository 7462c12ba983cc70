import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/domain/person.ts';
import { networkIn, teamsTells, tellsBot } from '../support/channels.ts';
import { type Country, openCountry } from '../support/country.ts';
import type { StoryPerson } from '../support/stories.ts';

const teamName = 'OT-keskus Pohjois-Suomi';
const hour = 3_600_000;

let country: Country;
let aino: StoryPerson;
let sirpa: StoryPerson;
beforeEach(async () => {
  country = await openCountry();
  aino = country.person('Aino Sarkavaara');
  sirpa = country.person('Sirpa Aapakari');
});
afterEach(() => country.close());

/** Somebody as the bot has stored them. */
function stored({ id }: StoryPerson): Person | null {
  const store = country.database();
  const row = store.prepare('SELECT body FROM documents WHERE id = ?').get(`person:${id}`) as { body: string } | undefined;
  store.close();
  return row ? (JSON.parse(row.body) as Person) : null;
}

describe.each(['documented', 'named'] as const)('In the %s dialect', (dialect) => {
  beforeEach(() => country.api.speak(dialect));

  test('somebody asks, an expert claims and answers, and the asker reads the answer in their own language', async () => {
    const linnea = country.person('Linnea Bergskär');
    await linnea.sees();
    const asked = await aino.asks();

    await sirpa.presses('Otan hoitaakseni', { about: asked });
    await sirpa.presses('Lähetä vastaus', { about: asked, text: 'Kutsukaa koolle verkostopalaveri.' });

    expect((await aino.sees(asked)).join('\n')).toContain('Kutsukaa koolle verkostopalaveri.');
    expect(stored(linnea)).toMatchObject({ locale: 'sv' });
  });

  test.each([
    ['blocked', (blocked: boolean) => country.api.block({ as: aino.id, blocked })],
    ['removed', (removed: boolean) => country.api.install({ as: aino.id, installed: !removed })],
  ])('whoever has %s the bot is marked, and reads what they have missed when they are back', async (_how, leave) => {
    const asked = await aino.asks();

    await leave(true);
    await sirpa.presses('Otan hoitaakseni', { about: asked });
    await sirpa.presses('Lähetä vastaus', { about: asked, text: 'Kutsukaa koolle verkostopalaveri.' });
    const marked = stored(aino)?.isBlocked;
    await leave(false);
    await aino.says('ohje');
    await country.settled();

    expect(marked).toBe(true);
    expect(stored(aino)?.isBlocked).toBe(false);
    expect((await aino.sees(asked)).join('\n')).toContain('Kutsukaa koolle verkostopalaveri.');
  });

  test('while the administrator has blocked the app nobody is marked, and what was asked meanwhile arrives afterwards', async () => {
    const first = await aino.asks();
    const form = await aino.lastSent('invoke');
    const { data } = form.value as { data: object };
    const value = { ...(form.value as object), data: { ...data, id: randomUUID() } };

    await country.api.setPolicy({ disabled: true });
    await country.api.sendRaw({ activity: { ...form, id: `f:${randomUUID()}`, value } });
    await country.api.settle();
    await country.api.setPolicy({ disabled: false });
    country.clock.advance(hour);
    await sirpa.presses('Otan hoitaakseni', { about: first });
    await country.settled();

    const asked = country.state().flatMap(({ document }) => (document.kind === 'consultation' ? [document] : []));
    expect(stored(aino)?.isBlocked).toBe(false);
    expect(asked).toHaveLength(2);
    for (const { cards, notices } of asked) expect([cards[0]?.thread, notices]).toEqual([expect.stringContaining(';messageid='), []]);
  });

  test.each(['colleague', 'group', 'meeting'] as const)(
    'the form opened in a chat with others (%s) is sent for whom the bot knows, and their own chat stays where they are written to',
    async (elsewhere) => {
      await aino.says('ohje');
      const own = stored(aino)?.conversation;

      const opened = await country.api.extension({ as: aino.id, command: 'ask', elsewhere });

      expect(opened.kind).toBe('dialog');
      expect(stored(aino)?.conversation).toBe(own);
      expect(own).toMatch(/^a:/);
    },
  );

  test.each(['colleague', 'group', 'meeting'] as const)(
    'whom the bot has not met reads what to do first when they open the form in a chat with others (%s), and no address is learnt',
    async (elsewhere) => {
      const outsider = country.person('Tuulikki Ulkoniemi');

      const opened = await country.api.extension({ as: outsider.id, command: 'ask', elsewhere });

      expect(opened).toMatchObject({ kind: 'message', text: expect.stringContaining('Avaa oma keskustelusi Neuvon kanssa') });
      expect(stored(outsider)).toBeNull();
    },
  );
});

test('a bot that is removed, added in any channel and upgraded has its networks again, all of them', async () => {
  const raili = country.person('Raili Jänkälä');
  const channel = country.channel('Lastensuojelu', teamName);
  const { id } = country.team(teamName);
  await raili.sees();
  await tellsBot(country, raili, channel, 'verkosto');

  await country.api.changeTeam({ team: id, change: 'remove-bot' });
  await country.settled();
  const gone = networkIn(country, channel)?.state;
  await country.api.changeTeam({ team: id, change: 'add-bot', channel: country.channel('Nuorisopsykiatria', teamName) });
  await country.api.changeTeam({ team: id, change: 'upgrade-bot' });
  await country.settled();

  expect([gone, networkIn(country, channel)?.state]).toEqual(['gone', 'active']);
});

test.each(['channelShared', 'channelUnshared'])(
  '%s makes a channel’s members be counted anew, and changes nothing else',
  async (eventType) => {
    const raili = country.person('Raili Jänkälä');
    const channel = country.channel('Lastensuojelu', teamName);
    const other = country.channel('Nuorisopsykiatria', teamName);
    const { id, name } = country.team(teamName);
    await tellsBot(country, raili, channel, 'verkosto');
    const template = await raili.lastSent('message');
    const { tenant } = template.channelData as { tenant: object };
    const before = networkIn(country, other);
    await country.api.members({ channel, add: [country.person('Veera Lumijärvi').id] });

    await teamsTells(country, template, { channelData: { eventType, channel: { id: channel }, team: { id, name }, tenant } });

    expect(networkIn(country, channel)).toMatchObject({ members: 6, state: 'active' });
    expect(networkIn(country, other)).toEqual(before);
  },
);
