import type { Person, Team, World } from './contract.ts';

/** `gone`: deleted; `without bot`: the bot has been removed from the team; `read-only`: the team is archived. */
export type Standing = 'open' | 'read-only' | 'without bot' | 'gone';

type Place = { id: string; kind: 'personal' | 'channel'; owner: string };

/** Who is who, who belongs where, and who has the bot. */
export function createPeople(world: World) {
  const byId = new Map(world.people.flatMap((person) => [[person.id, person] as const, [person.teamsId, person] as const]));
  const teams = new Map(world.teams.map((team) => [team.id, team]));
  const removers = new Set<string>();
  const blockers = new Set<string>();

  return {
    world,
    /** Those who have removed the bot: it can't write to them. */
    removers,
    /** Those who have the bot, and have blocked it. */
    blockers,

    /** By Entra object id or by `29:…` id. */
    find(id: string): Person | undefined {
      return byId.get(id);
    },

    team(id: string): Team | undefined {
      return teams.get(id);
    },

    /** Whether the bot may start a chat: it is installed for the person, or in a team of theirs. */
    reachable(person: Person): boolean {
      const isReached = ({ memberIds, deleted, withoutBot }: Team) => memberIds.includes(person.id) && !deleted && !withoutBot;
      return person.installed || world.teams.some(isReached);
    },

    /** What can be done in a conversation. */
    standing({ id, kind, owner }: Place): Standing {
      const team = kind === 'channel' ? teams.get(owner) : undefined;
      if (!team) return 'open';
      if (team.deleted || team.channels.some((channel) => channel.id === id && channel.deleted)) return 'gone';
      if (team.withoutBot) return 'without bot';
      return team.archived ? 'read-only' : 'open';
    },

    /** Who has the bot can talk to it, and who has been written to by it can answer. */
    mayTalk(person: Person, writtenTo: boolean): boolean {
      return person.installed || (writtenTo && !removers.has(person.id));
    },

    setInstalled(person: Person, installed: boolean): void {
      person.installed = installed;
      if (installed) removers.delete(person.id);
      else removers.add(person.id);
    },

    /** Those who belong to a conversation. */
    members(place: Place): Person[] {
      return idsIn(place).flatMap((id) => byId.get(id) ?? []);
    },

    belongs(person: Person, place: Place): boolean {
      return idsIn(place).includes(person.id);
    },
  };

  function idsIn({ id, kind, owner }: Place): string[] {
    if (kind === 'personal') return [owner];
    const team = teams.get(owner);
    return team?.channels.find((channel) => channel.id === id)?.memberIds ?? team?.memberIds ?? [];
  }
}
