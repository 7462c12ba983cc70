import type { Verb } from '../../domain/command.ts';
import {
  type ChannelCard,
  type Consultation,
  freeSeats,
  isLiving,
  leadOf,
  livingCardOf,
  wishedDisciplines,
} from '../../domain/consultation.ts';
import type { Locale } from '../../domain/network.ts';
import { formatWhen } from '../../i18n/format.ts';
import { type Words, wordsOf } from '../../i18n/translate.ts';
import type { View } from '../cards.ts';
import { closingForm, writtenForms } from './card-forms.ts';
import { colorOf, type Extras, frame, offersTo, refreshFor, requestOf, type Viewer } from './case.ts';
import { nameOf, networkNameOf } from './names.ts';

/**
 * The consultation's card in a network's channel, its `card`th. `alsoFor`: coordinators' `29:` ids. `isCopy`: it is shown in a message that the
 * consultation does not know, since its card has been posted twice.
 */
export type ChannelCardInput = { consultation: Consultation; card: number; viewer: Viewer; alsoFor: string[]; isCopy?: boolean } & Extras;

/** The view of a channel card: what a person can do for the person, what everybody can do in the common view, where it went if it went, where the living one is if it is a copy. */
export function channelCardView({ consultation, card, viewer, alsoFor, isCopy = false, ...extras }: ChannelCardInput): View {
  const words = wordsOf(viewer.locale);
  const isHere = card === consultation.cards.length - 1 && consultation.network !== null;
  const shown = {
    ...frame(consultation, viewer, extras),
    summary: words.card.summary(consultation.reference, consultation.request.title),
  };
  if (isCopy) return { name: 'channel-card', data: { ...shown, ...moved, ...copyOf(consultation, viewer.locale, words) } };
  const data = isHere
    ? { ...shown, ...living(consultation, viewer, alsoFor, words) }
    : { ...shown, ...moved, state: wentTo(consultation, card, words) };
  return { name: 'channel-card', data };
}

function copyOf(consultation: Consultation, locale: Locale, words: Words) {
  const card = livingCardOf(consultation);
  return {
    status: words.statuses[consultation.status],
    statusColor: colorOf(consultation),
    state: words.card.copy(networkNameOf(card)),
    closing: [stateOf(consultation, locale)].filter((text) => text !== ''),
    link: card?.activity ? linkTo(card, card.activity) : '',
  };
}

// https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams, “channel conversation”; the bot does not know the team's group id.
function linkTo({ channel, tenantId }: ChannelCard, activity: string): string {
  const query = new URLSearchParams({ tenantId, parentMessageId: activity, createdTime: activity });
  return `https://teams.microsoft.com/l/message/${encodeURIComponent(channel)}/${activity}?${query}`;
}

function living(consultation: Consultation, viewer: Viewer, alsoFor: string[], words: Words) {
  const offers = offersOn(consultation, viewer);
  // A coordinator has a card of their own for it, and six buttons are all that there is room for.
  const isLead = leadOf(consultation)?.id === viewer.actor?.person.id;
  const concerned = [...consultation.seats.map((seat) => seat.expert.teamsId), ...alsoFor];
  return {
    isLiving: true,
    link: '',
    status: words.statuses[consultation.status],
    statusColor: colorOf(consultation),
    state: stateOf(consultation, viewer.locale),
    ...requestOf(consultation, viewer.locale),
    seats: seatsOf(consultation, words),
    closing: closingOf(consultation, words),
    claims: offers.includes('claim') ? claimsOf(consultation, words) : [],
    joins: offers.includes('join') ? joinsOf(consultation, words) : [],
    ...formsOf(consultation, offers, words),
    can: {
      redirect: offers.includes('redirect'),
      assign: offers.includes('assign') && isLead,
      leave: offers.includes('leave'),
      // Not every client refreshes a card by itself: from the common view people must reach their own.
      seeOwn: viewer.actor === null && consultation.status !== 'withdrawn',
    },
    refresh: refreshFor(concerned, consultation, 'channel', viewer.locale),
  };
}

// What a network no longer has is no longer its business: only where it went is left.
const moved = {
  isLiving: false,
  link: '',
  status: '',
  statusColor: 'Default',
  deadline: '',
  deadlineColor: 'Default',
  texts: [],
  facts: [],
  seats: [],
  closing: [],
  claims: [],
  joins: [],
  forms: [],
  laterForms: [],
  can: { redirect: false, assign: false, leave: false, seeOwn: false },
  refresh: null,
};

const common: Record<Consultation['status'], Verb[]> = {
  open: ['claim'],
  claimed: ['join'],
  waiting: ['join'],
  answered: [],
  closed: [],
  withdrawn: [],
};

/** Whether a person can do more with a consultation on its channel card than every member of the channel. */
export function hasOwnActions(consultation: Consultation, viewer: Viewer): boolean {
  return offersOn(consultation, viewer).some((verb) => !common[consultation.status].includes(verb));
}

// Without a person only what every member of the channel may do is offered; whoever may more sees their own view. The asker has a card of their own.
function offersOn(consultation: Consultation, viewer: Viewer): Verb[] {
  if (!viewer.actor) return common[consultation.status];
  return viewer.actor.person.id === consultation.requester.id ? [] : offersTo(viewer, consultation);
}

function claimsOf(consultation: Consultation, words: Words) {
  const wished = wishedDisciplines(consultation);
  const [only, ...more] = wished;
  if (more.length === 0) return [{ discipline: only, title: words.actions.claim }];
  return wished.map((discipline) => ({ discipline, title: words.actions.claimAs(words.disciplines[discipline]) }));
}

function joinsOf(consultation: Consultation, words: Words) {
  return freeSeats(consultation).map((discipline) => ({ discipline, title: words.actions.joinAs(words.disciplines[discipline]) }));
}

// The asker first, then who has it: answering is the main thing until it is done.
function formsOf(consultation: Consultation, offers: Verb[], words: Words) {
  const main = consultation.status === 'answered' ? undefined : 'answer';
  return {
    forms: writtenForms(['answer', 'ask-info', 'message'], offers, consultation, words, main),
    laterForms: [
      ...(offers.includes('close') ? [closingForm(words)] : []),
      ...writtenForms(['reopen', 'release'], offers, consultation, words),
    ],
  };
}

function stateOf(consultation: Consultation, locale: Locale): string {
  const { card } = wordsOf(locale);
  const lead = consultation.seats.find((seat) => seat.lead);
  if (consultation.status === 'withdrawn') return card.withdrawn;
  if (consultation.status === 'waiting') return card.waiting;
  if (!lead) return '';
  const came = consultation.history.findLast(({ verb }) => verb === 'claim' || verb === 'assign');
  const sentence = came?.verb === 'assign' ? card.assignedTo : card.claimedBy;
  return sentence(nameOf(lead.expert), formatWhen(lead.since, locale));
}

function wentTo({ cards, network }: Consultation, card: number, { card: words }: Words): string {
  const next = cards[card + 1];
  return next || network ? words.movedTo(networkNameOf(next ?? cards.at(-1))) : words.movedToCoordinator;
}

function seatsOf(consultation: Consultation, words: Words) {
  const lead = leadOf(consultation);
  const taken = consultation.seats.map(({ discipline, expert }) => ({
    discipline: words.disciplines[discipline],
    expert: expert.id === lead?.id ? `${nameOf(expert)} (${words.card.lead})` : nameOf(expert),
  }));
  const wished = freeSeats(consultation).filter(
    (discipline) => consultation.request.disciplines.includes(discipline) && isLiving(consultation),
  );
  return [...taken, ...wished.map((discipline) => ({ discipline: words.disciplines[discipline], expert: words.card.free }))];
}

function closingOf({ outcome, feedback }: Consultation, words: Words): string[] {
  return [
    ...(outcome ? [words.card.closedWith(words.outcomes[outcome])] : []),
    ...(feedback?.helped ? [words.card.feedback(feedback.helped)] : []),
    ...(feedback?.change ? [words.card.feedbackChange(words.changes[feedback.change])] : []),
  ];
}
