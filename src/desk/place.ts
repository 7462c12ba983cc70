import type { Telling } from '../domain/notice.ts';
import type { Deliverable } from '../store/store.ts';

/** Where a telling of a document goes, so that it can be compared with those of other documents: a channel's id, or a person's. */
export function placeIn(document: Deliverable, telling: Telling): string {
  if (document.kind === 'digest') return document.recipient;
  if ('card' in telling) return document.cards[telling.card]?.channel ?? '';
  return 'person' in telling ? telling.person : document.requester.id;
}
