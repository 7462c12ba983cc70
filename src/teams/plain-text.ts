/** A person's text for a TextBlock: nothing in it is taken for Markdown, for HTML or for a date to be filled in, and its lines stay lines. */
export function escapeMarkdown(text: string): string {
  return visible(text)
    .replace(/[\\`*_{}[\]()!|<>~&]/g, '\\$&')
    .replace(/^[ \t]+/gm, (indent) => '\u00a0'.repeat(indent.length))
    .replace(/^([^\S\n]*)([-+#])/gm, '$1\\$2')
    .replace(/^([^\S\n]*\d+)\./gm, '$1\\.')
    .replace(/\n+/g, '\n\n');
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

/** A text of at most `limit` UTF-16 code units, never half a character at its end. */
export function cut(text: string, limit: number): string {
  return text.slice(0, limit).replace(/[\ud800-\udbff]$/, '');
}

// One kind of line break, and none of the characters that show nothing and that renderers treat as they like.
function visible(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '');
}
