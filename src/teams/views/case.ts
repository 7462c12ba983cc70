import type { Actor } from '../../domain/access.ts';
import { type Consultation, revisionOf } from '../../domain/consultation.ts';
import type { AreaId, Directory, Locale } from '../../domain/network.ts';
import { limits } from '../../domain/request.ts';
import { formatList, formatWhen } from '../../i18n/format.ts';
import { areaNames, countyNames, fieldNames } from '../../i18n/names.ts';
import { type Words, wordsOf } from '../../i18n/translate.ts';
import { escapeMarkdown } from '../plain-text.ts';

/** Who looks: a person with their roles, or nobody in particular (the common view that everybody is shown). */
export type Viewer = { actor: Actor | null; locale: Locale };
/** A sentence for the person at the top of a card, and what it stands on. */
export type CardNotice = { style: 'attention' | 'good' | 'accent'; text: string; details: string[] };
/** A text that was not taken, to be shown again in its field. `offersCheck`: the person may confirm that it identifies nobody. */
export type Draft = { verb: string; text: string; offersCheck: boolean };
/** What every card of a consultation may be asked to show besides it. */
export type Extras = { notice?: CardNotice; draft?: Draft };

export type Choice = { title: string; value: string };
export type Write = { verb: string; title: string; hint: string; confirm: string; isRequired: boolean; maxLength: number; style: string };

/** What every card of a consultation carries: its identity for payloads, the words, and the notice and draft if there are any. */
export function frame(consultation: Consultation, { locale }: Viewer, { notice, draft }: Extras, writes: Write[]) {
  const words = wordsOf(locale);
  const write = writes.find((one) => one.verb === draft?.verb);
  const shownDraft = draft && write ? { ...write, text: draft.text, offersCheck: draft.offersCheck } : null;
  return {
    lang: locale,
    words,
    id: consultation.id,
    rev: revisionOf(consultation),
    reference: consultation.reference,
    title: escapeMarkdown(consultation.request.title),
    hasNotice: notice !== undefined,
    notice: notice ?? null,
    hasDraft: shownDraft !== null,
    draft: shownDraft,
    writes: writes.filter((one) => one !== write),
  };
}

/** What is asked, as the rows of a fact set. */
export function factsOf({ request, requester, dueAt }: Consultation, locale: Locale): { title: string; value: string }[] {
  const { labels, ...words } = wordsOf(locale);
  const fields = request.secondaryFields.map((field) => fieldNames[field][locale]);
  const rows: [string, string][] = [
    [labels.asker, escapeMarkdown(requester.name)],
    [labels.county, countyNames[request.county][locale]],
    [labels.sector, words.sectors[request.sector]],
    [labels.field, fieldNames[request.field][locale]],
    [labels.alsoFields, formatList(fields, locale)],
    [labels.help, words.help[request.help]],
    [labels.urgency, words.urgencies[request.urgency]],
    [labels.due, words.at(formatWhen(dueAt, locale))],
    [labels.language, words.languages[request.language]],
  ];
  return rows.filter(([, value]) => value !== '').map(([title, value]) => ({ title, value }));
}

/** What is asked, in the asker's own words: one row a text that is there. */
export function textsOf({ request }: Consultation, { labels }: Words): { label: string; text: string }[] {
  const rows = [
    { label: labels.situation, text: request.situation },
    { label: labels.tried, text: request.tried },
    { label: labels.question, text: request.question },
  ];
  return rows.filter(({ text }) => text !== '').map(({ label, text }) => ({ label, text: escapeMarkdown(text) }));
}

/** The colour that a status has in every card. */
export function colorOf({ status }: Consultation): string {
  return { open: 'Warning', claimed: 'Accent', waiting: 'Warning', answered: 'Good', closed: 'Default', withdrawn: 'Default' }[status];
}

/** The choices that a catalogue's words make, in its order. */
export function choicesOf(words: Record<string, string>): Choice[] {
  return Object.entries(words).map(([value, title]) => ({ title, value }));
}

/** Where a consultation can be redirected: the area's other networks and the national ones, and every area to be routed there anew. */
export function targetsOf(consultation: Consultation, { networks }: Directory, locale: Locale): Choice[] {
  const { actions } = wordsOf(locale);
  const near = networks.filter(({ id, area }) => id !== consultation.network && (area === consultation.area || area === 'kansallinen'));
  const named = near.map(({ id, name, area }) => ({ title: `${name} (${areaNames[area][locale]})`, value: id }));
  const areas = (Object.keys(areaNames) as AreaId[]).filter((area) => area !== 'kansallinen' && area !== consultation.area);
  const others = areas.map((area) => ({ title: actions.redirectToArea(areaNames[area][locale]), value: `area:${area}` }));
  return [...named.sort((a, b) => a.title.localeCompare(b.title, locale)), ...others];
}

/** A text command as a button that opens a field: what it and its sending are called, and what it asks for. A reason may be left out. */
export function writeOf(verb: string, title: string, hint: string, confirm: string, kind: 'text' | 'reason' = 'text'): Write {
  const isRequired = kind === 'text';
  return { verb, title, hint, confirm, isRequired, maxLength: limits[kind], style: isRequired ? 'positive' : 'default' };
}

/** The refresh that brings a person's own view of a card; null where nobody in particular is concerned. */
export function refreshFor(userIds: string[], consultation: Consultation, card: string, locale: Locale): object | null {
  const data = { v: 1, verb: 'see', card, id: consultation.id, rev: revisionOf(consultation) };
  const listed = [...new Set(userIds.filter((id) => id !== ''))].slice(0, 60);
  const title = wordsOf(locale).actions.refresh;
  return listed.length > 0 ? { action: { type: 'Action.Execute', title, verb: 'see', data }, userIds: listed } : null;
}

/** The two closing questions, for the asker: with the closing itself, or after an expert has closed. */
export function closingQuestions({ status }: Consultation, words: Words) {
  const { actions } = words;
  const titles = status === 'closed' ? [actions.sendFeedback, actions.sendOnlyFeedback] : [actions.accept, actions.sendAccept];
  return {
    feedbackTitle: titles[0],
    feedbackSend: titles[1],
    helpedChoices: choicesOf(words.helped).reverse(),
    changeChoices: choicesOf(words.changes),
  };
}
