import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';
import type { Consultation } from '../domain/consultation.ts';
import { isDocument } from './outline.ts';
import { makePrivate } from './private-files.ts';
import { errorOf, isBusy, openingErrorOf } from './sqlite-errors.ts';
import {
  ConflictError,
  type Deliverable,
  type Document,
  type DocumentOf,
  type Due,
  type Kind,
  keysOf,
  type Page,
  type Query,
  type Store,
  type Stored,
  unreadable,
} from './store.ts';

type Row = { id: string; version: number; body: string; opened_at: string; changed_at: string; tries: number };
type Value = string | number | null;

// Plain columns, since indices on JSON expressions make a replace twice as dear.
const schema = `
  CREATE TABLE IF NOT EXISTS documents (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL,
    requester TEXT, network TEXT, status TEXT, area TEXT, opened_at TEXT, changed_at TEXT, alarm_at TEXT, thread TEXT,
    tries INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE IF NOT EXISTS trial (id INTEGER PRIMARY KEY, room BLOB NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS by_requester ON documents (requester, opened_at, id) WHERE requester IS NOT NULL;
  CREATE INDEX IF NOT EXISTS by_network ON documents (network, status, opened_at, id) WHERE network IS NOT NULL;
  CREATE INDEX IF NOT EXISTS by_area ON documents (area, status, opened_at, id) WHERE area IS NOT NULL;
  CREATE INDEX IF NOT EXISTS by_opening ON documents (area, opened_at, id) WHERE area IS NOT NULL;
  CREATE INDEX IF NOT EXISTS by_change ON documents (area, changed_at, id) WHERE area IS NOT NULL;
  CREATE INDEX IF NOT EXISTS by_thread ON documents (thread) WHERE thread IS NOT NULL;
  CREATE INDEX IF NOT EXISTS by_alarm ON documents (alarm_at) WHERE alarm_at IS NOT NULL;
  CREATE INDEX IF NOT EXISTS by_kind ON documents (kind, id);`;

// SQLite waits where it stands, and the process with it. So it does not wait: who comes too early tries again, and others go on meanwhile.
const openingMs = 2_000;
const firstPauseMs = 1;
const longestPauseMs = 25;

/** `patienceMs`: how long a statement is tried while somebody else holds the file. `warn` hears in a sentence what whoever runs the bot should know. */
type Options = { patienceMs?: number; warn?: (sentence: string) => void };

/**
 * The embedded store: one SQLite file that several processes may share. Every write is on the disk before it is answered.
 * `path` is a file (its folder is made) or `:memory:`. What we make is for the owner of the process alone.
 */
export function createSqliteStore(path: string, { patienceMs = 2_500, warn = () => {} }: Options = {}): Store {
  const database = openDatabase(path, warn);
  const prepare = remembering((sql) => database.prepare(sql));
  const rowsOf = (sql: string, ...values: Value[]) => patiently(() => prepare(sql).all(...values) as Row[]);
  const changesOf = async (sql: string, ...values: Value[]) => (await patiently(() => prepare(sql).run(...values))).changes;

  async function patiently<T>(work: () => T): Promise<T> {
    for (let paused = 0, pauseMs = firstPauseMs; ; paused += pauseMs, pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      try {
        return work();
      } catch (error) {
        if (!isBusy(error) || paused >= patienceMs) throw errorOf(error, path);
      }
      await pause(pauseMs);
    }
  }

  async function create<D extends Document>(document: D): Promise<Stored<D>> {
    const columns = 'id, kind, version, body, requester, network, status, area, opened_at, changed_at, alarm_at, thread';
    const sql = `INSERT INTO documents (${columns}) VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`;
    const changes = await changesOf(sql, document.id, document.kind, JSON.stringify(document), ...columnsOf(document));
    if (changes === 0) throw new ConflictError(`${document.kind} exists already`);
    return { document, version: '1' };
  }

  async function replace<D extends Document>({ document, version }: Stored<D>): Promise<Stored<D>> {
    const keys = 'requester = ?, network = ?, status = ?, area = ?, opened_at = ?, changed_at = ?, alarm_at = ?, thread = ?, tries = 0';
    const sql = `UPDATE documents SET version = version + 1, body = ?, ${keys} WHERE id = ? AND version = ?`;
    const changes = await changesOf(sql, JSON.stringify(document), ...columnsOf(document), document.id, Number(version));
    if (changes === 0) throw new ConflictError(`${document.kind} has been replaced since version ${version}`);
    return { document, version: String(Number(version) + 1) };
  }

  // Whoever reads page after page lets others in between: no answer of SQLite's ever waits for the event loop.
  async function find(query: Query, limit: number, cursor: string | null = null): Promise<Page<Consultation>> {
    const [where, values] = conditionOf(query);
    const order = query.by === 'changed' ? 'changed_at' : 'opened_at';
    const [at, id] = cursor?.split('|') ?? ['~', '~'];
    const sql = `SELECT id, version, body, opened_at, changed_at FROM documents ${indexFor(query)} WHERE ${where} AND (${order}, id) < (?, ?) ORDER BY ${order} DESC, id DESC LIMIT ?`;
    if (cursor !== null) await turn();
    const rows = await rowsOf(sql, ...values, at ?? '~', id ?? '~', limit);
    return pageOf<Consultation>(rows, limit, 'consultation', (row) => `${row[order]}|${row.id}`);
  }

  async function list<K extends Kind>(kind: K, limit: number, cursor: string | null = null): Promise<Page<DocumentOf<K>>> {
    const sql = 'SELECT id, version, body FROM documents WHERE kind = ? AND id > ? ORDER BY id LIMIT ?';
    if (cursor !== null) await turn();
    return pageOf<DocumentOf<K>>(await rowsOf(sql, kind, cursor ?? '', limit), limit, kind, (row) => row.id);
  }

  return {
    create,
    replace,
    find,
    list,
    async get(id) {
      const [row] = await rowsOf('SELECT id, version, body FROM documents WHERE id = ?', id);
      if (!row) return null;
      const document = documentIn(row);
      if (!document) throw unreadable(id);
      return { document, version: String(row.version) };
    },
    async due(at, limit) {
      const rows = await rowsOf('SELECT id, version, body, tries FROM documents WHERE alarm_at <= ? ORDER BY alarm_at LIMIT ?', at, limit);
      return rows.map(dueOf);
    },
    async putOff({ id, version }, until) {
      const sql = 'UPDATE documents SET alarm_at = ?, tries = tries + 1 WHERE id = ? AND version = ?';
      if ((await changesOf(sql, until, id, Number(version))) === 0) throw new ConflictError('somebody has written it since');
    },
    // As much as a document may well take: what has room for less has no room. Never the same twice: SQLite leaves a page alone that would not change.
    async check() {
      await changesOf('INSERT INTO trial (id, room) VALUES (1, randomblob(16384)) ON CONFLICT DO UPDATE SET room = excluded.room');
    },
    async close() {
      database.close();
    },
  };
}

function openDatabase(path: string, warn: (sentence: string) => void): DatabaseSync {
  try {
    if (path !== ':memory:') makePrivate(path, warn);
    const database = new DatabaseSync(path);
    database.exec(`PRAGMA busy_timeout = ${openingMs}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;`);
    upgrade(database);
    database.exec(schema);
    database.exec('PRAGMA busy_timeout = 0');
    return database;
  } catch (error) {
    throw openingErrorOf(error, path);
  }
}

// A file of an older Neuvo: its consultations are found by what has last happened to them, too, and it is counted how often a document was put off.
const additions = {
  changed_at: `
    ALTER TABLE documents ADD COLUMN changed_at TEXT;
    UPDATE documents SET changed_at = json_extract(body, '$.history[#-1].at') WHERE kind = 'consultation' AND json_valid(body);
    DROP INDEX by_area;`,
  tries: 'ALTER TABLE documents ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;',
};

function upgrade(database: DatabaseSync): void {
  if (missingIn(database).length === 0) return;
  // Another process may start at the same time.
  database.exec('BEGIN IMMEDIATE');
  for (const column of missingIn(database)) database.exec(additions[column]);
  database.exec('COMMIT');
}

function missingIn(database: DatabaseSync): (keyof typeof additions)[] {
  const columns = database
    .prepare("SELECT name FROM pragma_table_info('documents')")
    .all()
    .map(({ name }) => name);
  return columns.length === 0 ? [] : (['changed_at', 'tries'] as const).filter((column) => !columns.includes(column));
}

function columnsOf(document: Document): Value[] {
  const { requester, network, status, area, openedAt, changedAt, alarmAt, thread } = keysOf(document);
  return [requester, network, status, area, openedAt, changedAt, alarmAt, thread];
}

function conditionOf(query: Query): [string, Value[]] {
  switch (query.by) {
    case 'requester':
      return ['requester = ?', [query.requester]];
    case 'network':
      return [`network = ? AND ${oneOf(query.statuses)}`, [query.network, ...query.statuses]];
    case 'area':
      return [`area = ? AND ${oneOf(query.statuses)}`, [query.area, ...query.statuses]];
    case 'changed':
      return ['area = ? AND changed_at >= ?', [query.area, query.since]];
    case 'opened':
      return ['area = ? AND opened_at >= ? AND opened_at < ?', [query.area, query.from, query.to]];
    case 'thread':
      return ['thread = ?', [query.thread]];
  }
}

// Left to itself, SQLite would go through all that was ever asked in the area, for the sake of the order.
function indexFor(query: Query): string {
  return query.by === 'area' && query.statuses.length > 0 ? 'INDEXED BY by_area' : '';
}

function oneOf(statuses: string[]): string {
  return `status IN (${statuses.map(() => '?').join(', ')})`;
}

// Null for what is no document: a file is edited by hand, a release has had a fault.
function documentIn({ id, body }: Pick<Row, 'id' | 'body'>, among?: Kind[]): Document | null {
  try {
    const value: unknown = JSON.parse(body);
    return isDocument(value, id, among) ? value : null;
  } catch {
    return null;
  }
}

function dueOf(row: Row): Due {
  const { id, version, tries } = row;
  return { id, version: String(version), tries, document: documentIn(row, ['consultation', 'digest']) as Deliverable | null };
}

function pageOf<D extends Document>(rows: Row[], limit: number, kind: Kind, cursorOf: (row: Row) => string): Page<D> {
  const read = rows.map((row) => ({ id: row.id, document: documentIn(row, [kind]) as D | null, version: String(row.version) }));
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return {
    found: read.flatMap(({ document, version }) => (document ? [{ document, version }] : [])),
    unreadable: read.flatMap(({ document, id }) => (document ? [] : [id])),
    next: last ? cursorOf(last) : null,
  };
}

function remembering(prepare: (sql: string) => StatementSync): (sql: string) => StatementSync {
  const statements = new Map<string, StatementSync>();
  return (sql) => statements.get(sql) ?? (statements.set(sql, prepare(sql)).get(sql) as StatementSync);
}
