import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { Language, type Node, Parser } from 'web-tree-sitter';
import { fillIn } from '../scripts/package.ts';
import { readConfig, settingNames } from '../src/config.ts';

// No Bicep compiler can be had from npm. What one would say of syntax, parameters and outputs is asked of a syntax tree.
const files = globSync('infra/**/*.bicep');
const main = 'infra/azure.bicep';
const parser = await parserOfBicep();
const trees = new Map(files.map((file) => [file, treeOf(readFileSync(file, 'utf8'))]));

describe('the templates', () => {
  test.each(files)('%s is written as Bicep', (file) => {
    expect(slipsOf(tree(file))).toEqual([]);
  });

  test('are looked at so that a slip of the pen shows', () => {
    const slips = ["param name string = 'a", 'resource r = {\n}\n', "var list = [\n  'a'\n}\n", "output a string 'b'\n"];

    for (const slip of slips) expect(slipsOf(treeOf(slip))).not.toEqual([]);
  });

  test('use each resource in one version', () => {
    const versions = new Map<string, Set<string>>();
    for (const [kind = '', version = ''] of files.flatMap((file) => typesIn(tree(file)).map((type) => type.split('@'))))
      versions.set(kind, (versions.get(kind) ?? new Set()).add(version));

    for (const [kind, found] of versions) expect([kind, found.size]).toEqual([kind, 1]);
  });

  test.each(files)('%s gives its modules what they ask for, and takes from them what they give', (file) => {
    for (const { name, path, params } of modulesIn(file)) {
      const { required, known, outputs } = interfaceOf(path);
      const taken = tree(file).text.matchAll(new RegExp(`\\b${name}\\.outputs\\.(\\w+)`, 'g'));

      expect(known).toEqual(expect.arrayContaining(params));
      expect(params).toEqual(expect.arrayContaining(required));
      expect(outputs).toEqual(expect.arrayContaining(Array.from(taken, ([, output]) => output)));
    }
  });
});

describe('the parameters', () => {
  const { parameters } = JSON.parse(readFileSync('infra/azure.parameters.json', 'utf8'));

  test('are those that the template asks for', () => {
    const { required, known } = interfaceOf(main);

    expect(known).toEqual(expect.arrayContaining(Object.keys(parameters)));
    expect(Object.keys(parameters)).toEqual(expect.arrayContaining(required));
  });

  test("carry an area's own times to the bot", () => {
    const filled = parametersWith(parseEnv('TIMING={\\"pohjois\\": {\\"normalDays\\": 10}}'));

    expect(configWith(filled).timings).toEqual({ pohjois: expect.objectContaining({ normalDays: 10 }) });
  });

  test('say nothing of times and levels as they come', () => {
    const { timings, logLevel } = configWith(parametersWith(parseEnv(readFileSync('env/.env.dev', 'utf8'))));

    expect([timings, logLevel]).toEqual([{}, 'info']);
  });
});

describe('the web app', () => {
  test('is set up with settings that the bot and the platform know', () => {
    const ofPlatform = /^(NODE_ENV|AZURE_\w+|WEBSITES?_\w+|SCM_\w+)$/;
    const names = Object.keys(appSettings()).filter((name) => !ofPlatform.test(name));

    expect([...settingNames, 'BOT_DOMAIN']).toEqual(expect.arrayContaining(names));
  });

  test('starts in production with them', () => {
    expect(configWith(parametersWith(parseEnv('TIMING={}')))).toMatchObject({ mode: 'production', store: { type: 'cosmos' } });
  });

  test('is watched where the bot says how it is', () => {
    const { healthCheckPath } = propertiesOf('siteConfig');

    expect(readFileSync('src/teams/server.ts', 'utf8')).toContain(`'${literal(healthCheckPath)}'`);
  });

  test('takes nothing but HTTPS of our day, and no FTP', () => {
    const { minTlsVersion, scmMinTlsVersion, ftpsState } = propertiesOf('siteConfig');

    expect([minTlsVersion, scmMinTlsVersion, ftpsState].map(literal)).toEqual(['1.2', '1.2', 'Disabled']);
    expect(tree(main).text).toMatch(/^ {4}httpsOnly: true$/m);
  });

  test('has the time that a stop takes', () => {
    const [, stopWithinMs = ''] = /stopWithinMs = ([\d_]+)/.exec(readFileSync('src/app.ts', 'utf8')) ?? [];

    expect(Number(literal(appSettings().WEBSITES_CONTAINER_STOP_TIME_LIMIT)) * 1000).toBeGreaterThanOrEqual(
      Number(stopWithinMs.replaceAll('_', '')) + 4_000,
    );
  });
});

describe('the alerts', () => {
  const sources = globSync('src/**/*.ts', { exclude: ['src/local-teams/**'] }).map((file) => readFileSync(file, 'utf8'));
  const lines = Array.from(readFileSync('infra/monitoring.bicep', 'utf8').matchAll(/^ {4}lines: \[(.*)\]$/gm), ([, list = '']) =>
    Array.from(list.matchAll(/'([^']+)'/g), ([, line]) => line as string),
  ).flat();

  test('listen to something', () => {
    expect(lines.length).toBeGreaterThan(5);
  });

  test.each(lines)('“%s” is what the bot writes', (line) => {
    expect(sources.some((source) => source.includes(line))).toBe(true);
  });
});

async function parserOfBicep(): Promise<Parser> {
  await Parser.init();
  return new Parser().setLanguage(await Language.load(readFileSync('node_modules/tree-sitter-bicep/tree-sitter-bicep.wasm')));
}

function treeOf(source: string): Node {
  const parsed = parser.parse(source);
  if (!parsed) throw new Error('not parsed');
  return parsed.rootNode;
}

function tree(file: string): Node {
  return trees.get(file) as Node;
}

/** The places that are no Bicep, as the compiler would name them. */
function slipsOf(node: Node): string[] {
  if (node.isError || node.isMissing) return [`line ${node.startPosition.row + 1}: ${node.text.slice(0, 60)}`];
  return node.hasError ? node.children.flatMap((child) => slipsOf(child as Node)) : [];
}

function all(node: Node, type: string): Node[] {
  return node.descendantsOfType(type) as Node[];
}

function typesIn(node: Node): string[] {
  return all(node, 'resource_declaration')
    .map((resource) => literal(resource.namedChild(1)))
    .filter((type) => type.includes('@'));
}

function modulesIn(file: string): { name: string; path: string; params: string[] }[] {
  return all(tree(file), 'module_declaration').map((module) => ({
    name: module.namedChild(0)?.text ?? '',
    path: join(dirname(file), literal(module.namedChild(1))),
    params: Object.keys(pairsOf(pairsOf(all(module, 'object')[0]).params)),
  }));
}

/** What a template asks for, knows and gives. */
function interfaceOf(file: string): { required: string[]; known: string[]; outputs: string[] } {
  const parameters = all(tree(file), 'parameter_declaration');
  const named = (nodes: Node[]) => nodes.map((node) => node.namedChild(0)?.text ?? '');
  return {
    required: named(parameters.filter((parameter) => parameter.namedChildCount === 2)),
    known: named(parameters),
    outputs: named(all(tree(file), 'output_declaration')),
  };
}

function pairsOf(object: Node | undefined): Record<string, Node> {
  const pairs = object?.namedChildren.filter((child) => child?.type === 'object_property') ?? [];
  return Object.fromEntries(pairs.map((pair) => [pair?.namedChild(0)?.text, pair?.namedChild(1)]));
}

function propertiesOf(name: string): Record<string, Node> {
  return pairsOf(
    all(tree(main), 'object_property')
      .find((pair) => pair.namedChild(0)?.text === name)
      ?.namedChild(1) ?? undefined,
  );
}

function appSettings(): Record<string, Node> {
  return pairsOf(all(tree(main), 'object').find((object) => 'NODE_ENV' in pairsOf(object)));
}

function literal(node: Node | null | undefined): string {
  return node?.text.slice(1, -1) ?? '';
}

/** The parameters as the Agents Toolkit fills them in: text for text, before the JSON is read. */
function parametersWith(values: NodeJS.Dict<string>): Record<string, string> {
  const controller = {
    CONTROLLER_NAME: 'Esimerkkilä',
    CONTROLLER_CONTACT: 'neuvo@example.org',
    DATA_PROTECTION_OFFICER: 'https://example.org/officer',
  };
  const usual = {
    RESOURCE_SUFFIX: '1',
    APP_NAME_SUFFIX: '-dev',
    AZURE_LOCATION: 'swedencentral',
    ALERT_EMAIL: 'operators@example.org',
    ...controller,
  };
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value));
  const coordinators = 'kansallinen:00000000-0000-4000-8000-000000000001';
  const template = readFileSync('infra/azure.parameters.json', 'utf8');
  const { parameters } = JSON.parse(fillIn(template, { ...usual, LOG_LEVEL: 'info', COORDINATORS: coordinators, ...given }));
  return Object.fromEntries(Object.keys(parameters).map((name) => [name, parameters[name].value]));
}

/** What the bot reads from the web app's settings, where Azure has put ids and addresses of its own. */
function configWith(parameters: Record<string, string>) {
  const fromAzure: Record<string, string> = { COSMOS_ENDPOINT: 'https://neuvo.documents.azure.com:443/' };
  const value = (name: string, node: Node) => {
    if (node.type === 'string') return literal(node);
    return parameters[node.text] ?? fromAzure[name] ?? '00000000-0000-4000-8000-000000000002';
  };
  return readConfig(Object.fromEntries(Object.entries(appSettings()).map(([name, node]) => [name, value(name, node)])));
}
