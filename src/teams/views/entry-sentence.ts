import type { Consultation, Entry } from '../../domain/consultation.ts';
import type { Locale } from '../../domain/network.ts';
import { wordsOf } from '../../i18n/translate.ts';
import { isolated } from '../plain-text.ts';
import { namesOf, shortNameOf } from './names.ts';

/** What a person has done to a consultation, in a plain sentence (with a colon where their words follow); null for what has other words in each place. */
export function sentenceOf(consultation: Consultation, entry: Entry, locale: Locale): string | null {
  const { toThread, deadlines, disciplines, outcomes } = wordsOf(locale);
  const { verb, by, network } = entry;
  const isAsker = by?.id === consultation.requester.id;
  const name = shortNameOf(by);
  const discipline = entry.discipline ? disciplines[entry.discipline] : '';
  switch (verb) {
    case 'withdraw':
      return toThread.withdraw(name);
    case 'join':
      return toThread.join(name, discipline);
    case 'leave':
      return toThread.leave(name || namesOf(entry.people ?? [], locale));
    case 'release':
      return toThread.release(name);
    case 'redirect':
      return redirected(consultation, entry, locale);
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
      return isAsker ? feedbackFrom(entry, name, locale) : toThread.close(name, entry.outcome ? outcomes[entry.outcome] : '');
    case 'revise':
      return network === undefined ? toThread.revise(name) : redirected(consultation, entry, locale);
    case 'assign':
      return deadlines.toThread.assign(name, shortNameOf(entry.people?.[0]), discipline);
    default:
      return null;
  }
}

function redirected({ cards }: Consultation, { by, network }: Entry, locale: Locale): string {
  const { toThread } = wordsOf(locale);
  const target = cards.findLast((card) => card.network === network)?.name;
  return target ? toThread.redirect(shortNameOf(by), isolated(target)) : toThread.redirectToCoordinator(shortNameOf(by));
}

function feedbackFrom({ feedback, from }: Entry, name: string, locale: Locale): string {
  const { toThread, card, changes } = wordsOf(locale);
  const helped = feedback?.helped ? [card.feedback(feedback.helped)] : [];
  const change = feedback?.change ? [card.feedbackChange(changes[feedback.change])] : [];
  return [from === 'closed' ? toThread.feedback(name) : toThread.closeByAsker(name), ...helped, ...change].join(' ');
}
