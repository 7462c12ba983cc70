import { type Consultation, type Entry, leadBefore } from '../../domain/consultation.ts';
import type { Locale } from '../../domain/network.ts';
import { formatWhen } from '../../i18n/format.ts';
import { type Words, wordsOf } from '../../i18n/translate.ts';
import type { View } from '../cards.ts';
import { cut, escapeMarkdown, isolated } from '../plain-text.ts';
import { buttonOf, type WayBack } from './buttons.ts';
import { type Extras, frame, networkBefore, type Viewer } from './case.ts';
import { sentenceOf } from './entry-sentence.ts';
import { namesOf, shortNameOf } from './names.ts';

const perPage = 12;
const mostSaid = 200;

/** One consultation's history, a page of it: 1 is the newest, and what is out of range is the nearest. `list`: where the way back from the consultation leads. */
export type HistoryInput = { consultation: Consultation; viewer: Viewer; page: number; list: WayBack | null } & Extras;

/** The view of who did what, when, with the beginning of what they said; newest first. */
export function historyView({ consultation, viewer, page, list, ...extras }: HistoryInput): View {
  const words = wordsOf(viewer.locale);
  const pages = Math.ceil(consultation.history.length / perPage);
  const shown = Math.min(Math.max(page, 1), pages);
  const entries = consultation.history.toReversed().slice((shown - 1) * perPage, shown * perPage);
  const place = { card: 'case', id: consultation.id, rev: consultation.history.length, ...(list ? { list } : {}) };
  const turn = (title: string, to: number) => (to >= 1 && to <= pages ? [buttonOf(title, 'see', { ...place, history: to })] : []);
  const data = {
    ...frame(consultation, viewer, extras),
    summary: words.status.summary(consultation.reference, words.history.title),
    order: [words.history.order, ...(pages > 1 ? [words.queue.page(shown, pages)] : [])].join(' '),
    entries: entries.map((entry) => rowOf(consultation, entry, viewer.locale)),
    buttons: [...turn(words.history.newer, shown - 1), ...turn(words.history.older, shown + 1), buttonOf(words.actions.back, 'see', place)],
  };
  return { name: 'history', data };
}

function rowOf(consultation: Consultation, entry: Entry, locale: Locale) {
  const words = wordsOf(locale);
  const text = entry.text ?? '';
  const people = entry.verb === 'assign' || entry.verb === 'leave' ? [] : (entry.people ?? []);
  const names = namesOf(people, locale, { others: entry.others ?? 0 });
  return {
    when: words.at(formatWhen(entry.at, locale)),
    what: escapeMarkdown(sentenceOf(consultation, entry, locale) ?? ofNeuvo(consultation, entry, words)),
    people: names === '' ? '' : escapeMarkdown(words.history.people(names)),
    text: escapeMarkdown(text.length > mostSaid ? `${cut(text, mostSaid)}…` : text),
  };
}

// What the thread is told in other words, or not at all.
function ofNeuvo(consultation: Consultation, entry: Entry, words: Words): string {
  const { history, disciplines } = words;
  const name = shortNameOf(entry.by);
  switch (entry.verb) {
    case 'submit':
      return `${history.submit(name)} ${placed(consultation, entry, words)}`;
    case 'claim':
      return history.claim(name, entry.discipline ? disciplines[entry.discipline] : '');
    case 'remind':
      return !entry.by ? history.remind : entry.from === 'waiting' ? history.remindAsker(name) : history.remindBy(name);
    case 'vacate':
      return history.vacate(shortNameOf(leadBefore(consultation, entry.seq)));
    case 'unroute':
      return history.unroute(isolated(networkBefore(consultation, entry)));
    case 'escalate':
    case 'warn':
    case 'breach':
    case 'nudge':
    case 'return':
    case 'lapse':
      return history[entry.verb];
    default:
      return history.resend(name);
  }
}

function placed({ cards }: Consultation, { network }: Entry, { history }: Words): string {
  const name = cards.find((card) => card.network === network)?.name;
  return name ? history.placed(isolated(name)) : history.unplaced;
}
