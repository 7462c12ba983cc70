// Names that are the same in every sentence, in the three languages side by side.

/** The collaborative areas (Decree 91/2022), by their short names, and the whole country. */
export const areaNames = {
  etela: { fi: 'Etelä-Suomi', sv: 'Södra Finland', en: 'Southern Finland' },
  ita: { fi: 'Itä-Suomi', sv: 'Östra Finland', en: 'Eastern Finland' },
  sisa: { fi: 'Sisä-Suomi', sv: 'Inre Finland', en: 'Inland Finland' },
  lansi: { fi: 'Länsi-Suomi', sv: 'Västra Finland', en: 'Western Finland' },
  pohjois: { fi: 'Pohjois-Suomi', sv: 'Norra Finland', en: 'Northern Finland' },
  kansallinen: { fi: 'Koko maa', sv: 'Hela landet', en: 'Whole country' },
};

/** Wellbeing services counties, Helsinki, HUS and Åland, by their short names (Statistics Finland, 2026). */
export const countyNames = {
  '01': { fi: 'Itä-Uusimaa', sv: 'Östra Nyland', en: 'East Uusimaa' },
  '02': { fi: 'Keski-Uusimaa', sv: 'Mellersta Nyland', en: 'Central Uusimaa' },
  '03': { fi: 'Länsi-Uusimaa', sv: 'Västra Nyland', en: 'West Uusimaa' },
  '04': { fi: 'Vantaa ja Kerava', sv: 'Vanda och Kervo', en: 'Vantaa and Kerava' },
  '05': { fi: 'Varsinais-Suomi', sv: 'Egentliga Finland', en: 'Southwest Finland' },
  '06': { fi: 'Satakunta', sv: 'Satakunta', en: 'Satakunta' },
  '07': { fi: 'Kanta-Häme', sv: 'Egentliga Tavastland', en: 'Kanta-Häme' },
  '08': { fi: 'Pirkanmaa', sv: 'Birkaland', en: 'Pirkanmaa' },
  '09': { fi: 'Päijät-Häme', sv: 'Päijänne-Tavastland', en: 'Päijät-Häme' },
  10: { fi: 'Kymenlaakso', sv: 'Kymmenedalen', en: 'Kymenlaakso' },
  11: { fi: 'Etelä-Karjala', sv: 'Södra Karelen', en: 'South Karelia' },
  12: { fi: 'Etelä-Savo', sv: 'Södra Savolax', en: 'South Savo' },
  13: { fi: 'Pohjois-Savo', sv: 'Norra Savolax', en: 'North Savo' },
  14: { fi: 'Pohjois-Karjala', sv: 'Norra Karelen', en: 'North Karelia' },
  15: { fi: 'Keski-Suomi', sv: 'Mellersta Finland', en: 'Central Finland' },
  16: { fi: 'Etelä-Pohjanmaa', sv: 'Södra Österbotten', en: 'South Ostrobothnia' },
  17: { fi: 'Pohjanmaa', sv: 'Österbotten', en: 'Ostrobothnia' },
  18: { fi: 'Keski-Pohjanmaa', sv: 'Mellersta Österbotten', en: 'Central Ostrobothnia' },
  19: { fi: 'Pohjois-Pohjanmaa', sv: 'Norra Österbotten', en: 'North Ostrobothnia' },
  20: { fi: 'Kainuu', sv: 'Kajanaland', en: 'Kainuu' },
  21: { fi: 'Lappi', sv: 'Lappland', en: 'Lapland' },
  90: { fi: 'Helsinki', sv: 'Helsingfors', en: 'Helsinki' },
  91: { fi: 'Ahvenanmaa', sv: 'Åland', en: 'Åland' },
  HUS: { fi: 'HUS-yhtymä', sv: 'HUS-sammanslutningen', en: 'HUS Group' },
};

/** Fields of expertise. */
export const fieldNames = {
  lastensuojelu: {
    fi: 'Lastensuojelun erityiskysymykset',
    sv: 'Särskilda frågor inom barnskyddet',
    en: 'Child protection: complex questions',
  },
  'vaativa-sijaishuolto': { fi: 'Vaativa sijaishuolto', sv: 'Krävande vård utom hemmet', en: 'Demanding substitute care' },
  lastenpsykiatria: { fi: 'Lastenpsykiatria (alle 13-vuotiaat)', sv: 'Barnpsykiatri (under 13 år)', en: 'Child psychiatry (under 13)' },
  nuorisopsykiatria: {
    fi: 'Nuorisopsykiatria (13 vuotta täyttäneet)',
    sv: 'Ungdomspsykiatri (13 år fyllda)',
    en: 'Adolescent psychiatry (13+)',
  },
  itsetuhoisuus: {
    fi: 'Itsetuhoisuus ja itsensä vahingoittaminen',
    sv: 'Självdestruktivitet och självskadebeteende',
    en: 'Suicidality and self-harm',
  },
  syomishairiot: { fi: 'Syömishäiriöt', sv: 'Ätstörningar', en: 'Eating disorders' },
  'sukupuoli-identiteetti': { fi: 'Sukupuoli-identiteetti', sv: 'Könsidentitet', en: 'Gender identity' },
  neuropsykiatria: { fi: 'Vaativa neuropsykiatria (nepsy)', sv: 'Krävande neuropsykiatri', en: 'Demanding neuropsychiatry' },
  'vakivalta-barnahus': {
    fi: 'Lapseen kohdistuva väkivalta ja kaltoinkohtelu (Barnahus)',
    sv: 'Våld mot barn och försummelse (Barnahus)',
    en: 'Violence against children and neglect (Barnahus)',
  },
  'haastavat-erot': {
    fi: 'Haastavat erot, huolto- ja tapaamisriidat',
    sv: 'Konfliktfyllda skilsmässor, vårdnads- och umgängestvister',
    en: 'High-conflict separations, custody and contact disputes',
  },
  paihteet: { fi: 'Nuorten päihteet ja riippuvuudet', sv: 'Ungas rusmedel och beroenden', en: 'Youth substance use and addictions' },
  perinataali: {
    fi: 'Raskaus- ja vauva-ajan vaativat tilanteet',
    sv: 'Krävande situationer under graviditet och spädbarnstid',
    en: 'Complex perinatal and infant situations',
  },
  rikosoireilu: {
    fi: 'Rikoksilla oireilu ja vakava käytösoireilu',
    sv: 'Brottsligt beteende och allvarliga beteendesymtom',
    en: 'Offending and severe antisocial behaviour',
  },
  'vaativa-erityinen-tuki': {
    fi: 'Oppimisen vaativa tuki (VIP/Vaatu)',
    sv: 'Krävande stöd för lärandet (VIP/Vaatu)',
    en: 'Demanding support for learning (VIP/Vaatu)',
  },
  koulupoissaolot: { fi: 'Koulupoissaolot ja kouluakäymättömyys', sv: 'Skolfrånvaro', en: 'School absence and refusal' },
  vammaisuus: {
    fi: 'Vammaispalvelut ja kehitysvammaisuus',
    sv: 'Funktionshinderservice och intellektuell funktionsnedsättning',
    en: 'Disability services',
  },
  'harvinaiset-sairaudet': {
    fi: 'Harvinaiset sairaudet ja vaikeat somaattiset tai toiminnalliset oireet',
    sv: 'Sällsynta sjukdomar och svåra somatiska eller funktionella symtom',
    en: 'Rare diseases and severe somatic or functional symptoms',
  },
  maahanmuutto: {
    fi: 'Maahanmuuttajataustaiset perheet, kunniaväkivalta, ihmiskauppa, pakolaistrauma',
    sv: 'Familjer med invandrarbakgrund, hedersvåld, människohandel, flyktingtrauma',
    en: 'Migrant families, honour-related violence, trafficking, refugee trauma',
  },
  adoptio: { fi: 'Vaativa adoptioneuvonta', sv: 'Krävande adoptionsrådgivning', en: 'Complex adoption counselling' },
  juridiikka: {
    fi: 'Juridiikka, tiedonvaihto ja lainsäädäntöjen yhteensovittaminen',
    sv: 'Juridik, informationsutbyte och samordning av lagstiftning',
    en: 'Law, information exchange between sectors',
  },
  muu: { fi: 'Muu / en tiedä', sv: 'Annat / vet inte', en: 'Other / not sure' },
};
