import type { Instant } from './calendar.ts';
import type { Act, Verb } from './command.ts';
import type { Consultation, PersonRef } from './consultation.ts';
import { freeSeats, leadOf } from './consultation.ts';
import { canReopen } from './deadlines.ts';
import type { AreaId, Locale } from './network.ts';
import { undeliveredOf } from './notice.ts';
import { transitions } from './transitions.ts';

/** The person who acts, with what was found out about them on the server: Teams' membership of the network's channel, the directory's roles. */
export type Actor = { person: PersonRef; locale: Locale; isMember: boolean; coordinates: AreaId[] };

export const roles = ['requester', 'lead', 'co-expert', 'member', 'coordinator'] as const;
export type Role = (typeof roles)[number];

/** Who may give which command. A member is anyone in the channel of the network that has the consultation. */
const rights: Record<Act['verb'], readonly Role[]> = {
  revise: ['requester'],
  withdraw: ['requester'],
  claim: ['member'],
  join: ['member'],
  leave: ['co-expert'],
  release: ['lead', 'coordinator'],
  redirect: ['lead', 'coordinator'],
  'ask-info': ['lead', 'co-expert'],
  'give-info': ['requester'],
  message: ['requester', 'lead', 'co-expert'],
  answer: ['lead', 'co-expert'],
  reopen: ['requester', 'lead', 'coordinator'],
  close: ['requester', 'lead', 'coordinator'],
  assign: ['lead', 'coordinator'],
  remind: ['coordinator'],
  resend: ['coordinator'],
};
const verbs = Object.keys(rights) as Act['verb'][];

/** What a person is to a consultation. An asker who is also a member of the channel stays the asker: nobody answers themselves. */
export function rolesOf(actor: Actor, consultation: Consultation): Role[] {
  const { person } = actor;
  if (person.id === consultation.requester.id) return ['requester'];
  const seated = consultation.seats.some((seat) => seat.expert.id === person.id);
  const found: [Role, boolean][] = [
    ['lead', actor.isMember && leadOf(consultation)?.id === person.id],
    ['co-expert', actor.isMember && seated && leadOf(consultation)?.id !== person.id],
    ['member', actor.isMember],
    ['coordinator', coordinates(actor, consultation.area)],
  ];
  return found.filter(([, is]) => is).map(([role]) => role);
}

/** Whether one of the person's roles has the right to this command. The status may still forbid it. */
export function mayGive(actor: Actor, verb: Act['verb'], consultation: Consultation): boolean {
  return rolesOf(actor, consultation).some((role) => rights[verb].includes(role));
}

/** The commands that a person can give a consultation at `at`: those that they have the right to and its status takes. */
export function offersOf(actor: Actor, consultation: Consultation, at: Instant): Verb[] {
  return verbs.filter((verb) => mayGive(actor, verb, consultation) && takes(verb, consultation, actor.person, at));
}

/** The commands that whoever coordinates its area, and has not asked it, can give a consultation at `at`. */
export function offersToCoordinators(consultation: Consultation, at: Instant): Verb[] {
  return verbs.filter((verb) => rights[verb].includes('coordinator') && takes(verb, consultation, null, at));
}

// Some depend on more than the status: nobody joins twice, and only missing feedback can be added to what is closed.
function takes(verb: Act['verb'], consultation: Consultation, person: PersonRef | null, at: Instant): boolean {
  if (typeof transitions[verb][consultation.status] !== 'string') return false;
  if (verb === 'join') return freeSeats(consultation).length > 0 && !consultation.seats.some((seat) => seat.expert.id === person?.id);
  if (verb === 'assign') return consultation.network !== null;
  if (verb === 'remind') return consultation.network !== null || consultation.status === 'waiting';
  if (verb === 'reopen') return consultation.closedAt === null || canReopen(consultation.closedAt, at);
  if (verb === 'resend') return undeliveredOf(consultation, at).length > 0;
  if (verb === 'close' && consultation.status === 'closed') return person?.id === consultation.requester.id && !consultation.feedback;
  return true;
}

/** Whether the person may read the consultation: the asker, the network that has it, the centre's coordinators; nobody else. */
export function maySee(actor: Actor, consultation: Consultation): boolean {
  return rolesOf(actor, consultation).length > 0;
}

/** Whether the person coordinates this area; the national coordinators coordinate them all. */
export function coordinates(actor: Pick<Actor, 'coordinates'>, area: AreaId): boolean {
  return actor.coordinates.includes(area) || actor.coordinates.includes('kansallinen');
}
