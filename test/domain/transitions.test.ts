import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Verb } from '../../src/domain/command.ts';
import { Status } from '../../src/domain/consultation.ts';
import { describeTransitions, transitions } from '../../src/domain/transitions.ts';

/** How a consultation moves, as the product says it: from, to, by which commands. */
const moves = [
  ['[*]', 'open', 'submit'],
  ['open', 'claimed', 'claim, assign'],
  ['open', 'withdrawn', 'withdraw'],
  ['claimed', 'answered', 'answer'],
  ['claimed', 'open', 'release, redirect, return, vacate, unroute'],
  ['claimed', 'waiting', 'ask-info'],
  ['claimed', 'withdrawn', 'withdraw'],
  ['waiting', 'answered', 'answer'],
  ['waiting', 'claimed', 'give-info'],
  ['waiting', 'open', 'release, redirect, vacate, unroute'],
  ['waiting', 'withdrawn', 'withdraw'],
  ['answered', 'claimed', 'reopen'],
  ['answered', 'closed', 'close, lapse'],
  ['answered', 'waiting', 'ask-info'],
  ['closed', 'claimed', 'reopen'],
  ['closed', '[*]', ''],
  ['withdrawn', '[*]', ''],
];

const page = describeTransitions();
const [, diagram = ''] = /```mermaid\n(.*?)\n```/s.exec(page) ?? [];
// Mermaid ends a label at a line break or semicolon, and takes a colon in one only of late: labels are verbs and commas alone.
const arrow = /^ {4}(\[\*\]|\w+) --> (\[\*\]|\w+)(?:: ([a-z-]+(?:, [a-z-]+)*))?$/;

function arrowsOf(text: string): (string | undefined)[][] {
  return text
    .split('\n')
    .slice(1)
    .map((line) => arrow.exec(line)?.slice(1) ?? [line]);
}

describe('the diagram', () => {
  test('is one of states, in Mermaid', () => {
    expect(diagram.split('\n')[0]).toBe('stateDiagram-v2');
    expect(
      diagram
        .split('\n')
        .slice(1)
        .every((line) => arrow.test(line)),
    ).toBe(true);
  });

  test('shows every move and no other', () => {
    const shown = arrowsOf(diagram).map(([from, to, by = '']) => [from, to, by]);

    expect(shown.sort()).toEqual(moves.toSorted());
  });
});

describe('the table', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('| '));

  test('has a column for each status and a row for each command', () => {
    expect(rows[0]).toBe(`| command | ${Status.options.join(' | ')} |`);
    expect(rows.slice(1).map((row) => row.split(' ')[1])).toEqual(Verb.options.filter((verb) => verb !== 'submit'));
  });

  test('says what each does, or why it is refused', () => {
    expect(rows).toContain('| answer | *not-claimed* | answered | answered | answered | *closed* | *withdrawn* |');
  });
});

describe('a status', () => {
  test.each(Status.options)('takes or refuses every command: %s', (status) => {
    for (const cells of Object.values(transitions)) expect(cells[status]).toBeDefined();
  });

  test('is the last only if the asker has withdrawn; everything else can go on', () => {
    const leaving = (status: Status) =>
      Object.values(transitions).filter((cells) => typeof cells[status] === 'string' && cells[status] !== status);

    expect(Status.options.filter((status) => leaving(status).length === 0)).toEqual(['withdrawn']);
  });
});

test('docs/states.md is what `npm run docs` would write', () => {
  const stored = readFileSync(new URL('../../docs/states.md', import.meta.url), 'utf8');

  expect(stored).toBe(`${page}\n`);
});
