import type { Consultation } from '../../src/domain/consultation.ts';
import type { AreaFigures, NationalFigures } from '../../src/domain/digest.ts';
import { answerSpeed, casesBehind } from '../../src/domain/figures.ts';
import { nationalOf } from '../../src/domain/national.ts';
import { type AreaId, areaOfCounty, areas, type CountyCode, FieldCode, Locale } from '../../src/domain/network.ts';
import { Sector, Urgency } from '../../src/domain/request.ts';
import { pressingOf } from '../../src/domain/standing.ts';
import { uuid } from '../support/clock.ts';
import { actOf, actors, type Doing, lived, opened } from '../support/consultations.ts';
import { figuresIn, materialOf, weekOf } from '../support/figures.ts';

const week = { year: 2026, week: 47 };
const at = '2026-11-23T06:00:00.000Z';
const tally = { kind: 'tally' as const, id: 't', area: 'pohjois' as const, ...week, stopped: { hetu: 2, personName: 5 } };
const training = { kind: 'centre' as const, id: 'centre:pohjois', area: 'pohjois' as const, coordinators: null };
const trainings = [{ on: '2026-11-18', participants: 24, topic: 'Neuvo', by: 'x', at }];

/** How many consultations a digest is made of. */
export type Amount = 0 | 3 | 300;

/** So many consultations of an autumn, spread over the country's counties, fields and weeks, in every turn of a life. */
export function consultationsOf(amount: number, counties?: CountyCode[]): Consultation[] {
  return Array.from({ length: amount }, (_, index) => lifeOf(index, counties ?? (Object.keys(areaOfCounty) as CountyCode[])));
}

/** The North's figures of week 47 on the Monday after it. */
export function northern(amount: Amount): AreaFigures {
  const consultations = consultationsOf(amount, ['21', '19', '18']);
  return figuresIn(week, consultations, { at, ...(amount > 0 ? { tally, centre: { ...training, trainings } } : {}) });
}

/** The country's, of the same week. */
export function nationwide(amount: Amount): NationalFigures {
  const consultations = consultationsOf(amount);
  const { happenings, directory } = materialOf(consultations, 'kansallinen', { at });
  const figures = areas.map((area) => figuresIn(week, consultations, { at, area }));
  const homeless = consultations.filter(({ area }) => area === 'kansallinen');
  const answered = happenings.filter((one) => one.kind === 'answered' && one.area !== 'kansallinen' && one.at >= weekOf(week).from);
  return nationalOf(figures, answerSpeed(answered, directory), pressingOf(homeless, 'living', { at, directory }));
}

/** The consultations behind a figure of the North's week, for a list. */
export function listed(figure: Parameters<typeof casesBehind>[0], amount: Amount, area: AreaId = 'pohjois') {
  const material = materialOf(consultationsOf(amount, ['21', '19', '18']), area, { at });
  const now = { at, directory: material.directory };
  return { figure, area, week, cases: casesBehind(figure, area, weekOf(week), material), elsewhere: 0, now };
}

function lifeOf(index: number, counties: CountyCode[]): Consultation {
  const of = <T>(options: readonly T[], step: number) => options[Math.floor(index / step) % options.length] as T;
  const asked = new Date(Date.parse('2026-11-20T07:00:00.000Z') - ((index * 5) % 60) * 24 * 3_600_000).toISOString();
  const after = (hours: number) => new Date(Date.parse(asked) + hours * 3_600_000).toISOString();
  const wish = { county: of(counties, 1), field: of(FieldCode.options, 2), sector: of(Sector.options, 3), language: of(Locale.options, 7) };
  const claim: Doing = [actors.lead, actOf('claim', { discipline: 'social' }), after(1 + (index % 9))];
  const answer: Doing = [actors.lead, actOf('answer'), after(12 + (index % 70))];
  const close: Doing = [actors.requester, actOf('close', { helped: 3 + (index % 3), change: 'surer' }), after(100)];
  const lives: Doing[][] = [[], [claim], [claim, answer], [claim, answer, close], [claim, answer, close]];
  const begun = opened({ ...wish, urgency: of(Urgency.options, 1) }, asked);
  const doings = begun.network === null ? [] : (lives[index % lives.length] ?? []).filter(([, , when = '']) => when < at);
  const whole = lived(begun, ...doings);
  return { ...whole, id: uuid(index + 1), reference: `OT-${String(index + 100).replaceAll(/[01]/g, 'K')}ABC`.slice(0, 9) };
}
