import type { Locale } from '../../src/domain/network.ts';
import type { View } from '../../src/teams/cards.ts';

/** A card of the gallery: which, what it shows, and its view in a language. `dialog`: it is a form in a dialog. */
export type Exhibit = { card: string; shows: string; dialog: boolean; view: (locale: Locale) => View };

/** A card in a chat. */
export function exhibit(card: string, shows: string, view: Exhibit['view']): Exhibit {
  return { card, shows, dialog: false, view };
}

/** A card in a dialog. */
export function inDialog(card: string, shows: string, view: Exhibit['view']): Exhibit {
  return { ...exhibit(card, shows, view), dialog: true };
}
