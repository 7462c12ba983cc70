import type { WeeksView } from '../contract.ts';
import { weeksApi } from './api.ts';
import { h } from './dom.ts';
import { type Session, sentenceOf } from './session.ts';

/**
 * Lives through four weeks: what happens, how far it is, and a way to stop. `days` in the address bar makes it shorter.
 *
 * @param session who looks
 * @returns the element, and `update` to ask how far it is
 */
export function createWeeksControl({ words, toast }: Session) {
  const begin = h('button', { type: 'button', class: 'primary', onclick: () => void attempt(start()) }, words.liveWeeks);
  const stop = h('button', { type: 'button', class: 'quiet', onclick: () => void attempt(weeksApi.stop()) }, words.stopWeeks);
  const bar = h('progress', { 'aria-label': words.weeks });
  const said = h('p', { class: 'hint weeks-doing', role: 'status' });
  const props = { class: 'workshop-part', 'aria-label': words.weeks };
  const buttons = h('div', { class: 'buttons' }, begin, stop);
  const element = h('section', props, h('h3', {}, words.weeks), h('p', { class: 'hint' }, words.weeksLead), buttons, bar, said);
  let asking = false;
  let again = false;
  void update();
  return { element, update };

  /** Pressed twice, or begun by somebody else meanwhile: they are under way, which is what was wanted. */
  async function start(): Promise<WeeksView> {
    const days = Number(new URLSearchParams(location.search).get('days'));
    try {
      return await weeksApi.start(days > 0 ? { days } : {});
    } catch (error) {
      const view = await weeksApi.read();
      if (view.running) return view;
      throw error;
    }
  }

  /** Steps follow each other faster than one can ask about them. */
  async function update(): Promise<void> {
    again = asking;
    if (asking) return;
    asking = true;
    await attempt(weeksApi.read());
    asking = false;
    if (again) await update();
  }

  async function attempt(answer: Promise<WeeksView>): Promise<void> {
    try {
      draw(await answer);
    } catch (error) {
      toast(sentenceOf(error), 'error');
    }
  }

  function draw(view: WeeksView): void {
    const hadFocus = buttons.contains(document.activeElement);
    // It stays where it is: a second click in its place must not hit the other.
    begin.disabled = view.running;
    stop.hidden = !view.running;
    if (hadFocus) (view.running ? stop : begin).focus();
    bar.hidden = !view.running;
    bar.max = view.days;
    bar.value = Math.max(0, view.day - 1);
    said.textContent = sentenceFor(view);
  }

  function sentenceFor({ running, day, days, doing, done, skipped, problem }: WeeksView): string {
    if (problem !== null) return problem;
    if (!running) return done + skipped === 0 ? '' : words.weeksOver(done, skipped);
    const now = doing ? `${doing.who} ${words.doings[doing.verb]}: ${doing.title}` : '';
    return `${words.dayOf(day, days)} ${now}`;
  }
}
