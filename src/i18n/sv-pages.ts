import type { Words } from './fi.ts';

/** The pages that anybody may read without logging in. */
export const svPages: Words['pages'] = {
  navigation: 'Sidor',
  languages: 'Språk',
  contact: { controller: 'Personuppgiftsansvarig', address: 'Kontakt', officer: 'Dataskyddsombud' },
  home: {
    title: 'Neuvo',
    lead: 'Konsultationer i kompetens- och stödcentrens expertnätverk, i Microsoft Teams.',
    sections: [
      {
        heading: 'Vad är Neuvo?',
        text: [
          'När ett barns, en ung persons eller en familjs situation är krävande kan du be sakkunniga vid kompetens- och stödcentret (OT-centret) i ditt område om råd.',
          'Du skriver din begäran på en enda blankett, utan identifieringsuppgifter. Neuvo styr begäran till rätt expertnätverk, berättar vem som tar hand om den och inom vilken tid, och kommer till dig med svaret.',
        ],
      },
      {
        heading: 'Vem är Neuvo till för?',
        text: [
          [
            'Yrkespersoner inom socialvården, hälso- och sjukvården och undervisningen som behöver stöd i en klients situation.',
            'Sakkunniga i OT-centrens nätverk, som svarar på begärandena tillsammans.',
            'OT-koordinatorer, som ser till att varje begäran får ett svar.',
          ],
          'Neuvo är ingen tjänst för klienter. Om du själv behöver hjälp, kontakta servicen i ditt eget välfärdsområde.',
        ],
      },
      {
        heading: 'Hur får jag tillgång till Neuvo?',
        text: [
          'Neuvo fungerar i din organisations Teams. Fråga dem som administrerar Teams i din organisation, eller OT-centret, om Neuvo redan används där.',
          'När Neuvo syns bland dina appar i Teams öppnar du en chatt med Neuvo och skriver ”hjälp”.',
        ],
      },
    ],
    contact: 'Vem ansvarar för tjänsten?',
  },
  privacy: {
    title: 'Dataskydd',
    lead: 'Vilka uppgifter Neuvo behandlar, vad de används till, vem som ser dem och hur länge de bevaras.',
    contact: 'Vem ansvarar för uppgifterna?',
    what: [
      {
        heading: 'Vad används uppgifterna till?',
        text: [
          'Neuvo för yrkespersonens konsultationsbegäran till OT-centrets expertnätverk, håller reda på tidsfristerna och kommer till frågeställaren med svaret. Av uppgifterna räknas också siffror som beskriver verksamheten.',
          'Den personuppgiftsansvarige bestämmer på vilken rättslig grund uppgifterna behandlas och berättar om den via kontakten ovan.',
          'En begäran styrs till ett nätverk enligt regler som har getts på förhand, och en koordinator kan styra den annorlunda. Neuvo använder inte artificiell intelligens och skickar inga texter till utomstående AI-tjänster.',
        ],
      },
      {
        heading: 'Vilka uppgifter sparas?',
        text: [
          [
            'Om en konsultation: texterna i begäran, meddelandena och svaren, också texter som frågeställaren senare har ersatt; välfärdsområde, sektor, kompetensområde, brådskegrad och övriga val på blanketten; frågeställarens och de sakkunnigas namn och deras identifierare i Teams och Entra ID; vem som gjorde vad och när; återkopplingen.',
            'Om en användare: namn, identifierare i Teams och Entra ID, organisationens identifierare, Teams-chattens adress, språk, senast valt välfärdsområde och sektor, om användaren är gäst och tar emot meddelanden samt en koordinators önskan om tiden för veckosammandraget.',
            'Om ett nätverk: kanalens och teamets namn och identifierare, kompetensområden, språk, pauser, antalet medlemmar, namn på och identifierare för dem som har jourtur samt identifieraren för den som registrerade nätverket.',
            'Om ett OT-center: koordinatorernas namn och identifierare samt utbildningarnas dag, ämne, deltagarantal och identifieraren för den som antecknade dem.',
            'I veckosammandragen: siffror, konsultationernas referenser, frågeställarnas identifierare samt de sakkunnigas namn och antalet konsultationer som de har.',
            'Om stoppade texter: hur många de var i området under veckan och vilket slags identifieringsuppgift det gällde. Själva texten sparas inte.',
          ],
          'I Teams läser Neuvo de meddelanden som skrivs till Neuvo, de meddelanden i kanalerna där Neuvo nämns, det meddelande från vilket blanketten öppnas samt uppgifter om kanalerna och deras medlemmar. Kanalens hela medlemsförteckning sparas inte.',
          'Den tekniska loggen berättar om händelser och fel. Den innehåller varken texter som människor har skrivit eller namn, men den kan innehålla identifierare.',
        ],
      },
      {
        heading: 'Klientens identifieringsuppgifter hör inte hemma i Neuvo',
        text: [
          'Begäran och svaren skrivs så att klienten inte kan kännas igen. Innan en text sparas letar Neuvo i den efter till exempel personbeteckningar, telefonnummer och e-postadresser. En tydlig identifieringsuppgift stoppar texten, som varken sparas eller skickas. Vid möjliga identifieringsuppgifter, såsom namn, ber Neuvo skribenten att kontrollera texten innan den skickas.',
          'Kontrollen hittar inte allt. Var och en ansvarar för vad hen skriver. Ett meddelande som har skrivits i Teams blir kvar i Teams, även om Neuvo har stoppat det: ta bort det själv.',
          'Om du i Neuvo upptäcker en uppgift som en klient kan kännas igen på, meddela genast den personuppgiftsansvarige.',
        ],
      },
      {
        heading: 'Vem ser vad?',
        text: [
          [
            'Frågeställaren ser sina egna konsultationer och svaren på dem.',
            'Alla som har tillgång till nätverkets kanal i Teams ser där de begäranden som nätverket har fått, frågeställarens namn och diskussionen.',
            'En OT-koordinator ser konsultationerna och siffrorna i sitt eget område, en nationell koordinator i hela landet.',
            'De som administrerar Neuvo och dess databas har teknisk tillgång till allt som har sparats. De som administrerar Teams har tillgång till meddelandena i Teams enligt sin organisations regler.',
          ],
        ],
      },
    ],
    where: 'Var finns uppgifterna?',
    stores: {
      sqlite: 'Neuvo sparar uppgifterna i en SQLite-databas på den server där den personuppgiftsansvarige kör Neuvo.',
      cosmos: 'Neuvo sparar uppgifterna i den personuppgiftsansvariges Azure Cosmos DB-databas i Microsofts molntjänst.',
    },
    places: [
      'Den personuppgiftsansvarige berättar i vilket land servern finns och vilka som behandlar uppgifter för dess räkning.',
      'Meddelanden och kort går via Microsoft Teams, och de blir också kvar i Teams. Hur länge de bevaras bestämmer den organisation i vars Teams de finns.',
      'En koordinator kan spara årsstatistiken i sin egen OneDrive. Statistiken innehåller varken skrivna texter eller namn.',
    ],
    after: [
      {
        heading: 'Hur länge bevaras uppgifterna?',
        text: [
          'För närvarande tar Neuvo inte bort någonting av sig självt. Uppgifter som har sparats bevaras tills den personuppgiftsansvarige tar bort dem. Uppgifter kan också finnas i säkerhetskopior.',
          'I Neuvo finns ingen funktion med vilken du själv kan ladda ner eller ta bort alla dina uppgifter. Be den personuppgiftsansvarige om det.',
        ],
      },
      {
        heading: 'Dina rättigheter',
        text: [
          'Du kan be den personuppgiftsansvarige om tillgång till dina egna uppgifter och om att de rättas, tas bort eller att behandlingen begränsas, och du kan göra invändningar mot behandlingen. Rättigheterna beror på den rättsliga grunden för behandlingen. Kontakta den personuppgiftsansvarige eller dataskyddsombudet.',
          'Om du anser att dina uppgifter behandlas lagstridigt kan du lämna in ett klagomål till dataombudsmannen.',
        ],
      },
    ],
    authority: { name: 'Dataombudsmannens byrå', address: 'https://tietosuoja.fi/sv/' },
  },
  terms: {
    title: 'Användarvillkor',
    lead: 'Neuvo är en konsultationstjänst för yrkespersoner. Följ utöver dessa villkor också din egen organisations anvisningar.',
    sections: [
      {
        heading: 'Inte för brådskande situationer',
        text: [
          'Neuvo är ingen jour, och begäranden behandlas under arbetstid. Ring 112 i nödsituationer. Om ett barn eller en familj behöver hjälp skyndsamt, kontakta välfärdsområdets socialjour.',
        ],
      },
      {
        heading: 'Anmälningsskyldigheten',
        text: [
          'Att fråga ersätter inte anmälningsskyldigheten. Enligt 25 § i barnskyddslagen (417/2007) ska de yrkespersoner som nämns där trots sekretessbestämmelserna utan dröjsmål göra en anmälan till välfärdsområdet, om de i sitt uppdrag har fått kännedom om ett barn vars behov av barnskydd eventuellt måste utredas.',
          'Vänta inte på svar från Neuvo innan du gör en anmälan. Också dina övriga lagstadgade skyldigheter, såsom en anmälan till polisen, kvarstår.',
        ],
      },
      {
        heading: 'Vem ansvarar för vad?',
        text: [
          'En sakkunnigs svar är ett råd. För klientens ärende ansvarar, och i det beslutar, fortfarande den yrkesperson vars uppgift det är.',
          'Neuvo är varken ett klient- eller ett patientdatasystem. Om svaret påverkar klientens ärende, anteckna det som behövs i din egen organisations system.',
        ],
      },
      {
        heading: 'Inga identifieringsuppgifter om klienten',
        text: [
          'Skriv inte namn, personbeteckningar, kontaktuppgifter eller annat som klienten eller någon närstående kan kännas igen på. Kontrollera texten innan du skickar den: Neuvos egen kontroll hittar inte allt.',
          'Behandla det som du läser i ett nätverk konfidentiellt, och försök inte ta reda på vem en begäran gäller.',
        ],
      },
      {
        heading: 'Vem får använda Neuvo?',
        text: [
          'Neuvo är till för dem vars organisation har tagit Neuvo i bruk och som är egna användare i dess Teams. Gästanvändare kan varken fråga eller ta hand om begäranden.',
        ],
      },
      {
        heading: 'Tillgänglighet',
        text: [
          'Neuvo kan vara ur bruk på grund av underhåll eller störningar. Neuvo berättar inom vilken tid ett svar utlovas och påminner de sakkunniga, men svaret kan ändå dröja.',
          'Om Neuvo inte svarar eller ärendet inte kan vänta, kontakta OT-centret på något annat sätt.',
        ],
      },
    ],
    contact: 'Kontaktuppgifter',
  },
};
