import { ConflictError, type Document, type Store, type Stored } from '../store/store.ts';

/**
 * Writes what is to be of what is there (null: nothing): as often as it takes for nobody to have come between. Where it shall stay as it is
 * (`next` gives null, or the document itself), nothing is written, and what is there is answered.
 */
export async function put<D extends Document>(store: Store, id: string, next: (before: D | null) => D | null): Promise<D | null> {
  for (;;) {
    const stored = (await store.get(id)) as Stored<D> | null;
    const before = stored?.document ?? null;
    const document = next(before);
    if (!document || document === before) return before;
    try {
      return (await (stored ? store.replace({ ...stored, document }) : store.create(document))).document;
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
    }
  }
}
