/**
 * Writes what production consists of as a CycloneDX bill of materials: `npm run sbom`, or `npm run sbom -- --out <file>`.
 * The lock file tells it all, so nothing needs to be installed.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

type Lock = { packages: Record<string, { dev?: boolean; devDependencies?: unknown }> };

/**
 * The bill of materials of what `npm ci --omit=dev` installs, as JSON. `npm sbom --omit=dev` leaves out whatever a development tool
 * needs, too (npm 11.19: lodash, debug and 31 more), so npm is shown a project without such tools.
 */
export function billOfMaterials(): string {
  const parent = mkdtempSync(join(tmpdir(), 'sbom-'));
  try {
    const project = JSON.parse(readFileSync('package.json', 'utf8'));
    const folder = join(parent, project.name); // npm calls the whole by its folder
    mkdirSync(folder);
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...project, devDependencies: {} }));
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(withoutTools(JSON.parse(readFileSync('package-lock.json', 'utf8')))));
    const sbom = ['sbom', '--package-lock-only', '--sbom-format=cyclonedx', '--sbom-type=application'];
    return execFileSync('npm', sbom, { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, shell: process.platform === 'win32' });
  } finally {
    rmSync(parent, { recursive: true });
  }
}

function withoutTools(lock: Lock): Lock {
  const kept = Object.entries(lock.packages).filter(([, { dev }]) => !dev);
  return { ...lock, packages: { ...Object.fromEntries(kept), '': { ...lock.packages[''], devDependencies: {} } } };
}

if (import.meta.main) {
  const { out } = parseArgs({ options: { out: { type: 'string', default: 'sbom.cdx.json' } } }).values;
  writeFileSync(out, billOfMaterials());
}
