import { expect, test } from '@jest/globals';
import { type Listed, labelsOf, peopleChoices } from '../../src/teams/views/people-choices.ts';

function person(name: string, address?: string): Listed {
  return { id: address ?? name, teamsId: '', name, ...(address ? { address } : {}) };
}

function labelled(people: Listed[]): string[] {
  const labels = labelsOf(people, 40, 'Nimetön');
  return people.map(({ id }) => labels.get(id) ?? '');
}

test('people of one name are told apart by the start of their addresses, everybody else is called by name alone', () => {
  const people = [
    person('Sirpa Aapakari', 'sirpa.aapakari@lapha.example'),
    person('Mika Kaarnilahti', 'mika@lapha.example'),
    person('sirpa aapakari', 'sirpa.maria@lapha.example'),
  ];

  expect(labelled(people)).toEqual(['Sirpa Aapakari (sirpa.a…@)', 'Mika Kaarnilahti', 'sirpa aapakari (sirpa.m…@)']);
});

test.each<[string, string[], string[]]>([
  ['that begin alike', ['sirpa.a@x.example', 'sirpa.a2@x.example'], ['sirpa.a@…', 'sirpa.a2…@']],
  ['that differ by their domain alone', ['sirpa@east.example', 'sirpa@west.example'], ['sirpa@e…', 'sirpa@w…']],
  ['that differ from the beginning', ['a.sirpa@x.example', 'b.sirpa@x.example'], ['a.si…@', 'b.si…@']],
])('addresses %s are shown as far as it takes, and never whole', (_what, addresses, starts) => {
  expect(labelled(addresses.map((address) => person('Sirpa', address)))).toEqual(starts.map((start) => `Sirpa (${start})`));
});

test('of many of one name each is told from every other', () => {
  const people = Array.from({ length: 200 }, (_, number) => person('Sirpa Aapakari', `sirpa.aapakari${number}@lapha.example`));

  expect(new Set(labelled(people)).size).toBe(200);
});

test('whose address Teams does not tell is called by name; whoever has no name is told apart, too', () => {
  expect(labelled([person('Sirpa'), person('Sirpa', 'sirpa@x.example'), person('', 'one@x.example'), person('', 'two@x.example')])).toEqual(
    ['Sirpa', 'Sirpa (sirp…@)', 'Nimetön (one@…)', 'Nimetön (two@…)'],
  );
});

test('a choice carries the id alone, never an address', () => {
  const people = [person('Sirpa', 'sirpa.a@x.example'), person('Sirpa', 'sirpa.m@x.example')].map((one, index) => ({
    ...one,
    id: `${index}`,
  }));

  expect(peopleChoices(people, 100, '')).toEqual([
    { value: '0', title: 'Sirpa (sirpa.a…@)' },
    { value: '1', title: 'Sirpa (sirpa.m…@)' },
  ]);
});
