import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import * as z from 'zod/v4';
import { count, oneOf, readOptions, someOf, type Usage } from '../../scripts/support/command-line.ts';
import { CountyCode, FieldCode, Locale } from '../../src/domain/network.ts';

const schema = z.object({
  county: oneOf(CountyCode.options),
  secondary: someOf(FieldCode.options, 2).default([]),
  year: count.default(2026),
  words: oneOf(Locale.options).default('fi'),
});
const usage: Usage<typeof schema.shape> = {
  schema,
  how: 'npm run kysely -- --county 21',
  locale: 'fi',
  allowed: ({ languages, commandLine }) => ({
    county: [
      ['HUS', 'HUS-yhtymä'],
      ['01', 'Itä-Uusimaa'],
    ],
    year: commandLine.count,
    words: Object.entries(languages),
  }),
};

describe('the options of a script', () => {
  test('are read, however their codes are capitalised', () => {
    expect(readOptions(usage, ['--county', 'hus', '--secondary=Adoptio, MUU', '--words', 'SV'])).toEqual({
      values: { county: 'HUS', secondary: ['adoptio', 'muu'], year: 2026, words: 'sv' },
    });
  });

  test.each([
    [['--county', '21', '--bogus'], 'Valintaa --bogus ei ole. Valinnat: --county, --secondary, --year, --words.'],
    [['--county', '21', '--__proto__', 'x'], 'Valintaa --__proto__ ei ole.'],
    [['--county', '21', '-x'], 'Valintaa -x ei ole.'],
    [['--county', '21', '--'], 'Valintaa -- ei ole.'],
    [['21'], 'Ennen arvoa ”21” puuttuu valinta.'],
    [[], 'Valinnan --county arvo puuttuu. Kelpaa:\n  01   Itä-Uusimaa\n  HUS  HUS-yhtymä\n'],
    [['--county'], 'Valinnan --county arvo puuttuu.'],
    [['--county='], 'Valinnan --county arvo puuttuu.'],
    [['--county', '--year', '2026'], 'Valinnan --county arvo puuttuu.'],
    [['--county', '33'], 'Valinnan --county arvo ”33” ei kelpaa. Kelpaa:\n  01   Itä-Uusimaa\n  HUS  HUS-yhtymä\n'],
    [['--county', '21', '--secondary', 'muu,laki'], 'Valinnan --secondary arvo ”laki” ei kelpaa.'],
    [['--county', '21', '--secondary', 'muu,muu,muu'], '--secondary – enintään 2.'],
    [['--county', '21', '--year', '0x10'], 'Valinnan --year arvo ”0x10” ei kelpaa. Kelpaa: kokonaisluku, vähintään 1.'],
    [['--county', '21', '--words', 'de'], 'Valinnan --words arvo ”de” ei kelpaa. Kelpaa:\n  en  englanti\n  fi  suomi\n  sv  ruotsi\n'],
    [['--county', '33', '--words', 'Sv'], 'Värdet ”33” för --county är inte giltigt. Tillåtet:'],
    [['--bogus', '--words', 'en'], 'There is no option --bogus.'],
  ])('called with %j are refused in one sentence, and how to call it', (args, sentence) => {
    const read = readOptions(usage, args);

    expect(read).toEqual({ problem: expect.stringContaining(sentence) });
    expect(read).toEqual({ problem: expect.stringMatching(/\n(Käyttö|Användning|Usage): npm run kysely -- --county 21$/) });
  });
});

describe('a script', () => {
  test.each([
    ['explain-route', ['--county', '33', '--field', 'paihteet'], 'Valinnan --county arvo ”33” ei kelpaa. Kelpaa:\n  01   Itä-Uusimaa'],
    ['explain-route', ['--county', '21', '--field', 'muu', '--discipline', 'law', '--words', 'en'], '“law” of --discipline is not valid.'],
    ['statistics', ['--year', 'abc'], 'Valinnan --year arvo ”abc” ei kelpaa. Kelpaa: vuodet 2000–'],
    ['statistics', ['--year', '2100'], 'Valinnan --year arvo ”2100” ei kelpaa. Kelpaa: vuodet 2000–'],
    ['statistics', ['--year', '2026', '--out', '/no/such/folder/file.csv'], 'tiedostoa ”/no/such/folder/file.csv” ei voi kirjoittaa.'],
    ['fuzz', ['--bogus'], 'There is no option --bogus.'],
    ['kill-test', ['--kills', 'many'], 'The value “many” of --kills is not valid.'],
    ['claim-race', ['--store', 'paper'], 'The value “paper” of --store is not valid. Allowed: sqlite, cosmos.'],
  ])('%s called with %j says so, does nothing, and ends with 2', (script, args, sentence) => {
    const { status, stdout, stderr } = run(script, args);

    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect([status, stdout]).toEqual([2, '']);
  });

  test('explain-route speaks the language that was chosen', () => {
    const { status, stdout } = run('explain-route', ['--county', 'HUS', '--field', 'MUU', '--words', 'SV']);

    expect([status, stdout]).toEqual([0, 'Södra Finland\nInget nätverk passar: begäran går till områdets koordinator.\n']);
  });
});

function run(script: string, args: string[]) {
  const path = new URL(`../../scripts/${script}.ts`, import.meta.url).pathname;
  const env = { ...process.env, NEUVO_MODE: 'local', SQLITE_PATH: ':memory:' };
  return spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', path, ...args], { encoding: 'utf8', env });
}
