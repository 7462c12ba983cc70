import * as z from 'zod/v4';
import { Change } from './command.ts';
import { Status } from './consultation.ts';
import { AreaId, CountyCode, FieldCode, Locale } from './network.ts';
import { Outbox } from './notice.ts';
import { Sector } from './request.ts';

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

const count = z.int().min(0);

/** How often something happened: in the week, in a mean week of the four before, and in the weeks of the ISO year until then. */
const Flow = z.object({ week: count, mean: z.number().min(0), year: count });
export type Flow = z.infer<typeof Flow>;

/** How soon something was done in the week: how many there were, their median in working hours (null where there were none), and how many kept within what is promised. */
const Speed = z.object({ of: count, hours: z.number().min(0).nullable(), within: count });
export type Speed = z.infer<typeof Speed>;

/** What a digest offers to do about a consultation that is late or soon will be. */
export const remedies = ['remind', 'assign', 'redirect'] as const;
const Remedy = z.enum(remedies);
export type Remedy = z.infer<typeof Remedy>;

/**
 * A consultation as a digest mentions it; nothing that somebody wrote. `requester`: the Entra object id of whoever may not see to it;
 * `since`: from when on somebody is waited for; `remedies`: those that it takes as it stands in revision `rev`.
 */
const Mention = z.object({
  id: z.uuid(),
  reference: z.string(),
  requester: z.string(),
  status: Status,
  network: z.string().nullable(),
  since: z.string(),
  dueAt: z.string(),
  rev: count,
  remedies: z.array(Remedy),
});
export type Mention = z.infer<typeof Mention>;

/** Consultations that need somebody: how many, and the most pressing of them. */
const Pressing = z.object({ count, first: z.array(Mention) });
export type Pressing = z.infer<typeof Pressing>;

/** The living consultations of an area at one moment. `oldestDays`: how many whole working days ago the oldest was asked. */
const Standing = z.object({
  open: count,
  statuses: z.array(z.object({ status: Status, count })),
  oldestDays: count.nullable(),
  unclaimed: Pressing,
  overdue: Pressing,
  dueSoon: Pressing,
  undelivered: Pressing,
  experts: z.array(z.object({ name: z.string(), count })),
  /** How many more experts there are than are named; a digest of an older release names them all. */
  otherExperts: count.optional(),
});
export type Standing = z.infer<typeof Standing>;

/** How many were asked of one kind, in the week and in the ISO year until then. */
function askedBy<T extends z.ZodType>(of: T) {
  return z.array(z.object({ of, week: count, year: count }));
}

const Attendance = z.object({ trainings: count, participants: count });

/** An area's figures of a week. What stands now (`standing`) is that of the instant `at`, whatever the week. */
export const AreaFigures = z.object({
  scope: z.literal('area'),
  area: AreaId,
  ...Week.shape,
  at: z.string(),
  isFinished: z.boolean(),
  asked: Flow,
  answered: Flow,
  closed: Flow,
  redirected: Flow,
  withdrawn: Flow,
  /** The week and the four before it, the oldest first. */
  weeks: z.array(z.object({ ...Week.shape, asked: count, answered: count, closed: count })),
  standing: Standing,
  claim: Speed,
  answer: Speed,
  fields: askedBy(FieldCode),
  /** The fields that no network covers, as the list of networks says: their requests go to the general network, or to the coordinators. */
  uncovered: z.array(FieldCode),
  counties: askedBy(CountyCode),
  /** The area's counties that have asked nothing in this week and the seven before it. */
  silent: z.array(CountyCode),
  sectors: askedBy(Sector),
  languages: askedBy(Locale),
  stopped: z.array(z.object({ kind: z.string(), count })),
  helped: z.object({ of: count, mean: z.number().nullable(), changes: z.array(z.object({ change: Change, count })) }),
  failed: count,
  training: z.object({ week: Attendance, year: Attendance }),
});
export type AreaFigures = z.infer<typeof AreaFigures>;

// A figure that could point at somebody where it leaves its area is null: withheld.
const shown = count.nullable();
const NationalRow = z.object({
  asked: shown,
  answered: shown,
  closed: shown,
  open: shown,
  overdue: shown,
  hours: z.number().nullable(),
  within: z.number().nullable(),
  helped: z.number().nullable(),
});
export type NationalRow = z.infer<typeof NationalRow>;

/** What areas have together where some counts are withheld: between `from` and `to`. */
const Range = z.object({ from: count, to: count });
export type Range = z.infer<typeof Range>;

/** The areas of a week side by side, and what the five have together; `within` is a share from 0 to 1. `unanswerable`: the living consultations that no area can answer. */
export const NationalFigures = z.object({
  scope: z.literal('national'),
  ...Week.shape,
  at: z.string(),
  isFinished: z.boolean(),
  areas: z.array(z.object({ area: AreaId, ...NationalRow.shape })),
  whole: NationalRow.extend({ asked: Range, answered: Range, closed: Range, open: Range, overdue: Range }),
  unanswerable: Pressing,
});
export type NationalFigures = z.infer<typeof NationalFigures>;

/** A coordinator's digest of a week, with its figures as they were when it was made. `id` is `digest:`, area, week and recipient, so that it exists once. */
export const Digest = Outbox.extend({
  kind: z.literal('digest'),
  id: z.string(),
  area: AreaId,
  ...Week.shape,
  recipient: z.string(),
  createdAt: z.string(),
  figures: z.discriminatedUnion('scope', [AreaFigures, NationalFigures]),
});
export type Digest = z.infer<typeof Digest>;

/** The document id of an area's tally of a week. */
export function tallyId(area: AreaId, { year, week }: Week): string {
  return `tally:${area}:${year}-W${String(week).padStart(2, '0')}`;
}

/** The document id of a person's digest of an area's week. */
export function digestId(area: AreaId, { year, week }: Week, recipient: string): string {
  return `digest:${area}:${year}-W${String(week).padStart(2, '0')}:${recipient}`;
}
