/** Codes that registers give to a person, and their check characters. See privacy-patterns.ts. */

// Personal identity code: ddmmyy, sign of the century, number, check. With its sign a valid one is found even inside a word or a
// longer number, and through spaces, dots and line breaks; without the sign only as a word of its own.

const codeDate = ['(?<day>\\d{2})', '(?<month>\\d{2})', '(?:1[89]|20)?(?<year>\\d{2})'];
const codeNumber = ['(?<serial>\\d{3})', '(?<check>[\\dA-Z])'];
export const signedCode = new RegExp([...codeDate, '(?<sign>[-+A-FU-Y])', ...codeNumber].join('[\\s.]{0,3}'), 'giu');
export const unsignedCode = wholeWord(`${codeDate.join('')}\\s{0,3}${codeNumber.join('')}`);
export const mistypedCode = wholeWord('(?:0[1-9]|[12]\\d|3[01])(?:0[1-9]|1[0-2])\\d{2}\\s?[-+A-FU-Y]\\s?\\d{3}[\\dA-Z]');

/** Source: Government Decree on the Population Information System (128/2010), with the signs added in 2023. */
export function isPersonalCode({ groups = {} }: RegExpExecArray): boolean {
  const { day = '', month = '', year = '', sign = '', serial = '', check = '' } = groups;
  const expected = '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(day + month + year + serial) % 31];
  return check.toUpperCase() === expected && Number(serial) >= 2 && isRealDate(`${centuryOf(sign)}${year}-${month}-${day}`);
}

/** Of a code without its sign the century is not known; 2000 was a leap year, so it allows every day that any of them has. */
function centuryOf(sign: string): string {
  if (sign === '+') return '18';
  return /[-U-Y]/i.test(sign) ? '19' : '20';
}

function isRealDate(date: string): boolean {
  const ms = Date.parse(`${date}T00:00:00.000Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date);
}

// Registers: learner number (node 24 and its test nodes), other national object identifiers but those of code sets and
// organisations, bank account numbers. A Finnish account number is one whatever its check digits.

export const learnerOid = /1\.2\.246\.562\.(?:24|98|198|298)\.(?<number>\d{11})(?!\d)/gu;
export const patientOid = /1\.2\.246\.(?!537\.|562\.10\.|10\.\d{1,9}\.10\.)\d{1,9}(?:\.\d{1,20}){3,9}/gu;
export const bankAccount =
  /(?<![\p{L}\d])(?:(?:FI|DK)(?:[ -]?\d){16}|NO(?:[ -]?\d){13}|EE(?:[ -]?\d){18}|DE(?:[ -]?\d){20}|SE(?:[ -]?\d){22})(?!\d)/giu;

/** The digits weighted 1, 7 and 3 in turn from the right, the check digit first, add up to whole tens. */
export function isLearnerNumber({ groups }: RegExpExecArray): boolean {
  const digits = [...(groups?.number ?? '')].map(Number).reverse();
  return digits.reduce((sum, digit, place) => sum + digit * ([1, 7, 3][place % 3] ?? 0), 0) % 10 === 0;
}

export function isBankAccount([found]: RegExpExecArray): boolean {
  const code = found.replace(/[ -]/g, '').toUpperCase();
  const rotated = (code.slice(4) + code.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return code.startsWith('FI') || BigInt(rotated) % 97n === 1n;
}

/** A pattern that neither a letter nor a digit may touch. */
export function wholeWord(source: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\d])(?:${source})(?![\\p{L}\\d])`, 'giu');
}
