import type { TrafficEntry } from '../contract.ts';
import { workshopApi } from './api.ts';
import { h } from './dom.ts';
import { createFaultForm } from './fault-form.ts';
import { iconButton } from './icon-button.ts';
import { type Session, sentenceOf } from './session.ts';
import { createTeamForm } from './team-form.ts';
import { clockTime } from './time.ts';
import { createWeeksControl } from './weeks-control.ts';

const shown = 60;
const everyMs = 1000;

/**
 * A drawer for those who build the bot: what passes between Teams and it, and faults on purpose.
 *
 * @param session who looks
 * @returns the element, `toggle`, which takes the button that opens it, `updateTeams` and `updateWeeks`
 */
export function createWorkshop(session: Session) {
  const { words, api, world, person } = session;
  const traffic = h('ol', { class: 'traffic' });
  const nothing = h('p', { class: 'hint' }, words.noTraffic);
  const weeks = createWeeksControl(session);
  const teams = createTeamForm(session);
  const closer = iconButton('close', words.close, { onclick: close });
  const element = h(
    'aside',
    { class: 'workshop', 'aria-label': words.workshop, hidden: true, onkeydown: closeOnEscape },
    h('header', { class: 'pane-head' }, h('div', { class: 'titles' }, h('h2', {}, words.workshop)), closer),
    h(
      'div',
      { class: 'workshop-body' },
      h('p', { class: 'hint' }, words.workshopLead),
      installation(),
      weeks.element,
      teams.element,
      createFaultForm(words),
      h('h3', {}, words.traffic),
      nothing,
      traffic,
    ),
  );
  let opener: HTMLElement | null = null;
  let newest = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  return { element, toggle, updateTeams: teams.update, updateWeeks: weeks.update };

  function toggle(button: HTMLElement): void {
    opener = button;
    if (element.hidden) open();
    else close();
  }

  function open(): void {
    element.hidden = false;
    opener?.setAttribute('aria-expanded', 'true');
    timer = setInterval(look, everyMs);
    void look();
    closer.focus();
  }

  function close(): void {
    element.hidden = true;
    clearInterval(timer);
    opener?.setAttribute('aria-expanded', 'false');
    opener?.focus();
  }

  function closeOnEscape(event: KeyboardEvent): void {
    if (event.key === 'Escape') close();
  }

  async function look(): Promise<void> {
    if (document.hidden) return;
    // The server being away for a moment is no news here: the next look will tell.
    const entries = await workshopApi.traffic(newest).catch(() => []);
    const fresh = entries.filter((entry) => entry.n > newest);
    newest = Math.max(newest, ...fresh.map((entry) => entry.n));
    traffic.prepend(...fresh.reverse().map((entry) => trafficRow(session, entry)));
    while (traffic.childElementCount > shown) traffic.lastElementChild?.remove();
    nothing.hidden = traffic.childElementCount > 0;
  }

  function installation(): HTMLElement {
    const state = h('span');
    const button = h('button', { type: 'button', class: 'quiet', onclick: change });
    let installed = person.installed;
    draw();
    return h('p', { class: 'installation' }, state, button);

    function draw(): void {
      state.textContent = installed ? words.installed(world.bot.name) : words.notInstalled(world.bot.name);
      button.textContent = installed ? words.remove : words.install;
    }

    async function change(): Promise<void> {
      try {
        await api.install(!installed);
        installed = !installed;
        draw();
        await session.refresh();
      } catch (error) {
        session.toast(sentenceOf(error), 'error');
      }
    }
  }
}

function trafficRow(session: Session, entry: TrafficEntry): HTMLElement {
  const direction = entry.direction === 'to-bot' ? session.words.toBot : session.words.toConnector;
  const status = h('span', { class: `status ${entry.status >= 400 || entry.status === 0 ? 'bad' : 'good'}` }, String(entry.status || '—'));
  const line = h(
    'summary',
    { title: `${clockTime(entry.at, session.person.locale)} ${direction}` },
    h('span', { class: 'direction', role: 'img', 'aria-label': direction }, entry.direction === 'to-bot' ? '→' : '←'),
    h('span', { class: 'method' }, entry.method),
    h('span', { class: 'path' }, entry.path),
    status,
    h('span', { class: 'ms' }, `${Math.round(entry.ms)} ms`),
  );
  const details = h('details', {}, line);
  details.addEventListener('toggle', () => details.append(h('pre', { tabindex: 0 }, contentOf(entry))), { once: true });
  return h('li', {}, details);
}

function contentOf({ path, activity, answer }: TrafficEntry): string {
  const parts = [activity, answer].filter((part) => part !== undefined && part !== null);
  return [path, ...parts.map((part) => JSON.stringify(part, null, 2))].join('\n\n');
}
