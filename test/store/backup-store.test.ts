import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { backupStore } from '../../scripts/backup-store.ts';
import { createSqliteStore } from '../../src/store/sqlite.ts';
import type { Store } from '../../src/store/store.ts';
import { uuid } from '../support/clock.ts';
import { consultation } from './contract.ts';

let folder: string;
let path: string;
let copy: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'neuvo-backup-'));
  path = join(folder, 'neuvo.sqlite');
  copy = join(folder, 'backups', 'copy.sqlite');
  store = createSqliteStore(path);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

describe('A copy of the file of a running bot', () => {
  test('holds every write that was acknowledged before it began, is whole, is its owner’s alone, and a bot can run on it', async () => {
    let acknowledged = 0;
    let isDone = false;
    const writing = (async () => {
      for (; !isDone; await turn()) {
        await store.create(consultation(acknowledged));
        acknowledged++;
      }
    })();
    while (acknowledged < 100) await turn();
    const before = acknowledged;
    const script = join(import.meta.dirname, '../../scripts/backup-store.ts');

    const args = ['--disable-warning=ExperimentalWarning', script, '--from', path, '--to', copy];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    isDone = true;
    await writing;

    expect(acknowledged).toBeGreaterThan(before);
    expect(stdout).toMatch(/copy\.sqlite holds \d+ documents\.\n$/);
    expect([readdirSync(join(folder, 'backups')), (statSync(copy).mode & 0o777).toString(8)]).toEqual([['copy.sqlite'], '600']);
    const restored = createSqliteStore(copy);
    const found = await Promise.all(Array.from({ length: before }, (_, number) => restored.get(uuid(number))));
    expect(found).toEqual(Array.from({ length: before }, (_, number) => ({ document: consultation(number), version: '1' })));
    await expect(restored.create(consultation(0xffff))).resolves.toBeDefined();
    await restored.close();
  }, 30_000);

  test('overwrites nothing', async () => {
    const there = join(folder, 'there');
    writeFileSync(there, 'dear');

    expect(() => backupStore(path, there)).toThrow(`${there} is there already, and stays as it is.`);
    expect(() => backupStore(join(folder, 'nowhere'), copy)).toThrow(`There is no file ${join(folder, 'nowhere')}.`);
  });

  test('of a damaged file is no copy', async () => {
    for (let number = 0; number < 50; number++) await store.create(consultation(number));
    await store.close();
    const { size } = statSync(path);
    const file = await open(path, 'r+');
    await file.write(Buffer.alloc(size - 4096, 0xff), 0, size - 4096, 4096);
    await file.close();
    store = createSqliteStore(':memory:');

    expect(() => backupStore(path, copy)).toThrow();

    expect(existsSync(copy)).toBe(false);
    expect(readdirSync(join(folder, 'backups'))).toEqual([]);
  });
});
