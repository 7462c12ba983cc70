import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { answer } from '../local-teams/echo-bot.ts';
import { attached, cardBody, createStage, type Stage } from '../local-teams/stage.ts';
import { launchBrowser } from '../support/browser.ts';

let browser: Browser;
let stage: Stage;
let page: Page;

const lines = (count: number) => Array.from({ length: count }, (_, at) => ({ type: 'TextBlock', text: `Line ${at + 1}` }));
const row = (title: string) => ({
  type: 'Container',
  items: [{ type: 'TextBlock', text: title }],
  selectAction: { type: 'Action.Execute', title: `Open ${title}`, verb: 'open' },
});
const list = { body: [...lines(3), row('OT-1'), row('OT-2')] };

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

beforeEach(async () => {
  stage = await createStage();
});

afterEach(async () => {
  await page.context().close();
  await stage.clear();
});

test('When the row that was opened is gone, the keyboard is still on the card', async () => {
  await opensWith(list, { body: [{ type: 'TextBlock', text: 'All about OT-2' }] });

  await page.getByRole('button', { name: 'Open OT-2' }).press('Enter');
  await page.getByText('All about OT-2').waitFor();

  expect(await focused()).toEqual(['form', 'card']);
});

test('When the row is still there, the keyboard is on it', async () => {
  await opensWith(list, { body: [...list.body, { type: 'TextBlock', text: 'All about OT-2' }] });

  await page.getByRole('button', { name: 'Open OT-2' }).press('Enter');
  await page.getByText('All about OT-2').waitFor();

  expect(await page.locator(':focus').getAttribute('aria-label')).toBe('Open OT-2');
});

test('A longer card that comes back is seen from its beginning', async () => {
  await opensWith(list, { body: [{ type: 'TextBlock', text: 'All about OT-2' }, ...lines(60)] });

  await page.getByRole('button', { name: 'Open OT-2' }).click();
  await page.getByText('Line 60').waitFor();

  await comesIntoView(page.getByText('All about OT-2'));
});

test('A card about something else is seen from its beginning, even if it has the same row', async () => {
  const titled = (text: string) => [{ type: 'TextBlock', text, style: 'heading' }, ...lines(60), row('OT-1')];
  await opensWith({ body: titled('Week 49') }, { body: titled('Week 48') });

  await page.getByRole('button', { name: 'Open OT-1' }).click();

  await comesIntoView(page.getByRole('heading', { name: 'Week 48' }));
});

test('A longer card that still has the row is seen where the row is', async () => {
  await opensWith(list, { body: [...lines(40), row('OT-1'), row('OT-2'), ...lines(40)] });

  await page.getByRole('button', { name: 'Open OT-2' }).click();
  await page.getByText('Line 40').last().waitFor();

  await comesIntoView(page.getByRole('button', { name: 'Open OT-2' }));
});

test('A list that one types into keeps its name', async () => {
  const choices = [{ title: 'Lauri Hautasuo', value: 'lauri' }];
  await opensWith(
    { body: [{ type: 'Input.ChoiceSet', style: 'filtered', id: 'who', label: 'Expert', placeholder: 'Write a name', choices }] },
    {},
  );
  const box = page.getByRole('combobox', { name: 'Expert', exact: true });

  await box.fill('Lau');

  expect(await box.inputValue()).toBe('Lau');
});

/** A narrow page with a card at the end of a chat; whatever is pressed on it, the bot answers with the second card. */
async function opensWith(card: object, answered: object): Promise<void> {
  stage.bot.does((context) => answer(context, cardBody(answered)));
  await stage.post({ attachments: [attached({ body: lines(30) })] });
  await stage.post({ attachments: [attached(card)] });
  page = await (await browser.newContext({ viewport: { width: 390, height: 700 } })).newPage();
  page.setDefaultTimeout(8000);
  await page.goto(`${stage.teams.url}/?${new URLSearchParams({ as: stage.people[0].id, chat: stage.channel })}`);
}

function focused(): Promise<[string, string]> {
  return page.evaluate(() => [document.activeElement?.localName ?? '', document.activeElement?.className ?? '']);
}

/** Waits until all of it is between the heading of the chat and the box to write in. */
async function comesIntoView(what: Locator): Promise<void> {
  await page.waitForFunction(
    (shown) => {
      const [own, scroller] = [shown, document.querySelector('.scroller')].map((element) => element?.getBoundingClientRect());
      return own && scroller && own.top >= scroller.top && own.bottom <= scroller.bottom;
    },
    await what.elementHandle(),
  );
}
