import type { Locale, Network, PersonRef } from '../../domain/network.ts';
import { wordsOf } from '../../i18n/translate.ts';
import type { View } from '../cards.ts';
import { escapeMarkdown, isolated } from '../plain-text.ts';
import type { NetworksPlace } from './network.ts';

/** The question that is asked before a network is taken out of use. */
export function removeNetworkView({ id, name, revision = 0 }: Network, back: NetworksPlace | null, locale: Locale): View {
  const { networks } = wordsOf(locale);
  const data = { v: 1, card: 'network', network: id, ...(back ?? {}) };
  return confirmView(networks.removeTitle(isolated(name)), networks.removeWhat, networks.actions.remove, locale, {
    yes: { ...data, verb: 'remove-network', rev: revision },
    no: { ...data, verb: 'network' },
  });
}

/** The question that is asked before a coordinator is removed. */
export function removeCoordinatorView({ id, name }: PersonRef, area: string, locale: Locale): View {
  const { coordinators } = wordsOf(locale);
  const data = { v: 1, card: 'coordinators', area };
  return confirmView(
    coordinators.removeTitle(isolated(name) || coordinators.somebody),
    coordinators.removeWhat,
    coordinators.remove,
    locale,
    {
      yes: { ...data, verb: 'remove-coordinator', person: id },
      no: { ...data, verb: 'coordinators' },
    },
  );
}

type Answer = { verb: string; [field: string]: unknown };

function confirmView(title: string, what: string, confirm: string, locale: Locale, { yes, no }: { yes: Answer; no: Answer }): View {
  const { back } = wordsOf(locale).actions;
  const data = { lang: locale, summary: `${title} ${what}`, title: escapeMarkdown(title), what, confirm, back, yes, no };
  return { name: 'confirm', data };
}
