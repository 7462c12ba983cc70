import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { answer } from './echo-bot.ts';
import { attached, cardBody, cardWith, createStage, type Stage, wire } from './stage.ts';

let stage: Stage;
let now: number;

beforeEach(async () => {
  now = Date.parse('2026-11-23T08:00:00Z');
  stage = await createStage({ clock: { now: () => now, elapsed: () => now } });
});

afterEach(() => stage.clear());

const claim = { type: 'Action.Execute', title: 'Otan tämän', verb: 'claim', data: { id: 'OT-1' } };
const text = (words: string) => ({ body: [{ type: 'TextBlock', text: words }] });

/** The bot answers every press with this body, and the test reads what it was sent. */
function answering(body: unknown, status = 200) {
  const heard: ReturnType<typeof wire>[] = [];
  stage.bot.does(async (context) => {
    if (context.activity.type !== 'invoke') return;
    heard.push(wire(context));
    await answer(context, body, status);
  });
  return heard;
}

describe('Action.Execute', () => {
  test('sends its verb and data, and from where it was pressed', async () => {
    const { api, channel, people, post } = stage;
    const [person] = people;
    const message = await post({ attachments: [attached({ actions: [claim] })] });
    const heard = answering(cardBody(text('Sinulla')));

    await api.press({ as: person.id, conversation: channel, message, title: 'Otan tämän' });

    expect(heard).toMatchObject([
      {
        name: 'adaptiveCard/action',
        replyToId: message,
        from: { id: person.teamsId, aadObjectId: person.id },
        conversation: { id: `${channel};messageid=${message}` },
        value: { action: { type: 'Action.Execute', verb: 'claim', data: { id: 'OT-1' } }, trigger: 'manual' },
      },
    ]);
  });

  test('replaces the presser’s view with the card that comes back, and nobody else’s', async () => {
    const { api, channel, people, post, see } = stage;
    const [presser, other] = people;
    const message = await post({ attachments: [attached({ actions: [claim] })] });
    answering(cardBody(text('Sinulla')));

    const result = await api.press({ as: presser.id, conversation: channel, message, title: 'Otan tämän' });

    expect(result).toEqual({ kind: 'card' });
    expect(await see(presser, message)).toMatchObject({ card: text('Sinulla'), personal: true, actions: [] });
    expect(await see(other, message)).toMatchObject({ card: text('Kortti'), personal: false, actions: ['Otan tämän'] });
  });

  test('an update of the message replaces everybody’s view', async () => {
    const { api, bot, channel, people, post, see } = stage;
    const [presser, other] = people;
    const message = await post({ attachments: [attached({ actions: [claim] })] });
    answering(cardBody(text('Sinulla')));
    await api.press({ as: presser.id, conversation: channel, message, title: 'Otan tämän' });

    await bot.connector('PUT', `/v3/conversations/${channel};messageid=${message}/activities/${message}`, {
      type: 'message',
      attachments: [attached(text('Varattu'))],
    });

    for (const person of [presser, other]) expect(await see(person, message)).toMatchObject({ card: text('Varattu'), personal: false });
  });

  test.each([
    [
      'a toast',
      { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Kiitos' },
      { kind: 'message', text: 'Kiitos' },
    ],
    [
      'an error',
      { statusCode: 400, type: 'application/vnd.microsoft.error', value: { code: 'Taken', message: 'Jo varattu' } },
      { kind: 'error', status: 400, text: 'Jo varattu' },
    ],
  ])('shows %s that the bot answers', async (_what, body, expected) => {
    const { api, channel, people, post } = stage;
    const message = await post({ attachments: [attached({ actions: [claim] })] });
    answering(body);

    expect(await api.press({ as: people[0].id, conversation: channel, message, title: 'Otan tämän' })).toEqual(expected);
  });

  test.each([
    ['HTTP 500', 500, {}, /answered 500/],
    ['no invoke response', 200, { text: 'ok' }, /not \{statusCode, type, value\}/],
    ['an unknown type', 200, { statusCode: 200, type: 'text/plain', value: 'ok' }, /no answer of type text\/plain/],
    ['a card that is not one', 200, { ...cardBody({}), value: { type: 'Card' } }, /no AdaptiveCard/],
    ['a message that is not text', 200, { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: {} }, /must be text/],
  ])('shows an error if the bot answers %s', async (_what, status, body, words) => {
    const { api, channel, people, post, see } = stage;
    const message = await post({ attachments: [attached({ actions: [claim] })] });
    answering(body, status);

    const result = await api.press({ as: people[0].id, conversation: channel, message, title: 'Otan tämän' });

    expect(result).toMatchObject({ kind: 'error', text: expect.stringMatching(words) });
    expect((await see(people[0], message)).personal).toBe(false);
  });

  test('is found inside a ShowCard, and takes along the inputs of its own card and of those around it', async () => {
    const { api, channel, people, post } = stage;
    const inner = cardWith({
      body: [{ type: 'Input.Text', id: 'reason', label: 'Syy' }],
      actions: [{ type: 'Action.Execute', title: 'Siirrä', verb: 'redirect' }],
    });
    const card = {
      body: [{ type: 'Input.Toggle', id: 'urgent', title: 'Kiire', valueOn: 'kyllä', valueOff: 'ei' }],
      actions: [{ type: 'Action.ShowCard', title: 'Siirrä muualle', card: inner }, claim],
    };
    const message = await post({ attachments: [attached(card)] });
    const heard = answering(cardBody({}));
    const press = (as: string, title: string, inputs = {}) => api.press({ as, conversation: channel, message, title, inputs });

    const opened = await press(people[0].id, 'Siirrä muualle');
    await press(people[0].id, 'Siirrä', { reason: 'Väärä alue' });
    await press(people[1].id, 'Otan tämän');

    expect(opened).toEqual({ kind: 'opened' });
    expect(heard.map(({ value }) => (value.action as unknown as { data: unknown }).data)).toEqual([
      { reason: 'Väärä alue', urgent: 'ei' },
      { id: 'OT-1', urgent: 'ei' },
    ]);
  });

  test('is not to be pressed when it is disabled, or hidden for good', async () => {
    const { api, channel, people, post } = stage;
    const card = {
      body: [
        { type: 'Container', isVisible: false, items: [{ type: 'ActionSet', actions: [{ ...claim, title: 'Piilossa' }] }] },
        { type: 'Container', id: 'more', isVisible: false, items: [{ type: 'ActionSet', actions: [{ ...claim, title: 'Lisää' }] }] },
      ],
      actions: [
        { ...claim, isEnabled: false },
        { type: 'Action.ToggleVisibility', title: 'Näytä', targetElements: ['more'] },
      ],
    };

    const message = await post({ attachments: [attached(card)] });

    const pressed = await api.press({ as: people[0].id, conversation: channel, message, title: 'Otan tämän' });
    expect(pressed).toMatchObject({ kind: 'error', status: 0 });
    expect((await stage.see(people[0], message)).actions).toEqual(['Lisää', 'Näytä']);
  });
});

describe('the client checks inputs before a press leaves', () => {
  const form = {
    body: [
      { type: 'Input.Text', id: 'title', label: 'Otsikko', isRequired: true, maxLength: 10, errorMessage: 'Anna otsikko' },
      {
        type: 'Input.ChoiceSet',
        id: 'field',
        label: 'Ala',
        isMultiSelect: true,
        choices: [
          { title: 'A', value: 'a' },
          { title: 'B', value: 'b' },
        ],
      },
    ],
    actions: [{ type: 'Action.Execute', title: 'Lähetä', verb: 'send' }],
  };

  async function send(inputs: Record<string, string>, unchecked = false) {
    const { api, channel, people, post } = stage;
    const message = await post({ attachments: [attached(form)] });
    const heard = answering(cardBody({}));
    const result = await api.press({ as: people[0].id, conversation: channel, message, title: 'Lähetä', inputs, unchecked });
    return { result, sent: heard.map(({ value }) => (value.action as unknown as { data: unknown }).data) };
  }

  test('a complete form leaves', async () => {
    expect(await send({ title: 'Otsikko', field: 'a,b' })).toEqual({
      result: { kind: 'card' },
      sent: [{ title: 'Otsikko', field: 'a,b' }],
    });
  });

  test.each([
    ['a missing value', {}, /Anna otsikko/],
    ['one that is too long', { title: 'Aivan liian pitkä' }, /Anna otsikko/],
    ['a choice that isn’t there', { title: 'Otsikko', field: 'a,c' }, /not one of the choices/],
    ['an input that isn’t there', { title: 'Otsikko', other: 'x' }, /no input “other”/],
  ])('%s stops it', async (_what, inputs, words) => {
    const { result, sent } = await send(inputs as Record<string, string>);

    expect(result).toMatchObject({ kind: 'error', status: 0, text: expect.stringMatching(words) });
    expect(sent).toEqual([]);
  });

  test('but nothing stops a hostile client', async () => {
    const { result, sent } = await send({ other: 'x' }, true);

    expect(result).toEqual({ kind: 'card' });
    expect(sent).toEqual([{ other: 'x' }]);
  });
});

describe('a card that refreshes itself', () => {
  const refreshing = (userIds?: string[]) => ({
    refresh: { action: { type: 'Action.Execute', verb: 'view', data: { id: 'OT-1' } }, ...(userIds ? { userIds } : {}) },
  });

  test('is asked anew for the people it lists, when they see it', async () => {
    const { people, post, see } = stage;
    const [listed, other] = people;
    const message = await post({ attachments: [attached(refreshing([listed.teamsId]))] });
    const heard = answering(cardBody(text('Sinulle')));

    const views = [await see(listed, message), await see(other, message)];

    expect(views).toMatchObject([
      { card: text('Sinulle'), personal: true },
      { card: text('Kortti'), personal: false },
    ]);
    expect(heard).toMatchObject([
      { from: { id: listed.teamsId }, value: { action: { verb: 'view', data: { id: 'OT-1' } }, trigger: 'automatic' } },
    ]);
  });

  test('is asked for everybody if it lists nobody', async () => {
    const { people, post, see } = stage;
    const message = await post({ attachments: [attached(refreshing())] });
    answering(cardBody(text('Sinulle')));

    for (const person of people) expect((await see(person, message)).personal).toBe(true);
  });

  test('is asked again only after a minute, and only if the card that came asks for it', async () => {
    const { people, post, see } = stage;
    const [person] = people;
    const message = await post({ attachments: [attached(refreshing())] });
    const heard = answering(cardBody(refreshing()));

    await see(person, message);
    now += 59_000;
    await see(person, message);
    now += 2_000;
    answering(cardBody({}));
    await see(person, message);
    now += 61_000;
    const silent = answering(cardBody({}));
    await see(person, message);

    expect([heard.length, silent.length]).toEqual([1, 0]);
  });

  test('is asked again at once when the common view has been updated', async () => {
    const { bot, channel, people, post, see } = stage;
    const [person] = people;
    const message = await post({ attachments: [attached(refreshing())] });
    const heard = answering(cardBody(refreshing()));
    await see(person, message);

    await bot.connector('PUT', `/v3/conversations/${channel}/activities/${message}`, {
      type: 'message',
      attachments: [attached(refreshing())],
    });
    await see(person, message);

    expect(heard).toHaveLength(2);
  });

  test('is not shown as it was, if the common view was updated while the answer was on its way', async () => {
    const { bot, people, post, see } = stage;
    const [person] = people;
    const message = await post({ attachments: [attached(refreshing())] });
    bot.does(async (context) => {
      if (context.activity.type !== 'invoke') return;
      await context.updateActivity({ type: 'message', id: message, attachments: [attached({ ...refreshing(), ...text('Uusi') })] });
      await answer(context, cardBody(text('Vanha')));
    });

    const stale = await see(person, message);
    answering(cardBody(text('Sinulle')));
    const fresh = await see(person, message);

    expect([stale, fresh]).toMatchObject([
      { card: text('Uusi'), personal: false },
      { card: text('Sinulle'), personal: true },
    ]);
  });

  test('stays the common one if the bot refuses, and the refusal holds for a minute', async () => {
    const { people, post, see } = stage;
    const message = await post({ attachments: [attached(refreshing())] });
    const heard = answering({ statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Ei oikeutta' });

    const seen = await see(people[0], message);
    await see(people[0], message);

    expect(seen.personal).toBe(false);
    expect(heard).toHaveLength(1);
  });

  test('stays the common one if the bot fails, and is asked the next time', async () => {
    const { people, post, see } = stage;
    const message = await post({ attachments: [attached(refreshing())] });
    const heard = answering({}, 500);

    const seen = await see(people[0], message);
    await see(people[0], message);

    expect(seen.personal).toBe(false);
    expect(heard).toHaveLength(2);
  });
});

describe('Action.Submit', () => {
  test.each([
    ['its data and inputs', { data: { choice: 1 } }, { value: { choice: 1, name: 'Kuopio' } }],
    ['a text in the person’s name', { data: { msteams: { type: 'imBack', value: 'apua' } } }, { text: 'apua' }],
    [
      'a text and a value',
      { data: { msteams: { type: 'messageBack', text: 'digest', displayText: 'Kooste', value: { week: 46 } } } },
      { text: 'digest', value: { week: 46 } },
    ],
  ])('sends a message with %s', async (_what, action, expected) => {
    const { api, channel, people, post, bot } = stage;
    const card = {
      body: [{ type: 'Input.Text', id: 'name', value: 'Kuopio' }],
      actions: [{ type: 'Action.Submit', title: 'Lähetä', ...action }],
    };
    const message = await post({ attachments: [attached(card)] });
    const heard: unknown[] = [];
    bot.does(async (context) => {
      if (context.activity.type === 'message') heard.push(context.activity);
    });

    const result = await api.press({ as: people[0].id, conversation: channel, message, title: 'Lähetä' });

    expect(result).toEqual({ kind: 'sent' });
    expect(heard).toMatchObject([{ type: 'message', replyToId: message, ...expected }]);
  });
});

test('a link is the client’s own business', async () => {
  const { api, channel, people, post } = stage;
  const message = await post({
    attachments: [attached({ actions: [{ type: 'Action.OpenUrl', title: 'Lue', url: 'https://example.fi' }] })],
  });

  const result = await api.press({ as: people[0].id, conversation: channel, message, title: 'Lue' });

  expect(result).toEqual({ kind: 'url', url: 'https://example.fi' });
});
