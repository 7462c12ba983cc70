import type { ChatHead } from '../contract.ts';
import { linkTo } from './address.ts';
import { avatar } from './avatar.ts';
import { createClockControl } from './clock-control.ts';
import { arrange, h, roam, settleTabStop } from './dom.ts';
import { iconButton } from './icon-button.ts';
import { icon } from './icons.ts';
import { personSwitch } from './person-switch.ts';
import type { Session } from './session.ts';
import { themeButton } from './theme-button.ts';

/**
 * The left rail: who one is, and the conversations.
 *
 * @param session who looks
 * @param openWorkshop what the workshop's button does
 * @returns the element, `update` to draw the conversations, one of them as the open one, and `updateClock`
 */
export function createRail(session: Session, openWorkshop: (button: HTMLElement) => void) {
  const { words, person, world } = session;
  const list = h('nav', { class: 'chats', 'aria-label': words.chats });
  const rows = new Map<string, HTMLAnchorElement>();
  const headings = new Map<string, HTMLElement>();
  const workshop = iconButton('wrench', words.workshop, { 'aria-expanded': 'false' });
  workshop.addEventListener('click', () => openWorkshop(workshop));
  roam(list, '.chat');

  const clock = createClockControl(session);
  const tools = h('div', { class: 'rail-tools' }, h('span', { class: 'brand' }, 'Local Teams'), workshop, themeButton(words));
  return {
    element: h('aside', { class: 'rail' }, tools, clock.element, personSwitch(session), list),
    update,
    focus,
    updateClock: clock.update,
  };

  function update(chats: ChatHead[], open: string | null): void {
    const personal = chats.filter((chat) => chat.kind === 'personal');
    const channels = chats.filter((chat) => chat.kind === 'channel');
    const byTeam = [...Map.groupBy(channels, (chat) => chat.team ?? words.channels)];
    arrange(list, [
      ...(personal.length > 0 ? [heading(words.chat)] : []),
      ...personal.map((chat) => row(chat, open)),
      ...byTeam.flatMap(([team, inTeam]) => [heading(team), ...inTeam.map((chat) => row(chat, open))]),
    ]);
    settleTabStop(list, '.chat');
  }

  function heading(text: string): HTMLElement {
    const element = headings.get(text) ?? h('h2', {}, text);
    headings.set(text, element);
    return element;
  }

  function row(chat: ChatHead, open: string | null): HTMLElement {
    const element = rows.get(chat.conversation) ?? h('a', { class: 'chat', onclick: follow });
    rows.set(chat.conversation, element);
    element.href = linkTo({ as: person.id, chat: chat.conversation });
    element.dataset.conversation = chat.conversation;
    element.classList.toggle('unread', chat.unread > 0);
    if (chat.conversation === open) element.setAttribute('aria-current', 'page');
    else element.removeAttribute('aria-current');
    element.replaceChildren(...rowContent(chat));
    return element;
  }

  function rowContent(chat: ChatHead): Element[] {
    const face = chat.kind === 'personal' ? avatar({ ...world.bot, bot: true }) : icon('channel');
    const last = chat.kind === 'personal' && chat.last ? h('span', { class: 'last' }, chat.last) : null;
    const lines = h('span', { class: 'lines' }, h('span', { class: 'name' }, chat.title), last);
    if (chat.unread === 0) return [face, lines];
    return [
      face,
      lines,
      h('span', { class: 'count', 'aria-hidden': 'true' }, String(chat.unread)),
      h('span', { class: 'sr-only' }, words.unread(chat.unread)),
    ];
  }

  function follow(event: MouseEvent): void {
    const conversation = (event.currentTarget as HTMLElement).dataset.conversation;
    if (!conversation || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    session.go(conversation);
  }

  function focus(): void {
    list.querySelector<HTMLElement>('.chat[tabindex="0"]')?.focus();
  }
}
