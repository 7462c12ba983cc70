import type { AreaFigures, NationalFigures, NationalRow, Speed } from './digest.ts';

/** Smaller figures are withheld where they leave their area: they could point at somebody. Source: docs/decisions/digest.md. */
const smallest = 5;

const counts = ['asked', 'answered', 'closed', 'open', 'overdue'] as const;

/**
 * The areas' figures side by side, without those that could point at somebody and those from which such ones could be reckoned.
 * `answer` is the speed of the whole country's answers; `unanswerable` are the consultations that no area can answer.
 */
export function nationalOf(figures: AreaFigures[], answer: Speed, unanswerable: NationalFigures['unanswerable']): NationalFigures {
  const [first] = figures;
  if (!first) throw new RangeError('a country without areas');
  const { year, week, at, isFinished } = first;
  const rows = figures.map((one) => ({ area: one.area, ...countsOf(one) }));
  const areas = figures.map((one) => ({ area: one.area, ...shownCounts(countsOf(one)), ...judged(one.answer, one.helped) }));
  const totals = Object.fromEntries(counts.map((count) => [count, totalOf(rows.map((row) => row[count]))]));
  const whole = { ...(totals as Pick<NationalRow, (typeof counts)[number]>), ...judged(answer, helpedIn(figures)) };
  return { scope: 'national', year, week, at, isFinished, areas, whole, unanswerable };
}

/** A count as it may leave its area: null if it is from one to four. */
export function withheld(count: number): number | null {
  return count > 0 && count < smallest ? null : count;
}

/** The sum of counts as it may stand beside them: null if it is small itself, or if a withheld count could be reckoned from it. */
export function totalOf(parts: number[]): number | null {
  const hidden = parts.filter((part) => withheld(part) === null);
  const sum = parts.reduce((total, part) => total + part, 0);
  const hiddenSum = hidden.reduce((total, part) => total + part, 0);
  // Two ones, or two fours, can't be anything else.
  const isTelling =
    hidden.length === 1 || (hidden.length > 1 && (hiddenSum === hidden.length || hiddenSum === hidden.length * (smallest - 1)));
  return isTelling ? null : withheld(sum);
}

function countsOf({ asked, answered, closed, standing }: AreaFigures) {
  return { asked: asked.week, answered: answered.week, closed: closed.week, open: standing.open, overdue: standing.overdue.count };
}

function shownCounts(row: ReturnType<typeof countsOf>) {
  return Object.fromEntries(counts.map((count) => [count, withheld(row[count])])) as Pick<NationalRow, (typeof counts)[number]>;
}

function judged({ of, hours, within }: Speed, helped: { of: number; mean: number | null }) {
  const isEnough = of >= smallest;
  return {
    hours: isEnough ? hours : null,
    within: isEnough ? within / of : null,
    helped: helped.of >= smallest ? helped.mean : null,
  };
}

function helpedIn(figures: AreaFigures[]) {
  const of = figures.reduce((sum, { helped }) => sum + helped.of, 0);
  const marks = figures.reduce((sum, { helped }) => sum + helped.of * (helped.mean ?? 0), 0);
  return { of, mean: of > 0 ? marks / of : null };
}
