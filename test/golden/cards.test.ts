import { describe, expect, test } from '@jest/globals';
import { languages } from '../../src/i18n/translate.ts';
import { render } from '../../src/teams/cards.ts';
import { gallery } from './gallery.ts';
import { buttonsOf, type Node, outline } from './outline.ts';

// A channel card says the same to everybody; only what can be done with it differs.
const isOwnView = (shows: string) => /, to (?!everybody)/.test(shows) && !shows.includes('pressed too');
const [ownViews, others] = [gallery.filter(({ shows }) => isOwnView(shows)), gallery.filter(({ shows }) => !isOwnView(shows))];

describe.each(languages)('in %s', (locale) => {
  test.each(others.map((exhibit) => [exhibit.card, exhibit.shows, exhibit.view] as const))('the %s (%s)', (_card, _shows, view) => {
    expect(outline(render(view(locale)) as Node)).toMatchSnapshot();
  });

  test('the channel card’s buttons for each person', () => {
    const buttons = gallery
      .filter(({ card, shows }) => card === 'channel-card' && shows.includes(', to '))
      .map(({ shows, view }) => `${shows}: ${buttonsOf(render(view(locale)) as Node).join(' | ') || 'none'}`);

    expect(buttons.join('\n')).toMatchSnapshot();
  });

  test.each(ownViews.map(({ shows, view }) => [shows, view] as const))(
    'the channel card %s, says what it says to everybody',
    (shows, view) => {
      const [turn = ''] = shows.split(', to ');
      const common = gallery.find((exhibit) => exhibit.shows === `${turn}, to everybody`);

      expect(render(view(locale)).body).toEqual(common && render(common.view(locale)).body);
    },
  );
});
