/** What must not be written here: finds data that identifies a person, before a text is stored or posted. */
import type { Detector, IdentifierKind } from './privacy-patterns.ts';
import { detectors } from './privacy-patterns.ts';

export type { IdentifierKind };

/**
 * Something that identifies, or may identify, a person. `start` and `end` (exclusive) are positions in the text as typed;
 * `masked` shows its shape with every letter and digit hidden, so it may be shown and kept.
 */
export type Finding = { kind: IdentifierKind; severity: 'block' | 'warn'; start: number; end: number; masked: string };

/** A stretch of a text, as positions in it; `end` is exclusive. */
export type Span = { start: number; end: number };
type Hit = Span & { detector: Detector };
type Plain = { text: string; origins: Span[] };

const MASK = '[•••]';
const COVER = '•';
const ROUNDS = 3;

/**
 * Everything identifying in a text, in order and without overlaps; where two overlap, the one of the detector named first in
 * privacy-patterns stays, so blocking goes before warning. What stands in `known` is not looked at: it is known to be of no client. Takes time in proportion
 * to the length of the text.
 */
export function screen(typed: string, known: Span[] = []): Finding[] {
  const text = cover(typed, known, ({ start, end }) => COVER.repeat(end - start));
  const plain = plainText(text);
  return findingsOf(hitsIn(plain.text, ROUNDS), plain, text);
}

/** The text with each finding of `screen` replaced by "[•••]"; screening it again finds nothing that blocks. */
export function mask(text: string, findings: Finding[]): string {
  return cover(text, findings, () => MASK);
}

/**
 * The text as the patterns read it: compatibility forms such as full-width digits made plain (NFKC), invisible characters
 * left out, every dash "-", every space but a line break " ". Each character of it remembers where it came from.
 */
function plainText(text: string): Plain {
  const origins: Span[] = [];
  let plain = '';
  for (const { 0: typed, 1: ascii, index } of text.matchAll(/([\n -~])(?!\p{M})|\P{M}\p{M}{0,8}|\p{M}/gu)) {
    const read = ascii ?? plainCharacter(typed);
    plain += read;
    for (let unit = 0; unit < read.length; unit += 1) origins.push({ start: index, end: index + typed.length });
  }
  return { text: plain, origins };
}

// Two Arabic phrases alone are one sign for more than six, and say who nobody is: they stay, for a text of them would grow eighteenfold.
function plainCharacter(typed: string): string {
  const normal = typed.normalize('NFKC');
  return (normal.length > 6 * typed.length ? typed : normal)
    .replace(/[\p{Cf}\p{DI}]/gu, '')
    .replace(/[\p{Pd}\u2212\u2043]/gu, '-')
    .replace(/[^\S\n]/gu, ' ');
}

/** What is found is covered for the detectors that follow. That can lay bare the edge of something else, so it looks again. */
function hitsIn(text: string, rounds: number): Hit[] {
  const hits: Hit[] = [];
  let uncovered = text;
  for (const detector of detectors) {
    const spans = spansOf(detector, uncovered);
    uncovered = cover(uncovered, spans, (span) => COVER.repeat(span.end - span.start));
    for (const span of spans) hits.push({ ...span, detector });
  }
  return hits.length === 0 || rounds === 1 ? hits : [...hits, ...hitsIn(uncovered, rounds - 1)];
}

function spansOf({ pattern, accepts, hide }: Detector, text: string): Span[] {
  const searched = hide ? hide(text, COVER) : text;
  const spans: Span[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(searched); match; match = pattern.exec(searched)) {
    if (!accepts || accepts(match)) spans.push({ start: match.index, end: pattern.lastIndex });
    else pattern.lastIndex = match.index + String.fromCodePoint(searched.codePointAt(match.index) ?? 0).length;
  }
  return spans;
}

/** Two hits can meet in one typed character that reads as several, such as "㏂": it goes to the first of them. */
function findingsOf(hits: Hit[], { origins }: Plain, text: string): Finding[] {
  let free = 0;
  return hits
    .toSorted((one, other) => one.start - other.start)
    .flatMap(({ detector: { kind, severity }, ...hit }) => {
      const start = Math.max(free, origins[hit.start]?.start ?? 0);
      const end = origins[hit.end - 1]?.end ?? text.length;
      free = Math.max(free, end);
      return start < end ? [{ kind, severity, start, end, masked: shapeOf(text.slice(start, end)) }] : [];
    });
}

function shapeOf(found: string): string {
  return found.replace(/[\p{L}\p{M}\p{N}]/gu, COVER);
}

function cover(text: string, spans: Span[], coverOf: (span: Span) => string): string {
  const pieces: string[] = [];
  let from = 0;
  for (const span of spans) {
    pieces.push(text.slice(from, span.start), coverOf(span));
    from = span.end;
  }
  return pieces.join('') + text.slice(from);
}
