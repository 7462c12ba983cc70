import { type Activity, ActivityTypes, type ConversationParameters } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import type { Clock } from '../clock.ts';
import { DeliveryError, type Send } from '../desk/deliver.ts';
import type { FindAbsent } from '../desk/departures.ts';
import type { DirectoryDesk } from '../desk/directory.ts';
import { unaddressed } from '../desk/retry.ts';
import { type Actor, maySee } from '../domain/access.ts';
import type { ChannelCard, Consultation, Receipt } from '../domain/consultation.ts';
import type { Digest } from '../domain/digest.ts';
import { areasLookedAfter, areasOf, coordinatorsOf } from '../domain/network.ts';
import type { Telling } from '../domain/notice.ts';
import { type ConnectorFor, failureOf } from './adapter.ts';
import { attach, type View } from './cards.ts';
import type { Paced } from './pace.ts';
import { escapeXml } from './plain-text.ts';
import type { Reach } from './reach.ts';
import { askerPostView } from './views/asker-post.ts';
import { channelCardView } from './views/channel-card.ts';
import { coordinatorCaseView } from './views/coordinator-case.ts';
import { digestView } from './views/digest.ts';
import { nationalDigestView } from './views/digest-national.ts';
import { statusCardView } from './views/status-card.ts';
import { type ThreadPost, threadPostView, withoutMentions } from './views/thread-post.ts';

type Ask<T> = (options: { abortSignal: AbortSignal }) => Promise<T>;
type Dependencies = {
  directory: DirectoryDesk;
  connectorFor: ConnectorFor;
  paced: Paced;
  clock: Pick<Clock, 'now'>;
  reach: Reach;
  findAbsent: FindAbsent;
};

const nowhere = { conversation: null, activity: null };

/** Builds the sender of notices: each is rendered from the newest state and sent once; how it failed is told by `DeliveryError`. */
export function createSend({ directory, connectorFor, paced, clock, reach, findAbsent }: Dependencies): Send {
  return (notice, document, signal) =>
    asDelivery(() => (document.kind === 'digest' ? sendDigest(document, signal) : sendNotice(notice.telling, document, signal)));

  async function sendNotice(telling: Telling, consultation: Consultation, signal: AbortSignal): Promise<Receipt> {
    switch (telling.type) {
      case 'channel-card':
        return postChannelCard(consultation, telling.card, signal);
      case 'channel-card-refresh':
        return refreshChannelCard(consultation, telling.card, signal);
      case 'thread-post':
        return postInThread(consultation, telling, signal);
      case 'coordinator-post':
        return postToCoordinator(consultation, telling.person, signal);
      case 'status-card':
      case 'status-card-refresh':
      case 'asker-post':
        return tellAsker(consultation, telling, signal);
      case 'digest':
        throw new RangeError('a consultation has no digest');
    }
  }

  // Whoever coordinates the area no longer, or wants no digest any more, gets none that was made before.
  async function sendDigest({ recipient, area, figures }: Digest, signal: AbortSignal): Promise<Receipt> {
    const { coordinators, networks } = await directory.current();
    const own = coordinators.filter((one) => one.personId === recipient).map((one) => one.area);
    if (!own.includes(area)) return nowhere;
    const neighbour = networks.at(-1)?.registeredBy ?? recipient;
    return reach(signal, recipient, neighbour, ({ connector, conversation, person }) => {
      if (person?.digest?.isWanted === false) return Promise.resolve(nowhere);
      const reader = { personId: recipient, locale: person?.locale ?? 'fi', areas: areasLookedAfter(own) };
      return post(
        signal,
        connector,
        conversation,
        figures.scope === 'area' ? digestView(figures, reader) : nationalDigestView(figures, reader),
      );
    });
  }

  async function postChannelCard(consultation: Consultation, index: number, signal: AbortSignal): Promise<Receipt> {
    const card = cardAt(consultation, index);
    const activity = messageOf(await channelView(consultation, index));
    const channelData = { channel: { id: card.channel }, tenant: { id: card.tenantId } };
    const parameters = { isGroup: true, channelData, tenantId: card.tenantId, activity } as ConversationParameters;
    const { conversations } = await connectorFor(card.serviceUrl);
    const { id } = await timely(signal, card.channel, (options) => conversations.createConversation(parameters, options));
    return { conversation: id, activity: id.split(';messageid=')[1] ?? null };
  }

  async function refreshChannelCard(consultation: Consultation, index: number, signal: AbortSignal): Promise<Receipt> {
    const { thread, activity, serviceUrl } = cardAt(consultation, index);
    if (!thread || !activity) return nowhere;
    return update(signal, await connectorFor(serviceUrl), thread, activity, await channelView(consultation, index));
  }

  async function channelView(consultation: Consultation, card: number): Promise<View> {
    const current = await directory.current();
    const locale = cardAt(consultation, card).languages[0] ?? 'fi';
    const alsoFor = await teamsIdsOf(coordinatorsOf(current, consultation.area, consultation.requester.id));
    return channelCardView({ consultation, card, viewer: { actor: null, locale, at: clock.now() }, alsoFor });
  }

  async function postInThread(
    consultation: Consultation,
    { card, entry }: Extract<Telling, { type: 'thread-post' }>,
    signal: AbortSignal,
  ): Promise<Receipt> {
    const { thread, serviceUrl, languages } = cardAt(consultation, card);
    if (!thread) throw new DeliveryError(unaddressed);
    const locale = languages[0] ?? 'fi';
    const view = threadPostView({ consultation, seq: entry, card, locale, directory: await directory.current() });
    const { conversations } = await connectorFor(serviceUrl);
    const say = (activity: Activity) => timely(signal, thread, (options) => conversations.sendToConversation(thread, activity, options));
    const { id } = await say(inThread(view)).catch(async (error) => {
      const absent = failureOf(error)?.status === 400 ? await findAbsent(cardAt(consultation, card), view.mentioned) : [];
      if (absent.length === 0) throw error;
      return say(inThread(withoutMentions(view, absent)));
    });
    return { conversation: thread, activity: id };
  }

  async function tellAsker(
    consultation: Consultation,
    telling: Extract<Telling, { type: `status-card${string}` | 'asker-post' }>,
    signal: AbortSignal,
  ): Promise<Receipt> {
    return reach(signal, consultation.requester.id, consultation.requester.id, ({ connector, conversation, person }) => {
      const locale = person?.locale ?? 'fi';
      const viewer = { actor: askerOf(consultation, locale), locale, at: clock.now() };
      if (telling.type === 'asker-post') return post(signal, connector, conversation, askerPostView(consultation, telling.entry, viewer));
      const view = statusCardView(consultation, viewer);
      if (telling.type === 'status-card') return post(signal, connector, conversation, view);
      return consultation.statusActivity
        ? update(signal, connector, conversation, consultation.statusActivity, view)
        : Promise.resolve(nowhere);
    });
  }

  async function postToCoordinator(consultation: Consultation, personId: string, signal: AbortSignal): Promise<Receipt> {
    const current = await directory.current();
    const coordinates = areasOf(current, personId);
    return reach(signal, personId, consultation.requester.id, ({ connector, conversation, person }) => {
      const locale = person?.locale ?? 'fi';
      const teamsId = person?.teamsId ?? '';
      const actor: Actor = { person: { id: personId, teamsId, name: '' }, locale, isMember: false, coordinates };
      // It may have gone to another area while the notice waited.
      if (!maySee(actor, consultation)) return Promise.resolve(nowhere);
      const viewer = { actor, locale, at: clock.now() };
      return post(signal, connector, conversation, coordinatorCaseView({ consultation, viewer, teamsId, directory: current }));
    });
  }

  async function post(signal: AbortSignal, { conversations }: ConnectorClient, conversation: string, view: View): Promise<Receipt> {
    const { id } = await timely(signal, conversation, (options) =>
      conversations.sendToConversation(conversation, messageOf(view) as Activity, options),
    );
    return { conversation, activity: id };
  }

  async function update(
    signal: AbortSignal,
    { conversations }: ConnectorClient,
    conversation: string,
    activity: string,
    view: View,
  ): Promise<Receipt> {
    await timely(signal, conversation, (options) =>
      conversations.updateActivity(conversation, activity, messageOf(view) as Activity, options),
    );
    return { conversation, activity };
  }

  // Whatever a send has waited for, Teams is asked nothing more of it when its time is up.
  function timely<T>(abortSignal: AbortSignal, conversation: string, ask: Ask<T>): Promise<T> {
    return paced(conversation, () => ask({ abortSignal }));
  }

  async function teamsIdsOf(personIds: string[]): Promise<string[]> {
    const people = await Promise.all(personIds.map((id) => directory.person(id)));
    return people.flatMap((person) => (person ? [person.teamsId] : []));
  }
}

/** A post in a thread as Teams takes it: each mention is an entity, too. */
export function inThread({ text, mentioned }: ThreadPost): Activity {
  const entities = mentioned.map(({ teamsId, name }) => ({
    type: 'mention',
    text: `<at>${escapeXml(name)}</at>`,
    mentioned: { id: teamsId, name },
  }));
  return { type: ActivityTypes.Message, text, textFormat: 'xml', entities } as Partial<Activity> as Activity;
}

/** The asker as an actor on their own card. */
export function askerOf({ requester }: Consultation, locale: Actor['locale']): Actor {
  return { person: requester, locale, isMember: false, coordinates: [] };
}

function messageOf(view: View): Partial<Activity> {
  return { type: ActivityTypes.Message, attachments: [attach(view)], summary: view.data.summary };
}

function cardAt({ cards }: Consultation, index: number): ChannelCard {
  const card = cards[index];
  if (!card) throw new RangeError(`no channel card ${index}`);
  return card;
}

// An error of our own stays what it is.
async function asDelivery<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const failure = failureOf(cause);
    throw failure ? new DeliveryError(failure, { cause }) : cause;
  }
}
