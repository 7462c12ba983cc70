import { describe, expect, test } from '@jest/globals';
import { areaTarget } from '../../src/domain/command.ts';
import {
  AreaId,
  areaOfCounty,
  areas,
  CountyCode,
  coordinatorsOf,
  isOnBreak,
  networkId,
  parentOfField,
  networkOf as registeredAs,
} from '../../src/domain/network.ts';
import { personDocumentId } from '../../src/domain/person.ts';
import { countyNames } from '../../src/i18n/names.ts';
import { directory, east, networkOf } from '../support/consultations.ts';

/** Government Decree 91/2022, by the counties' own names; Åland is outside the areas. */
const decree: Record<AreaId, string[]> = {
  etela: [
    'Itä-Uusimaa',
    'Keski-Uusimaa',
    'Länsi-Uusimaa',
    'Vantaa ja Kerava',
    'Helsinki',
    'Päijät-Häme',
    'Kymenlaakso',
    'Etelä-Karjala',
    'HUS-yhtymä',
  ],
  ita: ['Etelä-Savo', 'Pohjois-Savo', 'Pohjois-Karjala', 'Keski-Suomi'],
  sisa: ['Kanta-Häme', 'Pirkanmaa', 'Etelä-Pohjanmaa'],
  lansi: ['Varsinais-Suomi', 'Satakunta', 'Pohjanmaa'],
  pohjois: ['Keski-Pohjanmaa', 'Pohjois-Pohjanmaa', 'Kainuu', 'Lappi'],
  kansallinen: ['Ahvenanmaa'],
};

/** The codes of Statistics Finland's classification of wellbeing services counties, as far as names are easily mistaken. */
const codes: [string, string][] = [
  ['01', 'Itä-Uusimaa'],
  ['05', 'Varsinais-Suomi'],
  ['09', 'Päijät-Häme'],
  ['10', 'Kymenlaakso'],
  ['14', 'Pohjois-Karjala'],
  ['15', 'Keski-Suomi'],
  ['16', 'Etelä-Pohjanmaa'],
  ['17', 'Pohjanmaa'],
  ['18', 'Keski-Pohjanmaa'],
  ['21', 'Lappi'],
  ['90', 'Helsinki'],
  ['91', 'Ahvenanmaa'],
];

describe('the counties', () => {
  test.each(AreaId.options)('of %s are exactly those of the decree', (area) => {
    const named = CountyCode.options.filter((code) => areaOfCounty[code] === area).map((code) => countyNames[code].fi);

    expect(named.sort()).toEqual(decree[area].sort());
  });

  test.each(codes)('have the codes of the classification: %s is %s', (code, name) => {
    expect(countyNames[CountyCode.parse(code)].fi).toBe(name);
  });

  test('are 24: 21 wellbeing services counties, Helsinki, Åland, and HUS', () => {
    expect(CountyCode.options).toHaveLength(24);
    expect(CountyCode.safeParse('22').success).toBe(false);
  });
});

describe('the fields', () => {
  test('stand for one another only as agreed', () => {
    const children = Object.entries(parentOfField).filter(([, parent]) => parent !== null);

    expect(Object.fromEntries(children)).toEqual({
      itsetuhoisuus: 'nuorisopsykiatria',
      syomishairiot: 'nuorisopsykiatria',
      'sukupuoli-identiteetti': 'nuorisopsykiatria',
      koulupoissaolot: 'vaativa-erityinen-tuki',
    });
    expect(Object.keys(parentOfField)).toHaveLength(21);
  });
});

describe('the coordinators of an area', () => {
  test('are those who are named for it, not those of the whole country', () => {
    expect(coordinatorsOf(directory, 'ita', 'an asker')).toEqual(['eero.elsewhere']);
  });

  test('who asks is not told to direct their own request: the national coordinator is', () => {
    expect(coordinatorsOf(directory, 'ita', 'eero.elsewhere')).toEqual(['nora.national']);
  });

  test.each(areas.filter((area) => area !== 'ita' && area !== 'pohjois'))('%s, which has none, are those of the whole country', (area) => {
    expect(coordinatorsOf(directory, area, 'an asker')).toEqual(['nora.national']);
  });
});

describe('a break', () => {
  const network = { breaks: [{ from: '2026-12-21', to: '2027-01-06' }] };

  test.each([
    ['the minute before it begins in Finland', '2026-12-20T21:59:00.000Z', false],
    ['its first minute in Finland', '2026-12-20T22:00:00.000Z', true],
    ['its last minute in Finland', '2027-01-06T21:59:00.000Z', true],
    ['the minute after it', '2027-01-06T22:00:00.000Z', false],
  ])('is on or off by the Finnish date: %s', (_, at, isOn) => {
    expect(isOnBreak(network, at)).toBe(isOn);
  });
});

describe('an id', () => {
  test('finds its network, and none if it has been removed or none is named', () => {
    expect(registeredAs(directory, networkId(east.channel))).toBe(east);
    expect(registeredAs(directory, networkId(networkOf('Poistettu', { area: 'ita' }).channel))).toBeNull();
    expect(registeredAs(directory, null)).toBeNull();
  });

  test('of a person is told from that of a network', () => {
    expect(personDocumentId('guid')).toBe('person:guid');
  });

  test.each([
    ['area:ita', 'ita'],
    ['area:kansallinen', 'kansallinen'],
    ['ita', null],
    ['area:mars', null],
    [east.id, null],
  ])('names an area only if it says so: %s', (target, area) => {
    expect(areaTarget(target)).toBe(area);
  });
});
