import { createHash } from 'node:crypto';
import { type Language, languages } from '../i18n/translate.ts';
import { languageWanted } from './language.ts';
import { addresses, type Facts, type PageName, pageNames, render } from './render.ts';
import { style } from './style.ts';

export type { Facts };
/** A page as it is answered. */
export type Page = { html: string; headers: Record<string, string> };
/** Finds the page at an address, with its query, in the language that is wanted; null if there is none. */
export type Pages = (url: string, acceptLanguage?: string) => Page | null;

/** Where there are pages. */
export const pageAddresses: string[] = Object.values(addresses);

const styleHash = createHash('sha256').update(style).digest('base64');
// Nothing is loaded but the page itself: no script, no frame, no form. `data:` is the icon that there is not.
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
const shared = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'public, max-age=300',
  vary: 'accept-language',
};

/** Writes the pages that anybody may read, in every language, once. */
export function createPages(facts: Facts): Pages {
  const pages = Object.fromEntries(pageNames.map((name) => [addresses[name], translationsOf(name, facts)]));
  return (url, acceptLanguage = '') => {
    const [address = '', query = ''] = url.split('?', 2);
    return pages[address]?.[languageWanted(query, acceptLanguage)] ?? null;
  };
}

function translationsOf(name: PageName, facts: Facts): Record<Language, Page> {
  const pageIn = (language: Language): Page => ({
    html: render(name, language, facts),
    headers: { ...shared, 'content-language': language },
  });
  return Object.fromEntries(languages.map((language) => [language, pageIn(language)])) as Record<Language, Page>;
}
