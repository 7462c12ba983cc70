// npm run explain-route -- --county 21 --field paihteet [--secondary koulupoissaolot] [--discipline social,health] [--language fi] [--words sv]
// Shows where a request would go, and why, from the code that routes it and the networks that are registered.
import * as z from 'zod/v4';
import { systemClock } from '../src/clock.ts';
import { readConfig } from '../src/config.ts';
import { createDirectory } from '../src/desk/directory.ts';
import { CountyCode, Discipline, FieldCode, Locale, networkOf } from '../src/domain/network.ts';
import { route } from '../src/domain/routing.ts';
import { areaNames, countyNames, fieldNames } from '../src/i18n/names.ts';
import { wordsOf } from '../src/i18n/translate.ts';
import { createCosmosStore } from '../src/store/cosmos.ts';
import { createSqliteStore } from '../src/store/sqlite.ts';
import { oneOf, optionsOf, someOf, type Usage } from './support/command-line.ts';

const schema = z.object({
  county: oneOf(CountyCode.options),
  field: oneOf(FieldCode.options),
  secondary: someOf(FieldCode.options, 2).default([]),
  discipline: someOf(Discipline.options, 3).default(['social']),
  language: oneOf(Locale.options).default('fi'),
  words: oneOf(Locale.options).default('fi'),
});
const usage: Usage<typeof schema.shape> = {
  schema,
  how: 'npm run explain-route -- --county 21 --field paihteet [--secondary koulupoissaolot] [--discipline social,health] [--language fi] [--words sv]',
  locale: 'fi',
  allowed: ({ disciplines, languages }, locale) => {
    const fields = FieldCode.options.map((code) => [code, fieldNames[code][locale]] as const);
    const codes = Object.entries(languages);
    return {
      county: CountyCode.options.map((code) => [code, countyNames[code][locale]] as const),
      field: fields,
      secondary: fields,
      discipline: Object.entries(disciplines),
      language: codes,
      words: codes,
    };
  },
};

const asked = optionsOf(usage);
if (asked) await explain(asked);

async function explain({ secondary, discipline, words: locale, ...request }: z.infer<typeof schema>): Promise<void> {
  const { store: place } = readConfig(process.env);
  const store = place.type === 'sqlite' ? createSqliteStore(place.path) : await createCosmosStore(place);
  const directory = await createDirectory({ store, coordinators: [] }).current();
  const { routing } = wordsOf(locale);
  const { area, ranking, passedOver } = route(
    { ...request, secondaryFields: secondary, disciplines: discipline },
    directory,
    systemClock.now(),
  );
  const rows = ranking.map(
    ({ network, reasons }, index) => `${index + 1}. ${network.name}: ${reasons.map((reason) => routing[reason]).join(', ')}`,
  );
  const passed = passedOver.map(({ network, obstacle }) => `–  ${networkOf(directory, network.id)?.name}: ${routing[obstacle]}`);
  const lines = [areaNames[area][locale], ...rows, ...(rows.length === 0 ? [routing.nobody] : []), ...passed];
  process.stdout.write(`${lines.join('\n')}\n`);
  await store.close();
}
