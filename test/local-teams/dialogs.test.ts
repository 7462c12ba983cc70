import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { answer } from './echo-bot.ts';
import { attached, createStage, type Stage, wire } from './stage.ts';

let stage: Stage;
let heard: ReturnType<typeof wire>[];
let answers: Record<string, unknown>;

const form = attached({
  body: [{ type: 'Input.Text', id: 'question', label: 'Kysymys', isRequired: true, errorMessage: 'Kirjoita kysymys' }],
  actions: [{ type: 'Action.Submit', title: 'Lähetä', data: { nonce: 'n1' } }],
});
const opened = (card: object = form, title = 'Kysy') => ({ task: { type: 'continue', value: { title, card } } });
const ask = { type: 'Action.Submit', title: 'Kysy', data: { msteams: { type: 'task/fetch' }, verb: 'ask' } };

beforeEach(async () => {
  stage = await createStage();
  heard = [];
  answers = { 'task/fetch': opened(), 'composeExtension/fetchTask': opened() };
  stage.bot.does(async (context) => {
    if (context.activity.type !== 'invoke') return;
    heard.push(wire(context));
    await answer(context, answers[context.activity.name ?? '']);
  });
});

afterEach(() => stage.clear());

async function open() {
  const { api, channel, people, post } = stage;
  const message = await post({ attachments: [attached({ actions: [ask] })] });
  return { message, result: await api.press({ as: people[0].id, conversation: channel, message, title: 'Kysy' }) };
}

function submit(inputs: Record<string, string>) {
  return stage.api.press({ as: stage.people[0].id, message: 'dialog', title: 'Lähetä', inputs });
}

test('a button of a card opens a dialog', async () => {
  const { message, result } = await open();

  expect(result).toMatchObject({
    kind: 'dialog',
    dialog: {
      title: 'Kysy',
      card: form.content,
      actions: ['Lähetä'],
      inputs: [{ id: 'question', label: 'Kysymys', type: 'Input.Text', value: '' }],
    },
  });
  expect(heard).toMatchObject([
    {
      name: 'task/fetch',
      replyToId: message,
      value: { data: { msteams: { type: 'task/fetch' }, verb: 'ask' }, context: { theme: 'default' } },
    },
  ]);
});

test('what is filled in there goes to the bot, whose word closes it', async () => {
  const { api, people } = stage;
  await open();
  answers['task/submit'] = { task: { type: 'message', value: 'Kiitos!' } };

  const result = await submit({ question: 'Miten tästä eteenpäin?' });

  expect(result).toEqual({ kind: 'closed', text: 'Kiitos!' });
  expect(heard[1]).toMatchObject({ name: 'task/submit', value: { data: { nonce: 'n1', question: 'Miten tästä eteenpäin?' } } });
  expect(await api.dialog(people[0].id)).toBeNull();
});

test('the bot may answer with another card, or with nothing', async () => {
  await open();

  answers['task/submit'] = opened(form, '');
  const next = await submit({ question: 'Yksi' });
  answers['task/submit'] = undefined;
  const closed = await submit({ question: 'Kaksi' });

  expect(next).toMatchObject({ kind: 'dialog', dialog: { title: 'Kysy' } });
  expect(closed).toEqual({ kind: 'closed' });
});

test('an error of the bot leaves the dialog open and says what happened', async () => {
  const { api, people } = stage;
  await open();
  answers['task/submit'] = { task: { type: 'continue', value: { card: attached({ actions: [{ type: 'Action.Execute', title: 'X' }] }) } } };

  const result = await submit({ question: 'Yksi' });

  expect(result).toMatchObject({ kind: 'error', text: expect.stringContaining('Action.Execute does not work in a dialog') });
  expect(await api.dialog(people[0].id)).toMatchObject({ title: 'Kysy', error: expect.stringContaining('Action.Execute') });
});

test('required inputs are checked by the client', async () => {
  await open();

  expect(await submit({})).toMatchObject({ kind: 'error', status: 0, text: 'Kysymys: Kirjoita kysymys' });
  expect(heard).toHaveLength(1);
});

test('a dialog can be closed without a word', async () => {
  const { api, people } = stage;
  await open();

  await api.closeDialog(people[0].id);

  expect(await api.dialog(people[0].id)).toBeNull();
  expect(await submit({ question: 'x' })).toMatchObject({ kind: 'error', status: 0 });
});

test('a message extension starts from the compose box', async () => {
  const { api, people, chatOf } = stage;
  const [person] = people;
  answers['composeExtension/submitAction'] = { composeExtension: { type: 'message', text: 'Lähetetty' } };

  const started = await api.extension({ as: person.id, command: 'ask' });
  const submitted = await submit({ question: 'Kuka auttaa?' });

  expect([started.kind, submitted]).toEqual(['dialog', { kind: 'closed', text: 'Lähetetty' }]);
  expect(heard).toMatchObject([
    {
      name: 'composeExtension/fetchTask',
      conversation: { id: await chatOf(person) },
      value: { commandId: 'ask', commandContext: 'compose' },
    },
    {
      name: 'composeExtension/submitAction',
      value: { commandId: 'ask', commandContext: 'compose', data: { nonce: 'n1', question: 'Kuka auttaa?' } },
    },
  ]);
});

test('a message extension started from a message gets its HTML, in the same thread', async () => {
  const { api, people, channel } = stage;
  const [author, person] = people;
  const { id } = await api.say({ as: author.id, conversation: channel, text: 'Apua <nyt>\nkiitos' });

  await api.extension({ as: person.id, command: 'ask', conversation: channel, message: id });

  expect(heard).toMatchObject([
    {
      conversation: { id: `${channel};messageid=${id}` },
      value: {
        commandContext: 'message',
        messagePayload: {
          id,
          body: { contentType: 'html', content: '<p>Apua &lt;nyt&gt;<br>kiitos</p>' },
          from: { user: { id: author.id, displayName: author.name } },
          linkToMessage: expect.stringContaining(id),
        },
      },
    },
  ]);
});
