import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { world } from '../../src/local-teams/world.ts';
import { attached, createStage, type Stage } from './stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await createStage();
});

afterEach(() => stage.clear());

const action = { type: 'Action.Execute', title: 'Paina', verb: 'x' };
const message = (more: object) => ({ type: 'message', ...more });

function send(activity: object) {
  return stage.bot.connector('POST', `/v3/conversations/${encodeURIComponent(stage.channel)}/activities`, activity);
}

describe('a chat with a person', () => {
  const create = (more: object) => stage.bot.connector('POST', '/v3/conversations', { tenantId: world.tenantId, ...more });

  test('is the same one however often it is created, by either id', async () => {
    const [person] = stage.people;

    const answers = await Promise.all([person.id, person.teamsId, person.id].map((id) => create({ members: [{ id }] })));

    expect(new Set(answers.map(({ body }) => body?.id))).toEqual(new Set([await stage.chatOf(person)]));
  });

  test('can begin with a message', async () => {
    const [person] = stage.people;

    const { status, body } = await create({ members: [{ id: person.id }], activity: message({ text: 'Hei' }) });

    const { messages } = await stage.api.chat(person.id, body?.id ?? '');
    expect([status, messages.at(-1)]).toMatchObject([201, { id: body?.activityId, text: 'Hei' }]);
  });

  test('needs somebody of the same tenant who can be reached', async () => {
    const { api, stranger } = stage;
    await api.install({ as: stranger.id, installed: false });

    const unknown = await create({ members: [{ id: '29:nobody' }] });
    const foreign = await create({ members: [{ id: stranger.id }], tenantId: '00000000-0000-4000-8000-000000000000' });
    const unreachable = await create({ members: [{ id: stranger.id }] });

    expect([unknown.status, foreign.status, unreachable.status]).toEqual([403, 400, 403]);
  });
});

test('a new thread answers its own conversation id and the id of its root', async () => {
  const { bot, channel } = stage;

  const { status, body } = await bot.connector('POST', '/v3/conversations', {
    isGroup: true,
    channelData: { channel: { id: channel } },
    activity: message({ text: 'Uusi' }),
  });

  expect(status).toBe(201);
  expect(body?.id).toBe(`${channel};messageid=${body?.activityId}`);
});

test('what is not there answers 404', async () => {
  const { bot, channel, team } = stage;
  const calls: [string, string, object?][] = [
    ['POST', '/v3/conversations/19:none@thread.tacv2/activities', message({ text: 'x' })],
    ['POST', `/v3/conversations/${channel};messageid=1/activities`, message({ text: 'x' })],
    ['PUT', `/v3/conversations/${channel}/activities/1`, message({ text: 'x' })],
    ['DELETE', `/v3/conversations/${channel}/activities/1`],
    ['GET', `/v3/conversations/${team.id}/members/${world.people[0]?.id}`],
    ['GET', '/v3/teams/19:none@thread.tacv2'],
    ['GET', '/v3/nothing'],
  ];

  const statuses = await Promise.all(calls.map(async (call) => (await bot.connector(...call)).status));

  expect(statuses).toEqual(calls.map(() => 404));
});

test('a person’s message is not the bot’s to change', async () => {
  const { api, bot, people, channel } = stage;
  const { id } = await api.say({ as: people[0].id, conversation: channel, text: 'Omani' });

  const { status } = await bot.connector('PUT', `/v3/conversations/${channel}/activities/${id}`, message({ text: 'Muutettu' }));

  expect(status).toBe(403);
});

test('members come page by page, and never all at once', async () => {
  const { bot, team } = stage;
  const path = `/v3/conversations/${team.id}/pagedmembers?pageSize=500`;

  const first = await bot.connector('GET', path);
  const second = await bot.connector('GET', `${path}&continuationToken=${first.body?.continuationToken}`);

  const half = Math.ceil(team.memberIds.length / 2);
  expect([first.body?.members?.length, second.body?.members?.length]).toEqual([half, team.memberIds.length - half]);
  expect(second.body?.continuationToken).toBeUndefined();
});

test.each(['', '3', 'bm9uZQ', 'cGFnZSA5OTk'])('the page of the token “%s”, which Teams has not given, is refused', async (token) => {
  const { bot, team } = stage;

  const { status, body } = await bot.connector('GET', `/v3/conversations/${team.id}/pagedmembers?continuationToken=${token}`);

  expect([status, body?.error]).toEqual([403, { code: 'BadArgument', message: 'Failed to decrypt members continuationToken' }]);
});

test('a shared channel has members of its own, who may be of another organisation', async () => {
  const { api, bot, channel, team } = stage;
  const outsider = world.people.find(({ tenantId }) => tenantId !== undefined);
  await api.members({ channel, add: [outsider?.id ?? ''], remove: [team.memberIds[0] ?? ''] });

  const found = await bot.connector('GET', `/v3/conversations/${channel}/members/${outsider?.teamsId}`);
  const left = await bot.connector('GET', `/v3/conversations/${channel}/members/${team.memberIds[0]}`);
  const inTeam = await bot.connector('GET', `/v3/conversations/${team.id}/members/${team.memberIds[0]}`);

  expect(found.body).toMatchObject({ objectId: outsider?.id, tenantId: outsider?.tenantId, userRole: 'user' });
  expect([left.body?.error?.code, inTeam.status]).toEqual(['MemberNotFoundInConversation', 200]);
});

describe('Teams’ limits', () => {
  test('a message over 100 KB answers 413', async () => {
    const { status, body } = await send(message({ text: 'ä'.repeat(52_000) }));

    expect([status, body?.error?.code]).toEqual([413, 'MessageSizeTooBig']);
  });

  test('the eighth message in a second answers 429, and says when to come again', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, (_, count) => send(message({ text: `${count}` }))));

    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(7).fill(201), 429]);
    expect(Number(answers.find(({ status }) => status === 429)?.retryAfter)).toBeGreaterThanOrEqual(1);
  });

  test.each<[string, object]>([
    ['neither text nor a card', {}],
    ['something else than an Adaptive Card', { attachments: [{ contentType: 'application/vnd.microsoft.card.hero', content: {} }] }],
    ['a card of another type', { attachments: [attached({ type: 'Card' })] }],
    ['a card of a version that Teams can’t show', { attachments: [attached({ version: '1.6' })] }],
    ['seven actions', { attachments: [attached({ actions: Array(7).fill(action) })] }],
    ['seven actions inside', { attachments: [attached({ body: [{ type: 'ActionSet', actions: Array(7).fill(action) }] })] }],
    ['an unknown action', { attachments: [attached({ actions: [{ type: 'Action.Http', title: 'X' }] })] }],
    ['an unknown element', { attachments: [attached({ body: [{ type: 'Marquee' }] })] }],
    ['an input without an id', { attachments: [attached({ body: [{ type: 'Input.Text' }] })] }],
    ['two inputs with one id', { attachments: [attached({ body: Array(2).fill({ type: 'Input.Text', id: 'x' }) })] }],
    ['a refresh by Action.Submit', { attachments: [attached({ refresh: { action: { type: 'Action.Submit' } } })] }],
    ['61 people to refresh for', { attachments: [attached({ refresh: { action, userIds: Array(61).fill('29:1') } })] }],
  ])('%s answers 400', async (_what, activity) => {
    const { status, body } = await send(message(activity));

    expect([status, body?.error?.code]).toEqual([400, 'BadSyntax']);
  });

  test.each<[string, object]>([
    ['six actions', { actions: Array(6).fill(action) }],
    ['60 people to refresh for', { refresh: { action, userIds: Array(60).fill('29:1') } }],
    ['an unknown element with a fallback', { body: [{ type: 'Marquee', fallback: 'drop' }] }],
    [
      'charts, columns and tables',
      {
        body: [
          { type: 'Chart.Donut', data: [] },
          { type: 'ColumnSet', columns: [{ items: [{ type: 'TextBlock', text: 'x' }] }] },
          { type: 'Table', rows: [{ type: 'TableRow', cells: [{ items: [{ type: 'TextBlock', text: 'x' }] }] }] },
          { type: 'RichTextBlock', inlines: ['x', { type: 'TextRun', text: 'y' }] },
        ],
      },
    ],
  ])('%s is all right', async (_what, card) => {
    expect((await send(message({ attachments: [attached(card)] }))).status).toBe(201);
  });
});

describe('faults', () => {
  const texts = async () => (await stage.api.chat(stage.people[0].id, stage.channel)).messages.map(({ text }) => text);

  test('the next calls that match are answered as ordered', async () => {
    const { api, bot, team, channel } = stage;
    await api.setFault({ match: { method: 'post', conversation: channel }, status: 503, retryAfter: 2, times: 1 });

    const look = await bot.connector('GET', `/v3/teams/${team.id}`);
    const struck = await send(message({ text: 'Yksi' }));
    const next = await send(message({ text: 'Kaksi' }));

    expect([look.status, struck.status, struck.retryAfter, next.status]).toEqual([200, 503, '2', 201]);
    expect(await texts()).toEqual(['Kaksi']);
  });

  test('every second call may be struck, until the faults are cleared', async () => {
    const { api } = stage;
    await api.setFault({ match: { path: '/activities', every: 2 }, status: 502 });
    const statuses = [(await send(message({ text: '1' }))).status, (await send(message({ text: '2' }))).status];

    await api.clearFaults();
    statuses.push((await send(message({ text: '3' }))).status, (await send(message({ text: '4' }))).status);

    expect(statuses).toEqual([201, 502, 201, 201]);
  });

  test('a connection may break before the work is done, or after it', async () => {
    const { api } = stage;
    await api.setFault({ drop: 'before', times: 1 });
    await api.setFault({ drop: 'after', times: 1 });

    const outcomes = [];
    for (const text of ['ennen', 'jälkeen']) outcomes.push(await send(message({ text })).catch(() => 'broken'));

    expect(outcomes).toEqual(['broken', 'broken']);
    expect(await texts()).toEqual(['jälkeen']);
  });

  test('a call may be delayed and then done', async () => {
    const { api } = stage;
    await api.setFault({ delayMs: 30, times: 1 });

    await send(message({ text: 'Hitaasti' }));

    const [entry] = (await api.traffic()).filter(({ direction }) => direction === 'to-connector');
    expect(entry?.ms).toBeGreaterThanOrEqual(29);
    expect(await texts()).toEqual(['Hitaasti']);
  });
});
