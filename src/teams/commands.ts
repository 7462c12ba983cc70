import { type Activity, ActivityTypes, MessageFactory, type TurnContext } from 'botbuilder';
import type { Clock } from '../clock.ts';
import type { Desk } from '../desk/desk.ts';
import type { DirectoryDesk } from '../desk/directory.ts';
import { type Consultation, isLiving } from '../domain/consultation.ts';
import type { Locale } from '../domain/network.ts';
import type { Person } from '../domain/person.ts';
import type { Refusal } from '../domain/refusal.ts';
import { limits, text } from '../domain/request.ts';
import { languages, wordsOf } from '../i18n/translate.ts';
import { mineLimit } from './card-actions.ts';
import { attach, type View } from './cards.ts';
import type { CoordinatorActions } from './coordinator-actions.ts';
import type { NetworkActions } from './network-actions.ts';
import { messageKey } from './payload.ts';
import { channelOf, isPersonal, type People, visitorOf } from './people.ts';
import type { QueueActions } from './queue-actions.ts';
import { askInviteView, languageView, mineView, type Roles, relayView, rolesIn, welcomeView } from './views/chat.ts';
import { shortNameOf } from './views/names.ts';
import { refusalText } from './views/refusal.ts';
import { folded, small, tidied } from './writing.ts';
import { type Written, writtenIn } from './written.ts';

/** What a person may write to the bot. */
export type Command =
  | 'help'
  | 'new'
  | 'mine'
  | 'language'
  | 'register'
  | 'queue'
  | 'networks'
  | 'coordinators'
  | 'digest'
  | 'statistics'
  | 'training';
/** What a message is answered with: a sentence or a card. */
export type Reply = string | View;
/** The same, or several messages one after another. */
export type Replies = Reply | (Reply | Partial<Activity>)[];
/** Answers the commands of its own subject in the personal chat, with what was written after them; null for what is none of them. */
export type SubjectCommands = (command: Command, rest: string, person: Person) => Promise<Replies | null>;
type Dependencies = {
  desk: Desk;
  directory: DirectoryDesk;
  clock: Clock;
  people: Pick<People, 'confirmed'>;
  queueActions: QueueActions;
  networkActions: NetworkActions;
  coordinatorActions: CoordinatorActions;
  subjects: SubjectCommands[];
};

// Whoever writes more than this after a command's word has written a sentence.
const mostArguments = 2;

const aliases = new Map(
  languages.flatMap((language) =>
    Object.entries(wordsOf(language).commands).flatMap(([command, all]) =>
      all.flatMap((alias) => [small(alias), folded(alias)].map((word) => [word, command as Command] as const)),
    ),
  ),
);
const namesOfLanguages = new Map(
  languages.flatMap((language) =>
    [language, ...languages.map((other) => wordsOf(other).languages[language])].map((name) => [folded(name), language] as const),
  ),
);

/** Builds what answers people's messages: commands in the personal chat and in channels, and everything else that they may write. */
export function createCommands({
  desk,
  directory,
  clock,
  people,
  queueActions,
  networkActions,
  coordinatorActions,
  subjects,
}: Dependencies) {
  /** The reply to a message; null where silence is right. */
  async function answer({ activity }: TurnContext, person: Person): Promise<Replies | null> {
    const written = writtenIn(activity);
    if (!isPersonal(activity.conversation)) return inChannel(activity, written, person);
    if (!written.hasAttachments) return inPersonalChat(activity, written.text, person);
    const { attachment } = wordsOf(person.locale).relay;
    return written.text === '' ? attachment : [attachment, await inPersonalChat(activity, written.text, person)].flat();
  }

  /** The reply to what a person does to a message that they have sent: edits, deletes or restores it. Null where silence is right. */
  async function answerChange({ activity }: TurnContext, person: Person): Promise<string | null> {
    const { changed } = wordsOf(person.locale);
    const change = changeIn(activity);
    const passedOn = change && (await passedOnIn(activity, person));
    if (passedOn) return changed[change](passedOn.reference);
    return change === 'edited' ? changed.unread : null;
  }

  async function passedOnIn({ conversation, id = '' }: Activity, person: Person): Promise<Consultation | undefined> {
    const key = messageKey(id, person.personId);
    const candidates = isPersonal(conversation)
      ? await desk.askedBy(visitorOf(person).person, mineLimit)
      : [await desk.inThread(conversation.id)].filter((one) => one !== null);
    return candidates.find(({ history }) => history.some((entry) => entry.key.endsWith(key)));
  }

  async function inPersonalChat(activity: Activity, written: string, person: Person): Promise<Replies> {
    const { locale, givenName = '' } = person;
    const pressed: unknown = activity.value?.command;
    const chosen = languageIn(written);
    if (chosen) return setLanguage(chosen, person);
    const ofSubject = await inSubject(written, person);
    if (ofSubject) return ofSubject;
    switch (commandIn(typeof pressed === 'string' ? pressed : written)) {
      case 'mine':
        return mineView(await desk.askedBy(visitorOf(person).person, mineLimit), mineLimit, locale);
      case 'language':
        return languageView(locale);
      case 'queue':
        return (await queueActions.show(visitorOf(person))) ?? wordsOf(locale).queue.onlyCoordinators;
      case 'register':
        return (await rolesOf(person)).isCoordinator ? wordsOf(locale).networks.howToRegister : wordsOf(locale).channel.onlyCoordinator;
      case 'new':
        return askInviteView(locale);
      case 'networks':
        return networkActions.listFor(person);
      case 'coordinators':
        return coordinatorActions.listFor(person);
      case 'help':
        return welcomeView(locale, givenName, await rolesOf(person));
      default:
        return written === '' ? welcomeView(locale, '', await rolesOf(person)) : offerRelay(activity, written, person);
    }
  }

  async function inSubject(written: string, person: Person): Promise<Replies | null> {
    const [first = '', ...rest] = tidied(written).split(' ');
    const hasArguments = rest.length <= mostArguments && !endsClause(first);
    const command = commandIn(written) ?? (hasArguments ? commandIn(first) : undefined);
    if (!command) return null;
    for (const answerOf of subjects) {
      const answered = await answerOf(command, commandIn(written) ? '' : rest.join(' '), person);
      if (answered) return answered;
    }
    return null;
  }

  async function setLanguage(locale: Locale, { personId }: Person): Promise<string> {
    await directory.remember(personId, { locale, localeBy: 'chosen' });
    return wordsOf(locale).languageCard.chosen;
  }

  async function offerRelay({ id }: Activity, written: string, person: Person): Promise<View> {
    const living = (await desk.askedBy(visitorOf(person).person, mineLimit)).filter(isLiving);
    return relayView({ text: written, living, locale: person.locale, nonce: id ?? clock.id() });
  }

  async function inChannel(activity: Activity, written: Written, person: Person): Promise<Reply> {
    const { channel, relay } = wordsOf(person.locale);
    const { bare } = written;
    const command = commandIn(bare);
    if (command === 'register') return networkActions.registration(activity, person);
    if (command === 'networks') return networkActions.inChannel(activity, person);
    if (bare === '' && written.hasAttachments) return relay.attachment;
    if (command === 'help' || bare === '') return channel.help;
    if (command || languageIn(bare) || isAboutPeriod(bare)) return channel.onlyInChat(tidied(bare));
    return relayToAsker(activity, written, person);
  }

  async function relayToAsker(activity: Activity, written: Written, person: Person): Promise<Reply> {
    const { channel, issues, labels } = wordsOf(person.locale);
    const consultation = await desk.inThread(activity.conversation.id);
    if (!consultation) return startsWithRegister(written.bare) ? networkActions.registration(activity, person) : channel.notHere;
    if (written.hasAttachments) return channel.attachment;
    const typed = text('text').safeParse(written.text);
    if (!typed.success) return issues['too-long'](labels.text, limits.text);
    const visitor = visitorOf(person);
    const key = messageKey(activity.id ?? clock.id(), person.personId);
    const named = await people.confirmed(activity.serviceUrl, channelOf(activity.conversation.id), written.mentioned);
    const act = { verb: 'message' as const, text: typed.data, checked: false, heard: true, named };
    const outcome = await desk.act(consultation.id, act, key, visitor);
    return outcome.refusal ? notRelayed(outcome.refusal, consultation, person) : channel.relayed(shortNameOf(consultation.requester));
  }

  // Whoever writes in the thread is a member of the channel: what they lack is a seat, and they can take one.
  function notRelayed(refusal: Refusal, { status }: Consultation, { locale }: Person): string {
    if (refusal.code !== 'not-yours') return refusalText(refusal, locale);
    return wordsOf(locale).refusals[status === 'open' ? 'not-claimed' : 'not-seated'];
  }

  async function rolesOf({ personId }: Person): Promise<Roles> {
    return rolesIn(await directory.current(), personId);
  }

  return { answer, answerChange };
}

/** What answers people's messages. */
export type Commands = ReturnType<typeof createCommands>;

/** A reply as a message. */
export function messageOf(reply: Reply | Partial<Activity>): Partial<Activity> {
  if (typeof reply === 'string') return { ...MessageFactory.text(reply), textFormat: 'plain' };
  return isView(reply) ? { type: ActivityTypes.Message, attachments: [attach(reply)], summary: reply.data.summary } : reply;
}

/** Whether a reply is a card that shows networks, or the offer to register one: once networks have been changed through it, it is drawn anew. */
export function showsNetworks(reply: Reply | Partial<Activity>): boolean {
  if (typeof reply === 'string' || !isView(reply)) return false;
  return reply.name === 'network' || reply.name === 'networks' || reply.data.dialog === 'register';
}

function isView(reply: View | Partial<Activity>): reply is View {
  return 'data' in reply;
}

// https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages
function changeIn({ type, channelData }: Activity): 'edited' | 'restored' | 'deleted' | null {
  if (type === ActivityTypes.MessageDelete) return 'deleted';
  const { eventType } = (channelData ?? {}) as { eventType?: unknown };
  return eventType === 'undeleteMessage' ? 'restored' : eventType === 'editMessage' ? 'edited' : null;
}

function commandIn(written: string): Command | undefined {
  return aliases.get(small(written));
}

// “Register the channel”: where nobody waits for an answer, more words can only be meant for the bot.
function startsWithRegister(written: string): boolean {
  return commandIn(tidied(written).split(' ')[0] ?? '') === 'register';
}

// “Digest 46”, “statistics 2026”: nothing that a requester would be told.
function isAboutPeriod(written: string): boolean {
  const [first = '', ...rest] = tidied(written).split(' ');
  const command = endsClause(first) ? undefined : commandIn(first);
  return (command === 'digest' || command === 'statistics') && rest.length <= mostArguments && /\d$/.test(rest.join(' '));
}

// Whoever ends a clause with the word has written a sentence.
function endsClause(word: string): boolean {
  return /\p{P}$/u.test(word);
}

function languageIn(written: string): Locale | undefined {
  const [command = '', name = '', ...rest] = tidied(written).split(' ');
  return commandIn(command) === 'language' && rest.length === 0 ? namesOfLanguages.get(folded(name)) : undefined;
}
