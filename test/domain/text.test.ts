import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cleanLine, cleanName, cleanText } from '../../src/domain/text.ts';

const marks = Array.from({ length: 0x70 }, (_, index) => String.fromCharCode(0x300 + index));
const odd = [
  ...[
    'a',
    'ä',
    'a\u0308',
    '\u0344',
    '\u0958',
    '\u09c7',
    '\u09be',
    '\u0f73',
    '\u{1d15e}',
    '\u2126',
    '\ufdfa',
    '\u{16d67}',
    '👩‍👧',
    '\u1100',
    '\u1161',
    '\u11a8',
  ],
  ...['\ud83d', '\udc00', '\0', '\u0085', '\u001b', '\r', '\n', '\r\n', '\v', '\t', ' ', '\u00a0', '\u3000', '\u2028', '\u2800', '\u3164'],
  ...[
    '\u200b',
    '\u200c',
    '\u200d',
    '\u202e',
    '\u2066',
    '\u2069',
    '\u200f',
    '\u061c',
    '\ufeff',
    '\ufffe',
    '\u{1fffe}',
    '\u{e0041}',
    '\ufe0f',
    '\u206a',
  ],
];
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) }),
  fc.string({ unit: fc.constantFrom(...odd, ...marks), maxLength: 60 }),
);

describe.each([
  ['a text', cleanText],
  ['a line', cleanLine],
  ['a name', cleanName],
])('%s from outside', (_, clean) => {
  test('is the same once it has been cleaned', () => {
    fc.assert(
      fc.property(text, (typed) => expect(clean(clean(typed))).toBe(clean(typed))),
      { numRuns: 5000 },
    );
  });

  test('is well-formed and normal, without control characters and without what turns a direction round', () => {
    fc.assert(
      fc.property(text, (typed) => {
        const cleaned = clean(typed);

        expect(cleaned.isWellFormed()).toBe(true);
        expect(cleaned.normalize('NFC')).toBe(cleaned);
        expect(cleaned).not.toMatch(/[^\P{Cc}\n\t]|[\p{NChar}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
      }),
      { numRuns: 5000 },
    );
  });

  test('takes at most three bytes for each of its UTF-16 code units in JSON', () => {
    fc.assert(
      fc.property(text, (typed) => {
        const cleaned = clean(typed);

        expect(Buffer.byteLength(JSON.stringify(cleaned))).toBeLessThanOrEqual(3 * cleaned.length + '""'.length);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('a text', () => {
  test.each([
    ['Finnish and Swedish', 'Äiti ja isä – ”hätä”, för Åsa…'],
    ['lines and an indentation', 'yksi\n\n\tkaksi\n\n\nkolme'],
    ['Northern Sámi', 'Áhčči lea čájehan ŋ đ ŧ ž'],
    ['Arabic with a mark of direction', 'الأم: \u200fOT-5QTQX2\u200f، ثم البيت'],
    ['Hebrew with points', 'בְּרֵאשִׁית'],
    ['Persian with a joiner that parts', 'می\u200cخواهم'],
    ['Hindi with a joiner', 'क्\u200dष'],
    ['Thai', 'น้ำใจที่ดี'.normalize('NFC')],
    ['a family, a flag, a keycap and a heart', '👩‍👧‍👦 🇫🇮 1️⃣ ❤️'],
    ['code and mathematics', '\u0024{a} && <b> \\ "x" ≤ ∑'],
  ])('stays as it is: %s', (_, typed) => {
    expect(cleanText(typed)).toBe(typed);
  });

  test.each([
    ['half a character', 'a\ud83db', 'a\ufffdb'],
    ['a NUL and an escape', 'a\0\u001b[31mb', 'a[31mb'],
    ['line ends of other kinds', 'a\r\nb\rc\u2028d\u2029e\u0085f\vg', 'a\nb\nc\nd\ne\nf\ng'],
    ['many empty lines', 'a\n \n\n\t\n\n\nb', 'a\n\n\nb'],
    ['space at the ends of lines', '  a  \nb\t ', 'a\nb'],
    ['a direction turned round, never to be turned back', 'a\u202eb\u2067c', 'abc'],
    ['a byte order mark and a noncharacter', '\ufeffa\ufffeb\u{1ffff}', 'ab'],
    ['letters that only machines see', `a${String.fromCodePoint(0xe0041, 0xe0042)}`, 'a'],
    ['a letter and its mark', 'a\u0308', 'ä'],
    ['a pile of marks', `e${'\u0301\u0316'.repeat(50)}!`, `é${'\u0316'.repeat(4)}${'\u0301'.repeat(3)}!`],
    ['a long row of nothing', `a${'\u200b'.repeat(500)}b`, `a${'\u200b'.repeat(8)}b`],
  ])('loses what disturbs: %s', (_, typed, kept) => {
    expect(cleanText(typed)).toBe(kept);
  });

  test.each([
    ...[
      '',
      ' \n\t',
      '\u200b',
      '\u00ad',
      '\u2060',
      '\u180e',
      '\ufe0f',
      '\u3164',
      '\u115f\u1160',
      '\uffa0',
      '\u2800',
      '\u200d\u200e',
      '\ufeff',
      '\0',
    ],
    ...['\u202e\u2066', '\u{e0061}', '\u034f', '\u00a0\u3000', ' \u200b \u2800 \n \u3164'],
  ])('of which nothing can be seen is empty: %j', (typed) => {
    expect(cleanText(typed.repeat(20))).toBe('');
  });
});

describe('a name', () => {
  test('is one line without direction marks, its spaces one each', () => {
    expect(cleanName('  Aino\u200f \n\t Sarka\u202evaara\u200e ')).toBe('Aino Sarkavaara');
  });

  test('is cut to a hundred characters, never in the middle of one', () => {
    expect(cleanName(`${'a'.repeat(99)}👩`)).toBe('a'.repeat(99));
    expect(cleanName('a'.repeat(500))).toBe('a'.repeat(100));
  });

  test('of which nothing can be seen is none', () => {
    expect(cleanName('\u3164\u200b')).toBe('');
    expect(cleanName(`${'\u200b '.repeat(60)}a`)).toBe('');
  });
});
