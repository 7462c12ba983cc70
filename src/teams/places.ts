import type { TeamsChannelData } from 'botbuilder';
import { TeamsConnectorClient } from 'botframework-connector/lib/teams/teamsConnectorClient.js';
import type { Place } from '../domain/network.ts';
import { attemptOnce, type ConnectorFor, ifThere } from './adapter.ts';

/** Builds what knows places: what Teams calls a team's channels. */
export function createPlaces({ connectorFor }: { connectorFor: ConnectorFor }) {
  // One for each connector, and no longer than it.
  const clients = new WeakMap<object, TeamsConnectorClient>();

  /** What Teams calls a channel and its team; null if the channel is not there. Throws while Teams is away. */
  async function placeOf(serviceUrl: string, team: string, channel: string): Promise<Place | null> {
    const { teams } = await clientFor(serviceUrl);
    const found = await ifThere(() => Promise.all([teams.fetchTeamDetails(team), teams.fetchChannelList(team)]));
    const [{ name = '' }, { conversations = [] }] = found ?? [{}, {}];
    const named = conversations.find(({ id }) => id === channel);
    return named ? { channel: named.name ?? '', team: name } : null;
  }

  async function clientFor(serviceUrl: string): Promise<TeamsConnectorClient> {
    const connector = await connectorFor(serviceUrl);
    const known = clients.get(connector);
    if (known) return known;
    const client = new TeamsConnectorClient(connector.credentials, { baseUri: serviceUrl });
    attemptOnce(client);
    clients.set(connector, client);
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
