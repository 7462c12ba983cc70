import type { Activities, Bot, Place } from './activities.ts';
import { ok, read, refuse } from './api-answers.ts';
import {
  Block,
  Change,
  ChannelChange,
  Client,
  ConsentBody,
  DialectBody,
  Extension,
  FaultBody,
  Forward,
  Install,
  Members,
  Policy,
  PressBody,
  Say,
  SendRaw,
  StartWeeks,
  TeamChange,
} from './api-requests.ts';
import type { Consents } from './consents.ts';
import type { ClockView, Command, Person, Team, WeeksView } from './contract.ts';
import type { Dialogs } from './dialogs.ts';
import type { Events } from './events.ts';
import type { Faults } from './faults.ts';
import type { HttpAnswer, HttpRequest, Route } from './http.ts';
import { elsewhereIdOf } from './identity.ts';
import type { Introductions } from './introductions.ts';
import type { Outbound } from './outbound.ts';
import type { Presses } from './press.ts';
import type { Refresher } from './refresh.ts';
import type { Conversation, State, StoredMessage } from './state.ts';
import type { TeamChanges } from './team-changes.ts';
import type { Timeline } from './timeline.ts';
import type { Traffic } from './traffic.ts';
import { pageOf, type Views } from './views.ts';
import type { Weeks } from './weeks/player.ts';

export type ApiDeps = {
  bot: Bot;
  commands: Command[];
  state: State;
  activities: Activities;
  outbound: Outbound;
  introductions: Introductions;
  views: Views;
  refresher: Refresher;
  presses: Presses;
  dialogs: Dialogs;
  faults: Faults;
  traffic: Traffic;
  events: Events;
  timeline: Timeline;
  consents: Consents;
  teamChanges: TeamChanges;
  weeks: Weeks;
};

/** The HTTP API under `/api/`, that plays the people: docs/local-teams.md says what each call does. */
export function apiRoutes(deps: ApiDeps): Route[] {
  const { bot, commands, state, activities, outbound, introductions, views, refresher, presses, dialogs, faults, traffic, events } = deps;
  const { timeline, consents, teamChanges, weeks } = deps;
  const { people } = state;
  const botId = `28:${bot.id}`;

  return [
    ['GET', '/api/world', () => ok({ ...people.world, bot, commands })],
    ['GET', '/api/chats', (request) => ok({ chats: views.chats(personOf(request)) })],
    ['GET', '/api/chat', chat],
    ['POST', '/api/say', async (request) => ok(await say(read(Say, request)))],
    ['POST', '/api/change', async (request) => ok(await change(read(Change, request)))],
    ['POST', '/api/client', (request) => ok(setClient(read(Client, request)))],
    ['POST', '/api/press', async (request) => ok({ result: await press(read(PressBody, request)) })],
    ['POST', '/api/consent', async (request) => ok({ result: await consent(read(ConsentBody, request)) })],
    ['GET', '/api/dialog', (request) => ok(dialogs.get(personOf(request)))],
    ['DELETE', '/api/dialog', (request) => ok(dialogs.close(personOf(request)))],
    ['POST', '/api/extension', async (request) => ok({ result: await extend(read(Extension, request)) })],
    ['POST', '/api/send-raw', async (request) => ok(await sendRaw(read(SendRaw, request)))],
    ['POST', '/api/install', async (request) => ok(await install(read(Install, request)))],
    ['POST', '/api/block', (request) => ok(block(read(Block, request)))],
    ['POST', '/api/policy', (request) => ok(void Object.assign(people.world, read(Policy, request)))],
    ['POST', '/api/members', async (request) => ok(await changeMembers(read(Members, request)))],
    ['POST', '/api/dialect', (request) => ok(void Object.assign(people.world, read(DialectBody, request)))],
    ['POST', '/api/teams', async (request) => ok(await changeTeam(read(TeamChange, request)))],
    ['POST', '/api/channels', async (request) => ok(await changeChannel(read(ChannelChange, request)))],
    ['POST', '/api/faults', (request) => ok(faults.add(read(FaultBody, request)))],
    ['DELETE', '/api/faults', () => ok(faults.clear())],
    ['GET', '/api/traffic', ({ query }) => ok({ entries: traffic.after(Number(query.get('after') ?? 0)) })],
    ['GET', '/api/clock', () => ok(timeline.view())],
    ['POST', '/api/clock/forward', async (request) => ok(await forward(read(Forward, request)))],
    ['GET', '/api/weeks', () => ok(weeks.view())],
    ['POST', '/api/weeks', (request) => ok(startWeeks(read(StartWeeks, request).days))],
    ['DELETE', '/api/weeks', async () => ok(await stopWeeks())],
    ['POST', '/api/settle', async () => ok(await outbound.settle())],
    ['GET', '/api/events', (request) => ({ take: (response) => events.listen(personOf(request).id, response) })],
  ];

  async function forward(jump: Forward): Promise<ClockView> {
    await introductions.introduceAll();
    const refused = await timeline.forward('to' in jump ? jump.to : jump.ms);
    if (refused !== null) throw refuse(refused, 409);
    return timeline.view();
  }

  function startWeeks(days: number): WeeksView {
    const refused = weeks.start(days);
    if (refused !== null) throw refuse(refused, 409);
    return weeks.view();
  }

  async function stopWeeks(): Promise<WeeksView> {
    await weeks.stop();
    return weeks.view();
  }

  async function chat(request: HttpRequest): Promise<HttpAnswer> {
    const person = personOf(request);
    const { conversation, root } = placeOf(person, request.query.get('conversation') ?? '');
    const before = request.query.get('before');
    const which = { ...(before === null ? {} : { before }), ...(root === undefined ? {} : { thread: root }) };
    const hasBot = people.standing(conversation) !== 'without bot';
    if (hasBot) await introductions.introduce(person, conversation);
    const shown = pageOf(conversation, which).threads.flat();
    if (hasBot) await refresher.refresh(person, conversation, shown);
    state.markRead(conversation, person.id);
    return ok(views.chat(person, conversation, pageOf(conversation, which)));
  }

  async function say({ as, conversation: id, text, mention, mentions: others, quotes, attached, forwards, thread }: Say) {
    const person = find(as);
    if (text === '' && !mention && attached.length === 0 && forwards === null) throw refuse('There is nothing to say.');
    const { conversation, root } = placeOf(person, id);
    const personal = conversation.kind === 'personal';
    if (personal && !people.mayTalk(person, conversation.messages.length > 0)) throw refuse(`${person.name} does not have the bot.`);
    const into = personal ? undefined : (thread ?? root);
    if (into !== undefined && !conversation.threads.has(into)) throw refuse(`There is no thread ${into}.`, 404);
    if (people.standing(conversation) === 'read-only') throw refuse('The team has been archived: nobody can write there.', 403);
    if (mention) reachBot(conversation);
    await introductions.introduce(person, conversation);
    const mentions = [...(mention ? [{ id: botId, name: bot.name }] : []), ...others.map(find).map(({ id, name }) => ({ id, name }))];
    const carried = { quotes: quotes === undefined ? null : quoted(person, conversation, quotes), attached, forwards };
    const content = { text, textFormat: 'plain' as const, mentions, card: null, file: null, carried };
    const message = state.append(conversation, person.id, content, into);
    tellChange(conversation);
    // Teams shows a bot what is said in a channel only if it is mentioned.
    if (!personal && !mention) return { id: message.id };
    const { status } = await outbound.deliver(activities.message(person, { conversation, root: message.root }, message));
    return { id: message.id, status };
  }

  function quoted(person: Person, conversation: Conversation, id: string) {
    const { message } = messageOf(person, conversation.id, id);
    const author = message.author === null ? undefined : find(message.author);
    return { id, senderId: author?.teamsId ?? botId, senderName: author?.name ?? bot.name, text: message.text ?? '' };
  }

  async function change({ as, conversation: id, message: messageId, ...what }: Change) {
    const person = find(as);
    const { conversation } = placeOf(person, id);
    const message = conversation.byId.get(messageId);
    if (message?.author !== as || message.deleted !== (what.change === 'undelete')) throw refuse(`There is no message ${messageId}.`, 404);
    if (what.change === 'edit') state.edit(message, { ...message, text: what.text });
    else state.setDeleted(message, what.change === 'delete');
    tellChange(conversation);
    if (conversation.kind === 'channel' && !message.mentions.some((mention) => mention.id === botId)) return {};
    const event = ({ edit: 'editMessage', delete: 'softDeleteMessage', undelete: 'undeleteMessage' } as const)[what.change];
    const { status } = await outbound.deliver(activities.change(person, { conversation, root: message.root }, message, event));
    return { status };
  }

  function setClient({ as, refreshes }: { as: string; refreshes: boolean }): void {
    find(as).refreshes = refreshes;
  }

  async function press({ as, conversation: id = '', message, title, nth, inputs, unchecked }: PressBody) {
    const person = find(as);
    if (message === 'dialog') return presses.inDialog(person, { title, nth, inputs, unchecked });
    const { place, message: pressed } = messageOf(person, id, message);
    reachBot(place.conversation);
    await introductions.introduce(person, place.conversation);
    return presses.onMessage(person, place, pressed, { title, nth, inputs, unchecked });
  }

  async function consent({ as, conversation: id, message, action }: ConsentBody) {
    const person = find(as);
    const { place, message: offered } = messageOf(person, id, message);
    return consents.answer(person, place.conversation, offered, action);
  }

  async function extend({ as, command, conversation: id, message, elsewhere }: Extension) {
    const person = find(as);
    if (elsewhere) {
      const kind = elsewhere === 'colleague' ? 'colleague' : 'group';
      return dialogs.extend(person, { conversation: { id: elsewhereIdOf(elsewhere, person.id), kind, owner: person.id } }, command);
    }
    const place = placeOf(person, id ?? state.personalChat(person.id).id);
    reachBot(place.conversation);
    await introductions.introduce(person, place.conversation);
    if (message === undefined) return dialogs.extend(person, place, command);
    const { place: thread, message: chosen } = messageOf(person, place.conversation.id, message);
    return dialogs.extend(person, thread, command, chosen);
  }

  async function sendRaw({ activity, authorization, headers, body }: SendRaw) {
    const own = authorization === undefined ? headers : { ...headers, authorization };
    const answer = await outbound.raw(body ?? JSON.stringify(activity ?? {}), own);
    return { status: answer.status, body: answer.body };
  }

  async function install({ as, installed }: Install): Promise<void> {
    const person = find(as);
    if (person.installed === installed) return;
    people.setInstalled(person, installed);
    state.changed();
    await (installed ? introductions.introduce(person, state.personalChat(person.id)) : introductions.dismiss(person));
  }

  /** Whoever has blocked the bot gets nothing of it; it hears nothing of that. */
  function block({ as, blocked }: Block): void {
    const { id } = find(as);
    if (blocked) people.blockers.add(id);
    else people.blockers.delete(id);
    state.changed();
  }

  async function changeMembers({ add, remove, ...where }: Members): Promise<void> {
    if ('team' in where) return teamChanges.changeMembers(teamOf(where.team), add.map(find), remove.map(find));
    teamChanges.changeChannelMembers(channelOf(where.channel), add.map(find), remove.map(find));
  }

  async function changeTeam(change: TeamChange): Promise<void> {
    const refused = await teamChanges.changeTeam(teamOf(change.team), change);
    if (refused !== null) throw refuse(refused, 409);
  }

  async function changeChannel(change: ChannelChange): Promise<void> {
    const refused = await teamChanges.changeChannel(channelOf(change.channel), change);
    if (refused !== null) throw refuse(refused, 409);
  }

  function channelOf(id: string): Conversation {
    const conversation = state.find(id);
    if (conversation?.kind !== 'channel') throw refuse(`There is no channel ${id}.`, 404);
    return conversation;
  }

  function teamOf(id: string): Team {
    const team = people.team(id);
    if (!team || team.gone) throw refuse(`There is no team ${id}.`, 404);
    return team;
  }

  function tellChange(conversation: Conversation): void {
    const readers = people.members(conversation).map((person) => person.id);
    events.tell(readers, { type: 'changed', conversation: conversation.id });
  }

  function find(id: string): Person {
    const person = people.find(id);
    if (!person) throw refuse(`Nobody has the id ${id}.`, 404);
    return person;
  }

  function personOf({ query }: HttpRequest): Person {
    return find(query.get('as') ?? '');
  }

  function reachBot(conversation: Conversation): void {
    if (people.world.disabled) throw refuse(`The administrator has blocked ${bot.name}.`, 403);
    if (people.standing(conversation) === 'without bot') throw refuse(`${bot.name} is not in this team.`, 403);
  }

  /** A conversation, or a thread of it, that the person takes part in. */
  function placeOf(person: Person, id: string): Place {
    const conversation = state.find(id);
    if (!conversation || people.standing(conversation) === 'gone') throw refuse(`There is no conversation ${id}.`, 404);
    if (!people.belongs(person, conversation)) throw refuse(`${person.name} is not in this conversation.`, 403);
    const root = id.split(';messageid=')[1];
    return { conversation, ...(root === undefined ? {} : { root }) };
  }

  function messageOf(person: Person, id: string, messageId: string): { place: Place; message: StoredMessage } {
    const { conversation } = placeOf(person, id);
    const message = conversation.byId.get(messageId);
    if (!message || message.deleted) throw refuse(`There is no message ${messageId}.`, 404);
    return { place: { conversation, root: message.root }, message };
  }
}
