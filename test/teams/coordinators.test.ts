import { expect, test } from '@jest/globals';
import { render } from '../../src/teams/cards.ts';
import { coordinatorsView } from '../../src/teams/views/coordinators.ts';
import { bytesOf, mostBytes, type Node, nodesIn } from '../golden/rules.ts';

const candidates = Array.from({ length: 1000 }, (_, index) => ({
  id: `${index}`.padStart(36, '0'),
  teamsId: '',
  name: `Asiantuntija ${index}, OT-keskus`,
}));

function drawn(page: number): Node {
  return render(coordinatorsView({ area: 'pohjois', coordinators: [], candidates, offered: ['pohjois'], page, locale: 'fi' })) as Node;
}

function pageAfter(card: Node): number | null {
  const next = nodesIn(card).find(({ title }) => title === 'Seuraavat');
  return next ? Number((next.data as Node).page) : null;
}

test('every one of a thousand people can be named as a coordinator, a page at a time', () => {
  const cards = [drawn(0)];
  for (let page = pageAfter(drawn(0)); page !== null; page = pageAfter(drawn(page))) cards.push(drawn(page));

  const offered = cards.flatMap((card) => nodesIn(card).flatMap(({ id, choices }) => (id === 'person' ? (choices as Node[]) : [])));
  expect(offered.map(({ value }) => value)).toEqual(candidates.map(({ id }) => id));
  for (const card of cards) expect(bytesOf(card)).toBeLessThan(mostBytes);
});

test('a page says which of them it shows, and one that there is not is the nearest', () => {
  expect(JSON.stringify(drawn(0))).toContain('Näytetään 1–100 yhteensä 1000.');
  expect(drawn(1_000_000)).toEqual(drawn(9));
  expect(drawn(-3)).toEqual(drawn(0));
});
