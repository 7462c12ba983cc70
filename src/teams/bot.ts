// Not from the package's index: that would load its language-model tokenizers, a fifth of a second of the start.
import { Application } from '@microsoft/teams-ai/lib/Application.js';
import { type Activity, ActivityTypes, type TurnContext } from 'botbuilder';
import * as z from 'zod/v4';
import type { Clock } from '../clock.ts';
import type { Desk } from '../desk/desk.ts';
import type { DirectoryDesk } from '../desk/directory.ts';
import type { Locale } from '../domain/network.ts';
import type { Person } from '../domain/person.ts';
import { languageOf, wordsOf } from '../i18n/translate.ts';
import { type Log, stackOf } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { message } from './action-answers.ts';
import type { CardActions } from './card-actions.ts';
import { type Replies as Answers, type Commands, messageOf, showsNetworks } from './commands.ts';
import { say } from './dialog-answers.ts';
import { again, type Dialogs } from './dialogs.ts';
import type { Files } from './files.ts';
import { createGreetings } from './greetings.ts';
import { createWindow } from './pace.ts';
import { channelOf, isOfTenant, isPersonal, ownChatIn, type People, tenantOf } from './people.ts';
import type { Replies } from './replies.ts';
import { RosterError } from './rosters.ts';
import type { TeamEvents } from './team-events.ts';

type Dependencies = {
  tenantId: string;
  clock: Clock;
  log: Log;
  metrics: Pick<Metrics, 'turn'>;
  desk: Pick<Desk, 'hasReturned'>;
  directory: DirectoryDesk;
  people: People;
  commands: Commands;
  cardActions: CardActions;
  dialogs: Dialogs;
  teamEvents: TeamEvents;
  files: Files;
  replies: Replies;
};

// Far more than anybody presses, and far less than would hinder others.
const visitQuota = [[300, 10_000]] as const;
const minuteMs = 60_000;

/** How one kind of invoke is answered, how a sentence is put into the same form, and how an error of our own, where that is another way. */
type Invoke = {
  answer: (context: TurnContext, person: Person) => Promise<object>;
  sentence: (text: string) => object;
  fault?: (context: TurnContext, text: string, locale: Locale) => object;
};

/** Builds the bot: the one table that says which activity goes where. `run` takes a turn and never throws what is a person's fault; `greetDue` greets those whose greeting has waited long enough. */
export function createBot({
  tenantId,
  clock,
  log,
  metrics,
  desk,
  directory,
  people,
  commands,
  cardActions,
  dialogs,
  teamEvents,
  files,
  replies,
}: Dependencies) {
  const invokes: Record<string, Invoke> = {
    'adaptiveCard/action': { answer: cardActions.answer, sentence: message },
    'task/fetch': { answer: dialogs.open, sentence: say },
    'task/submit': { answer: dialogs.submit, sentence: say, fault: again },
    'composeExtension/fetchTask': { answer: dialogs.open, sentence: say },
    'composeExtension/submitAction': { answer: dialogs.submit, sentence: say, fault: again },
  };
  let quietUntil = Number.NEGATIVE_INFINITY;
  const app = new Application({ startTypingTimer: false, removeRecipientMention: false });
  for (const [name, invoke] of Object.entries(invokes)) app.addRoute(isInvoke(name), (context) => answerInvoke(context, invoke), true);
  app.addRoute(isInvoke('fileConsent/invoke'), answerConsent, true);
  app.addRoute(isType(ActivityTypes.Invoke), (context) => respond(context, {}), true);
  app.addRoute(isType(ActivityTypes.Message), answerMessage);
  app.addRoute(isType(ActivityTypes.MessageUpdate), answerChange);
  app.addRoute(isType(ActivityTypes.MessageDelete), answerChange);
  app.addRoute(isType(ActivityTypes.ConversationUpdate), takeEvent);
  app.addRoute(isType(ActivityTypes.InstallationUpdate), takeEvent);

  const recent = new Set<string>();
  const visits = createWindow(visitQuota);
  const greetings = createGreetings({ clock, log, directory, replies });

  /** Runs one turn. An activity that Teams sends again because the first answer was slow is not run a second time. */
  async function run(context: TurnContext): Promise<void> {
    const { activity } = context;
    const again = identityOf(activity);
    if (activity.type !== ActivityTypes.Invoke && activity.id && recent.has(again)) return;
    remember(again);
    const began = clock.elapsed();
    const answered = await app.run(context).catch((error) => {
      recent.delete(again);
      throw error;
    });
    metrics.turn(kindOf(context), answered ? 'answered' : 'ignored', (clock.elapsed() - began) / 1000);
  }

  // Only the names that the table knows: a label made of whatever somebody sends would grow without end.
  function kindOf({ activity: { type, name = '' } }: TurnContext): string {
    if (type === ActivityTypes.Invoke) return Object.hasOwn(invokes, name) ? name : 'other';
    return type === ActivityTypes.Message ? type : 'other';
  }

  function remember(activityId: string): void {
    recent.add(activityId);
    if (recent.size > 5000) recent.delete(recent.values().next().value ?? '');
  }

  async function answerInvoke(context: TurnContext, { answer, sentence, fault = (_, text) => sentence(text) }: Invoke): Promise<void> {
    const answered = await orSentence(
      context,
      async (person) => answer(context, person),
      sentence,
      (text, locale) => fault(context, text, locale),
    );
    await respond(context, answered);
  }

  async function answerMessage(context: TurnContext): Promise<void> {
    const answers = await orSentence<Answers>(
      context,
      async (person) => (await commands.answer(context, person)) ?? [],
      (text) => text,
    );
    for (const answer of [answers].flat()) {
      await replies.reply(context.activity, messageOf(answer), async (sent) => {
        if (showsNetworks(answer)) await keepCard(context, sent);
      });
    }
  }

  async function answerChange(context: TurnContext): Promise<void> {
    const reply = await orSentence<string | null>(
      context,
      (person) => commands.answerChange(context, person),
      (text) => text,
    );
    if (reply) await replies.reply(context.activity, messageOf(reply));
  }

  // Forgotten, it is only not drawn anew: that must not make Teams send the message again.
  async function keepCard({ activity: { conversation } }: TurnContext, sent: string): Promise<void> {
    await directory
      .keepCard(channelOf(conversation.id), sent)
      .catch((error) => log.warn({ fault: stackOf(error) }, 'card not kept in mind'));
  }

  // What became of the file is a message of its own: the invoke's answer says only that it was heard.
  async function answerConsent(context: TurnContext): Promise<void> {
    const reply = await orSentence<Partial<Activity>>(context, (person) => files.answer(context, person), messageOf);
    await respond(context, {});
    await replies.reply(context.activity, reply);
  }

  async function takeEvent(context: TurnContext): Promise<void> {
    if (!isOurs(context)) return;
    await (isPersonal(context.activity.conversation) ? greet(context) : teamEvents.take(context.activity));
  }

  async function greet(context: TurnContext): Promise<void> {
    const { action, type, membersAdded, recipient } = context.activity;
    const isArrival = type === ActivityTypes.InstallationUpdate ? action === 'add' : membersAdded?.some(({ id }) => id === recipient?.id);
    if (!isArrival) return;
    const person = await meet(context);
    if (person?.isGuest === false) await greetings.greet(context.activity, person);
  }

  // Whoever may not use the bot, and whatever is our own fault, is told in a sentence in the person's language.
  async function orSentence<T>(
    context: TurnContext,
    answer: (person: Person) => Promise<T>,
    sentence: (text: string) => T,
    fault: (text: string, locale: Locale) => T = sentence,
  ): Promise<T> {
    let locale: Locale = languageOf(context.activity.locale);
    try {
      const person = isOurs(context) ? await meet(context) : null;
      locale = person?.locale ?? locale;
      const { errors } = wordsOf(locale);
      if (!person || person.isGuest) return sentence(errors.guest);
      if (person.isGuest === null) return sentence(ownChatIn(context.activity) ? errors.notEstablished : errors.notMet);
      return isHurried(person) ? sentence(errors.hurried) : await answer(person);
    } catch (error) {
      const { errors } = wordsOf(locale);
      if (error instanceof RosterError) return fault(errors.membersUnknown, locale);
      const incident = clock.id().slice(0, 8).toUpperCase();
      log.error({ incident, activityType: context.activity.type, invoke: context.activity.name, fault: stackOf(error) }, 'turn failed');
      return fault(errors.incident(incident), locale);
    }
  }

  // Whoever comes is back: what did not reach them goes out now, or at their next turn if that can't be done.
  async function meet(context: TurnContext): Promise<Person | null> {
    const person = await people.meet(context);
    if (person?.isBlocked)
      await desk
        .hasReturned(person.personId)
        .catch((error) => log.error({ fault: stackOf(error) }, 'what a person has missed is not sent'));
    return person;
  }

  function isHurried({ personId }: Person): boolean {
    const at = clock.elapsed();
    if (visits.waitFor(personId, at) > 0) return true;
    visits.record(personId, at);
    return false;
  }

  function isOurs({ activity }: TurnContext): boolean {
    const isOurs = isOfTenant(activity, tenantId);
    // A wrong BOT_TENANT_ID turns everybody away: whoever runs the bot reads of it, once a minute at most.
    if (!isOurs && clock.elapsed() >= quietUntil) {
      quietUntil = clock.elapsed() + minuteMs;
      log.warn({ tenant: z.guid().safeParse(tenantOf(activity)).data, served: tenantId }, 'activity of another tenant');
    }
    return isOurs;
  }

  return { run, greetDue: greetings.greetDue };
}

// What is done to a message carries the message's own id, each time.
function identityOf({ type, conversation, id, channelData, timestamp }: TurnContext['activity']): string {
  const isChange = type === ActivityTypes.MessageUpdate || type === ActivityTypes.MessageDelete;
  const change = isChange ? `:${type}:${channelData?.eventType}:${timestamp?.valueOf()}` : '';
  return `${conversation?.id}:${id}${change}`;
}

function isInvoke(name: string) {
  return async ({ activity }: TurnContext) => activity.type === ActivityTypes.Invoke && activity.name === name;
}

function isType(type: string) {
  return async ({ activity }: TurnContext) => activity.type === type;
}

async function respond(context: TurnContext, body: object): Promise<void> {
  await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body } });
}
