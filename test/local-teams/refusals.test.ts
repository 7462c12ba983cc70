import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { world } from '../../src/local-teams/world.ts';
import { createStage, type Stage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});
afterEach(() => stage.clear());

const hello = { type: 'message', text: 'Hei' };

async function write(conversation: string) {
  return stage.bot.connector('POST', `/v3/conversations/${encodeURIComponent(conversation)}/activities`, hello);
}

function refused(code: string, message?: string) {
  return { status: 403, body: { error: { code, ...(message ? { message } : {}) } } };
}

test('who has blocked the bot is left alone, although they still have it, until they unblock it', async () => {
  const [person] = stage.people;
  const chat = await stage.chatOf(person);

  await stage.api.block({ as: person.id, blocked: true });
  const blocked = await write(chat);
  await stage.api.block({ as: person.id, blocked: false });
  const unblocked = await write(chat);

  expect(blocked).toMatchObject(refused('ConversationBlockedByUser', 'User blocked the conversation with the bot.'));
  expect(unblocked.status).toBe(201);
});

test('where the administrator has blocked the app every call is refused, and nobody reaches the bot', async () => {
  const { api, bot, channel, people } = stage;
  const [person] = people;

  await api.setPolicy({ disabled: true });
  const answers = [await write(channel), await bot.connector('GET', `/v3/conversations/${channel}/pagedmembers`)];
  const saying = api.say({ as: person.id, conversation: channel, text: 'ohje', mention: true });

  await expect(saying).rejects.toThrow('The administrator has blocked');
  for (const answer of answers) expect(answer).toMatchObject(refused('BotDisabledByAdmin', 'The tenant admin disabled this bot.'));
  await api.setPolicy({ disabled: false });
  expect((await write(channel)).status).toBe(201);
});

test('an id that Teams never made can’t be decrypted', async () => {
  const { bot, channel } = stage;

  const create = (id: string) => bot.connector('POST', '/v3/conversations', { tenantId: world.tenantId, members: [{ id }] });

  expect(await write('a:1madeUp')).toMatchObject(refused('BadArgument', 'Failed to decrypt conversation id'));
  expect(await create('29:1madeUp')).toMatchObject(refused('BadArgument', 'Failed to decrypt pairwise id'));
  expect(await bot.connector('GET', `/v3/conversations/${channel}/members/29:1madeUp`)).toMatchObject(refused('BadArgument'));
  expect((await write('19:none@thread.tacv2')).body?.error?.code).toBe('ConversationNotFound');
});

describe('In the dialect “named”', () => {
  beforeEach(() => stage.api.speak('named'));

  test('a refusal carries its code as a subCode in its message', async () => {
    const [person] = stage.people;
    const chat = await stage.chatOf(person);
    await stage.api.install({ as: person.id, installed: false });

    const { status, body } = await write(chat);

    const { errorCode, message } = body as unknown as { errorCode: number; message: string };
    expect([status, errorCode, JSON.parse(message)]).toMatchObject([403, 209, { subCode: 'MessageWritesBlocked' }]);
  });

  test('what a script has ordered is answered as it was ordered', async () => {
    await stage.api.setFault({ status: 403, body: { error: { code: 'NotEnoughPermissions', message: 'x' } } });

    expect(await write(stage.channel)).toMatchObject(refused('NotEnoughPermissions', 'x'));
  });

  test('a locale is a language without a country', async () => {
    const heard: unknown[] = [];
    stage.bot.does(async ({ activity }) => void heard.push(activity.locale));

    await stage.api.say({ as: stage.people[0].id, conversation: stage.channel, text: 'hei', mention: true });

    expect(heard.at(-1)).toBe('fi');
  });
});
