import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Actor } from '../../src/domain/access.ts';
import { Act } from '../../src/domain/command.ts';
import type { Consultation, Entry } from '../../src/domain/consultation.ts';
import { decide, tick } from '../../src/domain/decide.ts';
import { destinationsOf } from '../../src/domain/destinations.ts';
import { bytesOf } from '../../src/domain/fullness.ts';
import type { Directory } from '../../src/domain/network.ts';
import { givenUp, postponed, type Telling, withTellings } from '../../src/domain/notice.ts';
import { limits } from '../../src/domain/request.ts';
import {
  actOf,
  actorOf,
  actors,
  attempt,
  type Doing,
  directory,
  east,
  inStatus,
  lived,
  monday,
  north,
  opened,
  requestOf,
} from '../support/consultations.ts';

/** "Azure Cosmos DB service quotas": 2 MB an item. Its own fields and keys need some of it. */
const cosmosTakes = 2_000_000 - 10_000;
// No sign that is taken in takes more room in JSON.
const widest = '漢';
const text = widest.repeat(limits.text);
const reason = widest.repeat(limits.reason);
const filling = { talk: 500_000, others: 1_000_000, coordinators: 1_500_000 };

const name = widest.repeat(100);
const crowd = Array.from({ length: 400 }, (_, index) => ({ id: `${index}`.padStart(36, '0'), teamsId: '29:'.padEnd(110, 'x'), name }));
const lead = longNamed('lead', { isMember: true });
const member = longNamed('member', { isMember: true });
const coordinator = longNamed('coordinator');
const national = longNamed('national coordinator');
const { requester } = actors;
const people: Actor[] = [requester, lead, member, coordinator, national];
const experts = [lead, member].map(({ person }) => person);

/** Two networks with a crowd on duty, and thirty coordinators in each area. */
const country: Directory = {
  ...directory,
  networks: [north, east].map((one) => ({
    ...one,
    name: widest.repeat(80),
    duty: { turns: 'together', people: crowd, from: '2026-11-23' },
  })),
  coordinators: (['pohjois', 'ita', 'kansallinen'] as const).flatMap((area) => [
    ...[coordinator, national].map(({ person }) => ({ area, personId: person.id })),
    ...crowd.map(({ id }) => ({ area, personId: id })),
  ]),
};

describe.each(['open', 'claimed', 'waiting'] as const)('a consultation full of talk that is %s', (status) => {
  const full = filled(inStatus(status), filling.talk);
  const leading = actors.lead;

  test('takes no more talk, and says what can still be done', () => {
    const said: Doing[] = [
      [leading, actOf('message')],
      [leading, actOf('ask-info')],
    ];
    for (const [actor, act] of status === 'open' ? [] : said) expect(attempt(full, actor, act)).toEqual({ refusal: { code: 'full' } });
    if (status !== 'waiting') expect(attempt(full, requester, actOf('give-info'))).toEqual({ refusal: { code: 'full' } });
  });

  test('is claimed, answered and closed', () => {
    const claimed = status === 'open' ? lived(full, [leading, actOf('claim')]) : full;

    expect(lived(claimed, [leading, actOf('answer')], [requester, actOf('close')]).status).toBe('closed');
  });

  test('is given to somebody, directed elsewhere and withdrawn', () => {
    expect(lived(full, [actors.coordinator, actOf('assign')]).status).toMatch(/claimed|waiting/);
    expect(lived(full, [actors.coordinator, actOf('redirect')]).network).toBe(east.id);
    expect(lived(full, [requester, actOf('withdraw')]).status).toBe('withdrawn');
  });

  test('is released by whoever has it', () => {
    if (status !== 'open') expect(lived(full, [leading, actOf('release')]).status).toBe('open');
  });
});

test('what the asker has been asked for is taken, however full it is', () => {
  const full = filled(inStatus('waiting'), filling.coordinators);

  expect(lived(full, [requester, actOf('give-info', { text, checked: true })]).status).toBe('claimed');
});

test('what has been moved too often is left to the coordinators, and in the end to whoever answers', () => {
  const worn = filled(inStatus('claimed'), filling.others);
  const wornOut = filled(inStatus('claimed'), filling.coordinators);

  expect(attempt(worn, actors.lead, actOf('release'))).toEqual({ refusal: { code: 'only-coordinators' } });
  expect(attempt(worn, actors.lead, actOf('redirect'))).toEqual({ refusal: { code: 'only-coordinators' } });
  expect(attempt(worn, actors.member, actOf('join'))).toEqual({ refusal: { code: 'only-answers' } });
  expect(lived(worn, [actors.coordinator, actOf('release')]).status).toBe('open');
  expect(attempt(wornOut, actors.coordinator, actOf('release'))).toEqual({ refusal: { code: 'only-answers' } });
  expect(lived(wornOut, [actors.lead, actOf('answer')], [actors.lead, actOf('close')]).status).toBe('closed');
});

test('what no network has is always directed to one, and claimed there', () => {
  const lost = { ...filled(inStatus('open'), filling.coordinators), network: null };

  const moved = lived(lost, [actors.coordinator, actOf('redirect', { target: 'area:ita' })]);

  expect(lived(moved, [actors.lead, actOf('claim')]).status).toBe('claimed');
  expect(attempt(lost, actors.coordinator, actOf('redirect', { target: 'area:etela' }))).toEqual({ refusal: { code: 'only-answers' } });
});

test('a redirected consultation repeats the end of what was said, and keeps all of it', () => {
  const said = lived(inStatus('claimed'), ...Array.from({ length: 40 }, (): Doing => [actors.lead, actOf('message')]));

  const redirected = attempt(said, actors.coordinator, actOf('redirect', { target: 'area:ita' }));

  const repeated =
    'tellings' in redirected ? redirected.tellings.filter((telling) => telling.type === 'thread-post' && telling.card === 1) : [];
  expect(repeated.map((telling) => 'entry' in telling && telling.entry)).toEqual(said.history.slice(-30).map(({ seq }) => seq));
  expect('next' in redirected && redirected.next.history.filter(({ verb }) => verb === 'message')).toHaveLength(40);
});

test('a crowd on duty, which an older release called by hundreds fifteen times, keeps nobody from the way to an answer', () => {
  const reminded = Array.from(
    { length: 15 },
    (_, index): Entry => ({
      ...(opened().history[0] as Entry),
      ...{ seq: index + 2, verb: 'remind', by: null, people: crowd.map((one) => ({ ...one, name: 'Päivystäjä Pitkäniminen' })) },
    }),
  );
  const old = opened();

  expect(wayOut({ ...old, history: [...old.history, ...reminded] }).status).toBe('closed');
});

describe('whatever is done to a consultation, with the longest texts and names, and nothing arrives', () => {
  const press = fc.record({ who: fc.nat(), verb: fc.constantFrom(...Act.options.map(({ shape }) => shape.verb.value)), pick: fc.nat() });
  const start = fc.record({
    bytes: fc.constantFrom(0, ...Object.values(filling).map((bytes) => bytes - 20_000)),
    status: fc.constantFrom('open', 'claimed', 'waiting', 'answered', 'closed'),
    routed: fc.boolean(),
  });

  test('it can be claimed, answered and closed in what Cosmos DB takes', () => {
    const lives = fc.property(start, fc.array(press, { minLength: 30, maxLength: 60 }), ({ bytes, status, routed }, presses) => {
      const begun = filled(inStatus(status), bytes);
      let current: Consultation = routed || status !== 'open' ? begun : { ...begun, network: null };
      for (const [index, { who, verb, pick }] of presses.entries()) {
        current = undelivered(current, pick);
        current = done(current, people[who % people.length] as Actor, actFor(verb, pick)) ?? current;
        if (index % 5 === 0) expect(bytesOf(wayOut(current))).toBeLessThan(cosmosTakes);
      }
    });

    fc.assert(lives, { numRuns: 12 });
  });

  test('the same few things, done for ever, come to an end', () => {
    const loops: [Actor, Act][][] = [
      [
        [member, actFor('claim', 0)],
        [member, actFor('release', 0)],
      ],
      [
        [coordinator, actFor('redirect', 0)],
        [coordinator, actFor('redirect', 1)],
      ],
      [
        [coordinator, actFor('assign', 0)],
        [coordinator, actFor('assign', 1)],
      ],
      [
        [member, actFor('claim', 0)],
        [member, actFor('answer', 0)],
        [requester, actFor('reopen', 0)],
      ],
      [
        [requester, actFor('revise', 0)],
        [requester, actFor('revise', 1)],
      ],
      [[coordinator, actFor('remind', 0)]],
    ];
    for (const loop of loops) {
      const begun = filled(inStatus('open'), filling.others - 100_000);
      const worn = doneForEver(begun, loop);
      expect(bytesOf(worn)).toBeLessThan(filling.coordinators + 100_000);
      expect(bytesOf(wayOut(worn))).toBeLessThan(cosmosTakes);
    }
  });
});

test('what is claimed and forgotten again and again, when all else is used up, can be answered for months', () => {
  const rounds = Array.from({ length: 10 });

  const forgotten = rounds.reduce<Consultation>(
    (current) => undelivered(throughYears(must(current, member, actFor('claim', 0))), 0),
    filled(inStatus('open'), filling.coordinators),
  );

  expect(forgotten.history.filter(({ verb }) => verb === 'return')).toHaveLength(10);
  expect(bytesOf(wayOut(forgotten))).toBeLessThan(cosmosTakes);
});

test.each(['open', 'claimed', 'waiting', 'answered'] as const)(
  'the clock alone adds little to one that is %s, however many years pass',
  (status) => {
    const full = filled(inStatus(status), filling.coordinators);

    const left = throughYears(full);

    expect(left.tickAt).toBeNull();
    expect(left.history.length - full.history.length).toBeLessThan(10);
    expect(bytesOf(left) - bytesOf(full)).toBeLessThan(100_000);
  },
);

/** A consultation with so many bytes of what was said. */
function filled(consultation: Consultation, bytes: number): Consultation {
  const size = bytesOf(consultation);
  if (bytes <= size) return consultation;
  const [first, ...rest] = consultation.history as [Entry, ...Entry[]];
  return { ...consultation, history: [{ ...first, text: 'x'.repeat(bytes - size) }, ...rest] };
}

/** The shortest way to an answer: routed, claimed, late in everything the clock knows, answered, closed and judged; and nobody can be told. */
function wayOut(from: Consultation): Consultation {
  let current = throughYears(from);
  if (current.status === 'closed' || current.status === 'withdrawn') return current;
  if (current.network === null && current.status === 'open')
    current = must(current, coordinator, actOf('redirect', { target: nearestOf(current), text: reason, checked: true }));
  if (current.status === 'open') current = must(current, lead, actFor('claim', 0));
  const seated = { ...lead, person: current.seats.find((seat) => seat.lead)?.expert ?? lead.person };
  if (current.status !== 'answered') current = must(current, seated, actFor('answer', 0));
  current = must(current, seated, actFor('close', 0));
  return undelivered(must(current, requester, actFor('close', 0)), 0);
}

/** A network that the consultation can be directed to, or the area of one. */
function nearestOf(consultation: Consultation): string {
  return destinationsOf(consultation, country).networks[0]?.id ?? 'area:ita';
}

function must(consultation: Consultation, actor: Actor, act: Act): Consultation {
  const next = done(consultation, actor, act);
  if (!next) throw new Error(`${act.verb} was refused`);
  return next;
}

/** The consultation after a command, with what must be told of it; null if it was refused. */
function done(consultation: Consultation, actor: Actor, act: Act): Consultation | null {
  const expert = act.verb === 'assign' ? (experts.find(({ id }) => id === act.expert) ?? null) : null;
  const at = consultation.history.at(-1)?.at ?? monday;
  const decision = decide(
    consultation,
    { ...act, key: `${consultation.history.length}`.padEnd(43, 'k') },
    {
      at,
      actor: actor === coordinator || actor === national ? { ...actor, coordinates: ['kansallinen'] } : actor,
      directory: country,
      expert,
    },
  );
  return 'refusal' in decision || decision.repeated ? null : noticed(decision.next, decision.tellings);
}

function doneForEver(from: Consultation, loop: [Actor, Act][]): Consultation {
  let current = from;
  for (let refused = 0, index = 0; refused < loop.length; index++) {
    const next = done(current, ...(loop[index % loop.length] as [Actor, Act]));
    refused = next ? 0 : refused + 1;
    current = undelivered(next ?? current, index);
  }
  return current;
}

/** Whatever the clock does, until it has nothing to do any more. */
function throughYears(from: Consultation): Consultation {
  let current = from;
  while (current.tickAt !== null) {
    const { next, tellings } = tick(current, { at: current.tickAt, directory: country });
    current = noticed(next, tellings);
  }
  return current;
}

/** A consultation as it is written, with what must be told of its newest entry. */
function noticed(consultation: Consultation, tellings: Telling[]): Consultation {
  return withTellings(consultation, tellings, consultation.history.length);
}

/** Some of what waits, or all of it, is given up; the rest has failed and waits. */
function undelivered(consultation: Consultation, pick: number): Consultation {
  const given = pick % 3 === 0 ? consultation.notices : consultation.notices.slice(0, pick % 3);
  const left = given.reduce((document, notice) => givenUp(document, notice, monday, 'too-many-attempts'), consultation);
  return left.notices.reduce(
    (document, notice) => postponed(document, notice, { at: monday, reason: 'http-503', notBefore: monday }),
    left,
  );
}

function actFor(verb: Act['verb'], pick: number): Act {
  const { title, situation, tried, question } = limits;
  const texts = Object.entries({ title, situation, tried, question }).map(([field, limit]) => [
    field,
    `${pick}${widest.repeat(limit - 20)}`,
  ]);
  const target = ['area:ita', 'area:pohjois', east.id, north.id, 'area:etela'][pick % 5] as string;
  const changes: Partial<Record<Act['verb'], object>> = {
    redirect: { target, text: reason },
    revise: { request: requestOf(Object.fromEntries(texts)) },
    assign: { expert: experts[pick % 2]?.id },
    close: { helped: 5, change: 'referral-avoided' },
  };
  const said = ['release', 'reopen', 'withdraw'].includes(verb) ? { text: reason } : { text };
  return actOf(verb as Parameters<typeof actOf>[0], { checked: true, ...(changes[verb] ?? said) });
}

function longNamed(id: string, found: Partial<Actor> = {}): Actor {
  return actorOf(id, { ...found, person: { id: id.padEnd(36, '0'), teamsId: '29:'.padEnd(110, 'x'), name } });
}
