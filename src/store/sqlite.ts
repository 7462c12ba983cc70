import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Consultation } from '../domain/consultation.ts';
import {
  ConflictError,
  type Deliverable,
  type Document,
  type DocumentOf,
  type Kind,
  keysOf,
  type Page,
  type Query,
  type Store,
  type Stored,
  StoreError,
} from './store.ts';

type Row = { id: string; version: number; body: string; opened_at: string; changed_at: string };
type Value = string | number | null;

// Plain columns, since indices on JSON expressions make a replace twice as dear.
const schema = `
  CREATE TABLE IF NOT EXISTS documents (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL,
    requester TEXT, network TEXT, status TEXT, area TEXT, opened_at TEXT, changed_at TEXT, alarm_at TEXT, thread TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS by_requester ON documents (requester, opened_at, id) WHERE requester IS NOT NULL;
  CREATE INDEX IF NOT EXISTS by_network ON documents (network, status, opened_at, id) WHERE network IS NOT NULL;
  CREATE INDEX IF NOT EXISTS by_area ON documents (area, status, opened_at, id) WHERE area IS NOT NULL;
  CREATE INDEX IF NOT EXISTS by_opening ON documents (area, opened_at, id) WHERE area IS NOT NULL;
  CREATE INDEX IF NOT EXISTS by_change ON documents (area, changed_at, id) WHERE area IS NOT NULL;
  CREATE INDEX IF NOT EXISTS by_thread ON documents (thread) WHERE thread IS NOT NULL;
  CREATE INDEX IF NOT EXISTS by_alarm ON documents (alarm_at) WHERE alarm_at IS NOT NULL;
  CREATE INDEX IF NOT EXISTS by_kind ON documents (kind, id);`;

/**
 * The embedded store: one SQLite file that several processes may share. Every write is on the disk before it is answered.
 * `path` is a file (its folder is made) or `:memory:`.
 */
export function createSqliteStore(path: string): Store {
  const database = openDatabase(path);
  const prepare = remembering((sql) => database.prepare(sql));
  const rowsOf = (sql: string, ...values: Value[]) => prepare(sql).all(...values) as Row[];

  async function create<D extends Document>(document: D): Promise<Stored<D>> {
    const columns = 'id, kind, version, body, requester, network, status, area, opened_at, changed_at, alarm_at, thread';
    const sql = `INSERT INTO documents (${columns}) VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`;
    const { changes } = prepare(sql).run(document.id, document.kind, JSON.stringify(document), ...columnsOf(document));
    if (changes === 0) throw new ConflictError(`${document.kind} exists already`);
    return { document, version: '1' };
  }

  async function replace<D extends Document>({ document, version }: Stored<D>): Promise<Stored<D>> {
    const keys = 'requester = ?, network = ?, status = ?, area = ?, opened_at = ?, changed_at = ?, alarm_at = ?, thread = ?';
    const sql = `UPDATE documents SET version = version + 1, body = ?, ${keys} WHERE id = ? AND version = ?`;
    const { changes } = prepare(sql).run(JSON.stringify(document), ...columnsOf(document), document.id, Number(version));
    if (changes === 0) throw new ConflictError(`${document.kind} has been replaced since version ${version}`);
    return { document, version: String(Number(version) + 1) };
  }

  async function find(query: Query, limit: number, cursor: string | null = null): Promise<Page<Consultation>> {
    const [where, values] = conditionOf(query);
    const order = query.by === 'changed' ? 'changed_at' : 'opened_at';
    const [at, id] = cursor?.split('|') ?? ['~', '~'];
    const sql = `SELECT id, version, body, opened_at, changed_at FROM documents ${indexFor(query)} WHERE ${where} AND (${order}, id) < (?, ?) ORDER BY ${order} DESC, id DESC LIMIT ?`;
    const rows = rowsOf(sql, ...values, at ?? '~', id ?? '~', limit);
    return pageOf<Consultation>(rows, limit, (row) => `${row[order]}|${row.id}`);
  }

  async function list<K extends Kind>(kind: K, limit: number, cursor: string | null = null): Promise<Page<DocumentOf<K>>> {
    const rows = rowsOf('SELECT id, version, body FROM documents WHERE kind = ? AND id > ? ORDER BY id LIMIT ?', kind, cursor ?? '', limit);
    return pageOf<DocumentOf<K>>(rows, limit, (row) => row.id);
  }

  return {
    create,
    replace,
    find,
    list,
    async get(id) {
      const row = prepare('SELECT id, version, body FROM documents WHERE id = ?').get(id) as Row | undefined;
      return row ? storedOf(row) : null;
    },
    async due(at, limit) {
      const rows = rowsOf('SELECT id, version, body FROM documents WHERE alarm_at <= ? ORDER BY alarm_at LIMIT ?', at, limit);
      return rows.map((row) => storedOf<Deliverable>(row));
    },
    async check() {
      prepare('SELECT 1').get();
    },
    async close() {
      database.close();
    },
  };
}

function openDatabase(path: string): DatabaseSync {
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
    const database = new DatabaseSync(path);
    database.exec('PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    upgrade(database);
    database.exec(schema);
    return database;
  } catch (cause) {
    throw new StoreError(`${path} (SQLITE_PATH) can't be used as an SQLite file: ${(cause as Error).message}.`, { cause });
  }
}

// A file of an older Neuvo: its consultations are found by what has last happened to them, too.
function upgrade(database: DatabaseSync): void {
  const columns = database.prepare("SELECT name FROM pragma_table_info('documents')").all();
  if (columns.length === 0 || columns.some(({ name }) => name === 'changed_at')) return;
  database.exec(`
    ALTER TABLE documents ADD COLUMN changed_at TEXT;
    UPDATE documents SET changed_at = json_extract(body, '$.history[#-1].at') WHERE kind = 'consultation';
    DROP INDEX by_area;`);
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

function storedOf<D extends Document>(row: Row): Stored<D> {
  return { document: JSON.parse(row.body) as D, version: String(row.version) };
}

function pageOf<D extends Document>(rows: Row[], limit: number, cursorOf: (row: Row) => string): Page<D> {
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return { found: rows.map((row) => storedOf<D>(row)), next: last ? cursorOf(last) : null };
}

function remembering(prepare: (sql: string) => StatementSync): (sql: string) => StatementSync {
  const statements = new Map<string, StatementSync>();
  return (sql) => statements.get(sql) ?? (statements.set(sql, prepare(sql)).get(sql) as StatementSync);
}
