import { commandButton } from './command-button.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { type Session, sentenceOf } from './session.ts';

export type ComposerProps = {
  conversation: string;
  label: string;
  /** In a channel the bot hears only what mentions it, so there is a switch for it. */
  mentions: boolean;
  /** A root message's id, if what is written is a reply to it. */
  thread?: string;
};

/** What has been written but not sent, by conversation and thread, while one looks elsewhere. */
const drafts = new Map<string, string>();

/**
 * @param session who writes
 * @param props where to
 * @returns the box in which a message is written; Enter sends, Shift+Enter begins a new line
 */
export function createComposer(session: Session, props: ComposerProps) {
  const { words, world } = session;
  const place = { conversation: props.conversation, ...(props.thread === undefined ? {} : { thread: props.thread }) };
  const draft = `${props.conversation} ${props.thread ?? ''}`;
  const box = h('textarea', { rows: 1, 'aria-label': props.label, placeholder: props.label, oninput: written, onkeydown: keyPressed });
  const problem = h('p', { class: 'composer-problem', role: 'alert' });
  const mentionSwitch = h(
    'button',
    { type: 'button', class: 'mention-switch', 'aria-pressed': 'false', title: words.notMentioned(world.bot.name), onclick: toggleMention },
    icon('at'),
    world.bot.name,
  );
  mentionSwitch.setAttribute('aria-label', words.mention(world.bot.name));
  const send = h('button', { class: 'send', 'aria-label': words.send, title: words.send }, icon('send'));
  const tools = h(
    'div',
    { class: 'composer-tools' },
    props.thread === undefined && commandButton(session, props.conversation),
    props.mentions && mentionSwitch,
    send,
  );
  const element = h('form', { class: 'composer', onsubmit: submit }, h('div', { class: 'composer-box' }, box, tools), problem);
  box.value = drafts.get(draft) ?? '';
  written();
  return { element, focus: () => box.focus() };

  function written(): void {
    drafts.set(draft, box.value);
    send.disabled = box.value.trim() === '' && !isMentioned();
  }

  function toggleMention(): void {
    setMentioned(!isMentioned());
    box.focus();
  }

  function setMentioned(mentioned: boolean): void {
    mentionSwitch.setAttribute('aria-pressed', String(mentioned));
    written();
  }

  function isMentioned(): boolean {
    return mentionSwitch.getAttribute('aria-pressed') === 'true';
  }

  function keyPressed(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    element.requestSubmit();
  }

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const { value } = box;
    const mentioned = isMentioned();
    const said = readMention(value.trim());
    if (said.text === '' && !said.mention) return;
    setText('', false);
    try {
      // A mention alone is a message too, but the server wants some text.
      const { status = 200 } = await session.api.say({ ...place, ...said, text: said.text || ' ' });
      if (status < 200 || status > 299) problem.textContent = words.botFailed(world.bot.name);
      await session.refresh();
    } catch (error) {
      problem.textContent = `${words.notSent} ${sentenceOf(error)}`;
      if (box.value === '') setText(value, mentioned);
    }
  }

  function setText(text: string, mentioned: boolean): void {
    box.value = text;
    setMentioned(mentioned);
    if (text === '') problem.textContent = '';
  }

  /** “@Neuvo register” is a mention too, as it becomes one in Teams. */
  function readMention(text: string): { text: string; mention?: boolean } {
    if (!props.mentions) return { text };
    const at = `@${world.bot.name}`;
    const spelled = text.toLowerCase().startsWith(at.toLowerCase()) && !/^\p{L}/u.test(text.slice(at.length));
    const rest = spelled ? text.slice(at.length).trimStart() : text;
    return spelled || isMentioned() ? { text: rest, mention: true } : { text: rest };
  }
}
