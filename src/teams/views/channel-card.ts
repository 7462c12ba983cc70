import { type Actor, offersOf } from '../../domain/access.ts';
import { type Consultation, freeSeats, leadOf } from '../../domain/consultation.ts';
import type { Locale } from '../../domain/network.ts';
import { formatWhen } from '../../i18n/format.ts';
import { type Words, wordsOf } from '../../i18n/translate.ts';
import type { View } from '../cards.ts';
import { escapeMarkdown } from '../plain-text.ts';
import {
  type Choice,
  choicesOf,
  colorOf,
  type Extras,
  factsOf,
  frame,
  refreshFor,
  textsOf,
  type Viewer,
  type Write,
  writeOf,
} from './case.ts';

/** The consultation's card in a network's channel. `targets`: where it can be redirected; `alsoFor`: coordinators' `29:` ids. */
export type ChannelCardInput = { consultation: Consultation; card: number; viewer: Viewer; targets: Choice[]; alsoFor: string[] } & Extras;

/** The view of a channel card: what a person can do for the person, what everybody can do in the common view, where it went if it went. */
export function channelCardView({ consultation, card, viewer, targets, alsoFor, ...extras }: ChannelCardInput): View {
  const words = wordsOf(viewer.locale);
  const isLiving = card === consultation.cards.length - 1 && consultation.network !== null;
  const offers = isLiving ? offersTo(consultation, viewer.actor) : [];
  const concerned = [...consultation.seats.map((seat) => seat.expert.teamsId), ...alsoFor];
  const data = {
    ...frame(consultation, viewer, extras, writesOf(consultation, offers, words)),
    summary: words.card.summary(consultation.reference, consultation.request.title),
    status: words.statuses[consultation.status],
    statusColor: colorOf(consultation),
    state: isLiving ? stateOf(consultation, viewer.locale) : wentTo(consultation, card, words),
    facts: factsOf(consultation, viewer.locale),
    texts: textsOf(consultation, words),
    seats: isLiving ? seatsOf(consultation, words) : [],
    closing: closingOf(consultation, words),
    claims: offers.includes('claim') ? claimsOf(consultation, words) : [],
    joins: offers.includes('join')
      ? freeSeats(consultation).map((discipline) => ({ discipline, title: words.actions.joinAs(words.disciplines[discipline]) }))
      : [],
    can: { redirect: offers.includes('redirect'), close: offers.includes('close'), leave: offers.includes('leave') },
    targets,
    redirectText: '',
    outcomes: choicesOf(words.outcomes),
    entry: 0,
    refresh: isLiving ? refreshFor(concerned, consultation, 'channel', viewer.locale) : null,
  };
  return { name: 'channel-card', data };
}

// Without a person only what every member of the channel may do is offered; whoever may more sees their own view.
function offersTo(consultation: Consultation, actor: Actor | null): string[] {
  if (actor) return offersOf(actor, consultation);
  return { open: ['claim'], claimed: ['join'], waiting: ['join'], answered: [], closed: [], withdrawn: [] }[consultation.status];
}

function claimsOf({ request }: Consultation, words: Words) {
  const [only, ...more] = request.disciplines;
  if (more.length === 0) return [{ discipline: only, title: words.actions.claim }];
  return request.disciplines.map((discipline) => ({ discipline, title: words.actions.claimAs(words.disciplines[discipline]) }));
}

function writesOf({ status }: Consultation, offers: string[], words: Words): Write[] {
  const { actions } = words;
  const writes = [
    writeOf('answer', status === 'answered' ? actions.answerMore : actions.answer, actions.answerHint, actions.sendAnswer),
    writeOf('ask-info', actions.askInfo, actions.askInfoHint, actions.sendAskInfo),
    writeOf('message', actions.reply, actions.replyHint, actions.sendReply),
    writeOf('reopen', actions.reopen, actions.reopenHint, actions.confirmReopen, 'reason'),
    writeOf('release', actions.release, actions.releaseHint, actions.confirmRelease, 'reason'),
  ];
  return writes.filter(({ verb }) => offers.includes(verb));
}

function stateOf(consultation: Consultation, locale: Locale): string {
  const { card } = wordsOf(locale);
  const lead = consultation.seats.find((seat) => seat.lead);
  if (consultation.status === 'withdrawn') return card.withdrawn;
  if (consultation.status === 'waiting') return card.waiting;
  return lead ? card.claimedBy(escapeMarkdown(lead.expert.name), formatWhen(lead.since, locale)) : '';
}

function wentTo({ cards, network }: Consultation, card: number, { card: words }: Words): string {
  const next = cards[card + 1];
  return next || network ? words.movedTo(escapeMarkdown((next ?? cards.at(-1))?.name ?? '')) : words.movedToCoordinator;
}

function seatsOf(consultation: Consultation, words: Words) {
  const lead = leadOf(consultation);
  const taken = consultation.seats.map(({ discipline, expert }) => ({
    discipline: words.disciplines[discipline],
    expert: expert.id === lead?.id ? `${escapeMarkdown(expert.name)} (${words.card.lead})` : escapeMarkdown(expert.name),
  }));
  const wished = freeSeats(consultation).filter((discipline) => consultation.request.disciplines.includes(discipline));
  return [...taken, ...wished.map((discipline) => ({ discipline: words.disciplines[discipline], expert: words.card.free }))];
}

function closingOf({ outcome, feedback }: Consultation, words: Words): string[] {
  return [
    ...(outcome ? [words.card.closedWith(words.outcomes[outcome])] : []),
    ...(feedback?.helped ? [words.card.feedback(feedback.helped)] : []),
    ...(feedback?.change ? [words.card.feedbackChange(words.changes[feedback.change])] : []),
  ];
}
