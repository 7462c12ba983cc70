import type { Activities } from './activities.ts';
import type { ChannelChange, TeamChange } from './api-requests.ts';
import type { Channel, Person, Team } from './contract.ts';
import type { Events } from './events.ts';
import type { Introductions } from './introductions.ts';
import type { Outbound } from './outbound.ts';
import type { Conversation, State } from './state.ts';

type Deps = { state: State; activities: Activities; outbound: Outbound; introductions: Introductions; events: Events };
type Flag = 'archived' | 'deleted' | 'gone';
type Step = { eventType: string; needs: Partial<Record<Flag, boolean>>; sets: Partial<Record<Flag, boolean>> };

export type TeamChanges = ReturnType<typeof createTeamChanges>;

const TEAM_STEPS: Record<'archive' | 'unarchive' | 'delete' | 'restore' | 'delete-for-good', Step> = {
  archive: { eventType: 'teamArchived', needs: { archived: false, deleted: false }, sets: { archived: true } },
  unarchive: { eventType: 'teamUnarchived', needs: { archived: true, deleted: false }, sets: { archived: false } },
  delete: { eventType: 'teamDeleted', needs: { deleted: false }, sets: { deleted: true } },
  restore: { eventType: 'teamRestored', needs: { deleted: true, gone: false }, sets: { deleted: false } },
  'delete-for-good': { eventType: 'teamHardDeleted', needs: { deleted: true, gone: false }, sets: { gone: true } },
};

/** What happens to teams and channels, and how a bot that is in the team hears of it. */
export function createTeamChanges({ state, activities, outbound, introductions, events }: Deps) {
  const { people } = state;

  return {
    /** @returns null, or a sentence on why not */
    async changeTeam(team: Team, change: TeamChange): Promise<string | null> {
      await introduce(team);
      switch (change.change) {
        case 'rename':
          if (team.deleted) return `${team.name} has been deleted.`;
          team.name = change.name;
          return tell(team, 'teamRenamed');
        case 'remove-bot':
          return removeBot(team);
        case 'add-bot':
          return addBot(team, change.channel);
        case 'upgrade-bot':
          return upgradeBot(team);
        default:
          return step(team, TEAM_STEPS[change.change], change.change);
      }
    },

    /** @returns null, or a sentence on why not */
    async changeChannel(conversation: Conversation, change: ChannelChange): Promise<string | null> {
      const team = people.team(conversation.owner);
      const channel = team?.channels.find(({ id }) => id === conversation.id);
      if (!team || !channel || team.deleted) return 'There is no such channel.';
      if (channel.name === null) return 'The General channel stays as it is.';
      const isDeleted = channel.deleted ?? false;
      await introduce(team);
      if (isDeleted !== (change.change === 'restore')) return `${channel.name} ${isDeleted ? 'has' : 'has not'} been deleted.`;
      if (change.change === 'rename') {
        Object.assign(channel, { name: change.name });
        conversation.name = change.name;
        return tell(team, 'channelRenamed', channel);
      }
      channel.deleted = change.change === 'delete';
      return tell(team, channel.deleted ? 'channelDeleted' : 'channelRestored', channel);
    },

    /** People join and leave a team. */
    async changeMembers(team: Team, added: Person[], removed: Person[]): Promise<void> {
      await introduce(team);
      const before = people.members(generalOf(team));
      const leaving = removed.filter(({ id }) => team.memberIds.includes(id));
      const joining = added.filter(({ id }) => !team.memberIds.includes(id));
      team.memberIds = [...team.memberIds.filter((id) => !leaving.some((person) => person.id === id)), ...joining.map(({ id }) => id)];
      changed();
      await tellMembers(team, before, 'membersAdded', joining);
      await tellMembers(team, before, 'membersRemoved', leaving);
    },

    /**
     * People join and leave a channel with members of its own, which a channel becomes by it. A bot without `ChannelMember.Read.Group` hears nothing of
     * that ("Apps for shared and private channels").
     */
    changeChannelMembers({ id, owner }: Conversation, added: Person[], removed: Person[]): void {
      const team = people.team(owner);
      const channel = team?.channels.find((one) => one.id === id);
      if (!team || !channel) return;
      const isLeaving = (person: string) => removed.some((one) => one.id === person);
      const staying = (channel.memberIds ?? team.memberIds).filter((person) => !isLeaving(person));
      channel.memberIds = [...new Set([...staying, ...added.map((person) => person.id)])];
      changed();
    },
  };

  /** Nothing of a team is heard before the bot has been added to it. */
  async function introduce(team: Team): Promise<void> {
    const [first] = people.members(generalOf(team));
    if (first) await introductions.introduce(first, generalOf(team));
  }

  function step(team: Team, { eventType, needs, sets }: Step, change: string): Promise<null> | string {
    const unfit = Object.entries(needs).some(([flag, wanted]) => (team[flag as Flag] ?? false) !== wanted);
    if (unfit) return `${team.name} is in no state to ${change.replaceAll('-', ' ')}.`;
    Object.assign(team, sets);
    return tell(team, eventType);
  }

  async function removeBot(team: Team): Promise<string | null> {
    if (team.withoutBot) return `The bot is not in ${team.name}.`;
    const [remover] = people.members(generalOf(team));
    team.withoutBot = true;
    state.introduced.delete(team.id);
    changed();
    if (!remover) return null;
    const place = { conversation: generalOf(team) };
    await outbound.deliver(activities.membership(remover, place, 'membersRemoved'));
    await outbound.deliver(activities.installation(remover, place, 'remove'));
    return null;
  }

  /** `chosen`: the channel in which the bot is to speak first; General unless told. */
  async function addBot(team: Team, chosen = team.id): Promise<string | null> {
    if (!team.withoutBot) return `The bot is in ${team.name} already.`;
    const conversation = state.find(chosen);
    if (conversation?.owner !== team.id) return `${team.name} has no channel ${chosen}.`;
    team.withoutBot = false;
    changed();
    const [first] = people.members(generalOf(team));
    if (first) await introductions.introduce(first, conversation);
    return null;
  }

  /** Nothing but two events, the one of the old version going and the one of the new one coming ("Conversation events in your Teams bot"). */
  async function upgradeBot(team: Team): Promise<string | null> {
    if (team.withoutBot) return `The bot is not in ${team.name}.`;
    const [first] = people.members(generalOf(team));
    const place = { conversation: generalOf(team) };
    for (const action of ['remove-upgrade', 'add-upgrade'] as const)
      if (first) await outbound.deliver(activities.installation(first, place, action));
    return null;
  }

  /** The bot hears of it in the General channel, from the first who is in the team. */
  async function tell(team: Team, eventType: string, channel?: Channel): Promise<null> {
    changed();
    const [first] = people.members(generalOf(team));
    if (first && !team.withoutBot) await outbound.deliver(activities.teamEvent(first, generalOf(team), eventType, channel));
    return null;
  }

  async function tellMembers(team: Team, before: Person[], change: 'membersAdded' | 'membersRemoved', who: Person[]): Promise<void> {
    const teller = before[0] ?? who[0];
    if (who.length === 0 || !teller || team.withoutBot) return;
    await outbound.deliver(activities.membership(teller, { conversation: generalOf(team) }, change, who));
  }

  function changed(): void {
    state.changed();
    events.tellAll({ type: 'world' });
  }

  function generalOf(team: Team): Conversation {
    return state.find(team.id) as Conversation;
  }
}
