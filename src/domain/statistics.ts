import type { Instant } from './calendar.ts';
import type { Consultation, Entry } from './consultation.ts';
import type { Terms } from './deadlines.ts';
import { type Happening, happeningsOf } from './happenings.ts';
import type { AreaId, Centre } from './network.ts';
import { isWithin, monthSpans, type Span } from './period.ts';
import { promiseAt } from './promise.ts';

/** A consultation for the year's statistics: when things happened to it first, and how often; no texts and nobody's name. */
export type CaseRecord = {
  claimed: Instant | null;
  answered: Instant | null;
  isInTime: boolean | null;
  redirects: number;
  reminders: number;
};

const reminders: Entry['verb'][] = ['remind', 'warn', 'nudge'];

/** What the statistics tell of a consultation besides what its document holds. `terms`: those of the place where it is. */
export function recordOf(consultation: Consultation, terms: Terms): CaseRecord {
  const happened = happeningsOf(consultation);
  const first = (kind: Happening['kind']) => happened.find((one) => one.kind === kind)?.entry;
  const answer = first('answered');
  return {
    claimed: first('claimed')?.at ?? null,
    answered: answer?.at ?? null,
    isInTime: answer ? answer.at <= promiseAt(consultation, answer.seq, terms) : null,
    redirects: happened.filter(({ kind }) => kind === 'redirected').length,
    reminders: consultation.history.filter(({ verb }) => reminders.includes(verb)).length,
  };
}

/** What happened in a month of a year, or in the whole of it. */
export type MonthFigures = Record<'asked' | 'answered' | 'closed' | 'withdrawn' | 'participants', number>;

/** The months of a calendar year, and the year, in an area; `kansallinen` stands for the whole country. `centres` are those whose trainings count. */
export function yearOf(
  area: AreaId,
  year: number,
  happenings: Happening[],
  centres: Centre[],
): { months: MonthFigures[]; whole: MonthFigures } {
  const own = area === 'kansallinen' ? happenings : happenings.filter((one) => one.area === area);
  const months = monthSpans(year).map((span) => monthOf(span, own, centres));
  const sum = (kind: keyof MonthFigures) => months.reduce((total, month) => total + month[kind], 0);
  const whole = {
    asked: sum('asked'),
    answered: sum('answered'),
    closed: sum('closed'),
    withdrawn: sum('withdrawn'),
    participants: sum('participants'),
  };
  return { months, whole };
}

function monthOf(span: Span, happenings: Happening[], centres: Centre[]): MonthFigures {
  const inMonth = happenings.filter(({ at }) => isWithin(at, span));
  const count = (kind: Happening['kind']) => inMonth.filter((one) => one.kind === kind).length;
  const trainings = centres.flatMap((centre) => centre.trainings).filter(({ on }) => isWithin(`${on}T12:00:00.000Z`, span));
  return {
    asked: count('asked'),
    answered: count('answered'),
    closed: count('closed'),
    withdrawn: count('withdrawn'),
    participants: trainings.reduce((total, { participants }) => total + participants, 0),
  };
}
