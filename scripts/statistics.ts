// npm run statistics -- --year 2026 [--area pohjois] [--words sv] [--out tilasto.csv]
// Writes a year's consultations as a table, one row each, without texts and names: the file that the bot gives for "tilasto 2026".
import { writeFileSync } from 'node:fs';
import * as z from 'zod/v4';
import { systemClock } from '../src/clock.ts';
import { readConfig } from '../src/config.ts';
import { createDirectory } from '../src/desk/directory.ts';
import { createStatistics } from '../src/desk/statistics.ts';
import { AreaId, Locale } from '../src/domain/network.ts';
import { calendarYear } from '../src/domain/period.ts';
import { areaNames } from '../src/i18n/names.ts';
import { wordsOf } from '../src/i18n/translate.ts';
import { createCosmosStore } from '../src/store/cosmos.ts';
import { createSqliteStore } from '../src/store/sqlite.ts';
import { statisticsFile } from '../src/teams/views/statistics-file.ts';
import { count, oneOf, optionsOf, refuse, type Usage } from './support/command-line.ts';

const firstYear = 2000;
const thisYear = calendarYear(systemClock.now());
const schema = z.object({
  year: count.pipe(z.int().min(firstYear).max(thisYear)),
  area: oneOf(AreaId.options).default('kansallinen'),
  words: oneOf(Locale.options).default('fi'),
  out: z.string().optional(),
});
const usage: Usage<typeof schema.shape> = {
  schema,
  how: 'npm run statistics -- --year 2026 [--area pohjois] [--words sv] [--out tilasto.csv]',
  locale: 'fi',
  allowed: ({ commandLine, languages }, locale) => ({
    year: commandLine.years(firstYear, thisYear),
    area: AreaId.options.map((area) => [area, areaNames[area][locale]] as const),
    words: Object.entries(languages),
  }),
};

const asked = optionsOf(usage);
if (asked) await write(asked);

async function write({ year, area, words, out }: z.infer<typeof schema>): Promise<void> {
  const { store: place } = readConfig(process.env);
  const store = place.type === 'sqlite' ? createSqliteStore(place.path) : await createCosmosStore(place);
  const opened = await createStatistics({ store }).opened(area, year);
  const file = statisticsFile(opened, await createDirectory({ store, coordinators: [] }).current(), words);
  if (out) keep(out, file, words);
  else process.stdout.write(file);
  await store.close();
}

function keep(path: string, file: string, locale: Locale): void {
  try {
    writeFileSync(path, file);
  } catch {
    refuse(wordsOf(locale).commandLine.notWritten('--out', path));
  }
}
