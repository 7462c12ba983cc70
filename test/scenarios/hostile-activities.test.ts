import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Activity } from '../../src/local-teams/activities.ts';
import { type Country, openCountry } from '../support/country.ts';
import { keepUnharmed } from '../support/unharmed.ts';

const json = { 'content-type': 'application/json' };

let country: Country;
let message: Activity;
let press: Activity;

beforeAll(async () => {
  country = await openCountry();
  const aino = country.person('Aino Sarkavaara');
  const sirpa = country.person('Sirpa Aapakari');
  const asked = await aino.asks();
  await sirpa.presses('Otan hoitaakseni', { about: asked });
  press = await sirpa.lastSent('invoke');
  await aino.says('Yksi asia vielä.');
  message = await aino.lastSent('message');
});
afterAll(() => country.close());
keepUnharmed(() => country);

test('bodies that are no activity are turned away', async () => {
  const deep = `${'['.repeat(2_000)}${']'.repeat(2_000)}`;
  const bodies = [
    '',
    'x',
    '{',
    '[]',
    'null',
    '5',
    '"text"',
    '{}',
    '{"type":5}',
    '{"type":null}',
    deep,
    `{"type":"message","value":${deep}}`,
  ];

  for (const body of bodies) expect([400, 401]).toContain((await country.api.sendRaw({ body, headers: json })).status);
});

test('ids that are no Unicode, and could be part of no address, are turned away', async () => {
  const broken = 'a:\ud800';
  const { from, recipient, conversation } = message as Record<string, object>;
  const changes = [
    { id: broken },
    { from: { ...from, id: broken } },
    { recipient: { ...recipient, id: broken } },
    { conversation: { ...conversation, id: broken } },
  ];

  for (const change of changes) expect((await country.api.sendRaw({ activity: { ...message, ...change } })).status).toBe(400);
});

test('bodies that are too large, or of another kind, are turned away', async () => {
  const huge = JSON.stringify({ ...message, text: 'x'.repeat(600_000) });

  expect((await country.api.sendRaw({ body: huge, headers: json })).status).toBe(413);
  expect((await country.api.sendRaw({ body: '<type>message</type>', headers: { 'content-type': 'text/xml' } })).status).toBe(415);
  const file = '--x\r\ncontent-disposition: form-data; name="f"; filename="f"\r\n\r\nstays out\r\n--x--\r\n';
  expect((await country.api.sendRaw({ body: file, headers: { 'content-type': 'multipart/form-data; boundary=x' } })).status).toBe(415);
});

const wrong = [
  undefined,
  null,
  true,
  7,
  '',
  'x',
  '\u0000',
  [],
  ['x'],
  {},
  { id: 7 },
  { command: 7, data: 7, tenant: 7 },
  'x'.repeat(5_000),
];

describe('an activity of which one part is missing or is something else', () => {
  const parts = [
    'id',
    'timestamp',
    'channelId',
    'from',
    'conversation',
    'recipient',
    'textFormat',
    'text',
    'attachments',
    'entities',
    'channelData',
    'locale',
    'type',
    'value',
    'replyToId',
    'name',
  ];

  test.each(parts)('%s of a message', async (part) => {
    for (const [index, value] of wrong.entries()) await expectTaken({ ...message, id: `${part}-${index}`, [part]: value });
  });

  test.each(parts.filter((part) => part !== 'value'))('%s of a press', async (part) => {
    for (const value of wrong) await expectTaken({ ...press, id: 'f:1', value: { action: {} }, [part]: value });
  });

  test.each(['action', 'trigger', 'data', 'context', 'messagePayload', 'commandId'])(
    '%s of what a press, a form or a message extension brings',
    async (part) => {
      for (const value of wrong) {
        for (const name of [
          'adaptiveCard/action',
          'task/fetch',
          'task/submit',
          'composeExtension/fetchTask',
          'composeExtension/submitAction',
        ]) {
          await expectTaken({ ...press, name, value: { [part]: value } });
        }
      }
    },
  );
});

test('kinds of activity and invoke that Neuvo does not know are answered with silence', async () => {
  const kinds = [
    'typing',
    'event',
    'messageReaction',
    'messageUpdate',
    'messageDelete',
    'endOfConversation',
    'trace',
    'command',
    'handoff',
    'x',
    'toString',
  ];
  const names = ['signin/verifyState', 'actionableMessage/executeAction', 'composeExtension/query', 'x', 'constructor', '__proto__'];
  const posts = await postsOfBot();

  for (const type of kinds) expect((await country.api.sendRaw({ activity: { ...message, id: 'f:2', type } })).status).toBe(200);
  for (const name of names) expect(await country.api.sendRaw({ activity: { ...press, name } })).toEqual({ status: 200, body: {} });

  expect(await postsOfBot()).toBe(posts);
});

async function expectTaken(activity: Record<string, unknown>): Promise<void> {
  country.aMoment();
  const { status } = await country.api.sendRaw({ activity });
  expect({ status, activity: status < 500 ? null : activity }).toEqual({ status: expect.any(Number), activity: null });
}

async function postsOfBot(): Promise<number> {
  return (await country.traffic()).filter(({ direction, method }) => direction === 'to-connector' && method !== 'GET').length;
}
