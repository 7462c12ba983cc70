import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { createPages, pageAddresses } from '../../src/pages/pages.ts';
import { launchBrowser } from '../support/browser.ts';

const controller = {
  name: 'Pohjois-Suomen osaamis- ja tukikeskuskuntayhtymä',
  contact: `https://kuntayhtyma.example/${'tietosuojaseloste-'.repeat(5)}`,
  dataProtectionOfficer: 'tietosuojavastaava.kirjaamo.hallintopalvelut@kuntayhtyma.example',
};
const pages = createPages({ controller, store: 'cosmos' });
const languages = ['fi', 'sv', 'en'];
const looks = [
  { colorScheme: 'light', width: 320 },
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 320 },
  { colorScheme: 'dark', width: 1280 },
] as const;

let server: Server;
let browser: Browser;
let url: string;

beforeAll(async () => {
  server = createServer(({ url: address = '' }, response) => {
    const page = pages(address);
    response.writeHead(page ? 200 : 404, page?.headers);
    response.end(page?.html);
  }).listen(0, '127.0.0.1');
  browser = await launchBrowser();
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await browser.close();
  server.close();
});

describe.each(looks)('On a screen of $width pixels, $colorScheme', ({ width, colorScheme }) => {
  test.each(pageAddresses)('%s can be read in every language, without scrolling sideways, and nothing is blocked', async (address) => {
    for (const language of languages) {
      const { page, complaints } = await open(`${address}?lang=${language}`, { colorScheme, viewport: { width, height: 800 } });

      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
      expect(await page.evaluate(faintTexts)).toEqual([]);
      expect(complaints).toEqual([]);
      await keepPicture(page, `${address.slice(1) || 'home'}-${language}-${width}-${colorScheme}`);
      await page.context().close();
    }
  });
});

test('The keyboard alone leads to another language and on to another page in it, and shows where one is', async () => {
  const { page } = await open('/?lang=fi', { viewport: { width: 1280, height: 800 } });

  const outline = async () => page.evaluate(() => getComputedStyle(document.activeElement as Element).outlineStyle);
  for (let presses = 0; presses < 5; presses++) {
    await page.keyboard.press('Tab');
    expect(await outline()).toBe('solid');
  }
  await page.keyboard.press('Enter');
  await page.waitForURL('**/?lang=sv');
  await page.getByRole('navigation', { name: 'Sidor' }).getByRole('link', { name: 'Dataskydd' }).click();
  await page.waitForURL('**/privacy?lang=sv');

  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Dataskydd');
  expect(await page.getByRole('link', { name: 'Dataskydd', exact: true }).getAttribute('aria-current')).toBe('page');
  await page.context().close();
});

test('On paper there are no ways to other pages, and addresses can be read', async () => {
  const { page } = await open('/privacy?lang=en', { colorScheme: 'dark' });
  await page.emulateMedia({ media: 'print' });

  expect(await page.getByRole('navigation').count()).toBe(0);
  const behindLink = await page.getByRole('link', { name: 'Ombudsman' }).evaluate((link) => getComputedStyle(link, '::after').content);
  expect(behindLink).toContain('(');
  expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe('rgb(0, 0, 0)');
  await page.context().close();
});

async function open(path: string, options: BrowserContextOptions) {
  const page = await (await browser.newContext(options)).newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('response', (response) => response.ok() || complaints.push(`${response.status()} ${response.url()}`));
  await page.goto(url + path);
  return { page, complaints };
}

async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env.PAGE_PICTURES;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

/** Runs in the page: every text whose contrast with what is behind it is below 4.5 to 1 (WCAG 2.2, 1.4.3 and the definition of contrast ratio). */
function faintTexts(): string[] {
  const partsOf = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = partsOf(colour)
      .slice(0, 3)
      .map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (element: Element | null): string => {
    const colour = element ? getComputedStyle(element).backgroundColor : 'rgb(255, 255, 255)';
    return partsOf(colour)[3] === 0 ? behind(element?.parentElement ?? null) : colour;
  };
  return Array.from(document.body.querySelectorAll('*')).flatMap((element) => {
    const hasText = Array.from(element.childNodes).some((node) => node.nodeType === 3 && node.textContent?.trim());
    const [dark = 0, bright = 0] = [getComputedStyle(element).color, behind(element)].map(luminance).sort((one, other) => one - other);
    const ratio = (bright + 0.05) / (dark + 0.05);
    return hasText && ratio < 4.5 ? [`${ratio.toFixed(2)}: ${element.textContent}`] : [];
  });
}
