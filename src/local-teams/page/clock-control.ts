import type { ClockView } from '../contract.ts';
import { clockApi, type Jump } from './api.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { openMenu } from './menu.ts';
import { type Session, sentenceOf } from './session.ts';
import { setTime, thisMoment } from './time.ts';

const everyMs = 5000;

/**
 * What time it is in Finland, and the ways to move on: the bot then does at once what would have become due meanwhile.
 *
 * @param session who looks
 * @returns the element, and `update` to ask what time it is now
 */
export function createClockControl(session: Session) {
  const { words, person } = session;
  const time = h('span', { class: 'time' });
  const button = h(
    'button',
    { type: 'button', class: 'clock', title: words.moveClock, 'aria-haspopup': 'menu', 'aria-expanded': 'false', disabled: true },
    icon('clock'),
    time,
    h('span', { class: 'sr-only' }, words.moveClock),
    icon('down'),
  );
  const status = h('p', { class: 'clock-status', role: 'status' });
  button.addEventListener('click', () => openMenu(button, words.moveClock, jumps()));
  setInterval(tick, everyMs);
  tick();
  void update();
  return { element: h('div', { class: 'clock-control' }, button, status), update };

  function tick(): void {
    time.textContent = words.moment(thisMoment(person.locale));
  }

  async function update(): Promise<void> {
    try {
      draw(await clockApi.read());
    } catch (error) {
      session.toast(sentenceOf(error), 'error');
    }
  }

  function draw({ now, movable, moving }: ClockView): void {
    setTime(now);
    tick();
    button.disabled = !movable || moving;
    button.classList.toggle('movable', movable);
    button.setAttribute('aria-busy', String(moving));
    status.textContent = moving ? words.clockMoving(session.world.bot.name) : '';
  }

  function jumps() {
    const choices: [Jump, string][] = [
      ['hour', words.toNextHour],
      ['morning', words.toNextMorning],
      ['monday', words.toNextMonday],
    ];
    return choices.map(([to, label]) => ({ label, run: () => void forward(to) }));
  }

  async function forward(to: Jump): Promise<void> {
    try {
      draw(await clockApi.forward(to));
      await session.refresh();
    } catch (error) {
      session.toast(sentenceOf(error), 'error');
    }
    button.focus();
  }
}
