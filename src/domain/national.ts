import type { AreaFigures, NationalFigures, NationalRow, Range, Speed } from './digest.ts';

/** Smaller figures are withheld where they leave their area: they could point at somebody. Source: docs/decisions/digest.md. */
const smallest = 5;

const counts = ['asked', 'answered', 'closed', 'open', 'overdue'] as const;

/**
 * The areas' figures side by side, without those that could point at somebody and those from which such ones could be reckoned.
 * `answer` is the speed of these areas' answers; `unanswerable` are the consultations that no area can answer.
 */
export function nationalOf(figures: AreaFigures[], answer: Speed, unanswerable: NationalFigures['unanswerable']): NationalFigures {
  const [first] = figures;
  if (!first) throw new RangeError('a country without areas');
  const { year, week, at, isFinished } = first;
  const areas = figures.map((one) => ({ area: one.area, ...shownCounts(countsOf(one)), ...judged(one.answer, one.helped) }));
  const totals = Object.fromEntries(counts.map((count) => [count, totalOf(areas.map((row) => row[count]))]));
  const whole = { ...(totals as Record<(typeof counts)[number], Range>), ...judgedTogether(figures, answer) };
  return { scope: 'national', year, week, at, isFinished, areas, whole, unanswerable };
}

/** A count as it may leave its area: null if it is from one to four. */
export function withheld(count: number): number | null {
  return count > 0 && count < smallest ? null : count;
}

/** What counts add up to, as far as those that are withheld (null) leave it open. It is made of what is shown alone, so that nothing more can be reckoned from it. */
export function totalOf(shown: (number | null)[]): Range {
  const known = shown.reduce<number>((total, part) => total + (part ?? 0), 0);
  const hidden = shown.filter((part) => part === null).length;
  return { from: known + hidden, to: known + hidden * (smallest - 1) };
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

// Beside the other areas' figures, the whole's would tell those of the one that is too small to be judged.
function judgedTogether(figures: AreaFigures[], answer: Speed) {
  const { hours, within, helped } = judged(answer, helpedIn(figures));
  const isAnswerKnown = figures.every((one) => withheld(one.answer.of) !== null);
  const isHelpKnown = figures.every((one) => withheld(one.helped.of) !== null);
  return { hours: isAnswerKnown ? hours : null, within: isAnswerKnown ? within : null, helped: isHelpKnown ? helped : null };
}

function helpedIn(figures: AreaFigures[]) {
  const of = figures.reduce((sum, { helped }) => sum + helped.of, 0);
  const marks = figures.reduce((sum, { helped }) => sum + helped.of * (helped.mean ?? 0), 0);
  return { of, mean: of > 0 ? marks / of : null };
}
