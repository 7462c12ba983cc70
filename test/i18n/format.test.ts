import { describe, expect, test } from '@jest/globals';
import { formatList, formatWhen } from '../../src/i18n/format.ts';
import { languages } from '../../src/i18n/translate.ts';

describe('an instant', () => {
  test.each([
    ['fi', 'ma 23.11.2026', '9.05'],
    ['sv', 'mån 23.11.2026', '9.05'],
    ['en', 'Mon 23 Nov 2026', '09:05'],
  ] as const)('is a day and a time as they are written in %s', (language, day, time) => {
    expect(formatWhen('2026-11-23T07:05:00Z', language)).toEqual({ day, time });
  });

  test.each([
    ['the last minute of winter time', '2026-03-29T00:59:00Z', '2.59'],
    ['the first minute of summer time', '2026-03-29T01:00:00Z', '4.00'],
    ['the last minute of summer time', '2026-10-25T00:59:00Z', '3.59'],
    ['the hour that comes twice', '2026-10-25T01:00:00Z', '3.00'],
    ['the first hour that comes only once again', '2026-10-25T02:00:00Z', '4.00'],
  ])('keeps Finnish time in %s', (_, instant, time) => {
    expect(formatWhen(instant, 'fi').time).toBe(time);
  });

  test.each([
    ['fi', 'ke 2.9.2026', '0.00'],
    ['sv', 'ons 2.9.2026', '0.00'],
    ['en', 'Wed 2 Sept 2026', '00:00'],
  ] as const)('at Finnish midnight begins the new day, at hour nought, in %s', (language, day, time) => {
    expect(formatWhen('2026-09-01T21:00:00Z', language)).toEqual({ day, time });
  });

  test('a minute before Finnish midnight is still the old day', () => {
    expect(formatWhen('2026-12-31T21:59:00Z', 'fi')).toEqual({ day: 'to 31.12.2026', time: '23.59' });
  });
});

describe('a list of names', () => {
  const names = ['Aino Aalto', 'Elsa Ek', 'Otso Oja'];

  test.each([
    ['fi', 'Aino Aalto, Elsa Ek ja Otso Oja'],
    ['sv', 'Aino Aalto, Elsa Ek och Otso Oja'],
    ['en', 'Aino Aalto, Elsa Ek and Otso Oja'],
  ] as const)('reads as a sentence in %s', (language, sentence) => {
    expect(formatList(names, language)).toBe(sentence);
  });

  test.each(languages)('of one is the name alone, and of none nothing, in %s', (language) => {
    expect(formatList(['Aino Aalto'], language)).toBe('Aino Aalto');
    expect(formatList([], language)).toBe('');
  });
});
