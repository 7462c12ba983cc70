import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createSqliteStore } from '../../src/store/sqlite.ts';
import { north } from '../support/consultations.ts';

let folder: string;
let before: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'neuvo-private-'));
  // As open as a system can be set.
  before = process.umask(0);
});
afterEach(() => {
  process.umask(before);
  rmSync(folder, { recursive: true });
});

const rights = (path: string) => (statSync(path).mode & 0o777).toString(8);
const rightsIn = (made: string) => Object.fromEntries(readdirSync(made).map((name) => [name, rights(join(made, name))]));

describe('What the store lays on the disk', () => {
  test('can be read by its owner alone, with the folders that were made for it', async () => {
    const made = join(folder, 'some', 'where');

    const store = createSqliteStore(join(made, 'neuvo.sqlite'));
    await store.create(north);

    expect(rightsIn(made)).toEqual({ 'neuvo.sqlite': '600', 'neuvo.sqlite-shm': '600', 'neuvo.sqlite-wal': '600' });
    expect([rights(join(folder, 'some')), rights(made)]).toEqual(['700', '700']);
    await store.close();
  });

  test('is closed to others when it was open to them, and a folder that was there stays as it is', async () => {
    chmodSync(folder, 0o755);
    const path = join(folder, 'neuvo.sqlite');
    const first = createSqliteStore(path);
    await first.create(north);
    for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o664);

    const second = createSqliteStore(path);

    expect(rightsIn(folder)).toEqual({ 'neuvo.sqlite': '600', 'neuvo.sqlite-shm': '600', 'neuvo.sqlite-wal': '600' });
    expect(rights(folder)).toBe('755');
    await Promise.all([first.close(), second.close()]);
  });
});
