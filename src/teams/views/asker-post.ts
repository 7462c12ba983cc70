import { type Consultation, type Entry, entryOf } from '../../domain/consultation.ts';
import { formatList } from '../../i18n/format.ts';
import { type Words, wordsOf } from '../../i18n/translate.ts';
import type { View } from '../cards.ts';
import { escapeMarkdown, plainText } from '../plain-text.ts';
import { type CardForm, feedbackForm, writtenForms } from './card-forms.ts';
import { type Extras, frame, networkBefore, offersTo, silenceBefore, type Viewer } from './case.ts';
import { nameOf, networkNameOf } from './names.ts';

/** The view of a message to the asker: what happened in history entry `seq`, what was said, and what they can do about it. */
export function askerPostView(consultation: Consultation, seq: number, viewer: Viewer, extras: Extras = {}): View {
  const words = wordsOf(viewer.locale);
  const entry = entryOf(consultation, seq);
  const heading = headingOf(consultation, entry, viewer, words);
  const data = {
    ...frame(consultation, viewer, extras),
    summary: plainText(heading),
    heading,
    text: textOf(consultation, entry, words),
    next: entry.verb === 'answer' && consultation.status === 'answered' ? words.toAsker.answerNext : '',
    forms: formsOf(consultation, entry, viewer, words),
    entry: seq,
  };
  return { name: 'asker-post', data };
}

function formsOf(consultation: Consultation, { verb }: Entry, viewer: Viewer, words: Words): CardForm[] {
  const offers = offersTo(viewer, consultation);
  const asksFeedback = (verb === 'answer' || verb === 'close' || verb === 'lapse') && offers.includes('close');
  const asksInfo = verb === 'ask-info' || verb === 'remind';
  const invitesReply = asksInfo || verb === 'message' || verb === 'answer' || verb === 'reopen' || verb === 'unroute';
  return [
    ...(asksFeedback ? [feedbackForm(consultation, words)] : []),
    ...(invitesReply ? writtenForms(['give-info'], offers, consultation, words, asksInfo ? 'give-info' : undefined) : []),
    ...(verb === 'lapse' ? writtenForms(['reopen'], offers, consultation, words) : []),
  ];
}

// A reminder asks again what was asked.
function textOf(consultation: Consultation, entry: Entry, { toAsker }: Words): string {
  const { verb, text = '' } = entry.verb === 'remind' ? askedBefore(consultation, entry) : entry;
  if (text === '') return '';
  return verb === 'redirect' || verb === 'reopen' ? toAsker.reason(escapeMarkdown(text)) : verb === 'release' ? '' : escapeMarkdown(text);
}

function askedBefore({ history }: Consultation, entry: Entry): Entry {
  return history.findLast(({ verb, seq }) => verb === 'ask-info' && seq < entry.seq) ?? entry;
}

function headingOf(consultation: Consultation, entry: Entry, { locale }: Viewer, words: Words): string {
  const { reference } = consultation;
  const { toAsker, disciplines } = words;
  const name = nameOf(entry.by);
  switch (entry.verb) {
    case 'claim':
      return toAsker.claim(reference, name, entry.discipline ? disciplines[entry.discipline] : '');
    case 'release':
    case 'vacate':
      return toAsker.release(reference);
    case 'ask-info':
      return toAsker.askInfo(reference, name);
    case 'answer':
      return toAsker.answer(reference, formatList(everyone(consultation, entry), locale));
    case 'reopen':
      return toAsker.reopen(reference, name);
    case 'close':
      return toAsker.close(reference, name, entry.outcome ? words.outcomes[entry.outcome] : '');
    case 'message':
      return toAsker.message(reference, name);
    case 'redirect':
    case 'revise':
      return redirected(consultation, entry, words);
    default:
      return ofDeadlines(consultation, entry, words);
  }
}

function ofDeadlines(consultation: Consultation, entry: Entry, { deadlines: { toAsker }, disciplines }: Words): string {
  const { reference } = consultation;
  const network = networkNameOf({ name: networkBefore(consultation, entry) });
  switch (entry.verb) {
    case 'assign':
      return toAsker.assign(reference, nameOf(entry.people?.[0]), entry.discipline ? disciplines[entry.discipline] : '');
    case 'remind':
      return toAsker.remind(reference, nameOf(askedBefore(consultation, entry).by));
    case 'lapse':
      return toAsker.lapse(reference, silenceBefore(consultation, entry));
    case 'unroute':
      return entry.to === 'answered' ? toAsker.unrouteAnswered(reference, network) : toAsker.unroute(reference, network);
    default:
      return toAsker.return(reference);
  }
}

function redirected({ reference, cards }: Consultation, { network }: Entry, { toAsker }: Words): string {
  const name = cards.findLast((card) => card.network === network)?.name;
  return name ? toAsker.redirect(reference, networkNameOf({ name })) : toAsker.redirectToCoordinator(reference);
}

// The answer names all who have a seat, whoever wrote it first.
function everyone({ seats }: Consultation, { by }: Entry): string[] {
  const names = [by, ...seats.map((seat) => seat.expert)].flatMap((person) => (person ? [nameOf(person)] : []));
  return [...new Set(names)];
}
