import { describe, expect, test } from '@jest/globals';
import { type Act, Verb } from '../../src/domain/command.ts';
import { Status } from '../../src/domain/consultation.ts';
import { actOf, actors, attempt, inStatus, monday, type RoleName, roleNames } from '../support/consultations.ts';

type GivenVerb = Act['verb'];

const statuses: Status[] = ['open', 'claimed', 'waiting', 'answered', 'closed', 'withdrawn'];

/**
 * What comes of each command in each status, in the order of `statuses`: `→` and the status that it leads to, or why it is refused.
 * Whoever is not named may not give the command at all. Where nobody has it (open, withdrawn), those who had a seat are members again.
 */
const matrix: Record<GivenVerb, Partial<Record<RoleName, string>>> = {
  revise: {
    requester: '→open already-claimed already-claimed already-answered closed withdrawn',
  },
  withdraw: {
    requester: '→withdrawn →withdrawn →withdrawn already-answered closed withdrawn',
  },
  claim: {
    requester: 'own-consultation own-consultation own-consultation own-consultation own-consultation own-consultation',
    lead: '→claimed already-claimed already-claimed already-claimed closed withdrawn',
    'co-expert': '→claimed already-claimed already-claimed already-claimed closed withdrawn',
    member: '→claimed already-claimed already-claimed already-claimed closed withdrawn',
  },
  join: {
    requester: 'own-consultation own-consultation own-consultation own-consultation own-consultation own-consultation',
    lead: 'not-claimed already-seated already-seated already-seated closed withdrawn',
    'co-expert': 'not-claimed already-seated already-seated already-seated closed withdrawn',
    member: 'not-claimed →claimed →waiting →answered closed withdrawn',
  },
  leave: {
    'co-expert': 'not-yours →claimed →waiting →answered closed not-yours',
  },
  release: {
    lead: 'not-yours →open →open already-answered closed not-yours',
    coordinator: 'not-claimed →open →open already-answered closed withdrawn',
    'national coordinator': 'not-claimed →open →open already-answered closed withdrawn',
  },
  redirect: {
    lead: 'not-yours →open →open already-answered closed not-yours',
    coordinator: '→open →open →open already-answered closed withdrawn',
    'national coordinator': '→open →open →open already-answered closed withdrawn',
  },
  'ask-info': {
    lead: 'not-yours →waiting →waiting →waiting closed not-yours',
    'co-expert': 'not-yours →waiting →waiting →waiting closed not-yours',
  },
  'give-info': {
    requester: '→open →claimed →claimed →answered closed withdrawn',
  },
  message: {
    // What the asker writes while they are waited for is the information that was asked for.
    requester: '→open →claimed →claimed →answered closed withdrawn',
    lead: 'not-yours →claimed →waiting →answered closed not-yours',
    'co-expert': 'not-yours →claimed →waiting →answered closed not-yours',
  },
  answer: {
    lead: 'not-yours →answered →answered →answered closed not-yours',
    'co-expert': 'not-yours →answered →answered →answered closed not-yours',
  },
  reopen: {
    requester: 'not-closed not-closed not-closed →claimed →claimed withdrawn',
    lead: 'not-yours not-closed not-closed →claimed →claimed not-yours',
    coordinator: 'not-closed not-closed not-closed →claimed →claimed withdrawn',
    'national coordinator': 'not-closed not-closed not-closed →claimed →claimed withdrawn',
  },
  close: {
    // The lead has closed it: the asker may still answer the two questions.
    requester: 'not-answered not-answered not-answered →closed →closed withdrawn',
    lead: 'not-yours not-answered not-answered →closed closed not-yours',
    coordinator: 'not-answered not-answered not-answered →closed closed withdrawn',
    'national coordinator': 'not-answered not-answered not-answered →closed closed withdrawn',
  },
  assign: {
    lead: 'not-yours →claimed →waiting →answered closed not-yours',
    coordinator: '→claimed →claimed →waiting →answered closed withdrawn',
    'national coordinator': '→claimed →claimed →waiting →answered closed withdrawn',
  },
  remind: {
    coordinator: '→open →claimed →waiting already-answered closed withdrawn',
    'national coordinator': '→open →claimed →waiting already-answered closed withdrawn',
  },
  resend: {
    coordinator: 'nothing-failed nothing-failed nothing-failed nothing-failed nothing-failed nothing-failed',
    'national coordinator': 'nothing-failed nothing-failed nothing-failed nothing-failed nothing-failed nothing-failed',
  },
};

const clockVerbs: Verb[] = ['escalate', 'warn', 'breach', 'nudge', 'return', 'vacate', 'lapse', 'unroute'];

const rows = (Object.keys(matrix) as GivenVerb[]).flatMap((verb) => roleNames.map((role) => ({ verb, role })));
const nowhere = statuses.map(() => 'not-yours').join(' ');

function outcomeOf(verb: GivenVerb, role: RoleName, status: Status): string {
  const decision = attempt(inStatus(status), actors[role], actOf(verb));
  return 'refusal' in decision ? decision.refusal.code : `→${decision.next.status}`;
}

describe('the matrix', () => {
  test('speaks of every status and every command that a person can give', () => {
    expect(statuses).toEqual(Status.options);
    expect([...Object.keys(matrix), 'submit', ...clockVerbs].sort()).toEqual([...Verb.options].sort());
  });

  test.each(rows)('says what comes of $verb by the $role', ({ verb, role }) => {
    const outcomes = statuses.map((status) => outcomeOf(verb, role, status));

    expect(outcomes.join(' ')).toBe(matrix[verb][role] ?? nowhere);
  });
});

describe('already-claimed', () => {
  test.each(['claimed', 'waiting', 'answered'] as const)('says who has claimed what is %s, and when', (status) => {
    const decision = attempt(inStatus(status), actors.member, actOf('claim'), '2026-11-24T10:00:00.000Z');

    expect(decision).toEqual({ refusal: { code: 'already-claimed', by: actors.lead.person, at: monday } });
  });

  test('says it to the asker who comes too late to edit', () => {
    const decision = attempt(inStatus('claimed'), actors.requester, actOf('revise'));

    expect(decision).toEqual({ refusal: { code: 'already-claimed', by: actors.lead.person, at: monday } });
  });
});
