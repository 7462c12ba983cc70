import { describe, expect, test } from '@jest/globals';
import type { Consultation } from '../../src/domain/consultation.ts';
import { decide, open, tick } from '../../src/domain/decide.ts';
import type { Discipline } from '../../src/domain/network.ts';
import { keyOf, type Telling } from '../../src/domain/notice.ts';
import { uuid } from '../support/clock.ts';
import {
  actOf,
  actors,
  attempt,
  type Doing,
  directory,
  east,
  inStatus,
  lived,
  monday,
  national,
  networkOf,
  nextOf,
  north,
  northGeneral,
  opened,
  requestOf,
} from '../support/consultations.ts';

const { requester, lead, 'co-expert': colleague, member, coordinator } = actors;
const tuesday = '2026-11-24T08:00:00.000Z';
const thursday = '2026-11-26T08:00:00.000Z';
const identifying = 'Vastatkaa osoitteeseen ohjaaja@example.fi.';
const perhapsIdentifying = 'Sofia Keksinen kävi neuvolassa.';
const submit = { verb: 'submit', id: uuid(1), key: uuid(1), reference: 'OT-234567' } as const;

function refusalOf(...given: Parameters<typeof attempt>) {
  const decision = attempt(...given);
  return 'refusal' in decision ? decision.refusal : null;
}

/** Talk until the history is as long as it may be. */
function talkedOut(consultation: Consultation): Consultation {
  const talk = Array.from({ length: 250 - consultation.history.length }, (): Doing => [requester, actOf('message')]);
  return lived(consultation, ...talk);
}

describe('asking', () => {
  test('opens the consultation with the network that fits, and promises an answer', () => {
    const consultation = opened();

    expect(consultation).toMatchObject({
      status: 'open',
      area: 'pohjois',
      network: north.id,
      openedAt: monday,
      dueAt: '2026-11-30T14:00:00.000Z',
    });
    expect(consultation.requester).toEqual(requester.person);
    expect(consultation.cards).toMatchObject([{ network: north.id, name: north.name, thread: null, activity: null }]);
    expect(consultation.history).toMatchObject([
      { seq: 1, verb: 'submit', from: null, to: 'open', network: north.id, by: requester.person },
    ]);
  });

  test('goes to the coordinators where no network fits', () => {
    const consultation = opened({ county: '12', field: 'paihteet' });

    expect(consultation).toMatchObject({ status: 'open', area: 'ita', network: null, cards: [] });
  });

  test.each([
    ['identifies a client', { situation: identifying }, 'situation'],
    ['may identify a client', { question: perhapsIdentifying }, 'question'],
  ])('is refused where a text %s, and says in which field', (_, change, field) => {
    const command = { ...submit, request: requestOf(change), checked: false };

    const decision = open(command, { at: monday, actor: requester, directory });

    expect(decision).toMatchObject({ refusal: { code: 'identifying', findings: [{ field }] } });
  });

  test('is taken once a warning has been looked at again, but what surely identifies is not', () => {
    const command = { ...submit, checked: true };
    const context = { at: monday, actor: requester, directory };

    expect(open({ ...command, request: requestOf({ question: perhapsIdentifying }) }, context)).toHaveProperty('next');
    expect(open({ ...command, request: requestOf({ question: identifying }) }, context)).toHaveProperty('refusal');
  });
});

describe('revising', () => {
  test('what does not concern the route keeps the network and the promise, whenever it is done', () => {
    const revised = lived(opened(), [requester, actOf('revise', { request: requestOf({ title: 'Toinen otsikko' }) }), thursday]);

    expect(revised).toMatchObject({ network: north.id, dueAt: opened().dueAt, request: { title: 'Toinen otsikko' } });
    expect(revised.cards).toHaveLength(1);
  });

  test('does not take back the time that was given for waiting', () => {
    const released = lived(
      opened(),
      [lead, actOf('claim')],
      [lead, actOf('ask-info')],
      [requester, actOf('give-info'), thursday],
      [lead, actOf('release'), thursday],
    );

    const revised = lived(released, [requester, actOf('revise'), thursday]);

    expect(revised.dueAt).toBe(released.dueAt);
    expect(revised.dueAt > opened().dueAt).toBe(true);
  });

  test.each([
    ['the county', { county: '12' }, 'ita', east.id],
    ['the field', { field: 'paihteet' }, 'pohjois', northGeneral.id],
    ['both, to where no network is', { county: '12', field: 'paihteet' }, 'ita', null],
  ] as const)('%s routes it anew', (_, change, area, network) => {
    const revised = lived(opened(), [requester, actOf('revise', { request: requestOf(change) })]);

    expect(revised).toMatchObject({ area, network });
    expect(revised.history.at(-1)).toMatchObject({ verb: 'revise', network });
  });

  test('the county of what a national network has moves it to the other centre, not to another channel', () => {
    const rare = { field: 'harvinaiset-sairaudet' } as const;
    const southern = opened({ ...rare, county: '01' });

    const revised = lived(southern, [requester, actOf('revise', { request: requestOf({ ...rare, county: '12' }) })]);

    expect(southern).toMatchObject({ area: 'etela', network: national.id });
    expect(revised).toMatchObject({ area: 'ita', network: national.id });
    expect(revised.cards).toHaveLength(1);
  });

  test('the urgency promises anew from now on', () => {
    const revised = lived(opened(), [requester, actOf('revise', { request: requestOf({ urgency: 'urgent' }) }), tuesday]);

    expect(revised.dueAt).toBe('2026-11-25T14:00:00.000Z');
  });
});

describe('claiming', () => {
  test('makes the first the lead, in the discipline that they chose', () => {
    const claimed = lived(opened(), [lead, actOf('claim', { discipline: 'health' }), tuesday]);

    expect(claimed.status).toBe('claimed');
    expect(claimed.seats).toEqual([{ discipline: 'health', expert: lead.person, lead: true, since: tuesday }]);
  });

  test('takes the first discipline that was wished for, if none was chosen', () => {
    const claimed = lived(opened({ disciplines: ['health', 'social'] }), [lead, actOf('claim')]);

    expect(claimed.seats).toMatchObject([{ discipline: 'health' }]);
  });

  test('in a discipline that was not wished for is refused', () => {
    expect(refusalOf(opened(), lead, actOf('claim', { discipline: 'education' }))).toEqual({ code: 'not-wished' });
  });
});

describe('joining', () => {
  test('takes a seat beside the lead, also one that nobody wished for', () => {
    const joined = lived(inStatus('claimed'), [member, actOf('join', { discipline: 'education' }), tuesday]);

    expect(joined.seats.map(({ discipline, expert }) => [discipline, expert.name])).toEqual([
      ['social', lead.person.name],
      ['health', colleague.person.name],
      ['education', member.person.name],
    ]);
    expect(joined.seats.filter((seat) => seat.lead)).toHaveLength(1);
  });

  test('is refused where the seat is taken, and says by whom', () => {
    const refusal = refusalOf(inStatus('claimed'), member, actOf('join', { discipline: 'health' }));

    expect(refusal).toEqual({ code: 'seat-taken', by: colleague.person, discipline: 'health' });
  });

  test('leaves the others where they are when somebody leaves', () => {
    const left = lived(inStatus('waiting'), [colleague, actOf('leave')]);

    expect(left).toMatchObject({ status: 'waiting', waitingSince: monday, seats: [{ expert: lead.person, lead: true }] });
  });
});

describe('assigning', () => {
  const wished: Discipline[] = ['health', 'social'];
  const expert = member.person.id;
  const seatsOf = (consultation: Consultation) => consultation.seats.map(({ discipline, expert, lead }) => [expert.name, discipline, lead]);

  test.each([
    ['the one that is said', opened({ disciplines: wished }), 'education', 'education'],
    ['the first that was wished for, where none is said', opened({ disciplines: wished }), undefined, 'health'],
    [
      'the former lead’s, where none is said',
      lived(opened({ disciplines: wished }), [lead, actOf('claim', { discipline: 'social' })]),
      undefined,
      'social',
    ],
    ['the one that is said, not the former lead’s', lived(opened(), [lead, actOf('claim', { discipline: 'social' })]), 'health', 'health'],
  ] as const)('takes %s', (_, consultation, said, discipline) => {
    const assigned = lived(consultation, [coordinator, actOf('assign', { expert, ...(said ? { discipline: said } : {}) })]);

    expect(seatsOf(assigned)).toEqual([['Mira Member', discipline, true]]);
    expect(assigned.history.at(-1)).toMatchObject({ verb: 'assign', discipline });
  });

  test('leaves an expert the discipline of their own seat, whatever is said', () => {
    const assigned = lived(inStatus('claimed'), [lead, actOf('assign', { expert: colleague.person.id, discipline: 'education' })]);

    expect(seatsOf(assigned)).toEqual([['Cilla Colleague', 'health', true]]);
  });

  test('gives nobody a discipline that a co-expert has', () => {
    const refused = attempt(inStatus('claimed'), lead, actOf('assign', { expert, discipline: 'health' }));

    expect(refused).toEqual({ refusal: { code: 'seat-taken', by: colleague.person, discipline: 'health' } });
  });
});

describe('releasing', () => {
  test('empties all seats, not the lead’s alone', () => {
    expect(lived(inStatus('claimed'), [lead, actOf('release')])).toMatchObject({ status: 'open', seats: [], network: north.id });
  });

  test('while the asker is waited for lets the clock run again', () => {
    const released = lived(inStatus('waiting'), [coordinator, actOf('release'), tuesday]);

    expect(released.waitingSince).toBeNull();
    expect(released.dueAt).toBe('2026-12-01T14:00:00.000Z');
  });
});

describe('redirecting', () => {
  test('to a network moves it there, open to be claimed anew; its history stays', () => {
    const claimed = inStatus('claimed');

    const redirected = lived(claimed, [lead, actOf('redirect', { target: northGeneral.id })]);

    expect(redirected).toMatchObject({ status: 'open', area: 'pohjois', network: northGeneral.id, seats: [], dueAt: claimed.dueAt });
    expect(redirected.cards.map(({ network }) => network)).toEqual([north.id, northGeneral.id]);
    expect(redirected.history.slice(0, -1)).toEqual(claimed.history);
    expect(redirected.history.at(-1)).toMatchObject({ verb: 'redirect', text: 'Siellä osataan.', network: northGeneral.id });
  });

  test('to an area routes it there anew', () => {
    expect(lived(inStatus('claimed'), [lead, actOf('redirect', { target: 'area:ita' })])).toMatchObject({ area: 'ita', network: east.id });
  });

  test('to an area without a network goes to its coordinators', () => {
    const redirected = lived(opened(), [coordinator, actOf('redirect', { target: 'area:lansi' })]);

    expect(redirected).toMatchObject({ area: 'lansi', network: null });
  });

  test('to a national network leaves it with the centre that it came from', () => {
    const redirected = lived(opened(), [coordinator, actOf('redirect', { target: national.id })]);

    expect(redirected).toMatchObject({ area: 'pohjois', network: national.id });
  });

  test('from the coordinators’ list brings it to a network', () => {
    const withCoordinators = lived(opened(), [coordinator, actOf('redirect', { target: 'area:lansi' })]);

    const redirected = lived(withCoordinators, [actors['national coordinator'], actOf('redirect', { target: national.id })]);

    expect(redirected).toMatchObject({ area: 'lansi', network: national.id });
    expect(redirected.cards).toHaveLength(2);
  });

  test.each([
    ['a network that there is not', 'network:removed'],
    ['an area that there is not', 'area:mars'],
    ['its own network', north.id],
    ['its own area', 'area:pohjois'],
    ['the whole country', 'area:kansallinen'],
    ['another area’s network', east.id],
  ])('to %s, which no card offers, is refused', (_, target) => {
    expect(refusalOf(opened(), coordinator, actOf('redirect', { target }))).toEqual({ code: 'no-such-network' });
  });

  test.each(['paused', 'gone', 'removed'] as const)('to a network that is %s by now is refused: nothing is posted there', (state) => {
    const within = { ...directory, networks: directory.networks.map((one) => (one.id === northGeneral.id ? { ...one, state } : one)) };
    const redirect = actOf('redirect', { target: northGeneral.id });

    expect(attempt(opened(), coordinator, redirect, tuesday, within)).toEqual({ refusal: { code: 'no-such-network' } });
  });

  test('leaves the former experts without a right, whatever their old cards offer', () => {
    const redirected = lived(inStatus('claimed'), [lead, actOf('redirect', { target: 'area:ita' })]);

    expect(refusalOf(redirected, { ...lead, isMember: false }, actOf('answer'))).toEqual({ code: 'not-yours' });
  });
});

describe('waiting', () => {
  test('begins when the first asks for more, and is not begun anew by the second', () => {
    const asked = lived(inStatus('claimed'), [lead, actOf('ask-info'), tuesday], [colleague, actOf('ask-info'), thursday]);

    expect(asked).toMatchObject({ status: 'waiting', waitingSince: tuesday });
  });

  test('ends when the asker gives information, and its working time is added to the promise', () => {
    const given = lived(inStatus('waiting'), [requester, actOf('give-info'), thursday]);

    expect(given).toMatchObject({ status: 'claimed', waitingSince: null, dueAt: '2026-12-03T14:00:00.000Z' });
  });

  test('ends as well when the asker simply writes: it counts as the information', () => {
    const written = lived(inStatus('waiting'), [requester, actOf('message', { text: 'Elokuusta asti.' })]);

    expect(written.status).toBe('claimed');
    expect(written.history.at(-1)).toMatchObject({ verb: 'give-info', text: 'Elokuusta asti.' });
  });

  test('is the only time at which it counts so: otherwise a message is a message', () => {
    const written = lived(inStatus('claimed'), [requester, actOf('message')]);

    expect(written.history.at(-1)?.verb).toBe('message');
  });

  test('is not ended by what an expert writes', () => {
    expect(lived(inStatus('waiting'), [colleague, actOf('message')])).toMatchObject({ status: 'waiting', waitingSince: monday });
  });

  test('can begin after an answer, too', () => {
    expect(lived(inStatus('answered'), [lead, actOf('ask-info'), tuesday])).toMatchObject({ status: 'waiting', waitingSince: tuesday });
  });
});

describe('answering', () => {
  test('keeps the hour of the first answer, however many follow', () => {
    const answered = lived(inStatus('claimed'), [colleague, actOf('answer'), tuesday], [lead, actOf('answer'), thursday]);

    expect(answered).toMatchObject({ status: 'answered', answeredAt: tuesday });
  });

  test('without waiting any longer counts the wait as it does any other', () => {
    const answered = lived(inStatus('waiting'), [lead, actOf('answer'), thursday]);

    expect(answered).toMatchObject({ status: 'answered', waitingSince: null, dueAt: '2026-12-03T14:00:00.000Z' });
  });
});

describe('closing', () => {
  test('by an expert leaves the two questions to the asker, who can answer them once', () => {
    const closed = lived(inStatus('answered'), [lead, actOf('close', { outcome: 'joint-work', helped: 5, change: 'surer' }), tuesday]);

    const commented = lived(closed, [requester, actOf('close', { outcome: 'lapsed', helped: 4, change: 'new-plan' }), thursday]);

    expect(closed).toMatchObject({ closedAt: tuesday, outcome: 'joint-work', feedback: null });
    expect(commented).toMatchObject({ closedAt: tuesday, outcome: 'joint-work', feedback: { helped: 4, change: 'new-plan' } });
    expect(refusalOf(commented, requester, actOf('close', { helped: 1 }))).toEqual({ code: 'closed' });
  });

  test('by the asker answers the questions with it', () => {
    const closed = lived(inStatus('answered'), [requester, actOf('close', { helped: 3 }), tuesday]);

    expect(closed).toMatchObject({ closedAt: tuesday, outcome: null, feedback: { helped: 3, change: null } });
    expect(refusalOf(closed, requester, actOf('close'))).toEqual({ code: 'closed' });
  });
});

describe('reopening', () => {
  test('brings back the experts, and promises anew', () => {
    const reopened = lived(inStatus('closed'), [requester, actOf('reopen'), tuesday]);

    expect(reopened).toMatchObject({ status: 'claimed', closedAt: null, outcome: null, feedback: null, answeredAt: null });
    expect(reopened.dueAt).toBe('2026-12-01T14:00:00.000Z');
    expect(reopened.seats).toEqual(inStatus('closed').seats);
  });

  test('is possible for fourteen days, to the same hour, and not a moment longer', () => {
    const closed = inStatus('closed');

    expect(refusalOf(closed, requester, actOf('reopen'), '2026-12-07T08:00:00.000Z')).toBeNull();
    expect(refusalOf(closed, requester, actOf('reopen'), '2026-12-07T08:00:00.001Z')).toEqual({ code: 'reopen-too-late' });
  });

  test('tells the coordinators where the network that answered is no more: its experts can do nothing', () => {
    const gone = {
      ...directory,
      networks: directory.networks.map((one) => (one.id === north.id ? { ...one, state: 'gone' as const } : one)),
    };
    const answered = tick(inStatus('answered'), { at: tuesday, directory: gone }).next;

    const reopened = attempt(answered, requester, actOf('reopen'), thursday, gone);

    expect(reopened).toMatchObject({
      next: { status: 'claimed', network: null },
      tellings: [{ type: 'status-card-refresh' }, { type: 'coordinator-post', person: coordinator.person.id }],
    });
  });

  test('needs no closing first', () => {
    expect(lived(inStatus('answered'), [requester, actOf('reopen')]).status).toBe('claimed');
  });
});

describe('a text', () => {
  test.each(['withdraw', 'release', 'redirect', 'ask-info', 'give-info', 'message', 'answer', 'reopen'] as const)(
    'that identifies is refused whatever it is for: %s',
    (verb) => {
      const status = verb === 'reopen' ? 'closed' : 'claimed';
      const actor = ['withdraw', 'give-info', 'reopen'].includes(verb) ? requester : lead;

      expect(refusalOf(inStatus(status), actor, actOf(verb, { text: identifying, checked: true }))).toMatchObject({
        code: 'identifying',
        findings: [{ field: 'text', found: [{ kind: 'email', severity: 'block' }] }],
      });
    },
  );

  test('that may identify is taken once it has been looked at again', () => {
    expect(refusalOf(inStatus('claimed'), lead, actOf('answer', { text: perhapsIdentifying }))).toMatchObject({ code: 'identifying' });
    expect(refusalOf(inStatus('claimed'), lead, actOf('answer', { text: perhapsIdentifying, checked: true }))).toBeNull();
  });

  test('that was revised is looked at field by field', () => {
    const act = actOf('revise', { request: requestOf({ tried: identifying, title: perhapsIdentifying }) });

    expect(refusalOf(opened(), requester, act)).toMatchObject({ code: 'identifying', findings: [{ field: 'title' }, { field: 'tried' }] });
  });

  test('is not looked at for somebody who may not send it', () => {
    expect(refusalOf(inStatus('claimed'), actors.stranger, actOf('answer', { text: identifying }))).toEqual({ code: 'not-yours' });
  });

  test('is kept in the history as it was said; an empty reason is not', () => {
    const told = lived(inStatus('claimed'), [lead, actOf('message', { text: 'Soitan iltapäivällä.' })], [lead, actOf('release')]);

    expect(told.history.at(-2)).toMatchObject({ text: 'Soitan iltapäivällä.' });
    expect(told.history.at(-1)).not.toHaveProperty('text');
  });
});

describe('a conversation that has grown too long', () => {
  const full = talkedOut(inStatus('claimed'));

  test.each(['message', 'ask-info'] as const)('takes no more talk: %s', (verb) => {
    expect(refusalOf(full, lead, actOf(verb))).toEqual({ code: 'full' });
  });

  test('takes no more information either', () => {
    expect(refusalOf(full, requester, actOf('give-info'))).toEqual({ code: 'full' });
  });

  test.each([
    ['answered', lead, 'answer'],
    ['released', lead, 'release'],
    ['redirected', coordinator, 'redirect'],
    ['withdrawn', requester, 'withdraw'],
  ] as const)('can still be %s', (_, actor, verb) => {
    expect(refusalOf(full, actor, actOf(verb))).toBeNull();
  });
});

describe('the same key', () => {
  test('is the same command sent again: nothing is written, whoever sends it and whatever has become of the consultation', () => {
    const claim = { ...actOf('claim'), key: 'one press' };
    const claimed = nextOf(decide(opened(), claim, { at: monday, actor: lead, directory }));
    const answered = lived(claimed, [lead, actOf('answer')]);

    const again = decide(answered, claim, { at: tuesday, actor: actors.stranger, directory });

    expect(again).toEqual({ next: answered, tellings: [], repeated: true });
  });
});

describe('sending again', () => {
  const failed = (telling: Telling) => ({
    notice: { key: keyOf(telling), seq: 1, telling, attempts: 20, notBefore: null },
    at: tuesday,
    reason: 'http-403',
  });
  const failures = [failed({ type: 'thread-post', card: 0, entry: 1 }), failed({ type: 'asker-post', entry: 1 })];

  test('sends what nobody got', () => {
    expect(attempt({ ...inStatus('claimed'), failures }, coordinator, actOf('resend'))).toMatchObject({
      next: { failures: [] },
      tellings: [
        { type: 'thread-post', card: 0 },
        { type: 'asker-post', entry: 1 },
      ],
    });
  });

  test('sends nothing more to a network that has lost it', () => {
    const redirected = { ...lived(inStatus('claimed'), [lead, actOf('redirect')]), failures };

    const decision = attempt(redirected, actors['national coordinator'], actOf('resend'));

    expect(decision).toMatchObject({ next: { failures: [] }, tellings: [{ type: 'asker-post', entry: 1 }] });
  });
});

describe('a network that has been removed', () => {
  test('leaves what it had to be finished: its breaks are forgotten, nothing else', () => {
    const away = { ...directory, networks: [networkOf('Muu', { area: 'pohjois', fields: ['paihteet'] })] };

    const released = nextOf(attempt(inStatus('waiting'), lead, actOf('release'), tuesday, away));

    expect(released).toMatchObject({ status: 'open', network: north.id });
  });
});

describe('what has happened since somebody decided', () => {
  const national = actors['national coordinator'];
  const seen = opened().history.length;

  test('is told whoever reminds after another has; on what they see then, they may', () => {
    const reminded = lived(opened(), [coordinator, actOf('remind'), tuesday]);

    expect(refusalOf(reminded, national, actOf('remind', { seen }))).toEqual({
      code: 'reminded-already',
      by: coordinator.person,
      at: tuesday,
    });
    expect(refusalOf(reminded, national, actOf('remind', { seen: reminded.history.length }))).toBeNull();
  });

  test('is told whoever assigns or redirects what has changed hands, and nobody of anything else', () => {
    const claimed = lived(opened(), [lead, actOf('claim', { discipline: 'social' })]);
    const written = lived(opened(), [requester, actOf('message')]);
    const moved = { code: 'moved-meanwhile', lead: lead.person, network: north.name };

    expect(refusalOf(claimed, coordinator, actOf('assign', { seen }))).toEqual(moved);
    expect(refusalOf(claimed, coordinator, actOf('redirect', { seen }))).toEqual(moved);
    const revised = lived(opened(), [requester, actOf('revise', { request: requestOf({ county: '12' }) })]);
    expect(refusalOf(revised, national, actOf('redirect', { seen }))).toMatchObject({ code: 'moved-meanwhile', network: east.name });
    expect(refusalOf(claimed, coordinator, actOf('remind', { seen }))).toBeNull();
    expect(refusalOf(written, coordinator, actOf('assign', { seen }))).toBeNull();
  });
});
