import type { ChatView } from '../contract.ts';
import { linkTo } from './address.ts';
import { avatar } from './avatar.ts';
import { createComposer } from './composer.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { createMessageList } from './message-list.ts';
import { isOwn } from './message-view.ts';
import { type Session, sentenceOf } from './session.ts';

const typingShownFor = 8000;
const pageLimit = 50;

/** The main pane while one conversation is open. */
export type Conversation = Awaited<ReturnType<typeof openConversation>>;

/**
 * Fetches a conversation and draws it.
 *
 * @param session who opens it
 * @param conversation which
 * @returns the element, `refresh` to fetch it anew, `typing` to show that the bot writes, and `focus`
 * @throws the server's sentence if the person has no such conversation
 */
export async function openConversation(session: Session, conversation: string) {
  const { words, world, person, api } = session;
  let pages = 1;
  let asked = 0;
  let typingUntil: ReturnType<typeof setTimeout> | undefined;
  let chat = await fetchPages();

  const list = createMessageList(session, conversation);
  const composer = createComposer(session, { conversation, label: composerLabel(), mentions: chat.kind === 'channel' });
  const older = h('button', { type: 'button', class: 'quiet older', onclick: showOlder }, words.older);
  const empty = emptyNotice();
  const scroller = h('div', { class: 'scroller', onscroll: hidePill }, older, empty, list.element);
  const pill = h('button', { type: 'button', class: 'pill', hidden: true, onclick: scrollToEnd }, icon('down'), words.newMessages);
  const typing = h('p', { class: 'typing', role: 'status' });
  const skip = h('a', { class: 'skip', href: '#composer', onclick: skipToComposer }, words.toComposer);
  const element = h(
    'main',
    { class: `conversation ${chat.kind}` },
    skip,
    header(),
    scroller,
    h('div', { class: 'foot' }, pill, typing, composer.element),
  );
  draw();

  return { element, conversation, title: chat.title, refresh, typing: showTyping, focus: composer.focus, scrollToEnd };

  function header(): HTMLElement {
    const back = h(
      'a',
      { class: 'tool back', href: linkTo({ as: person.id, chat: null }), 'aria-label': words.back, title: words.back, onclick: goBack },
      icon('back'),
    );
    const face =
      chat.kind === 'personal'
        ? avatar({ ...world.bot, bot: true })
        : h('span', { class: 'channel-mark', 'aria-hidden': 'true' }, icon('channel'));
    const team = world.teams.find((candidate) => candidate.channels.some((channel) => channel.id === conversation));
    const title = h('div', { class: 'titles' }, h('h1', {}, chat.title), team ? h('p', {}, team.name) : null);
    return h('header', { class: 'pane-head' }, back, face, title);
  }

  function composerLabel(): string {
    return chat.kind === 'personal' ? words.writeTo(world.bot.name) : words.writePost(chat.title);
  }

  function emptyNotice(): HTMLElement {
    const [title, hint] =
      chat.kind === 'personal'
        ? [words.emptyChat(world.bot.name), words.emptyChatHint]
        : [words.emptyChannel, words.emptyChannelHint(world.bot.name)];
    return h('div', { class: 'empty' }, avatar({ ...world.bot, bot: true }), h('p', { class: 'empty-title' }, title), h('p', {}, hint));
  }

  function draw(): void {
    const atEnd = isAtEnd();
    older.hidden = !chat.more;
    empty.hidden = chat.messages.length > 0;
    const fresh = list.update(chat);
    if (fresh.some((message) => message.from.bot)) hideTyping();
    if (chat.typing) showTyping();
    const own = fresh.some((message) => isOwn(session, message) && chat.messages.includes(message));
    if (atEnd || own) scrollToEnd();
    else if (fresh.length > 0) pill.hidden = false;
  }

  async function refresh(): Promise<void> {
    asked += 1;
    const turn = asked;
    const fetched = await fetchPages();
    // An answer that is overtaken by a later question is old news.
    if (turn !== asked) return;
    chat = fetched;
    draw();
  }

  async function fetchPages(): Promise<ChatView> {
    const fetched = await api.chat(conversation);
    for (let page = 1; page < Math.min(pages, pageLimit) && fetched.more; page += 1) {
      const earlier = await api.chat(conversation, fetched.messages[0]?.id);
      fetched.messages.unshift(...earlier.messages);
      fetched.more = earlier.more;
    }
    return fetched;
  }

  async function showOlder(): Promise<void> {
    pages += 1;
    const fromEnd = scroller.scrollHeight - scroller.scrollTop;
    await refresh().catch((error) => session.toast(sentenceOf(error), 'error'));
    scroller.scrollTop = scroller.scrollHeight - fromEnd;
  }

  function showTyping(): void {
    clearTimeout(typingUntil);
    typingUntil = setTimeout(hideTyping, typingShownFor);
    if (typing.childElementCount > 0) return;
    typing.replaceChildren(
      h('span', { class: 'dots', 'aria-hidden': 'true' }, h('i'), h('i'), h('i')),
      h('span', {}, words.typing(world.bot.name)),
    );
  }

  function hideTyping(): void {
    clearTimeout(typingUntil);
    typing.replaceChildren();
  }

  function isAtEnd(): boolean {
    return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80;
  }

  function scrollToEnd(): void {
    scroller.scrollTop = scroller.scrollHeight;
    pill.hidden = true;
  }

  function hidePill(): void {
    if (isAtEnd()) pill.hidden = true;
  }

  function skipToComposer(event: Event): void {
    event.preventDefault();
    composer.focus();
  }

  function goBack(event: Event): void {
    event.preventDefault();
    session.go(null);
  }
}
