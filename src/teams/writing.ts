// Far longer than any command with what may follow it: whoever writes more has written to somebody.
const longestCommand = 300;

/**
 * A message as commands are looked for in it: without what can't be seen, without space, punctuation and emoji around it, each space one, and "46 / 2026"
 * one word. Empty for one that is too long to be a command.
 */
export function tidied(written: string): string {
  if (written.length > longestCommand) return '';
  return written
    .normalize('NFC')
    .replace(/[\p{Cf}\p{DI}]/gu, '')
    .replace(/[\s\p{P}\p{S}]+/gu, (run, at: number, whole: string) => (at === 0 || at + run.length === whole.length ? '' : run))
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
