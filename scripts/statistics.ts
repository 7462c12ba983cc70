// npm run statistics -- --year 2026 [--area pohjois] [--words sv] [--out tilasto.csv]
// Writes a year's consultations as a table, one row each, without texts and names: the file that the bot gives for "tilasto 2026".
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as z from 'zod/v4';
import { readConfig } from '../src/config.ts';
import { createDirectory } from '../src/desk/directory.ts';
import { createStatistics } from '../src/desk/statistics.ts';
import { AreaId, Locale } from '../src/domain/network.ts';
import { createCosmosStore } from '../src/store/cosmos.ts';
import { createSqliteStore } from '../src/store/sqlite.ts';
import { statisticsFile } from '../src/teams/views/statistics-file.ts';

const Asked = z.object({
  year: z.coerce.number().int().min(2000).max(2100),
  area: AreaId.default('kansallinen'),
  words: Locale.default('fi'),
  out: z.string().min(1).optional(),
});
const option = { type: 'string' } as const;
const { values } = parseArgs({ options: { year: option, area: option, words: option, out: option } });
const asked = Asked.safeParse(values);
if (asked.success) await write(asked.data);
else fail(asked.error.issues.map(({ path, message }) => `--${String(path[0])}: ${message}`).join('\n'));

async function write({ year, area, words, out }: z.infer<typeof Asked>): Promise<void> {
  const { store: place } = readConfig(process.env);
  const store = place.type === 'sqlite' ? createSqliteStore(place.path) : await createCosmosStore(place);
  const opened = await createStatistics({ store }).opened(area, year);
  const file = statisticsFile(opened, await createDirectory({ store, coordinators: [] }).current(), words);
  if (out) writeFileSync(out, file);
  else process.stdout.write(file);
  await store.close();
}

function fail(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}
