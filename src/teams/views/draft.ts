import { areaTarget } from '../../domain/command.ts';
import { type Consultation, revisionOf } from '../../domain/consultation.ts';
import { wordsOf } from '../../i18n/translate.ts';
import type { View } from '../cards.ts';
import { escapeMarkdown } from '../plain-text.ts';
import { type Button, buttonOf, type WayBack } from './buttons.ts';
import { assignees, assigningForm, type CardForm, targetField, writtenForm, writtenVerbs } from './card-forms.ts';
import { type CardNotice, type Choice, type Draft, type Extras, frame, offersTo, type Viewer } from './case.ts';
import { choicePages } from './choice-pages.ts';
import type { Listed } from './people-choices.ts';

/** Nobody reads through more at a time. */
const mostChoices = 100;

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
  members?: Listed[];
  list?: WayBack | null;
} & Extras;

/** The view of a draft: its text in its field, or to be copied where there is nothing left to send it to; and the way back to the card. */
export function draftView(input: DraftInput): View {
  const { consultation, viewer, draft, notice } = input;
  const words = wordsOf(viewer.locale);
  const pages = choicePages(choicesFor(input), mostChoices);
  const page = pageOf(pages, draft);
  const form = formOf(input, pages[page] ?? [], pages.length > 1);
  const shown = notice ?? hintOf(input, form, pages, page);
  const data = {
    ...frame(consultation, viewer, shown ? { notice: shown } : {}),
    summary: words.status.summary(consultation.reference, form?.title ?? words.labels.text),
    forms: form ? [form] : [],
    unsent: form || draft.text === '' ? '' : escapeMarkdown(draft.text),
    offersCheck: draft.offersCheck,
    sending: form ? [sendingOf(form, input)] : [],
    turns: form ? [...turnTo(words.queue.previous, page - 1, pages, input), ...turnTo(words.queue.next, page + 1, pages, input)] : [],
    back: buttonOf(words.actions.back, 'see', placeOf(input)),
  };
  return { name: 'draft', data };
}

function sendingOf({ verb, confirm, confirmStyle }: CardForm, input: DraftInput) {
  return { ...buttonOf(confirm, verb, placeOf(input)), style: confirmStyle } satisfies Omit<Button, 'style'> & { style: string };
}

// What has been written so far goes along.
function turnTo(title: string, page: number, pages: Choice[][], input: DraftInput): Button[] {
  return pages[page] ? [buttonOf(title, 'see', { ...placeOf(input), draft: input.draft.verb, page })] : [];
}

function placeOf({ consultation, card, entry, list }: DraftInput): object {
  return { card, id: consultation.id, rev: revisionOf(consultation), entry, ...(list ? { list } : {}) };
}

function choicesFor({ consultation, viewer, draft, targets, members = [] }: DraftInput): Choice[] {
  if (draft.verb === 'assign') return assignees(consultation, members, wordsOf(viewer.locale));
  return draft.verb === 'redirect' ? targets.filter((target) => !isArea(target)) : [];
}

// The page that was asked for, or the one on which the choice stands.
function pageOf(pages: Choice[][], { page, target }: Draft): number {
  const chosen = pages.findIndex((choices) => choices.some(({ value }) => value === target));
  return Math.min(Math.max(page ?? chosen, 0), Math.max(pages.length - 1, 0));
}

// A card that can be turned asks for nothing before it is sent: what is missing is told then.
function formOf({ consultation, viewer, draft, targets }: DraftInput, choices: Choice[], isTurned: boolean): CardForm | null {
  const words = wordsOf(viewer.locale);
  const offers = offersTo(viewer, consultation);
  if (draft.verb === 'assign')
    return offers.includes('assign') ? lenient(assigningForm(consultation, choices, draft, words), isTurned) : null;
  const verb = writtenVerbs.find((one) => one === draft.verb);
  if (!verb || !offers.includes(verb)) return null;
  const form = writtenForm(verb, consultation, words, draft.text);
  if (verb !== 'redirect') return form;
  return lenient({ ...form, choices: [targetField([...choices, ...targets.filter(isArea)], draft.target, words)] }, isTurned);
}

function lenient(form: CardForm | null, isTurned: boolean): CardForm | null {
  const anything = { isRequired: false, error: '' };
  if (!form || !isTurned) return form;
  return {
    ...form,
    choices: form.choices.map((one) => ({ ...one, ...anything })),
    texts: form.texts.map((one) => ({ ...one, ...anything })),
  };
}

function isArea({ value }: Choice): boolean {
  return areaTarget(value) !== null;
}

function hintOf({ viewer, draft }: DraftInput, form: CardForm | null, pages: Choice[][], page: number): CardNotice | null {
  const { queue, digest } = wordsOf(viewer.locale);
  if (!form) return draft.verb === 'assign' ? { style: 'warning', text: queue.assignNobody, details: [] } : null;
  if (pages.length < 2) return null;
  const before = pages.slice(0, page).flat().length;
  const shown = digest.page(before + 1, before + (pages[page]?.length ?? 0), pages.flat().length);
  return { style: 'accent', text: shown, details: [] };
}
