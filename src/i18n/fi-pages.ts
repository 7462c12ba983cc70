/** A part of a page: paragraphs, and lists of points. */
export type Section = { heading: string; text: (string | string[])[] };

/** The pages that anybody may read without logging in. What they say of data is what the product does today. */
export const fiPages = {
  navigation: 'Sivut',
  languages: 'Kieli',
  contact: { controller: 'Rekisterinpitäjä', address: 'Yhteystieto', officer: 'Tietosuojavastaava' },
  home: {
    title: 'Neuvo',
    lead: 'Konsultaatiot osaamis- ja tukikeskusten asiantuntijaverkostoissa, Microsoft Teamsissa.',
    sections: [
      {
        heading: 'Mikä Neuvo on?',
        text: [
          'Kun lapsen, nuoren tai perheen tilanne on vaativa, voit kysyä neuvoa oman alueesi osaamis- ja tukikeskuksen (OT-keskuksen) asiantuntijoilta.',
          'Kirjoitat pyynnön yhdelle lomakkeelle ilman tunnistetietoja. Neuvo ohjaa pyynnön oikeaan asiantuntijaverkostoon, kertoo, kuka hoitaa sitä ja mihin mennessä, ja tuo vastauksen sinulle.',
        ],
      },
      {
        heading: 'Kenelle Neuvo on?',
        text: [
          [
            'Sosiaalihuollon, terveydenhuollon ja opetuksen ammattilaisille, jotka tarvitsevat tukea asiakkaan tilanteessa.',
            'OT-keskusten verkostojen asiantuntijoille, jotka vastaavat pyyntöihin yhdessä.',
            'OT-koordinaattoreille, jotka huolehtivat siitä, että jokainen pyyntö saa vastauksen.',
          ],
          'Neuvo ei ole asiakkaiden palvelu. Jos tarvitset itse apua, ota yhteys oman hyvinvointialueesi palveluihin.',
        ],
      },
      {
        heading: 'Miten saan Neuvon käyttööni?',
        text: [
          'Neuvo toimii organisaatiosi Teamsissa. Kysy organisaatiosi Teams-ylläpidolta tai OT-keskukselta, onko se jo käytössä.',
          'Kun Neuvo näkyy Teams-sovelluksissasi, avaa keskustelu sen kanssa ja kirjoita ”ohje”.',
        ],
      },
    ] as Section[],
    contact: 'Kuka vastaa palvelusta?',
  },
  privacy: {
    title: 'Tietosuoja',
    lead: 'Mitä tietoja Neuvo käsittelee, mihin niitä käytetään, kuka ne näkee ja kuinka kauan ne säilyvät.',
    contact: 'Kuka vastaa tiedoista?',
    what: [
      {
        heading: 'Mihin tietoja käytetään?',
        text: [
          'Neuvo vie ammattilaisen konsultaatiopyynnön OT-keskuksen asiantuntijaverkostoon, huolehtii määräajoista ja tuo vastauksen kysyjälle. Tiedoista lasketaan myös toimintaa kuvaavat luvut.',
          'Rekisterinpitäjä päättää, millä oikeusperusteella tietoja käsitellään, ja kertoo siitä yllä olevasta osoitteesta.',
          'Pyyntö ohjataan verkostoon ennalta annettujen sääntöjen mukaan, ja koordinaattori voi ohjata sen toisin. Neuvo ei käytä tekoälyä eikä lähetä tekstejä ulkopuolisille tekoälypalveluille.',
        ],
      },
      {
        heading: 'Mitä tietoja tallennetaan?',
        text: [
          [
            'Konsultaatiosta: pyynnön, viestien ja vastausten tekstit, myös ne, jotka kysyjä on myöhemmin korvannut; hyvinvointialue, toimiala, osaamisala, kiireellisyys ja muut lomakkeen valinnat; kysyjän ja asiantuntijoiden nimet sekä tunnisteet Teamsissa ja Entra ID:ssä; kuka teki mitä ja milloin; palaute.',
            'Käyttäjästä: nimi, tunnisteet Teamsissa ja Entra ID:ssä, organisaation tunniste, Teams-keskustelun osoite, kieli, viimeksi valittu hyvinvointialue ja toimiala, onko käyttäjä vieras ja ottaako hän viestejä vastaan sekä koordinaattorin toive viikkokoosteen ajasta.',
            'Verkostosta: kanavan ja tiimin nimet ja tunnisteet, osaamisalat, kielet, tauot, jäsenten määrä, päivystysvuorossa olevien nimet ja tunnisteet sekä rekisteröijän tunniste.',
            'OT-keskuksesta: koordinaattorien nimet ja tunnisteet sekä koulutusten päivä, aihe, osallistujamäärä ja kirjaajan tunniste.',
            'Viikkokoosteista: luvut, konsultaatioiden viitteet, kysyjien tunnisteet sekä asiantuntijoiden nimet ja heidän konsultaatioidensa määrä.',
            'Pysäytetyistä teksteistä: kuinka monta niitä oli alueella viikossa ja minkä lajisen tunnistetiedon vuoksi. Itse tekstiä ei tallenneta.',
          ],
          'Teamsista Neuvo lukee sille kirjoitetut viestit, kanavien viestit, joissa se mainitaan, viestin, josta lomake avataan, sekä tiedot kanavista ja niiden jäsenistä. Kanavan koko jäsenluetteloa ei tallenneta.',
          'Tekninen loki kertoo tapahtumista ja virheistä. Siinä ei ole ihmisten kirjoittamia tekstejä eikä nimiä, mutta siinä voi olla tunnisteita.',
        ],
      },
      {
        heading: 'Asiakkaan tunnistetiedot eivät kuulu Neuvoon',
        text: [
          'Pyyntö ja vastaukset kirjoitetaan niin, ettei asiakasta voi tunnistaa. Ennen tallentamista Neuvo etsii teksteistä esimerkiksi henkilötunnuksia, puhelinnumeroita ja sähköpostiosoitteita. Selvä tunnistetieto pysäyttää tekstin, eikä sitä tallenneta tai lähetetä. Mahdollisista tunnistetiedoista, kuten nimistä, Neuvo pyytää tarkistamaan tekstin ennen lähettämistä.',
          'Tarkistus ei löydä kaikkea. Kirjoittaja vastaa siitä, mitä kirjoittaa. Teamsiin kirjoitettu viesti jää Teamsiin, vaikka Neuvo olisi pysäyttänyt sen: poista se itse.',
          'Jos huomaat Neuvossa tiedon, josta asiakkaan voi tunnistaa, kerro siitä heti rekisterinpitäjälle.',
        ],
      },
      {
        heading: 'Kuka näkee mitä?',
        text: [
          [
            'Kysyjä näkee omat konsultaationsa ja niiden vastaukset.',
            'Kaikki, jotka pääsevät verkoston kanavaan Teamsissa, näkevät siellä verkostolle tulleet pyynnöt, kysyjän nimen ja keskustelun.',
            'OT-koordinaattori näkee oman alueensa konsultaatiot ja luvut, kansallinen koordinaattori koko maan.',
            'Neuvon ja sen tietokannan ylläpitäjät pääsevät teknisesti kaikkeen tallennettuun. Teamsin ylläpitäjät pääsevät Teamsin viesteihin organisaationsa sääntöjen mukaan.',
          ],
        ],
      },
    ] as Section[],
    where: 'Missä tiedot ovat?',
    stores: {
      sqlite: 'Neuvo tallentaa tiedot SQLite-tietokantaan palvelimelle, jolla rekisterinpitäjä sitä käyttää.',
      cosmos: 'Neuvo tallentaa tiedot rekisterinpitäjän Azure Cosmos DB -tietokantaan Microsoftin pilvipalvelussa.',
    },
    places: [
      'Rekisterinpitäjä kertoo, missä maassa palvelin on ja ketkä käsittelevät tietoja sen puolesta.',
      'Viestit ja kortit kulkevat Microsoft Teamsin kautta, ja ne jäävät myös Teamsiin. Niiden säilytyksestä päättää organisaatio, jonka Teamsissa ne ovat.',
      'Koordinaattori voi tallentaa vuositilaston omaan OneDriveensa. Tilastossa ei ole kirjoitettuja tekstejä eikä nimiä.',
    ],
    after: [
      {
        heading: 'Kuinka kauan tiedot säilyvät?',
        text: [
          'Neuvo ei tällä hetkellä poista mitään itsestään. Tallennetut tiedot säilyvät, kunnes rekisterinpitäjä poistaa ne. Tietoja voi olla myös varmuuskopioissa.',
          'Neuvossa ei ole toimintoa, jolla voisit itse ladata tai poistaa kaikki tietosi. Pyydä sitä rekisterinpitäjältä.',
        ],
      },
      {
        heading: 'Oikeutesi',
        text: [
          'Voit pyytää rekisterinpitäjältä pääsyn omiin tietoihisi sekä niiden oikaisemista, poistamista tai käsittelyn rajoittamista, ja voit vastustaa käsittelyä. Oikeudet riippuvat käsittelyn oikeusperusteesta. Ota yhteys rekisterinpitäjään tai tietosuojavastaavaan.',
          'Jos tietojasi käsitellään mielestäsi lainvastaisesti, voit tehdä valituksen tietosuojavaltuutetulle.',
        ],
      },
    ] as Section[],
    authority: { name: 'Tietosuojavaltuutetun toimisto', address: 'https://tietosuoja.fi/' },
  },
  terms: {
    title: 'Käyttöehdot',
    lead: 'Neuvo on ammattilaisten konsultaatiopalvelu. Noudata näiden ehtojen lisäksi oman organisaatiosi ohjeita.',
    sections: [
      {
        heading: 'Ei kiireellisiin tilanteisiin',
        text: [
          'Neuvo ei ole päivystys, ja pyynnöt käsitellään työaikana. Soita hätätilanteessa 112. Jos lapsi tai perhe tarvitsee apua kiireellisesti, ota yhteys hyvinvointialueen sosiaalipäivystykseen.',
        ],
      },
      {
        heading: 'Ilmoitusvelvollisuus',
        text: [
          'Kysyminen ei korvaa ilmoitusvelvollisuutta. Lastensuojelulain (417/2007) 25 §:n mukaan siinä mainittujen ammattilaisten on salassapitosäännösten estämättä viipymättä ilmoitettava hyvinvointialueelle, jos he ovat tehtävässään saaneet tietää lapsesta, jonka lastensuojelun tarve on mahdollisesti selvitettävä.',
          'Älä odota Neuvosta vastausta ennen kuin teet ilmoituksen. Myös muut lakiin perustuvat velvollisuutesi, kuten ilmoitus poliisille, pysyvät ennallaan.',
        ],
      },
      {
        heading: 'Kuka vastaa mistä?',
        text: [
          'Asiantuntijan vastaus on neuvo. Asiakkaan asiasta vastaa ja siinä päättää edelleen se ammattilainen, jonka tehtävä se on.',
          'Neuvo ei ole asiakas- eikä potilastietojärjestelmä. Jos vastaus vaikuttaa asiakkaan asiaan, kirjaa tarvittava oman organisaatiosi järjestelmään.',
        ],
      },
      {
        heading: 'Ei asiakkaan tunnistetietoja',
        text: [
          'Älä kirjoita nimiä, henkilötunnuksia, yhteystietoja tai muuta, mistä asiakkaan tai hänen läheisensä voi tunnistaa. Tarkista teksti ennen kuin lähetät sen: Neuvon oma tarkistus ei löydä kaikkea.',
          'Käsittele verkostossa lukemaasi luottamuksellisesti, äläkä yritä selvittää, ketä pyyntö koskee.',
        ],
      },
      {
        heading: 'Kuka saa käyttää Neuvoa?',
        text: [
          'Neuvo on niille, joiden organisaatio on ottanut sen käyttöön ja jotka ovat sen Teamsin omia käyttäjiä. Vieraskäyttäjät eivät voi kysyä eivätkä ottaa pyyntöjä hoitaakseen.',
        ],
      },
      {
        heading: 'Saatavuus',
        text: [
          'Neuvo voi olla poissa käytöstä huollon tai häiriön vuoksi. Se kertoo, mihin mennessä vastaus luvataan, ja muistuttaa asiantuntijoita, mutta vastaus voi silti viivästyä.',
          'Jos Neuvo ei vastaa tai asia ei voi odottaa, ota yhteys OT-keskukseen muulla tavalla.',
        ],
      },
    ] as Section[],
    contact: 'Yhteystiedot',
  },
};
