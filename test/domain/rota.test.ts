import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Duty, onDuty } from '../../src/domain/network.ts';
import { agreed, turnsFrom, withoutPeople } from '../../src/domain/rota.ts';

// Wednesday of week 48; the Mondays around it.
const at = '2026-11-25T08:00:00.000Z';
const thisMonday = '2026-11-23';
const nextMonday = '2026-11-30';
const [a, b, c] = ['Aada', 'Bo', 'Cia'].map((name) => ({ id: name.toLowerCase(), teamsId: `29:${name}`, name })) as [
  Person,
  Person,
  Person,
];
type Person = Duty['people'][number];
const weekly: Duty = { turns: 'weekly', people: [a, b, c], from: '2026-11-16' };

describe('A roster that is agreed', () => {
  test('is none for nobody', () => {
    expect(agreed({ turns: 'none', people: [a] }, weekly, at)).toBeNull();
    expect(agreed({ turns: 'weekly', people: [] }, weekly, at)).toBeNull();
  });

  test('in weekly turns begins on the coming Monday; until then the first of them stands in', () => {
    const duty = agreed({ turns: 'weekly', people: [a, b] }, null, at);

    expect(duty).toEqual({ turns: 'weekly', people: [a, b], from: nextMonday });
    expect(onDuty({ duty }, at)).toEqual([a]);
    expect(turnsFrom(duty as Duty, at, 2)).toEqual([
      { monday: nextMonday, people: [a] },
      { monday: '2026-12-07', people: [b] },
    ]);
  });

  test('with the same people again goes on as it was, under the names that they have now', () => {
    const renamed = { ...b, name: 'Bosse' };

    expect(agreed({ turns: 'weekly', people: [c, renamed, a] }, weekly, at)).toEqual({ ...weekly, people: [a, renamed, c] });
    expect(agreed({ turns: 'together', people: [a, b, c] }, weekly, at)).toEqual({
      turns: 'together',
      people: [a, b, c],
      from: nextMonday,
    });
  });

  test('with one more leaves this week to whoever has it, and the others follow', () => {
    const added = { id: 'anu', teamsId: '29:Anu', name: 'Anu' };

    const duty = agreed({ turns: 'weekly', people: [a, added, b, c] }, weekly, at);

    expect(onDuty({ duty }, at)).toEqual([b]);
    expect(turnsFrom(duty as Duty, at, 4).flatMap(({ people }) => people)).toEqual([b, c, a, added]);
  });

  test('without whoever has this week’s turn hands it to the next; of others altogether it begins on the coming Monday', () => {
    expect(agreed({ turns: 'weekly', people: [a, c] }, weekly, at)).toEqual({ turns: 'weekly', people: [c, a], from: thisMonday });
    expect(agreed({ turns: 'weekly', people: [a] }, { ...weekly, people: [b, c] }, at)).toEqual({
      turns: 'weekly',
      people: [a],
      from: nextMonday,
    });
  });

  test('begins when it was to, also if people are added or leave before that', () => {
    const announced: Duty = { turns: 'weekly', people: [b, c], from: nextMonday };

    const more = agreed({ turns: 'weekly', people: [a, b, c] }, announced, at) as Duty;
    const less = withoutPeople(more, ({ id }) => id === a.id, at);

    expect(more).toEqual({ ...announced, people: [b, c, a] });
    expect(less).toEqual(announced);
    expect(withoutPeople(announced, ({ id }) => id === b.id, at)).toEqual({ ...announced, people: [c] });
  });

  test('agreed on a Monday begins a week later', () => {
    expect(agreed({ turns: 'weekly', people: [a] }, null, '2026-11-23T06:00:00.000Z')?.from).toBe(nextMonday);
    // Sunday, half past eleven at night in Helsinki.
    expect(agreed({ turns: 'weekly', people: [a] }, null, '2026-11-29T21:30:00.000Z')?.from).toBe(nextMonday);
  });
});

describe('Somebody who leaves', () => {
  test('hands the week’s turn to the next, and the others follow', () => {
    expect(onDuty({ duty: weekly }, at)).toEqual([b]);

    const left = withoutPeople(weekly, ({ id }) => id === b.id, at);

    expect(left).toEqual({ turns: 'weekly', people: [c, a], from: thisMonday });
    expect(onDuty({ duty: left }, at)).toEqual([c]);
  });

  test('was not there: nothing changes', () => {
    expect(withoutPeople(weekly, () => false, at)).toBe(weekly);
  });

  test('was the last: there is no roster any more', () => {
    expect(withoutPeople(weekly, () => true, at)).toBeNull();
  });

  test('never takes the turn from whoever has it this week, and neither does who is added', () => {
    const people = fc.integer({ min: 2, max: 8 }).map((size) => Array.from({ length: size }, (_, index) => ({ ...a, id: String(index) })));
    fc.assert(
      fc.property(people, fc.nat(7), fc.nat(200), (all, leaver, weeks) => {
        const duty: Duty = { turns: 'weekly', people: all, from: '2026-01-05' };
        const moment = new Date(Date.parse('2026-01-07T10:00:00.000Z') + weeks * 7 * 86_400_000).toISOString();
        const [now] = onDuty({ duty }, moment);
        const left = withoutPeople(duty, ({ id }) => id === String(leaver), moment);
        const more = agreed({ turns: 'weekly', people: [a, ...all, b] }, duty, moment);
        if (now?.id !== String(leaver)) expect(onDuty({ duty: left }, moment)).toEqual([now]);
        expect(onDuty({ duty: more }, moment)).toEqual([now]);
        expect(left?.people.some(({ id }) => id === String(leaver))).toBe(false);
      }),
    );
  });
});
