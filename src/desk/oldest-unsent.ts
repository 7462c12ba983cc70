import type { Clock } from '../clock.ts';
import type { Deliverable, Store } from '../store/store.ts';

const looksAt = 100;
const endOfTime = '9999-12-31T23:59:59.999Z';

/** How old the oldest notice is that waits to be delivered, in seconds, among the hundred consultations with the earliest alarms; 0 if none waits. */
export async function oldestUnsentIn(store: Store, clock: Pick<Clock, 'now'>): Promise<number> {
  const waiting = await store.due(endOfTime, looksAt);
  const documents = waiting.flatMap(({ document }) => document ?? []);
  const since = documents.flatMap((document) => document.notices.map(({ seq }) => Date.parse(sinceOf(document, seq))));
  return since.length === 0 ? 0 : (Date.parse(clock.now()) - Math.min(...since)) / 1000;
}

function sinceOf(document: Deliverable, seq: number): string {
  if (document.kind === 'digest') return document.createdAt;
  // One broken history must not hide everything else that is measured.
  return document.history[seq - 1]?.at ?? document.openedAt;
}
