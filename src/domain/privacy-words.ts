/** Public word lists behind privacy-patterns: given names, and places so small that a rare condition there points at one person. */

/** Common given names in Finland: Finnish, Swedish, Sámi, and of its largest newer language groups. Lower case. */
export const givenNames = wordSet(`
  maria helena anneli johanna kaarina marjatta hannele kristiina liisa emilia elina tuulikki annikki maarit susanna leena katariina
  anna marja sinikka inkeri riitta kyllikki aino tuula anne päivi orvokki ritva maija pirjo karoliina pauliina irmeli minna iida eeva
  tarja elisabet eila eveliina laura kirsi mirjam heidi jenni sari hanna pirkko raija seija tiina mari anu eija ulla sirpa merja outi
  katja kati mervi jaana teija virpi nina niina anniina aada ella emma olivia eevi venla isla linnea nea noora sara siiri vilma veera
  roosa jasmin ida julia oona ronja essi saara
  juhani johannes mikael olavi antero tapani kalevi tapio matti ilmari pekka petri mika jukka timo kari jari markku mikko heikki juha
  hannu antti janne ari sami marko jani tomi ville teemu tuomas lauri aleksi eetu elias oliver leo väinö eino leevi noel vilho oskari
  niilo otso joona joonas jesse jere niko kalle henri jussi esa erkki eero seppo martti raimo reijo risto pentti veikko pertti jorma
  pauli paavo arto harri ismo vesa juho kimmo sakari santeri valtteri arttu akseli aatu eemeli daniel
  anders lars karl carl erik johan jan peter bengt göran kjell björn magnus mats christian fredrik henrik stefan thomas kenneth ulf
  christina margareta elisabeth birgitta gunilla marianne camilla pia monica eva karin linda malin amanda wilma ebba
  áilu aslak niillas ánne ánná máret inga ánde nils biret elle sárá jovnna heaika ravdna rávdná
  aaro aaron anton benjamin eeli eliel elmo emil hugo joel julius kasper konsta lenni luka lukas matias miro nooa otto rasmus roni
  sebastian topias veeti viljami alma anni elsa ellen emmi enni fanni hilda hilla hilma iiris kerttu martta mila milja minea neea
  nella pihla saimi sanni seela viivi
  mohamed ahmed abdi ali fatima amina nasra olga oksana natalia svetlana tatiana aleksandr`);

/** Given names that are also words, services or schools: names only before a surname in -nen. Lower case. */
export const ambiguousNames = wordSet(
  'sofia toivo viola elmeri valteri onni satu helmi meri tuuli suvi kai per bo lilja saga lumi oiva urho',
);

/** What often follows a given name without being a surname: services, offices, schools ("Anna Kelalle lupa", "Maria Akatemia"). */
export const notSurname =
  /^(?:kela|fpa|valvira|kanta|kannan|wilma|thl|hus|tays|tyks|kys|oys|dvv|ot-|akatemi|freud|agricola|koulu|skol|school|cent|keskus|institu|säätiö|stiftelse|hyvinvointi|välfärd|lasten|barn|neuvola|perhe|familj|sosiaali|social|terveys|hälso|health|kunta|kunna|kaupun|yhdistys|liitto|förbund|sairaala|sjukhus|hospital|klinik|päiväko|daghem|opetus|poliisi|polis)/iu;

/** Municipalities of at most a few thousand people, by the stem that their cases share, in Finnish, Swedish and Northern Sámi. */
export const smallPlaces = new RegExp(
  `(?<!\\p{L})(?:${[
    'Utsjo|Ohcejo|Enonteki|Eanodat|Pelkosennie|Savukos|Muonio|Hailuo[td]|Karlö|Merijärv|Lestijärv|Halsua|Kustavi|Gustavs|Taivassalo|Tövsala',
    'Luhan[kg]a|Kivijärv|Kyyjärv|Kinnula|Kannonkos|Toivak{1,2}a|Puumala|Sulkava|Rääkkylä|Rautavaara|Vesan[tn]o|Keitele|Ristijärv|Puolan[kg]a',
    'Hyrynsalm|Utajärv|Karijo[ke]|Bötom|Isojo[ke]|Siikais|Jämijärv|Pomark{1,2}u|Kaskinen|Kaskis|Kaskö|Korsnäs|Evijärv|Karvia|Miehikkälä',
    'Virolah[td]|Lapinjärv|Lappträsk|Myrskylä|Mörskom|Pukkila|Humppila|Ypäjä|Hirvensalm|Enonkos|Pertunmaa|Posio|Ranua|Oripää|Pyhäran[tn]a',
  ].join('|')})\\p{L}{0,12}`,
  'gu',
);

/** Conditions rare enough for a small place to have one person with it, and words that call a condition rare. */
export const rareConditions =
  /harvinai(?:nen|se[nt]|sta|ssairau)|sällsynt|rare (?:disease|disorder|syndrome|condition)|prader.?willi|angelman|rett(?:in|s)? (?:oire|syndr)|williams(?:in)? (?:oire|syndr)|(?:hauras|fragil\p{L}{0,2}|fragile).?x|cornelia de lange|22q11|di ?george|noonan|kabuki|sotos|kleefstra|smith.?magenis|phelan|dravet|lennox.?gastaut|landau.?kleffner|tuberoosiskleroo|tuberös skleros|tuberous sclerosis|spielmeyer|\bcln[1-8]|aspartyyliglukos|salla.?tau|cohenin? (?:oire|syndr)|lesch.?nyhan|mitokondrio|mitochondri|leukodystro|progeri|katatoni|narkolepsi|narcoleps/iu;

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/));
}
