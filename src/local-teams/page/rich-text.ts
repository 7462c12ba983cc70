import type markdownIt from 'markdown-it';
import type { Message } from '../contract.ts';
import { h } from './dom.ts';

declare global {
  interface Window {
    markdownit: typeof markdownIt;
  }
}

const allowed = new Set([
  'B',
  'STRONG',
  'I',
  'EM',
  'U',
  'S',
  'P',
  'BR',
  'UL',
  'OL',
  'LI',
  'BLOCKQUOTE',
  'CODE',
  'PRE',
  'DIV',
  'SPAN',
  'H1',
  'H2',
  'H3',
  'HR',
]);
const safeLink = /^(https?|mailto|tel):/i;

// Teams draws bold, italics, lists and links in a card; in a message also a line break for each new line.
const inCards = window.markdownit({ html: false }).disable(['code', 'fence', 'heading', 'lheading', 'blockquote', 'hr', 'image', 'table']);
const inMessages = window.markdownit({ html: false, breaks: true, linkify: true }).disable(['image']);

/**
 * @param message its text, in which `<at>Name</at>` is a mention, its format, and whom it mentions; a person's text does not repeat whom it begins with
 * @returns it as nodes, with nothing in them but harmless markup
 */
export function richText({ text, textFormat, mentions }: Pick<Message, 'text' | 'textFormat' | 'mentions'>): Node[] {
  if (text === null) return [];
  const before = mentions
    .filter(({ name }) => !text.includes(`<at>${name}</at>`))
    .flatMap(({ name }) => [mention(name), document.createTextNode(' ')]);
  if (textFormat === 'plain') return [...before, ...plainText(text)];
  return [...before, ...harmless(textFormat === 'html' ? text : withMentions(inMessages.render(text)))];
}

/** @returns the HTML of a card's Markdown, mentions marked */
export function cardMarkdown(text: string): string {
  const body = h('div', {}, ...harmless(withMentions(inCards.render(text))));
  return body.innerHTML;
}

/** Whether a link from a card or a message may be followed. */
export function isSafeLink(url: string): boolean {
  return safeLink.test(url);
}

function plainText(text: string): Node[] {
  return text
    .split(/(<at>.{0,300}?<\/at>)/)
    .map((part) => (part.startsWith('<at>') ? mention(part.slice(4, -5)) : document.createTextNode(part)));
}

function withMentions(html: string): string {
  return html.replace(/&lt;at&gt;(.{0,300}?)&lt;\/at&gt;/g, '<at>$1</at>');
}

function harmless(html: string): Node[] {
  return [...new DOMParser().parseFromString(html, 'text/html').body.childNodes].flatMap(copy);
}

function copy(node: Node): Node[] {
  if (node instanceof Text) return [document.createTextNode(node.data)];
  if (!(node instanceof Element)) return [];
  if (node.tagName === 'AT') return [mention(node.textContent)];
  const inside = [...node.childNodes].flatMap(copy);
  if (node.tagName === 'A') return [link(node.getAttribute('href') ?? '', inside)];
  if (!allowed.has(node.tagName)) return inside;
  return [h(node.tagName.toLowerCase() as 'span', {}, ...inside)];
}

function link(url: string, inside: Node[]): Node {
  return isSafeLink(url) ? h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, ...inside) : h('span', {}, ...inside);
}

function mention(name: string): Node {
  return h('span', { class: 'mention' }, name);
}
