import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { inflateSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { AppManifestUtils } from '@microsoft/app-manifest';
import { Ajv } from 'ajv';
import { unzipSync } from 'fflate';
import { drawColourIcon, drawOutlineIcon } from '../scripts/icons.ts';
import { fillIn, placeholdersOf, zipAppPackage } from '../scripts/package.ts';
import { pageAddresses } from '../src/pages/pages.ts';

type Strings = Record<string, string>;
type Command = { title: string; description: string };

const values = {
  TEAMS_APP_ID: '6d1f1c5e-3a44-4d0b-9f57-0b6f5d8f2a11',
  BOT_ID: '0c9c2f7a-88b1-4a53-b7c5-2f1e6f0d9b22',
  BOT_DOMAIN: 'neuvo.example.org',
};
const schemas = '../node_modules/@microsoft/app-manifest/build/json-schemas/teams/v1.30/';
const manifestSchema = json(`${schemas}MicrosoftTeams.schema.json`);
const languageSchema = json(`${schemas}MicrosoftTeams.Localization.schema.json`);
const template = text('../appPackage/manifest.json');
const manifest = JSON.parse(fillIn(template, values));
const translations = { sv: json('../appPackage/sv.json'), en: json('../appPackage/en.json') };
const manifests = { fi: manifest, sv: translated(translations.sv), en: translated(translations.en) };
const languages = ['fi', 'sv', 'en'] as const;

describe('the manifest', () => {
  test.each(languages)('is valid against the schema of its version in %s', async (language) => {
    expect(await AppManifestUtils.validateAgainstSchema(manifests[language], manifestSchema)).toEqual([]);
  });

  test('carries the version of the project', () => {
    expect(manifest.version).toBe(json('../package.json').version);
  });

  test('offers a conversational bot in personal chats and channels, shared and private ones too, and gives files', () => {
    expect(manifest.bots).toHaveLength(1);
    expect(manifest.bots[0]).toMatchObject({
      botId: values.BOT_ID,
      scopes: ['personal', 'team'],
      supportsFiles: true,
      isNotificationOnly: false,
    });
    expect(manifest.supportsChannelFeatures).toBe('tier1');
  });

  test('offers the form from the compose box and from a message', () => {
    const [command] = manifest.composeExtensions[0].commands;

    expect(manifest.composeExtensions[0].commands).toHaveLength(1);
    expect(command).toMatchObject({ id: 'ask', type: 'action', fetchTask: true, context: ['compose', 'message'] });
  });

  test('asks for no resource-specific consent and trusts no host but its own', () => {
    expect(manifest.authorization).toBeUndefined();
    expect(manifest.validDomains).toEqual([values.BOT_DOMAIN]);
    for (const page of ['websiteUrl', 'privacyUrl', 'termsOfUseUrl']) {
      expect(new URL(manifest.developer[page]).host).toBe(values.BOT_DOMAIN);
    }
  });

  test('leads to the pages that the bot serves', () => {
    const { websiteUrl, privacyUrl, termsOfUseUrl } = manifest.developer;

    expect([websiteUrl, privacyUrl, termsOfUseUrl].map((url) => new URL(url).pathname)).toEqual(pageAddresses);
    expect(websiteUrl).toMatch(/^https:/);
  });

  test.each(languages)('keeps within the lengths that Teams shows in %s', (language) => {
    const { name, description, composeExtensions } = manifests[language];

    expect(name.short.length).toBeLessThanOrEqual(30);
    expect(name.full.length).toBeLessThanOrEqual(100);
    expect(description.short.length).toBeLessThanOrEqual(80);
    expect(description.full.length).toBeLessThanOrEqual(4000);
    expect(composeExtensions[0].commands[0].title.length).toBeLessThanOrEqual(32);
    expect(composeExtensions[0].commands[0].description.length).toBeLessThanOrEqual(128);
  });
});

describe('the commands', () => {
  test.each([
    ['fi', 'uusi omat kieli ohje verkostot koordinaattorit jono kooste tilasto', 'rekisteröi ohje verkostot', 'Kysy OT-verkostolta'],
    ['sv', 'ny mina språk hjälp nätverk koordinatorer kö sammandrag statistik', 'registrera hjälp nätverk', 'Fråga OT-nätverket'],
    ['en', 'new mine language help networks coordinators queue digest statistics', 'register help networks', 'Ask the OT network'],
  ] as const)('bear in %s the names that the bot understands', (language, personal, team, ask) => {
    const [personalList, teamList] = manifests[language].bots[0].commandLists;

    expect(personalList.scopes).toEqual(['personal']);
    expect(titlesOf(personalList)).toBe(personal);
    expect(teamList.scopes).toEqual(['team']);
    expect(titlesOf(teamList)).toBe(team);
    expect(manifests[language].composeExtensions[0].commands[0].title).toBe(ask);
  });

  test.each(languages)('fit their menu in %s: at most twelve, short, without a slash, each with one sentence', (language) => {
    for (const { commands } of manifests[language].bots[0].commandLists as { commands: Command[] }[]) {
      expect(commands.length).toBeLessThanOrEqual(12);
      for (const { title, description } of commands) {
        expect(title).toMatch(/^[^/]{1,32}$/);
        expect(description).toMatch(/^\p{Lu}[^.]{10,127}\.$/u);
      }
    }
  });
});

describe('the translations', () => {
  test.each(Object.entries(translations))('%s is valid against the localisation schema of the same version', (_, strings) => {
    expect(strings.$schema).toContain(`/v${manifest.manifestVersion}/`);
    expect(languageProblems(strings)).toEqual([]);
  });

  test.each(Object.entries(translations))('%s translates every text of the manifest and nothing else', (_, strings) => {
    expect(pathsOf(strings)).toEqual(translatablePaths());
  });

  test('are the ones that the manifest names', () => {
    const { defaultLanguageTag, additionalLanguages } = manifest.localizationInfo;

    expect(defaultLanguageTag).toBe('fi');
    expect(additionalLanguages).toEqual(Object.keys(translations).map((tag) => ({ languageTag: tag, file: `${tag}.json` })));
  });
});

describe('the icons', () => {
  test.each([
    ['color.png', 192, drawColourIcon],
    ['outline.png', 32, drawOutlineIcon],
  ] as const)('%s is %i pixels square and as its script draws it', (name, size, draw) => {
    const icon = decode(readFileSync(new URL(`../appPackage/${name}`, import.meta.url)));

    expect([icon.width, icon.height]).toEqual([size, size]);
    expect(icon.pixels.equals(decode(draw()).pixels)).toBe(true);
  });

  test('the colour icon fills its square', () => {
    expect(opacities(decode(drawColourIcon()).pixels)).toEqual(new Set([255]));
  });

  test('the outline icon is white on transparent', () => {
    const { pixels } = decode(drawOutlineIcon());

    expect(pixels.every((value, index) => index % 4 === 3 || value === 255)).toBe(true);
    expect(pixels[3]).toBe(0);
    expect(opacities(pixels)).toContain(255);
  });
});

describe('the environment', () => {
  const names = Object.keys(parseEnv(text('../env/.env.dev')));

  test.each(['appPackage/manifest.json', 'infra/azure.parameters.json', 'm365agents.yml', 'm365agents.local.yml'])(
    'defines every placeholder of %s',
    (file) => {
      const placeholders = placeholdersOf(text(`../${file}`));

      expect(placeholders.length).toBeGreaterThan(0);
      expect(names).toEqual(expect.arrayContaining(placeholders));
    },
  );

  test('has a place for every output of the infrastructure', () => {
    const outputs = Array.from(text('../infra/azure.bicep').matchAll(/^output (\w+)/gm), ([, name]) => name);

    expect(outputs.length).toBeGreaterThan(0);
    expect(names).toEqual(expect.arrayContaining(outputs));
  });

  test('keeps secrets out of what is committed', () => {
    const secrets = Object.entries(parseEnv(text('../env/.env.dev.user.example')));

    expect(names.filter((name) => name.startsWith('SECRET_'))).toEqual([]);
    expect(secrets).toEqual([['SECRET_BOT_PASSWORD', '']]);
  });
});

describe('the app package', () => {
  test('holds the filled-in manifest, the languages and the icons at its root', () => {
    const files = unzipSync(zipAppPackage(values));

    expect(Object.keys(files).sort()).toEqual(['color.png', 'en.json', 'manifest.json', 'outline.png', 'sv.json']);
    expect(JSON.parse(Buffer.from(files['manifest.json'] ?? []).toString())).toEqual(manifest);
  });

  test('does not tell when it was made', () => {
    const modified = Buffer.from(zipAppPackage(values)).readUInt32LE(10); // time and date of the first entry, as in MS-DOS

    expect(modified).toBe(0x0021_0000); // 1 January 1980, midnight
  });

  test('is not made while values are missing, which are named', () => {
    expect(() => zipAppPackage({ ...values, BOT_ID: '', BOT_DOMAIN: undefined })).toThrow('a value for BOT_DOMAIN, BOT_ID.');
  });
});

function text(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8');
}

function json(path: string) {
  return JSON.parse(text(path));
}

/** The schema's draft 04 says nothing here that draft 07 does not; one of its patterns is no Unicode-mode regular expression. */
function languageProblems(strings: Strings) {
  const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false, validateFormats: false });
  ajv.validate({ ...languageSchema, $schema: undefined }, strings);
  return ajv.errors ?? [];
}

/** The manifest as Teams shows it in a language: each translation put where its path points. */
function translated(strings: Strings) {
  const copy = structuredClone(manifest);
  for (const path of pathsOf(strings)) {
    const steps = path.split(/[.[\]]+/);
    const last = steps.pop() as string;
    steps.reduce((node, step) => node[step], copy)[last] = strings[path];
  }
  return copy;
}

function pathsOf(strings: Strings): string[] {
  return Object.keys(strings)
    .filter((key) => key !== '$schema')
    .sort();
}

/** Every text of the manifest that the localisation schema lets a language file translate. */
function translatablePaths(): string[] {
  const exact = Object.keys(languageSchema.properties);
  const patterns = Object.keys(languageSchema.patternProperties).map((pattern) => new RegExp(pattern));
  return leaves(manifest)
    .filter((path) => path !== '$schema' && (exact.includes(path) || patterns.some((pattern) => pattern.test(path))))
    .sort();
}

function leaves(node: unknown, path = ''): string[] {
  if (Array.isArray(node)) return node.flatMap((item, index) => leaves(item, `${path}[${index}]`));
  if (typeof node !== 'object' || node === null) return [path];
  return Object.entries(node).flatMap(([key, value]) => leaves(value, path ? `${path}.${key}` : key));
}

function titlesOf({ commands }: { commands: Command[] }): string {
  return commands.map(({ title }) => title).join(' ');
}

/** Reads a PNG of one IDAT chunk straight after its header, 8-bit RGBA, rows without a filter: what the script writes. */
function decode(file: Buffer): { width: number; height: number; pixels: Buffer } {
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  const rows = inflateSync(file.subarray(41, 41 + file.readUInt32BE(33)));
  const pixels = Array.from({ length: height }, (_, row) => rows.subarray(row * (width * 4 + 1) + 1, (row + 1) * (width * 4 + 1)));
  return { width, height, pixels: Buffer.concat(pixels) };
}

function opacities(pixels: Buffer): Set<number> {
  return new Set(pixels.filter((_, index) => index % 4 === 3));
}

describe('npm run package', () => {
  test.each([
    ['', /needs a value for each of these in env\/\.env\.dev:\n {2}TEAMS_APP_ID= .+\n {2}BOT_DOMAIN= .+\n {2}BOT_ID= .+\n$/],
    ['nowhere', /^There is no file env\/\.env\.nowhere\. Copy env\/\.env\.dev to it/],
    ['../env', /^There is no file env\/\.env\.\.\.\/env\./],
  ])('of the environment "%s" on a fresh clone says what is missing and where it belongs, in sentences alone', (environment, sentence) => {
    const script = join(import.meta.dirname, '../scripts/package.ts');
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...(environment ? [environment] : [])], { encoding: 'utf8' });

    expect([status, stdout, stderr]).toEqual([1, '', expect.stringMatching(sentence)]);
  });
});
