import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { render } from '../../src/teams/cards.ts';
import type { Node } from './outline.ts';
import { bytesOf, mostBytes, rules } from './rules.ts';
import { largestCards, largestPosts } from './worst.ts';

const units = {
  'everything at once': '漢🙂"\\*字[x](y)\n_<b>&漢{{DATE}}',
  ideographs: '漢',
  emoji: '🙂',
  quotes: '"',
  backslashes: '\\',
  'Markdown marks': '*_`#',
  'angle brackets': '<',
  lines: 'a\n',
  indentation: 'a\n  ',
  words: 'sana ',
};
const worlds = Object.entries(units).flatMap(([filling, unit]) =>
  (filling === 'everything at once' ? (['fi', 'sv', 'en'] as const) : (['sv'] as const)).map((locale) => [filling, locale, unit] as const),
);

/** Teams takes messages of 100 KB as UTF-16, and asks to stay within 80. Source: "Format your bot messages". */
const mostOfPost = 80 * 1024;

describe.each(worlds)('with every text at its limit and full of %s, in %s', (_filling, locale, unit) => {
  const cards = Object.entries(largestCards(unit, locale)).map(([name, view]) => [name, render(view) as Node] as const);

  test.each(cards)('the %s is small enough for Teams', (_name, card) => {
    expect(bytesOf(card)).toBeLessThan(mostBytes);
  });

  test('every card keeps the rules', () => {
    const dialogs = cards.map(([name, card]) => ({ name, card, dialog: /^(request|registration) form/.test(name) }));
    const broken = dialogs.flatMap(({ name, ...rendered }) =>
      Object.entries(rules).flatMap(([rule, faultsOf]) => faultsOf(rendered).map((fault) => `${name} ${rule}: ${fault.slice(0, 80)}`)),
    );

    expect(broken).toEqual([]);
  });

  test.each(Object.entries(largestPosts(unit, locale)))('the %s in a thread is small enough, too', (_name, post) => {
    expect(2 * JSON.stringify(post).length).toBeLessThan(mostOfPost);
  });
});

describe('the table of the largest cards', () => {
  const root = join(import.meta.dirname, '../..');
  const namesIn = (folder: string) => readdirSync(join(root, folder)).filter((name) => !name.endsWith('.md'));
  const source = readFileSync(join(import.meta.dirname, 'worst.ts'), 'utf8');

  test('has every template', () => {
    const drawn = new Set(Object.values(largestCards('漢', 'fi')).map(({ name }) => `${name}.json`));

    expect([...drawn].sort()).toEqual(namesIn('adaptiveCards').sort());
  });

  test('has every view', () => {
    const views = namesIn('src/teams/views').flatMap((name) =>
      [...readFileSync(join(root, 'src/teams/views', name), 'utf8').matchAll(/export function (\w+View)\(/g)].map(([, view]) => view),
    );

    expect(views.filter((view) => !source.includes(`${view}(`))).toEqual([]);
  });
});
