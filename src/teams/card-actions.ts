import type { Activity, TurnContext } from 'botbuilder';
import * as z from 'zod/v4';
import type { Clock } from '../clock.ts';
import type { Desk, Visitor } from '../desk/desk.ts';
import type { DirectoryDesk } from '../desk/directory.ts';
import type { Outcome } from '../desk/outcome.ts';
import { mayGive, rolesOf } from '../domain/access.ts';
import type { Act } from '../domain/command.ts';
import { type Consultation, isLiving, livingCardOf } from '../domain/consultation.ts';
import { Locale } from '../domain/network.ts';
import type { Person } from '../domain/person.ts';
import type { Refusal } from '../domain/refusal.ts';
import { text } from '../domain/request.ts';
import { cleanText } from '../domain/text.ts';
import { wordsOf } from '../i18n/translate.ts';
import { type ActionAnswer, card, message, type SubjectActions } from './action-answers.ts';
import type { View } from './cards.ts';
import type { CoordinatorActions } from './coordinator-actions.ts';
import type { NetworkActions } from './network-actions.ts';
import { commandOf, draftOf, intentionOf, issuesOf, messageKey, Payload } from './payload.ts';
import { isPersonal, type People, visitorOf } from './people.ts';
import { type QueueActions, QueuePress } from './queue-actions.ts';
import { askerPostView } from './views/asker-post.ts';
import type { WayBack } from './views/buttons.ts';
import { type CardNotice, type Draft, type Extras, targetsOf } from './views/case.ts';
import { channelCardView, hasOwnActions } from './views/channel-card.ts';
import { relayView } from './views/chat.ts';
import { coordinatorCaseView } from './views/coordinator-case.ts';
import { doneNotice } from './views/done.ts';
import { draftView } from './views/draft.ts';
import { historyView } from './views/history.ts';
import type { Listed } from './views/people-choices.ts';
import { canBeConfirmed, refusalNotice, refusalText } from './views/refusal.ts';
import { statusCardView } from './views/status-card.ts';

const Show = z.looseObject({ verb: z.literal('show'), consultation: z.uuid() });
const Language = z.looseObject({ verb: z.literal('language'), locale: Locale });
const Relay = z.looseObject({
  verb: z.literal('relay'),
  nonce: z.string().max(100),
  text: z.string().overwrite(cleanText),
  consultation: z.uuid(),
  checked: z.stringbool().default(false),
});

type Dependencies = {
  desk: Desk;
  directory: DirectoryDesk;
  people: Pick<People, 'expertsIn'>;
  clock: Pick<Clock, 'now'>;
  queueActions: QueueActions;
  networkActions: NetworkActions;
  coordinatorActions: CoordinatorActions;
  subjects: SubjectActions[];
};
/** A press on a card of a consultation, and the message that the card is in, as Teams names it; null outside channels. */
type Press = Payload & { message: { id: string; thread: string } | null };
type Known = Extract<Outcome, { actor: object }>;

/** How many of a person's own consultations are shown at once. */
export const mineLimit = 15;

/** Builds what answers the buttons of cards. Every press is authorised anew: the card only says what was meant. */
export function createCardActions({
  desk,
  directory,
  people,
  clock,
  queueActions,
  networkActions,
  coordinatorActions,
  subjects,
}: Dependencies) {
  /** Answers an `adaptiveCard/action` invoke of a person. */
  async function answer(context: TurnContext, person: Person): Promise<ActionAnswer> {
    const { activity } = context;
    const data: unknown = { ...activity.value?.action?.data, verb: activity.value?.action?.verb };
    const payload = Payload.safeParse(data);
    if (payload.success) return press({ ...payload.data, message: messageIn(activity) }, visitorOf(person));
    const other = (await networkActions.answer(context, data, person)) ?? (await coordinatorActions.answer(context, data, person));
    if (other) return other;
    const language = Language.safeParse(data);
    if (language.success) return chooseLanguage(language.data.locale, person);
    const queue = QueuePress.safeParse(data);
    if (queue.success) return showQueue(visitorOf(person), queue.data);
    const show = Show.safeParse(data);
    if (show.success) return showOne(show.data.consultation, visitorOf(person));
    const relay = Relay.safeParse(data);
    return relay.success ? relayText(relay.data, visitorOf(person)) : inSubject(data, person);
  }

  async function inSubject(data: unknown, person: Person): Promise<ActionAnswer> {
    for (const answerOf of subjects) {
      const answered = await answerOf(data, person);
      if (answered) return answered;
    }
    return message(wordsOf(person.locale).errors.stale);
  }

  async function press(payload: Press, visitor: Visitor): Promise<ActionAnswer> {
    if (payload.verb === 'see') return shown(payload, await desk.see(payload.id, visitor), visitor);
    const command = commandOf(payload);
    if ('code' in command) return shown(payload, refusedAs(command, await desk.see(payload.id, visitor)), visitor);
    return shown(payload, await desk.act(payload.id, command, intentionOf(payload, command, visitor.person.id), visitor), visitor);
  }

  async function shown(payload: Press, outcome: Outcome, visitor: Visitor): Promise<ActionAnswer> {
    const { consultation, refusal } = outcome;
    const notice = noticeOf(payload, outcome, visitor);
    if (!consultation)
      return payload.card === 'queue' ? showQueue(visitor, payload.list, notice) : message(refusalText(refusal, visitor.locale));
    const isCopy = await isOnCopy(payload, outcome);
    const draft = refusal || payload.verb === 'see' ? draftOf(payload, refusal !== null && canBeConfirmed(refusal)) : null;
    // On a copy only what was written and not taken comes before where the living card is.
    if (draft && (draft.text !== '' || !isCopy)) return card(await draftOn(payload, outcome, visitor, draft, notice ? { notice } : {}));
    if (payload.card === 'queue') return showQueue(visitor, payload.list, notice);
    return card(await viewOf(payload, outcome, visitor, { isCopy, ...(notice ? { notice } : {}) }));
  }

  // A card that was posted twice, around a lost answer, is known by its second message. What is pressed on the first counts, but nothing brings that one up to date.
  async function isOnCopy({ card, message }: Press, { consultation }: Known): Promise<boolean> {
    const living = livingCardOf(consultation);
    if (card !== 'channel' || !message || !living?.activity) return false;
    if (consultation.cards.some(({ activity }) => activity === message.id)) return false;
    // Another consultation's card is no copy of this one's.
    return (await desk.inThread(message.thread)) === null;
  }

  // A channel's card and the asker's show themselves what has been done.
  function noticeOf(
    { card, verb, own }: Payload,
    { consultation, actor, refusal }: Outcome,
    { locale, person }: Visitor,
  ): CardNotice | null {
    if (refusal) return refusalNotice(refusal, locale, consultation?.requester.id === person.id);
    const isAsker = consultation.requester.id === person.id;
    if (own && card === 'channel' && !isAsker && !hasOwnActions(consultation, { actor, locale, at: clock.now() }))
      return { style: 'accent', text: wordsOf(locale).card.nothingOwn, details: [] };
    return card === 'channel' || card === 'status' ? null : doneNotice(verb, consultation, locale);
  }

  async function showQueue(visitor: Visitor, list: WayBack | null, notice: CardNotice | null = null): Promise<ActionAnswer> {
    const view = await queueActions.show(visitor, list && 'page' in list ? list : undefined, notice ?? undefined);
    return view ? card(view) : message(wordsOf(visitor.locale).queue.onlyCoordinators);
  }

  async function draftOn(
    { card, entry, list }: Payload,
    { consultation, actor }: Known,
    { locale }: Visitor,
    draft: Draft,
    extras: Extras,
  ): Promise<View> {
    const viewer = { actor, locale, at: clock.now() };
    const targets = draft.verb === 'redirect' ? targetsOf(consultation, await directory.current(), viewer) : [];
    const members = draft.verb === 'assign' && mayGive(actor, 'assign', consultation) ? await membersOf(consultation) : [];
    return draftView({ consultation, viewer, card, entry, draft, targets, members, list, ...extras });
  }

  async function membersOf(consultation: Consultation): Promise<Listed[]> {
    const living = livingCardOf(consultation);
    return living ? people.expertsIn(living.serviceUrl, living.channel) : [];
  }

  async function viewOf(
    payload: Press,
    outcome: Known,
    { locale, person }: Visitor,
    { isCopy, ...extras }: Extras & { isCopy: boolean },
  ): Promise<View> {
    const { consultation, actor, refusal } = outcome;
    const viewer = { actor, locale, at: clock.now() };
    const { list } = payload;
    if (payload.card === 'post')
      return askerPostView(consultation, Math.min(Math.max(payload.entry, 1), consultation.history.length), viewer, extras);
    const isCoordinators = payload.card === 'case' && rolesOf(actor, consultation).includes('coordinator');
    if (isCoordinators && payload.history !== null) return historyView({ consultation, viewer, page: payload.history, list, ...extras });
    if (isCoordinators) {
      return coordinatorCaseView({ consultation, viewer, teamsId: person.teamsId, directory: await directory.current(), list, ...extras });
    }
    if (payload.card === 'status' || consultation.requester.id === person.id) return statusCardView(consultation, viewer, extras);
    // Whoever has redirected it is shown where it went: the newest card is the other network's.
    const hasLeft = payload.verb === 'redirect' && !refusal && consultation.network !== null;
    const card = consultation.cards.length - (hasLeft ? 2 : 1);
    return channelCardView({ consultation, card, viewer, alsoFor: [person.teamsId], isCopy, ...extras });
  }

  async function chooseLanguage(locale: Locale, { personId }: Person): Promise<ActionAnswer> {
    await directory.remember(personId, { locale, localeBy: 'chosen' });
    return message(wordsOf(locale).languageCard.chosen);
  }

  async function showOne(id: string, visitor: Visitor): Promise<ActionAnswer> {
    const { consultation, actor, refusal } = await desk.see(id, visitor);
    return consultation
      ? card(statusCardView(consultation, { actor, locale: visitor.locale, at: clock.now() }))
      : message(refusalText(refusal, visitor.locale));
  }

  async function relayText(data: z.infer<typeof Relay>, visitor: Visitor): Promise<ActionAnswer> {
    const { locale, person } = visitor;
    const typed = text('text').safeParse(data.text);
    const command: Act | null = typed.success ? { verb: 'give-info', text: typed.data, checked: data.checked } : null;
    const issues = typed.error ? issuesOf(typed.error) : [];
    const outcome = command
      ? await desk.act(data.consultation, command, relayKey(data.nonce, command, person.id), visitor)
      : refusedAs({ code: 'invalid', issues }, await desk.see(data.consultation, visitor));
    const { consultation, actor, refusal } = outcome;
    if (!consultation) return message(refusalText(refusal, locale));
    if (refusal) return card(await relayAgain(data, refusal, visitor));
    const notice = { style: 'good' as const, text: wordsOf(locale).relay.sent(consultation.reference), details: [] };
    return card(statusCardView(consultation, { actor, locale, at: clock.now() }, { notice }));
  }

  async function relayAgain(
    { text, nonce, consultation }: z.infer<typeof Relay>,
    refusal: Refusal,
    { person, locale }: Visitor,
  ): Promise<View> {
    const living = (await desk.askedBy(person, mineLimit)).filter(isLiving);
    return relayView({
      text,
      living,
      locale,
      nonce,
      chosen: consultation,
      notice: refusalNotice(refusal, locale, true),
      offersCheck: canBeConfirmed(refusal),
    });
  }

  return { answer };
}

/** What answers the buttons of cards. */
export type CardActions = ReturnType<typeof createCardActions>;

// The nonce is the message's id: what becomes of the message later is answered.
function relayKey(nonce: string, command: Act, personId: string): string {
  return `${intentionOf({ rev: nonce }, command, personId)}${messageKey(nonce, personId)}`;
}

// Teams says in `replyToId` which message the pressed card is in; a channel's thread is named by its first.
function messageIn({ conversation, replyToId }: Activity): Press['message'] {
  const [channel = '', root = ''] = conversation.id.split(';messageid=');
  const id = typeof replyToId === 'string' && replyToId !== '' ? replyToId : root;
  return isPersonal(conversation) || id === '' ? null : { id, thread: `${channel};messageid=${id}` };
}

// What does not exist for a person is not found, whatever else is wrong with what they sent.
function refusedAs(refusal: Refusal, outcome: Outcome): Outcome {
  return outcome.consultation ? { ...outcome, refusal } : outcome;
}
