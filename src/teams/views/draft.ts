import { type Consultation, type PersonRef, revisionOf } from '../../domain/consultation.ts';
import { wordsOf } from '../../i18n/translate.ts';
import type { View } from '../cards.ts';
import { escapeMarkdown } from '../plain-text.ts';
import { type Button, buttonOf, type WayBack } from './buttons.ts';
import { assigningForm, type CardForm, mostPeople, targetField, writtenForm, writtenVerbs } from './card-forms.ts';
import { type CardNotice, type Choice, type Draft, type Extras, frame, offersTo, type Viewer } from './case.ts';

/**
 * What somebody is writing, on a card that shows nothing else: a text that was not taken, or a command before it is given.
 * `card` and `entry` say which card it stands in for, `list` where the person came from; `targets`: where the consultation can be
 * redirected; `members`: whom it can be given to.
 */
export type DraftInput = {
  consultation: Consultation;
  viewer: Viewer;
  card: string;
  entry: number;
  draft: Draft;
  targets: Choice[];
  members?: PersonRef[];
  list?: WayBack | null;
} & Extras;

/** The view of a draft: its text in its field, or to be copied where there is nothing left to send it to; and the way back to the card. */
export function draftView(input: DraftInput): View {
  const { consultation, viewer, draft, notice } = input;
  const words = wordsOf(viewer.locale);
  const form = formOf(input);
  const shown = notice ?? hintOf(input, form);
  const data = {
    ...frame(consultation, viewer, shown ? { notice: shown } : {}),
    summary: words.status.summary(consultation.reference, form?.title ?? words.labels.text),
    forms: form ? [form] : [],
    unsent: form || draft.text === '' ? '' : escapeMarkdown(draft.text),
    offersCheck: draft.offersCheck,
    sending: form ? [sendingOf(form, input)] : [],
    back: buttonOf(words.actions.back, 'see', placeOf(input)),
  };
  return { name: 'draft', data };
}

function sendingOf({ verb, confirm, confirmStyle }: CardForm, input: DraftInput) {
  return { ...buttonOf(confirm, verb, placeOf(input)), style: confirmStyle } satisfies Omit<Button, 'style'> & { style: string };
}

function placeOf({ consultation, card, entry, list }: DraftInput): object {
  return { card, id: consultation.id, rev: revisionOf(consultation), entry, ...(list ? { list } : {}) };
}

function formOf({ consultation, viewer, draft, targets, members = [] }: DraftInput): CardForm | null {
  const words = wordsOf(viewer.locale);
  const offers = offersTo(viewer, consultation);
  if (draft.verb === 'assign') return offers.includes('assign') ? assigningForm(consultation, members, draft, words) : null;
  const verb = writtenVerbs.find((one) => one === draft.verb);
  if (!verb || !offers.includes(verb)) return null;
  const form = writtenForm(verb, consultation, words, draft.text);
  return verb === 'redirect' ? { ...form, choices: [targetField(targets, draft.target, words)] } : form;
}

function hintOf({ viewer, draft, members = [] }: DraftInput, form: CardForm | null): CardNotice | null {
  if (draft.verb !== 'assign') return null;
  const { queue } = wordsOf(viewer.locale);
  if (!form) return { style: 'warning', text: queue.assignNobody, details: [] };
  return members.length > mostPeople ? { style: 'accent', text: queue.assignFirst(mostPeople), details: [] } : null;
}
