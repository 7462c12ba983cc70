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

/** The language of ours that a client's locale (`sv-FI`, `en-US`, `FI`, …) asks for; null if there is none, or the locale is of another language. */
export function languageIn(locale: string | null | undefined): Language | null {
  // A tag begins with the language, of two or three letters (BCP 47): `fil-PH` is not Finnish.
  const [asked] = (locale ?? '').toLowerCase().split(/[-_]/);
  return languages.find((language) => language === asked) ?? null;
}

/** The same; Finnish where it asks for none of ours. */
export function languageOf(locale: string | null | undefined): Language {
  return languageIn(locale) ?? 'fi';
}
export type { Words } from './fi.ts';
export type { Section } from './fi-pages.ts';
