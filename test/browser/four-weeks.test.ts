import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { type Country, openCountry } from '../support/country.ts';

let country: Country;
let browser: Browser;

beforeAll(async () => {
  [country, browser] = await Promise.all([openCountry(), launchBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await country.close();
});

test('A coordinator lives through some days with a press, sees what happens, and it is Monday morning', async () => {
  const page = await workshopOf('Raili Jänkälä', 2);
  const weeks = page.getByRole('region', { name: 'Neljä viikkoa' });

  const told = await everythingIn(weeks);
  await weeks.getByRole('button', { name: 'Elä neljä viikkoa' }).click();
  await weeks.getByText(/Valmis: \d+ vaihetta/).waitFor();

  expect((await told()).join('\n')).toMatch(/Päivä [12]\/2\. \S+ \S+ (kysyy|ottaa hoitaakseen)/);
  expect(await page.locator('.clock .time').textContent()).toBe('maanantai 30.11.2026 klo 8.05');
  expect(await weeks.getByRole('progressbar').isVisible()).toBe(false);
  expect(country.state().filter(({ document }) => document.kind === 'consultation').length).toBeGreaterThan(0);
});

test('A double press begins once, says nothing of it, and the keyboard stays where it can stop them', async () => {
  const page = await workshopOf('Birgitta Ekhamn', 20);
  const weeks = page.getByRole('region', { name: 'Fyra veckor' });

  await weeks.getByRole('button', { name: 'Lev igenom fyra veckor' }).dblclick();
  await weeks.getByText(/^Dag \d+\/20/).waitFor();

  expect(await page.locator('.toast').allTextContents()).toEqual([]);
  expect(await page.locator(':focus').textContent()).toBe('Stoppa');
  await page.keyboard.press('Enter');
  await weeks.getByRole('progressbar').waitFor({ state: 'hidden' });
  expect(await page.locator(':focus').textContent()).toBe('Lev igenom fyra veckor');
});

test('It can be stopped', async () => {
  const page = await workshopOf('Raili Jänkälä', 20);
  const weeks = page.getByRole('region', { name: 'Neljä viikkoa' });

  await weeks.getByRole('button', { name: 'Elä neljä viikkoa' }).click();
  await weeks.getByRole('progressbar').waitFor();
  await weeks.getByRole('button', { name: 'Pysäytä' }).click();

  await weeks.getByRole('progressbar').waitFor({ state: 'hidden' });
  expect((await country.api.weeks()).day).toBeLessThan(20);
});

async function workshopOf(name: string, days: number): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'fi-FI' })).newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(`${country.pageUrl}/?${new URLSearchParams({ as: country.person(name).id, days: String(days) })}`);
  await page.getByRole('button', { name: /Työpaja|Verkstad/ }).click();
  return page;
}

/** Everything that a part of the page says from now on, however shortly: what a passing look may miss. */
async function everythingIn(part: Locator): Promise<() => Promise<string[]>> {
  const told = await part.evaluateHandle((element) => {
    const texts: string[] = [];
    new MutationObserver(() => texts.push(element.textContent ?? '')).observe(element, {
      childList: true,
      subtree: true,
      characterData: true,
    });
    return texts;
  });
  return () => told.jsonValue();
}
