import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { csvOf } from '../../src/domain/csv.ts';

describe('a table as a file', () => {
  test('says that it is UTF-8, splits at semicolons, and ends each row', () => {
    expect(
      csvOf([
        ['Tunnus', 'Määräaika'],
        ['OT-2', ''],
      ]),
    ).toBe('\ufeffTunnus;Määräaika\r\nOT-2;\r\n');
  });

  test.each([
    ['a quotation mark', 'sanoi "ei"', '"sanoi ""ei"""'],
    ['the separator', 'a;b', '"a;b"'],
    ['a comma', 'a, b', '"a, b"'],
    ['a line break', 'a\nb', '"a\nb"'],
  ])('quotes a cell that holds %s', (_, value, cell) => {
    expect(csvOf([[value]])).toBe(`\ufeff${cell}\r\n`);
  });

  test.each(['=1+1', '+358', '-1', '@SUM(A1)', '\t=1', ' =1', '\r=1'])('keeps %j from being a formula', (value) => {
    expect(csvOf([[value]]).replace(/["\ufeff]/g, '')).toMatch(/^'/);
  });

  test('can be read back, whatever is in it', () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((value) => !/^\s*[=+\-@\t\r]/.test(value));

    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }), (rows) => {
        expect(read(csvOf(rows))).toEqual(rows);
      }),
    );
  });
});

// Reads as RFC 4180 says, a character at a time.
function read(file: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  const text = file.slice(1);
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (isQuoted && character === '"' && text[at + 1] === '"') cell += text[++at];
    else if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (character === ';' || (character === '\r' && text[at + 1] === '\n'))) {
      rows.at(-1)?.push(cell);
      cell = '';
      if (character === '\r') {
        at++;
        rows.push([]);
      }
    } else cell += character;
  }
  return rows.slice(0, -1);
}
