import * as z from 'zod/v4';

// A year of working days: what is longer is a slip of the pen, and would take the clock long to count.
const hours = z.number().positive().max(2_000);
const perUrgency = (usual: { normal: number; soon: number; urgent: number }) =>
  z.object({ normal: hours, soon: hours, urgent: hours }).default(usual);
const days = (count: number) => z.int().min(1).max(365).default(count);
// As in a network's own form. After a break that never ends duties would fall beyond the year 9999, where instants no longer sort.
const longestBreakMs = 366 * 86_400_000;
const date = z.iso.date();
const someBreak = z
  .object({ from: date, to: date })
  .refine(({ from, to }) => from <= to && Date.parse(to) - Date.parse(from) <= longestBreakMs);

/** The numbers of an area's promises and reminders. Hours are working hours; days are working days, but for the first and the last, which are calendar days. */
export const Timing = z.strictObject({
  /** The first answer to a request that is not urgent. */
  normalDays: days(7),
  soonWorkingDays: days(2),
  urgentWorkingDays: days(1),
  /** An unclaimed request mentions the duty experts after so long, and goes to the coordinators after twice as long. */
  remindAfterHours: perUrgency({ normal: 8, soon: 4, urgent: 2 }),
  /** The lead is warned so long before the promise ends. */
  warnBeforeHours: perUrgency({ normal: 8, soon: 4, urgent: 2 }),
  /** A claimed request without a sign of life from its experts. */
  nudgeAfterWorkingDays: days(3),
  returnAfterWorkingDays: days(5),
  /** An answered consultation that nobody speaks of is closed. */
  closeAfterDays: days(14),
  /** When the area's experts are away: local dates, both included. */
  breaks: z.array(someBreak).default([]),
});
export type Timing = z.infer<typeof Timing>;

/** The numbers that Neuvo comes with. */
export const defaultTiming: Timing = Timing.parse({});
