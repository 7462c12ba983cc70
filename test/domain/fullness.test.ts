import { describe, expect, test } from '@jest/globals';
import type { Consultation } from '../../src/domain/consultation.ts';
import { decide } from '../../src/domain/decide.ts';
import { bytesOf } from '../../src/domain/fullness.ts';
import { addNotices, givenUp } from '../../src/domain/notice.ts';
import { limits } from '../../src/domain/request.ts';
import { actOf, actors, attempt, type Doing, directory, inStatus, lived, monday, north, opened } from '../support/consultations.ts';

const { lead, requester, coordinator } = actors;
const cosmosTakes = 2 * 1024 * 1024;
// No sign that is taken in takes more room in JSON.
const widest = '漢';
const text = widest.repeat(limits.text);
const reason = widest.repeat(limits.reason);

test('a consultation in which everybody says all that they can, and nobody can be reached, stays far under what Cosmos DB takes', () => {
  const size = bytesOf(livedToItsBounds());

  expect(size).toBeGreaterThan(0.4 * cosmosTakes);
  expect(size).toBeLessThan(0.6 * cosmosTakes);
});

describe('a consultation that takes no more', () => {
  test.each(['open', 'claimed', 'waiting'] as const)('can be withdrawn while it is %s', (status) => {
    const withdrawn = told(filled(inStatus(status)), [requester, actOf('withdraw', { text: reason, checked: true })]);

    expect(withdrawn?.status).toBe('withdrawn');
  });

  test.each(['claimed', 'waiting'] as const)('can be answered once and closed while it is %s, and is not opened again', (status) => {
    const answered = lived(filled(inStatus(status)), [lead, actOf('answer', { text, checked: true })]);
    const closed = lived(answered, [lead, actOf('close')]);

    expect(attempt(answered, lead, actOf('answer'))).toEqual({ refusal: { code: 'full' } });
    expect(attempt(answered, lead, actOf('reopen'))).toEqual({ refusal: { code: 'full' } });
    expect(attempt(closed, requester, actOf('reopen'))).toEqual({ refusal: { code: 'full' } });
    expect(attempt(closed, requester, actOf('close', { helped: 5 }))).not.toHaveProperty('refusal');
  });

  test('is not moved between experts and networks for ever', () => {
    expect(attempt(filled(inStatus('claimed')), lead, actOf('release'))).toEqual({ refusal: { code: 'full' } });
    expect(attempt(filled(inStatus('open')), lead, actOf('claim'))).toEqual({ refusal: { code: 'full' } });
    expect(attempt(filled(inStatus('open')), coordinator, actOf('redirect'))).toEqual({ refusal: { code: 'full' } });
  });
});

test('a redirected consultation repeats the end of what was said, and keeps all of it', () => {
  const said = lived(inStatus('claimed'), ...Array.from({ length: 40 }, (): Doing => [lead, actOf('message')]));

  const redirected = attempt(said, coordinator, actOf('redirect', { target: 'area:ita' }));

  const repeated =
    'tellings' in redirected ? redirected.tellings.filter((telling) => telling.type === 'thread-post' && telling.card === 1) : [];
  expect(repeated.map((telling) => 'entry' in telling && telling.entry)).toEqual(said.history.slice(-30).map(({ seq }) => seq));
  expect('next' in redirected && redirected.next.history.filter(({ verb }) => verb === 'message')).toHaveLength(40);
});

/** Lives round after round, with the longest texts that there are, until nothing more is taken; and nothing arrives. */
function livedToItsBounds(): Consultation {
  const doings: Doing[] = [
    [lead, actOf('claim')],
    [lead, actOf('ask-info', { text, checked: true })],
    [requester, actOf('give-info', { text, checked: true })],
    [lead, actOf('message', { text, checked: true })],
    [lead, actOf('answer', { text, checked: true })],
    [lead, actOf('reopen', { text: reason, checked: true })],
    [lead, actOf('release', { text: reason, checked: true })],
    [coordinator, actOf('redirect', { target: 'area:ita', text: reason, checked: true })],
    [coordinator, actOf('redirect', { target: north.id, text: reason, checked: true })],
  ];
  let consultation = opened();
  for (let refused = 0, index = 0; refused < doings.length; index++) {
    const next = told(consultation, doings[index % doings.length] as Doing);
    refused = next ? 0 : refused + 1;
    consultation = next ?? consultation;
  }
  return consultation;
}

/** A consultation of which there is more than it takes. */
function filled(consultation: Consultation): Consultation {
  return { ...consultation, history: consultation.history.map((entry) => ({ ...entry, text: text.repeat(40) })) };
}

/** The consultation after a command of which nobody could be told; null if it was refused. */
function told(consultation: Consultation, [actor, act]: Doing): Consultation | null {
  const decision = decide(consultation, { ...act, key: String(consultation.history.length) }, { at: monday, actor, directory });
  if ('refusal' in decision) return null;
  const { next, tellings } = decision;
  const noticed = { ...next, notices: addNotices([], tellings, next.history.length) };
  return noticed.notices.reduce((document, notice) => givenUp(document, notice, monday, 'too-many-attempts'), noticed);
}
