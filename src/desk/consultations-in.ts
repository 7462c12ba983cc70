import type { Consultation, Status } from '../domain/consultation.ts';
import type { Store, Stored } from '../store/store.ts';

const pageSize = 100;

/** All the consultations that a network has in these statuses; all of them before the first is changed, since pages would shift under the hand that takes from them. */
export async function consultationsIn(store: Pick<Store, 'find'>, network: string, statuses: Status[]): Promise<Stored<Consultation>[]> {
  const all: Stored<Consultation>[] = [];
  let cursor: string | null = null;
  do {
    const page = await store.find({ by: 'network', network, statuses }, pageSize, cursor);
    all.push(...page.found);
    cursor = page.next;
  } while (cursor);
  return all;
}
