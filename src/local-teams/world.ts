import type { Person, Team, World } from './contract.ts';
import { channelIdOf, guidOf, teamsIdOf } from './identity.ts';
import { type AreaCode, type Discipline, type Language, outsiders, type PersonSeed, professionals, type TeamSeed, teams } from './seeds.ts';

export type { World } from './contract.ts';

/** The invented tenant: professionals of several counties, and the experts and coordinators of six teams. */
export const world: World = {
  tenantId: guidOf('tenant'),
  tenantName: 'Neuvo-esittely',
  people: [...professionals, ...teams.flatMap(membersOf), ...outsiders].map(personOf),
  teams: teams.map(teamOf),
};

/** Who coordinates which area. */
export const coordinators: { area: AreaCode; personId: string }[] = teams.map(({ area, coordinator }) => ({
  area,
  personId: idOf(coordinator),
}));

export type Registration = {
  personId: string;
  conversation: string;
  area: AreaCode;
  fields: string[];
  disciplines: Discipline[];
  languages: Language[];
  general: boolean;
};

/** Which channel each coordinator would register as which expert network. */
export const registrations: Registration[] = teams.flatMap((team) =>
  team.channels.flatMap(({ name, fields, disciplines = [], general = false }) =>
    fields
      ? [
          {
            personId: idOf(team.coordinator),
            conversation: channelId(team, name),
            area: team.area,
            fields,
            disciplines,
            languages: team.languages,
            general,
          },
        ]
      : [],
  ),
);

function membersOf(team: TeamSeed): PersonSeed[] {
  return [team.coordinator, ...team.experts, ...(team.guests ?? [])];
}

function personOf(seed: PersonSeed): Person {
  const { name, title, group, locale = 'fi', installed = true } = seed;
  const id = idOf(seed);
  const outside = { ...(seed.guest ? { guest: true } : {}), ...(seed.tenant ? { tenantId: guidOf(`tenant/${seed.tenant}`) } : {}) };
  return { id, teamsId: teamsIdOf(id), name, title, locale, group, ...outside, installed };
}

/** The General channel has the team's own id and no name. */
function teamOf(team: TeamSeed): Team {
  const id = channelIdOf(team.area);
  const named = team.channels.map(({ name }) => ({ id: channelId(team, name), name }));
  return { id, name: team.name, memberIds: membersOf(team).map(idOf), channels: [{ id, name: null }, ...named] };
}

function idOf({ name }: PersonSeed): string {
  return guidOf(`person/${name}`);
}

function channelId(team: TeamSeed, name: string): string {
  return channelIdOf(`${team.area}/${name}`);
}
