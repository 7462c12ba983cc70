import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Finding, type IdentifierKind, mask, screen } from '../../src/domain/privacy.ts';
import { detectors } from '../../src/domain/privacy-patterns.ts';

/** A valid artificial identity code: its individual number is 900–999, so it can be no person's. */
function artificialCode(date: string, sign: string, serial = 900): string {
  const check = '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(`${date}${serial}`) % 31];
  return `${date}${sign}${serial}${check}`;
}

function kindsOf(text: string, severity: Finding['severity']): IdentifierKind[] {
  return screen(text)
    .filter((finding) => finding.severity === severity)
    .map(({ kind }) => kind);
}

function seenIn(text: string): string[] {
  return screen(text).map(({ start, end }) => text.slice(start, end));
}

const blocked: [IdentifierKind, string][] = [
  ['hetu', 'Nuoren tunnus on 010190-900P ja hän asuu sijoitettuna.'],
  ['hetu', 'Barnets beteckning är 131052+948E enligt journalen.'],
  ['hetu', 'The code 290216A931F was in the letter.'],
  ['hetu', 'hetu:010190-900p'],
  ['hetu', 'Tunnus 010190 – 900P, ks. liite.'],
  ['hetu', 'Tunnus 010190-\n900P katkesi rivin lopussa.'],
  ['hetu', 'Tunnus 01.01.90-900P pisteillä.'],
  ['hetu', 'Tunnus 01011990-900P koko vuodella.'],
  ['hetu', 'Ilman merkkiä 010190900P tai välilyönnillä.'],
  ['hetu', 'Tunnus 010190 900P.'],
  ['hetu', 'Leveänä ０１０１９０－９００Ｐ.'],
  ['hetu', 'Piilossa 010190-\u200b900P.'],
  ['hetu', 'Ajanvaraus010190-900Pon tehty.'],
  ['email', 'Äidin osoite on aino.esimerkki@example.com, sinne voi kirjoittaa.'],
  ['email', 'Skriv till mamma: aino.exempel(at)example.fi'],
  ['email', 'Mail the father at matti [at] example [dot] org.'],
  ['email', 'osoite aino miukumauku example.fi'],
  ['email', 'väinö@esimerkki.fi vastasi'],
  ['phone', 'Isän numero 040 123 4567.'],
  ['phone', 'Soita +358 40 1234567 iltapäivällä'],
  ['phone', 'Numero on +358 (0)50-123 4567'],
  ['phone', 'puh0401234567'],
  ['phone', 'Ring mamma på 0457-123 4567.'],
  ['phone', 'Pappa nås på +46 70 123 45 67.'],
  ['phone', 'Call grandmother, (09) 123 4567.'],
  ['phone', 'Numero 040.123.4567'],
  ['phone', 'Lankanumero 013 123 456'],
  ['phone', 'Numerot 0401234567/0507654321'],
  ['phone', 'Sovittu 12.3.2026 0401234567'],
  ['phone', '00358 40 1234567'],
  ['iban', 'Tuki maksetaan tilille FI21 1234 5600 0007 85.'],
  ['iban', 'Tili fi2112345600000785 on äidin.'],
  ['iban', 'Kontot är SE45 5000 0000 0583 9825 7466.'],
  ['iban', 'Account FI21 1234 5600 0007 86 has a typing error.'],
  ['learnerOid', 'Oppijanumero 1.2.246.562.24.10000000003 Koskessa.'],
  ['patientOid', 'Tilapäinen tunnus 1.2.246.10.12345678.22.26.1234'],
  ['dateOfBirth', 'Poika, s. 3.5.2014, ei käy koulussa.'],
  ['dateOfBirth', 'Syntymäaika: 03.05.2014.'],
  ['dateOfBirth', 'Tyttö on syntynyt Oulussa 3.5.2014.'],
  ['dateOfBirth', '3.5.2014 syntynyt lapsi'],
  ['dateOfBirth', 'syntymäaika 030514'],
  ['dateOfBirth', 'Syntynyt 3. toukokuuta 2014'],
  ['dateOfBirth', 'Pojken, född 2014-05-03, har bott hos oss.'],
  ['dateOfBirth', 'Flickan är född den 3 maj 2014.'],
  ['dateOfBirth', 'f. 3.5.2014'],
  ['dateOfBirth', 'Date of birth: May 3rd, 2014'],
  ['dateOfBirth', 'DOB 3/5/2014'],
  ['dateOfBirth', 'She was born on 3 May 2014.'],
  ['streetAddress', 'Perhe asuu osoitteessa Esimerkkikatu 12 B 34.'],
  ['streetAddress', 'Muutto Keksitylle tielle, Keksittytie 5, on syksyllä.'],
  ['streetAddress', 'asuu esimerkinkatu 5'],
  ['streetAddress', 'Talo on Keksittykatu 5-7.'],
  ['streetAddress', 'Koti on Esimerkkikujalla 3.'],
  ['streetAddress', 'Familjen bor på Exempelgatan 7 A 2.'],
  ['streetAddress', 'Hem: Påhittadevägen 12, 65100 Vasa'],
  ['streetAddress', 'They live at Iso Esimerkinkatu 4, Helsinki.'],
  ['streetAddress', 'Hoitopolku 3 a 4, 90100 Oulu'],
  ['streetAddress', 'Osoite Mäntylä 12, 90100 Oulu'],
  ['licensePlate', 'Isän auto on ABC-123.'],
  ['licensePlate', 'Rekkarissa luki abc-123, väri sininen.'],
  ['licensePlate', 'Bilens registernummer är ABC 123.'],
  ['licensePlate', 'The car, XYZ-98, was seen at school.'],
  ['socialHandle', 'Tekijä esiintyy nimellä @keksitty_nimi99.'],
  ['socialHandle', 'Instagram: keksitty.nimi'],
  ['socialHandle', 'Profilen finns på tiktok.com/@pahittad'],
  ['socialHandle', 'Her snapchat-konto: hitte_pa10'],
];

const warned: [IdentifierKind, string][] = [
  ['hetu', 'Tunnus 010190-900A on kirjoitettu väärin.'],
  ['hetu', 'Tunnus 310290-9001, päivää ei ole.'],
  ['hetu', 'Tunnus 010190-0001, numeroa ei anneta.'],
  ['learnerOid', 'Oppijanumero 1.2.246.562.24.10000000009'],
  ['streetAddress', 'Hoitopolku 2 on vielä kesken.'],
  ['streetAddress', 'Valtatie 4 on suljettu.'],
  ['professionalNumber', 'Terhikki-numero 12345678901'],
  ['professionalNumber', 'Valviran rekisteröintinumero on 123456.'],
  ['kelaCard', 'Kortti 80246 1234 5678 9012 345'],
  ['personName', 'Äiti Maija Esimerkki on huolissaan.'],
  ['personName', 'Isä on Anna-Liisa Keksityn entinen mies.'],
  ['personName', 'Mamman Gunilla Påhittad ringde.'],
  ['personName', 'The father, Mohamed Esimerkki, agreed.'],
  ['personName', 'Esimerkkinen, Maija'],
  ['personName', 'Sofia Keksinen kävi neuvolassa.'],
  ['personName', 'Opettaja Pekka E. soitti.'],
  ['personName', 'Áilu Esimerkki puhuu pohjoissaamea.'],
  ['rareCombination', 'Utsjoella asuvalla lapsella on Prader-Willin oireyhtymä.'],
  ['rareCombination', 'Barnet i Kaskö har en sällsynt sjukdom.'],
];

const passed: string[] = [
  'Hätätilanteessa soita 112.',
  'Päivystysapu vastaa numerossa 116 117, lasten ja nuorten puhelin 116 111.',
  'Nollalinja 080 005 005 auttaa ympäri vuorokauden.',
  'Myrkytystietokeskus 0800 147 111.',
  'Kelan palvelunumero on 020 634 2650 ja vaihde 020 692 000.',
  'Aluehallintovirasto, vaihde 0295 016 000.',
  'Kirjaamo palvelee numerossa +358 29 533 0000.',
  'Kriisipuhelin 09 2525 0111 päivystää.',
  'Y-tunnus 0246246-0.',
  'Viite OT-K7M2QX, aiempi OT-234567.',
  'Tapaus ABC-123 palautettiin.',
  'Lomake SHK-12 on täytetty.',
  'Lapsi tuli autismikirjon arvioon, koodi ABC-123.',
  'Barnets mobil är i skolan, ärende ABC-123.',
  'Linkki https://example.fi/0f1e2d3c-0466-4b3c-8d9e-046655440000 toimii.',
  'Kokous on 3.5.2026 klo 9.00–11.30.',
  'Palaveri pidetään 03.05.2026 klo 0900-1100.',
  'Sovittu seuranta 12.–16.1.2026 ja 05.06.2026 09.00.',
  'Päätös on tehty LsL 14 §:n ja LsL 40 §:n nojalla.',
  'Laki 417/2007 ja asetus 91/2022, dnro 0301234/2026.',
  'Diaari THL/1234/5.09.00/2026.',
  'Tuki on 1 250 000 € ja korvaus 0,5 % tai 050 000 €.',
  'Diagnoosit F84.0, F90.0 ja Z61.9, ICD-10.',
  'Lapsi on 7-vuotias, sisarus 0-6 v ja toinen 12–15 v.',
  'Perhe asuu Oulussa, sisaruksia on 3.',
  'Syntynyt vuonna 2014, ollut sijoitettuna vuodesta 2020.',
  'Lapsi on syntynyt toukokuussa 2014 keskosena.',
  'Ks. opas s. 12–15 ja s. 3.',
  'Sofia, Viola ja Toivo ovat yksiköitä, Elmeri-koulu on koulu.',
  'Valteri Onerva ja Kanta Palvelut auttavat.',
  'Anna Kelalle lupa, sanoi Barnahus Tampere.',
  'Maria Akatemia tarjoaa tukea.',
  'Prader-Willi on harvinainen sairaus.',
  'Utsjoella on vähän palveluja.',
  'Kai Helsingissä on jonoa.',
  'Nuori kulkee polulla 3 päivässä ja asui kadulla 3 viikkoa.',
  'Hoitopolulla 3 kuukautta, kotitiellä.',
  'Keksityn Katu 3 -hanke tuki 5-vuotiaita.',
  'Kuraattori 2 ja Koordinaattori 1 osallistuvat.',
  'Posti: PL 123, 00100 Helsinki.',
  'Koodisto 1.2.246.537.6.12.2002.126, koulu 1.2.246.562.10.09123456789.',
  'Palveluyksikkö 1.2.246.10.12345678.10.1',
  'Versio 1.2.3 ja osoite 10.0.0.1.',
  'Mittari SDQ 0-40, tulos 22, WISC-V 85-115.',
  '@Neuvo mitä seuraavaksi?',
  'Instagram: lapsi käyttää 5 h päivässä.',
  'Snapchat: klo 22.30 saakka',
  'Valvira valvoo 19 aluetta.',
  'Mötet hölls den 3 maj 2026 kl. 9.30-11.',
  'Jouren nås på 116 117 och nödnumret är 112.',
  'Barnet föddes 2014 och är nu 12 år.',
  'Barnskyddslagen 40 § (417/2007), beslut 12/2026.',
  'Familjen har 2 bilar och 3 barn.',
  'Vårdvägen är oklar, se sidan 12.',
  'Katie 5 years, Lottie 7 years are examples.',
  'The meeting is on 3 May 2026 at 9.30, room 12.',
  'Born in 2014, placed since 2020.',
  'Child Welfare Act, section 40; budget 1,250,000 euros.',
  'Call 112 in an emergency, or 116 111 for young people.',
  'Situation worsened 3/2026, 4 incidents in 2 weeks.',
];

describe('the guard blocks', () => {
  test.each(blocked)('%s in "%s"', (kind, text) => {
    expect(kindsOf(text, 'block')).toEqual([kind]);
  });
});

describe('the guard warns of', () => {
  test.each(warned)('%s in "%s"', (kind, text) => {
    expect(screen(text).map((finding) => [finding.kind, finding.severity])).toEqual([[kind, 'warn']]);
  });
});

describe('the guard lets through', () => {
  test.each(passed)('"%s"', (text) => {
    expect(seenIn(text)).toEqual([]);
  });
});

describe('a finding', () => {
  test('points at the text as it was typed, invisible and decomposed characters included', () => {
    const typed = 'A\u0308iti: 0\u200b40\u00a0123\u00ad4567, va\u0308ino\u0308＠esimerkki．fi!';

    expect(seenIn(typed)).toEqual(['0\u200b40\u00a0123\u00ad4567', 'va\u0308ino\u0308＠esimerkki．fi']);
  });

  test('shows the shape of what was found and none of it', () => {
    expect(screen('Soita 040 123 4567 tai aino.e@example.fi').map(({ masked }) => masked)).toEqual(['••• ••• ••••', '••••.•@•••••••.••']);
  });

  test('comes once where a warning lies within what is blocked', () => {
    expect(screen('Valvira, numero 0401234567').map(({ kind, severity }) => [kind, severity])).toEqual([['phone', 'block']]);
  });

  test('takes a character that two of them share only once', () => {
    expect(seenIn('Tunnus 010190-900㏚@example.fi')).toEqual(['010190-900㏚', '@example.fi']);
  });

  test.each([
    ['of the eighteen hundreds', ['+']],
    ['of the nineteen hundreds', ['-', 'Y', 'X', 'W', 'V', 'U']],
    ['of this century', ['A', 'B', 'C', 'D', 'E', 'F']],
  ])('is every sign of an identity code %s', (_century, signs) => {
    const found = signs.map((sign) => kindsOf(`Tunnus ${artificialCode('280296', sign)}.`, 'block'));

    expect(found).toEqual(signs.map(() => ['hetu']));
  });

  test('is the leap day of an identity code in a leap year only', () => {
    const severities = ['+', '-', 'A'].map((sign) => screen(artificialCode('290200', sign)).map(({ severity }) => severity));

    expect(severities).toEqual([['warn'], ['warn'], ['block']]);
  });
});

describe('masking', () => {
  test('replaces what was found and nothing else', () => {
    const text = 'Äiti Maija Esimerkki, 040 123 4567, pyytää tukea.';

    expect(mask(text, screen(text))).toBe('Äiti [•••], [•••], pyytää tukea.');
  });

  test('leaves a text without findings as it is', () => {
    expect(mask('Lapsi ei käy koulussa.', [])).toBe('Lapsi ei käy koulussa.');
  });
});

describe('whatever is written', () => {
  const sentences = [...blocked.map(([, text]) => text), ...warned.map(([, text]) => text), ...passed];
  const joiner = fc.constantFrom('', ' ', ', ', '.', '\n', '-', '/', ' (', '0', '7', 'a', 'X');
  const piece = fc
    .tuple(fc.constantFrom(...sentences), fc.nat({ max: 40 }), fc.nat({ max: 90 }))
    .map(([sentence, from, length]) => sentence.slice(from, from + length));
  const mixture = fc
    .array(fc.tuple(fc.oneof(fc.constantFrom(...sentences), piece), joiner), { maxLength: 6 })
    .map((parts) => parts.flat().join(''));
  const anyText = fc.oneof(mixture, fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: 'grapheme', maxLength: 60 }));

  test('findings lie inside the text, in order, apart, and hide every letter and digit', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let free = 0;
        for (const { start, end, masked } of screen(text)) {
          expect(start).toBeGreaterThanOrEqual(free);
          expect(end).toBeGreaterThan(start);
          expect(masked).not.toMatch(/[\p{L}\p{N}]/u);
          free = end;
        }
        expect(free).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 1000 },
    );
  });

  test('nothing that blocks is left after masking', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(kindsOf(mask(text, screen(text)), 'block')).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test('nothing is found where there is no digit, no at sign and no name', () => {
    const harmless = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzåäö     ,.;:!?–\n'), maxLength: 300 });

    fc.assert(
      fc.property(harmless, (text) => {
        expect(screen(text)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('a valid identity code is found wherever it stands and however it is spaced', () => {
    const date = fc.date({ min: new Date('1900-01-01'), max: new Date('1999-12-31'), noInvalidDate: true }).map((day) => day.toISOString());
    const code = fc
      .tuple(date, fc.constantFrom(...'+-YXWVUABCDEF'), fc.integer({ min: 900, max: 999 }))
      .filter(([day]) => day.slice(5, 10) !== '02-29')
      .map(([day, sign, serial]) => artificialCode(day.slice(8, 10) + day.slice(5, 7) + day.slice(2, 4), sign, serial));
    const space = fc.constantFrom('', ' ', '\u00a0', '\n', '\r\n', ' \n ', '\u2009');
    const dash = fc.constantFrom('-', '–', '‑', '−', '－');

    fc.assert(
      fc.property(
        fc.constantFrom(...passed),
        fc.nat(),
        code,
        space,
        space,
        dash,
        fc.boolean(),
        (text, place, plain, before, after, minus, isLower) => {
          const at = place % (text.length + 1);
          const spaced = plain.slice(0, 6) + before + plain.charAt(6).replace('-', minus) + after + plain.slice(7);
          const typed = isLower ? spaced.toLowerCase() : spaced;

          const found = screen(text.slice(0, at) + typed + text.slice(at));

          expect(found).toContainEqual(expect.objectContaining({ kind: 'hetu', severity: 'block', start: at, end: at + typed.length }));
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('the time it takes', () => {
  test('is bounded for each character, as no pattern repeats anything without a limit', () => {
    const sources = detectors.map(({ pattern }) => pattern.source);

    const repetitions = sources.map((source) => source.replace(/\\./g, '').replace(/\[[^\]]*\]/g, ''));

    expect(repetitions.filter((source) => /[*+]|\{\d+,\}/.test(source))).toEqual([]);
  });

  test.each([
    'a',
    'A',
    '0',
    '09 ',
    ' ',
    '\n',
    '@',
    'a@b.',
    '010190-900',
    '1.2.246.',
    'Akatu 1 ',
    'Maija ',
    'auto ABC-123 ',
    'Utsjoki ',
    '\u0301\u0323',
    '𐐀𐐁 ',
    '•',
  ])('lets 100,000 characters of "%s" through to the end', (unit) => {
    const hostile = unit.repeat(Math.ceil(100_000 / unit.length));

    expect(screen(`${hostile} 010190-900P`).at(-1)?.kind).toBe('hetu');
  });
});

test('what is known to be of no client is not looked at, where it stands and nowhere else', () => {
  const text = 'Mika Kaarnilahti tapaa. Mika Kaarnilahti 010190-900P soittaa.';
  const known = [{ start: 0, end: 'Mika Kaarnilahti'.length }];

  expect(screen(text, known).map(({ kind, start, end }) => [kind, text.slice(start, end)])).toEqual([
    ['personName', 'Mika Kaarnilahti'],
    ['hetu', '010190-900P'],
  ]);
  expect(screen(text)).toHaveLength(3);
});
