import type { Instant } from '../domain/calendar.ts';
import { type Consultation, livingCardOf, type ReferenceHold, type Status } from '../domain/consultation.ts';
import type { Digest, Tally } from '../domain/digest.ts';
import type { AreaId, Centre, Network, NetworkCards } from '../domain/network.ts';
import type { Person } from '../domain/person.ts';

export type Document = Consultation | Digest | Network | NetworkCards | Centre | Person | Tally | ReferenceHold;
/** A document from which notices go out. */
export type Deliverable = Consultation | Digest;
export type Kind = Document['kind'];
export type DocumentOf<K extends Kind> = Extract<Document, { kind: K }>;

/** A document with the version it was read at (an ETag): what a conditional replace compares. */
export type Stored<D extends Document = Document> = { document: D; version: string };
/** A page of documents, the ids of those on it that can't be read, and the cursor of the next one; null at the end. */
export type Page<D extends Document = Document> = { found: Stored<D>[]; unreadable: string[]; next: string | null };
/** A document whose alarm has passed; null if it can't be read. `tries`: how often it has been put off since it was last written. */
export type Due = { id: string; version: string; tries: number; document: Deliverable | null };

/** The questions that stores have indices for. Consultations come newest first; those of `changed` by what last happened to them. */
export type Query =
  | { by: 'requester'; requester: string }
  | { by: 'network'; network: string; statuses: Status[] }
  | { by: 'area'; area: AreaId; statuses: Status[] }
  | { by: 'opened'; area: AreaId; from: Instant; to: Instant }
  | { by: 'changed'; area: AreaId; since: Instant }
  | { by: 'thread'; thread: string };

/** Where documents live. Every store passes `test/store/contract.ts`. */
export type Store = {
  /** The document with this id, or null; throws `StoreError` (`store-unreadable`) if it can't be read. */
  get(id: string): Promise<Stored | null>;
  /** Stores a new document; throws `ConflictError` if its id is taken. */
  create<D extends Document>(document: D): Promise<Stored<D>>;
  /** Replaces a document if it still has the version it was read at; throws `ConflictError` otherwise. */
  replace<D extends Document>(stored: Stored<D>): Promise<Stored<D>>;
  /** Consultations that answer a query, a page at a time; `cursor` is the `next` of the page before. */
  find(query: Query, limit: number, cursor?: string | null): Promise<Page<Consultation>>;
  /** Documents of one kind in the order of their ids, a page at a time. */
  list<K extends Kind>(kind: K, limit: number, cursor?: string | null): Promise<Page<DocumentOf<K>>>;
  /** Documents whose alarm is at or before `at`, the earliest first. */
  due(at: Instant, limit: number): Promise<Due[]>;
  /** Moves the alarm of a document that nobody has written since to `until`, whatever else it holds; throws `ConflictError` if somebody has. */
  putOff(due: Pick<Due, 'id' | 'version'>, until: Instant): Promise<void>;
  /** Resolves if what is written gets into the store; throws what is wrong otherwise. */
  check(): Promise<void>;
  close(): Promise<void>;
};

/** A write came too late: somebody else has created or replaced the document since. */
export class ConflictError extends Error {
  readonly code = 'conflict';
}

/** In which trouble a store is, for whoever looks for it in a log. */
type Trouble = 'store' | `store-${'busy' | 'full' | 'readonly' | 'io' | 'damaged' | 'unreadable'}`;

/** A store can't do what it was asked. The message says why, in a sentence for whoever runs the bot; it holds no document and no secret. */
export class StoreError extends Error {
  readonly code: Trouble;

  constructor(message: string, code: Trouble = 'store') {
    super(message);
    this.code = code;
  }

  /** The message, which may stand in a log. */
  get sentence(): string {
    return this.message;
  }
}

/** Says that what is stored under an id is no document that this release can read. */
export function unreadable(id: string): StoreError {
  return new StoreError(`What is stored as ${id} can't be read; it is left as it is.`, 'store-unreadable');
}

/** What a store's indices are made of; null where a document has no such thing. */
export function keysOf(document: Document) {
  const consultation = document.kind === 'consultation' ? document : null;
  return {
    requester: consultation?.requester.id ?? null,
    network: consultation?.network ?? null,
    status: consultation?.status ?? null,
    area: consultation?.area ?? null,
    openedAt: consultation?.openedAt ?? null,
    changedAt: consultation?.history.at(-1)?.at ?? null,
    alarmAt: 'alarmAt' in document ? document.alarmAt : null,
    thread: (consultation && livingCardOf(consultation)?.thread) ?? null,
  };
}

/** Every document of a kind, page by page. */
export async function* everyOf<K extends Kind>(store: Store, kind: K): AsyncGenerator<DocumentOf<K>> {
  let cursor: string | null = null;
  do {
    const page: Page<DocumentOf<K>> = await store.list(kind, 200, cursor);
    for (const { document } of page.found) yield document;
    cursor = page.next;
  } while (cursor);
}
