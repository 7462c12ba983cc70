import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { coverageOf } from '../../src/domain/coverage.ts';
import { FieldCode } from '../../src/domain/network.ts';
import { route } from '../../src/domain/routing.ts';
import { monday, networkOf, requestOf } from '../support/consultations.ts';

const all = networkOf('Kaikki', {
  area: 'pohjois',
  fields: FieldCode.options,
  disciplines: ['social', 'health', 'education'],
  general: true,
});

test('an area whose networks cover everything lacks nothing', () => {
  expect(coverageOf([all], 'pohjois', monday)).toMatchObject({ fields: [], disciplines: [], hasGeneral: true });
});

test.each([
  ['paused', { state: 'paused' as const }],
  ['gone', { state: 'gone' as const }],
  ['removed', { state: 'removed' as const }],
  ['without members', { members: 0 }],
  ['of another area', { area: 'ita' as const }],
])('a network that is %s covers nothing', (_what, change) => {
  const { fields, disciplines, hasGeneral } = coverageOf([{ ...all, ...change }], 'pohjois', monday);

  expect(fields).toEqual(FieldCode.options);
  expect(disciplines).toEqual(['social', 'health', 'education']);
  expect(hasGeneral).toBe(false);
});

test('a field is covered by its parent’s network and by a national one, “other” by the general one; a discipline only by the area’s own', () => {
  const parent = networkOf('Nuoret', { area: 'pohjois', fields: ['nuorisopsykiatria'], disciplines: ['health'] });
  const national = networkOf('Adoptio', { area: 'kansallinen', fields: ['adoptio'], disciplines: ['social'] });
  const general = networkOf('Yleinen', { area: 'pohjois', general: true, disciplines: ['health'] });

  const { fields, disciplines } = coverageOf([parent, national, general], 'pohjois', monday);

  for (const covered of ['nuorisopsykiatria', 'itsetuhoisuus', 'syomishairiot', 'adoptio', 'muu'] as const)
    expect(fields).not.toContain(covered);
  expect(fields).toContain('paihteet');
  expect(disciplines).toEqual(['social', 'education']);
});

test('a field is uncovered exactly where routing finds no network of it', () => {
  const shapes = fc.record({
    area: fc.constantFrom('pohjois' as const, 'ita' as const, 'kansallinen' as const),
    fields: fc.uniqueArray(fc.constantFrom(...FieldCode.options), { maxLength: 6 }),
    general: fc.boolean(),
    state: fc.constantFrom('active' as const, 'active' as const, 'paused' as const, 'gone' as const, 'removed' as const),
    members: fc.nat(2),
  });
  fc.assert(
    fc.property(fc.array(shapes, { maxLength: 6 }), (all) => {
      const networks = all.map((shape, index) => networkOf(`Verkosto ${index}`, shape));
      const ofField = (field: FieldCode) =>
        route(requestOf({ county: '21', field }), { networks }, monday).ranking.filter(
          ({ reasons }) => !reasons.includes('area-general') || field === 'muu',
        );

      const uncovered = FieldCode.options.filter((field) => ofField(field).length === 0);

      expect(coverageOf(networks, 'pohjois', monday).fields).toEqual(uncovered);
    }),
  );
});

test('networks without members, breaks now and breaks to come are told apart; a break leaves nothing uncovered', () => {
  const empty = networkOf('Tyhjä', { area: 'pohjois', members: 0 });
  const breaks = [
    { from: '2026-12-21', to: '2027-01-03' },
    { from: '2026-11-23', to: '2026-11-23' },
    { from: '2026-07-01', to: '2026-07-31' },
  ];

  const coverage = coverageOf([{ ...all, breaks }, empty], 'pohjois', monday);

  expect(coverage.fields).toEqual([]);
  expect(coverage.memberless).toEqual([empty]);
  expect(coverage.onBreak.map(({ from }) => from)).toEqual(['2026-11-23']);
  expect(coverage.breaksToCome.map(({ from }) => from)).toEqual(['2026-12-21']);
});
