import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Locale } from '../../src/domain/network.ts';
import { languages } from '../../src/i18n/translate.ts';
import { render } from '../../src/teams/cards.ts';
import type { Exhibit } from '../../test/golden/exhibit.ts';
import { gallery } from '../../test/golden/gallery.ts';

type Picture = { caption: string; dialog: boolean; card: object };
type Drawing = typeof import('../../src/local-teams/page/card-view.ts');
type Wording = typeof import('../../src/local-teams/page/words.ts');
const themes = ['light', 'dark'] as const;
const perSheet = 12;

const sheetStyle = `
  body { columns: 3; column-gap: 24px; width: 1700px; padding: 24px; background: var(--canvas); height: auto }
  form { break-inside: avoid; margin: 0 0 24px }
  h2 { font-size: 12px; color: var(--ink-soft); margin-bottom: 4px }
  .card-note:empty { display: none }
  /* An open dialog is one's only dialog; on a sheet it is a box among others. */
  .dialog-body { padding-top: 8px; border-radius: 8px; background: var(--surface) }
`;
const sheet = (theme: string, lang: Locale) => `<!doctype html><html lang="${lang}" data-theme="${theme}"><head><meta charset="utf-8">
  <link rel="stylesheet" href="/page/style.css"><style>${sheetStyle}</style>
  <script defer src="/vendor/adaptivecards.js"></script><script defer src="/vendor/markdown-it.js"></script></head><body></body></html>`;

/**
 * Draws every card of the gallery as local Teams draws it: one sheet for each kind of card, language and theme.
 *
 * @param browser a running browser
 * @param url local Teams' address, whose renderer and style are used
 * @param folder where the sheets go, named `<card>-<number>-<language>-<theme>.png`
 */
export async function drawSheets(browser: Browser, url: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const kinds = Map.groupBy(gallery, ({ card }) => card);
  for (const locale of languages)
    for (const theme of themes) {
      const page = await openSheet(browser, url, theme, locale);
      for (const [card, exhibits] of kinds)
        for (const [number, part] of partsOf(exhibits).entries()) {
          const pictures = part.map((exhibit) => pictureOf(exhibit, locale));
          await page.evaluate(draw, pictures);
          await page.screenshot({ path: join(folder, `${card}-${number + 1}-${locale}-${theme}.png`), fullPage: true });
        }
      await page.close();
    }
}

function partsOf(exhibits: Exhibit[]): Exhibit[][] {
  const count = Math.ceil(exhibits.length / perSheet);
  return Array.from({ length: count }, (_, part) => exhibits.slice(part * perSheet, (part + 1) * perSheet));
}

async function openSheet(browser: Browser, url: string, theme: string, locale: Locale): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1748, height: 900 }, locale: { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' }[locale] });
  await page.route(`${url}/sheet`, (route) => route.fulfill({ contentType: 'text/html', body: sheet(theme, locale) }));
  await page.goto(`${url}/sheet`, { waitUntil: 'load' });
  return page;
}

function pictureOf({ shows, dialog, view }: Exhibit, locale: Locale): Picture {
  return { caption: shows, dialog, card: render(view(locale)) };
}

// Runs in the browser.
async function draw(pictures: Picture[]): Promise<void> {
  const load = <T>(path: string) => import(path) as Promise<T>;
  const { createCardView } = await load<Drawing>('/page/card-view.ts');
  const { wordsFor } = await load<Wording>('/page/words.ts');
  const forms = pictures.map(({ caption, dialog, card }) => {
    const view = createCardView({
      words: wordsFor(document.documentElement.lang),
      replacedBy: 'card',
      press: async () => ({ kind: 'opened' }),
      follow: () => {},
    });
    view.show(card);
    const frame = Object.assign(document.createElement('div'), { className: dialog ? 'dialog-body' : 'bubble' });
    frame.append(view.element);
    // Radio buttons of the same name are one group within a form.
    const form = document.createElement('form');
    form.append(Object.assign(document.createElement('h2'), { textContent: caption }), frame);
    return form;
  });
  document.body.replaceChildren(...forms);
  await document.fonts.ready;
}
