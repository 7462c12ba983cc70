import { convert, type HtmlToTextOptions } from 'html-to-text';
import { cut } from './plain-text.ts';

// Teams' messages are of at most about 28 KB, markup included: https://learn.microsoft.com/microsoftteams/limits-specifications-teams
const longestHtml = 32 * 1024;
// Deeper than anybody nests lists and quotations; the converter calls itself for each level.
const deepest = 50;
// Teams' own clients mark a quoted reply so, as does its SDK (teams.ts #206).
const reply = 'blockquote[itemtype="http://schema.skype.com/Reply"]';

// A node as the parser makes it, of which the types do not tell.
type Sibling = { name?: string | undefined; prev?: Sibling | null };

const options: HtmlToTextOptions = {
  wordwrap: false,
  limits: { maxDepth: deepest },
  formatters: {
    // A table's cells would run into each other. What Teams puts into one is mostly a paragraph, which would break the row.
    cell: (cell, walk, builder) => {
      if (hasCellBefore(cell)) builder.addLiteral(' | ');
      walk(cell.children, builder);
    },
  },
};
const cells = ['td', 'th'].flatMap((cell) => [
  { selector: cell, format: 'cell' },
  ...['p', 'div'].map((block) => ({ selector: `${cell} > ${block}`, format: 'inline' })),
]);
const rows = { selector: 'tr', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } };
const links = { selector: 'a', options: { ignoreHref: true } };
// The message's sender and whoever it quotes or mentions stay out of it.
const others = ['at', 'blockquote', 'img', 'attachment'].map((selector) => ({ selector, format: 'skip' }));

/** What a message's HTML says, without those whom it mentions and what it quotes. The cells of a table are kept apart. */
export function textOfHtml(html: string): string {
  return convert(cut(html, longestHtml), { ...options, selectors: [...others, links, rows, ...cells] });
}

/** What a message's HTML quotes of the message that it replies to, with its author's name; empty if it quotes nothing. */
export function quotationIn(html: string): string {
  const baseElements = { selectors: [reply], returnDomByDefault: false };
  return convert(cut(html, longestHtml), { ...options, baseElements, selectors: [{ selector: 'blockquote', format: 'block' }, links] });
}

function hasCellBefore(cell: Sibling): boolean {
  let before = cell.prev;
  while (before && before.name !== 'td' && before.name !== 'th') before = before.prev;
  return Boolean(before);
}
