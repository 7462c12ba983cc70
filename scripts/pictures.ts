/**
 * Takes pictures: `npm run pictures`. A consultation is played through local Teams, and the page photographed where the story is good
 * (docs/pictures); every card in every state, language and theme is drawn on sheets for the eye (tmp/pictures, which git does not keep).
 */
import { mkdir } from 'node:fs/promises';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { createApiClient } from '../src/local-teams/api-client.ts';
import { launchBrowser } from '../test/support/browser.ts';
import { createHandClock } from '../test/support/clock.ts';
import { drawSheets } from './support/card-sheets.ts';
import { playStory, showStatus, showThread, writeForm } from './support/picture-story.ts';

const album = new URL('../docs/pictures/', import.meta.url).pathname;
const sheets = new URL('../tmp/pictures/', import.meta.url).pathname;
const wide = { viewport: { width: 1280, height: 980 } };
const tall = { viewport: { width: 1280, height: 1180 } };
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };

const hand = createHandClock('2026-11-23T08:04:00.000Z');
const clock = { ...hand, pause: async (ms: number) => hand.advance(ms) };
const places = { PORT: '0', LOCAL_TEAMS_PORT: '0', SQLITE_PATH: ':memory:', LOCAL_TEAMS_PATH: ':memory:' };
const app = await createApp(readConfig({ NEUVO_MODE: 'local', LOG_LEVEL: 'error', ...places }), { clock });
await app.start();
const url = app.pageUrl ?? '';
const browser = await launchBrowser();
await mkdir(album, { recursive: true });
await takePictures();
if (!process.argv.includes('--docs')) await drawSheets(browser, url, sheets);
await browser.close();
await app.stop();

async function takePictures(): Promise<void> {
  const api = createApiClient(url);
  const { asker, newcomer, lead, channel, chat } = await playStory(api, hand, app.drain);
  await picture('channel', { as: lead, chat: channel }, tall, showThread);
  await picture('page-light', { as: asker, chat }, wide, showStatus);
  await picture('page-dark', { as: asker, chat, theme: 'dark' }, wide, showStatus);
  await picture('phone', { as: asker, chat }, phone, showStatus);
  await picture('form', { as: newcomer }, wide, writeForm);
}

/** Photographs the page as a person sees it, once it has come to rest; `act` does something on it first. */
async function picture(
  name: string,
  address: Record<string, string>,
  options: BrowserContextOptions,
  act?: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ locale: 'fi-FI', timezoneId: 'Europe/Helsinki', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  await page.goto(`${url}/?${new URLSearchParams(address)}`);
  await page.getByRole('textbox').first().waitFor();
  await act?.(page);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: `${album}${name}.png` });
  await context.close();
}
