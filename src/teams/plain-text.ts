export { cut } from '../domain/text.ts';

/** A person's text for a TextBlock: nothing in it is taken for Markdown, for HTML or for a date to be filled in, and its lines stay lines. */
export function escapeMarkdown(text: string): string {
  return visible(text)
    .replace(/[\\`*_{}[\]()!|<>~&]/g, '\\$&')
    .split('\n')
    .map(escapeStart)
    .join('\n')
    .replace(/\n+/g, '\n\n');
}

// What makes of a line a list, a heading or code. An ordered list's number has at most nine digits: https://spec.commonmark.org/0.31.2/#list-items
function escapeStart(line: string): string {
  return line
    .replace(/^[ \t]+/, (indent) => '\u00a0'.repeat(indent.length))
    .replace(/^(\s*)([-+#])/, '$1\\$2')
    .replace(/^(\s*\d{1,9})\./, '$1\\.');
}

/** A name for a sentence: set off from it (UAX #9), so that a name that is written from right to left turns nothing round it. Empty where there is none. */
export function isolated(name: string): string {
  return name === '' ? '' : `\u2068${name}\u2069`;
}

/** What a person reads in a sentence that holds escaped texts: for where no Markdown is drawn. */
export function plainText(markdown: string): string {
  return markdown.replace(/\\([^a-z\d\s])/gi, '$1');
}

/** A person's text for a message in `xml` format: shown as it was typed, line by line. */
export function escapeXml(text: string): string {
  const escaped = visible(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  return escaped.replaceAll('\n', '<br/>');
}

// One kind of line break, and none of the characters that show nothing and that renderers treat as they like.
function visible(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '');
}
