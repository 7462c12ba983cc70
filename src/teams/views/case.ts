import { type Actor, offersOf } from '../../domain/access.ts';
import type { Need } from '../../domain/attention.ts';
import { daysBetween, type Instant } from '../../domain/calendar.ts';
import type { Verb } from '../../domain/command.ts';
import { type Consultation, type Entry, revisionOf } from '../../domain/consultation.ts';
import { destinationsOf } from '../../domain/destinations.ts';
import { type Directory, isOnBreak, type Locale } from '../../domain/network.ts';
import { formatWhen } from '../../i18n/format.ts';
import { areaNames, countyNames, fieldNames } from '../../i18n/names.ts';
import { wordsOf } from '../../i18n/translate.ts';
import { escapeMarkdown } from '../plain-text.ts';
import { nameOf } from './names.ts';

/** Who looks, and when: a person with their roles, or nobody in particular (the common view that everybody is shown). */
export type Viewer = { actor: Actor | null; locale: Locale; at: Instant };
/** A sentence for the person at the top of a card, and what it stands on. */
export type CardNotice = { style: 'attention' | 'warning' | 'good' | 'accent'; text: string; details: string[] };
/** A text that was not taken, to be shown again in its field; `target`: the network or expert that was chosen, `discipline`: the expert's; `page`: the page of the choices that is to be seen, from 0. `offersCheck`: the person may confirm that it identifies nobody. */
export type Draft = { verb: string; text: string; target: string; discipline?: string; page?: number; offersCheck: boolean };
/** What every card of a consultation may be asked to show besides it. */
export type Extras = { notice?: CardNotice };

export type Choice = { title: string; value: string };
type Fact = { title: string; value: string };

/** The commands that whoever looks can give; none in the common view. */
export function offersTo({ actor, at }: Viewer, consultation: Consultation): Verb[] {
  return actor ? offersOf(actor, consultation, at) : [];
}

/** What every card of a consultation carries: its identity for payloads, the words, and the notice if there is one. */
export function frame(consultation: Consultation, { locale }: Viewer, { notice }: Extras) {
  return {
    lang: locale,
    words: wordsOf(locale),
    id: consultation.id,
    rev: revisionOf(consultation),
    reference: consultation.reference,
    title: escapeMarkdown(consultation.request.title),
    hasNotice: notice !== undefined,
    notice: notice ?? null,
  };
}

/** What is asked, for those who may answer it: what it is about and where, by when, the question, its background, and who asks. */
export function requestOf(consultation: Consultation, locale: Locale) {
  const { request } = consultation;
  const { labels } = wordsOf(locale);
  const background = [
    { label: labels.situation, text: request.situation },
    { label: labels.tried, text: request.tried },
  ];
  return {
    about: `${fieldNames[request.field][locale]} · ${countyNames[request.county][locale]}`,
    ...deadlineOf(consultation, locale),
    question: escapeMarkdown(request.question),
    texts: background.filter(({ text }) => text !== '').map(({ label, text }) => ({ label, text: escapeMarkdown(text) })),
    facts: factsOf(consultation, locale),
  };
}

// A promise that has been kept, or that stands still while the asker is waited for, needs nobody's attention.
function deadlineOf({ request, status, dueAt }: Consultation, locale: Locale) {
  const { labels, at, urgencies } = wordsOf(locale);
  const isAwaited = status === 'open' || status === 'claimed';
  return {
    deadline: isAwaited ? `${labels.due} ${at(formatWhen(dueAt, locale))} · ${urgencies[request.urgency]}` : '',
    deadlineColor: { normal: 'Default', soon: 'Warning', urgent: 'Attention' }[request.urgency],
  };
}

// Two to a row: who asks, what they wish for, what else it is about.
function factsOf({ request, requester }: Consultation, locale: Locale): { cells: Fact[] }[] {
  const { labels, sectors, help, languages } = wordsOf(locale);
  const alsoFields = request.secondaryFields.map((field) => fieldNames[field][locale]);
  const rows: Fact[][] = [
    [
      { title: labels.asker, value: nameOf(requester) },
      { title: labels.sector, value: sectors[request.sector] },
    ],
    [
      { title: labels.help, value: help[request.help] },
      { title: labels.language, value: languages[request.language] },
    ],
    ...(alsoFields.length > 0 ? [[{ title: labels.alsoFields, value: alsoFields.join(' · ') }]] : []),
  ];
  return rows.map((cells) => ({ cells }));
}

/** The colour that a status has in every card. */
export function colorOf({ status }: Consultation): string {
  return { open: 'Warning', claimed: 'Accent', waiting: 'Warning', answered: 'Good', closed: 'Default', withdrawn: 'Default' }[status];
}

/** For how many days nobody had said or done anything when an entry was written. */
export function silenceBefore({ history }: Consultation, { at, seq }: Entry): number {
  return daysBetween(history.findLast((entry) => entry.by !== null && entry.seq < seq)?.at ?? at, at);
}

/** The name of the network that had a consultation when an entry was written; empty where none had. */
export function networkBefore({ history, cards }: Consultation, { seq }: Entry): string {
  const placed = history.findLast((entry) => entry.network !== undefined && entry.seq < seq);
  return cards.findLast(({ network }) => network === placed?.network)?.name ?? '';
}

/** The choices that a catalogue's words make, in its order, each with a capital: in sentences the same words stay small. */
export function choicesOf(words: Record<string, string>): Choice[] {
  return Object.entries(words).map(([value, title]) => ({ title: title.charAt(0).toUpperCase() + title.slice(1), value }));
}

const whyColors: Record<Need['reason'], string> = {
  unrouted: 'Attention',
  overdue: 'Attention',
  undelivered: 'Attention',
  unclaimed: 'Warning',
  'due-soon': 'Warning',
  waiting: 'Default',
};

/** Why a consultation needs a coordinator, in a sentence and its colour. */
export function whyOf({ reason, since }: Need, { dueAt }: Consultation, locale: Locale): { text: string; color: string } {
  const text = wordsOf(locale).queue.why[reason](formatWhen(reason === 'due-soon' ? dueAt : since, locale));
  return { text, color: whyColors[reason] };
}

/** Where a consultation can be redirected, as choices: the networks with their languages, and the areas. */
export function targetsOf(consultation: Consultation, directory: Directory, { locale, at }: Viewer): Choice[] {
  const { actions, languages, routing } = wordsOf(locale);
  const { networks, areas } = destinationsOf(consultation, directory);
  const named = networks.map((network): Choice => {
    const spoken = network.languages.map((language) => languages[language]);
    const about = [...spoken, ...(isOnBreak(network, at) ? [routing['on-break']] : [])];
    return { title: `${network.name} (${about.join(', ')})`, value: network.id };
  });
  const elsewhere = areas.map((area) => ({ title: actions.redirectToArea(areaNames[area][locale]), value: `area:${area}` }));
  return [...named.sort((a, b) => a.title.localeCompare(b.title, locale)), ...elsewhere];
}

// Teams takes 60, but their ids are long, and the card must stay small: whoever is left out sees the common view.
const mostRefreshed = 10;

/** The refresh that brings a person's own view of a card, with `more` in its payload; null where nobody in particular is concerned. */
export function refreshFor(userIds: string[], consultation: Consultation, card: string, locale: Locale, more: object = {}): object | null {
  const data = { ...more, v: 1, verb: 'see', card, id: consultation.id, rev: revisionOf(consultation) };
  const listed = [...new Set(userIds.filter((id) => id !== ''))].slice(0, mostRefreshed);
  const title = wordsOf(locale).actions.refresh;
  return listed.length > 0 ? { action: { type: 'Action.Execute', title, verb: 'see', data }, userIds: listed } : null;
}
