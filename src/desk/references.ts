import { type ReferenceHold, referenceOf } from '../domain/consultation.ts';
import type { Store } from '../store/store.ts';
import { put } from './put.ts';

const pageSize = 200;
const everyHeld = 'reference:every';

/** Builds what sees to it that no two consultations bear one reference: each is held by a document of its own, which is there before the consultation is. */
export function createReferences({ store }: { store: Store }) {
  let cursor: string | null | undefined;

  /** A reference that nobody else has, for the consultation with this id; asked again, the same one. */
  async function reserve(consultation: string): Promise<string> {
    for (let attempt = 0; ; attempt++) {
      const reference = referenceOf(consultation, attempt);
      if (await hold(reference, consultation)) return reference;
    }
  }

  async function hold(reference: string, consultation: string): Promise<boolean> {
    const id = `reference:${reference}`;
    const held = await put<ReferenceHold>(store, id, (before) => before ?? { kind: 'reference', id, consultation });
    return held?.consultation === consultation;
  }

  /** Holds the references that were given before they were held, a page of consultations at a time; does nothing once it is through. */
  async function catchUp(): Promise<void> {
    if (cursor === undefined) cursor = (await store.get(everyHeld)) ? null : '';
    if (cursor === null) return;
    const { found, next } = await store.list('consultation', pageSize, cursor);
    for (const { document } of found) await hold(document.reference, document.id);
    if (next === null)
      await put<ReferenceHold>(store, everyHeld, (before) => before ?? { kind: 'reference', id: everyHeld, consultation: '' });
    cursor = next;
  }

  return { reserve, catchUp };
}
