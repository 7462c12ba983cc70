import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AST, parseRegExpLiteral, visitRegExpAST } from '@eslint-community/regexpp';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parseSync } from '@swc/core';

type Node = { type: string; [key: string]: unknown };
type Found = { path: string; expression: string };

const source = join(import.meta.dirname, '..', 'src');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .sort()
  .map((path) => ({
    path,
    nodes: nodesIn(parseSync(readFileSync(join(source, path), 'utf8'), { syntax: 'typescript', target: 'es2024' })),
  }));

/** Where expressions are put together: those of the privacy guard are looked at as they have become; why others need not be. */
const builders = {
  'domain/privacy-codes.ts': 'looked at',
  'domain/privacy-patterns.ts': 'looked at',
  'domain/privacy-words.ts': 'looked at',
  'config.ts': 'the operator’s own settings, once',
  'local-teams/card-inputs.ts': 'an expression of the card’s author, for one field, on the author’s machine',
};

/** What is repeated though it may be of several lengths, and why a text can be divided into its turns in one way alone. */
const oneWay: Record<string, string> = {
  '(?:[ -]?\\d)': 'each turn ends with its only digit',
  '(?: ?\\d)': 'each turn ends with its only digit',
  '(?:(?:[ ()/-]{0,3}|\\.(?=\\d{3}))\\d)': 'each turn ends with its only digit',
  '(?:\\.\\d{1,20})': 'each turn begins with its only dot',
  '(?:(?:\\.| ?[([{](?:dot|piste|punkt)[)\\]}] ?)[\\p{L}\\d-]{1,63})': 'each turn begins with its only dot or opening bracket',
};

/** As far as a repetition may go: what is tried in vain at each character is no more than that. */
const furthest = 300;

let built: Found[];
beforeAll(async () => {
  const { RegExp: Original } = globalThis;
  built = [];
  globalThis.RegExp = new Proxy(Original, {
    construct(target, given, newTarget) {
      const expression = Reflect.construct(target, given, newTarget);
      built.push({ path: 'built', expression: String(expression) });
      return expression;
    },
  });
  await import('../src/domain/privacy.ts');
  globalThis.RegExp = Original;
});

describe('every regular expression', () => {
  test('takes time in proportion to the text, whatever the text', () => {
    const written = files.flatMap(({ path, nodes }) => nodes.filter(isExpression).map((node) => ({ path, expression: literalOf(node) })));
    const faults = [...written, ...built].flatMap(({ path, expression }) => faultsOf(expression).map((fault) => `${path}: ${fault}`));

    expect(written.length).toBeGreaterThan(80);
    expect(built.length).toBeGreaterThan(5);
    expect(faults).toEqual([]);
  });

  test('is written down as it is, but where the table says', () => {
    const found = files.filter(({ nodes }) => nodes.some(isBuilt)).map(({ path }) => path);

    expect(found.sort()).toEqual(Object.keys(builders).sort());
  });

  test('that divides a text in one way alone is still there', () => {
    const all = [...files.flatMap(({ nodes }) => nodes.filter(isExpression).map(literalOf)), ...built.map(({ expression }) => expression)];

    expect(Object.keys(oneWay).filter((repetition) => !all.some((expression) => expression.includes(repetition)))).toEqual([]);
  });
});

// It sorts the marks of a character, in time that grows with the square of how many there are.
test('texts are normalised only where their marks, or they themselves, have been bounded', () => {
  const isNormalising = ({ type, property }: Node) => type === 'MemberExpression' && (property as Node).value === 'normalize';

  expect(files.filter(({ nodes }) => nodes.some(isNormalising)).map(({ path }) => path)).toEqual([
    'domain/privacy.ts',
    'domain/text.ts',
    'local-teams/connector-answers.ts',
    'teams/writing.ts',
  ]);
});

describe('an expression is called slow', () => {
  test.each([
    ['that looks from every place as far as the end', '/[\\s\\p{P}]+$/u'],
    ['that looks for an end that never comes', '/<at>.*?<\\/at>/s'],
    ['that begins at every line, and may go on over lines', '/^([^\\S\\n]*)-/m'],
    ['that can divide a text in many ways', '/^(?:a{0,20}){0,20}b/'],
    ['that repeats a repetition without end', '/^(?:a+)+b/'],
    ['that divides what it has found in two in many ways', '/^a*a*b/'],
    ['that looks ahead without end', '/(?=a*b)c/'],
    ['that reads back what it has found', '/(a)\\1/'],
    ['that goes very far', '/a{0,5000}b/'],
  ])('%s: %s', (_, expression) => {
    expect(faultsOf(expression)).not.toEqual([]);
  });

  test.each(['/\\s+/g', '/^\\s*=/', '/^(\\p{L}*)\\.? ?(\\d{1,2})$/u', '/(?<!\\d)\\d{5,11}(?!\\d)/gu', '/,|^a+b|[cd]{2,}/'])(
    'and not %s',
    (expression) => {
      expect(faultsOf(expression)).toEqual([]);
    },
  );
});

/**
 * What may make an expression slow. Without a limit only single characters may be repeated, and that only at the end, where nothing can fail after them,
 * or once after "^", which stands in one place alone. All others have a limit, so what is tried at each place of a text has one, too.
 */
function faultsOf(expression: string): string[] {
  const { pattern, flags } = parseRegExpLiteral(expression);
  const faults: string[] = [];
  visitRegExpAST(pattern, {
    onBackreferenceEnter: ({ raw }) => void faults.push(raw),
    onQuantifierEnter: (repetition) => {
      if (isSlow(repetition, flags.multiline)) faults.push(repetition.raw);
    },
  });
  return faults;
}

function isSlow(repetition: AST.Quantifier, isMultiline: boolean): boolean {
  const { min, max, element } = repetition;
  if (max === Number.POSITIVE_INFINITY)
    return min > furthest || !isSingle(element) || !(isLast(repetition) || isOnlyOne(repetition, isMultiline));
  return max > furthest || (max > 1 && isOfManyLengths(element) && !(element.raw in oneWay));
}

function isSingle({ type }: AST.Element): boolean {
  return ['Character', 'CharacterClass', 'CharacterSet'].includes(type);
}

// At the end of the expression, or of one of its alternatives.
function isLast(node: AST.Node): boolean {
  const { parent } = node;
  if (parent === null) return false;
  if (parent.type === 'Alternative') return parent.elements.at(-1) === node && (parent.parent.type === 'Pattern' || isLast(parent));
  return ['Group', 'CapturingGroup'].includes(parent.type) && isLast(parent);
}

// Nothing else without a limit in an alternative that begins with "^".
function isOnlyOne(repetition: AST.Quantifier, isMultiline: boolean): boolean {
  const whole = alternativeOf(repetition);
  const [first] = whole?.elements ?? [];
  const isAnchored = !isMultiline && first?.type === 'Assertion' && first.kind === 'start';
  return whole !== null && isAnchored && repetitionsIn(whole).filter(isEndless).length === 1;
}

// The expression's alternative in which a node stands; null for what stands in an assertion, or is itself repeated.
function alternativeOf({ parent }: AST.Node): AST.Alternative | null {
  if (parent === null || parent.type === 'Assertion' || (parent.type === 'Quantifier' && parent.max > 1)) return null;
  return parent.type === 'Alternative' && parent.parent.type === 'Pattern' ? parent : alternativeOf(parent);
}

function isEndless({ max }: AST.Quantifier): boolean {
  return max === Number.POSITIVE_INFINITY;
}

function isOfManyLengths(element: AST.Node): boolean {
  return repetitionsIn(element).some(({ min, max }) => min !== max);
}

function repetitionsIn(node: AST.Node): AST.Quantifier[] {
  const found: AST.Quantifier[] = [];
  visitRegExpAST(node, { onQuantifierEnter: (repetition) => void found.push(repetition) });
  return found;
}

function isExpression({ type }: Node): boolean {
  return type === 'RegExpLiteral';
}

function literalOf({ pattern, flags }: Node): string {
  return `/${pattern}/${flags}`;
}

function isBuilt({ type, callee }: Node): boolean {
  return (type === 'NewExpression' || type === 'CallExpression') && (callee as Node).value === 'RegExp';
}

function nodesIn(value: unknown): Node[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(nodesIn);
  return 'type' in value && typeof value.type === 'string' ? [value as Node, ...inside] : inside;
}
