import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { TurnContext } from 'botbuilder';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { Person } from '../../src/local-teams/contract.ts';
import type { UploadInfo } from '../../src/local-teams/drive.ts';
import { servePage } from '../../src/local-teams/page/serve.ts';
import { world } from '../../src/local-teams/world.ts';
import { answer } from '../local-teams/echo-bot.ts';
import { attached, cardBody, cardWith, createStage, type Stage, wire } from '../local-teams/stage.ts';
import { launchBrowser } from '../support/browser.ts';

const commands = [{ id: 'ask', title: 'Ask the experts', contexts: ['compose', 'message'] }];
const asker = world.people.find((person) => person.locale === 'en') as Person;

const greeting = cardWith({
  body: [{ type: 'TextBlock', text: 'Welcome', wrap: true }],
  actions: [
    { type: 'Action.Execute', title: 'Claim', verb: 'claim' },
    { type: 'Action.Submit', title: 'Ask', data: { msteams: { type: 'task/fetch' } } },
  ],
});

const figures = 'county;count\nLapland;3\n';
const offeredFile = {
  contentType: 'application/vnd.microsoft.teams.card.file.consent',
  name: 'figures.csv',
  content: { description: 'The figures of four weeks', sizeInBytes: figures.length, acceptContext: {}, declineContext: {} },
};

const shownInside = { type: 'AdaptiveCard', body: [{ type: 'Input.Text', id: 'note', label: 'Note' }], actions: [] };

let browser: Browser;
let stage: Stage;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

beforeEach(async () => {
  stage = await createStage({ commands });
  stage.bot.does(playBot);
});

afterEach(async () => {
  await page.context().close();
  await stage.clear();
  expect(complaints).toEqual([]);
});

describe('Finding one’s way', () => {
  test('One chooses a person by name, and meets the bot in that person’s language', async () => {
    await open('/', { locale: 'en-GB' });

    await page.getByRole('searchbox').fill(asker.name);
    await page.getByRole('link', { name: asker.name }).click();

    await page.getByRole('textbox', { name: 'Write to Neuvo' }).waitFor();
    expect(new URL(page.url()).searchParams.get('as')).toBe(asker.id);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });

  test('The keyboard alone is enough to choose a person, change the channel and write', async () => {
    const [member] = stage.people;
    await open('/', { locale: 'en-GB' });

    await page.getByRole('searchbox').focus();
    await page.keyboard.type(member.name);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('textarea:focus').waitFor();
    await page.locator('.chat[aria-current]').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.conversation.channel textarea:focus').waitFor();
    await page.keyboard.type('@neuvo one');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('two');
    await page.keyboard.press('Enter');

    await said('You said: one two').waitFor();
    const { messages } = await stage.api.chat(member.id, stage.channel);
    expect(messages.map(({ text, mentions }) => [text, mentions.length])).toEqual([['one\ntwo', 1]]);
  });

  test.each([320, 390])('At %i px there is one pane at a time, a way back, and nothing to scroll sideways', async (width) => {
    await stage.post({ attachments: [attached(greeting)] });
    const [member] = stage.people;
    await open(`/?as=${member.id}`, { viewport: { width, height: 700 } });

    await page.getByRole('link', { name: 'Yleinen konsultaatio' }).click();
    await page.getByRole('button', { name: 'Claim' }).waitFor();
    const asChannel = await panes();
    await page.getByRole('link', { name: 'Takaisin keskusteluihin' }).click();
    await page.locator('.rail').waitFor();
    const asList = await panes();

    expect(asChannel).toEqual({ rail: false, conversation: true, overflow: 0 });
    expect(asList).toEqual({ rail: true, conversation: false, overflow: 0 });
  });

  test('The theme is changed with a button and remembered, but the one in the address wins', async () => {
    await open('/', { locale: 'en-GB', colorScheme: 'light' });

    await page.getByRole('button', { name: 'Dark theme' }).click();
    await page.reload();
    const remembered = await background();
    await page.goto(`${stage.teams.url}/?theme=light`);
    const asked = await background();

    expect([remembered, asked]).toEqual(['rgb(31, 31, 31)', 'rgb(245, 245, 245)']);
  });
});

describe('The server of the page', () => {
  test.each(['/page/serve.ts', '/page/../server.ts', '/page/none.ts', '/package.json', '/vendor/none.js'])(
    'gives out nothing but the page: %s is not there',
    (path) => {
      expect(servePage()(path)).toBeNull();
    },
  );
});

describe('Talking with the bot', () => {
  test('What one writes reaches the bot, and its answer appears by itself', async () => {
    await openChat(asker);

    await page.getByRole('textbox').fill('hello');
    await page.getByRole('button', { name: 'Send' }).click();

    await said('You said: hello').waitFor();
    expect(await page.getByRole('textbox').inputValue()).toBe('');
  });

  test('It is told under the box if the bot cannot be reached', async () => {
    await openChat(asker);
    await stage.bot.stop();

    await page.getByRole('textbox').fill('hello');
    await page.keyboard.press('Enter');

    await page.getByRole('alert').filter({ hasText: 'Neuvo did not take the message' }).waitFor();
  });

  test('In a channel the bot answers in the thread of what mentions it, and long threads are folded', async () => {
    const [member] = stage.people;
    const root = await stage.post({ text: 'A case' });
    for (const text of ['first', 'second', 'third', 'fourth', 'fifth'])
      await stage.api.say({ as: member.id, conversation: stage.channel, text, thread: root });
    await openChat(member, stage.channel);

    const folded = await page.locator('.replies .message-text').allInnerTexts();
    await page.getByRole('button', { name: 'Näytä 2 aiempaa vastausta' }).click();
    const unfolded = await page.locator('.replies .message-text').allInnerTexts();
    await page.getByRole('button', { name: 'Vastaa' }).click();
    await page.keyboard.type('sixth');
    await page.locator('.reply-box').getByRole('button', { name: 'Mainitse Neuvo' }).click();
    await page.keyboard.press('Enter');
    await said('You said: sixth').waitFor();

    expect(folded).toEqual(['third', 'fourth', 'fifth']);
    expect(unfolded).toEqual(['first', 'second', 'third', 'fourth', 'fifth']);
  });
});

describe('Cards', () => {
  test('Of several buttons with the same title, the one that is pressed is the one that is meant', async () => {
    const pressed: string[] = [];
    stage.bot.does(async (context) => {
      if (context.activity.type !== 'invoke') return playBot(context);
      pressed.push(context.activity.value.action.data.id);
      await answer(context, cardBody({ body: [{ type: 'TextBlock', text: 'Opened' }] }));
    });
    const row = (id: string) => ({ type: 'ActionSet', actions: [{ type: 'Action.Execute', title: 'Open', verb: 'open', data: { id } }] });
    await stage.post({ attachments: [attached(cardWith({ body: [row('first'), row('second'), row('third')] }))] });
    await openChat(stage.people[0], stage.channel);

    await page.getByRole('button', { name: 'Open' }).nth(1).click();

    await page.getByText('Opened').waitFor();
    expect(pressed).toEqual(['second']);
  });

  test('A press shows the new card to the presser, and a second press meanwhile goes nowhere', async () => {
    const gate = Promise.withResolvers<void>();
    const presses: string[] = [];
    stage.bot.does(async (context) => {
      if (context.activity.type !== 'invoke') return playBot(context);
      presses.push(context.activity.value.action.title);
      await gate.promise;
      await answer(context, cardBody({ body: [{ type: 'TextBlock', text: 'It is yours' }] }));
    });
    await stage.post({ attachments: [attached(greeting)] });
    await openChat(stage.people[0], stage.channel);

    await page.getByRole('button', { name: 'Claim' }).dblclick();
    await page.locator('.card[aria-busy=true]').waitFor();
    gate.resolve();
    await page.getByText('It is yours').waitFor();

    expect(presses).toEqual(['Claim']);
  });

  test('A refusal is said next to the card', async () => {
    stage.bot.does((context) => {
      const value = 'Somebody else has it.';
      return answer(context, { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value });
    });
    await stage.post({ attachments: [attached(greeting)] });
    await openChat(stage.people[0], stage.channel);

    await page.getByRole('button', { name: 'Claim' }).click();

    await page.locator('.message .card-note', { hasText: 'Somebody else has it.' }).waitFor();
  });

  test('What one is writing into a card survives its update, and so do the caret and the opened part', async () => {
    const draft = (state: string) =>
      cardWith({ body: [{ type: 'TextBlock', text: state }], actions: [{ type: 'Action.ShowCard', title: 'Note', card: shownInside }] });
    const root = await stage.post({ attachments: [attached(draft('open'))] });
    await openChat(stage.people[0], stage.channel);

    await page.getByRole('button', { name: 'Note' }).click();
    await page.getByRole('textbox', { name: 'Note' }).pressSequentially('half a sentnce');
    for (const _ of 'nce') await page.keyboard.press('ArrowLeft');
    const path = `/v3/conversations/${encodeURIComponent(`${stage.channel};messageid=${root}`)}/activities/${root}`;
    await stage.bot.connector('PUT', path, { type: 'message', id: root, attachments: [attached(draft('claimed'))] });
    await page.getByText('claimed').waitFor();
    await page.keyboard.type('e');

    expect(await page.getByRole('textbox', { name: 'Note' }).inputValue()).toBe('half a sentence');
  });
});

describe('Cards keep in sight', () => {
  test('what a press opens below the fold', async () => {
    const long = cardWith({
      body: Array.from({ length: 30 }, (_, line) => ({ type: 'TextBlock', text: `Line ${line}` })),
      actions: [{ type: 'Action.ShowCard', title: 'Note', card: shownInside }],
    });
    await stage.post({ attachments: [attached(long)] });
    await openChat(stage.people[0], stage.channel);

    await page.getByRole('button', { name: 'Note' }).click();

    await expectInView(page.getByRole('textbox', { name: 'Note' }));
  });

  test('a wide table, which scrolls by itself, and the fallback of what is not known', async () => {
    const cells = ['Open', 'Claimed', 'Answered', 'Closed', 'Late', 'Average'].map((text) => ({ items: [{ type: 'TextBlock', text }] }));
    const table = { type: 'Table', columns: cells.map(() => ({ width: 1 })), rows: [{ type: 'TableRow', cells }] };
    const chart = { type: 'Chart.VerticalBar', data: [], fallback: { type: 'TextBlock', text: '12 in a week' } };
    await stage.post({ attachments: [attached(cardWith({ body: [table, chart] }))] });
    await open(`/?${new URLSearchParams({ as: stage.people[0].id, chat: stage.channel })}`, { viewport: { width: 390, height: 700 } });

    await page.getByText('12 in a week').waitFor();
    const [own, outside] = await Promise.all([overflowOf('[role=table]'), overflowOf('.scroller')]);
    await page.getByText('Average').scrollIntoViewIfNeeded();

    expect(own).toBeGreaterThan(0);
    expect(outside).toBe(0);
    await expectInView(page.getByText('Average'));
  });
});

describe('Dialogs', () => {
  test('A form is checked before it leaves, comes back filled in when the bot refuses it, and closes when it is taken', async () => {
    await openChat(asker);
    await page.getByRole('button', { name: 'Ask' }).click();
    const dialog = page.getByRole('dialog', { name: 'New request' });

    await dialog.getByRole('button', { name: 'Submit' }).click();
    await dialog.getByText('Write a title').waitFor();
    await page.keyboard.type('bad');
    await dialog.getByRole('button', { name: 'Submit' }).click();
    await dialog.getByText('Not like this').waitFor();
    const given = await dialog.getByRole('textbox', { name: 'Title' }).inputValue();
    await dialog.getByRole('textbox', { name: 'Title' }).fill('good');
    await dialog.getByRole('button', { name: 'Submit' }).click();
    await page.getByText('Taken: good').waitFor();

    expect(given).toBe('bad');
    expect(await dialog.isVisible()).toBe(false);
  });

  test('Esc closes an untouched dialog at once, and asks before it throws away what has been written', async () => {
    await openChat(asker);
    const dialog = page.getByRole('dialog', { name: 'New request' });

    await page.getByRole('button', { name: 'Ask' }).click();
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Ask' }).click();
    await dialog.getByRole('textbox', { name: 'Title' }).fill('Something');
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: 'Keep writing' }).click();
    const kept = await dialog.getByRole('textbox', { name: 'Title' }).inputValue();
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: 'Discard' }).click();
    await dialog.waitFor({ state: 'hidden' });

    expect(kept).toBe('Something');
    expect(await stage.api.dialog(asker.id)).toBeNull();
  });

  test.each([
    ['the compose box', 'Actions', 'compose'],
    ['a message', 'Actions for this message', 'message'],
  ])('The app’s command can be started from %s', async (_, button, context) => {
    const contexts: unknown[] = [];
    stage.bot.does((turn) => {
      if (turn.activity.type === 'invoke') contexts.push(turn.activity.value.commandContext);
      return playBot(turn);
    });
    await openChat(asker);

    await page.getByRole('button', { name: button, exact: true }).last().focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');

    await page.getByRole('dialog', { name: 'New request' }).waitFor();
    expect(contexts).toEqual([context]);
  });
});

describe('Files', () => {
  test('A file that the bot offers is allowed with a press, and downloaded from the chat', async () => {
    await openChat(asker);
    await page.getByRole('textbox').fill('file');
    await page.keyboard.press('Enter');

    await page.getByText('The figures of four weeks').waitFor();
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByText('You allowed the file').waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download figures.csv' }).click()]);

    expect(download.suggestedFilename()).toBe('figures.csv');
    expect(await readFile(await download.path(), 'utf8')).toBe(figures);
  });

  test('A file that one declines is gone', async () => {
    await openChat(asker);
    await page.getByRole('textbox').fill('file');
    await page.keyboard.press('Enter');

    await page.getByRole('button', { name: 'Decline' }).click();

    await page.getByText('You declined the file').waitFor();
    expect(await page.getByRole('button', { name: 'Allow' }).count()).toBe(0);
  });
});

describe('The workshop', () => {
  test('A channel gets another name and is deleted, and everybody’s list follows', async () => {
    const [member] = stage.people;
    await open(`/?as=${member.id}`);
    await page.getByRole('button', { name: 'Työpaja' }).click();
    const teams = page.getByRole('region', { name: 'Tiimit ja kanavat' });
    const channels = page.getByRole('navigation', { name: 'Keskustelut' });

    await teams.getByRole('combobox', { name: 'Tiimi tai kanava' }).selectOption(stage.channel);
    await teams.getByRole('textbox', { name: 'Uusi nimi' }).fill('Konsultaatiot');
    await teams.getByRole('button', { name: 'Nimeä uudelleen' }).click();
    await channels.getByRole('link', { name: 'Konsultaatiot' }).waitFor();
    await teams.getByRole('button', { name: 'Poista kanava' }).click();

    await channels.getByRole('link', { name: 'Konsultaatiot' }).waitFor({ state: 'detached' });
    await teams.getByRole('button', { name: 'Palauta', exact: true }).click();
    await channels.getByRole('link', { name: 'Konsultaatiot' }).waitFor();
  });
});

describe('The clock', () => {
  test('It shows Finnish time wherever the browser is, and moves on at a press while the bot catches up', async () => {
    const gate = Promise.withResolvers<void>();
    let now = Date.parse('2026-11-27T06:30:00.000Z');
    await stage.clear();
    stage = await createStage({
      clock: {
        now: () => now,
        elapsed: () => 0,
        async forward(ms) {
          await gate.promise;
          now += ms;
        },
      },
    });
    stage.bot.does(playBot);
    await stage.api.say({ as: asker.id, conversation: await stage.chatOf(asker), text: 'hello' });
    await open(`/?as=${asker.id}`, { timezoneId: 'America/New_York' });
    await said('You said: hello').waitFor();
    const clock = page.getByRole('button', { name: 'Move the clock forward' });

    const before = await page.locator('.clock .time').textContent();
    const written = await page.locator('.message time').first().textContent();
    await clock.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText('Neuvo is catching up').waitFor();
    gate.resolve();
    await page.getByText('Monday 30 November 2026, 08:00').waitFor();

    expect([before, written]).toEqual(['Friday 27 November 2026, 08:30', '08:30']);
    await page.getByRole('heading', { name: 'Friday 27 November' }).waitFor();
    expect(await clock.isEnabled()).toBe(true);
  });
});

/** Greets, repeats what it hears, offers a file to whoever asks for one, and opens a form whose title must not be “bad”. */
async function playBot(context: TurnContext): Promise<void> {
  const { type, name, value, text } = wire(context);
  const { membersAdded, recipient } = context.activity;
  const { title } = (value?.data ?? {}) as { title?: string };
  if (membersAdded?.some(({ id }) => id === recipient.id)) await context.sendActivity({ attachments: [attached(greeting)] });
  else if (type === 'message' && text === 'file') await context.sendActivity({ attachments: [offeredFile] });
  else if (name === 'fileConsent/invoke') await putFile(context);
  else if (type === 'message') await context.sendActivity(`You said: ${text.replace(/<at>.*<\/at>/, '').trim()}`);
  else if (name === 'task/fetch' || name === 'composeExtension/fetchTask') await answer(context, formTask());
  else if (title === 'bad') await answer(context, formTask(title));
  else if (name === 'task/submit') await answer(context, { task: { type: 'message', value: `Taken: ${title}` } });
}

async function putFile(context: TurnContext): Promise<void> {
  const { action, uploadInfo } = wire(context).value as { action: string; uploadInfo: UploadInfo };
  await answer(context, null);
  if (action === 'decline') return;
  const headers = { 'content-range': `bytes 0-${figures.length - 1}/${figures.length}` };
  await fetch(uploadInfo.uploadUrl, { method: 'PUT', headers, body: figures });
  const { name, contentUrl, uniqueId, fileType } = uploadInfo;
  const contentType = 'application/vnd.microsoft.teams.card.file.info';
  await context.sendActivity({ attachments: [{ contentType, contentUrl, name, content: { uniqueId, fileType } }] });
}

function formTask(refused?: string) {
  const card = cardWith({
    body: [
      { type: 'TextBlock', text: 'Not like this', isVisible: refused !== undefined },
      { type: 'Input.Text', id: 'title', label: 'Title', isRequired: true, errorMessage: 'Write a title', value: refused ?? '' },
    ],
    actions: [{ type: 'Action.Submit', title: 'Submit' }],
  });
  return { task: { type: 'continue', value: { title: 'New request', card: attached(card) } } };
}

async function open(path: string, options: BrowserContextOptions = {}): Promise<void> {
  const context = await browser.newContext(options);
  page = await context.newPage();
  page.setDefaultTimeout(8000);
  complaints = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(`${stage.teams.url}${path}`);
}

async function openChat(person: Person, conversation?: string): Promise<void> {
  const chat = conversation ?? (await stage.chatOf(person));
  await open(`/?${new URLSearchParams({ as: person.id, chat })}`);
  await page.locator('.message').first().waitFor();
}

async function panes() {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return { rail: await page.locator('.rail').isVisible(), conversation: await page.locator('.conversation').isVisible(), overflow };
}

/** How much wider what is in an element is than the element. */
function overflowOf(selector: string): Promise<number> {
  return page.locator(selector).evaluate((element) => element.scrollWidth - element.clientWidth);
}

/** Waits until all of something can be seen. */
async function expectInView(what: Locator): Promise<void> {
  const element = await what.elementHandle();
  await page.waitForFunction((shown) => {
    const { left, right, top, bottom } = (shown as Element).getBoundingClientRect();
    const foot = document.querySelector('.foot')?.getBoundingClientRect().top ?? innerHeight;
    return left >= 0 && right <= innerWidth && top >= 0 && bottom <= foot;
  }, element);
}

function said(text: string) {
  return page.locator('.message-text', { hasText: text });
}

function background(): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
}
