import type { ChatHead, Person, PressResult, TeamsEvent } from '../contract.ts';
import { isNarrow, linkTo, readAddress } from './address.ts';
import { createApi, fetchWorld, type PageWorld } from './api.ts';
import { type Conversation, openConversation } from './conversation.ts';
import { createDialogView } from './dialog-view.ts';
import { h } from './dom.ts';
import { createRail } from './rail.ts';
import { type Session, sentenceOf } from './session.ts';
import { createToasts } from './toast.ts';
import { wordsFor } from './words.ts';
import { createWorkshop } from './workshop.ts';

const quietFor = 60;

/**
 * The client of one person: rail, conversation, dialog and workshop, kept up to date by the server's events.
 *
 * @param world who and what there is
 * @param person in whose place one looks
 * @returns the page
 */
export function createClient(world: PageWorld, person: Person): HTMLElement {
  const words = wordsFor(person.locale);
  document.documentElement.lang = person.locale;
  const { element: toasts, toast, announce } = createToasts(words);
  const session: Session = { world, person, words, api: createApi(person.id), go, refresh, follow, toast, announce };
  const workshop = createWorkshop(session);
  const rail = createRail(session, workshop.toggle);
  const dialog = createDialogView(session, () => open?.conversation ?? chats[0]?.conversation ?? '');
  const pane = h('div', { class: 'pane' });
  const element = h('div', { class: 'client' }, rail.element, pane, workshop.element, dialog.element, toasts);
  let chats: ChatHead[] = [];
  let open: Conversation | null = null;
  let shows = 0;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  addEventListener('popstate', () => void show(readAddress().chat));
  session.api.listen(hear, catchUp);
  void begin();
  return element;

  async function begin(): Promise<void> {
    await show(readAddress().chat);
    await fetchDialog().catch(complain);
  }

  function go(conversation: string | null): void {
    history.pushState(null, '', linkTo({ as: person.id, chat: conversation }));
    void show(conversation);
  }

  /** Shows a conversation; without one the first where there is room for both panes, the list alone on a phone. */
  async function show(asked: string | null): Promise<void> {
    shows += 1;
    const turn = shows;
    try {
      chats = await session.api.chats();
      const conversation = asked ?? (isNarrow() ? null : (chats[0]?.conversation ?? null));
      const opened = conversation === null ? null : await openConversation(session, conversation);
      // Somebody who presses two chats in a row wants the second, whichever comes first.
      if (turn !== shows) return;
      if (opened) await showConversation(opened);
      else showList();
    } catch (error) {
      if (turn === shows) showProblem(asked, sentenceOf(error));
    }
  }

  async function showConversation(opened: Conversation): Promise<void> {
    open = opened;
    pane.replaceChildren(open.element);
    element.dataset.pane = 'chat';
    document.title = `${open.title} – ${person.name}`;
    open.scrollToEnd();
    if (!isNarrow()) open.focus();
    await drawRail();
  }

  function showList(): void {
    const cameBack = open !== null;
    open = null;
    pane.replaceChildren(chats.length > 0 ? '' : h('main', { class: 'problem' }, h('p', {}, words.notInstalled(world.bot.name))));
    element.dataset.pane = 'list';
    document.title = `${words.chats} – ${person.name}`;
    rail.update(chats, null);
    if (cameBack) rail.focus();
  }

  function showProblem(asked: string | null, sentence: string): void {
    open = null;
    const again = h('button', { type: 'button', class: 'primary', onclick: () => void show(asked) }, words.tryAgain);
    const back = h('a', { href: linkTo({ as: person.id, chat: null }) }, words.back);
    pane.replaceChildren(h('main', { class: 'problem', role: 'alert' }, h('h1', {}, words.notShown), h('p', {}, sentence), again, back));
    element.dataset.pane = 'chat';
    rail.update(chats, null);
  }

  async function drawRail(): Promise<void> {
    chats = await session.api.chats();
    rail.update(chats, open?.conversation ?? null);
  }

  async function refresh(): Promise<void> {
    await open?.refresh();
    await drawRail();
  }

  function hear(event: TeamsEvent): void {
    if (event.type === 'dialog') fetchDialog().catch(complain);
    else if (event.type === 'changed') soon();
    else if (event.type === 'world') void drawWorld().catch(complain);
    else if (event.type === 'weeks') void workshop.updateWeeks();
    else if (event.type === 'clock') void rail.updateClock().then(soon);
    else if (event.type === 'typing' && event.conversation === open?.conversation) open.typing();
  }

  function catchUp(): void {
    void rail.updateClock();
    soon();
  }

  /** Teams and channels have changed: what is open may have another name, or be gone. */
  async function drawWorld(): Promise<void> {
    Object.assign(world, await fetchWorld());
    workshop.updateTeams();
    await show(open?.conversation ?? readAddress().chat);
  }

  /** Several changes in a row are fetched once. */
  function soon(): void {
    clearTimeout(waiting);
    waiting = setTimeout(() => refresh().catch(complain), quietFor);
  }

  function complain(error: unknown): void {
    toast(sentenceOf(error), 'error');
  }

  async function fetchDialog(): Promise<void> {
    dialog.update(await session.api.dialog());
  }

  async function follow(result: PressResult): Promise<void> {
    if (result.kind === 'dialog') dialog.update(result.dialog);
    if (result.kind === 'closed') closeDialog(result.text);
    await refresh().catch(complain);
  }

  function closeDialog(text: string | undefined): void {
    dialog.update(null);
    if (text) toast(text);
    if (document.activeElement === document.body) open?.focus();
  }
}
