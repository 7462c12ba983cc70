import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Consultation } from '../../src/domain/consultation.ts';
import { happeningsOf } from '../../src/domain/happenings.ts';
import { actOf, actors, inStatus, lived, opened } from '../support/consultations.ts';
import { isDone, life, walk } from '../support/walks.ts';

const { requester, lead, coordinator } = actors;
const claim = actOf('claim', { discipline: 'social' });

describe('what happened to a consultation', () => {
  test('is asking, claiming, answering and closing, each once', () => {
    expect(kindsOf(inStatus('closed'))).toEqual(['asked', 'claimed', 'answered', 'closed']);
  });

  test('is one answer, however many words follow it', () => {
    const told = lived(opened(), [lead, claim], [lead, actOf('answer')], [lead, actOf('answer')], [lead, actOf('ask-info')]);
    const answeredAgain = lived(told, [requester, actOf('give-info')], [lead, actOf('answer')]);

    expect(kindsOf(answeredAgain)).toEqual(['asked', 'claimed', 'answered']);
  });

  test('is another answer and another closing after it has been opened again', () => {
    const again = lived(inStatus('closed'), [requester, actOf('reopen')], [lead, actOf('answer')], [lead, actOf('close')]);

    expect(kindsOf(again)).toEqual(['asked', 'claimed', 'answered', 'closed', 'answered', 'closed']);
  });

  test('is one claim, whoever has it later', () => {
    const passedOn = lived(opened(), [lead, claim], [lead, actOf('release')], [coordinator, actOf('assign')]);

    expect(kindsOf(passedOn)).toEqual(['asked', 'claimed']);
  });

  test('is an opinion that was given when it had been closed, and no second closing', () => {
    const rated = lived(inStatus('closed'), [requester, actOf('close', { helped: 4 })]);

    expect(kindsOf(rated).slice(-2)).toEqual(['closed', 'rated']);
  });

  test('belongs to the area that it happened in: a redirection to the one that it left', () => {
    const away = lived(opened(), [coordinator, actOf('redirect', { target: 'area:ita' })], [requester, actOf('withdraw')]);

    expect(happeningsOf(away).map(({ kind, area }) => [kind, area])).toEqual([
      ['asked', 'pohjois'],
      ['redirected', 'pohjois'],
      ['withdrawn', 'ita'],
    ]);
  });

  test('belongs in every life to the area that the consultation was in just before', () => {
    fc.assert(
      fc.property(life, (presses) => {
        const areas = new Map<number, string>();
        let last: Consultation | null = null;
        for (const step of walk(presses).filter(isDone)) {
          // What the clock did before the step leaves the consultation in its area.
          for (const { seq } of step.before.history) if (!areas.has(seq)) areas.set(seq, step.before.area);
          areas.set(step.decision.next.history.length, step.before.area);
          last = step.decision.next;
        }
        const happened = last ? happeningsOf(last).slice(1) : [];

        expect(happened.map(({ area }) => area)).toEqual(happened.map(({ entry }) => areas.get(entry.seq)));
      }),
      { numRuns: 60 },
    );
  });
});

function kindsOf(consultation: Consultation): string[] {
  return happeningsOf(consultation).map(({ kind }) => kind);
}
