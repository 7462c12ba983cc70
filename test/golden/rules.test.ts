import { describe, expect, test } from '@jest/globals';
import { languages } from '../../src/i18n/translate.ts';
import { render } from '../../src/teams/cards.ts';
import { gallery } from './gallery.ts';
import type { Node } from './outline.ts';
import { rules } from './rules.ts';

const rendered = gallery.flatMap(({ card: kind, shows, dialog, view }) =>
  languages.map((locale) => ({ name: `${kind} (${shows}), ${locale}`, dialog, card: render(view(locale)) as Node })),
);

describe('every card that Neuvo shows', () => {
  test.each(Object.entries(rules))('%s', (_, faultsOf) => {
    const faults = rendered.flatMap(({ name, card, dialog }) => faultsOf({ card, dialog }).map((fault) => `${name}: ${fault}`));

    expect(faults).toEqual([]);
  });
});
