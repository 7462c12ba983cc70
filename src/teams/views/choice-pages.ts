import type { Choice } from './case.ts';

/** What the choices of one field take at most, as JSON in UTF-8: with what else is on a card, it stays under Teams' 28 KB. */
const mostBytes = 11_000;

/** Choices in pages, each of as many as a card can carry whatever they are called, and at most `most`. */
export function choicePages(choices: Choice[], most: number): Choice[][] {
  const pages: Choice[][] = [];
  let bytes = mostBytes;
  for (const choice of choices) {
    const size = Buffer.byteLength(JSON.stringify(choice));
    const isFull = bytes + size > mostBytes || pages.at(-1)?.length === most;
    if (isFull) pages.push([]);
    bytes = isFull ? size : bytes + size;
    pages.at(-1)?.push(choice);
  }
  return pages;
}
