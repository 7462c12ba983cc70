import { type Language, languages, type Section, type Words, wordsOf } from '../i18n/translate.ts';
import { type Markup, markup } from './markup.ts';
import { style } from './style.ts';

/** What the pages tell that differs from one Neuvo to the next. An address is an e-mail address or one of the web. */
export type Facts = { controller: { name: string; contact: string; dataProtectionOfficer: string }; store: 'sqlite' | 'cosmos' };

/** Where each page is. */
export const addresses = { home: '/', privacy: '/privacy', terms: '/terms' } as const;
export type PageName = keyof typeof addresses;
export const pageNames = Object.keys(addresses) as PageName[];

const bodies: Record<PageName, (words: Words, facts: Facts) => Markup[]> = {
  home: ({ emergency, pages: { home, contact } }, { controller }) => [
    markup`<p class="note">${emergency}</p>`,
    ...home.sections.map(section),
    part(home.contact, [contacts(controller, contact)]),
  ],
  privacy: ({ pages: { privacy, contact } }, { controller, store }) => [
    part(privacy.contact, [contacts(controller, contact)]),
    ...privacy.what.map(section),
    section({ heading: privacy.where, text: [privacy.stores[store], ...privacy.places] }),
    ...privacy.after.map(section),
    markup`<p>${link(privacy.authority.address, privacy.authority.name)}</p>`,
  ],
  terms: ({ emergency, pages: { terms, contact } }, { controller }) => [
    markup`<p class="note">${emergency}</p>`,
    ...terms.sections.map(section),
    part(terms.contact, [contacts(controller, contact)]),
  ],
};

/** A page in a language, as HTML that needs nothing but itself. */
export function render(name: PageName, language: Language, facts: Facts): string {
  const words = wordsOf(language);
  const { title, lead } = words.pages[name];
  // Without an icon of its own a browser would ask for one that there is not.
  return markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${name === 'home' ? title : `${title} – Neuvo`}</title>
<meta name="description" content="${lead}">
<link rel="icon" href="data:,">
${{ html: `<style>${style}</style>` }}
</head>
<body>
<header>
<nav aria-label="${words.pages.navigation}"><ul>
${pageNames.map((other) => pageLink(other, name, language))}
</ul></nav>
<nav aria-label="${words.pages.languages}"><ul>
${languages.map((other) => languageLink(other, name, language))}
</ul></nav>
</header>
<main>
<h1>${title}</h1>
<p class="lead">${lead}</p>
${bodies[name](words, facts)}
</main>
</body>
</html>
`.html;
}

function pageLink(other: PageName, name: PageName, language: Language): Markup {
  const { title } = wordsOf(language).pages[other];
  return markup`<li><a href="${addresses[other]}?lang=${language}"${current(other === name, 'page')}>${title}</a></li>`;
}

function languageLink(other: Language, name: PageName, language: Language): Markup {
  const attributes = markup`lang="${other}" hreflang="${other}"${current(other === language, 'true')}`;
  return markup`<li><a href="${addresses[name]}?lang=${other}" ${attributes}>${wordsOf(other).language}</a></li>`;
}

function current(is: boolean, as: string): Markup {
  return is ? markup` aria-current="${as}"` : markup``;
}

function section({ heading, text }: Section): Markup {
  return part(
    heading,
    text.map((block) =>
      typeof block === 'string' ? markup`<p>${block}</p>` : markup`<ul>\n${block.map((point) => markup`<li>${point}</li>`)}\n</ul>`,
    ),
  );
}

function part(heading: string, content: Markup[]): Markup {
  return markup`<section>
<h2>${heading}</h2>
${content}
</section>`;
}

function contacts({ name, contact, dataProtectionOfficer }: Facts['controller'], labels: Words['pages']['contact']): Markup {
  return markup`<dl>
<dt>${labels.controller}</dt><dd><bdi>${name}</bdi></dd>
<dt>${labels.address}</dt><dd>${link(contact)}</dd>
<dt>${labels.officer}</dt><dd>${link(dataProtectionOfficer)}</dd>
</dl>`;
}

function link(address: string, name = address): Markup {
  return markup`<a href="${/^https?:/i.test(address) ? address : `mailto:${address}`}">${name}</a>`;
}
