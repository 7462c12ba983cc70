import type { Channel, Team } from '../contract.ts';
import { teamsApi } from './api.ts';
import { h } from './dom.ts';
import { type Session, sentenceOf } from './session.ts';

type Chosen = { team: Team; channel: Channel | null };

/**
 * What happens to teams and channels in Teams itself: renamed, archived, deleted, and who is in them.
 *
 * @param session who looks
 * @returns the element, and `update` to draw the teams as they are now
 */
export function createTeamForm(session: Session) {
  const { words, world } = session;
  const place = h('select', { 'aria-label': words.teamOrChannel, onchange: update });
  const name = h('input', { 'aria-label': words.newName, maxlength: 50, placeholder: words.newName });
  const person = h('select', { 'aria-label': words.person });
  const renaming = row(name, button(words.rename, rename));
  const steps = h('div', { class: 'buttons' });
  const joining = row(
    person,
    button(words.addPerson, () => change('add')),
    button(words.removePerson, () => change('remove')),
  );
  const said = h('p', { class: 'hint', role: 'status' });
  const props = { class: 'workshop-part', 'aria-label': words.teams };
  const element = h('section', props, h('h3', {}, words.teams), place, renaming, steps, joining, said);
  person.append(...world.people.map(({ id, name }) => h('option', { value: id }, name)));
  update();
  choose(world.teams.find(({ memberIds }) => memberIds.includes(session.person.id)));
  return { element, update };

  function update(): void {
    const { value } = place;
    place.replaceChildren(...world.teams.filter(({ gone }) => !gone).map(optionsOf));
    place.value = value;
    if (place.selectedIndex < 0) place.selectedIndex = 0;
    const { team, channel } = chosen();
    const isDeleted = channel?.deleted ?? team.deleted ?? false;
    renaming.hidden = isDeleted || channel?.name === null;
    joining.hidden = channel !== null || isDeleted;
    steps.replaceChildren(...(channel ? channelSteps(channel) : teamSteps(team)));
  }

  function choose(own: Team | undefined): void {
    if (own) place.value = `team ${own.id}`;
    update();
  }

  function optionsOf(team: Team): HTMLElement {
    const channels = team.deleted ? [] : team.channels.map((channel) => option(channel.id, channel.name ?? words.general, channel.deleted));
    return h('optgroup', { label: team.name }, option(`team ${team.id}`, team.name, team.deleted), ...channels);
  }

  function option(value: string, text: string, deleted = false): HTMLElement {
    return h('option', { value }, deleted ? `${text} (${words.deleted})` : text);
  }

  function chosen(): Chosen {
    const id = place.value.replace(/^team /, '');
    const team = world.teams.find((candidate) => candidate.channels.some((channel) => channel.id === id)) as Team;
    const isTeam = place.value.startsWith('team ');
    return { team, channel: isTeam ? null : (team.channels.find((channel) => channel.id === id) ?? null) };
  }

  function channelSteps({ id, name, deleted }: Channel): HTMLElement[] {
    if (name === null) return [];
    const step = deleted ? 'restore' : 'delete';
    return [button(deleted ? words.restore : words.deleteChannel, () => attempt(teamsApi.changeChannel({ channel: id, change: step })))];
  }

  function teamSteps({ id, deleted, archived, withoutBot }: Team): HTMLElement[] {
    const step = (text: string, change: Parameters<typeof teamsApi.changeTeam>[0]['change']) =>
      button(text, () => attempt(teamsApi.changeTeam({ team: id, change } as never)));
    if (deleted) return [step(words.restore, 'restore'), step(words.deleteForGood, 'delete-for-good')];
    return [
      archived ? step(words.unarchive, 'unarchive') : step(words.archive, 'archive'),
      step(words.deleteTeam, 'delete'),
      withoutBot ? step(words.addBot(world.bot.name), 'add-bot') : step(words.removeBot(world.bot.name), 'remove-bot'),
    ];
  }

  function rename(): Promise<void> {
    const { team, channel } = chosen();
    const renamed = { change: 'rename', name: name.value } as const;
    return attempt(
      channel ? teamsApi.changeChannel({ channel: channel.id, ...renamed }) : teamsApi.changeTeam({ team: team.id, ...renamed }),
    );
  }

  function change(how: 'add' | 'remove'): Promise<void> {
    return attempt(teamsApi.changeMembers({ team: chosen().team.id, [how]: [person.value] }));
  }

  async function attempt(doing: Promise<unknown>): Promise<void> {
    said.textContent = await doing.then(
      () => words.teamsDone,
      (error) => sentenceOf(error),
    );
    name.value = '';
  }
}

function row(...inside: HTMLElement[]): HTMLElement {
  return h('div', { class: 'field-row' }, ...inside);
}

function button(text: string, press: () => Promise<void>): HTMLElement {
  return h('button', { type: 'button', class: 'quiet', onclick: () => void press() }, text);
}
