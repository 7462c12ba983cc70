import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { offersOf } from '../../src/domain/access.ts';
import { type Act, Verb } from '../../src/domain/command.ts';
import { breachesOf, Consultation } from '../../src/domain/consultation.ts';
import { decide } from '../../src/domain/decide.ts';
import type { AreaId } from '../../src/domain/network.ts';
import { keyOf, type Telling } from '../../src/domain/notice.ts';
import { frozen } from '../support/consultations.ts';
import {
  actorFor,
  areasOf,
  type DoneStep,
  directory,
  everybody,
  expertFor,
  isDone,
  isIn,
  life,
  type Step,
  walk,
} from '../support/walks.ts';

const doneVerbs = new Set<string>(['submit', 'resend', 'escalate', 'warn', 'breach', 'nudge', 'return', 'vacate', 'lapse', 'unroute']);
const assigning = ['not-a-member', 'already-seated', 'own-consultation'];
const reachedStatuses = new Set<string>();

/** Checks something after every step of many random lives. */
function afterEveryStep(check: (step: Step) => void): void {
  const lives = fc.property(life, (presses) => {
    for (const step of walk(presses)) check(step);
  });
  fc.assert(lives, { numRuns: 120 });
}

/** The same, for the steps that changed something. */
function afterEveryDoing(check: (step: DoneStep) => void): void {
  afterEveryStep((step) => {
    if (!isDone(step)) return;
    doneVerbs.add(step.command.verb);
    reachedStatuses.add(step.decision.next.status);
    check(step);
  });
}

describe('after every step of every life', () => {
  test('no invariant is broken', () => {
    afterEveryDoing(({ decision }) => expect(breachesOf(decision.next)).toEqual([]));
  });

  test('the document is what its schema says, and nothing more', () => {
    afterEveryDoing(({ decision }) => expect(Consultation.parse(decision.next)).toStrictEqual(decision.next));
  });

  test('history has grown by one entry that tells who did what and when, and the old ones are untouched', () => {
    afterEveryDoing(({ before, command, actor, at, decision }) => {
      const told = {
        seq: before.history.length + 1,
        at,
        by: actor.person,
        key: command.key,
        from: before.status,
        to: decision.next.status,
      };
      expect(decision.next.history.slice(0, -1)).toEqual(before.history);
      expect(decision.next.history.at(-1)).toMatchObject(told);
    });
  });

  test('who asked, when and under which reference stays as it was', () => {
    afterEveryDoing(({ before, decision: { next } }) => {
      const identityOf = ({ id, reference, requester, openedAt }: Consultation) => ({ id, reference, requester, openedAt });
      expect(identityOf(next)).toEqual(identityOf(before));
    });
  });

  test('there is exactly one lead wherever somebody has claimed, and nobody has a seat elsewhere', () => {
    afterEveryDoing(({ decision: { next } }) => {
      const isHeld = ['claimed', 'waiting', 'answered', 'closed'].includes(next.status);
      expect(next.seats.filter(({ lead }) => lead)).toHaveLength(isHeld ? 1 : 0);
      expect(isHeld || next.seats.length === 0).toBe(true);
    });
  });

  // What went in is frozen: a decision that changed it would have thrown.
  test('a refusal gives a code, and nothing to write or tell', () => {
    afterEveryStep(({ decision }) => {
      if ('refusal' in decision) expect(decision).toEqual({ refusal: expect.objectContaining({ code: expect.any(String) }) });
    });
  });

  test('the same key again, sent by anybody, changes and tells nothing', () => {
    afterEveryDoing(({ command, at, decision: { next } }) => {
      for (const person of everybody) {
        const again = decide(frozen(next), command, { at, actor: actorFor(person, next), directory });
        expect(again).toEqual({ next, tellings: [], repeated: true });
      }
    });
  });

  test('everything was done by somebody who had the right to it then, however old the command', () => {
    afterEveryDoing((step) => expect(hadTheRight(step)).toBe(true));
  });

  test('what is offered is what is taken, whatever else may be wrong with it', () => {
    const otherwiseWrong = [
      'identifying',
      'no-such-network',
      'not-wished',
      'seat-taken',
      'full',
      'only-coordinators',
      'only-answers',
      ...assigning,
    ];
    afterEveryStep(({ before, command, actor, at, decision }) => {
      const isOffered = offersOf(actor, before, at).includes(command.verb);
      if ('refusal' in decision) expect(!isOffered || otherwiseWrong.includes(decision.refusal.code)).toBe(true);
      else expect(isOffered || decision.repeated).toBe(true);
    });
  });

  test('each telling of a decision is another', () => {
    afterEveryDoing(({ decision }) => {
      const keys = decision.tellings.map(keyOf);
      expect(new Set(keys).size).toBe(keys.length);
    });
  });

  test('only the asker, the network that had or has the case, and its coordinators are told', () => {
    afterEveryDoing((step) => {
      for (const telling of step.decision.tellings) expect([telling, isAddressedWell(telling, step)]).toEqual([telling, true]);
    });
  });

  test('what an expert says to the asker reaches the asker, and what the asker says reaches whoever has the case', () => {
    afterEveryDoing(({ before, command, actor, decision: { next, tellings } }) => {
      if (!['message', 'ask-info', 'give-info', 'answer'].includes(command.verb) || ('heard' in command && command.heard)) return;
      const audience = actor.person.id !== before.requester.id ? 'asker-post' : next.network ? 'thread-post' : 'coordinator-post';
      expect(tellings.map(({ type }) => type)).toContain(audience);
    });
  });

  test('the promise is never moved earlier, but by the asker who revises or by reopening', () => {
    afterEveryDoing(({ before, command, decision }) => {
      if (command.verb !== 'revise' && command.verb !== 'reopen') expect(decision.next.dueAt >= before.dueAt).toBe(true);
    });
  });

  test('the same command, decided twice on the same, comes out the same', () => {
    afterEveryStep(({ before, command, actor, at, decision }) => {
      const expert = expertFor(command, before);
      expect(decide(before, command, { at, actor, directory, expert })).toEqual(decision);
    });
  });

  // The walks would prove little if they had not done everything and been everywhere.
  afterAll(() => {
    expect([...doneVerbs].sort()).toEqual([...Verb.options].sort());
    expect([...reachedStatuses].sort()).toEqual(['answered', 'claimed', 'closed', 'open', 'waiting', 'withdrawn']);
  });
});

/** The rights as people know them, told from the document alone. */
function hadTheRight({ before, command, actor: { person } }: Step): boolean {
  const asks = person.id === before.requester.id;
  const isMember = !asks && isIn(before.network, person.id);
  const seat = isMember ? before.seats.find(({ expert }) => expert.id === person.id) : undefined;
  const isInCharge = seat?.lead === true || (!asks && mayHear(person.id, before.area));
  const rights: Record<Act['verb'], boolean> = {
    revise: asks,
    withdraw: asks,
    'give-info': asks,
    claim: isMember,
    join: isMember && !seat,
    leave: seat?.lead === false,
    release: isInCharge,
    redirect: isInCharge,
    'ask-info': seat !== undefined,
    answer: seat !== undefined,
    message: asks || seat !== undefined,
    reopen: asks || isInCharge,
    close: asks || isInCharge,
    assign: isInCharge,
    remind: !asks && mayHear(person.id, before.area),
    resend: !asks && mayHear(person.id, before.area),
  };
  return rights[command.verb];
}

function isAddressedWell(telling: Telling, { before, decision: { next } }: DoneStep): boolean {
  const isNew = !('entry' in telling) || telling.entry === next.history.length;
  const hasMoved = next.network !== before.network;
  switch (telling.type) {
    case 'asker-post':
    case 'status-card-refresh':
      return isNew;
    case 'status-card':
      return false;
    case 'coordinator-post':
      return isNew && next.network === null && mayHear(telling.person, next.area);
    case 'channel-card':
      return hasMoved && isLiving(telling.card, next);
    case 'channel-card-refresh':
      return isLiving(telling.card, before);
    case 'thread-post':
      return isLiving(telling.card, before) ? isNew : hasMoved && isLiving(telling.card, next) && wasSaid(telling.entry, before);
    case 'digest':
      return false;
  }
}

/** Whether this card is the one in the channel of the network that has the case. */
function isLiving(card: number, { network, cards }: Consultation): boolean {
  return network !== null && card === cards.length - 1 && cards[card]?.network === network;
}

/** Whether an earlier entry is something that was said between the experts and the asker. */
function wasSaid(entry: number, { history }: Consultation): boolean {
  return ['ask-info', 'give-info', 'message', 'answer'].includes(history[entry - 1]?.verb ?? '');
}

function mayHear(personId: string, area: AreaId): boolean {
  return areasOf(personId).some((one) => one === area || one === 'kansallinen');
}
