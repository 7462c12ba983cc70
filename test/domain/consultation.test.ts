import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  breachesOf,
  type Consultation,
  entryOf,
  freeSeats,
  lastOf,
  leadOf,
  referenceOf,
  revisionOf,
  withReceipt,
} from '../../src/domain/consultation.ts';
import { limits, Request } from '../../src/domain/request.ts';
import { actOf, actors, inStatus, lived, monday, opened, requestOf } from '../support/consultations.ts';

const { lead, 'co-expert': colleague, member } = actors;

describe('a reference', () => {
  test('is OT- and six characters that nobody mistakes for another', () => {
    fc.assert(fc.property(fc.uuid(), (id) => expect(referenceOf(id)).toMatch(/^OT-[2-9A-HJKMNP-Z]{6}$/)));
  });

  test('comes from the id alone, however it is written', () => {
    const id = 'c56a4180-65aa-42ec-a945-5fd21dec0538';

    expect(referenceOf(id)).toBe(referenceOf(id.toUpperCase()));
    expect(opened().reference).toBe(referenceOf(opened().id));
  });

  test('is another for another id, and every character is as likely as the others', () => {
    const count = 3_000;
    const references = Array.from({ length: count }, () => referenceOf(randomUUID()));
    const expected = count / 31;

    // Of 3000 among 31⁶, two are the same once in 200 runs; three pairs practically never.
    expect(new Set(references).size).toBeGreaterThan(count - 3);
    for (let place = 3; place < 9; place++) {
      const counts = Object.values(Object.groupBy(references, (reference) => reference.charAt(place))).map((found) => found?.length ?? 0);
      expect(counts).toHaveLength(31);
      // Seven standard deviations.
      for (const found of counts) expect(Math.abs(found - expected)).toBeLessThan(7 * Math.sqrt(expected));
    }
  });

  test('is another at each attempt', () => {
    const attempts = Array.from({ length: 1_000 }, (_, attempt) => referenceOf('c56a4180-65aa-42ec-a945-5fd21dec0538', attempt));

    expect(new Set(attempts).size).toBe(1_000);
  });

  test('is another for the next id, too', () => {
    const near = fc.property(fc.uuid(), fc.integer({ min: 1, max: 31 ** 6 - 1 }), (id, distance) => {
      const number = BigInt(`0x${id.replaceAll('-', '')}`);
      const other = ((number + BigInt(distance)) % 2n ** 128n).toString(16).padStart(32, '0');
      fc.pre(number + BigInt(distance) < 2n ** 128n);
      expect(referenceOf(other)).not.toBe(referenceOf(id));
    });
    fc.assert(near);
  });
});

describe('the seats', () => {
  test('that are free are those wished for, and after them the others', () => {
    expect(freeSeats(opened({ disciplines: ['education', 'health'] }))).toEqual(['education', 'health', 'social']);
    expect(freeSeats(inStatus('claimed'))).toEqual(['education']);
    expect(freeSeats(lived(inStatus('claimed'), [member, actOf('join')]))).toEqual([]);
  });

  test('have a lead once somebody has claimed', () => {
    expect(leadOf(inStatus('claimed'))).toEqual(lead.person);
    expect(leadOf(opened())).toBeUndefined();
  });
});

describe('the history', () => {
  const consultation = lived(
    inStatus('claimed'),
    [lead, actOf('message', { text: 'Ensin.' })],
    [lead, actOf('message', { text: 'Sitten.' })],
  );

  test('knows what was done last', () => {
    expect(lastOf(consultation, 'message')?.text).toBe('Sitten.');
    expect(lastOf(consultation, 'withdraw')).toBeUndefined();
  });

  test('is asked by number, and has nothing that has not happened', () => {
    expect(entryOf(consultation, 4).text).toBe('Ensin.');
    expect(() => entryOf(consultation, 6)).toThrow(RangeError);
    expect(revisionOf(consultation)).toBe(5);
  });
});

describe('a receipt', () => {
  const receipt = { conversation: '19:channel;messageid=1', activity: '1' };

  test('of the asker’s card is where it is brought up to date', () => {
    expect(withReceipt(opened(), { type: 'status-card' }, receipt).statusActivity).toBe('1');
  });

  test('of a channel card opens its thread, and leaves the others alone', () => {
    const redirected = lived(opened(), [actors.coordinator, actOf('redirect')]);

    const posted = withReceipt(redirected, { type: 'channel-card', card: 1 }, receipt);

    expect(posted.cards).toMatchObject([{ thread: null }, { thread: receipt.conversation, activity: '1' }]);
  });

  test('of anything else is not kept', () => {
    expect(withReceipt(opened(), { type: 'asker-post', entry: 1 }, receipt)).toEqual(opened());
  });
});

describe('the invariants', () => {
  const [claimed, waiting, closed] = [inStatus('claimed'), inStatus('waiting'), inStatus('closed')];
  const [first, second] = claimed.seats;
  const alone = first ? [first] : [];
  const both = first && second ? [first, second] : [];

  test.each(['open', 'claimed', 'waiting', 'answered', 'closed', 'withdrawn'] as const)('hold for what is %s', (status) => {
    expect(breachesOf(inStatus(status))).toEqual([]);
  });

  test.each<[string, Consultation, string]>([
    ['nobody leads', { ...claimed, seats: alone.map((seat) => ({ ...seat, lead: false })) }, 'claimed with 0 leads and 1 seats'],
    ['two lead', { ...claimed, seats: both.map((seat) => ({ ...seat, lead: true })) }, 'claimed with 2 leads and 2 seats'],
    ['somebody has a seat in what is open', { ...opened(), seats: alone }, 'open with 1 leads and 1 seats'],
    [
      'two sit on one seat',
      { ...claimed, seats: both.map((seat) => ({ ...seat, discipline: 'social' })) },
      'two experts in one discipline',
    ],
    ['one sits on two', { ...claimed, seats: both.map((seat) => ({ ...seat, expert: lead.person })) }, 'one expert in two seats'],
    ['an entry is missing', { ...claimed, history: claimed.history.toSpliced(1, 1) }, 'history has a gap'],
    ['the last entry says otherwise', { ...claimed, status: 'answered' }, 'history ends in another status'],
    ['the clock runs', { ...waiting, waitingSince: null }, 'the clock stands without waiting, or runs while waiting'],
    ['the clock stands', { ...claimed, waitingSince: monday }, 'the clock stands without waiting, or runs while waiting'],
    ['nobody knows when it was closed', { ...closed, closedAt: null }, 'closed without an hour'],
    ['it was closed and is not', { ...claimed, closedAt: monday }, 'closed without an hour'],
    ['the asker has a seat', { ...claimed, requester: colleague.person }, 'the asker answers themselves'],
  ])('are broken where %s, and say so', (_, broken, sentence) => {
    expect(breachesOf(broken)).toEqual([sentence]);
  });
});

describe('a request', () => {
  test('is trimmed, and what was tried may be left out', () => {
    const { tried: _, ...request } = requestOf({ title: '  Koulupoissaolot \n' });

    expect(Request.parse(request)).toMatchObject({ title: 'Koulupoissaolot', tried: '' });
  });

  test.each(['title', 'situation', 'tried', 'question'] as const)('is not taken where the %s is longer than its limit', (field) => {
    const withLength = (length: number) => Request.safeParse({ ...requestOf(), [field]: 'a'.repeat(length) });

    expect(withLength(limits[field]).success).toBe(true);
    expect(withLength(limits[field] + 1).success).toBe(false);
  });

  test.each([
    ['no discipline', { disciplines: [] }],
    ['three secondary fields', { secondaryFields: ['muu', 'adoptio', 'paihteet'] }],
    ['an unknown county', { county: '22' }],
    ['an empty question', { question: '  ' }],
  ])('is not taken with %s', (_, change) => {
    expect(Request.safeParse({ ...requestOf(), ...change }).success).toBe(false);
  });
});
