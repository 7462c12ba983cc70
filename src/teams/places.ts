import type { TeamsChannelData } from 'botbuilder';
import { TeamsConnectorClient } from 'botframework-connector/lib/teams/teamsConnectorClient.js';
import type { Place } from '../domain/network.ts';
import { type ConnectorFor, failureOf } from './adapter.ts';

/** Builds what knows places: what Teams calls a team's channels. */
export function createPlaces({ connectorFor }: { connectorFor: ConnectorFor }) {
  /** What Teams calls a channel and its team; null if it does not tell, or the channel is not there. */
  async function placeOf(serviceUrl: string, team: string, channel: string): Promise<Place | null> {
    try {
      const { credentials } = await connectorFor(serviceUrl);
      const { teams } = new TeamsConnectorClient(credentials, { baseUri: serviceUrl });
      const [{ name = '' }, { conversations = [] }] = await Promise.all([teams.fetchTeamDetails(team), teams.fetchChannelList(team)]);
      const found = conversations.find(({ id }) => id === channel);
      return found ? { channel: found.name ?? '', team: name } : null;
    } catch (error) {
      // A name is worth no failure: the coordinator writes one.
      if (failureOf(error) === null) throw error;
      return null;
    }
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
