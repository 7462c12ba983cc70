import type { TeamsChannelData } from 'botbuilder';
import { TeamsConnectorClient } from 'botframework-connector/lib/teams/teamsConnectorClient.js';
import type { Place } from '../domain/network.ts';
import { cleanName } from '../domain/text.ts';
import { attemptOnce, type ConnectorFor, ifThere } from './adapter.ts';
import { createRecent } from './recent.ts';

const mostClients = 200;

/** Builds what knows places: what Teams calls a team's channels. */
export function createPlaces({ connectorFor }: { connectorFor: ConnectorFor }) {
  const clients = createRecent<TeamsConnectorClient>(mostClients);

  /** What Teams calls a channel and its team; null if the channel is not there. Throws while Teams is away. */
  async function placeOf(serviceUrl: string, team: string, channel: string): Promise<Place | null> {
    const { teams } = await clientFor(serviceUrl);
    const found = await ifThere(() => Promise.all([teams.fetchTeamDetails(team), teams.fetchChannelList(team)]));
    const [{ name = '' }, { conversations = [] }] = found ?? [{}, {}];
    const named = conversations.find(({ id }) => id === channel);
    return named ? { channel: cleanName(named.name ?? ''), team: cleanName(name) } : null;
  }

  async function clientFor(serviceUrl: string): Promise<TeamsConnectorClient> {
    const known = clients.get(serviceUrl);
    if (known) return known;
    const { credentials } = await connectorFor(serviceUrl);
    const client = new TeamsConnectorClient(credentials, { baseUri: serviceUrl });
    attemptOnce(client);
    clients.set(serviceUrl, client);
    return client;
  }

  return { placeOf };
}

/** What knows places. */
export type Places = ReturnType<typeof createPlaces>;

/** The id of the team that an activity comes from; empty outside teams. */
export function teamOf({ channelData }: { channelData?: TeamsChannelData }): string {
  const { id } = channelData?.team ?? {};
  return typeof id === 'string' ? id : '';
}
