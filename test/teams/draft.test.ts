import { expect, test } from '@jest/globals';
import type { Directory } from '../../src/domain/network.ts';
import { render } from '../../src/teams/cards.ts';
import { draftOf, Payload } from '../../src/teams/payload.ts';
import { type Draft, targetsOf } from '../../src/teams/views/case.ts';
import { draftView } from '../../src/teams/views/draft.ts';
import { bytesOf, mostBytes, type Node, nodesIn } from '../golden/rules.ts';
import { actorOf, ask, cast, country, type Doing, later } from '../golden/story.ts';

const claim: Doing = [cast.lead, 'claim', { discipline: 'health' }];
const [first] = country.networks;
const many: Directory = {
  ...country,
  networks: [
    ...country.networks,
    ...Array.from({ length: 500 }, (_, index) => ({
      ...(first as NonNullable<typeof first>),
      id: `network:19:${index}@thread.tacv2`,
      name: `Verkosto ${String(index).padStart(3, '0')}, OT-keskus Pohjois-Suomi`,
    })),
  ],
};
const members = Array.from({ length: 1000 }, (_, index) => actorOf(`Asiantuntija ${String(index).padStart(4, '0')}`).person);
const claimed = later(ask({}, many), [claim], many);
const viewer = { actor: cast.lead, locale: 'fi', at: '2026-11-23T13:00:00.000Z' } as const;

function drawn(draft: Draft): Node {
  const targets = targetsOf(claimed, many, viewer);
  return render(draftView({ consultation: claimed, viewer, card: 'channel', entry: 0, draft, targets, members })) as Node;
}

/** What a press on a button of the card sends, with what stands in its fields; null if there is no such button. */
function pressed(card: Node, title: string, typed: object): Payload | null {
  const button = (card.actions as Node[]).find((action) => action.title === title);
  return button ? Payload.parse({ ...(button.data as object), verb: button.verb, ...typed }) : null;
}

/** Every page of a draft's choices, turned as a person would. */
function pagesOf(verb: string, typed: object = {}): Node[] {
  const pages = [drawn({ verb, text: '', target: '', offersCheck: false })];
  for (;;) {
    const press = pressed(pages.at(-1) as Node, 'Seuraavat', typed);
    if (!press) return pages;
    pages.push(drawn(draftOf(press, false) as Draft));
  }
}

function valuesOn(cards: Node[]): unknown[] {
  const fields = cards.flatMap((card) => nodesIn(card).filter(({ type }) => type === 'Input.ChoiceSet'));
  return fields.flatMap(({ choices }) => (choices as Node[]).map(({ value }) => value));
}

test('every one of 500 networks can be chosen, a page at a time, and each page is small enough for Teams', () => {
  const pages = pagesOf('redirect');

  expect(pages.length).toBeGreaterThan(1);
  for (const page of pages) expect(bytesOf(page)).toBeLessThan(mostBytes);
  expect(new Set(valuesOn(pages))).toEqual(new Set(targetsOf(claimed, many, viewer).map(({ value }) => value)));
});

test('what has been written stays when the page is turned', () => {
  const pages = pagesOf('redirect', { 'text-redirect': 'Siellä osataan.' });

  const texts = pages.slice(1).map((page) => nodesIn(page).find(({ id }) => id === 'text-redirect')?.value);
  expect(new Set(texts)).toEqual(new Set(['Siellä osataan.']));
});

test('the page on which the choice stands comes back when something else has to be mended', () => {
  const { value } = targetsOf(claimed, many, viewer)
    .filter((target) => !target.value.startsWith('area:'))
    .at(-1) ?? { value: '' };

  const card = drawn({ verb: 'redirect', text: '', target: value, offersCheck: false });

  expect(nodesIn(card).find(({ id }) => id === 'target-redirect')).toMatchObject({
    value,
    choices: expect.arrayContaining([expect.objectContaining({ value })]),
  });
  expect(pressed(card, 'Seuraavat', {})).toBeNull();
  expect(pressed(card, 'Edelliset', {})).not.toBeNull();
});

test('every one of a channel’s thousand members can be given a consultation', () => {
  const pages = pagesOf('assign');

  for (const page of pages) expect(bytesOf(page)).toBeLessThan(mostBytes);
  expect(valuesOn(pages)).toEqual(expect.arrayContaining(members.map(({ id }) => id)));
});

test.each([-5, 1e9, 0.5, '2'])('a page that there is not (%s) is the nearest, or the first', (page) => {
  const press = pressed(drawn({ verb: 'redirect', text: '', target: '', offersCheck: false }), 'Seuraavat', { page });

  expect(nodesIn(drawn(draftOf(press as Payload, false) as Draft)).some(({ id }) => id === 'target-redirect')).toBe(true);
});
