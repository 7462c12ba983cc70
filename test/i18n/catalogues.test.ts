import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { areaNames, countyNames, fieldNames } from '../../src/i18n/names.ts';
import { type Language, languageOf, languages, type Words, wordsOf } from '../../src/i18n/translate.ts';
import { folded } from '../../src/teams/writing.ts';

type Wording = (...samples: Sample[]) => string;
type Leaf = string | Wording;

/** A stand-in for any argument: it reads as a name, and has the parts of a time. */
type Sample = { day: string; time: string; toString(): string };

const translated = ['sv', 'en'] as const;
const leaves = Object.fromEntries(languages.map((language) => [language, leavesOf(textsOf(language))])) as Record<
  Language,
  Map<string, Leaf>
>;

describe('the catalogues', () => {
  test.each(translated)('have the same keys in %s as in Finnish', (language) => {
    expect([...leaves[language].keys()].sort()).toEqual([...leaves.fi.keys()].sort());
  });

  test.each(translated)('take the same arguments in %s as in Finnish', (language) => {
    for (const [key, leaf] of leaves.fi) expect([key, arityOf(leaves[language].get(key))]).toEqual([key, arityOf(leaf)]);
  });

  test.each(languages)('show every argument that they are given in %s', (language) => {
    const dropped = [...leaves[language]].filter(([, leaf]) => !samplesFor(leaf).every((sample) => isShown(sample, textOf(leaf))));

    expect(keysOf(dropped)).toEqual([]);
  });

  test.each(languages)('hold only tidy texts in %s: not empty, no space too many, typographic quotes', (language) => {
    const untidy = [...leaves[language]].filter(([, leaf]) => !/^\S+( \S+)*$/.test(textOf(leaf)) || /["']|\.\.\.| - /.test(textOf(leaf)));

    expect(keysOf(untidy)).toEqual([]);
  });

  test.each(translated)('leave no Finnish behind in %s', (language) => {
    const sameInAll = ['coordinator.passedOver', 'mine.line', 'pages.home.title', 'refusals.found', 'status.summary'];
    const same = [...leaves[language]].filter(([key, leaf]) => textOf(leaf) === textOf(leaves.fi.get(key)));

    expect(keysOf(same).filter((key) => !sameInAll.includes(key))).toEqual([]);
  });

  test.each(translated)('end each text in %s as the Finnish one ends, so that they can be put together alike', (language) => {
    const ending = (text: string) => (/[.!]$/.test(text) ? 'sentence' : (/[?:]$/.exec(text)?.[0] ?? 'phrase'));
    const differing = [...leaves[language]].filter(([key, leaf]) => ending(textOf(leaf)) !== ending(textOf(leaves.fi.get(key))));

    expect(keysOf(differing)).toEqual([]);
  });

  test('name each language in itself', () => {
    expect(languages.map((language) => wordsOf(language).language)).toEqual(['suomi', 'svenska', 'English']);
  });
});

describe('commands', () => {
  const aliases = languages.flatMap((language) =>
    Object.entries(wordsOf(language).commands).flatMap(([command, names]) => names.map((name) => ({ language, command, name }))),
  );

  test('are understood in one way only, whatever the language, also without dots', () => {
    const meanings = Map.groupBy(aliases, ({ name }) => folded(name));
    const ambiguous = [...meanings].filter(([, meant]) => new Set(meant.map(({ command }) => command)).size > 1);

    expect(ambiguous).toEqual([]);
  });

  test('are in lower case and trimmed, as what a person writes is made before it is looked up', () => {
    expect(aliases.filter(({ name }) => name !== name.trim().toLowerCase() || name === '')).toEqual([]);
  });

  test.each(languages)('that the app package offers in %s are the first that the catalogue shows', (language) => {
    const shown = Object.values(wordsOf(language).commands).map(([first]) => first);

    expect(offeredCommands(language).filter((command) => !shown.includes(command))).toEqual([]);
    expect(offeredCommands(language)).not.toEqual([]);
  });
});

describe('the field’s own terms', () => {
  test.each([
    ['form.county', 'Hyvinvointialue', 'Välfärdsområde', 'Wellbeing services county'],
    ['form.title', 'Konsultaatiopyyntö', 'Konsultationsbegäran', 'Consultation request'],
    ['form.urgency', 'Kiireellisyys', 'Brådskegrad', 'Urgency'],
    ['register.area', 'Yhteistyöalue', 'Samarbetsområde', 'Collaborative area'],
    ['identifiers.hetu', 'henkilötunnus', 'personbeteckning', 'personal identity code'],
    ['actions.claim', 'Otan hoitaakseni', 'Jag tar hand om detta', 'Claim'],
    ['actions.release', 'Vapauta', 'Släpp', 'Release'],
    ['actions.withdraw', 'Peru pyyntö', 'Återta begäran', 'Withdraw request'],
    ['help.ot-support', 'OT-tuki', 'OT-stöd', 'OT support'],
  ])('are the same wherever they are used: %s', (key, ...terms) => {
    expect(languages.map((language) => leaves[language].get(key))).toEqual(terms);
  });

  test.each([
    ['fi', ['soita', '112', 'sosiaalipäivystykseen', 'ilmoitusvelvollisuutta']],
    ['sv', ['ring', '112', 'socialjouren', 'anmälningsskyldigheten']],
    ['en', ['call', '112', 'social emergency service', 'duty to notify']],
  ] as const)('send whoever is in an emergency elsewhere in %s', (language, parts) => {
    const { emergency } = wordsOf(language);

    expect(parts.filter((part) => !emergency.toLowerCase().includes(part))).toEqual([]);
  });

  test('are those of Finland in Swedish, not those of Sweden', () => {
    const text = [...leaves.sv.values()].map(textOf).join('\n');

    expect(text).toMatch(/välfärdsområde/);
    expect(text).not.toMatch(/landsting|region|personnummer|socialtjänst|skolväsende|larmnummer|expert(?!nätverk)/i);
  });

  test('are British in English', () => {
    expect([...leaves.en.values()].map(textOf).join('\n')).not.toMatch(/center|organiz|counseling|[åäö]/i);
  });
});

describe('names', () => {
  test.each([
    ['areas', areaNames],
    ['counties', countyNames],
    ['fields', fieldNames],
  ])('of %s are told apart in every language', (_, names: Record<string, Record<Language, string>>) => {
    for (const language of languages) {
      const all = Object.values(names).map((name) => name[language]);
      expect(new Set(all).size).toBe(all.length);
      expect(all).not.toContain('');
    }
  });
});

describe('a client’s locale', () => {
  test.each([
    ['sv-FI', 'sv'],
    ['EN-us', 'en'],
    ['fi', 'fi'],
    ['de-DE', 'fi'],
    ['', 'fi'],
    [undefined, 'fi'],
  ] as const)('%s is answered in %s', (locale, language) => {
    expect(languageOf(locale)).toBe(language);
  });
});

function textsOf(language: Language): Omit<Words, 'commands'> {
  const { commands: _, ...texts } = wordsOf(language);
  return texts;
}

function leavesOf(tree: object): Map<string, Leaf> {
  const entries = Object.entries(tree).flatMap(([key, value]): [string, Leaf][] =>
    typeof value === 'object' ? [...leavesOf(value)].map(([below, leaf]) => [`${key}.${below}`, leaf]) : [[key, value]],
  );
  return new Map(entries);
}

function arityOf(leaf: Leaf | undefined): number {
  return typeof leaf === 'function' ? leaf.length : 0;
}

function samplesFor(leaf: Leaf | undefined): Sample[] {
  return Array.from({ length: arityOf(leaf) }, (_, index) => {
    const name = `argument${index}`;
    return { day: `day of ${name}`, time: `time of ${name}`, toString: () => `the ${name}` };
  });
}

function textOf(leaf: Leaf | undefined): string {
  return typeof leaf === 'function' ? leaf(...samplesFor(leaf)) : (leaf ?? '');
}

function isShown(sample: Sample, text: string): boolean {
  return text.includes(String(sample)) || (text.includes(sample.day) && text.includes(sample.time));
}

function keysOf(entries: [string, Leaf][]): string[] {
  return entries.map(([key]) => key);
}

function offeredCommands(language: Language): string[] {
  const read = (file: string) => JSON.parse(readFileSync(new URL(`../../appPackage/${file}.json`, import.meta.url), 'utf8'));
  if (language !== 'fi') {
    const titles = Object.entries<string>(read(language)).filter(([key]) => /^bots.*commands.*title$/.test(key));
    return titles.map(([, title]) => title);
  }
  const lists: { commands: { title: string }[] }[] = read('manifest').bots[0].commandLists;
  return lists.flatMap(({ commands }) => commands.map(({ title }) => title));
}
