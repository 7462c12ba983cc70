/**
 * Copies every document from one store to another: `npm run copy-store -- --from sqlite:data/neuvo.sqlite --to cosmos`. Which Cosmos DB is
 * meant is told by COSMOS_ENDPOINT and its companions. Nothing is deleted: it may be interrupted, and run again. Stop the bot first.
 */
import { existsSync } from 'node:fs';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { systemClock } from '../src/clock.ts';
import { readConfig, type StoreConfig } from '../src/config.ts';
import { kinds } from '../src/store/outline.ts';
import { createSqliteStore } from '../src/store/sqlite.ts';
import { type Document, everyOf, type Kind, type Page, type Store, type Stored } from '../src/store/store.ts';

/** What became of a document: copied, changed to what the source says, there already, or left alone because the target's is newer. */
type Fate = 'copied' | 'changed' | 'same' | 'newer';
/** How the documents of a kind were copied. `missing`: how many of them are not in the target afterwards; `unreadable`: those of the source that nobody can read. */
type Tally = { kind: Kind; total: number; missing: number; unreadable: string[] } & Record<Fate, number>;
/** Hears how far a kind has got. */
type Progress = (kind: Kind, done: number, total: number) => void;

const atOnce = 16;
const pageSize = 200;
const barWidth = 30;

/** Copies what `from` has and `to` has not, and looks whether all of it is there. Throws what the stores throw; what has been copied stays. */
export async function copyStore(from: Store, to: Store, progress: Progress): Promise<Tally[]> {
  const tallies: Tally[] = [];
  for (const kind of kinds) tallies.push(await copyKind(kind, from, to, progress));
  return tallies;
}

async function copyKind(kind: Kind, from: Store, to: Store, progress: Progress): Promise<Tally> {
  const { ids, unreadable } = await idsOf(from, kind);
  const tally: Tally = { kind, total: ids.size, missing: 0, unreadable, copied: 0, changed: 0, same: 0, newer: 0 };
  let done = 0;
  progress(kind, done, ids.size);
  for await (const documents of inBatches(everyOf(from, kind))) {
    const fates = await Promise.all(documents.map((document) => copyDocument(document, to)));
    for (const fate of fates) tally[fate]++;
    done += documents.length;
    progress(kind, done, ids.size);
  }
  return { ...tally, missing: ids.difference((await idsOf(to, kind)).ids).size };
}

async function copyDocument(document: Document, to: Store): Promise<Fate> {
  const there = await to.get(document.id);
  if (!there) {
    await to.create(document);
    return 'copied';
  }
  if (isDeepStrictEqual(there.document, document)) return 'same';
  if (isNewer(there, document)) return 'newer';
  await to.replace({ ...there, document });
  return 'changed';
}

// A consultation's history only grows, so the longer one is the later. Of the other kinds the source is taken at its word.
function isNewer({ document: there }: Stored, document: Document): boolean {
  return there.kind === 'consultation' && document.kind === 'consultation' && there.history.length > document.history.length;
}

async function idsOf(store: Store, kind: Kind): Promise<{ ids: Set<string>; unreadable: string[] }> {
  const ids = new Set<string>();
  const unreadable: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Page = await store.list(kind, pageSize, cursor);
    for (const { document } of page.found) ids.add(document.id);
    unreadable.push(...page.unreadable);
    cursor = page.next;
  } while (cursor);
  return { ids, unreadable };
}

async function* inBatches(documents: AsyncIterable<Document>): AsyncGenerator<Document[]> {
  let batch: Document[] = [];
  for await (const document of documents) {
    batch.push(document);
    if (batch.length < atOnce) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Draws progress as a bar with a count, a rate and the time that is left: one living line on a terminal, nothing elsewhere. */
export function createBar(stream: { isTTY?: boolean; write(text: string): unknown }, elapsed: () => number): Progress {
  const began = new Map<Kind, number>();
  return (kind, done, total) => {
    if (!stream.isTTY || total === 0) return;
    if (done === 0) began.set(kind, elapsed());
    const rate = (done * 1000) / (elapsed() - (began.get(kind) ?? 0));
    const bar = '█'.repeat(Math.round((done / total) * barWidth)).padEnd(barWidth, '░');
    const pace = done > 0 ? `  ${Math.round(rate)}/s  ${Math.ceil((total - done) / rate)} s left` : '';
    stream.write(`\r\u001b[K${kind.padEnd(12)}  ${bar}  ${done}/${total}${pace}${done === total ? '\n' : ''}`);
  };
}

async function main(): Promise<void> {
  const { from: source, to: target } = parseArgs({ options: { from: { type: 'string' }, to: { type: 'string' } } }).values;
  if (source === target) throw new Error('Say --from and --to, two different stores of these: sqlite:<path>, cosmos.');
  const file = fileOf(source);
  if (file && !existsSync(file)) throw new Error(`There is no file ${file}.`);
  const [from, to] = [await openStore(source), await openStore(target)];
  try {
    await Promise.all([from.check(), to.check()]);
    const tallies = await copyStore(from, to, createBar(process.stderr, systemClock.elapsed)).catch(goOnLater);
    process.stdout.write(tallies.map(lineOf).join(''));
    if (tallies.some(({ missing, unreadable }) => missing + unreadable.length > 0)) throw new Error('The target has not got all of it.');
  } finally {
    await Promise.all([from.close(), to.close()]);
  }
}

function goOnLater(error: Error): never {
  throw new Error(`${error.message}\nWhat has been copied stays: run this again to go on.`, { cause: error });
}

async function openStore(place: string | undefined): Promise<Store> {
  const file = fileOf(place);
  if (file) return createSqliteStore(file);
  if (place !== 'cosmos') throw new Error(`There is no store ${place}; there are sqlite:<path> and cosmos.`);
  const { store } = readConfig({ ...process.env, NEUVO_MODE: 'local', STORE: 'cosmos' });
  const { createCosmosStore } = await import('../src/store/cosmos.ts');
  return createCosmosStore(store as Extract<StoreConfig, { type: 'cosmos' }>);
}

function fileOf(place = ''): string | undefined {
  return /^sqlite:(.+)$/.exec(place)?.[1];
}

function lineOf({ kind, total, missing, unreadable, copied, changed, same, newer }: Tally): string {
  const lacking = missing > 0 ? `, ${missing} MISSING` : '';
  const broken = unreadable.map((id) => `, UNREADABLE: ${id}`).join('');
  return `${kind}: ${total} in the source; ${copied} copied, ${changed} changed, ${same} there already, ${newer} newer in the target${lacking}${broken}\n`;
}

if (import.meta.main) {
  await main().catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}
