/** Texts and names from outside, as they are taken in. What is kept, what is dropped, and why: docs/decisions/typed-texts.md. */

const lineBreaks = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
// Control characters; what has no place in text (noncharacters, tags, a byte order mark, interlinear annotation); what turns a direction round
// until something ends it (UAX #9: embeddings, overrides, isolates), and the format characters that Unicode has deprecated.
const neverShown = /[^\P{Cc}\t\n]|[\p{NChar}\ufeff\ufff9-\ufffb\u202a-\u202e\u2066-\u206f\u{e0000}-\u{e007f}]/gu;
const directionMarks = /[\u061c\u200e\u200f]/g;
// Real words and emoji need fewer: what goes on is piled over the lines around it, or hides something.
const tooManyMarks = /([\p{M}\p{DI}]{8})[\p{M}\p{DI}]+/gu;
const visible = /[^\s\p{DI}\u2800]/u;
const longestName = 100;

/**
 * What somebody typed, as it is kept: whole characters in NFC, lines that end in "\n" alone with at most two empty ones between them, no control
 * characters, nothing that turns a direction round, no piles of marks, no space around it; empty if nothing of it can be seen. Cleaning it again changes
 * nothing. Takes time in proportion to its length.
 */
export function cleanText(typed: string): string {
  const shown = typed.toWellFormed().replace(lineBreaks, '\n').replace(neverShown, '');
  // Normalising sorts the marks of a character, which takes long if they are many; it also takes some apart.
  const normal = withFewMarks(withFewMarks(shown).normalize('NFC'));
  const lines = normal.split('\n').map((line) => line.trimEnd());
  const spaced = lines.join('\n').replace(/\n{4,}/g, '\n\n\n');
  return orNothing(spaced.trim());
}

/** The same of what is one line: a name, a topic. Direction marks go too, since it stands in the sentences of others; its spaces are one each. */
export function cleanLine(typed: string): string {
  return cleanText(typed.replace(directionMarks, '')).replace(/\s+/g, ' ');
}

/** What somebody or something is called, from Teams: one line of at most a hundred characters. */
export function cleanName(name: string): string {
  return orNothing(cut(cleanLine(name), longestName).trim());
}

/** A text of at most `limit` UTF-16 code units, never half a character at its end. */
export function cut(text: string, limit: number): string {
  return text.slice(0, limit).replace(/[\ud800-\udbff]$/, '');
}

function withFewMarks(text: string): string {
  return text.replace(tooManyMarks, '$1');
}

function orNothing(text: string): string {
  return visible.test(text) ? text : '';
}
