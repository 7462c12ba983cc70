import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseSync } from '@swc/core';

type Import = { from: string; of: string; isType: boolean };
type Source = { path: string; text: string; nodes: Node[]; imports: Import[] };
type Node = { type: string; [key: string]: unknown };

const root = join(import.meta.dirname, '..');
const sources = filesIn('src')
  .filter((path) => path.endsWith('.ts'))
  .map(sourceOf);
const paths = sources.map(({ path }) => path);

/**
 * Who may import whom, by room: a folder of `src`, or a file that stands in it alone. What stands under `types` is imported as types only;
 * packages are named as they are imported.
 */
const rooms: Record<string, { imports: (string | RegExp)[]; types?: string[] }> = {
  domain: { imports: ['domain', 'zod/v4'] },
  i18n: { imports: ['i18n'] },
  pages: { imports: ['pages', 'i18n', 'node:crypto'] },
  'clock.ts': { imports: ['node:crypto'] },
  'log.ts': { imports: ['pino'] },
  'metrics.ts': { imports: ['node:http', 'prom-client'] },
  'config.ts': { imports: ['zod/v4', 'domain'] },
  store: { imports: ['store', 'domain', /^node:/, /^@azure\//], types: ['metrics.ts'] },
  desk: { imports: ['desk', 'domain', 'store/store.ts', 'log.ts'], types: ['clock.ts', 'metrics.ts'] },
  teams: { imports: ['teams', 'desk', 'domain', 'i18n', 'pages/pages.ts', 'log.ts', /^[^.]/], types: ['clock.ts', 'metrics.ts'] },
  'local-teams': { imports: ['local-teams', /^[^.]/] },
  'sweeper.ts': { imports: ['log.ts'], types: ['clock.ts', 'desk'] },
  'app.ts': {
    imports: [
      'domain',
      'desk',
      'store',
      'teams',
      'pages',
      'local-teams',
      'clock.ts',
      'config.ts',
      'log.ts',
      'metrics.ts',
      'sweeper.ts',
      /^node:/,
    ],
  },
  'index.ts': { imports: ['app.ts', 'config.ts', 'node:module'] },
};

/** What knows one thing alone, so that it can be exchanged there. */
const onlyIn: [RegExp, RegExp][] = [
  [/^(botbuilder|botframework-|@microsoft\/teams-ai|restify|adaptivecards-templating|html-to-text)/, /^teams\//],
  [/^node:sqlite$/, /^store\/sqlite\.ts$/],
  [/^@azure\//, /^store\/cosmos\.ts$/],
  [/^pino$/, /^log\.ts$/],
  [/^prom-client$/, /^metrics\.ts$/],
];

/** What tests alone use, and why it is in `src` all the same. */
const forTests = [
  // The invariants of a document belong beside its schema.
  'breachesOf',
  // Business time is one whole: whoever reckons with it finds all of it in one place.
  ...['isHoliday', 'isBusinessTime', 'nextBusinessTime', 'isoWeek', 'weekStart'],
  // What a finding covers is proved on whole texts.
  'mask',
];

/** Catalogues of words: longer than code may be. */
const catalogues = ['i18n/fi.ts', 'i18n/sv.ts', 'i18n/en.ts', 'local-teams/page/words.ts', 'local-teams/weeks/stories.ts'];

describe('Rooms', () => {
  test('are all in the table of who may import whom', () => {
    expect([...new Set(paths.map(roomOf))].sort()).toEqual(Object.keys(rooms).sort());
  });

  test.each(Object.keys(rooms))('%s imports what it may, and nothing else', (room) => {
    const { imports, types = [] } = rooms[room] as (typeof rooms)[string];
    const trespasses = importsOf(room).filter(({ of, isType }) => !isAmong(imports, of) && !(isType && isAmong(types, of)));

    expect(trespasses).toEqual([]);
  });

  test.each(onlyIn)('only one place imports %s', (what, where) => {
    const trespasses = sources.flatMap(({ imports }) => imports).filter(({ of, from }) => what.test(of) && !where.test(from));

    expect(trespasses).toEqual([]);
  });

  test('local Teams is loaded only when it is asked for, so production never loads it', () => {
    const loaded = sources.flatMap(({ path, nodes }) =>
      nodes.filter(isImport).map((node) => ({ path, of: String((node.source as Node).value) })),
    );

    expect(loaded.filter(({ path, of }) => roomOf(path) !== 'local-teams' && of.includes('local-teams'))).toEqual([]);
  });

  test('have no cycles, not even of types', () => {
    expect(cyclesAmong(new Map(sources.map(({ path, imports }) => [path, imports.map(({ of }) => of)])))).toEqual([]);
  });
});

describe('Time, chance and the environment', () => {
  const outside = (...allowed: string[]) => sources.filter(({ path }) => roomOf(path) !== 'local-teams' && !allowed.includes(path));

  test('time and chance come from the clock alone', () => {
    expect(findings(outside('clock.ts'), isTimeOrChance)).toEqual([]);
  });

  test('nothing waits but through the clock, save the one sweeper', () => {
    const isTimer = (node: Node) =>
      node.type === 'Identifier' && ['setTimeout', 'setInterval', 'setImmediate'].includes(String(node.value));

    expect(findings(outside('clock.ts', 'app.ts', 'sweeper.ts', 'store/cosmos.ts', 'store/sqlite.ts'), isTimer)).toEqual([]);
  });

  test('the environment is handed to the configuration when the bot starts, and read nowhere else', () => {
    const isEnvironment = (node: Node) => isMember(node, 'process', 'env');

    expect(findings(sources, isEnvironment)).toEqual(['index.ts']);
    expect(sources.find(({ path }) => path === 'index.ts')?.text).toContain('readConfig(process.env)');
  });
});

describe('Shapes', () => {
  test.each([
    ['default exports', (node: Node) => /^ExportDefault/.test(node.type)],
    ['enums', (node: Node) => node.type === 'TsEnumDeclaration'],
    ['namespaces', (node: Node) => node.type === 'TsModuleDeclaration' && (node.id as Node).type === 'Identifier' && node.global === false],
    ['parameters that are properties', (node: Node) => node.type === 'TsParameterProperty'],
  ])('there are no %s', (_what, is) => {
    expect(findings(sources, is)).toEqual([]);
  });

  test('there are classes only of errors, and where the SDK wants one', () => {
    const isOtherClass = (node: Node) =>
      /^Class(Declaration|Expression)$/.test(node.type) &&
      !['Error', 'CloudAdapter'].includes(String((node.superClass as Node | null)?.value));

    expect(findings(sources, isOtherClass)).toEqual([]);
  });

  test('nothing is exported for tests alone', () => {
    const exported = sources.flatMap(({ path, nodes }) => nodes.flatMap(exportedValues).map((name) => ({ path, name })));
    const used = [
      ...sources,
      ...filesIn('scripts')
        .filter((path) => path.endsWith('.ts'))
        .map((path) => sourceOf(`../scripts/${path}`)),
    ];
    const uses = Map.groupBy(
      used.flatMap(({ nodes }) => nodes.filter(({ type }) => type === 'Identifier')),
      ({ value }) => String(value),
    );

    expect(exported.filter(({ name }) => (uses.get(name)?.length ?? 0) < 2 && !forTests.includes(name))).toEqual([]);
  });
});

describe('Files', () => {
  test('are named in kebab-case, after what they own', () => {
    expect(filesIn('src').filter((path) => !/^([a-z0-9]+(-[a-z0-9]+)*\/)*[a-z0-9]+(-[a-z0-9]+)*\.[a-z]+$/.test(path))).toEqual([]);
    expect(filesIn('src').filter((path) => /util|helper|manager|service/.test(path))).toEqual([]);
  });

  test('hold at most 300 lines, and index.ts 40', () => {
    const lines = ({ text }: Source) => text.trimEnd().split('\n').length;

    expect(sources.filter((source) => lines(source) > 300 && !catalogues.includes(source.path)).map(({ path }) => path)).toEqual([]);
    expect(sources.filter((source) => source.path === 'index.ts' && lines(source) > 40)).toEqual([]);
  });

  test('of cards are those that the code names', () => {
    const text = sources.find(({ path }) => path === 'teams/cards.ts')?.text ?? '';
    const [, union = ''] = /export type CardName =([^;]+);/.exec(text) ?? [];
    const names = [...union.matchAll(/'([a-z-]+)'/g)].map(([, name]) => `${name}.json`);

    expect(filesIn('adaptiveCards').sort()).toEqual(names.sort());
  });

  test('refer to nothing outside the project', () => {
    const away = ['..', 'shared'].join('/');
    const folders = ['src', 'test', 'scripts', 'docs', 'adaptiveCards', 'appPackage', 'env', 'infra'];
    const texts = [
      ...folders.flatMap((folder) => filesIn(folder).map((path) => join(folder, path))),
      ...readdirSync(root).filter((name) => /\.(md|js|json|ya?ml)$/.test(name)),
    ];

    expect(texts.filter((path) => readFileSync(join(root, path), 'utf8').includes(away))).toEqual([]);
  });
});

function sourceOf(path: string): Source {
  const text = readFileSync(join(root, 'src', path), 'utf8');
  const nodes = nodesIn(parseSync(text, { syntax: 'typescript', target: 'es2024' }));
  return { path, text, nodes, imports: nodes.flatMap((node) => importIn(node, path)) };
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(join(root, folder), join(entry.parentPath, entry.name)));
}

function nodesIn(value: unknown): Node[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(nodesIn);
  return 'type' in value && typeof value.type === 'string' ? [value as Node, ...inside] : inside;
}

function isImport(node: Node): boolean {
  return (
    node.type === 'ImportDeclaration' ||
    ((node.type === 'ExportNamedDeclaration' || node.type === 'ExportAllDeclaration') && Boolean(node.source))
  );
}

// Imports, re-exports, and what is loaded when it is wanted.
function importIn(node: Node, path: string): Import[] {
  if (node.type === 'CallExpression' && (node.callee as Node).type === 'Import') {
    const [{ expression }] = node.arguments as [{ expression: Node }];
    return [{ from: path, of: resolved(path, String(expression.value)), isType: false }];
  }
  if (!isImport(node)) return [];
  const specifiers = (node.specifiers ?? []) as Node[];
  const isType = node.typeOnly === true || (specifiers.length > 0 && specifiers.every((one) => one.isTypeOnly === true));
  return [{ from: path, of: resolved(path, String((node.source as Node).value)), isType }];
}

/** The imported file as a path in `src`; a package as it is named. */
function resolved(path: string, specifier: string): string {
  return specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : specifier;
}

function roomOf(path: string): string {
  return path.split('/')[0] ?? path;
}

function importsOf(room: string): Import[] {
  return sources.filter(({ path }) => roomOf(path) === room).flatMap(({ imports }) => imports);
}

function isAmong(allowed: (string | RegExp)[], imported: string): boolean {
  return allowed.some((one) =>
    one instanceof RegExp ? one.test(imported) && !paths.includes(imported) : imported === one || imported.startsWith(`${one}/`),
  );
}

function findings(among: Source[], is: (node: Node) => boolean): string[] {
  return among.filter(({ nodes }) => nodes.some(is)).map(({ path }) => path);
}

function isTimeOrChance(node: Node): boolean {
  if (node.type === 'NewExpression') return (node.callee as Node).value === 'Date' && (node.arguments as Node[]).length === 0;
  if (node.type === 'CallExpression' && (node.callee as Node).value === 'Date') return true;
  if (node.type === 'Identifier') return ['randomUUID', 'randomBytes', 'getRandomValues'].includes(String(node.value));
  return isMember(node, 'Date', 'now') || isMember(node, 'Math', 'random') || isMember(node, 'Temporal', 'Now');
}

function isMember(node: Node, object: string, property: string): boolean {
  return node.type === 'MemberExpression' && (node.object as Node).value === object && (node.property as Node).value === property;
}

function exportedValues(node: Node): string[] {
  if (node.type !== 'ExportDeclaration') return [];
  const declaration = node.declaration as Node;
  if (declaration.type === 'VariableDeclaration') return (declaration.declarations as Node[]).map(({ id }) => String((id as Node).value));
  return /^(Function|Class)Declaration$/.test(declaration.type) ? [String((declaration.identifier as Node).value)] : [];
}

/** Every way that leads back to where it began, once. */
function cyclesAmong(graph: Map<string, string[]>): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  function visit(path: string, way: string[]): void {
    if (way.includes(path)) return void cycles.push([...way.slice(way.indexOf(path)), path]);
    if (done.has(path)) return;
    for (const next of graph.get(path) ?? []) visit(next, [...way, path]);
    done.add(path);
  }
  for (const path of graph.keys()) visit(path, []);
  return cycles;
}
