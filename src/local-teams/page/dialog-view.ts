import type { Dialog, PressResult } from '../contract.ts';
import type { Inputs, Pressed } from './api.ts';
import { type CardView, createCardView } from './card-view.ts';
import { h } from './dom.ts';
import { iconButton } from './icon-button.ts';
import { type Session, sentenceOf } from './session.ts';

/**
 * The person's open dialog, over everything else. Esc and the close button ask first if something has been typed.
 *
 * @param session who looks
 * @param conversation where the dialog was opened
 * @returns the element, and `update` with the dialog that is open, or `null`
 */
export function createDialogView(session: Session, conversation: () => string) {
  const { words } = session;
  const heading = h('h2', { id: 'dialog-title' });
  const problem = h('p', { class: 'dialog-problem', role: 'alert' });
  const content = h('div', { class: 'dialog-body' });
  const closer = iconButton('close', words.close, { onclick: askToClose });
  const keep = h('button', { type: 'button', class: 'quiet', onclick: keepWriting }, words.keepWriting);
  const drop = h('button', { type: 'button', class: 'danger', onclick: discard }, words.discard);
  const question = h(
    'div',
    { class: 'dialog-question', role: 'group', 'aria-label': words.discardQuestion, hidden: true },
    h('p', {}, words.discardQuestion),
    keep,
    drop,
  );
  const top = h('header', {}, heading, closer);
  const element = h(
    'dialog',
    { 'aria-labelledby': 'dialog-title', onkeydown: keyPressed, oncancel: cancelled },
    top,
    problem,
    content,
    question,
  );
  let card = freshCard();

  return { element, update };

  function update(dialog: Dialog | null): void {
    if (dialog) show(dialog);
    else element.close();
  }

  function show(dialog: Dialog): void {
    if (!element.open) card = freshCard();
    heading.textContent = dialog.title;
    card.show(dialog.card);
    // What goes wrong while it is open is said next to what was pressed.
    problem.textContent = element.open ? '' : (dialog.error ?? '');
    if (element.open) return;
    question.hidden = true;
    content.replaceChildren(card.element);
    element.showModal();
    card.focusFirst();
    content.scrollTop = 0;
  }

  function freshCard(): CardView {
    const press = (pressed: Pressed, inputs: Inputs) =>
      session.api.press({ conversation: conversation(), message: 'dialog', ...pressed, inputs });
    return createCardView({ words, replacedBy: 'dialog', press, follow });
  }

  /** After an answer that puts another card into the dialog, one reads on from its beginning. */
  async function follow(result: PressResult): Promise<void> {
    await session.follow(result);
    if (result.kind !== 'dialog') return;
    content.scrollTop = 0;
    card.focus();
  }

  function keyPressed(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    if (question.hidden) askToClose();
    else keepWriting();
  }

  /** The browser may close a dialog in ways of its own, such as the back gesture of a phone. */
  function cancelled(event: Event): void {
    event.preventDefault();
    askToClose();
  }

  function askToClose(): void {
    if (!card.wasTouched()) {
      discard();
      return;
    }
    question.hidden = false;
    keep.focus();
  }

  function keepWriting(): void {
    question.hidden = true;
    card.focusFirst();
  }

  function discard(): void {
    element.close();
    session.api.closeDialog().catch((error) => session.toast(sentenceOf(error), 'error'));
  }
}
