/**
 * Copies the SQLite file of a bot that may be running: `npm run backup-store -- --from data/neuvo.sqlite --to backups/monday.sqlite`. The copy is
 * one file, holds what was stored at one moment, has been looked through, and can be read by its owner alone. Nothing is overwritten.
 */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';

const waitMs = 5_000;

/** Copies a file, and answers how many documents the copy holds. Throws what is wrong in a sentence; then there is no copy. */
export function backupStore(from: string, to: string): number {
  if (!existsSync(from)) throw new Error(`There is no file ${from}.`);
  if (existsSync(to)) throw new Error(`${to} is there already, and stays as it is.`);
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  const partial = `${to}.partial`;
  rmSync(partial, { force: true });
  const file = openSync(partial, 'wx', 0o600);
  try {
    copyInto(partial, from);
    const documents = lookThrough(partial);
    fsyncSync(file);
    renameSync(partial, to);
    return documents;
  } finally {
    closeSync(file);
    rmSync(partial, { force: true });
  }
}

// One reading transaction, whatever is written meanwhile (https://sqlite.org/lang_vacuum.html): no writer waits for it, and it begins anew for none.
function copyInto(partial: string, from: string): void {
  const database = new DatabaseSync(from, { timeout: waitMs });
  try {
    database.prepare('VACUUM INTO ?').run(partial);
  } finally {
    database.close();
  }
}

function lookThrough(copy: string): number {
  const database = new DatabaseSync(copy, { readOnly: true });
  try {
    const [verdict] = database.prepare('PRAGMA integrity_check').all();
    if (verdict?.integrity_check !== 'ok') throw new Error(`The copy is damaged: ${verdict?.integrity_check}.`);
    return Number(database.prepare('SELECT count(*) AS documents FROM documents').get()?.documents);
  } finally {
    database.close();
  }
}

function main(): void {
  const { from, to } = parseArgs({ options: { from: { type: 'string', default: 'data/neuvo.sqlite' }, to: { type: 'string' } } }).values;
  if (!to) throw new Error('Say --to: the file that the copy goes to.');
  process.stdout.write(`${to} holds ${backupStore(from, to)} documents.\n`);
}

if (import.meta.main) {
  try {
    main();
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
