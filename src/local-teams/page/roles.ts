import type { Person, Team } from '../contract.ts';

export const roles = ['professional', 'expert', 'coordinator', 'other'] as const;

export type Role = (typeof roles)[number];

/** @returns what a person can try here: those outside all teams ask, those in one answer, and titles tell who coordinates */
export function roleOf(person: Person, teams: Team[]): Role {
  if (person.guest || person.tenantId) return 'other';
  if (/[ck]oordina/i.test(person.title)) return 'coordinator';
  return teams.some((team) => team.memberIds.includes(person.id)) ? 'expert' : 'professional';
}
