import { describe, expect, test } from '@jest/globals';
import type { Refusal } from '../../src/domain/refusal.ts';
import { languages } from '../../src/i18n/translate.ts';
import { canBeConfirmed, refusalNotice, refusalText } from '../../src/teams/views/refusal.ts';
import { read } from '../golden/reader.ts';
import { cast } from '../golden/story.ts';

const by = { ...cast.lead.person, name: 'Mika *Tähti* Kaarnilahti' };
const code = { kind: 'hetu', severity: 'block', start: 0, end: 11, masked: '••••••-••••' } as const;
const name = { kind: 'personName', severity: 'warn', start: 0, end: 5, masked: '•••••' } as const;
const refusals: Refusal[] = [
  ...(['already-answered', 'not-claimed', 'not-answered', 'not-closed', 'closed', 'withdrawn'] as const).map((one) => ({ code: one })),
  ...(['not-found', 'not-yours', 'own-consultation', 'already-seated', 'reopen-too-late'] as const).map((one) => ({ code: one })),
  ...(['no-such-network', 'not-wished', 'revised-meanwhile', 'full', 'only-coordinators', 'only-answers'] as const).map((one) => ({
    code: one,
  })),
  { code: 'already-claimed', by, at: '2026-11-23T08:02:00.000Z' },
  { code: 'seat-taken', by, discipline: 'health' },
  { code: 'invalid', issues: [{ field: 'text', problem: 'missing' }] },
  { code: 'identifying', findings: [{ field: 'text', found: [code] }] },
  { code: 'identifying', findings: [{ field: 'text', found: [name] }] },
];

describe.each(languages)('a refusal in %s', (locale) => {
  test.each(refusals.map((refusal) => [refusal.code, refusal] as const))('%s is told in a sentence', (_, refusal) => {
    const { text } = refusalNotice(refusal, locale);

    expect(read(text)).toMatch(/^\p{Lu}.{15,}[.:]$/u);
    expect(refusalText(refusal, locale)).not.toMatch(/\\|undefined|\[object/);
  });

  test('is not worded as another', () => {
    const texts = refusals.map((refusal) => refusalNotice(refusal, locale).text);

    expect(new Set(texts).size).toBe(texts.length);
  });
});

describe('a refusal', () => {
  test.each(languages)('of what was withdrawn speaks in %s to the asker of what they did, to others of the asker', (locale) => {
    const [toOthers, toAsker] = [
      refusalNotice({ code: 'withdrawn' }, locale).text,
      refusalNotice({ code: 'withdrawn' }, locale, true).text,
    ];

    expect(toOthers).toMatch(/^(Kysyjä|Frågeställaren|The requester) /);
    expect(toAsker).toMatch(/^(Olet perunut|Du har|You have) /);
  });

  test('names who was quicker and when, the name as it is', () => {
    const refusal: Refusal = { code: 'already-claimed', by, at: '2026-11-23T08:02:00.000Z' };

    expect(read(refusalNotice(refusal, 'fi').text)).toBe('Mika *Tähti* Kaarnilahti otti tämän hoitaakseen ma 23.11.2026 klo 10.02.');
    expect(refusalText(refusal, 'fi')).toBe('\u2068Mika *Tähti* Kaarnilahti\u2069 otti tämän hoitaakseen ma 23.11.2026 klo 10.02.');
  });

  test('of a form lists its fields by their labels', () => {
    const issues: Extract<Refusal, { code: 'invalid' }>['issues'] = [
      { field: 'title', problem: 'missing' },
      { field: 'situation', problem: 'too-long', limit: 2500 },
      { field: 'secondaryFields', problem: 'too-many', limit: 2 },
      { field: 'county', problem: 'invalid' },
      { field: 'target', problem: 'missing' },
      { field: 'name', problem: 'missing' },
      { field: 'anonymous', problem: 'missing' },
      { field: 'toString', problem: 'invalid' },
    ];

    expect(refusalNotice({ code: 'invalid', issues }, 'fi').details).toEqual([
      'Otsikko – tieto puuttuu.',
      'Tilanne – enintään 2500 merkkiä.',
      'Muut osaamisalat – enintään 2.',
      'Hyvinvointialue – valinta ei kelpaa.',
      'Mihin verkostoon? – tieto puuttuu.',
      'Verkoston nimi – tieto puuttuu.',
      'Vahvista, ettei tekstissä ole tunnistetietoja.',
      'Teksti – valinta ei kelpaa.',
    ]);
  });

  test('of a text that identifies says where and what, and shows nothing of it', () => {
    const findings = [
      { field: 'situation', found: [code, name] },
      { field: 'question', found: [code] },
    ];

    expect(refusalNotice({ code: 'identifying', findings }, 'en').details.map(read)).toEqual([
      'Situation – personal identity code (••••••-••••)',
      'Situation – a person’s name (•••••)',
      'Your question – personal identity code (••••••-••••)',
    ]);
  });

  test('of a text that is full of findings names the first ten, and how many more there are', () => {
    const findings = [{ field: 'text', found: Array.from({ length: 25 }, () => code) }];
    const { details } = refusalNotice({ code: 'identifying', findings }, 'fi');

    expect(details).toHaveLength(11);
    expect(details.at(-1)).toBe('… + 15');
  });

  test('can be confirmed only if nothing that was found is certain', () => {
    const findings = (...found: (typeof code | typeof name)[]): Refusal => ({ code: 'identifying', findings: [{ field: 'text', found }] });

    expect(canBeConfirmed(findings(name, name))).toBe(true);
    expect(canBeConfirmed(findings(name, code))).toBe(false);
    expect(canBeConfirmed({ code: 'invalid', issues: [] })).toBe(false);
  });

  test('looks as grave as it is', () => {
    const styles = refusals.map((refusal) => [refusalNotice(refusal, 'fi').style, refusal.code]);

    expect(styles.filter(([style]) => style !== 'attention')).toEqual([
      ['accent', 'revised-meanwhile'],
      ['accent', 'already-claimed'],
      ['accent', 'seat-taken'],
      ['warning', 'identifying'],
    ]);
  });
});
