import * as z from 'zod/v4';
import type { Clock } from '../clock.ts';
import type { DirectoryDesk } from '../desk/directory.ts';
import type { Statistics } from '../desk/statistics.ts';
import { localDate } from '../domain/calendar.ts';
import { AreaId, areasLookedAfter, areasOf } from '../domain/network.ts';
import { calendarYear } from '../domain/period.ts';
import type { Person } from '../domain/person.ts';
import { screen } from '../domain/privacy.ts';
import { formatWhen } from '../i18n/format.ts';
import { wordsOf } from '../i18n/translate.ts';
import { type ActionAnswer, card, message, type SubjectActions } from './action-answers.ts';
import type { SubjectCommands } from './commands.ts';
import type { Files } from './files.ts';
import type { Values } from './views/forms.ts';
import { trainingView } from './views/training.ts';
import { yearView } from './views/year.ts';

type Dependencies = { statistics: Statistics; files: Files; directory: DirectoryDesk; clock: Clock };

const Year = z.looseObject({
  v: z.literal(1),
  verb: z.literal('year'),
  card: z.literal('year'),
  area: AreaId,
  year: z.int().min(2000).max(2100),
  chosen: AreaId.optional(),
});
const Train = z.looseObject({ v: z.literal(1), verb: z.literal('training'), card: z.literal('training') });
const Training = z.object({
  on: z.iso.date().refine((date) => date >= '2000-01-01'),
  participants: z.coerce.number().int().min(1).max(10_000),
  topic: z.string().trim().min(1).max(120),
});

/** Builds what answers a coordinator who asks for a year's statistics, or records a training. Everything is authorised anew. */
export function createStatisticsActions({ statistics, files, directory, clock }: Dependencies) {
  /** The presses of the year's table and of the training form. */
  const press: SubjectActions = async (data, person) => {
    const year = Year.safeParse(data);
    if (year.success) return showYear(year.data.chosen ?? year.data.area, year.data.year, person);
    return Train.safeParse(data).success ? train(valuesIn(data), person) : null;
  };

  /** The commands for a year's statistics ("2026"; this year if none is named) and for the training form. */
  const command: SubjectCommands = async (name, rest, person) => {
    const words = wordsOf(person.locale).statistics;
    if (name === 'training') {
      const own = await ownAreas(person);
      return own.length === 0 ? words.training.onlyCoordinators : trainingView(own, { on: localDate(clock.now()) }, person.locale);
    }
    if (name !== 'statistics') return null;
    const [area] = areasLookedAfter(await ownAreas(person));
    if (!area) return words.onlyCoordinators;
    if (!/^(20\d\d)?$/.test(rest)) return words.how;
    const year = rest === '' ? calendarYear(clock.now()) : Number(rest);
    if (isAhead(year)) return words.notBegun(year);
    return [yearView(await yearIn(area, year, person)), await files.offer(area, year, person)];
  };

  async function showYear(area: AreaId, year: number, person: Person): Promise<ActionAnswer> {
    const offered = areasLookedAfter(await ownAreas(person));
    const words = wordsOf(person.locale).statistics;
    if (!offered.includes(area)) return message(words.onlyCoordinators);
    if (isAhead(year)) return message(words.notBegun(year));
    return card(yearView(await yearIn(area, year, person)));
  }

  async function yearIn(area: AreaId, year: number, person: Person) {
    const areas = areasLookedAfter(await ownAreas(person));
    return { area, year, ...(await statistics.months(area, year)), areas, thisYear: calendarYear(clock.now()), locale: person.locale };
  }

  function isAhead(year: number): boolean {
    return year > calendarYear(clock.now());
  }

  async function train(values: Values, person: Person): Promise<ActionAnswer> {
    const { locale, personId } = person;
    const words = wordsOf(locale).statistics.training;
    const own = await ownAreas(person);
    const area = own.find((one) => one === values.area) ?? own[0];
    if (!area || (values.area && area !== values.area)) return message(words.onlyCoordinators);
    const typed = Training.safeParse(values);
    const problem = typed.success ? problemOf(typed.data, person) : words.invalid;
    if (!typed.success || problem) return card(trainingView(own, values, locale, problem ?? words.invalid));
    const kept = await statistics.train(area, { ...typed.data, by: personId, at: clock.now() });
    return card(trainingView(own, { area }, locale, words.saved(typed.data.participants, kept.length), true));
  }

  function problemOf({ on, topic }: z.infer<typeof Training>, { locale }: Person): string | null {
    const { future, identifying } = wordsOf(locale).statistics.training;
    const now = clock.now();
    if (on > localDate(now)) return future(formatWhen(now, locale));
    return screen(topic).length > 0 ? identifying : null;
  }

  async function ownAreas({ personId }: Person): Promise<AreaId[]> {
    return areasOf(await directory.current(), personId);
  }

  return { press, command };
}

// Clients send numbers as numbers or as texts.
function valuesIn(data: unknown): Values {
  const entries = Object.entries(data as object).filter(([, value]) => typeof value === 'string' || typeof value === 'number');
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value).slice(0, 200)]));
}
