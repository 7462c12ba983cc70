import type { Network, PersonRef } from '../../src/domain/network.ts';
import { removeCoordinatorView, removeNetworkView } from '../../src/teams/views/confirm.ts';
import { coordinatorsView } from '../../src/teams/views/coordinators.ts';
import { networkView } from '../../src/teams/views/network.ts';
import { networksView } from '../../src/teams/views/networks.ts';
import { refusalNotice } from '../../src/teams/views/refusal.ts';
import { registerFormView, valuesOfNetwork } from '../../src/teams/views/register-form.ts';
import { type Exhibit, exhibit, inDialog } from './exhibit.ts';
import { networkOf } from './story.ts';

/** Monday of week 48, 10.00 in Helsinki. */
const at = '2026-11-23T08:00:00.000Z';
const people: PersonRef[] = ['Emmi Pulkkavaara', 'Lauri Hautasuo', 'Mika Kaarnilahti', 'Raili Jänkälä', 'Sirpa Aapakari'].map((name) => ({
  id: name.toLowerCase().replace(' ', '.'),
  teamsId: `29:${name}`,
  name,
}));
const crowd = Array.from({ length: 400 }, (_, index) => ({ id: `${index}`, teamsId: '', name: `Asiantuntija ${index + 1}` }));
const weekly = { turns: 'weekly' as const, people: people.slice(0, 3), from: '2026-11-16' };
const together = { turns: 'together' as const, people: people.slice(3), from: '2026-11-16' };

const psychiatry = networkOf('Nuorisopsykiatria', {
  area: 'pohjois',
  fields: ['nuorisopsykiatria', 'itsetuhoisuus', 'syomishairiot', 'sukupuoli-identiteetti', 'neuropsykiatria'],
  languages: ['fi', 'sv'],
  duty: weekly,
  breaks: [
    { from: '2026-12-21', to: '2027-01-03' },
    { from: '2027-07-01', to: '2027-07-31' },
  ],
});
const general = networkOf('Yleinen konsultaatio', { area: 'pohjois', fields: ['muu'], general: true, duty: together });
const paused = networkOf('Vaativa sijaishuolto', { area: 'pohjois', fields: ['vaativa-sijaishuolto'], state: 'paused' });
const gone = networkOf('Perhekuntoutus', { area: 'pohjois', fields: ['perinataali'], state: 'gone' });
const empty = networkOf('Päihteet', { area: 'pohjois', fields: ['paihteet'], members: 0 });
const away = networkOf('Vammaisuus', { area: 'pohjois', fields: ['vammaisuus'], breaks: [{ from: '2026-11-20', to: '2026-11-27' }] });
const rare = networkOf('Harvinaiset sairaudet', { area: 'kansallinen', fields: ['harvinaiset-sairaudet'] });
const northern = [psychiatry, general, paused, gone, empty, away, rare];

/** Sixty networks with names as long as they may be. */
export const sixty = Array.from({ length: 60 }, (_, index): Network => {
  const network = networkOf(String(index), { area: index % 4 === 0 ? 'kansallinen' : 'pohjois', fields: psychiatry.fields, duty: weekly });
  return { ...network, name: `${index} `.padEnd(80, '漢'), breaks: psychiatry.breaks };
});

const first = { experts: people, at };
const filled = (network: Network) => valuesOfNetwork(network, '2026-11-23');

export const networkCards: Exhibit[] = [
  inDialog('register-form', 'empty', (locale) =>
    registerFormView({ ...first, values: { name: 'Lastensuojelu, OT-keskus' }, locale, offered: ['pohjois'], before: null }),
  ),
  inDialog('register-form', 'with something missing', (locale) =>
    registerFormView({
      ...first,
      values: { ...filled(general), name: '', area: 'etela' },
      locale,
      offered: ['kansallinen', 'etela', 'pohjois'],
      before: null,
      notice: refusalNotice({ code: 'invalid', issues: [{ field: 'name', problem: 'missing' }] }, locale),
    }),
  ),
  inDialog('register-form', 'to be changed', (locale) =>
    registerFormView({ ...first, values: filled(psychiatry), locale, offered: ['pohjois'], before: psychiatry }),
  ),
  ...Object.entries({ 'in use': psychiatry, paused, gone, removed: { ...gone, state: 'removed' as const } }).map(([shows, network]) =>
    exhibit('network', `${shows}, for its coordinator`, (locale) => networkView({ network, mayChange: true, at, locale })),
  ),
  exhibit('network', 'in use, for others', (locale) => networkView({ network: general, mayChange: false, at, locale })),
  exhibit('network', 'with a crowd on duty', (locale) =>
    networkView({ network: { ...general, duty: { ...together, people: crowd } }, mayChange: false, at, locale }),
  ),
  exhibit('network', 'from the list', (locale) =>
    networkView({ network: psychiatry, mayChange: true, at, locale, back: { area: 'pohjois', page: 0 } }),
  ),
  exhibit('networks', 'none', (locale) => networksView({ networks: [], area: 'ita', offered: ['ita'], page: 0, at, locale })),
  exhibit('networks', 'some, with gaps', (locale) =>
    networksView({ networks: northern, area: 'pohjois', offered: ['pohjois'], page: 0, at, locale }),
  ),
  exhibit('networks', 'of the whole country', (locale) =>
    networksView({ networks: northern, area: 'kansallinen', offered: ['kansallinen', 'etela', 'pohjois'], page: 0, at, locale }),
  ),
  exhibit('networks', 'sixty', (locale) => networksView({ networks: sixty, area: 'pohjois', offered: ['pohjois'], page: 1, at, locale })),
  exhibit('coordinators', 'some', (locale) =>
    coordinatorsView({
      area: 'pohjois',
      coordinators: [...people.slice(3, 4), { id: '3f2b7c1e-0000-4000-8000-000000000001', teamsId: '', name: '' }],
      candidates: people.slice(0, 3),
      offered: ['pohjois'],
      locale,
    }),
  ),
  exhibit('coordinators', 'of an area with hundreds of people', (locale) =>
    coordinatorsView({
      area: 'pohjois',
      coordinators: people.slice(3, 4),
      candidates: Array.from({ length: 250 }, (_, index) => ({ id: `${index}`, teamsId: '', name: `Asiantuntija ${index + 1}` })),
      ...{ offered: ['pohjois'], page: 1, locale },
    }),
  ),
  exhibit('coordinators', 'none', (locale) =>
    coordinatorsView({ area: 'etela', coordinators: [], candidates: [], offered: ['kansallinen', 'etela', 'pohjois'], locale }),
  ),
  exhibit('confirm', 'removing a network', (locale) => removeNetworkView(psychiatry, null, locale)),
  exhibit('confirm', 'removing a coordinator', (locale) => removeCoordinatorView(people[4] as PersonRef, 'pohjois', locale)),
];
