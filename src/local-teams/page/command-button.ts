import type { Command } from '../contract.ts';
import { iconButton } from './icon-button.ts';
import { openMenu } from './menu.ts';
import { type Session, sentenceOf } from './session.ts';

/**
 * The button that offers the message extension commands: “+” at the compose box, “…” at a message.
 *
 * @param session who looks
 * @param conversation where one is
 * @param message the message that the command is for; none at the compose box
 * @returns the button, or `null` if the app has no command for that place
 */
export function commandButton(session: Session, conversation: string, message?: string): HTMLElement | null {
  const commands = session.world.commands.filter(({ contexts }) => contexts.includes(message === undefined ? 'compose' : 'message'));
  if (commands.length === 0) return null;
  const label = message === undefined ? session.words.actions : session.words.messageActions;
  const button = iconButton(message === undefined ? 'add' : 'more', label, { 'aria-haspopup': 'menu', 'aria-expanded': 'false' });
  const items = commands.map((command) => ({ label: command.title, run: () => void start(session, command, conversation, message) }));
  button.addEventListener('click', () => openMenu(button, label, items));
  return button;
}

async function start(session: Session, { id }: Command, conversation: string, message?: string): Promise<void> {
  const started = { command: id, conversation, ...(message === undefined ? {} : { message }) };
  try {
    const result = await session.api.startCommand(started);
    if (result.kind === 'error') session.toast(result.text || session.words.notAnswered, 'error');
    else if (result.kind === 'message') session.toast(result.text);
    else await session.follow(result);
  } catch (error) {
    session.toast(sentenceOf(error), 'error');
  }
}
