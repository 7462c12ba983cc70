import { randomUUID } from 'node:crypto';
import type { Activity } from '../../src/local-teams/activities.ts';
import type { ApiClient } from '../../src/local-teams/api-client.ts';
import type { Person } from '../../src/local-teams/contract.ts';

const request = {
  county: '21',
  sector: 'social',
  disciplines: 'social',
  field: 'lastensuojelu',
  title: 'Koulupoissaolot ja väsymys',
  situation: 'Nuori ei ole käynyt koulussa syksyn aikana.',
  question: 'Miten edetään?',
  anonymous: 'true',
};

/** Lets people do a little of everything in local Teams, by hand, and answers every activity that it has sent to the bot. */
export async function recordActivities(api: ApiClient): Promise<Activity[]> {
  const { people, teams } = await api.world();
  const [asker] = people as [Person];
  const team = teams.find(({ name }) => name === 'OT-keskus Pohjois-Suomi');
  const channel = team?.channels.find(({ name }) => name === 'Lastensuojelu')?.id ?? '';
  const [, expert = '', colleague = ''] = team?.memberIds ?? [];
  const chat = (await api.chats(asker.id))[0]?.conversation ?? '';

  for (const text of ['apua', 'uusi', 'omat', 'kieli suomi', 'Tilanne on muuttunut.'])
    await api.say({ as: asker.id, conversation: chat, text });
  for (const command of (await api.world()).commands) {
    await api.extension({ as: asker.id, command: command.id, conversation: chat });
    await api.press({ as: asker.id, message: 'dialog', title: (await api.dialog(asker.id))?.actions.at(-1) ?? '', inputs: request });
  }
  await api.settle();
  await pressEverything(api, expert, channel);
  await pressEverything(api, asker.id, chat);
  await api.say({ as: colleague, conversation: channel, text: 'apua', mention: true });
  await api.install({ as: asker.id, installed: false });
  await api.install({ as: asker.id, installed: true });
  await api.members({ team: team?.id ?? '', remove: [colleague] });
  await api.members({ team: team?.id ?? '', add: [colleague] });
  const sent = await api.traffic();
  return sent.flatMap(({ direction, activity }) => (direction === 'to-bot' && activity ? [activity] : []));
}

// Each button once, of everything that can be seen, with some words in its fields.
async function pressEverything(api: ApiClient, as: string, conversation: string): Promise<void> {
  const pressed = new Set<string>();
  for (let count = 0; count < 40; count++) {
    const { messages } = await api.chat(as, conversation);
    const offered = messages.flatMap((message) => message.actions.map((title) => ({ message: message.id, title, inputs: message.inputs })));
    const next = offered.find(({ title }) => !pressed.has(title));
    if (!next) return;
    pressed.add(next.title);
    const inputs = Object.fromEntries(
      next.inputs.map(({ id, choices }) => [id, choices?.[0]?.value ?? `Asiasta ${randomUUID().slice(-4)}`]),
    );
    await api.press({ as, conversation, message: next.message, title: next.title, inputs, unchecked: true });
  }
}
