import { type Instant, workingTimeBetween } from './calendar.ts';
import { Change } from './command.ts';
import type { Consultation } from './consultation.ts';
import { coverageOf } from './coverage.ts';
import type { AreaFigures, Flow, Speed, Tally } from './digest.ts';
import type { Happening } from './happenings.ts';
import { type AreaId, areaOfCounty, breaksOf, type Centre, CountyCode, type Directory, FieldCode, Locale, timingOf } from './network.ts';
import { undeliveredOf } from './notice.ts';
import { isWithin, type Period, type Span, spanOf } from './period.ts';
import { hoursUntil, promiseAt } from './promise.ts';
import { type Request, Sector } from './request.ts';
import { pressed, pressingKinds, standingOf } from './standing.ts';
import { freeSince } from './watch.ts';

/**
 * What an area's figures are made of. `happenings`: all that has happened in the country since the beginning that `beginningOf` names;
 * `consultations`: those that the area has now, the living ones and those to which something has happened since.
 */
export type Material = {
  happenings: Happening[];
  consultations: Consultation[];
  tally: Tally | null;
  centre: Centre | null;
  directory: Directory;
  at: Instant;
};

/** The figures of an area's week. */
export function figuresOf(
  area: AreaId,
  period: Period,
  { happenings, consultations, tally, centre, directory, at }: Material,
): AreaFigures {
  const own = happenings.filter((happening) => happening.area === area);
  const ofKind = (kind: Happening['kind']) => own.filter((happening) => happening.kind === kind);
  const asked = ofKind('asked');
  const inWeek = (all: Happening[]) => within(all, period);
  return {
    scope: 'area',
    area,
    year: period.year,
    week: period.week,
    at,
    isFinished: at >= period.to,
    asked: flowOf(asked, period),
    answered: flowOf(ofKind('answered'), period),
    closed: flowOf(ofKind('closed'), period),
    redirected: flowOf(ofKind('redirected'), period),
    withdrawn: flowOf(ofKind('withdrawn'), period),
    weeks: [...period.before, { year: period.year, week: period.week }].map((week) => ({
      ...week,
      asked: within(asked, spanOf(week)).length,
      answered: within(ofKind('answered'), spanOf(week)).length,
      closed: within(ofKind('closed'), spanOf(week)).length,
    })),
    standing: standingOf(consultations, { at, directory }),
    claim: speedOf(inWeek(ofKind('claimed')), directory, isPromptClaim),
    answer: answerSpeed(inWeek(ofKind('answered')), directory),
    fields: countedBy(asked, period, FieldCode.options, ({ field }) => field),
    uncovered: coverageOf(directory.networks, area, at).fields,
    counties: countedBy(asked, period, CountyCode.options, ({ county }) => county),
    silent: hasListened(area, period, directory) ? silentIn(area, within(asked, period.eightWeeks)) : [],
    sectors: countedBy(asked, period, Sector.options, ({ sector }) => sector),
    languages: countedBy(asked, period, Locale.options, ({ language }) => language),
    stopped: Object.entries(tally?.stopped ?? {}).map(([kind, count]) => ({ kind, count })),
    helped: helpedOf(inWeek(ofKind('rated'))),
    failed: consultations.flatMap((one) => undeliveredOf(one, at)).filter(({ since }) => isWithin(since, period)).length,
    training: { week: attendanceIn(centre, period), year: attendanceIn(centre, period.yearSoFar) },
  };
}

/** The figures whose consultations can be looked at. */
export const figureNames = ['asked', 'answered', 'closed', 'redirected', 'withdrawn', ...pressingKinds] as const;
export type FigureName = (typeof figureNames)[number];

/** Whether a figure tells of what happened in its week; the others tell of what stands now. */
export function happenedInWeek(figure: FigureName): boolean {
  return !pressingKinds.some((kind) => kind === figure);
}

/** The consultations behind a figure of an area's week, each once: of those that happened in the week the newest first, of those that need somebody the most pressing. */
export function casesBehind(figure: FigureName, area: AreaId, period: Period, material: Material): Consultation[] {
  const kind = pressingKinds.find((one) => one === figure);
  if (kind) return pressed(material.consultations, kind, material);
  const happened = within(material.happenings, period).filter((one) => one.area === area && one.kind === figure);
  return [...new Set(happened.sort((a, b) => (a.at < b.at ? 1 : -1)).map(({ consultation }) => consultation))];
}

/** Those that happened within a span. */
export function within(happenings: Happening[], span: Span): Happening[] {
  return happenings.filter(({ at }) => isWithin(at, span));
}

function flowOf(happenings: Happening[], period: Period): Flow {
  const [first] = period.before;
  const fourWeeks = first ? within(happenings, { from: spanOf(first).from, to: period.from }).length : 0;
  return {
    week: within(happenings, period).length,
    mean: fourWeeks / period.before.length,
    year: within(happenings, period.yearSoFar).length,
  };
}

/** How soon these answers were given. */
export function answerSpeed(answered: Happening[], directory: Directory): Speed {
  return speedOf(answered, directory, isKeptPromise);
}

type Judge = (happening: Happening, directory: Directory) => boolean;

function speedOf(happenings: Happening[], directory: Directory, isKept: Judge): Speed {
  const hours = happenings.map(({ consultation, entry }) => hoursUntil(consultation, entry.seq, termsFor(consultation, directory)));
  const kept = happenings.filter((happening) => isKept(happening, directory));
  return { of: happenings.length, hours: medianOf(hours), within: kept.length };
}

function medianOf(values: number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] as number) + (sorted[Math.floor(middle)] as number)) / 2;
}

// A claim is prompt if nobody had to be reminded of the request since it was placed there.
function isPromptClaim({ consultation, entry }: Happening, directory: Directory): boolean {
  const { timing, breaks } = termsFor(consultation, directory);
  const since = freeSince({ history: consultation.history.slice(0, entry.seq - 1) });
  return workingTimeBetween(since, entry.at, breaks) <= timing.remindAfterHours[consultation.request.urgency];
}

function isKeptPromise({ consultation, entry }: Happening, directory: Directory): boolean {
  return entry.at <= promiseAt(consultation, entry.seq, termsFor(consultation, directory));
}

function termsFor(consultation: Consultation, directory: Directory) {
  return { timing: timingOf(directory, consultation.area), breaks: breaksOf(directory, consultation) };
}

function countedBy<T extends string>(asked: Happening[], period: Period, options: readonly T[], of: (request: Request) => T) {
  const year = Map.groupBy(within(asked, period.yearSoFar), ({ consultation }) => of(consultation.request));
  return options.flatMap((option) => {
    const found = year.get(option) ?? [];
    return found.length === 0 ? [] : [{ of: option, week: within(found, period).length, year: found.length }];
  });
}

// Where nobody could be asked for as long, silence says nothing of a county.
function hasListened(area: AreaId, { eightWeeks }: Period, { networks }: Directory): boolean {
  return networks.some((network) => network.area === area && network.registeredAt <= eightWeeks.from);
}

// HUS is a member of its area, but no county whose silence would mean anything.
function silentIn(area: AreaId, asked: Happening[]): CountyCode[] {
  const heard = new Set(asked.map(({ consultation }) => consultation.request.county));
  return CountyCode.options.filter((county) => areaOfCounty[county] === area && county !== 'HUS' && !heard.has(county));
}

function helpedOf(rated: Happening[]): AreaFigures['helped'] {
  const feedbacks = rated.flatMap(({ entry }) => (entry.feedback ? [entry.feedback] : []));
  const marks = feedbacks.flatMap(({ helped }) => helped ?? []);
  const sum = marks.reduce((total, mark) => total + mark, 0);
  const changes = Change.options.map((change) => ({ change, count: feedbacks.filter((one) => one.change === change).length }));
  return { of: marks.length, mean: marks.length > 0 ? sum / marks.length : null, changes: changes.filter(({ count }) => count > 0) };
}

function attendanceIn(centre: Centre | null, span: Span) {
  const held = (centre?.trainings ?? []).filter(({ on }) => isWithin(`${on}T12:00:00.000Z`, span));
  return { trainings: held.length, participants: held.reduce((sum, { participants }) => sum + participants, 0) };
}
