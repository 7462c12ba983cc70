import type { Document, Store } from '../../src/store/store.ts';

/** A write that has been done: what stood there before (null: nothing), and what stands there now. */
export type Write = { before: Document | null; after: Document };

/** A store that tells of every write. */
export function watched(store: Store, tell: (write: Write) => void): Store {
  return {
    ...store,
    async create(document) {
      const stored = await store.create(document);
      tell({ before: null, after: document });
      return stored;
    },
    async replace(stored) {
      const before = (await store.get(stored.document.id))?.document ?? null;
      const replaced = await store.replace(stored);
      tell({ before, after: stored.document });
      return replaced;
    },
  };
}
