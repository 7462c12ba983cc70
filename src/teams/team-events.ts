import type { Activity } from 'botbuilder';
import * as z from 'zod/v4';
import type { Clock } from '../clock.ts';
import type { Desk } from '../desk/desk.ts';
import type { DirectoryDesk } from '../desk/directory.ts';
import type { Network } from '../domain/network.ts';
import { withoutPeople } from '../domain/rota.ts';
import { changedBy, concerns, type TeamChange } from '../domain/team-change.ts';
import { cleanName } from '../domain/text.ts';
import type { People } from './people.ts';
import type { Places } from './places.ts';

type Dependencies = {
  desk: Pick<Desk, 'takeBack' | 'partWith'>;
  directory: DirectoryDesk;
  people: Pick<People, 'membersIn' | 'forget'>;
  places: Places;
  clock: Pick<Clock, 'now'>;
};

const Account = z.looseObject({ id: z.string(), aadObjectId: z.string().optional() });
const Named = z.looseObject({ id: z.string(), name: z.string().overwrite(cleanName).nullish() });
/** What Teams sends to a bot in a team: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events */
const Event = z.looseObject({
  type: z.string(),
  action: z.string().optional(),
  recipient: z.looseObject({ id: z.string() }),
  membersAdded: z.array(Account).default([]),
  membersRemoved: z.array(Account).default([]),
  channelData: z.looseObject({ eventType: z.string().default(''), channel: Named.optional(), team: Named.optional() }),
});
type Event = z.infer<typeof Event>;

/** Builds what takes Teams' own events of teams in which the bot is: renamed, gone, back, and who has come and left. */
export function createTeamEvents({ desk, directory, people, places, clock }: Dependencies) {
  /** Takes an event of our own tenant. What is no such event is passed over. */
  async function take(activity: Activity): Promise<void> {
    const parsed = Event.safeParse(activity);
    if (!parsed.success) return;
    const event = parsed.data;
    const change = changeIn(event);
    if (change) return apply(change);
    const isOthers = ({ id }: { id: string }) => id !== event.recipient.id;
    const left = event.membersRemoved.filter(isOthers);
    const hasCome = event.membersAdded.some(isOthers) || isSharing(event.channelData.eventType);
    if (left.length > 0 || hasCome) await recount(event, left);
  }

  async function apply(change: TeamChange): Promise<void> {
    const { networks } = await directory.current();
    const concerned = networks.filter((one) => concerns(change, one));
    await forEach(concerned, (network) => applyTo(network, change));
    if (change.type === 'lost') await desk.takeBack();
  }

  async function applyTo(network: Network, change: TeamChange): Promise<void> {
    if (change.type === 'found' && 'team' in change && !(await stillThere(network))) return;
    await directory.changeNetwork(network.id, (before) => (concerns(change, before) ? changedBy(change, before) : null));
    if (change.type === 'found') await countAnew(network, []);
  }

  // A team that comes back may have lost a channel meanwhile; what Teams calls it tells that it is there.
  async function stillThere({ serviceUrl, team, channel }: Network): Promise<boolean> {
    return team === '' || (await places.placeOf(serviceUrl, team, channel)) !== null;
  }

  async function recount({ channelData: { eventType, channel, team } }: Event, left: z.infer<typeof Account>[]): Promise<void> {
    const { networks } = await directory.current();
    const concerned = networks.filter(
      (one) => one.state !== 'removed' && (isOfChannel(eventType) ? one.channel === channel?.id : one.team === team?.id),
    );
    const ids = left.flatMap(({ id, aadObjectId }) => [id, ...(aadObjectId ? [aadObjectId.toLowerCase()] : [])]);
    await forEach(concerned, (network) => countAnew(network, ids));
  }

  // Teams' roster may still name who has just left: the event knows better.
  async function countAnew({ id, serviceUrl, channel }: Network, left: string[]): Promise<void> {
    people.forget(channel);
    const { count: members, isThere } = await people.membersIn(serviceUrl, channel);
    await directory.changeNetwork(id, (before) => {
      const duty =
        before.duty &&
        withoutPeople(before.duty, (one) => left.includes(one.id) || left.includes(one.teamsId) || !isThere(one), clock.now());
      return before.members === members && duty === before.duty ? null : { ...before, members, duty };
    });
    await desk.partWith(id, left);
  }

  return { take };
}

/** What takes Teams' own events. */
export type TeamEvents = ReturnType<typeof createTeamEvents>;

// What fails for one network keeps none of the others from hearing; thrown in the end, it makes Teams send the event again.
async function forEach(networks: Network[], work: (network: Network) => Promise<void>): Promise<void> {
  const outcomes = await Promise.allSettled(networks.map(work));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
}

function changeIn({ type, action, recipient, membersAdded, membersRemoved, channelData }: Event): TeamChange | null {
  const { eventType, channel, team } = channelData;
  const isBot = ({ id }: { id: string }) => id === recipient.id;
  if (type === 'installationUpdate') return team ? comingOf(action ?? '', team.id) : null;
  const place = placeIn(channelData);
  if (place && membersRemoved.some(isBot)) return { type: 'lost', ...place };
  if (place && membersAdded.some(isBot)) return { type: 'found', ...place };
  return (channel ? ofChannel(eventType, channel) : null) ?? (team ? ofTeam(eventType, team) : null);
}

// A private or shared channel has members of its own: a bot that has left it is still in the team.
function placeIn({ eventType, channel, team }: Event['channelData']): { channel: string } | { team: string } | null {
  if (isOfChannel(eventType)) return channel ? { channel: channel.id } : null;
  return team ? { team: team.id } : null;
}

function isOfChannel(eventType: string): boolean {
  return eventType.startsWith('channelMember') || isSharing(eventType);
}

// A channel that is shared with a team, or no longer is, gains or loses that team's people ("Apps for shared and private channels").
function isSharing(eventType: string): boolean {
  return eventType === 'channelShared' || eventType === 'channelUnshared';
}

// An upgrade removes the app and adds it again: nothing is lost by it.
function comingOf(action: string, team: string): TeamChange | null {
  if (action === 'remove') return { type: 'lost', team };
  return action === 'add' ? { type: 'found', team } : null;
}

function ofChannel(eventType: string, { id, name }: z.infer<typeof Named>): TeamChange | null {
  if (eventType === 'channelRenamed') return name ? { type: 'channel-renamed', channel: id, name } : null;
  if (eventType === 'channelDeleted') return { type: 'lost', channel: id };
  return eventType === 'channelRestored' ? { type: 'found', channel: id } : null;
}

function ofTeam(eventType: string, { id, name }: z.infer<typeof Named>): TeamChange | null {
  if (eventType === 'teamRenamed') return name ? { type: 'team-renamed', team: id, name } : null;
  if (['teamDeleted', 'teamHardDeleted', 'teamArchived'].includes(eventType)) return { type: 'lost', team: id };
  return ['teamRestored', 'teamUnarchived'].includes(eventType) ? { type: 'found', team: id } : null;
}
