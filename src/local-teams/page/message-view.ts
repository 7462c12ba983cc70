import type { FileView, Message } from '../contract.ts';
import { avatar } from './avatar.ts';
import { type CardView, createCardView } from './card-view.ts';
import { commandButton } from './command-button.ts';
import { h } from './dom.ts';
import { createFileView } from './file-view.ts';
import { richText } from './rich-text.ts';
import type { Session } from './session.ts';
import { clockTime, fullTime } from './time.ts';

/** A message on the page, which can be brought up to date in place. */
export type MessageView = ReturnType<typeof createMessageView>;

/**
 * @param session who looks at it
 * @param conversation where it is
 * @param id its id
 * @returns the element, and `update` to draw the message's newest state; a message that `continues` has the same sender as the one before it
 */
export function createMessageView(session: Session, conversation: string, id: string) {
  const heading = h('header', { class: 'message-head' });
  const text = h('div', { class: 'message-text' });
  const bubble = h('div', { class: 'bubble' }, heading, text);
  const face = h('div', { class: 'message-face' });
  const menu = commandButton(session, conversation, id);
  menu?.classList.add('message-menu');
  const element = h('article', { class: 'message', tabindex: -1 }, face, bubble, menu);
  let card: CardView | null = null;
  let file: ReturnType<typeof createFileView> | null = null;
  let shown = '';

  return { element, update };

  function update(message: Message, continues: boolean): void {
    const { replies, ...own } = message;
    const state = JSON.stringify([own, continues]);
    if (state !== shown) {
      drawWords(message, continues);
      drawFile(message.file);
    }
    shown = state;
    drawCard(message.card);
  }

  function drawWords(message: Message, continues: boolean): void {
    drawHead(message, continues);
    text.className = `message-text ${message.textFormat}`;
    text.replaceChildren(...richText(message));
  }

  function drawHead(message: Message, continues: boolean): void {
    const own = isOwn(session, message);
    const name = own ? session.words.you : message.from.name;
    const time = h(
      'time',
      {
        datetime: message.at,
        title: [fullTime(message.at, session.person.locale), message.personal ? session.words.onlyYou : ''].filter(Boolean).join('. '),
      },
      clockTime(message.at, session.person.locale),
    );
    element.classList.toggle('own', own);
    element.classList.toggle('bot', message.from.bot);
    element.classList.toggle('continues', continues);
    element.classList.toggle('with-card', message.card !== null || message.file !== null);
    element.setAttribute('aria-label', `${name}, ${clockTime(message.at, session.person.locale)}`);
    face.replaceChildren(avatar(message.from));
    heading.replaceChildren(
      h('span', { class: 'sender' }, name),
      time,
      message.edited ? h('span', { class: 'edited' }, session.words.edited) : '',
    );
  }

  function drawFile(view: FileView | null): void {
    if (!view) file?.element.remove();
    if (!view) return;
    file ??= createFileView(session, answerFile);
    if (!file.element.isConnected) bubble.append(file.element);
    file.update(view);
  }

  async function answerFile(action: 'accept' | 'decline'): Promise<void> {
    const result = await session.api.consent({ conversation, message: id, action });
    if (result.kind === 'error') throw new Error(result.text);
    await session.refresh();
  }

  function drawCard(json: object | null): void {
    if (!json) {
      card?.element.remove();
      card = null;
      return;
    }
    card ??= createCardView({
      words: session.words,
      replacedBy: 'card',
      press: (pressed, inputs) => session.api.press({ conversation, message: id, ...pressed, inputs }),
      follow: session.follow,
    });
    if (!card.element.isConnected) bubble.append(card.element);
    element.classList.toggle('wide', isWide(json));
    card.show(json);
  }
}

/** @returns whether the person who looks has written it */
export function isOwn(session: Session, message: Message): boolean {
  return message.from.id === session.person.id || message.from.id === session.person.teamsId;
}

/** @returns a message's words in one line, for screen readers */
export function gist(message: Message): string {
  const words = richText(message).map((node) => node.textContent);
  const card = message.card as { fallbackText?: string; speak?: string } | null;
  return [words.join(' '), card?.speak ?? card?.fallbackText ?? message.file?.name ?? ''].join(' ').trim();
}

function isWide(card: object): boolean {
  const { msteams } = card as { msteams?: { width?: string } };
  return msteams?.width?.toLowerCase() === 'full';
}
