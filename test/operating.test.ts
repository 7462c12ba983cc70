import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const guide = readFileSync('docs/operating.md', 'utf8');
const sources = globSync('src/**/*.ts', { exclude: ['src/local-teams/**'] }).map((file) => readFileSync(file, 'utf8'));

describe('the guide to operating', () => {
  test.each(sources.flatMap(troublesIn))('says what to do when the log says “%s”', (line) => {
    expect(guide).toContain(`\`${line}\``);
  });

  test.each(sources.flatMap((source) => namesIn(source, /name: '(neuvo_\w+)'/g)))('knows the metric %s', (metric) => {
    expect(guide).toMatch(new RegExp(`\`${metric}(_total)?\``));
  });

  test.each(namesIn(readFileSync('infra/monitoring.bicep', 'utf8'), /^ {4}name: '([\w-]+)'$/gm).filter((name) => name !== 'neuvo'))(
    'says where to begin when the alert “%s” comes',
    (alert) => {
      expect(guide).toContain(`| \`${alert}\` |`);
    },
  );
});

test.each(['README.md', 'SECURITY.md', 'CONTRIBUTING.md', 'docs/operating.md', 'docs/first-hour-in-teams.md'])(
  'every page and heading that %s links to is there',
  (file) => {
    for (const link of namesIn(readFileSync(file, 'utf8'), /\]\(((?!https?:)[^)\s]+)\)/g)) {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? file : join(dirname(file), path);

      expect([link, existsSync(target)]).toEqual([link, true]);
      if (anchor) expect([link, anchorsIn(target)]).toEqual([link, expect.arrayContaining([anchor])]);
    }
  },
);

/** The lines of level warn and error that a source can write: sentences within a call, whichever of them it chooses. */
function troublesIn(source: string): string[] {
  return Array.from(source.matchAll(/\b(?:log\.(?:warn|error)|warn)\(/g), ({ index, 0: call }) =>
    namesIn(argumentsAt(source, index + call.length), /'([a-z]+(?:[ .][a-z]+)+)'/g),
  ).flat();
}

function argumentsAt(source: string, start: number): string {
  let depth = 1;
  let end = start;
  for (; depth > 0; end++) depth += source[end] === '(' ? 1 : source[end] === ')' ? -1 : 0;
  return source.slice(start, end);
}

function namesIn(text: string, pattern: RegExp): string[] {
  return Array.from(text.matchAll(pattern), ([, name]) => name as string);
}

/** As GitHub makes them of headings. */
function anchorsIn(file: string): string[] {
  return namesIn(readFileSync(file, 'utf8'), /^#+ (.*)$/gm).map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );
}
