/** What the seeds' people ask and answer in four weeks. Everything is made up, and nothing in it could identify anybody. */

/** What becomes of a consultation: how far people get with it. */
export type Course = 'answered' | 'asked back' | 'redirected' | 'closed by expert' | 'forgotten' | 'never answered' | 'unclaimed';

export type Story = {
  asker: string;
  course: Course;
  /** The fields of the bot's form, by id. */
  form: Record<string, string>;
  /** What the expert asks back, and what the asker tells them. */
  back?: { asked: string; told: string };
  /** Words in the name of where it is redirected to, and why. */
  redirect?: { to: string; reason: string };
  answer?: string;
  /** The asker's feedback: from 1 to 5, and what changes. */
  feedback?: { helped: string; change: string };
};

const social = { sector: 'social', anonymous: 'true' };
const health = { sector: 'health', anonymous: 'true' };
const education = { sector: 'education', anonymous: 'true' };

export const stories: Story[] = [
  {
    asker: 'Aino Sarkavaara',
    course: 'asked back',
    form: {
      ...social,
      county: '21',
      disciplines: 'social,health',
      field: 'lastensuojelu',
      title: 'Nuori ei suostu tapaamaan ketään',
      situation:
        'Yläkouluikäinen nuori on ollut syksyn kotona. Hän valvoo yöt ja on lopettanut harrastuksensa. Vanhemmat ovat väsyneitä ja eri mieltä avusta.',
      tried: 'Perhetyö kolme kuukautta, kotikäynnit ja koulun tuki.',
      question: 'Miten saamme yhteyden nuoreen niin, ettei hän vetäydy lisää?',
    },
    back: { asked: 'Kenen kanssa nuori puhuu edes vähän?', told: 'Isovanhemman kanssa joka viikko. Hän tulisi mukaan tapaamiseen.' },
    answer:
      'Aloittakaa isovanhemman luona: lyhyt tapaaminen ilman asialistaa. Sopikaa yksi sama työntekijä seuraaviksi kuukausiksi. Uni ja mieliala kannattaa arvioida terveydenhuollossa ennen uusia tukitoimia.',
    feedback: { helped: '5', change: 'new-plan' },
  },
  {
    asker: 'Jussi Mäkikorpi',
    course: 'answered',
    form: {
      ...education,
      county: '15',
      disciplines: 'education,health',
      field: 'koulupoissaolot',
      urgency: 'soon',
      title: 'Paluu kouluun pitkän poissaolon jälkeen',
      situation: 'Oppilas on ollut poissa puolet lukuvuodesta. Hän pelkää luokan hälyä ja kirjallisia kokeita.',
      tried: 'Lyhennetty päivä ja pienryhmä, joista oppilas jäi pois kahden viikon jälkeen.',
      question: 'Millaisin askelin paluu onnistuisi, ja kuka siitä vastaa?',
    },
    answer:
      'Tehkää paluusuunnitelma, jossa on yksi vastuuhenkilö ja viikoittainen arvio. Aloittakaa yhdellä mieluisalla oppitunnilla ja rauhallisella tilalla. Kokeet voi antaa suullisesti koko kevään.',
    feedback: { helped: '4', change: 'surer' },
  },
  {
    asker: 'Pirkko Tervaluoto',
    course: 'answered',
    form: {
      ...health,
      county: '08',
      disciplines: 'health',
      field: 'itsetuhoisuus',
      urgency: 'urgent',
      title: 'Viiltely ja pitkä odotus hoitoon',
      situation:
        'Nuori on kertonut viiltelystä terveydenhoitajalle. Hän ei halua, että vanhemmat saavat tietää. Lähete on tehty, mutta aikaa ei ole.',
      question: 'Miten turvaamme odotusajan, ja mitä vanhemmille on kerrottava?',
    },
    answer:
      'Tehkää turvasuunnitelma jo tällä viikolla: varomerkit, keinot ja kenelle soittaa. Kertokaa nuorelle ennalta, mitä vanhemmille sanotaan ja miksi. Kysykää lähetteestä kiireellinen arvio, jos teot tihenevät.',
    feedback: { helped: '5', change: 'surer' },
  },
  {
    asker: 'Linnea Bergskär',
    course: 'answered',
    form: {
      ...social,
      county: '17',
      disciplines: 'social',
      field: 'lastensuojelu',
      language: 'sv',
      title: 'Syskon som ska bo på olika håll',
      situation: 'Två syskon behöver vård utom hemmet. Det finns ingen familj som kan ta emot båda. Syskonen har stark kontakt.',
      tried: 'Stödfamilj varannan helg, familjearbete i hemmet.',
      question: 'Hur kan vi trygga kontakten mellan syskonen under de första månaderna?',
    },
    answer:
      'Skriv in kontakten i vårdplanen: fasta dagar, samtal däremellan och en egen ansvarig person. Låt syskonen själva berätta vad som är viktigt för dem. Utvärdera efter tre månader.',
    feedback: { helped: '4', change: 'new-plan' },
  },
  {
    asker: 'Eetu Kuusniemi',
    course: 'redirected',
    form: {
      ...education,
      county: '19',
      disciplines: 'education,social',
      field: 'koulupoissaolot',
      title: 'Koulu ei tavoita perhettä',
      situation: 'Oppilas on poissa, eikä perhe vastaa viesteihin. Kotona on useita lapsia, ja huoli on kasvanut vähitellen.',
      tried: 'Soitot, kirjeet ja kutsu opiskeluhuollon tapaamiseen.',
      question: 'Miten etenemme yhdessä sosiaalitoimen kanssa?',
    },
    redirect: { to: 'Lastensuojelu, OT-keskus Pohjois-Suomi', reason: 'Lastensuojelun verkosto tuntee nämä tilanteet paremmin.' },
    answer:
      'Pyytäkää sosiaalityöstä yhteinen kotikäynti ja sopikaa, kuka puhuu ensin. Kertokaa huolesta suoraan ja kysykää, mikä auttaisi aamuissa. Tehkää ilmoitus, jos yhteyttä ei synny viikossa.',
    feedback: { helped: '3', change: 'referral-made' },
  },
  {
    asker: 'Sanna Hirvisalo',
    course: 'forgotten',
    form: {
      ...social,
      county: '13',
      disciplines: 'social,health',
      field: 'vaativa-sijaishuolto',
      title: 'Toistuvat karkaamiset laitoksesta',
      situation: 'Sijoitettu nuori lähtee luvatta joka viikonloppu. Hän palaa itse, mutta väsyneenä ja sulkeutuneena.',
      tried: 'Rajoitukset, joista ei ollut apua, ja uusi omaohjaaja.',
      question: 'Mitä muuta voimme tehdä kuin rajoittaa?',
    },
  },
  {
    asker: 'Grace Adomako',
    course: 'closed by expert',
    form: {
      ...health,
      county: '90',
      disciplines: 'health',
      field: 'nuorisopsykiatria',
      language: 'en',
      title: 'A pupil who has stopped eating at school',
      situation: 'A teenager avoids the canteen and has lost weight. The family says that everything is fine at home.',
      question: 'When should I refer, and how do I talk about it with the family?',
    },
    answer:
      'Measure weight and growth now and again in two weeks, and refer at once if either falls. Talk about tiredness and concentration rather than food. Offer the family a joint visit with the school doctor.',
  },
  {
    asker: 'Oona Kallioranta',
    course: 'asked back',
    form: {
      ...health,
      county: '05',
      disciplines: 'health,education',
      field: 'neuropsykiatria',
      title: 'Raivokohtaukset ja kuormitus',
      situation: 'Alakoululainen saa kotona rajuja raivokohtauksia koulupäivän jälkeen. Koulussa hän on hiljainen ja tunnollinen.',
      tried: 'Vanhempien ohjaus ja kuvatuki aamuihin.',
      question: 'Onko kyse kuormituksesta, ja mitä koulupäivässä kannattaa muuttaa?',
    },
    back: { asked: 'Milloin kohtauksia ei ole lainkaan?', told: 'Lomilla ja päivinä, jolloin koulu alkaa myöhemmin.' },
    answer:
      'Tämä viittaa kuormitukseen. Lisätkää päivään kaksi ennakoitua taukoa ja keventäkää siirtymiä. Kotona ensimmäinen tunti koulun jälkeen ilman vaatimuksia. Arvioikaa kuukauden päästä, tarvitaanko tutkimuksia.',
    feedback: { helped: '5', change: 'referral-avoided' },
  },
  {
    asker: 'Teemu Rantalehto',
    course: 'answered',
    form: {
      ...health,
      county: '10',
      disciplines: 'health,social',
      field: 'paihteet',
      urgency: 'soon',
      title: 'Päihdekokeilut ja vanha kaveripiiri',
      situation: 'Nuori on jäänyt kiinni kannabiksen käytöstä. Hän haluaisi lopettaa, mutta kaikki ystävät käyttävät.',
      question: 'Mistä aloitamme, kun motivaatio on nyt hyvä?',
    },
    answer:
      'Sopikaa ensimmäinen tapaaminen saman viikon sisällä ja seulat vain osana hoitosuhdetta. Etsikää yksi uusi viikkotekeminen yhdessä nuoren kanssa. Ottakaa perhe mukaan alusta asti.',
    feedback: { helped: '4', change: 'new-plan' },
  },
  {
    asker: 'Veera Lumijärvi',
    course: 'never answered',
    form: {
      ...social,
      county: '20',
      disciplines: 'social',
      field: 'haastavat-erot',
      title: 'Lapsi eroriidan keskellä',
      situation: 'Vanhempien riita on jatkunut vuosia. Lapsi oireilee vaihtopäivinä ja pyytää, ettei kukaan kertoisi siitä vanhemmille.',
      tried: 'Perheasioiden sovittelu keskeytyi, vertaisryhmä lapselle.',
      question: 'Miten suojaamme lasta, kun kumpikin vanhempi syyttää toista?',
    },
    back: { asked: 'Onko asumisesta päätös?', told: 'On, mutta toinen vanhempi on valittanut siitä.' },
  },
  {
    asker: 'Aino Sarkavaara',
    course: 'unclaimed',
    form: {
      ...social,
      county: '21',
      disciplines: 'social,health',
      field: 'vaativa-sijaishuolto',
      title: 'Sijaisperheen jaksaminen',
      situation: 'Sijaisperhe harkitsee luopumista. Nuori on alkanut rikkoa tavaroita, ja perheen omat lapset pelkäävät.',
      tried: 'Tukihenkilö ja yksi lomitusviikonloppu.',
      question: 'Mitä tukea perheelle voisi järjestää nopeasti?',
    },
  },
  {
    asker: 'Linnea Bergskär',
    course: 'asked back',
    form: {
      ...social,
      county: '17',
      disciplines: 'social,health',
      field: 'paihteet',
      language: 'sv',
      urgency: 'soon',
      title: 'Förälder som dricker i perioder',
      situation: 'En förälder dricker i perioder. Barnet tar hand om småsyskonen och orkar inte med skolan.',
      question: 'Hur tar vi upp det med familjen utan att förlora kontakten?',
    },
    back: { asked: 'Vem finns hos barnen under perioderna?', told: 'En moster kommer ibland, men inte varje gång.' },
    answer:
      'Tala med föräldern under en nykter period och utgå från vad barnet berättar. Gör en skriftlig plan för vem som kommer vid återfall. Barnet behöver en egen vuxen utanför hemmet.',
    feedback: { helped: '5', change: 'surer' },
  },
  {
    asker: 'Pirkko Tervaluoto',
    course: 'closed by expert',
    form: {
      ...health,
      county: '08',
      disciplines: 'education,health',
      field: 'vaativa-erityinen-tuki',
      title: 'Tuki sairaalajakson jälkeen',
      situation: 'Oppilas palaa sairaalajaksolta omaan luokkaan. Opettajat pelkäävät sanovansa jotain väärää.',
      question: 'Mitä luokalle kerrotaan ja kuka seuraa vointia?',
    },
    answer:
      'Kysykää oppilaalta itseltään, mitä luokalle saa kertoa. Nimetkää yksi aikuinen, jonka luo voi mennä kesken tunnin. Sairaalaopettaja voi tulla ensimmäiseen tapaamiseen.',
  },
  {
    asker: 'Sanna Hirvisalo',
    course: 'answered',
    form: {
      ...social,
      county: '13',
      disciplines: 'health,social',
      field: 'maahanmuutto',
      title: 'Sodasta tulleen perheen lapset eivät nuku',
      situation: 'Perhe on tullut sodan keskeltä. Lapset heräilevät öisin, ja vanhemmat eivät halua puhua tapahtuneesta.',
      tried: 'Tulkki käynneillä ja päiväkodin tuki.',
      question: 'Miten tuemme perhettä ennen hoitoon pääsyä?',
    },
    answer:
      'Aloittakaa arjesta: samat iltarutiinit, valo ja vanhemman läsnäolo. Kertomiseen ei tarvitse painostaa. Käyttäkää samaa tulkkia joka kerta ja kysykää vanhempien omasta unesta.',
    feedback: { helped: '4', change: 'surer' },
  },
  {
    asker: 'Jussi Mäkikorpi',
    course: 'unclaimed',
    form: {
      ...education,
      county: '15',
      disciplines: 'health,education',
      field: 'neuropsykiatria',
      urgency: 'soon',
      title: 'Keskittymisen tuki ennen tutkimuksia',
      situation: 'Oppilas ei pysy tunneilla paikallaan ja jää jälkeen. Tutkimuksiin on puolen vuoden jono.',
      question: 'Mitä koulu voi tehdä odottaessa?',
    },
  },
  {
    asker: 'Oona Kallioranta',
    course: 'redirected',
    form: {
      ...health,
      county: '05',
      disciplines: 'health,social',
      field: 'lastensuojelu',
      title: 'Nuori pohtii sukupuoltaan, kotona ei ymmärretä',
      situation: 'Nuori kertoo käyttävänsä ystävien kesken toista nimeä. Kotona siitä on riidelty, ja nuori on jäänyt pois kotoa öiksi.',
      question: 'Miten tuemme nuorta ja puhumme vanhempien kanssa?',
    },
    redirect: { to: 'Sukupuoli-identiteetti', reason: 'Kansallisella verkostolla on tästä kokemusta.' },
    answer:
      'Kysykää nuorelta, mitä nimeä hän haluaa käytettävän ja missä. Vanhemmille oma aika, jossa saa olla huolissaan. Turvallinen yöpaikka sovitaan etukäteen.',
    feedback: { helped: '4', change: 'surer' },
  },
];
