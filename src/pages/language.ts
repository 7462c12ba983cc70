import { type Language, languages } from '../i18n/translate.ts';

/**
 * The language in which somebody wants a page: what the address says (`?lang=sv`), or else the best of ours in `Accept-Language`, or else Finnish.
 * What can't be read is passed over. Source: RFC 9110, 12.5.4; of two that are liked as much, the one that is named first.
 */
export function languageWanted(query: string, acceptLanguage: string): Language {
  return ourLanguage(new URLSearchParams(query).get('lang') ?? '') ?? bestOf(acceptLanguage);
}

function bestOf(acceptLanguage: string): Language {
  const wishes = acceptLanguage.split(',').flatMap(wishIn);
  const named = new Set(wishes.map(({ language }) => language));
  const others = languages.find((language) => !named.has(language));
  let best: { language: Language; weight: number } = { language: 'fi', weight: 0 };
  for (const { language = others, weight } of wishes) {
    if (language && weight > best.weight) best = { language, weight };
  }
  return best.language;
}

/** A wish for one of our languages, or for any other ("*"); none if it is for something else. */
function wishIn(item: string): { language?: Language; weight: number }[] {
  const [range = '', ...parameters] = item.split(';').map((part) => part.trim());
  const weight = parameters.length === 0 ? 1 : weightIn(parameters);
  const language = ourLanguage(range);
  if (weight === null || !(language || range === '*')) return [];
  return [language ? { language, weight } : { weight }];
}

function weightIn([parameter = '', ...others]: string[]): number | null {
  const [, weight] = /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/i.exec(parameter) ?? [];
  return weight === undefined || others.length > 0 ? null : Number(weight);
}

function ourLanguage(tag: string): Language | undefined {
  const primary = tag.split('-', 1)[0]?.toLowerCase();
  return languages.find((language) => language === primary);
}
