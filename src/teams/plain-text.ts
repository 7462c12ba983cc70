/** A person's text for a TextBlock: nothing in it is taken for Markdown, and its lines stay lines. */
export function escapeMarkdown(text: string): string {
  const escaped = text.replace(/[\\`*_{}[\]()#+\-.!|<>~&]/g, (mark) =>
    mark === '.' || mark === '-' || mark === '+' || mark === '#' ? mark : `\\${mark}`,
  );
  return escaped
    .replace(/^(\s*)([-+#]|\d+\.)/gm, (_, space, mark) => `${space}${mark.slice(0, -1)}\\${mark.slice(-1)}`)
    .replace(/\r?\n/g, '\n\n');
}

/** A person's text for a message in `xml` format: shown as it was typed, line by line. */
export function escapeXml(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  return escaped.replace(/\r?\n/g, '<br/>');
}
