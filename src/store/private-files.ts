import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const others = 0o077;

/**
 * Sees to it that an SQLite file, and what SQLite lays beside it, can be read by its owner alone: a new one, with its folder, from the start;
 * one that is there from now on. `warn` hears of what belongs to somebody else and is open to others.
 */
export function makePrivate(path: string, warn: (sentence: string) => void): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // SQLite gives its journals the rights of the file that they belong to (https://sqlite.org/src/file/src/os_unix.c, findCreateFileMode).
  closeSync(openSync(path, 'a', 0o600));
  for (const file of [path, `${path}-wal`, `${path}-shm`]) tighten(file, warn);
}

function tighten(file: string, warn: (sentence: string) => void): void {
  const stats = statSync(file, { throwIfNoEntry: false });
  // Windows knows no such rights: there the folder's own hold.
  if (!stats || process.platform === 'win32' || (stats.mode & others) === 0) return;
  try {
    chmodSync(file, stats.mode & ~others & 0o777);
  } catch {
    warn(`${file} can be read by others than its owner, and belongs to somebody else: its owner should do chmod 600.`);
  }
}
