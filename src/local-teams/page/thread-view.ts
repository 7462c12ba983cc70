import type { Message } from '../contract.ts';
import { createComposer } from './composer.ts';
import { arrange, h } from './dom.ts';
import { icon } from './icons.ts';
import { createMessageView, type MessageView } from './message-view.ts';
import type { Session } from './session.ts';
import { areClose } from './time.ts';

const repliesWhenFolded = 3;

/**
 * A channel post with its replies, which can be brought up to date in place.
 *
 * @param session who looks at it
 * @param conversation the channel
 * @param root the id of the post
 * @returns the element, and `update` to draw the thread's newest state
 */
export function createThreadView(session: Session, conversation: string, root: string) {
  const { words } = session;
  const post = createMessageView(session, conversation, root);
  const replies = new Map<string, MessageView>();
  const list = h('div', { class: 'replies', role: 'group', 'aria-label': words.replies });
  const fold = h('button', { type: 'button', class: 'fold', onclick: toggleFold });
  const opener = h('button', { type: 'button', class: 'reply-opener', onclick: openReply }, icon('reply'), words.reply);
  const closer = h('button', { type: 'button', class: 'quiet', onclick: closeReply }, words.cancel);
  const replyBox = h('div', { class: 'reply-box', hidden: true, onkeydown: leaveOnEscape }, closer);
  const element = h('section', { class: 'thread' }, post.element, fold, list, opener, replyBox);
  let composer: ReturnType<typeof createComposer> | null = null;
  let unfolded = false;
  let newest: Message[] = [];

  return { element, update };

  function update(message: Message): void {
    post.update(message, false);
    newest = message.replies ?? [];
    drawReplies();
  }

  function drawReplies(): void {
    const hidden = newest.length > repliesWhenFolded + 1 ? newest.length - repliesWhenFolded : 0;
    fold.hidden = hidden === 0;
    fold.textContent = unfolded ? words.fewerReplies : words.earlierReplies(hidden);
    fold.setAttribute('aria-expanded', String(unfolded));
    const visible = unfolded ? newest : newest.slice(hidden);
    arrange(
      list,
      visible.map((reply, at) => drawReply(reply, visible[at - 1])),
    );
    list.hidden = visible.length === 0;
  }

  function drawReply(reply: Message, before: Message | undefined): HTMLElement {
    const view = replies.get(reply.id) ?? createMessageView(session, conversation, reply.id);
    replies.set(reply.id, view);
    view.update(reply, before?.from.id === reply.from.id && areClose(before.at, reply.at));
    return view.element;
  }

  function toggleFold(): void {
    unfolded = !unfolded;
    drawReplies();
  }

  function openReply(): void {
    opener.hidden = true;
    replyBox.hidden = false;
    composer ??= createComposer(session, { conversation, label: words.writeReply, mentions: true, thread: root });
    replyBox.prepend(composer.element);
    composer.focus();
  }

  function closeReply(): void {
    opener.hidden = false;
    replyBox.hidden = true;
    opener.focus();
  }

  function leaveOnEscape(event: KeyboardEvent): void {
    if (event.key === 'Escape') closeReply();
  }
}
