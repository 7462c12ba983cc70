import type { Clock } from '../clock.ts';
import { type Attention, attentionTo } from '../domain/attention.ts';
import { addDays, type Instant } from '../domain/calendar.ts';
import { type Consultation, isLiving, livingStatuses } from '../domain/consultation.ts';
import { type AreaId, areasLookedAfter, areasOf } from '../domain/network.ts';
import { undeliveredOf } from '../domain/notice.ts';
import type { Store } from '../store/store.ts';
import type { DirectoryDesk } from './directory.ts';
import { every } from './material.ts';

/** What needs a coordinator at an instant, in the areas that they look after. */
export type Queue = { at: Instant; areas: AreaId[]; attention: Attention[] };
type Dependencies = { store: Pick<Store, 'find'>; clock: Pick<Clock, 'now'>; directory: Pick<DirectoryDesk, 'current'> };

// What could not be delivered of a consultation that is over is still worth a phone call for so long.
const recentDays = 14;

/** Builds what finds a coordinator's work. */
export function createQueue({ store, clock, directory }: Dependencies) {
  /** What needs a person as a coordinator now; null for whoever coordinates no area. Never their own requests, which they can't direct. */
  async function of(personId: string): Promise<Queue | null> {
    const current = await directory.current();
    const areas = areasLookedAfter(areasOf(current, personId));
    if (areas.length === 0) return null;
    const at = clock.now();
    const found = (await Promise.all(areas.map((area) => concerning(area, at)))).flat();
    const others = found.filter(({ requester }) => requester.id !== personId);
    return { at, areas, attention: attentionTo(others, { at, directory: current }) };
  }

  async function concerning(area: AreaId, at: Instant): Promise<Consultation[]> {
    const living = await Array.fromAsync(every(store, { by: 'area', area, statuses: livingStatuses }));
    const changed = await Array.fromAsync(every(store, { by: 'changed', area, since: addDays(at, -recentDays) }));
    const over = changed.filter((consultation) => !isLiving(consultation) && undeliveredOf(consultation, at).length > 0);
    // One that was closed between the two looks is in both: as it is now.
    return [...new Map([...living, ...over].map((consultation) => [consultation.id, consultation])).values()];
  }

  return { of };
}

/** What finds a coordinator's work. */
export type QueueDesk = ReturnType<typeof createQueue>;
