import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Activity, MessageFactory, TeamsInfo } from 'botbuilder';
import type { Person } from '../../src/local-teams/contract.ts';
import { world } from '../../src/local-teams/world.ts';
import { attached, BOT_ID, createStage, type Stage } from './stage.ts';

let stage: Stage;
let heard: Activity[];

beforeEach(async () => {
  stage = await createStage();
  heard = [];
  stage.bot.does(async (context) => {
    heard.push(context.activity);
  });
});

afterEach(() => stage.clear());

function messagesHeard(): Activity[] {
  return heard.filter(({ type }) => type === 'message');
}

test('what a person writes in the personal chat reaches the bot, and its reply is seen there', async () => {
  const { api, bot, people, chatOf } = stage;
  const [person] = people;
  bot.does(async (context) => {
    if (context.activity.type === 'message') await context.sendActivity(`Kuulin: ${context.activity.text}`);
  });

  await api.say({ as: person.id, conversation: await chatOf(person), text: 'Hei' });

  const { messages } = await api.chat(person.id, await chatOf(person));
  expect(messages.map(({ text, from }) => [from.bot, text])).toEqual([
    [false, 'Hei'],
    [true, 'Kuulin: Hei'],
  ]);
});

test('a personal message looks on the wire as Teams makes it', async () => {
  const { api, people, chatOf, teams } = stage;
  const [person] = people;

  await api.say({ as: person.id, conversation: await chatOf(person), text: 'Hei' });

  expect(messagesHeard()[0]).toMatchObject({
    channelId: 'msteams',
    serviceUrl: teams.serviceUrl,
    from: { id: person.teamsId, aadObjectId: person.id, name: person.name },
    recipient: { id: `28:${BOT_ID}`, name: 'Neuvo' },
    conversation: { conversationType: 'personal', id: await chatOf(person), tenantId: expect.any(String) },
    channelData: { tenant: { id: expect.any(String) } },
    locale: 'fi-FI',
    text: 'Hei',
    entities: [{ type: 'clientInfo', timezone: 'Europe/Helsinki' }],
  });
});

test('a channel message reaches the bot only if it mentions it', async () => {
  const { api, people, channel } = stage;
  const [person] = people;

  await api.say({ as: person.id, conversation: channel, text: 'Keskenämme vain' });
  const mentioning = await api.say({ as: person.id, conversation: channel, text: 'rekisteröi', mention: true });

  expect(messagesHeard()).toHaveLength(1);
  expect(messagesHeard()[0]).toMatchObject({
    id: mentioning.id,
    text: '<at>Neuvo</at> rekisteröi',
    conversation: { conversationType: 'channel', isGroup: true, id: `${channel};messageid=${mentioning.id}` },
    entities: [{ type: 'mention', text: '<at>Neuvo</at>', mentioned: { id: `28:${BOT_ID}` } }, { type: 'clientInfo' }],
    channelData: { channel: { id: channel }, team: { id: stage.team.id, name: stage.team.name } },
  });
});

test('mentioning the bot is enough to be heard; saying nothing at all is not', async () => {
  const { api, people, channel } = stage;

  await api.say({ as: people[0].id, conversation: channel, text: '', mention: true });

  expect(messagesHeard()[0]?.text).toBe('<at>Neuvo</at>');
  await expect(api.say({ as: people[0].id, conversation: channel, text: '' })).rejects.toThrow('nothing to say');
});

test('a long channel comes fifty threads at a time, the newest first', async () => {
  const { api, people, channel } = stage;
  const [person] = people;
  for (let count = 1; count <= 60; count += 1) await api.say({ as: person.id, conversation: channel, text: `${count}` });

  const newest = await api.chat(person.id, channel);
  const older = await api.chat(person.id, channel, newest.messages[0]?.id);

  expect([newest.messages[0]?.text, newest.messages.at(-1)?.text, newest.more]).toEqual(['11', '60', true]);
  expect([older.messages[0]?.text, older.messages.at(-1)?.text, older.more]).toEqual(['1', '10', false]);
});

test('who does not have the bot can answer what it wrote, and nothing before', async () => {
  const { api, bot, team } = stage;
  const without = world.people.find(({ installed }) => !installed) as Person;
  await api.members({ team: team.id, add: [without.id] });
  const { body } = await bot.connector('POST', '/v3/conversations', { tenantId: world.tenantId, members: [{ id: without.id }] });
  const conversation = body?.id ?? '';
  const say = () => api.say({ as: without.id, conversation, text: 'Kiitos' });

  await expect(say()).rejects.toThrow('does not have the bot');
  await bot.connector('POST', `/v3/conversations/${conversation}/activities`, { type: 'message', text: 'Hei' });
  await say();

  expect(messagesHeard().map(({ text }) => text)).toEqual(['Kiitos']);
});

test('a reply stays in its thread, from either side', async () => {
  const { api, bot, people, channel, see } = stage;
  const [person, other] = people;
  bot.does(async (context) => {
    if (context.activity.type === 'message') await context.sendActivity('Vastaus');
  });

  const root = await api.say({ as: person.id, conversation: channel, text: 'Avaus' });
  await api.say({ as: other.id, conversation: channel, thread: root.id, text: 'kysymys', mention: true });

  expect((await see(person, root.id)).replies?.map(({ text }) => text)).toEqual(['kysymys', 'Vastaus']);
});

test('the General channel has the team’s id, and no name', async () => {
  const { api, people, team } = stage;

  await api.say({ as: people[0].id, conversation: team.id, text: 'hei', mention: true });

  expect(team.channels[0]).toEqual({ id: team.id, name: null });
  expect(messagesHeard()[0]?.conversation.id).toMatch(`${team.id};messageid=`);
});

test('the bot hears once that it has been added, before anything else', async () => {
  const { api, people, chatOf } = stage;
  const [person] = people;
  const conversation = await chatOf(person);

  await Promise.all([api.chat(person.id, conversation), api.chat(person.id, conversation)]);
  await api.say({ as: person.id, conversation, text: 'Hei' });

  expect(heard.map(({ type }) => type)).toEqual(['conversationUpdate', 'installationUpdate', 'message']);
  expect(heard[0]).toMatchObject({ membersAdded: [{ id: `28:${BOT_ID}` }] });
  expect(heard[1]).toMatchObject({ action: 'add' });
});

test('people who join a team are told to the bot, and see its channels', async () => {
  const { api, team, channel, stranger } = stage;

  await api.members({ team: team.id, add: [stranger.id] });

  expect(heard.at(-1)).toMatchObject({
    type: 'conversationUpdate',
    membersAdded: [{ id: stranger.teamsId, aadObjectId: stranger.id }],
    channelData: { eventType: 'teamMemberAdded', team: { id: team.id } },
  });
  expect((await api.chats(stranger.id)).map(({ conversation }) => conversation)).toContain(channel);
});

test('who is not in a team sees nothing of its channels', async () => {
  const { api, channel, stranger } = stage;

  await expect(api.chat(stranger.id, channel)).rejects.toThrow('is not in this conversation');
  await expect(api.say({ as: stranger.id, conversation: channel, text: 'Hei' })).rejects.toThrow('is not in this conversation');
});

test('unread messages are counted until the person looks', async () => {
  const { api, people, channel, post } = stage;
  const [person] = people;
  await post({ text: 'Yksi' });
  await post({ text: 'Kaksi' });
  const unread = async () => (await api.chats(person.id)).find(({ conversation }) => conversation === channel)?.unread;

  const before = await unread();
  await api.chat(person.id, channel);

  expect([before, await unread()]).toEqual([2, 0]);
});

test('the bot edits and deletes its own messages, for everybody', async () => {
  const { api, bot, people, channel, see } = stage;
  const [person, other] = people;
  bot.does(async (context) => {
    if (context.activity.type !== 'message') return;
    const kept = await context.sendActivity('Luonnos');
    const dropped = await context.sendActivity('Turha');
    await context.updateActivity({ ...MessageFactory.text('Valmis'), id: kept?.id ?? '' });
    await context.deleteActivity(dropped?.id ?? '');
  });

  const { id } = await api.say({ as: person.id, conversation: channel, text: 'hei', mention: true });

  expect((await see(other, id)).replies).toMatchObject([{ text: 'Valmis', edited: true }]);
});

test('the bot may mention only who is in the conversation, with the very text of the entity', async () => {
  const { bot, channel, people, stranger, see, post } = stage;
  const [person] = people;
  const mention = (text: string, id: string) => ({
    text,
    entities: [{ type: 'mention', text: `<at>${person.name}</at>`, mentioned: { id, name: person.name } }],
  });
  const send = (activity: object) =>
    bot.connector('POST', `/v3/conversations/${encodeURIComponent(channel)}/activities`, { type: 'message', ...activity });

  const right = await post(mention(`Hei <at>${person.name}</at>`, person.teamsId));
  const other = await send(mention('Hei sinä', person.teamsId));
  const unknown = await send(mention(`Hei <at>${person.name}</at>`, stranger.teamsId));

  expect((await see(person, right)).mentions).toEqual([{ id: person.id, name: person.name }]);
  expect([other.status, unknown.status]).toEqual([400, 400]);
});

test('a card’s mention must be in a text that can show it', async () => {
  const { people, see, post, bot, channel } = stage;
  const [person] = people;
  const card = (words: string) => ({
    body: [{ type: 'FactSet', facts: [{ title: 'Päivystää', value: words }] }],
    msteams: { entities: [{ type: 'mention', text: `<at>${person.name}</at>`, mentioned: { id: person.id, name: person.name } }] },
  });

  const right = await post({ attachments: [attached(card(`<at>${person.name}</at>`))] });
  const wrong = await bot.connector('POST', `/v3/conversations/${channel}/activities`, {
    type: 'message',
    attachments: [attached(card('ei kukaan'))],
  });

  expect((await see(person, right)).mentions).toEqual([{ id: person.id, name: person.name }]);
  expect(wrong.status).toBe(400);
});

test('the bot is seen typing until it has written', async () => {
  const { api, bot, people, chatOf } = stage;
  const [person] = people;
  const conversation = await chatOf(person);
  const write = (activity: object) => bot.connector('POST', `/v3/conversations/${conversation}/activities`, activity);
  const typing = async () => (await api.chat(person.id, conversation)).typing;

  await write({ type: 'typing' });
  const before = await typing();
  await write({ type: 'message', text: 'Valmis' });

  expect([before, await typing()]).toEqual([true, false]);
});

test('who removes the bot is left alone: it gets 403, until it is installed again', async () => {
  const { api, bot, people, chatOf } = stage;
  const [person] = people;
  const conversation = await chatOf(person);
  const write = () => bot.connector('POST', `/v3/conversations/${conversation}/activities`, { type: 'message', text: 'Hei' });

  await api.install({ as: person.id, installed: false });
  const refused = await write();
  await api.install({ as: person.id, installed: true });
  const accepted = await write();

  expect(refused).toMatchObject({ status: 403, body: { error: { code: 'MessageWritesBlocked' } } });
  expect(accepted.status).toBe(201);
  expect(heard.flatMap(({ action }) => action ?? [])).toEqual(['remove', 'add']);
});

test.each([
  ['documented', (person: Person) => ({ objectId: person.id, givenName: person.name.split(' ')[0], tenantId: world.tenantId })],
  ['named', (person: Person) => ({ aadObjectId: person.id, name: person.name, userRole: 'user' })],
] as const)('the SDK’s own look-ups of members and teams work, whose members are %s', async (dialect, shapeOf) => {
  const { api, bot, people, channel, team, stranger } = stage;
  const [person] = people;
  const found: unknown[] = [];
  bot.does(async (context) => {
    if (context.activity.type !== 'message') return;
    found.push(await TeamsInfo.getMember(context, person.id));
    found.push(await TeamsInfo.getTeamDetails(context));
    found.push((await TeamsInfo.getTeamChannels(context)).length);
    found.push((await TeamsInfo.getPagedMembers(context, 2)).members.length);
    found.push(await TeamsInfo.getMember(context, stranger.id).catch((error) => error.code));
  });
  await api.speak(dialect);

  await api.say({ as: person.id, conversation: channel, text: 'hei', mention: true });

  expect(found).toMatchObject([
    { id: person.teamsId, ...shapeOf(person) },
    { id: team.id, name: team.name, memberCount: team.memberIds.length },
    team.channels.length,
    Math.ceil(team.memberIds.length / 2),
    'MemberNotFoundInConversation',
  ]);
});

test('a message that mentions several and quotes another looks on the wire as Teams makes it', async () => {
  const { api, people, channel } = stage;
  const [writer, colleague] = people;
  const quoted = await api.say({ as: colleague.id, conversation: channel, text: 'Mitä\nkuuluu?' });

  await api.say({ as: writer.id, conversation: channel, text: 'Hyvää.', mention: true, mentions: [colleague.id], quotes: quoted.id });
  await api.speak('named');
  await api.say({ as: writer.id, conversation: channel, text: 'Hyvää.', mention: true, quotes: quoted.id });
  await api.speak('documented');

  const [documented, older] = messagesHeard();
  expect(documented?.text).toBe(`<quoted messageId="${quoted.id}"/><at>Neuvo</at> <at>${colleague.name}</at> Hyvää.`);
  expect(documented?.entities).toMatchObject([
    { type: 'mention', mentioned: { id: `28:${BOT_ID}` }, text: '<at>Neuvo</at>' },
    { type: 'mention', mentioned: { id: colleague.teamsId }, text: `<at>${colleague.name}</at>` },
    { type: 'quotedReply', quotedReply: { messageId: quoted.id, senderId: colleague.teamsId, preview: 'Mitä\nkuuluu?' } },
    { type: 'clientInfo' },
  ]);
  expect(older?.text).toBe(`${colleague.name}\nMitä\nkuuluu?\n<at>Neuvo</at> Hyvää.`);
  expect(older?.attachments).toMatchObject([{ contentType: 'text/html', content: expect.stringMatching(/^<blockquote .*Mitä<br>kuuluu/) }]);
});

test('a file is an attachment in a personal chat, and a place in the HTML in a channel', async () => {
  const { api, people, channel, chatOf } = stage;
  const [person] = people;

  await api.say({ as: person.id, conversation: await chatOf(person), text: '', attached: ['file', 'picture', 'loop'] });
  await api.say({ as: person.id, conversation: channel, text: '', mention: true, attached: ['file'] });

  expect(messagesHeard().map(({ attachments = [] }) => attachments.map(({ contentType }) => contentType))).toEqual([
    ['application/vnd.microsoft.teams.file.download.info', 'image/*', 'application/vnd.microsoft.card.fluidEmbedCard', 'text/html'],
    ['text/html'],
  ]);
  expect(messagesHeard()[1]?.attachments?.[0]?.content).toContain('<attachment id=');
});

test('what a person does to their message reaches the bot with the message’s id, in a channel only if it mentions the bot', async () => {
  const { api, people, channel } = stage;
  const [person, other] = people;
  const said = await api.say({ as: person.id, conversation: channel, text: 'Hei', mention: true });
  const unheard = await api.say({ as: person.id, conversation: channel, text: 'Hei' });

  for (const { id } of [said, unheard]) {
    await api.change({ as: person.id, conversation: channel, message: id, change: 'edit', text: 'Hei taas' });
    await api.change({ as: person.id, conversation: channel, message: id, change: 'delete' });
    await api.change({ as: person.id, conversation: channel, message: id, change: 'undelete' });
  }

  const changes = heard.filter(({ type }) => type === 'messageUpdate' || type === 'messageDelete');
  expect(changes.map(({ type, id, text, channelData }) => [type, id, text, channelData.eventType])).toEqual([
    ['messageUpdate', said.id, '<at>Neuvo</at> Hei taas', 'editMessage'],
    ['messageDelete', said.id, undefined, 'softDeleteMessage'],
    ['messageUpdate', said.id, '<at>Neuvo</at> Hei taas', 'undeleteMessage'],
  ]);
  const foreign = api.change({ as: other.id, conversation: channel, message: said.id, change: 'delete' });
  await expect(foreign).rejects.toThrow('There is no message');
});
