import { execFile } from 'node:child_process';
import { access, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
const run = promisify(execFile);
// In containers everybody is root, for whom the browser has no sandbox; it sees nothing but our own pages.
const args = ['--no-sandbox', '--disable-gpu'];

/**
 * Starts a headless browser for one test file; close it when the file is done.
 *
 * `CHROMIUM_PATH` wins; on Linux x64 the browser inside `@sparticuz/chromium` is used; elsewhere the machine's own Chrome.
 *
 * @returns the running browser
 * @throws if none of the three can be started
 */
export async function launchBrowser(): Promise<Browser> {
  const own = process.env.CHROMIUM_PATH;
  if (own) return chromium.launch({ executablePath: own, args });
  if (process.platform !== 'linux' || process.arch !== 'x64') return chromium.launch({ channel: 'chrome' });
  const folder = await unpackedBrowser();
  return chromium.launch({ executablePath: join(folder, 'chromium'), args, env: environment(folder) });
}

/** The folder into which the package's browser has been unpacked: once per version, whoever comes first. */
async function unpackedBrowser(): Promise<string> {
  const { version } = require(join(packageFolder(), 'package.json'));
  const folder = join(tmpdir(), `neuvo-chromium-${version}`);
  if (await exists(folder)) return folder;
  const fresh = await mkdtemp(`${folder}-`);
  await unpack(fresh);
  await writeFile(join(fresh, 'fonts.conf'), fontConfiguration(folder));
  // A rename is atomic: a second test file never sees a half-written browser, and the loser of a race uses the winner's.
  await rename(fresh, folder).catch(() => rm(fresh, { recursive: true }));
  return folder;
}

/** The package unpacks into the temporary folder of its process, so it gets a process of its own. */
async function unpack(folder: string): Promise<void> {
  const script = "import('@sparticuz/chromium').then((chromium) => chromium.default.executablePath())";
  const env = { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' };
  await run(process.execPath, ['--eval', script], { env, cwd: packageFolder() });
}

function packageFolder(): string {
  const [folder] = require.resolve('@sparticuz/chromium').split(/(?<=chromium)[/\\]build/);
  return folder ?? '';
}

function environment(folder: string): NodeJS.ProcessEnv {
  return { ...process.env, LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf') };
}

/**
 * The bundled Open Sans lacks ● ○ ✓, so the machine's own fonts stand behind it; DejaVu's mathematical font is left out, because it draws ○ filled.
 */
function fontConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts')}</dir><dir>/usr/share/fonts</dir><dir>${join(homedir(), '.fonts')}</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
  <selectfont><rejectfont><pattern><patelt name="family"><string>DejaVu Math TeX Gyre</string></patelt></pattern></rejectfont></selectfont>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family><family>DejaVu Sans</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
</fontconfig>
`;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** What finds a sentence on a page, in which the marks that keep a name's direction to itself may stand anywhere. */
export function asRead(sentence: string): RegExp {
  const characters = [...sentence].map((character) => character.replace(/[.*+?^${}()|[\]\\]/, '\\$&'));
  return new RegExp(characters.join('[\u2068\u2069]*'));
}
