import type { TurnContext } from 'botbuilder';
import * as z from 'zod/v4';
import type { Desk, Outcome, Visitor } from '../desk/desk.ts';
import type { DirectoryDesk } from '../desk/directory.ts';
import type { Act } from '../domain/command.ts';
import { isLiving } from '../domain/consultation.ts';
import { Locale } from '../domain/network.ts';
import type { Person } from '../domain/person.ts';
import type { Refusal } from '../domain/refusal.ts';
import { limits, text } from '../domain/request.ts';
import { wordsOf } from '../i18n/translate.ts';
import { render, type View } from './cards.ts';
import { commandOf, draftOf, intentionOf, Payload } from './payload.ts';
import { visitorOf } from './people.ts';
import { askerPostView } from './views/asker-post.ts';
import { type Draft, type Extras, targetsOf } from './views/case.ts';
import { channelCardView } from './views/channel-card.ts';
import { relayView } from './views/chat.ts';
import { coordinatorCaseView } from './views/coordinator-case.ts';
import { draftView } from './views/draft.ts';
import { canBeConfirmed, refusalNotice, refusalText } from './views/refusal.ts';
import { statusCardView } from './views/status-card.ts';

/** What an `Action.Execute` is answered with: a card for the presser alone, or a sentence. */
export type ActionAnswer = { statusCode: number; type: string; value: unknown };

const Show = z.looseObject({ verb: z.literal('show'), consultation: z.uuid() });
const Language = z.looseObject({ verb: z.literal('language'), locale: Locale });
const Relay = z.looseObject({
  verb: z.literal('relay'),
  nonce: z.string().max(100),
  text: z.string(),
  consultation: z.uuid(),
  checked: z.stringbool().default(false),
});

/** How many of a person's own consultations are shown at once. */
export const mineLimit = 15;

/** Builds what answers the buttons of cards. Every press is authorised anew: the card only says what was meant. */
export function createCardActions({ desk, directory }: { desk: Desk; directory: DirectoryDesk }) {
  /** Answers an `adaptiveCard/action` invoke of a person. */
  async function answer({ activity }: TurnContext, person: Person): Promise<ActionAnswer> {
    const data: unknown = { ...activity.value?.action?.data, verb: activity.value?.action?.verb };
    const payload = Payload.safeParse(data);
    if (payload.success) return press(payload.data, visitorOf(person));
    const language = Language.safeParse(data);
    if (language.success) return chooseLanguage(language.data.locale, person);
    const show = Show.safeParse(data);
    if (show.success) return showOne(show.data.consultation, visitorOf(person));
    const relay = Relay.safeParse(data);
    return relay.success ? relayText(relay.data, visitorOf(person)) : message(wordsOf(person.locale).errors.stale);
  }

  async function press(payload: Payload, visitor: Visitor): Promise<ActionAnswer> {
    if (payload.verb === 'see') return shown(payload, await desk.see(payload.id, visitor), visitor);
    const command = commandOf(payload);
    if ('code' in command) return shown(payload, refusedAs(command, await desk.see(payload.id, visitor)), visitor);
    return shown(payload, await desk.act(payload.id, command, intentionOf(payload, command, visitor.person.id), visitor), visitor);
  }

  async function shown(payload: Payload, outcome: Outcome, visitor: Visitor): Promise<ActionAnswer> {
    const { consultation, refusal } = outcome;
    if (!consultation) return message(refusalText(refusal, visitor.locale));
    const isAsker = consultation.requester.id === visitor.person.id;
    const extras = refusal ? { notice: refusalNotice(refusal, visitor.locale, isAsker) } : {};
    const draft = refusal || payload.verb === 'see' ? draftOf(payload, refusal !== null && canBeConfirmed(refusal)) : null;
    return card(await (draft ? draftOn(payload, outcome, visitor, draft, extras) : viewOf(payload, outcome, visitor, extras)));
  }

  async function draftOn(
    { card, entry }: Payload,
    { consultation, actor }: Extract<Outcome, { actor: object }>,
    { locale }: Visitor,
    draft: Draft,
    extras: Extras,
  ): Promise<View> {
    const targets = draft.verb === 'redirect' ? targetsOf(consultation, await directory.current(), locale) : [];
    return draftView({ consultation, viewer: { actor, locale }, card, entry, draft, targets, ...extras });
  }

  async function viewOf(
    payload: Payload,
    { consultation, actor, refusal }: Extract<Outcome, { actor: object }>,
    { locale, person }: Visitor,
    extras: Extras,
  ): Promise<View> {
    const viewer = { actor, locale };
    if (payload.card === 'status') return statusCardView(consultation, viewer, extras);
    if (payload.card === 'post')
      return askerPostView(consultation, Math.min(Math.max(payload.entry, 1), consultation.history.length), viewer, extras);
    if (payload.card === 'case')
      return coordinatorCaseView({ consultation, viewer, teamsId: person.teamsId, directory: await directory.current(), ...extras });
    // Whoever has redirected it is shown where it went: the newest card is the other network's.
    const hasLeft = payload.verb === 'redirect' && !refusal && consultation.network !== null;
    const card = consultation.cards.length - (hasLeft ? 2 : 1);
    return channelCardView({ consultation, card, viewer, alsoFor: [person.teamsId], ...extras });
  }

  async function chooseLanguage(locale: Locale, { personId }: Person): Promise<ActionAnswer> {
    await directory.remember(personId, { locale });
    return message(wordsOf(locale).languageCard.chosen);
  }

  async function showOne(id: string, visitor: Visitor): Promise<ActionAnswer> {
    const { consultation, actor, refusal } = await desk.see(id, visitor);
    return consultation
      ? card(statusCardView(consultation, { actor, locale: visitor.locale }))
      : message(refusalText(refusal, visitor.locale));
  }

  async function relayText(data: z.infer<typeof Relay>, visitor: Visitor): Promise<ActionAnswer> {
    const { locale, person } = visitor;
    const typed = text('text').safeParse(data.text);
    const command: Act | null = typed.success ? { verb: 'give-info', text: typed.data, checked: data.checked } : null;
    const problem = data.text.trim() === '' ? 'missing' : 'too-long';
    const outcome = command
      ? await desk.act(data.consultation, command, intentionOf({ rev: data.nonce }, command, person.id), visitor)
      : refusedAs(
          { code: 'invalid', issues: [{ field: 'text', problem, limit: limits.text }] },
          await desk.see(data.consultation, visitor),
        );
    const { consultation, actor, refusal } = outcome;
    if (!consultation) return message(refusalText(refusal, locale));
    if (refusal) return card(await relayAgain(data, refusal, visitor));
    const notice = { style: 'good' as const, text: wordsOf(locale).relay.sent(consultation.reference), details: [] };
    return card(statusCardView(consultation, { actor, locale }, { notice }));
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

// What does not exist for a person is not found, whatever else is wrong with what they sent.
function refusedAs(refusal: Refusal, outcome: Outcome): Outcome {
  return outcome.consultation ? { ...outcome, refusal } : outcome;
}

/** A sentence as the answer to a press; the card stays as it is. */
export function message(value: string): ActionAnswer {
  return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value };
}

function card(view: View): ActionAnswer {
  return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: render(view) };
}
