import * as z from 'zod/v4';
import type { Visitor } from '../desk/desk.ts';
import type { QueueDesk } from '../desk/queue.ts';
import type { View } from './cards.ts';
import { ListPlaceIn } from './payload.ts';
import type { ListPlace } from './views/buttons.ts';
import type { CardNotice } from './views/case.ts';
import { queueView, wholeQueue } from './views/queue.ts';

const choice = z.string().optional().catch(undefined);
/** A press on the list itself: where to go, and what it is to be narrowed to, if that was chosen. */
export const QueuePress = z
  .looseObject({ verb: z.literal('queue'), list: ListPlaceIn.catch(wholeQueue), 'reason-queue': choice, 'area-queue': choice })
  .transform(({ list, 'reason-queue': reason = list.reason, 'area-queue': area = list.area }) =>
    ListPlaceIn.parse({ ...list, reason, area }),
  );

/** Builds what shows the coordinators' list. */
export function createQueueActions({ queue }: { queue: QueueDesk }) {
  /** The list as it is now, from a place in it; null for whoever coordinates no area. */
  async function show({ person, locale }: Visitor, list: ListPlace = wholeQueue, notice?: CardNotice): Promise<View | null> {
    const found = await queue.of(person.id);
    if (!found) return null;
    const { at, areas, attention } = found;
    const actor = { person, locale, isMember: false, coordinates: areas };
    return queueView({ attention, areas, viewer: { actor, locale, at }, list, ...(notice ? { notice } : {}) });
  }

  return { show };
}

/** What shows the coordinators' list. */
export type QueueActions = ReturnType<typeof createQueueActions>;
