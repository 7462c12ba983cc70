import type { ApiClient } from './api-client.ts';
import { type Registration, registrations, world } from './world.ts';

/**
 * Lets each coordinator register their channels as expert networks, as they would by hand: mention the bot, open the form that it offers, fill it in.
 *
 * @throws Error if the bot does not answer as expected
 */
export async function registerNetworks(api: ApiClient): Promise<void> {
  const perCoordinator = Map.groupBy(registrations, ({ personId }) => personId);
  await Promise.all([...perCoordinator.values()].map((own) => registerInTurn(api, own)));
}

// One person has one dialog open at a time.
async function registerInTurn(api: ApiClient, own: Registration[]): Promise<void> {
  for (const registration of own) await register(api, registration);
}

async function register(api: ApiClient, { personId, conversation, ...network }: Registration): Promise<void> {
  const { id } = await api.say({ as: personId, conversation, text: 'rekisteröi', mention: true });
  const { messages } = await api.chat(personId, conversation);
  const offer = messages.find((message) => message.id === id)?.replies?.at(-1);
  const opened = await api.press({ as: personId, conversation, message: offer?.id ?? id, title: offer?.actions[0] ?? '' });
  if (opened.kind !== 'dialog') throw new Error(`no registration form: ${JSON.stringify(opened)}`);
  const inputs = {
    name: nameOf(conversation),
    area: network.area,
    fields: network.fields.join(','),
    disciplines: network.disciplines.join(','),
    languages: network.languages.join(','),
    general: String(network.general),
  };
  const done = await api.press({ as: personId, message: 'dialog', title: opened.dialog.actions[0] ?? '', inputs });
  if (done.kind !== 'closed') throw new Error(`not registered: ${JSON.stringify(done)}`);
}

function nameOf(conversation: string): string {
  const team = world.teams.find(({ channels }) => channels.some(({ id }) => id === conversation));
  const channel = team?.channels.find(({ id }) => id === conversation);
  return `${channel?.name ?? ''}, ${team?.name ?? ''}`;
}
