import { describe, expect, test } from '@jest/globals';
import { coordinates, maySee, offersOf, rolesOf } from '../../src/domain/access.ts';
import { type Status, Status as Statuses } from '../../src/domain/consultation.ts';
import { actOf, actorOf, actors, inStatus, lived, monday, opened, type RoleName, roleNames } from '../support/consultations.ts';

const { requester, lead, 'co-expert': colleague, member, coordinator } = actors;

describe('a person', () => {
  test.each([
    ['requester', ['requester']],
    ['lead', ['lead', 'member']],
    ['co-expert', ['co-expert', 'member']],
    ['member', ['member']],
    ['coordinator', ['coordinator']],
    ['coordinator elsewhere', []],
    ['national coordinator', ['coordinator']],
    ['stranger', []],
  ] as const)('who is the %s of what is claimed has the roles %j', (role, roles) => {
    expect(rolesOf(actors[role], inStatus('claimed'))).toEqual(roles);
  });

  test('who asks is nothing but the asker, in their own channel and their own area', () => {
    expect(rolesOf({ ...requester, isMember: true, coordinates: ['pohjois', 'kansallinen'] }, inStatus('claimed'))).toEqual(['requester']);
  });

  test('can be coordinator and expert at once', () => {
    expect(rolesOf({ ...lead, coordinates: ['pohjois'] }, inStatus('claimed'))).toEqual(['lead', 'member', 'coordinator']);
  });

  test.each([
    ['lead', lead],
    ['co-expert', colleague],
  ])('who was the %s and has left the channel is nobody', (_, actor) => {
    expect(rolesOf({ ...actor, isMember: false }, inStatus('answered'))).toEqual([]);
  });
});

describe('a consultation', () => {
  test.each(Statuses.options)('that is %s can be seen by the asker, the network and the centre, and by nobody else', (status) => {
    const seeing = roleNames.filter((role) => maySee(actors[role], inStatus(status)));

    expect(seeing).toEqual(['requester', 'lead', 'co-expert', 'member', 'coordinator', 'national coordinator']);
  });

  test('cannot be seen any more by the centre that it was redirected from', () => {
    const redirected = lived(opened(), [coordinator, actOf('redirect')]);

    expect(maySee(coordinator, redirected)).toBe(false);
    expect(maySee(actors['coordinator elsewhere'], redirected)).toBe(true);
  });

  test('is coordinated by its own centre and the whole country’s', () => {
    expect(coordinates(coordinator, 'pohjois')).toBe(true);
    expect(coordinates(coordinator, 'ita')).toBe(false);
    expect(coordinates(actors['national coordinator'], 'ita')).toBe(true);
    expect(coordinates(coordinator, 'kansallinen')).toBe(false);
  });
});

/** What each person is offered, in each status; whoever is not named is offered nothing. */
const offers: Record<Status, Partial<Record<RoleName, string[]>>> = {
  open: {
    requester: ['revise', 'withdraw', 'give-info', 'message'],
    lead: ['claim'],
    'co-expert': ['claim'],
    member: ['claim'],
    coordinator: ['redirect', 'assign', 'remind'],
    'national coordinator': ['redirect', 'assign', 'remind'],
  },
  claimed: {
    requester: ['withdraw', 'give-info', 'message'],
    lead: ['release', 'redirect', 'ask-info', 'message', 'answer', 'assign'],
    'co-expert': ['leave', 'ask-info', 'message', 'answer'],
    member: ['join'],
    coordinator: ['release', 'redirect', 'assign', 'remind'],
    'national coordinator': ['release', 'redirect', 'assign', 'remind'],
  },
  waiting: {
    requester: ['withdraw', 'give-info', 'message'],
    lead: ['release', 'redirect', 'ask-info', 'message', 'answer', 'assign'],
    'co-expert': ['leave', 'ask-info', 'message', 'answer'],
    member: ['join'],
    coordinator: ['release', 'redirect', 'assign', 'remind'],
    'national coordinator': ['release', 'redirect', 'assign', 'remind'],
  },
  answered: {
    requester: ['give-info', 'message', 'reopen', 'close'],
    lead: ['ask-info', 'message', 'answer', 'reopen', 'close', 'assign'],
    'co-expert': ['leave', 'ask-info', 'message', 'answer'],
    member: ['join'],
    coordinator: ['reopen', 'close', 'assign'],
    'national coordinator': ['reopen', 'close', 'assign'],
  },
  closed: {
    requester: ['reopen', 'close'],
    lead: ['reopen'],
    coordinator: ['reopen'],
    'national coordinator': ['reopen'],
  },
  withdrawn: {},
};

describe('the offers', () => {
  const cases = Statuses.options.flatMap((status) => roleNames.map((role) => ({ status, role })));

  test.each(cases)('of what is $status to the $role are what they can do', ({ status, role }) => {
    expect(offersOf(actors[role], inStatus(status), monday)).toEqual(offers[status][role] ?? []);
  });

  test('hold no questions that the asker has answered', () => {
    const closed = lived(inStatus('answered'), [requester, actOf('close', { helped: 5 })]);

    expect(offersOf(requester, closed, monday)).toEqual(['reopen']);
  });

  test('hold no seat where all are taken', () => {
    const full = lived(inStatus('claimed'), [member, actOf('join', { discipline: 'education' })]);

    expect(offersOf(actorOf('Fia Fourth', { isMember: true }), full, monday)).toEqual([]);
  });
});
