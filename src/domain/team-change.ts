import type { Network, Place } from './network.ts';

/** What Teams tells of a team or of one of its channels. */
export type TeamChange =
  | { type: 'channel-renamed'; channel: string; name: string }
  | { type: 'team-renamed'; team: string; name: string }
  | { type: 'lost' | 'found'; channel: string }
  | { type: 'lost' | 'found'; team: string };

const longestName = 80;

/** Whether a change concerns a network: that of the channel, or every one of the team. A removed network hears of nothing. */
export function concerns(change: TeamChange, { state, channel, team }: Network): boolean {
  return state !== 'removed' && ('channel' in change ? change.channel === channel : change.team === team);
}

/** The network after what Teams has told; the network itself where that changes nothing. */
export function changedBy(change: TeamChange, network: Network): Network {
  switch (change.type) {
    case 'channel-renamed':
      return renamed(network, { channel: change.name });
    case 'team-renamed':
      return renamed(network, { team: change.name });
    case 'lost':
      return lost(network);
    case 'found':
      return found(network);
  }
}

function lost(network: Network): Network {
  const { state } = network;
  return state === 'active' || state === 'paused' ? { ...network, state: 'gone', comesBack: state } : network;
}

function found(network: Network): Network {
  const { comesBack = 'active', ...rest } = network;
  return network.state === 'gone' ? { ...rest, state: comesBack } : network;
}

/** The name of a network that is called as its channel and team are. */
export function nameFor({ channel, team }: Place): string {
  return cut([channel, team].filter((name) => name !== '').join(', '));
}

// A name that a coordinator has chosen stays, whatever the channel is called.
function renamed(network: Network, change: Partial<Place>): Network {
  const { place, name } = network;
  if (!place) return network;
  const next = { ...place, ...change };
  const pairs = [
    [nameFor(place), nameFor(next)],
    [cut(place.channel), cut(next.channel)],
    [cut(place.team), cut(next.team)],
  ];
  const [, following] = pairs.find(([before]) => before === name) ?? [];
  return { ...network, place: next, name: following || name };
}

function cut(name: string): string {
  return name.slice(0, longestName).toWellFormed().trim();
}
