import * as z from 'zod/v4';
import { AreaId } from './network.ts';
import { Outbox } from './notice.ts';

/** An ISO 8601 week. */
export const Week = z.object({ year: z.int(), week: z.int().min(1).max(53) });
export type Week = z.infer<typeof Week>;

/** How many texts the privacy guard has stopped in an area in a week, by the kind of identifier; nothing else is kept of them. `id` is `tally:`, area and week. */
export const Tally = z.object({
  kind: z.literal('tally'),
  id: z.string(),
  area: AreaId,
  ...Week.shape,
  stopped: z.record(z.string(), z.int().min(1)),
});
export type Tally = z.infer<typeof Tally>;

/** A coordinator's digest of a week, as it was sent. `id` is `digest:`, area, week and recipient, so that it exists once. */
export const Digest = Outbox.extend({
  kind: z.literal('digest'),
  id: z.string(),
  area: AreaId,
  ...Week.shape,
  recipient: z.string(),
  createdAt: z.string(),
});
export type Digest = z.infer<typeof Digest>;
