/** A piece of HTML in which everything from outside has been escaped. */
export type Markup = { html: string };

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** HTML from a template: what is filled in is escaped, but for what is markup already. */
export function markup(pieces: TemplateStringsArray, ...values: (string | Markup | Markup[])[]): Markup {
  return { html: pieces.map((piece, index) => piece + htmlOf(values[index] ?? '')).join('') };
}

function htmlOf(value: string | Markup | Markup[]): string {
  if (typeof value === 'string') return value.replace(/[&<>"']/g, (character) => entities[character] ?? '');
  return Array.isArray(value) ? value.map(({ html }) => html).join('\n') : value.html;
}
