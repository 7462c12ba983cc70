import { isDeepStrictEqual } from 'node:util';
import { breachesOf, type Consultation, type Entry } from '../../src/domain/consultation.ts';
import type { Person } from '../../src/domain/person.ts';
import type { World } from '../../src/local-teams/contract.ts';
import { coordinators } from '../../src/local-teams/world.ts';
import type { Write } from './watched-store.ts';

type Role = 'requester' | 'lead' | 'co-expert' | 'member' | 'coordinator';

/** Who may do what, as the product's description says it; on purpose not read from the bot's own table. */
const may: Record<string, Role[]> = {
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
const byClock: Entry['verb'][] = ['remind', 'escalate', 'warn', 'breach', 'nudge', 'return', 'vacate', 'leave', 'lapse', 'unroute'];
// What delivering changes.
const delivery = { notices: [], failures: [], lease: null, tickAt: null, alarmAt: null, statusActivity: null, cards: [] };

/** Holds writes against who was at the bot's door when they were done. Builds on the membership that local Teams knows, not on the bot's. */
export function createRights({ people, teams }: Pick<World, 'people' | 'teams'>) {
  /** What is wrong with a write, in a sentence; null if somebody who may has done it. `actor`: the Entra id of who sent the activity. */
  function objection({ before, after }: Write, actor: string | null): string | null {
    if (after.kind === 'person') return personal(before as Person | null, after, actor);
    if (after.kind === 'network' || after.kind === 'centre')
      return coordinates(actor, after.area) ? null : `a ${after.kind} was changed by somebody who does not coordinate its area`;
    if (after.kind !== 'consultation') return null;
    return consultation(before as Consultation | null, after, actor);
  }

  function consultation(before: Consultation | null, after: Consultation, actor: string | null): string | null {
    const [breach] = breachesOf(after);
    if (breach) return `a consultation is stored with ${breach}`;
    const entry = after.history.at(-1) as Entry;
    if (!before) return actor && entry.by?.id === actor && after.requester.id === actor ? null : 'somebody asked in the name of another';
    if (before.history.length === after.history.length)
      return isDeepStrictEqual({ ...before, ...delivery }, { ...after, ...delivery }) ? null : 'something was changed without a command';
    if (!isDeepStrictEqual(before.history, after.history.slice(0, -1))) return 'history was rewritten';
    if (!entry.by) return byClock.includes(entry.verb) ? null : `${entry.verb} was done by nobody`;
    if (entry.by.id !== actor) return `${entry.verb} was done in the name of another`;
    const allowed = may[entry.verb] ?? [];
    return rolesOf(before, actor).some((role) => allowed.includes(role)) ? null : `${entry.verb} was done by somebody without the right`;
  }

  // What was learnt of a person comes from that person; only the chat with them may be found by writing to them.
  function personal(before: Person | null, after: Person, actor: string | null): string | null {
    if (after.personId === actor) return null;
    return before && isDeepStrictEqual({ ...before, conversation: null }, { ...after, conversation: null })
      ? null
      : 'what is known of somebody was changed by another';
  }

  function rolesOf({ requester, seats, cards, network, area }: Consultation, actor: string): Role[] {
    if (requester.id === actor) return ['requester'];
    const seat = seats.find(({ expert }) => expert.id === actor);
    const isMember = network !== null && isIn(cards.at(-1)?.channel ?? '', actor);
    const found: [Role, boolean][] = [
      ['member', isMember],
      ['lead', isMember && seat?.lead === true],
      ['co-expert', isMember && seat?.lead === false],
      ['coordinator', coordinates(actor, area)],
    ];
    return found.flatMap(([role, is]) => (is ? [role] : []));
  }

  // A guest of a team is no expert of its network.
  function isIn(channel: string, id: string): boolean {
    const isGuest = people.some((person) => person.id === id && person.guest);
    return !isGuest && teams.some(({ channels, memberIds }) => channels.some((one) => one.id === channel) && memberIds.includes(id));
  }

  function coordinates(id: string | null, area: string): boolean {
    return coordinators.some((one) => one.personId === id && (one.area === area || one.area === 'kansallinen'));
  }

  return { objection };
}
