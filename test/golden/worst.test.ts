import { describe, expect, test } from '@jest/globals';
import { render } from '../../src/teams/cards.ts';
import type { Node } from './outline.ts';
import { bytesOf, mostBytes, rules } from './rules.ts';
import { largestCards } from './worst.ts';

const units = {
  'everything at once': '漢🙂"\\*字[x](y)\n_<b>&漢{{DATE}}',
  ideographs: '漢',
  emoji: '🙂',
  quotes: '"',
  backslashes: '\\',
  'Markdown marks': '*_`#',
  lines: 'a\n',
  indentation: 'a\n  ',
};

describe.each(Object.entries(units))('with every text at its limit and full of %s', (_, unit) => {
  const cards = Object.entries(largestCards(unit)).map(([name, view]) => [name, render(view) as Node] as const);

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
});
