import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { billOfMaterials } from '../../scripts/sbom.ts';

type Component = { name: string; version: string; hashes: { content: string }[] };

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const bill = JSON.parse(billOfMaterials());
const components: Component[] = bill.components;

describe('the bill of materials', () => {
  test('names every package that production installs, and no other', () => {
    const installed = Object.keys(packages).filter((path) => path !== '' && !packages[path].dev);
    const names = installed.map((path) => `${path.split('node_modules/').at(-1)}@${packages[path].version}`);

    expect(components.map(({ name, version }) => `${name}@${version}`).sort()).toEqual([...new Set(names)].sort());
  });

  test('says of what it is, in a form that scanners read', () => {
    expect(bill).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { name: 'neuvo', type: 'application' } } });
  });

  test('has the hash of each package', () => {
    expect(components.filter(({ hashes }) => !hashes?.[0]?.content)).toEqual([]);
  });
});
