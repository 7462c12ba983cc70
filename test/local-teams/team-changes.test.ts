import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { TurnContext } from 'botbuilder';
import type { TeamChange } from '../../src/local-teams/api-requests.ts';
import { guidOf } from '../../src/local-teams/identity.ts';
import { attached, createStage, type Stage } from './stage.ts';

type Heard = TurnContext['activity'] & { channelData: Record<string, unknown> };
type Step = Exclude<TeamChange['change'], 'rename'>;

let stage: Stage;
let heard: Heard[];

beforeEach(async () => {
  stage = await createStage();
  listen();
  await stage.api.chat(stage.people[0].id, stage.channel);
  await stage.api.settle();
  heard = [];
});

afterEach(() => stage.clear());

describe('The bot hears what happens to its teams, as Teams tells it', () => {
  test('it is added to a channel that somebody chose: the installation is told there, its membership in General', async () => {
    const { api, team, channel } = stage;
    await api.changeTeam({ team: team.id, change: 'remove-bot' });
    heard = [];

    await api.changeTeam({ team: team.id, change: 'add-bot', channel });

    expect(heard.map(({ type, conversation }) => [type, conversation.id])).toEqual(
      expect.arrayContaining([
        ['conversationUpdate', team.id],
        ['installationUpdate', channel],
      ]),
    );
    const installed = heard.find(({ type }) => type === 'installationUpdate');
    expect(installed?.channelData).toMatchObject({ settings: { selectedChannel: { id: channel } }, team: { id: team.id } });
    await expect(api.changeTeam({ team: team.id, change: 'add-bot' })).rejects.toThrow('already');
  });

  test('its app is upgraded: the old version goes and the new one comes', async () => {
    await stage.api.changeTeam({ team: stage.team.id, change: 'upgrade-bot' });

    expect(heard.map(({ action }) => action)).toEqual(['remove-upgrade', 'add-upgrade']);
  });

  test('a channel gets another name', async () => {
    await stage.api.changeChannel({ channel: stage.channel, change: 'rename', name: 'Konsultaatiot' });

    expect(heard).toEqual([
      expect.objectContaining({
        type: 'conversationUpdate',
        channelId: 'msteams',
        from: { id: stage.people[0].teamsId, aadObjectId: stage.people[0].id },
        conversation: { isGroup: true, conversationType: 'channel', tenantId: guidOf('tenant'), id: stage.team.id },
        channelData: {
          channel: { id: stage.channel, name: 'Konsultaatiot' },
          team: { id: stage.team.id, name: stage.team.name, aadGroupId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
          eventType: 'channelRenamed',
          tenant: { id: guidOf('tenant') },
        },
      }),
    ]);
    expect((await stage.api.chat(stage.people[0].id, stage.channel)).title).toBe('Konsultaatiot');
  });

  test('a channel goes and comes back', async () => {
    await stage.api.changeChannel({ channel: stage.channel, change: 'delete' });
    await stage.api.changeChannel({ channel: stage.channel, change: 'restore' });

    expect(eventTypes()).toEqual(['channelDeleted', 'channelRestored']);
  });

  test('a team gets another name, is archived, goes, comes back, and goes for good', async () => {
    const { api, team } = stage;

    await api.changeTeam({ team: team.id, change: 'rename', name: 'Uusi nimi' });
    await inTurn('archive', 'unarchive', 'delete', 'restore', 'delete', 'delete-for-good');

    expect(eventTypes()).toEqual([
      ...['teamRenamed', 'teamArchived', 'teamUnarchived', 'teamDeleted', 'teamRestored', 'teamDeleted', 'teamHardDeleted'],
    ]);
    expect(heard.map(({ channelData }) => channelData.team)).toEqual(
      Array(7).fill({ id: team.id, name: 'Uusi nimi', aadGroupId: expect.any(String) }),
    );
    expect(heard.some(({ channelData }) => 'channel' in channelData)).toBe(false);
  });

  test('it is taken out of a team and put in again', async () => {
    await inTurn('remove-bot', 'add-bot');

    const bot = heard[0]?.recipient.id;
    expect(heard.map(({ type, action, membersAdded, membersRemoved }) => ({ type, action, membersAdded, membersRemoved }))).toEqual([
      { type: 'conversationUpdate', membersRemoved: [{ id: bot }] },
      { type: 'installationUpdate', action: 'remove' },
      { type: 'conversationUpdate', membersAdded: [{ id: bot }] },
      { type: 'installationUpdate', action: 'add' },
    ]);
    expect(eventTypes()).toEqual(['teamMemberRemoved', undefined, 'teamMemberAdded', undefined]);
  });

  test('but first of all that it has been added to the team', async () => {
    const other = (await stage.api.world()).teams[1]?.id ?? '';

    await stage.api.changeTeam({ team: other, change: 'rename', name: 'Toinen' });

    expect(heard.map(({ type, channelData }) => [type, channelData.eventType])).toEqual([
      ['conversationUpdate', 'teamMemberAdded'],
      ['installationUpdate', undefined],
      ['conversationUpdate', 'teamRenamed'],
    ]);
  });

  test('people leave and join', async () => {
    const { api, team, people, stranger } = stage;

    await api.members({ team: team.id, add: [stranger.id], remove: [people[1].id] });

    expect(heard.map(({ membersAdded, membersRemoved }) => ({ membersAdded, membersRemoved }))).toEqual([
      { membersAdded: [{ id: stranger.teamsId, aadObjectId: stranger.id }] },
      { membersRemoved: [{ id: people[1].teamsId, aadObjectId: people[1].id }] },
    ]);
  });

  test('but nothing of a team that it is not in', async () => {
    await inTurn('remove-bot');
    heard = [];

    await inTurn('archive');
    await stage.api.changeChannel({ channel: stage.channel, change: 'rename', name: 'Muu' });
    await stage.api.members({ team: stage.team.id, remove: [stage.people[1].id] });

    expect(heard).toEqual([]);
  });
});

test('Every message and invoke from a channel says in which team and channel it happens', async () => {
  const [person] = stage.people;
  const message = await stage.post({ attachments: [attached({ actions: [{ type: 'Action.Execute', title: 'Paina', verb: 'x' }] })] });

  await stage.api.say({ as: person.id, conversation: stage.channel, text: 'hei', mention: true });
  await stage.api.press({ as: person.id, conversation: stage.channel, message, title: 'Paina' });

  expect(heard.map(({ type }) => type)).toEqual(['message', 'invoke']);
  for (const { channelData } of heard)
    expect(channelData).toMatchObject({ team: { id: stage.team.id }, channel: { id: stage.channel }, tenant: { id: guidOf('tenant') } });
});

describe('The connector afterwards', () => {
  test('knows a deleted channel no more, until it comes back with all that was in it', async () => {
    const before = await statuses();
    const { id = '' } = (await write()).body ?? {};

    await stage.api.changeChannel({ channel: stage.channel, change: 'delete' });
    const after = [...(await statuses()), (await stage.bot.connector('PUT', `${path()}/activities/${id}`, hello)).status];
    const listed = await stage.bot.connector('GET', `/v3/teams/${stage.team.id}/conversations`);
    await stage.api.changeChannel({ channel: stage.channel, change: 'restore' });

    expect([before, after, await statuses()]).toEqual([
      [201, 201, 200, 200],
      [404, 404, 404, 404, 404],
      [201, 201, 200, 200],
    ]);
    expect(JSON.stringify(listed.body)).not.toContain(stage.channel);
  });

  test('lets nobody write to an archived team, but read', async () => {
    await inTurn('archive');

    const [person] = stage.people;
    expect(await statuses()).toEqual([403, 403, 200, 200]);
    expect((await write()).body?.error?.code).toBe('MessageWritesBlocked');
    await expect(stage.api.say({ as: person.id, conversation: stage.channel, text: 'hei' })).rejects.toThrow('archived');
  });

  test('knows a deleted team no more', async () => {
    await inTurn('delete');

    expect(await statuses()).toEqual([404, 404, 404, 404]);
    expect((await stage.bot.connector('GET', `/v3/teams/${stage.team.id}`)).status).toBe(404);
    expect((await stage.api.chats(stage.people[0].id)).map(({ kind }) => kind)).toEqual(['personal']);
  });

  test('refuses a bot that has been removed from the team, and people can’t reach it there', async () => {
    const [person] = stage.people;
    const message = (await write()).body?.id ?? '';
    await inTurn('remove-bot');

    const { api, channel } = stage;
    expect(await statuses()).toEqual([403, 403, 403, 403]);
    expect((await write()).body?.error?.code).toBe('BotNotInConversationRoster');
    await expect(api.say({ as: person.id, conversation: channel, text: 'hei', mention: true })).rejects.toThrow('not in this team');
    await expect(api.press({ as: person.id, conversation: channel, message, title: 'Paina' })).rejects.toThrow('not in this team');
    await api.say({ as: person.id, conversation: channel, text: 'Hei vain' });
  });

  test('leaves out who has left', async () => {
    await stage.api.members({ team: stage.team.id, remove: [stage.people[1].id] });

    const { status } = await stage.bot.connector('GET', `${path()}/members/${stage.people[1].id}`);

    expect(status).toBe(404);
  });
});

describe('What can’t be done is refused in a sentence', () => {
  test.each<[string, () => Promise<unknown>, string]>([
    ['General can’t be deleted', () => stage.api.changeChannel({ channel: stage.team.id, change: 'delete' }), 'General channel'],
    [
      'what is there can’t be restored',
      () => stage.api.changeChannel({ channel: stage.channel, change: 'restore' }),
      'has not been deleted',
    ],
    ['a team that is not archived can’t be unarchived', () => inTurn('unarchive'), 'in no state to unarchive'],
    ['what is gone for good is gone', () => inTurn('delete', 'delete-for-good', 'restore'), 'There is no team'],
    ['a bot is added once', () => inTurn('add-bot'), 'in OT-keskus Etelä-Suomi already'],
    ['a name has letters', () => stage.api.changeTeam({ team: stage.team.id, change: 'rename', name: '  ' }), 'name'],
    ['there is no such team', () => stage.api.changeTeam({ team: 'x', change: 'archive' }), 'There is no team x'],
  ])('%s', async (_, attempt, sentence) => {
    await expect(attempt()).rejects.toThrow(sentence);
  });
});

test('All of it survives a restart', async () => {
  await stage.clear();
  const folder = mkdtempSync(join(tmpdir(), 'local-teams-'));
  const snapshot = join(folder, 'teams.json');
  stage = await createStage({ snapshot });
  await stage.api.changeTeam({ team: stage.team.id, change: 'rename', name: 'Uusi nimi' });
  await stage.api.changeChannel({ channel: stage.channel, change: 'rename', name: 'Uusi kanava' });
  await inTurn('archive');
  await stage.clear();

  stage = await createStage({ snapshot });

  const [team] = (await stage.api.world()).teams;
  expect(team).toMatchObject({ name: 'Uusi nimi', archived: true });
  expect((await stage.api.chat(stage.people[0].id, stage.channel)).title).toBe('Uusi kanava');
  rmSync(folder, { recursive: true });
});

const hello = { type: 'message', text: 'Hei' };

function listen(): void {
  heard = [];
  stage.bot.does(async ({ activity }) => {
    heard.push(JSON.parse(JSON.stringify(activity)));
  });
}

function eventTypes(): unknown[] {
  return heard.map(({ channelData }) => channelData.eventType);
}

async function inTurn(...steps: Step[]): Promise<void> {
  for (const change of steps) await stage.api.changeTeam({ team: stage.team.id, change });
}

function path(): string {
  return `/v3/conversations/${encodeURIComponent(stage.channel)}`;
}

function write() {
  return stage.bot.connector('POST', `${path()}/activities`, hello);
}

/** How the connector answers to a new message, a new thread, and questions about the members. */
async function statuses(): Promise<number[]> {
  const { bot, channel } = stage;
  const answers = [
    await write(),
    await bot.connector('POST', '/v3/conversations', { channelData: { channel: { id: channel } }, activity: hello }),
    await bot.connector('GET', `${path()}/pagedmembers`),
    await bot.connector('GET', `${path()}/members/${stage.people[0].id}`),
  ];
  return answers.map(({ status }) => status);
}
