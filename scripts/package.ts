/**
 * Zips the Teams app for one environment, ready to be uploaded to Teams: `npx --no-install node scripts/package.ts dev`
 * writes appPackage/build/appPackage.dev.zip with the values of env/.env.dev. The Agents Toolkit makes the same file when it provisions.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { zipSync } from 'fflate';

/** What stands for a placeholder in the manifest: variable name → value. */
type PackageValues = Record<string, string | undefined>;

const folder = new URL('../appPackage/', import.meta.url);
const meanings: Record<string, string> = {
  TEAMS_APP_ID: 'a GUID that stays the same for this app (provisioning makes one; so does any GUID generator)',
  BOT_ID: "the bot registration's application id, a GUID",
  BOT_DOMAIN: 'the host name under which Teams reaches the bot, without https://',
};
const placeholder = /\$\{\{(\w+)\}\}/g;

/**
 * The app package as Teams takes it: manifest with its placeholders filled in, language files and icons at the root of a zip.
 * The same values always give the same bytes. Throws if a placeholder has no value, naming every such variable.
 */
export function zipAppPackage(values: PackageValues): Uint8Array {
  const manifest = fillIn(readFileSync(new URL('manifest.json', folder), 'utf8'), values);
  const { icons, localizationInfo } = JSON.parse(manifest);
  const languageFiles = localizationInfo.additionalLanguages.map((language: { file: string }) => language.file);
  const files = [icons.color, icons.outline, ...languageFiles].map((name: string) => [name, readFileSync(new URL(name, folder))]);
  // A fixed date, for a zip otherwise carries the time of its making.
  return zipSync({ 'manifest.json': Buffer.from(manifest), ...Object.fromEntries(files) }, { level: 9, mtime: '1980-01-01T00:00:00' });
}

/** Puts values in the place of `${{NAME}}`. Throws if any is missing or empty, naming them all. */
export function fillIn(template: string, values: PackageValues): string {
  const missing = placeholdersOf(template).filter((name) => !values[name]);
  if (missing.length > 0) throw new Error(`The app package needs a value for ${missing.join(', ')}.`);
  return template.replaceAll(placeholder, (_, name: string) => values[name] ?? '');
}

/** The names of the placeholders in a template, each once. */
export function placeholdersOf(template: string): string[] {
  return [...new Set(Array.from(template.matchAll(placeholder), ([, name]) => name as string))];
}

/** Writes the package of an environment, and answers where. Throws in a sentence what is missing, and where it belongs. */
function makePackage(environment: string): string {
  const settings = `env/.env.${environment}`;
  const file = new URL(`../${settings}`, import.meta.url);
  if (!/^\w[\w-]*$/.test(environment) || !existsSync(file))
    throw new Error(`There is no file ${settings}. Copy env/.env.dev to it, fill it in, and run npm run package -- ${environment} again.`);
  const values = parseEnv(readFileSync(file, 'utf8'));
  const missing = placeholdersOf(readFileSync(new URL('manifest.json', folder), 'utf8')).filter((name) => !values[name]);
  if (missing.length > 0)
    throw new Error(
      [
        `The app package needs a value for each of these in ${settings}:`,
        ...missing.map((name) => `  ${name}= ${meanings[name] ?? ''}`),
      ].join('\n'),
    );
  mkdirSync(new URL('build/', folder), { recursive: true });
  const name = `build/appPackage.${environment}.zip`;
  writeFileSync(new URL(name, folder), zipAppPackage(values));
  return `appPackage/${name}`;
}

if (import.meta.main) {
  try {
    process.stdout.write(`${makePackage(process.argv[2] ?? 'dev')} is ready to be uploaded.\n`);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
