import { en } from './en.ts';
import { fi, type Words } from './fi.ts';
import { sv } from './sv.ts';

const catalogues = { fi, sv, en } satisfies Record<string, Words>;
export type Language = keyof typeof catalogues;
export const languages = Object.keys(catalogues) as Language[];

/** The words of a language. */
export function wordsOf(language: Language): Words {
  return catalogues[language];
}

/** The language that a client's locale (`sv-FI`, `en-US`, …) asks for; Finnish unless it is one of ours. */
export function languageOf(locale: string | undefined): Language {
  const asked = locale?.slice(0, 2).toLowerCase();
  return languages.find((language) => language === asked) ?? 'fi';
}
export type { Words } from './fi.ts';
export type { Section } from './fi-pages.ts';
