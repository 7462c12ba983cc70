import type { ChatView, Message } from '../contract.ts';
import { arrange, h, roam, settleTabStop } from './dom.ts';
import { createMessageView, gist, isOwn } from './message-view.ts';
import type { Session } from './session.ts';
import { createThreadView } from './thread-view.ts';
import { areClose, dayKey, dayName } from './time.ts';

/**
 * The messages of one conversation, oldest first, drawn anew without disturbing what has not changed.
 *
 * @param session who looks at them
 * @param conversation where they are
 * @returns the element, and `update` to draw the newest state
 */
export function createMessageList(session: Session, conversation: string) {
  const { words, person } = session;
  const element = h('div', { class: 'messages', role: 'log', 'aria-live': 'off', 'aria-label': words.messages });
  const views = new Map<string, { element: HTMLElement; update: (message: Message, continues: boolean) => void }>();
  const days = new Map<string, HTMLElement>();
  let known: Map<string, string> | null = null;
  roam(element, '.message');

  return { element, update };

  /** Draws the messages and returns those that were not there before; none on the first drawing. */
  function update({ messages, kind }: ChatView): Message[] {
    arrange(
      element,
      messages.flatMap((message, at) => drawWithDay(message, messages[at - 1], kind)),
    );
    settleTabStop(element, '.message', 'last');
    return tellNew(messages.flatMap((message) => [message, ...(message.replies ?? [])]));
  }

  function drawWithDay(message: Message, before: Message | undefined, kind: ChatView['kind']): HTMLElement[] {
    const newDay = before === undefined || dayKey(before.at) !== dayKey(message.at);
    const view = views.get(message.id) ?? createView(message.id, kind);
    views.set(message.id, view);
    const continues = !newDay && before.from.id === message.from.id && areClose(before.at, message.at);
    view.update(message, continues);
    return newDay ? [dayLine(message.at), view.element] : [view.element];
  }

  function createView(id: string, kind: ChatView['kind']) {
    return kind === 'channel' ? createThreadView(session, conversation, id) : createMessageView(session, conversation, id);
  }

  function dayLine(at: string): HTMLElement {
    const line = days.get(dayKey(at)) ?? h('h2', { class: 'day' });
    // What was today is yesterday when the clock has moved on.
    line.textContent = dayName(at, person.locale, words);
    days.set(dayKey(at), line);
    return line;
  }

  /** What is older than all that was there before is not news: somebody has asked to see it. */
  function tellNew(all: Message[]): Message[] {
    const earlier = known;
    known = new Map(all.map((message) => [message.id, message.at]));
    const newest = [...(earlier?.values() ?? [])].sort().at(-1) ?? '';
    const fresh = earlier ? all.filter((message) => !earlier.has(message.id) && message.at >= newest) : [];
    for (const message of fresh) if (!isOwn(session, message)) session.announce(`${message.from.name}: ${gist(message)}`);
    return fresh;
  }
}
