import * as z from 'zod/v4';
import { BotActivity, contentOfMessage } from './bot-message.ts';
import { account, bad, channelsOf, details, error, rosterPage } from './connector-answers.ts';
import type { ConnectorHandler, Guard } from './connector-guard.ts';
import type { Person, Team } from './contract.ts';
import { errorBody } from './dialects.ts';
import type { Drive } from './drive.ts';
import type { Events } from './events.ts';
import type { FilePlace } from './file-cards.ts';
import { HttpError, type HttpRequest, type Route } from './http.ts';
import { NewConversation } from './new-conversation.ts';
import { createLimiter, MEMBER_QUOTAS, THREAD_QUOTAS } from './quotas.ts';
import { MAX_MESSAGE_BYTES } from './rules.ts';
import type { Content, Conversation, State, StoredMessage } from './state.ts';
import type { BotClock } from './timeline.ts';

const TYPING_MS = 8_000;

type ConnectorDeps = {
  drive: Drive;
  supportsFiles: boolean;
  state: State;
  events: Events;
  clock: Pick<BotClock, 'elapsed'>;
  serviceUrl: () => string;
  guard: Guard;
};

/** The Bot Connector REST service under `/connector/`, as far as a bot in Teams uses it. */
export function connectorRoutes({ drive, supportsFiles, state, events, clock, serviceUrl, guard }: ConnectorDeps): Route[] {
  const writes = createLimiter(THREAD_QUOTAS, clock.elapsed);
  const lookUps = createLimiter(MEMBER_QUOTAS, clock.elapsed);
  const { people } = state;

  const routes: [string, string, ConnectorHandler][] = [
    ['POST', '/v3/conversations', create],
    ['POST', '/v3/conversations/:id/activities', post],
    ['POST', '/v3/conversations/:id/activities/:activity', post],
    ['PUT', '/v3/conversations/:id/activities/:activity', update],
    ['DELETE', '/v3/conversations/:id/activities/:activity', remove],
    [
      'GET',
      '/v3/conversations/:id/members',
      ({ params }) => ({ status: 200, body: roster(params.id).map((person) => account(person, people.world)) }),
    ],
    ['GET', '/v3/conversations/:id/members/:member', member],
    ['GET', '/v3/conversations/:id/pagedmembers', pagedMembers],
    ['GET', '/v3/teams/:id', ({ params }) => ({ status: 200, body: details(team(params.id)) })],
    ['GET', '/v3/teams/:id/conversations', ({ params }) => ({ status: 200, body: { conversations: channelsOf(team(params.id)) } })],
  ];
  return routes.map(([method, pattern, handler]) => [method, `/connector${pattern}`, guard(handler)]);

  /** A new thread in a channel, or the chat with one person (again and again the same). */
  function create(request: HttpRequest) {
    const body = NewConversation.safeParse(request.json);
    if (!body.success) throw bad(z.prettifyError(body.error));
    const channelId = body.data.channelData?.channel?.id;
    return channelId === undefined ? createChat(body.data, request) : createThread(channelId, body.data, request);
  }

  function createThread(channelId: string, { activity }: NewConversation, { text }: HttpRequest) {
    const channel = conversation(channelId);
    if (channel.kind !== 'channel') throw bad(`${channelId} is no channel.`);
    if (!activity) throw bad('A new thread needs an activity to begin with.');
    take(writes, channel.id);
    mayWrite(channel);
    const { id } = say(channel, contentOf(channel, activity, text));
    return { status: 201, body: { id: `${channel.id};messageid=${id}`, activityId: id, serviceUrl: serviceUrl() } };
  }

  function createChat({ members, tenantId, channelData, activity }: NewConversation, { text }: HttpRequest) {
    const tenant = channelData?.tenant?.id ?? tenantId;
    if (tenant !== people.world.tenantId) throw bad(`Tenant ${tenant} is not this bot’s.`);
    const person = members?.length === 1 ? people.find(members[0]?.id ?? '') : undefined;
    if (members?.length === 1 && !person && isSecret(members[0]?.id)) throw undecipherable('pairwise id');
    if (!person) throw bad('A chat needs exactly one member who is known in the tenant.');
    const chat = state.personalChat(person.id);
    if (!people.reachable(person)) throw notInRoster();
    take(writes, chat.id);
    mayWrite(chat);
    const activityId = activity ? say(chat, contentOf(chat, activity, text)).id : undefined;
    return { status: 201, body: { id: chat.id, ...(activityId ? { activityId } : {}), serviceUrl: serviceUrl() } };
  }

  function post(request: HttpRequest) {
    const { id = '', activity: replyTo } = request.params;
    const place = conversation(id);
    const root = rootOf(place, id, replyTo);
    const activity = activityOf(request);
    take(writes, threadId(place, root));
    mayWrite(place);
    if (activity.type === 'typing') return typing(place);
    if (activity.type !== 'message') throw bad(`Teams takes no activity of type ${activity.type}.`);
    return { status: 201, body: { id: say(place, contentOf(place, activity, request.text), root).id } };
  }

  function update(request: HttpRequest) {
    const { place, message } = own(request);
    const activity = activityOf(request);
    take(writes, threadId(place, message.root));
    mayWrite(place);
    state.edit(message, contentOf(place, activity, request.text));
    tellChange(place);
    return { status: 200, body: { id: message.id } };
  }

  function remove(request: HttpRequest) {
    const { place, message } = own(request);
    take(writes, threadId(place, message.root));
    mayWrite(place);
    state.remove(message);
    tellChange(place);
    return { status: 200 };
  }

  function member({ params }: HttpRequest) {
    const place = conversation(params.id);
    take(lookUps, place.id);
    const person = people.find(params.member ?? '');
    if (!person && isSecret(params.member)) throw undecipherable('pairwise id');
    if (!person || !people.belongs(person, place)) throw error(404, 'MemberNotFoundInConversation', 'Member not found in conversation.');
    return { status: 200, body: account(person, people.world) };
  }

  function pagedMembers({ params, query }: HttpRequest) {
    return { status: 200, body: rosterPage(roster(params.id), query, people.world) };
  }

  function roster(id: string | undefined): Person[] {
    const place = conversation(id);
    take(lookUps, place.id);
    return people.members(place);
  }

  function typing(place: Conversation) {
    place.typingUntil = state.now() + TYPING_MS;
    events.tell(readers(place), { type: 'typing', conversation: place.id });
    return { status: 201, body: { id: String(state.now()) } };
  }

  function say(place: Conversation, content: Content, root?: string): StoredMessage {
    const message = state.append(place, null, content, place.kind === 'channel' ? root : undefined);
    tellChange(place);
    return message;
  }

  function tellChange(place: Conversation): void {
    events.tell(readers(place), { type: 'changed', conversation: place.id });
  }

  function readers(place: Conversation): string[] {
    return people.members(place).map((person) => person.id);
  }

  function filesIn({ kind, owner }: Conversation): FilePlace {
    const holds = (id: string) => drive.files.get(id)?.owner === owner;
    if (!supportsFiles) return { refusal: 'The app’s manifest does not say supportsFiles: true.', holds };
    return { refusal: kind === 'personal' ? null : 'File cards work in personal chats only.', holds };
  }

  function contentOf(place: Conversation, activity: BotActivity, text: string): Content {
    if (Buffer.byteLength(text) > MAX_MESSAGE_BYTES) throw error(413, 'MessageSizeTooBig', 'Message size too large.');
    const member = (id: string) => {
      const person = people.find(id);
      return person && people.belongs(person, place) ? person : null;
    };
    const content = contentOfMessage(activity, member, filesIn(place));
    if ('problem' in content) throw bad(content.problem);
    return content;
  }

  function mayWrite(place: Conversation): void {
    if (place.kind === 'personal' && people.blockers.has(place.owner))
      throw error(403, 'ConversationBlockedByUser', 'User blocked the conversation with the bot.');
    const hasLeft = place.kind === 'personal' && people.removers.has(place.owner);
    if (hasLeft) throw error(403, 'MessageWritesBlocked', 'Thread does not allow message writes from this bot: the person has removed it.');
    if (people.standing(place) === 'read-only')
      throw error(403, 'MessageWritesBlocked', 'Thread does not allow message writes: the team has been archived.');
  }

  function conversation(id = ''): Conversation {
    const found = state.find(id);
    const [, root] = id.split(';messageid=');
    // Chats of people with each other: a message extension may be opened there, but the bot is no part of them (botbuilder-dotnet #2976).
    if (/@(thread\.v2|unq\.gbl\.spaces)$/.test(id)) throw notInRoster();
    if (!found && isSecret(id)) throw undecipherable('conversation id');
    if (!found || people.standing(found) === 'gone' || (root !== undefined && !found.threads.has(root)))
      throw error(404, 'ConversationNotFound', `Conversation ${id} not found.`);
    if (people.standing(found) === 'without bot') throw notInRoster();
    return found;
  }

  function own({ params }: HttpRequest) {
    const place = conversation(params.id);
    const message = place.byId.get(params.activity ?? '');
    if (!message || message.deleted) throw error(404, 'ActivityNotFoundInConversation', `Activity ${params.activity} not found.`);
    if (message.author !== null) throw error(403, 'BotNotAuthor', 'The bot did not write this activity.');
    return { place, message };
  }

  function team(id = ''): Team {
    const found = people.team(id);
    if (!found || found.deleted) throw error(404, 'NotFound', `Team ${id} not found.`);
    if (found.withoutBot) throw notInRoster();
    return found;
  }
}

function notInRoster(): HttpError {
  return error(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');
}

/**
 * Ids of chats and people are ciphers, which Teams made for this bot alone. Sources of the code and the words: agents-toolkit #11988 (403, of a
 * conversation), msteams-docs #7424 (of a person).
 */
function undecipherable(what: 'conversation id' | 'pairwise id'): HttpError {
  return error(403, 'BadArgument', `Failed to decrypt ${what}`);
}

function isSecret(id = ''): boolean {
  return /^(a|29):/.test(id);
}

/** The thread that a message goes to: the one of the conversation id, or of what it replies to; undefined begins one. */
function rootOf(place: Conversation, id: string, replyTo: string | undefined): string | undefined {
  return id.split(';messageid=')[1] ?? place.byId.get(replyTo ?? '')?.root;
}

function threadId(place: Conversation, root: string | undefined): string {
  return place.kind === 'channel' && root !== undefined ? `${place.id};messageid=${root}` : place.id;
}

function activityOf(request: HttpRequest): BotActivity {
  const parsed = BotActivity.safeParse(request.json);
  if (!parsed.success) throw bad(z.prettifyError(parsed.error));
  return parsed.data;
}

function take(limiter: ReturnType<typeof createLimiter>, key: string): void {
  const seconds = limiter.take(key);
  if (seconds === null) return;
  throw new HttpError(429, errorBody('TooManyRequests', 'API calls quota exceeded.'), { 'retry-after': String(seconds) });
}
