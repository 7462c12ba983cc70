import { offersOf } from '../../domain/access.ts';
import type { Consultation } from '../../domain/consultation.ts';
import { wordsOf } from '../../i18n/translate.ts';
import type { View } from '../cards.ts';
import { escapeMarkdown } from '../plain-text.ts';
import { type CardForm, targetField, writtenForm, writtenVerbs } from './card-forms.ts';
import { type Choice, type Draft, type Extras, frame, type Viewer } from './case.ts';

/**
 * What somebody is writing, on a card that shows nothing else: a text that was not taken, or a redirection before it is sent.
 * `card` and `entry` say which card it stands in for; `targets`: where the consultation can be redirected.
 */
export type DraftInput = {
  consultation: Consultation;
  viewer: Viewer;
  card: string;
  entry: number;
  draft: Draft;
  targets: Choice[];
} & Extras;

/** The view of a draft: its text in its field, or to be copied where there is nothing left to send it to; and the way back to the card. */
export function draftView({ consultation, viewer, card, entry, draft, targets, ...extras }: DraftInput): View {
  const words = wordsOf(viewer.locale);
  const form = formOf(consultation, viewer, draft, targets);
  const data = {
    ...frame(consultation, viewer, extras),
    summary: words.status.summary(consultation.reference, form?.title ?? words.labels.text),
    card,
    entry,
    forms: form ? [form] : [],
    unsent: form || draft.text === '' ? '' : escapeMarkdown(draft.text),
    offersCheck: draft.offersCheck,
  };
  return { name: 'draft', data };
}

function formOf(consultation: Consultation, { actor, locale }: Viewer, draft: Draft, targets: Choice[]): CardForm | null {
  const words = wordsOf(locale);
  const verb = writtenVerbs.find((one) => one === draft.verb);
  if (!verb || !actor || !offersOf(actor, consultation).includes(verb)) return null;
  const form = writtenForm(verb, consultation, words, draft.text);
  return verb === 'redirect' ? { ...form, choices: [targetField(targets, draft.target, words)] } : form;
}
