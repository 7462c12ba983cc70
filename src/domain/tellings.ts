import type { ChannelCard, Consultation } from './consultation.ts';
import { coordinatorsOf, type Directory, type Network } from './network.ts';
import type { Telling } from './notice.ts';

type Placed = Pick<Consultation, 'network' | 'cards' | 'history'>;

/** The channel card of a network that the consultation comes to, before it has been posted. */
export function cardFor({ id, name, languages, channel, serviceUrl, tenantId }: Network): ChannelCard {
  return { network: id, name, languages, channel, serviceUrl, tenantId, thread: null, activity: null };
}

/** Who hears of a consultation that has come to its place: the network, or the coordinators where there is none. */
export function placed(next: Consultation, directory: Directory, entry: number): Telling[] {
  return next.network ? [{ type: 'channel-card', card: next.cards.length - 1 }] : toCoordinators(next, directory, entry);
}

/** Brings the cards up to date: the network's, where one has it, and the asker's. */
export function refreshed({ network, cards }: Pick<Placed, 'network' | 'cards'>): Telling[] {
  return [...(network ? [{ type: 'channel-card-refresh', card: cards.length - 1 } as const] : []), { type: 'status-card-refresh' }];
}

/** Tells the network's thread of the entry that is being written. */
export function inThread({ network, cards, history }: Placed): Telling[] {
  return network ? [{ type: 'thread-post', card: cards.length - 1, entry: history.length + 1 }] : [];
}

/** Whoever has the consultation hears what the asker says and does, also while that is nobody but the coordinators. */
export function toHolders(consultation: Consultation, directory: Directory): Telling[] {
  return consultation.network ? inThread(consultation) : toCoordinators(consultation, directory, consultation.history.length + 1);
}

/** Tells each of the area's coordinators of an entry. */
export function toCoordinators({ area, requester }: Consultation, directory: Directory, entry: number): Telling[] {
  return coordinatorsOf(directory, area, requester.id).map((person) => ({ type: 'coordinator-post', person, entry }));
}

/** Tells the asker of the entry that is being written. */
export function toAsker({ history }: Pick<Placed, 'history'>): Telling {
  return { type: 'asker-post', entry: history.length + 1 };
}

/** Whether a telling that has not been delivered is still meant for where it was to go: what a network no longer has is no longer its business, whatever it has missed. */
export function isMeant(telling: Telling, { network, cards }: Pick<Placed, 'network' | 'cards'>): boolean {
  return !('card' in telling) || (network !== null && telling.card === cards.length - 1);
}
