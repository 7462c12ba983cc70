/** A message as commands are looked for in it: without space and punctuation around it, each space one, and "46 / 2026" one word. */
export function tidied(written: string): string {
  return written
    .normalize('NFC')
    .replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/(?<=\d) ?([/–-]) ?(?=\d)/g, '$1');
}

/** Words as commands are looked up: small and tidied. */
export function small(words: string): string {
  return tidied(words).toLowerCase();
}

/** Words as commands are compared: small, tidied, and without diacritics, which not every keyboard has. */
export function folded(words: string): string {
  return small(words).normalize('NFD').replace(/\p{M}/gu, '');
}
