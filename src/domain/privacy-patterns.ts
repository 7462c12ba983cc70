/**
 * How each kind of identifying data looks. Patterns read text that privacy.ts has made plain. Every repetition in them has an
 * upper bound, so that no text can make them slow. Why the lines are drawn where they are: docs/decisions/privacy-guard.md.
 */
import {
  bankAccount,
  isBankAccount,
  isLearnerNumber,
  isPersonalCode,
  learnerOid,
  mistypedCode,
  patientOid,
  signedCode,
  unsignedCode,
  wholeWord,
} from './privacy-codes.ts';
import { ambiguousNames, givenNames, notSurname, rareConditions, smallPlaces } from './privacy-words.ts';

export type IdentifierKind =
  | 'hetu'
  | 'email'
  | 'phone'
  | 'iban'
  | 'learnerOid'
  | 'patientOid'
  | 'dateOfBirth'
  | 'streetAddress'
  | 'licensePlate'
  | 'socialHandle'
  | 'professionalNumber'
  | 'kelaCard'
  | 'personName'
  | 'rareCombination';

/** `pattern` gives candidates and `accepts` has the last word; `hide` covers what the pattern shall not see, length unchanged. */
export type Detector = {
  kind: IdentifierKind;
  severity: 'block' | 'warn';
  pattern: RegExp;
  accepts?: (match: RegExpExecArray) => boolean;
  hide?: (text: string, cover: string) => string;
};

// Date of birth: a full date that the words beside it call so. A year or a month alone is no date.

const months =
  '(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu|jan|feb|mar|apr|ma[jy]|jun|jul|aug|sep|o[ck]t|nov|de[cs])\\p{L}{0,8}';
const fullDate = wholeWord(
  [
    '\\d{1,2}\\. ?\\d{1,2}\\. ?(?:19|20)?\\d{2}',
    '\\d{1,2}[/-]\\d{1,2}[/-](?:19|20)?\\d{2}',
    '(?:19|20)\\d{2}-\\d{2}-\\d{2}',
    `\\d{1,2}(?:\\.|st|nd|rd|th)? (?:of )?${months},? (?:19|20)\\d{2}`,
    `${months} \\d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\\d{2}`,
    '\\d{6}(?:\\d{2})?',
  ].join('|'),
);
const gap = '[\\s:.,(=]{0,4}(?:(?:on|oli|är|is|was|den|the) )?';
const inPlace = '(?:\\p{L}{2,20}(?:ss[aä]|ll[aä]) |(?:i|in) \\p{L}{2,20} (?:on |den )?)?';
const birthDateBefore = new RegExp(
  `(?<!\\p{L})(?:synt(?:ymä)?\\.?-?(?:aika|päivä)\\p{L}{0,3}|födelse(?:tid|datum|dag)\\p{L}{0,2}|date of birth|birth ?da(?:te|y)|d\\.?o\\.?b)${gap}$`,
  'iu',
);
const bornBefore = new RegExp(
  `(?<!\\p{L})(?:s\\.|f\\.|synt\\.?|synty(?:nyt|nee\\p{L}{1,4}|i|ivät)|född|fött|födda|föddes|born(?: on)?)${gap}${inPlace}$`,
  'iu',
);
const bornAfter = /^,? (?:syntyny|syntynee|född|fött|born)/iu;

function isSaidToBeBirth(match: RegExpExecArray): boolean {
  const before = textBefore(match, 60);
  const isCompact = /^\d+$/.test(match[0]);
  return birthDateBefore.test(before) || (!isCompact && (bornBefore.test(before) || bornAfter.test(textAfter(match, 12))));
}

// Street address: a street's name and a house number. An apartment or a postcode beside it leaves no doubt (`sure`).

const streetEndings = [
  'kat(?:u|ua)|kadu(?:n|lla|lle|lta)|(?<!t)tie(?:n|llä|lle|ltä)?|kuja(?:n|lla|lle|lta)?|pol(?:ku|un|ulla|ulle|ulta)|rait(?:ti|in|illa|ille)',
  'rin(?:ne|teen|teellä|teelle)|ran(?:ta|nan|nalla|nalle)|aukio(?:n|lla|lle)?|[an]tori(?:n|lla|lle)?|kaar(?:i|en|ella|elle)|väylä(?:n|llä|lle)?',
  'bulevardi(?:n|lla|lle)?|pen(?:ger|kereen|kereellä)|puistik(?:ko|on|olla)|esplanadi(?:n|lla)?',
  'gatan?|vägen|stigen|gränden?|stranden|esplanaden|torget|backen',
].join('|');
const apartment = ' ?[a-z] ?\\d{1,3}|(?: ?[a-z])? (?:as|bst|lgh|apt)\\.? ?\\d{1,3}';
const postcode = ',? {1,2}\\d{5} \\p{L}{2,20}';
/** "Rantatiellä 3 viikkoa" tells a time, "Kotikatu 3 -hanke" names a project. */
const notAHouse =
  '(?! -\\p{L}| ?(?:-?vuo|-?v\\.|kk|vko|viik|kuuk|kert|päiv|tunt|%|€|eur|år|veck|mån|dag|gång|year|month|week|day|hour|time))';
const streetAddress = wholeWord(
  `(?<street>\\p{L}[\\p{L}-]{1,30}(?:${streetEndings}|n (?:katu|kadulla|kuja|kujalla|raitti|raitilla))) {1,2}\\d{1,3}(?:-\\d{1,3})?(?!\\d)${notAHouse}(?:(?<sure>(?:${apartment})(?:${postcode})?|(?: ?[a-z])?${postcode})| ?[a-z])?`,
);
const ruralAddress =
  /(?<![\p{L}\d])(?!Box |PL |Postilokero )\p{Lu}[\p{L}-]{2,30} \d{1,4}(?: ?[A-Z](?: ?\d{1,3})?)?,? \d{5} \p{Lu}\p{L}{1,20}/gu;
const figurativeStreet =
  /^sateenkaari|^(?:palvelu|hoito|kuntoutu|ura|opinto|oppimi|koulutu|asiak|tuki|potila|lähete|digi|elämän|kehity|toipumi|tutkinto|valta|kanta|maan|moottori|seutu|rauta|vård|service|stöd|klient|patient|utbildning|remiss|motor|lands)\p{L}*(?:pol[ku]|tie|väyl|väg|stig)/iu;

function isStreetAddress({ groups = {} }: RegExpExecArray): boolean {
  const { street = '', sure } = groups;
  const isName = /^\p{Lu}/u.test(street) || /(?:katu|ntie|gatan|vägen)$/u.test(street);
  return sure !== undefined || (isName && !figurativeStreet.test(street));
}

function isPerhapsStreetAddress({ groups = {} }: RegExpExecArray): boolean {
  return /^\p{Lu}/u.test(groups.street ?? '');
}

// Reaching a person: e-mail, telephone, account in social media.

const emailAddress =
  /[\p{L}\d._%+'-]{1,64} ?(?:@|[([{](?:at|ät|a|miukumauku)[)\]}]| miukumauku ) ?[\p{L}\d-]{1,63}(?:(?:\.| ?[([{](?:dot|piste|punkt)[)\]}] ?)[\p{L}\d-]{1,63}){0,6}(?:\.| ?[([{](?:dot|piste|punkt)[)\]}] ?)\p{L}{2,24}/giu;

const digit = '(?:[ ()/-]{0,3}|\\.(?=\\d{3}))\\d';
const phoneNumber = new RegExp(
  `(?:(?<![\\p{L}\\d])|(?<=puh|tel|gsm|tfn|nro|numero))(?!\\d{16})(?:(?:\\+|00) ?[1-9](?:${digit}){7,40}|\\(?0(?:[2-689]|1[3-9])(?:${digit}){5,40})`,
  'gu',
);
/** Numbers that look like a telephone's but reach no person's: dates, times, references, registers, and services' telephones. */
const notAPhone = wholeWord(
  [
    '\\d{1,2}\\. ?\\d{1,2}\\.(?: ?\\d{4}|\\d{2})?|\\d{1,2}[/-]\\d{1,2}[/-]\\d{4}|\\d{4}-\\d{2}-\\d{2}',
    '(?:klo|kl\\.?) ?\\d{1,2}[.: ]?\\d{2}(?: ?- ?\\d{1,2}[.: ]?\\d{2})?',
    '\\d{7}-\\d|\\d{1,7}/\\d{4}|\\d{1,5}(?:\\.\\d{1,20}){4,12}|OT-[A-Z\\d]{6}|[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}',
    '(?:(?:\\+|00)358 ?(?:\\(0\\) ?)?|0)(?:[678]0 ?0|10|20|29|30|7[135]|116)(?:[ -]?\\d){3,8}(?![ -]?\\d)',
    '09 ?2525 ?0\\d{3}',
  ].join('|'),
);

function hideNumbersLikePhones(text: string, cover: string): string {
  return text.replace(notAPhone, (shape) => cover.repeat(shape.length));
}

const handle = /(?<![\p{L}\d])@(?!neuvo(?![\w.]))\w[\w.]{1,59}\w/giu;
const profileAddress = /(?<![\p{L}\d])(?:instagram|facebook|tiktok|snapchat|linkedin|twitter|x)\.com\/(?:(?:add|in)\/)?@?[\w.-]{3,60}/giu;
const accountName = /(?<=[:= ])[a-z](?=[\w.]{0,29}[\d_.]\w)[\w.]{2,29}\w/giu;
const platformBefore =
  /(?<!\p{L})(?:instagram|insta|ig|tiktok|snapchat|snap|discord|facebook|fb|kik|telegram)(?:(?:[ -]?\p{L}{2,12})? ?[:=]|[ -]?(?:tunnu|tili|nimimer|nimellä|käyttäjä|konto|account|user)\p{L}{0,8}) ?$/iu;

// The rest is identifying only in its context.

const licensePlate = /(?<![\p{L}\d-])(?:[A-ZÅÄÖ]{2,3}-[1-9]\d{0,2}|[a-zåäö]{3}-[1-9]\d{1,2}|[A-ZÅÄÖ]{3} ?[1-9]\d{2})(?![\p{L}\d-])/gu;
const carWords =
  /(?<!\p{L})(?:\p{L}{0,20}auto(?:n|a|ssa|sta|on|lla|lle|lta|t|jen|nsa)?|rekkari\p{L}{0,8}|rek\.? ?(?:nro|numero)|rekisteri(?:numero|tunnu|kilpi|kilve)\p{L}{0,6}|ajoneuvo\p{L}{0,8}|moottoripyörä\p{L}{0,6}|mopo\p{L}{0,8}|(?!mobil)\p{L}{0,20}bil(?:en|ar|ens)?|registernummer\p{L}{0,3}|registerskylt\p{L}{0,3}|fordon\p{L}{0,3}|mopeden?|cars?|vehicles?|number plates?|licen[cs]e plates?|audi|bmw|ford|kia|mersu|nissan|opel|peugeot|skoda|škoda|tesla|toyota|volkswagen|volvo)(?!\p{L})/iu;

function hideSentencesWithoutCar(text: string, cover: string): string {
  const sentences = text.split(/(?<=[.!?] |\n)/);
  return sentences.map((sentence) => (carWords.test(sentence) ? sentence : cover.repeat(sentence.length))).join('');
}

const registerBefore =
  /(?:valvira|terhikki|rekisteröintinumero|sv-numero|yksilöintitunnus|ammattioikeu|registreringsnummer|registration number)[^\d\n.!?]{0,30}$/iu;

const capitalisedWords =
  /(?<![\p{L}\d-])(?<first>\p{Lu}[\p{L}'-]{1,30})(?<comma>,?) (?:(?:von|af|de|al) )?(?<second>\p{Lu}(?:[\p{L}'-]{1,30}|(?=\.)))(?: \p{Lu}[\p{L}'-]{1,30})?(?![\p{L}\d])/gu;

/** "Given Surname", or "Surname, Given" for surnames in -nen. */
function isPersonName({ groups = {} }: RegExpExecArray): boolean {
  const { first = '', second = '', comma } = groups;
  if (/nen$/i.test(first) && isGivenName(second)) return true;
  if (comma || notSurname.test(second)) return false;
  return isGivenName(first) || (ambiguousNames.has(first.toLowerCase()) && /nen$/i.test(second));
}

function isGivenName(word: string): boolean {
  return word
    .toLowerCase()
    .split('-')
    .some((part) => givenNames.has(part));
}

// Reading around a match, within bounds.

function textBefore({ input, index }: RegExpExecArray, length: number): string {
  return input.slice(Math.max(0, index - length), index);
}

function textAfter({ input, index, 0: found }: RegExpExecArray, length: number): string {
  return input.slice(index + found.length, index + found.length + length);
}

function isNear(words: RegExp, length: number): (match: RegExpExecArray) => boolean {
  return (match) => words.test(textBefore(match, length) + match[0] + textAfter(match, length));
}

/** In order of precedence: what one has found is covered for those after it. */
export const detectors: readonly Detector[] = [
  { kind: 'hetu', severity: 'block', pattern: signedCode, accepts: isPersonalCode },
  { kind: 'hetu', severity: 'block', pattern: unsignedCode, accepts: isPersonalCode },
  { kind: 'email', severity: 'block', pattern: emailAddress },
  { kind: 'learnerOid', severity: 'block', pattern: learnerOid, accepts: isLearnerNumber },
  { kind: 'patientOid', severity: 'block', pattern: patientOid },
  { kind: 'iban', severity: 'block', pattern: bankAccount, accepts: isBankAccount },
  { kind: 'dateOfBirth', severity: 'block', pattern: fullDate, accepts: isSaidToBeBirth },
  { kind: 'streetAddress', severity: 'block', pattern: streetAddress, accepts: isStreetAddress },
  { kind: 'streetAddress', severity: 'block', pattern: ruralAddress },
  { kind: 'licensePlate', severity: 'block', pattern: licensePlate, hide: hideSentencesWithoutCar },
  { kind: 'phone', severity: 'block', pattern: phoneNumber, hide: hideNumbersLikePhones },
  { kind: 'socialHandle', severity: 'block', pattern: handle },
  { kind: 'socialHandle', severity: 'block', pattern: profileAddress },
  { kind: 'socialHandle', severity: 'block', pattern: accountName, accepts: (match) => platformBefore.test(textBefore(match, 40)) },
  { kind: 'hetu', severity: 'warn', pattern: mistypedCode },
  { kind: 'learnerOid', severity: 'warn', pattern: learnerOid },
  { kind: 'streetAddress', severity: 'warn', pattern: streetAddress, accepts: isPerhapsStreetAddress },
  {
    kind: 'professionalNumber',
    severity: 'warn',
    pattern: /(?<!\d)\d{5,11}(?!\d)/gu,
    accepts: (match) => registerBefore.test(textBefore(match, 60)),
  },
  { kind: 'kelaCard', severity: 'warn', pattern: /(?<!\d)80 ?246(?: ?\d){13,15}(?!\d)/gu },
  { kind: 'personName', severity: 'warn', pattern: capitalisedWords, accepts: isPersonName },
  { kind: 'rareCombination', severity: 'warn', pattern: smallPlaces, accepts: isNear(rareConditions, 300) },
];
