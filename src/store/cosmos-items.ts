import { isDocument } from './outline.ts';
import { type Deliverable, type Document, type Due, type Kind, keysOf, type Page } from './store.ts';

/** A document as it lies in the container: with its keys, so that nothing but them needs an index, and what Cosmos DB adds. */
export type Item = Document & { keys: Keys; _etag: string; _rid: string; _self: string; _ts: number; _attachments: string };
type Keys = ReturnType<typeof keysOf> & { tries?: number };

/** What lies in the container for a document. */
export function itemOf(document: Document): Item {
  return { ...document, id: itemId(document.id), keys: keysOf(document) } as Item;
}

/** The document in an item; null for what is none: an item is edited by hand, a release has had a fault. */
export function documentIn({ keys, _etag, _rid, _self, _ts, _attachments, ...item }: Item, among?: Kind[]): Document | null {
  const document = { ...item, id: documentId(item.id) };
  return isDocument(document, document.id, among) ? document : null;
}

/** What is due in an item. */
export function dueOf(item: Item): Due {
  const document = documentIn(item, ['consultation', 'digest']) as Deliverable | null;
  return { id: documentId(item.id), version: item._etag, tries: item.keys.tries ?? 0, document };
}

/** A page of documents of one kind. */
export function pageOf<D extends Document>(items: Item[], limit: number, kind: Kind, cursorOf: (last: Item) => string): Page<D> {
  const read = items.map((item) => ({ item, document: documentIn(item, [kind]) as D | null }));
  const last = items.length === limit ? items.at(-1) : undefined;
  return {
    found: read.flatMap(({ document, item }) => (document ? [{ document, version: item._etag }] : [])),
    unreadable: read.flatMap(({ document, item }) => (document ? [] : [documentId(item.id)])),
    next: last ? cursorOf(last) : null,
  };
}

/** The id of a document's item: Cosmos DB's may have no slash, backslash, question mark or hash in them, and a percent sign is trouble on the way. */
export function itemId(id: string): string {
  return id.replaceAll(/[/\\?#%~]/g, (character) => `~${character.charCodeAt(0).toString(16)}`);
}

/** The id of an item's document. */
export function documentId(id: string): string {
  return id.replaceAll(/~(..)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
