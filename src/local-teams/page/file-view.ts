import type { FileView } from '../contract.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { type Session, sentenceOf } from './session.ts';
import { fileSize } from './time.ts';

/**
 * A file card: one that asks whether the bot may put a file into one's drive, or the file itself.
 *
 * @param session who looks at it
 * @param answer tells the bot what the person answers
 * @returns the element, and `update` to draw the card's newest state
 */
export function createFileView(session: Session, answer: (action: 'accept' | 'decline') => Promise<void>) {
  const { words, person } = session;
  const note = h('p', { class: 'card-note', role: 'status' });
  const accept = h('button', { type: 'button', class: 'primary', onclick: () => void press('accept') }, words.allowFile);
  const decline = h('button', { type: 'button', class: 'quiet', onclick: () => void press('decline') }, words.declineFile);
  const body = h('div', { class: 'file-body' });
  const element = h('div', { class: 'file-card' }, body, note);

  return { element, update };

  function update(file: FileView): void {
    body.replaceChildren(...(file.kind === 'consent' ? consent(file) : [link(file)]));
  }

  function consent({ name, size, description, answer: given }: Extract<FileView, { kind: 'consent' }>): HTMLElement[] {
    const asked = h('p', {}, description || words.fileOffered(session.world.bot.name));
    if (given !== null) return [head(name, size), h('p', { class: 'hint' }, given === 'accept' ? words.fileAllowed : words.fileDeclined)];
    return [head(name, size), asked, h('div', { class: 'buttons' }, accept, decline)];
  }

  function link({ name, size, url }: Extract<FileView, { kind: 'file' }>): HTMLElement {
    return h(
      'a',
      { class: 'file-link', href: url, download: name, 'aria-label': words.openFile(name) },
      head(name, size),
      icon('download'),
    );
  }

  function head(name: string, size: number): HTMLElement {
    const lines = h('span', { class: 'lines' }, h('span', { class: 'name' }, name), h('span', {}, fileSize(size, person.locale)));
    return h('span', { class: 'file-head' }, icon('file'), lines);
  }

  async function press(action: 'accept' | 'decline'): Promise<void> {
    setBusy(true);
    say('');
    await answer(action).catch((error) => say(sentenceOf(error) || words.notAnswered));
    setBusy(false);
  }

  function setBusy(busy: boolean): void {
    accept.disabled = busy;
    decline.disabled = busy;
    element.setAttribute('aria-busy', String(busy));
  }

  function say(text: string): void {
    note.className = 'card-note error';
    note.textContent = text;
  }
}
