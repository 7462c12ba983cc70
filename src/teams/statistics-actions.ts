import * as z from 'zod/v4';
import type { Clock } from '../clock.ts';
import type { DirectoryDesk } from '../desk/directory.ts';
import type { Statistics } from '../desk/statistics.ts';
import { AreaId, areasLookedAfter, areasOf } from '../domain/network.ts';
import { calendarYear } from '../domain/period.ts';
import type { Person } from '../domain/person.ts';
import { wordsOf } from '../i18n/translate.ts';
import { type ActionAnswer, card, message, type SubjectActions } from './action-answers.ts';
import type { SubjectCommands } from './commands.ts';
import type { Files } from './files.ts';
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

/** Builds what answers a coordinator who asks for a year's statistics. Everything is authorised anew. */
export function createStatisticsActions({ statistics, files, directory, clock }: Dependencies) {
  /** The presses of the year's table. */
  const press: SubjectActions = async (data, person) => {
    const year = Year.safeParse(data);
    return year.success ? showYear(year.data.chosen ?? year.data.area, year.data.year, person) : null;
  };

  /** The command for a year's statistics ("2026"; this year if none is named). */
  const command: SubjectCommands = async (name, rest, person) => {
    if (name !== 'statistics') return null;
    const words = wordsOf(person.locale).statistics;
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

  async function ownAreas({ personId }: Person): Promise<AreaId[]> {
    return areasOf(await directory.current(), personId);
  }

  return { press, command };
}
