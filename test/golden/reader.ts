import { formatText } from 'adaptivecards/lib/text-formatters.js';
import markdownIt from 'markdown-it';
import { type Node, nodesIn } from './rules.ts';

// Harsher than any client is: HTML would be let through, and everything that Markdown knows be drawn.
const markdown = markdownIt({ html: true });
const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };

/** The HTML that a client makes of a TextBlock's text: dates are filled in first, as Microsoft's renderer does, then Markdown is drawn. */
export function drawn(text: string): string {
  return markdown.render(formatText('fi', text) ?? '');
}

/** What a person reads of it, line by line; throws if there is anything but paragraphs. */
export function read(text: string): string {
  const html = drawn(text);
  if (/<(?!\/?p>)/.test(html)) throw new Error(`drawn as ${html}`);
  return linesOf(html.replace(/<\/?p>/g, '').replace(/&[#\w]+;/g, (entity) => entities[entity] ?? entity));
}

/** A text as typed, but for what no client shows: control characters, what sets names off, empty lines, spaces at the end of a line. */
export function linesOf(text: string): string {
  const lines = unmarked(text)
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .split('\n');
  return lines
    .map((line) => line.replace(/[\u00a0\t]/g, ' ').trimEnd())
    .filter((line) => line !== '')
    .join('\n');
}

/** A sentence without what sets the names in it off, which nobody sees. */
export function unmarked(text: string): string {
  return text.replace(/[\u2068\u2069]/g, '');
}

/** Everything that a person reads on a card: texts and facts. */
export function readAll(card: object): string[] {
  return nodesIn(card).flatMap(({ type, text, facts }: Node) => {
    if (type === 'TextBlock') return [read(String(text))];
    return type === 'FactSet' ? (facts as Node[]).flatMap(({ title, value }) => [read(String(title)), read(String(value))]) : [];
  });
}
