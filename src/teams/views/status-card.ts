import { type Consultation, leadOf, livingCardOf, type Status } from '../../domain/consultation.ts';
import { canReopen } from '../../domain/deadlines.ts';
import { formatList, formatWhen } from '../../i18n/format.ts';
import { type Words, wordsOf } from '../../i18n/translate.ts';
import type { View } from '../cards.ts';
import { feedbackForm, writtenForms } from './card-forms.ts';
import { type Extras, frame, offersTo, refreshFor, type Viewer } from './case.ts';
import { nameOf, networkNameOf } from './names.ts';

const stepNames = ['sent', 'claimed', 'answered', 'closed'] as const;
const stepsDone: Record<Status, number> = { open: 1, claimed: 2, waiting: 2, answered: 3, closed: 4, withdrawn: 0 };

/** The view of the asker's own card: how far it is, who has it, by when, and what the asker can do now. */
export function statusCardView(consultation: Consultation, viewer: Viewer, extras: Extras = {}): View {
  const words = wordsOf(viewer.locale);
  const { status, request, answeredAt, requester } = consultation;
  const offers = offersTo(viewer, consultation);
  const data = {
    ...frame(consultation, viewer, extras),
    summary: words.status.summary(words.status.title(consultation.reference), words.statuses[status]),
    reference: words.status.title(consultation.reference),
    steps: status === 'withdrawn' ? [] : stepsOf(consultation, words),
    state: stateOf(consultation, viewer, words),
    stateColor: status === 'waiting' ? 'Warning' : 'Default',
    details: detailsOf(consultation, viewer, words),
    isUrgent: request.urgency !== 'normal' && answeredAt === null && status !== 'withdrawn',
    can: { revise: offers.includes('revise') },
    forms: [
      ...(offers.includes('close') ? [feedbackForm(consultation, words)] : []),
      ...writtenForms(['give-info', 'reopen', 'withdraw'], offers, consultation, words, status === 'waiting' ? 'give-info' : undefined),
    ],
    refresh: refreshFor([requester.teamsId], consultation, 'status', viewer.locale),
  };
  return { name: 'status-card', data };
}

function stepsOf({ status }: Consultation, words: Words) {
  const done = stepsDone[status];
  return stepNames.map((name, index) => ({
    label: words.progress[name],
    width: widthOf(words.progress[name]),
    mark: index < done ? '●' : '○',
    color: index < done ? 'Accent' : 'Default',
    weight: index === done - 1 ? 'Bolder' : 'Default',
    isSubtle: index >= done,
  }));
}

// A long word gets more room than the others, or it would be broken on a phone.
function widthOf(label: string): number {
  const longest = Math.max(...label.split(' ').map((word) => word.length));
  return Math.min(Math.max(longest, 8), 12);
}

function stateOf(consultation: Consultation, { at }: Viewer, { status: words }: Words): string {
  const lead = nameOf(leadOf(consultation));
  const network = livingCardOf(consultation);
  const nowhere = consultation.cards.length === 0 ? words.withCoordinator : words.backWithCoordinator;
  const open = network ? words.with(networkNameOf(network)) : nowhere;
  const sentences: Record<Status, string> = {
    open,
    claimed: words.claimed(lead),
    waiting: words.waiting(lead),
    answered: words.answered(lead),
    closed: consultation.closedAt && canReopen(consultation.closedAt, at) ? words.closed : words.over,
    withdrawn: words.withdrawn,
  };
  return sentences[consultation.status];
}

function detailsOf(consultation: Consultation, { locale }: Viewer, { status: words, disciplines }: Words): string[] {
  const { seats, status, dueAt, feedback } = consultation;
  const isPromised = status === 'open' || status === 'claimed';
  const names = seats.map(({ expert, discipline }) => `${nameOf(expert)} (${disciplines[discipline]})`);
  return [
    ...(isPromised ? [words.due(formatWhen(dueAt, locale))] : []),
    ...(seats.length > 1 || (seats.length === 1 && status === 'closed') ? [words.team(formatList(names, locale))] : []),
    ...(status === 'closed' && feedback ? [words.thanks] : []),
  ];
}
