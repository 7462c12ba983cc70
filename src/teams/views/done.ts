import { type Consultation, lastOf, leadOf, livingCardOf } from '../../domain/consultation.ts';
import type { Locale } from '../../domain/network.ts';
import { formatWhen } from '../../i18n/format.ts';
import { wordsOf } from '../../i18n/translate.ts';
import { escapeMarkdown, isolated } from '../plain-text.ts';
import type { CardNotice } from './case.ts';
import { nameOf, namesOf, networkNameOf, shortNameOf } from './names.ts';

/** What has been done by a command, for whoever gave it on a card that does not show it otherwise; null for all other commands. */
export function doneNotice(verb: string, consultation: Consultation, locale: Locale): CardNotice | null {
  const text = sentenceOf(verb, consultation, locale);
  return text === null ? null : { style: 'good', text, details: [] };
}

function sentenceOf(verb: string, consultation: Consultation, locale: Locale): string | null {
  const { done } = wordsOf(locale).queue;
  const { reference } = consultation;
  const network = livingCardOf(consultation);
  switch (verb) {
    case 'remind':
      return done.remind(
        reference,
        formatWhen(lastOf(consultation, 'remind')?.at ?? consultation.openedAt, locale),
        escapeMarkdown(remindedOf(consultation, locale)),
      );
    case 'assign':
      return done.assign(reference, nameOf(leadOf(consultation)));
    case 'redirect':
      return network ? done.redirect(reference, networkNameOf(network)) : done.redirectToCoordinator(reference);
    case 'resend':
    case 'give-info':
      return done[verb](reference);
    default:
      return null;
  }
}

// Whoever was mentioned; all of the network where nobody is on duty.
function remindedOf(consultation: Consultation, locale: Locale): string {
  const { from, people = [], others = 0 } = lastOf(consultation, 'remind') ?? {};
  if (from === 'waiting') return shortNameOf(consultation.requester);
  return namesOf(people, locale, { others }) || isolated(livingCardOf(consultation)?.name ?? '');
}
