// npm run explain-route -- --county 21 --field paihteet [--secondary koulupoissaolot] [--discipline social,health] [--language fi] [--words en]
// Shows where a request would go, and why, from the code that routes it and the networks that are registered.
import { parseArgs } from 'node:util';
import { readConfig } from '../src/config.ts';
import { createDirectory } from '../src/desk/directory.ts';
import { networkOf } from '../src/domain/network.ts';
import { Request } from '../src/domain/request.ts';
import { route } from '../src/domain/routing.ts';
import { areaNames } from '../src/i18n/names.ts';
import { languageOf, wordsOf } from '../src/i18n/translate.ts';
import { createSqliteStore } from '../src/store/sqlite.ts';

const options = {
  county: { type: 'string' },
  field: { type: 'string' },
  secondary: { type: 'string', default: '' },
  discipline: { type: 'string', default: 'social' },
  language: { type: 'string', default: 'fi' },
  words: { type: 'string', default: 'en' },
} as const;
const { values } = parseArgs({ options });
const list = (joined: string) => joined.split(',').filter((one) => one !== '');

const asked = Request.pick({ county: true, field: true, secondaryFields: true, disciplines: true, language: true }).safeParse({
  county: values.county,
  field: values.field,
  secondaryFields: list(values.secondary),
  disciplines: list(values.discipline),
  language: values.language,
});
if (asked.success) await explain(asked.data);
else fail(asked.error.issues.map(({ path, message }) => `--${String(path[0])}: ${message}`).join('\n'));

async function explain(request: Parameters<typeof route>[0]): Promise<void> {
  const { store: place } = readConfig(process.env);
  if (place.type !== 'sqlite') return fail('explain-route reads the SQLite store; with Cosmos DB, copy it first: npm run copy-store.');
  const store = createSqliteStore(place.path);
  const directory = await createDirectory({ store, coordinators: [] }).current();
  const locale = languageOf(values.words);
  const { routing } = wordsOf(locale);
  const { area, ranking, passedOver } = route(request, directory, new Date().toISOString());
  const rows = ranking.map(
    ({ network, reasons }, index) => `${index + 1}. ${network.name}: ${reasons.map((reason) => routing[reason]).join(', ')}`,
  );
  const passed = passedOver.map(({ network, obstacle }) => `–  ${networkOf(directory, network.id)?.name}: ${routing[obstacle]}`);
  const lines = [areaNames[area][locale], ...rows, ...(rows.length === 0 ? [routing.nobody] : []), ...passed];
  process.stdout.write(`${lines.join('\n')}\n`);
  await store.close();
}

function fail(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}
