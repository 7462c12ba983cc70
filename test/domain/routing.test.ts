import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AreaId, areaOfCounty, CountyCode, FieldCode, Locale, type Network, parentOfField } from '../../src/domain/network.ts';
import type { Request } from '../../src/domain/request.ts';
import { type Preference, preferences, route } from '../../src/domain/routing.ts';
import { monday, networkOf, requestOf } from '../support/consultations.ts';

const onBreak = [{ from: '2026-11-23', to: '2026-11-23' }];

/** The names of the networks that a request is routed to, best first. */
function routed(networks: Network[], change: Partial<Request> = {}): string[] {
  return route(requestOf(change), { networks }, monday).ranking.map(({ network }) => network.name);
}

describe('the order of preference', () => {
  const field = networkOf('Ala', { area: 'pohjois', fields: ['itsetuhoisuus'] });
  const parent = networkOf('Yläala', { area: 'pohjois', fields: ['nuorisopsykiatria'] });
  const general = networkOf('Yhteinen', { area: 'pohjois', general: true });
  const national = networkOf('Valtakunta', { area: 'kansallinen', fields: ['itsetuhoisuus'] });
  const elsewhere = networkOf('Muualla', { area: 'ita', fields: ['itsetuhoisuus'], general: true });
  const other = networkOf('Muu ala', { area: 'pohjois', fields: ['paihteet'] });

  test('is the area’s field, its parent, the area’s general network, the national one', () => {
    const { area, ranking } = route(
      requestOf({ field: 'itsetuhoisuus' }),
      { networks: [national, other, general, elsewhere, parent, field] },
      monday,
    );

    expect(area).toBe('pohjois');
    expect(ranking.map(({ network, reasons }) => [network.name, reasons[0]])).toEqual([
      ['Ala', 'area-field'],
      ['Yläala', 'area-parent-field'],
      ['Yhteinen', 'area-general'],
      ['Valtakunta', 'national-field'],
    ]);
  });

  test('is stronger than any tie-breaker', () => {
    const apt = networkOf('Yhteinen ja osuva', { area: 'pohjois', general: true, languages: ['sv'], fields: ['adoptio'] });

    expect(routed([apt, field], { field: 'itsetuhoisuus', language: 'sv', secondaryFields: ['adoptio'] })).toEqual([
      'Ala',
      'Yhteinen ja osuva',
    ]);
  });

  test('does not take the parent’s request to the child’s network', () => {
    expect(routed([field], { field: 'nuorisopsykiatria' })).toEqual([]);
  });

  test('knows no general network of the whole country', () => {
    expect(routed([networkOf('Kaikille', { area: 'kansallinen', general: true })])).toEqual([]);
  });
});

describe('a tie', () => {
  const plain = networkOf('A tavallinen', { area: 'pohjois', fields: ['lastensuojelu'], disciplines: ['education'] });
  const apt = networkOf('D osuva', { area: 'pohjois', fields: ['lastensuojelu', 'adoptio'], disciplines: ['education'] });
  const able = networkOf('C ammatti', { area: 'pohjois', fields: ['lastensuojelu'], disciplines: ['social', 'health'] });
  const speaking = networkOf('E kieli', {
    area: 'pohjois',
    fields: ['lastensuojelu'],
    disciplines: ['education'],
    languages: ['fi', 'sv'],
  });

  test('is broken by language, then by disciplines, then by the secondary fields', () => {
    expect(routed([plain, apt, able, speaking], { language: 'sv', secondaryFields: ['adoptio', 'muu'] })).toEqual([
      'E kieli',
      'C ammatti',
      'D osuva',
      'A tavallinen',
    ]);
  });

  test('is broken by discipline only if the network has all that are wished for', () => {
    const half = networkOf('B puolikas', { area: 'pohjois', fields: ['lastensuojelu'], disciplines: ['social'] });

    expect(routed([half, able])).toEqual(['C ammatti', 'B puolikas']);
    expect(routed([half, able], { disciplines: ['social'] })).toEqual(['B puolikas', 'C ammatti']);
  });

  test('that nothing breaks goes by the id, in whatever order the networks are known', () => {
    const same = ['C', 'A', 'B'].map((name) => networkOf(name, { area: 'pohjois', fields: ['lastensuojelu'] }));

    expect(routed(same)).toEqual(['A', 'B', 'C']);
    expect(routed(same.toReversed())).toEqual(['A', 'B', 'C']);
  });
});

describe('a network that fits but can’t', () => {
  const resting = networkOf('Tauolla', { area: 'pohjois', fields: ['lastensuojelu'], breaks: onBreak });
  const empty = networkOf('Tyhjä', { area: 'pohjois', fields: ['lastensuojelu'], members: 0, breaks: onBreak });
  const general = networkOf('Yhteinen', { area: 'pohjois', general: true });

  test('is passed over, and it is told why', () => {
    const { ranking, passedOver } = route(requestOf(), { networks: [resting, empty, general] }, monday);

    expect(ranking.map(({ network }) => network.name)).toEqual(['Yhteinen']);
    expect(passedOver.map(({ network, obstacle }) => [network.name, obstacle])).toEqual([
      ['Tauolla', 'on-break'],
      ['Tyhjä', 'no-members'],
    ]);
  });

  test('is back the day after its break', () => {
    const { ranking } = route(requestOf(), { networks: [resting] }, '2026-11-24T08:00:00.000Z');

    expect(ranking).toHaveLength(1);
  });
});

describe('a county', () => {
  const everywhere = AreaId.options.map((area) => networkOf(area, { area, fields: ['lastensuojelu'], general: true }));

  test('Keski-Suomi (15) is Eastern, whatever the name says', () => {
    expect(routed(everywhere, { county: '15' })).toEqual(['ita', 'kansallinen']);
  });

  test('Åland (91) is in no area and goes to the national network alone', () => {
    expect(routed(everywhere, { county: '91' })).toEqual(['kansallinen']);
    expect(routed(everywhere, { county: '91', field: 'paihteet' })).toEqual([]);
  });

  test('can be set aside by a redirection to another area', () => {
    const { area, ranking } = route(requestOf(), { networks: everywhere }, monday, 'lansi');

    expect([area, ranking[0]?.network.name]).toEqual(['lansi', 'lansi']);
  });
});

const anyNetwork = fc.record({
  area: fc.constantFrom(...AreaId.options),
  fields: fc.uniqueArray(fc.constantFrom(...FieldCode.options), { maxLength: 6 }),
  disciplines: fc.uniqueArray(fc.constantFrom('social', 'health', 'education'), { minLength: 1 }),
  languages: fc.uniqueArray(fc.constantFrom(...Locale.options), { minLength: 1 }),
  general: fc.boolean(),
  members: fc.nat({ max: 3 }),
  breaks: fc.constantFrom([], [], onBreak),
});
const anyDirectory = fc.array(anyNetwork, { maxLength: 30, size: 'max' }).map((all) => ({
  networks: all.map((one, index) => networkOf(`Verkosto ${index}`, one as Partial<Network> & { area: AreaId })),
  coordinators: [],
}));
const everyRequest = CountyCode.options.flatMap((county) => FieldCode.options.map((field) => requestOf({ county, field })));

/** Checks the routes of every county and every field in many countries. */
function inEveryCountry(check: (request: Request, networks: Network[], found: ReturnType<typeof route>) => void): void {
  const countries = fc.property(anyDirectory, (directory) => {
    for (const request of everyRequest) check(request, directory.networks, route(request, directory, monday));
  });
  fc.assert(countries, { numRuns: 20 });
}

/** Why a network fits, told anew from the rules. */
function fitOf(network: Network, { county, field }: Request): Preference | undefined {
  const isNear = network.area === areaOfCounty[county] && county !== '91';
  const fits: Record<Preference, boolean> = {
    'area-field': isNear && network.fields.some((one) => one === field),
    'area-parent-field': isNear && network.fields.some((one) => one === parentOfField[field]),
    'area-general': isNear && network.general,
    'national-field': network.area === 'kansallinen' && network.fields.some((one) => one === field),
  };
  return preferences.find((preference) => fits[preference]);
}

describe('from every county, for every field, in every country', () => {
  test('a network of another area is never found, unless it is the nation’s', () => {
    inEveryCountry(({ county }, _, { area, ranking, passedOver }) => {
      expect(area).toBe(areaOfCounty[county]);
      for (const { network } of [...ranking, ...passedOver]) expect([areaOfCounty[county], 'kansallinen']).toContain(network.area);
    });
  });

  test('whoever fits is ranked for the right reason or passed over, and nobody else is', () => {
    inEveryCountry((request, networks, { ranking, passedOver }) => {
      const fitting = networks.filter((network) => fitOf(network, request));
      const isAble = ({ members, breaks }: Network) => members > 0 && breaks.length === 0;
      expect(new Map(ranking.map(({ network, reasons }) => [network.id, reasons[0]]))).toEqual(
        new Map(fitting.filter(isAble).map((network) => [network.id, fitOf(network, request)])),
      );
      expect(passedOver.map(({ network }) => network)).toEqual(fitting.filter((network) => !isAble(network)));
    });
  });

  test('the ranking goes down by preference, and among equals by what breaks a tie', () => {
    const tieBreakers = ['speaks-language', 'has-disciplines', 'secondary-field'] as const;
    inEveryCountry((_request, _networks, { ranking }) => {
      const ranks = ranking.map(({ network, reasons }) => {
        const preference = preferences.indexOf(reasons[0] as Preference);
        return `${preference} ${tieBreakers.map((one) => (reasons.includes(one) ? 0 : 1)).join('')} ${network.id}`;
      });
      expect(ranks).toEqual(ranks.toSorted());
    });
  });
});
