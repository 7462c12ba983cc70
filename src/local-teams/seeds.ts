/** Invented people and channels, so that a first look shows the whole country. All names are made up. */

export type AreaCode = 'etela' | 'ita' | 'sisa' | 'lansi' | 'pohjois' | 'kansallinen';
export type Discipline = 'social' | 'health' | 'education';
export type Language = 'fi' | 'sv' | 'en';

export type PersonSeed = {
  name: string;
  title: string;
  group: string;
  locale?: Language;
  guest?: boolean;
  tenant?: string;
  installed?: boolean;
};

type ChannelSeed = { name: string; fields?: string[]; disciplines?: Discipline[]; general?: boolean };

export type TeamSeed = {
  area: AreaCode;
  name: string;
  coordinator: PersonSeed;
  experts: PersonSeed[];
  guests?: PersonSeed[];
  languages: Language[];
  channels: ChannelSeed[];
};

export const professionals: PersonSeed[] = [
  { name: 'Aino Sarkavaara', title: 'Lastensuojelun sosiaalityöntekijä', group: 'Lapin hyvinvointialue' },
  { name: 'Veera Lumijärvi', title: 'Perhetyöntekijä', group: 'Kainuun hyvinvointialue' },
  { name: 'Eetu Kuusniemi', title: 'Koulukuraattori', group: 'Pohjois-Pohjanmaan hyvinvointialue' },
  { name: 'Linnea Bergskär', title: 'Socialarbetare', group: 'Österbottens välfärdsområde', locale: 'sv' },
  { name: 'Grace Adomako', title: 'School nurse', group: 'City of Helsinki', locale: 'en' },
  { name: 'Pirkko Tervaluoto', title: 'Terveydenhoitaja', group: 'Pirkanmaan hyvinvointialue' },
  { name: 'Jussi Mäkikorpi', title: 'Erityisopettaja', group: 'Keski-Suomen hyvinvointialue' },
  { name: 'Sanna Hirvisalo', title: 'Avohuollon ohjaaja', group: 'Pohjois-Savon hyvinvointialue' },
  { name: 'Oona Kallioranta', title: 'Perheneuvolan psykologi', group: 'Varsinais-Suomen hyvinvointialue' },
  { name: 'Teemu Rantalehto', title: 'Koululääkäri', group: 'Kymenlaakson hyvinvointialue' },
];

/** People of other organisations, each with a tenant of its own: they can be in shared channels, and nowhere else. */
export const outsiders: PersonSeed[] = [
  { name: 'Tuulikki Ulkoniemi', title: 'Järjestön perheterapeutti', group: 'Perhetuki Satama ry', tenant: 'satama', installed: false },
];

const general: ChannelSeed = {
  name: 'Yleinen konsultaatio',
  fields: ['muu'],
  disciplines: ['social', 'health', 'education'],
  general: true,
};
const coordination: ChannelSeed = { name: 'Koordinaatio' };
const childProtection: ChannelSeed = {
  name: 'Lastensuojelu',
  fields: ['lastensuojelu', 'haastavat-erot', 'vakivalta-barnahus'],
  disciplines: ['social', 'health'],
};
const adolescentPsychiatry: ChannelSeed = {
  name: 'Nuorisopsykiatria',
  fields: ['nuorisopsykiatria', 'itsetuhoisuus'],
  disciplines: ['health', 'social'],
};
const substituteCare: ChannelSeed = {
  name: 'Vaativa sijaishuolto',
  fields: ['vaativa-sijaishuolto', 'rikosoireilu'],
  disciplines: ['social', 'health', 'education'],
};
const learning: ChannelSeed = {
  name: 'Oppimisen vaativa tuki',
  fields: ['vaativa-erityinen-tuki', 'koulupoissaolot'],
  disciplines: ['education', 'health'],
};
const substances: ChannelSeed = { name: 'Päihteet', fields: ['paihteet'], disciplines: ['health', 'social'] };
const neuropsychiatry: ChannelSeed = { name: 'Neuropsykiatria', fields: ['neuropsykiatria'], disciplines: ['health', 'education'] };

/** The areas lack some fields on purpose: nobody has them all, and routing must show it. */
export const teams: TeamSeed[] = [
  {
    area: 'etela',
    name: 'OT-keskus Etelä-Suomi',
    languages: ['fi', 'sv', 'en'],
    coordinator: { name: 'Outi Saarnikallio', title: 'Koordinaattori', group: 'OT-keskus Etelä-Suomi' },
    experts: [
      { name: 'Ilkka Norrholma', title: 'Nuorisopsykiatrian ylilääkäri', group: 'HUS-yhtymä' },
      { name: 'Maarit Kivelänoja', title: 'Johtava sosiaalityöntekijä', group: 'Länsi-Uudenmaan hyvinvointialue' },
      { name: 'Fredrika Stenudd', title: 'Barnskyddets specialsakkunnig', group: 'Östra Nylands välfärdsområde', locale: 'sv' },
      { name: 'Joel Haapavirta', title: 'Päihdelääkäri', group: 'Vantaan ja Keravan hyvinvointialue' },
    ],
    channels: [general, childProtection, adolescentPsychiatry, substances, coordination],
  },
  {
    area: 'ita',
    name: 'OT-keskus Itä-Suomi',
    languages: ['fi'],
    coordinator: { name: 'Helka Murtovaara', title: 'Koordinaattori', group: 'OT-keskus Itä-Suomi' },
    experts: [
      { name: 'Arto Petäjäniemi', title: 'Lastenpsykiatri', group: 'Pohjois-Savon hyvinvointialue' },
      { name: 'Kirsi Vesanko', title: 'Sijaishuollon asiantuntija', group: 'Pohjois-Karjalan hyvinvointialue' },
      { name: 'Niilo Tammisuo', title: 'Ohjaava opettaja', group: 'Keski-Suomen hyvinvointialue' },
      { name: 'Riikka Salojoki', title: 'Neuropsykologi', group: 'Etelä-Savon hyvinvointialue', installed: false },
    ],
    channels: [general, substituteCare, learning, neuropsychiatry],
  },
  {
    area: 'sisa',
    name: 'OT-keskus Sisä-Suomi',
    languages: ['fi'],
    coordinator: { name: 'Tuomo Leppäharju', title: 'Koordinaattori', group: 'OT-keskus Sisä-Suomi' },
    experts: [
      { name: 'Elina Koskipuro', title: 'Lastensuojelun asiantuntija', group: 'Pirkanmaan hyvinvointialue' },
      { name: 'Santeri Ylihonko', title: 'Nuorisopsykiatri', group: 'Kanta-Hämeen hyvinvointialue' },
      { name: 'Marja Vuorenpuro', title: 'Sairaalaopettaja', group: 'Tampereen kaupunki' },
      { name: 'Kalle Uusiniitty', title: 'Kasvatustieteen asiantuntija', group: 'Etelä-Pohjanmaan hyvinvointialue' },
    ],
    guests: [{ name: 'Kaarina Ulappasalo', title: 'Järjestön perhetyöntekijä (vieras)', group: 'Perhetuki Satama ry', guest: true }],
    channels: [general, childProtection, adolescentPsychiatry, learning, coordination],
  },
  {
    area: 'lansi',
    name: 'OT-keskus Länsi-Suomi',
    languages: ['fi', 'sv'],
    coordinator: { name: 'Birgitta Ekhamn', title: 'Koordinaattori / koordinator', group: 'OT-keskus Länsi-Suomi', locale: 'sv' },
    experts: [
      { name: 'Markku Ruohola-Aro', title: 'Johtava lastensuojelun asiantuntija', group: 'Varsinais-Suomen hyvinvointialue' },
      { name: 'Hanna Silvennotko', title: 'Neuropsykiatrinen sairaanhoitaja', group: 'Satakunnan hyvinvointialue' },
      { name: 'Anders Lillträsk', title: 'Ungdomspsykiater', group: 'Österbottens välfärdsområde', locale: 'sv' },
      { name: 'Tiina Kultamaa', title: 'Päihdetyön erityisasiantuntija', group: 'Varsinais-Suomen hyvinvointialue' },
    ],
    channels: [general, childProtection, neuropsychiatry, substances],
  },
  {
    area: 'pohjois',
    name: 'OT-keskus Pohjois-Suomi',
    languages: ['fi'],
    coordinator: { name: 'Raili Jänkälä', title: 'Koordinaattori', group: 'OT-keskus Pohjois-Suomi' },
    experts: [
      { name: 'Mika Kaarnilahti', title: 'Nuorisopsykiatri', group: 'Pohjois-Pohjanmaan hyvinvointialue' },
      { name: 'Sirpa Aapakari', title: 'Lastensuojelun erityissosiaalityöntekijä', group: 'Lapin hyvinvointialue' },
      { name: 'Lauri Hautasuo', title: 'Vaativan tuen opettaja', group: 'Oulun kaupunki' },
      { name: 'Emmi Pulkkavaara', title: 'Sijaishuollon psykologi', group: 'Keski-Pohjanmaan hyvinvointialue' },
    ],
    channels: [general, childProtection, adolescentPsychiatry, substituteCare, learning],
  },
  {
    area: 'kansallinen',
    name: 'Kansallinen OT-verkosto',
    languages: ['fi', 'sv', 'en'],
    coordinator: { name: 'Vuokko Harjanne-Lind', title: 'Kansallinen koordinaattori', group: 'Kansallinen OT-verkosto' },
    experts: [
      { name: 'Samira Rostampour', title: 'Traumapsykoterapeutti', group: 'Kansallinen OT-verkosto' },
      { name: 'Petteri Alasuutela', title: 'Perinnöllisyyslääkäri', group: 'Kansallinen OT-verkosto' },
      { name: 'Ulrika Sandnäs', title: 'Adoptionsrådgivare', group: 'Kansallinen OT-verkosto', locale: 'sv' },
    ],
    channels: [
      { name: 'Maahanmuutto ja pakolaistrauma', fields: ['maahanmuutto'], disciplines: ['social', 'health'] },
      { name: 'Harvinaiset sairaudet', fields: ['harvinaiset-sairaudet'], disciplines: ['health'] },
      { name: 'Adoptio', fields: ['adoptio'], disciplines: ['social'] },
      { name: 'Sukupuoli-identiteetti', fields: ['sukupuoli-identiteetti'], disciplines: ['health', 'social'] },
      coordination,
    ],
  },
];
