import { StoreError } from './store.ts';

// SQLite's result codes (https://sqlite.org/rescode.html); the extended ones, such as SQLITE_BUSY_SNAPSHOT, have the code that they extend in their last byte.
const busy = [5, 6];
const sentences: Record<number, [NonNullable<StoreError['code']>, string]> = {
  5: ['store-busy', 'is held by another process that writes or has locked it: see who has it open.'],
  6: ['store-busy', 'is held by another process that writes or has locked it: see who has it open.'],
  8: ['store-readonly', 'can be read, but not written: see the rights to the file and its folder, and how the disk is mounted.'],
  10: ['store-io', "can't be read or written: see whether the disk is there and sound."],
  11: ['store-damaged', 'is damaged: docs/operating.md says how to put a copy in its place.'],
  13: ['store-full', 'has no room to grow: the disk is full.'],
  14: ['store-io', "can't be opened: see the rights to the file and its folder."],
  26: ['store-damaged', 'is no SQLite file: docs/operating.md says how to put a copy in its place.'],
};

/** Whether somebody else is at the file at this moment, so that trying again may help. */
export function isBusy(error: unknown): boolean {
  return busy.includes(resultCodeOf(error));
}

/** What a failed statement is to the store's callers: a `StoreError` with nothing of the statement in it. What SQLite has not said is a fault of our own, and stays. */
export function errorOf(error: unknown, path: string): unknown {
  const code = resultCodeOf(error);
  if (code === 0) return error;
  const [trouble, sentence] = sentences[code] ?? ['store', `does not do what it is asked (${code}).`];
  return new StoreError(`The SQLite file ${path} ${sentence}`, trouble);
}

/** The same, for a file that the bot can't start on. */
export function openingErrorOf(error: unknown, path: string): StoreError {
  const [trouble] = sentences[resultCodeOf(error)] ?? [];
  return new StoreError(`${path} (SQLITE_PATH) can't be used as an SQLite file: ${(error as Error).message}.`, trouble);
}

function resultCodeOf(error: unknown): number {
  return ((error as { errcode?: number }).errcode ?? 0) & 0xff;
}
