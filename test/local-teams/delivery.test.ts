import { afterEach, expect, test } from '@jest/globals';
import { answer } from './echo-bot.ts';
import { attached, cardBody, createStage, type Stage } from './stage.ts';

let stage: Stage;

afterEach(() => stage.clear());

const PATIENCE_MS = 200;

/** Resolves when the test says so: a bot that is slow for as long as is needed. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

test('a message that is not answered in time is sent again, once, with the same id', async () => {
  stage = await createStage({ resendAfterMs: PATIENCE_MS });
  const { api, bot, people, channel } = stage;
  const slow = gate();
  const ids: (string | undefined)[] = [];
  bot.does(async ({ activity }) => {
    if (activity.type !== 'message') return;
    ids.push(activity.id);
    await slow.opened;
  });

  const said = await api.say({ as: people[0].id, conversation: channel, text: 'hei', mention: true });
  slow.open();

  expect(ids).toEqual([said.id, said.id]);
  expect(said.status).toBe(504);
});

test('a message that is answered at the second attempt has arrived', async () => {
  stage = await createStage({ resendAfterMs: PATIENCE_MS });
  const { api, bot, people, channel } = stage;
  const slow = gate();
  let attempts = 0;
  bot.does(async ({ activity }) => {
    if (activity.type !== 'message') return;
    attempts += 1;
    if (attempts === 1) await slow.opened;
  });

  const said = await api.say({ as: people[0].id, conversation: channel, text: 'hei', mention: true });
  slow.open();

  expect(said.status).toBe(200);
});

test('an invoke that is not answered in time shows an error, and is not sent again', async () => {
  stage = await createStage({ resendAfterMs: PATIENCE_MS });
  const { api, bot, people, channel, post } = stage;
  const message = await post({ attachments: [attached({ actions: [{ type: 'Action.Execute', title: 'Paina', verb: 'x' }] })] });
  const slow = gate();
  let attempts = 0;
  bot.does(async (context) => {
    if (context.activity.type !== 'invoke') return;
    attempts += 1;
    await slow.opened;
    await answer(context, cardBody({}));
  });

  const result = await api.press({ as: people[0].id, conversation: channel, message, title: 'Paina' });
  slow.open();

  expect(result).toEqual({ kind: 'error', status: 504, text: 'The bot did not answer in time.' });
  expect(attempts).toBe(1);
});

test('a bot that is away is an error too', async () => {
  stage = await createStage();
  const { api, bot, people, channel, post } = stage;
  const message = await post({ attachments: [attached({ actions: [{ type: 'Action.Execute', title: 'Paina', verb: 'x' }] })] });
  await bot.stop();

  const said = await api.say({ as: people[0].id, conversation: channel, text: 'hei', mention: true });
  const pressed = await api.press({ as: people[0].id, conversation: channel, message, title: 'Paina' });

  expect(said.status).toBe(0);
  expect(pressed).toMatchObject({ kind: 'error', status: 0, text: expect.stringContaining('no connection') });
});

test('settling waits for what is on its way to the bot', async () => {
  stage = await createStage();
  const { api, bot, people, channel, teams } = stage;
  const slow = gate();
  const heard = gate();
  const order: string[] = [];
  bot.does(async ({ activity }) => {
    if (activity.type !== 'message') return;
    heard.open();
    await slow.opened;
    order.push('answered');
  });

  const said = api.say({ as: people[0].id, conversation: channel, text: 'hei', mention: true });
  await heard.opened;
  const settled = teams.settle().then(() => order.push('settled'));
  slow.open();
  await Promise.all([said, settled]);

  expect(order).toEqual(['answered', 'settled']);
});

test('the traffic shows what went where, in both directions, and never a token', async () => {
  stage = await createStage();
  const { api, bot, people, channel } = stage;
  bot.does(async (context) => {
    if (context.activity.type === 'message') await context.sendActivity('Hei vaan');
  });
  const before = (await api.traffic()).at(-1)?.n ?? 0;

  const { id } = await api.say({ as: people[0].id, conversation: channel, text: 'hei', mention: true });

  const entries = (await api.traffic(before)).filter(({ activity }) => activity?.type === 'message');
  expect(entries).toMatchObject([
    { direction: 'to-connector', method: 'POST', status: 201, activity: { text: 'Hei vaan' }, answer: { id: expect.any(String) } },
    { direction: 'to-bot', method: 'POST', path: '/api/messages', status: 200, activity: { id, text: '<at>Neuvo</at> hei' } },
  ]);
  expect(JSON.stringify(entries)).not.toContain('Bearer');
});

test('an open page is told of changes', async () => {
  stage = await createStage();
  const { teams, people, channel, post } = stage;
  const response = await fetch(`${teams.url}/api/events?as=${people[0].id}`);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  await reader?.read();

  await post({ text: 'Uutta' });
  const event = await reader?.read();

  expect(JSON.parse(event?.value?.replace('data: ', '') ?? '')).toEqual({ type: 'changed', conversation: channel });
});

test('it listens at once, and serves the page', async () => {
  stage = await createStage();

  const page = await fetch(`${stage.teams.url}/`);

  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
});
