const separator = ';';
const lineEnd = '\r\n';
const byteOrderMark = '\ufeff';

/**
 * Rows as a file that a spreadsheet opens with one press: quoted and ended as RFC 4180 says, in UTF-8 that says so, with the semicolon
 * at which Excel splits in Finland. What a spreadsheet would take for a formula gets an apostrophe before it.
 */
export function csvOf(rows: string[][]): string {
  return byteOrderMark + rows.map((cells) => cells.map(cellOf).join(separator) + lineEnd).join('');
}

function cellOf(value: string): string {
  const harmless = /^\s*[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[";,\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
