import { type Consultation, type Entry, entryOf, leadOf, type PersonRef } from '../../domain/consultation.ts';
import type { Locale } from '../../domain/network.ts';
import { wordsOf } from '../../i18n/translate.ts';
import { escapeXml } from '../plain-text.ts';

/** A message for the network's thread, in `xml` format: its text, and the person whom it mentions, if it is for somebody. */
export type ThreadPost = { text: string; mentioned: PersonRef | null };

/** What the thread of the consultation's `card`th card is told of history entry `seq`: who did what, in their own words; the lead is mentioned if the asker is heard. */
export function threadPostView(consultation: Consultation, seq: number, locale: Locale, card = consultation.cards.length - 1): ThreadPost {
  const entry = entryOf(consultation, seq);
  const isAsker = entry.by?.id === consultation.requester.id;
  // Whoever has it in another network by now is not in this thread, and Teams refuses to mention them there.
  const lead = card === consultation.cards.length - 1 ? (leadOf(consultation) ?? null) : null;
  const concernsLead = isAsker || entry.verb === 'join' || entry.verb === 'leave';
  const mentioned = concernsLead && lead && lead.teamsId !== '' && lead.id !== entry.by?.id ? lead : null;
  const heading = escapeXml(headingOf(consultation, entry, isAsker, locale));
  const said = entry.text ? `<br/>${escapeXml(entry.text)}` : '';
  const mention = mentioned ? `<at>${escapeXml(mentioned.name)}</at> ` : '';
  return { text: `${mention}<b>${heading}</b>${said}`, mentioned };
}

function headingOf(consultation: Consultation, { verb, by, from, discipline, network }: Entry, isAsker: boolean, locale: Locale): string {
  const { toThread, disciplines, outcomes } = wordsOf(locale);
  const name = by?.name ?? '';
  const target = consultation.cards.findLast((card) => card.network === network)?.name;
  const elsewhere = target ? toThread.redirect(name, target) : toThread.redirectToCoordinator(name);
  switch (verb) {
    case 'withdraw':
      return toThread.withdraw(name);
    case 'join':
      return toThread.join(name, discipline ? disciplines[discipline] : '');
    case 'leave':
      return toThread.leave(name);
    case 'release':
      return toThread.release(name);
    case 'redirect':
      return elsewhere;
    case 'ask-info':
      return toThread.askInfo(name);
    case 'give-info':
      return toThread.giveInfo(name);
    case 'message':
      return isAsker ? toThread.messageFromAsker(name) : toThread.messageToAsker(name);
    case 'answer':
      return toThread.answer(name);
    case 'reopen':
      return toThread.reopen(name);
    case 'close':
      return isAsker
        ? feedbackFrom(consultation, name, from === 'closed', locale)
        : toThread.close(name, consultation.outcome ? outcomes[consultation.outcome] : '');
    default:
      return network === undefined ? toThread.revise(name) : elsewhere;
  }
}

function feedbackFrom({ feedback }: Consultation, name: string, wasClosed: boolean, locale: Locale): string {
  const { toThread, card, changes } = wordsOf(locale);
  const helped = feedback?.helped ? [card.feedback(feedback.helped)] : [];
  const change = feedback?.change ? [card.feedbackChange(changes[feedback.change])] : [];
  return [wasClosed ? toThread.feedback(name) : toThread.closeByAsker(name), ...helped, ...change].join(' ');
}
