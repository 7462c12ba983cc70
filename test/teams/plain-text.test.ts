import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { convert } from 'html-to-text';
import { cut, escapeMarkdown, escapeXml, plainText } from '../../src/teams/plain-text.ts';
import { linesOf, read } from '../golden/reader.ts';

const marks = [
  ...'\\`*_{}[]()#+-.!|<>~&=:;"\'$@^/1 \t\n\r',
  'a',
  'ä',
  '\u00a0',
  '\u200b',
  '\u202e',
  '\u2028',
  '{{DATE(2026-01-01T00:00:00Z)}}',
  '&amp;',
  '    ',
  '---',
];
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom(...marks), maxLength: 40 }),
);

describe('a text for a card', () => {
  test('is read exactly as it was typed, whatever is in it', () => {
    fc.assert(
      fc.property(text, (typed) => {
        expect(read(escapeMarkdown(typed))).toBe(linesOf(typed));
      }),
      { numRuns: 3000 },
    );
  });

  test('is read as it was typed in the middle of a sentence', () => {
    fc.assert(
      fc.property(text, (typed) => {
        const [line = ''] = linesOf(typed).split('\n');
        expect(read(`Vastaus – ${escapeMarkdown(line)}: alla.`)).toBe(linesOf(`Vastaus – ${line}: alla.`));
      }),
    );
  });

  test.each([
    ['a heading', '# Otsikko'],
    ['a list', '- yksi\n- kaksi'],
    ['a numbered list', '1. yksi\n2) kaksi'],
    ['a date with dots', '24.12. ja 6.1.'],
    ['code', '    sisennetty\n\tsarkain\n`koodi`'],
    ['a rule and an underlined heading', 'Otsikko\n===\n---\n***'],
    ['a link and a picture', '[paina](https://vaara.example) ![kuva](https://vaara.example/x.png) <https://vaara.example>'],
    ['HTML', '<script>alert(1)</script><img src=x onerror=alert(1)>'],
    ['entities', '&lt;b&gt; &amp; &#60;'],
    ['a date to be filled in', '{{DATE(2026-01-01T00:00:00Z, LONG)}} {{TIME(2026-01-01T10:00:00Z)}}'],
    ['a table', 'a | b\n--- | ---\n1 | 2'],
    ['a quotation', '> lainaus'],
    ['a mention', '<at>Neuvo</at>'],
    ['old line breaks', 'yksi\r\nkaksi\rkolme'],
  ])('%s stays what it is', (_, typed) => {
    expect(read(escapeMarkdown(typed))).toBe(linesOf(typed));
  });

  test('keeps its lines apart', () => {
    expect(escapeMarkdown('yksi\r\nkaksi\n\n\nkolme')).toBe('yksi\n\nkaksi\n\nkolme');
  });

  test('is the same again where no Markdown is drawn', () => {
    fc.assert(
      fc.property(text, (typed) => {
        expect(linesOf(plainText(escapeMarkdown(typed)))).toBe(linesOf(typed));
      }),
    );
  });
});

describe('a text for a thread', () => {
  test('is read exactly as it was typed, whatever is in it', () => {
    fc.assert(
      fc.property(text, (typed) => {
        const shown = convert(escapeXml(typed), {
          wordwrap: false,
          whitespaceCharacters: '',
          selectors: [{ selector: 'br', format: 'lineBreak' }],
        });
        expect(linesOf(shown)).toBe(linesOf(typed));
      }),
    );
  });

  test('holds no markup but line breaks', () => {
    fc.assert(
      fc.property(text, (typed) => {
        expect(escapeXml(typed).replaceAll('<br/>', '')).not.toMatch(/[<>"]|&(?!(?:amp|lt|gt|quot);)/);
      }),
    );
  });
});

describe('a text that is cut', () => {
  test('is its beginning, within the limit, and never ends in half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(20), (typed, limit) => {
        const beginning = cut(typed, limit);

        expect(beginning.length).toBeLessThanOrEqual(limit);
        expect(typed.startsWith(beginning)).toBe(true);
        expect(beginning.isWellFormed()).toBe(true);
        expect(limit - beginning.length).toBeLessThanOrEqual(typed.length > limit ? 1 : limit);
      }),
    );
  });
});
