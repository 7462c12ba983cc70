import { offersOf } from '../../domain/access.ts';
import { type Consultation, leadOf, type Status } from '../../domain/consultation.ts';
import { formatList, formatWhen } from '../../i18n/format.ts';
import { type Words, wordsOf } from '../../i18n/translate.ts';
import type { View } from '../cards.ts';
import { escapeMarkdown } from '../plain-text.ts';
import { closingQuestions, type Extras, frame, refreshFor, type Viewer, type Write, writeOf } from './case.ts';

const stepNames = ['sent', 'claimed', 'answered', 'closed'] as const;
const stepsDone: Record<Status, number> = { open: 1, claimed: 2, waiting: 2, answered: 3, closed: 4, withdrawn: 0 };

/** The view of the asker's own card: how far it is, who has it, by when, and what the asker can do now. */
export function statusCardView(consultation: Consultation, viewer: Viewer, extras: Extras = {}): View {
  const words = wordsOf(viewer.locale);
  const offers = viewer.actor ? offersOf(viewer.actor, consultation) : [];
  const data = {
    ...frame(consultation, viewer, extras, askersWrites(offers, words)),
    summary: words.status.summary(consultation.reference, words.statuses[consultation.status]),
    reference: words.status.title(consultation.reference),
    steps: stepsOf(consultation, words),
    state: stateOf(consultation, words),
    details: detailsOf(consultation, viewer, words),
    isUrgent: consultation.request.urgency !== 'normal' && consultation.answeredAt === null && consultation.status !== 'withdrawn',
    can: { revise: offers.includes('revise') },
    asksFeedback: offers.includes('close'),
    ...closingQuestions(consultation, words),
    entry: 0,
    refresh: refreshFor([consultation.requester.teamsId], consultation, 'status', viewer.locale),
  };
  return { name: 'status-card', data };
}

/** The asker's text commands that are open now. */
export function askersWrites(offers: string[], words: Words): Write[] {
  const { actions } = words;
  const writes = [
    writeOf('give-info', actions.giveInfo, actions.giveInfoHint, actions.sendInfo),
    writeOf('reopen', actions.reopen, actions.reopenHint, actions.confirmReopen, 'reason'),
    writeOf('withdraw', actions.withdraw, actions.withdrawHint, actions.confirmWithdraw, 'reason'),
  ];
  return writes.filter(({ verb }) => offers.includes(verb));
}

function stepsOf({ status }: Consultation, words: Words) {
  const done = stepsDone[status];
  return stepNames.map((name, index) => ({
    label: words.progress[name],
    mark: index < done ? '●' : '○',
    color: index < done ? 'Accent' : 'Default',
    weight: index === done - 1 ? 'Bolder' : 'Default',
    isSubtle: index >= done,
  }));
}

function stateOf(consultation: Consultation, { status: words }: Words): string {
  const lead = escapeMarkdown(leadOf(consultation)?.name ?? '');
  const { network, cards } = consultation;
  const open = network ? words.with(escapeMarkdown(cards.at(-1)?.name ?? '')) : words.withCoordinator;
  const sentences: Record<Status, string> = {
    open,
    claimed: words.claimed(lead),
    waiting: words.waiting(lead),
    answered: words.answered(lead),
    closed: words.closed,
    withdrawn: words.withdrawn,
  };
  return sentences[consultation.status];
}

function detailsOf(consultation: Consultation, { locale }: Viewer, { status: words, disciplines }: Words): string[] {
  const { seats, status, dueAt, feedback } = consultation;
  const isPromised = status === 'open' || status === 'claimed';
  const names = seats.map(({ expert, discipline }) => `${escapeMarkdown(expert.name)} (${disciplines[discipline]})`);
  return [
    ...(isPromised ? [words.due(formatWhen(dueAt, locale))] : []),
    ...(seats.length > 0 ? [words.team(formatList(names, locale))] : []),
    ...(status === 'closed' && feedback ? [words.thanks] : []),
  ];
}
