import { readFileSync } from 'node:fs';
import { format, inspect, parseEnv } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { ConfigError, readConfig, settingNames } from '../src/config.ts';
import { defaultTiming } from '../src/domain/timing.ts';

const guid = '6f0d3a52-0000-4000-8000-00000000c0de';
const aino = '6f0d3a52-0000-4000-8000-00000000a100';
const controller = {
  CONTROLLER_NAME: 'Esimerkkilä',
  CONTROLLER_CONTACT: 'neuvo@example.org',
  DATA_PROTECTION_OFFICER: 'https://example.org/officer',
};
const production = {
  NEUVO_MODE: 'production',
  BOT_ID: guid,
  BOT_TENANT_ID: guid,
  COORDINATORS: `kansallinen:${aino}`,
  ...controller,
};
const needed = ['BOT_ID', 'BOT_TENANT_ID', 'CONTROLLER_CONTACT', 'CONTROLLER_NAME', 'COORDINATORS', 'DATA_PROTECTION_OFFICER'];
const invented = {
  name: 'Esimerkkilän hyvinvointialue',
  contact: 'neuvo@esimerkkila.example',
  dataProtectionOfficer: 'tietosuoja@esimerkkila.example',
};

/** What is said of an environment that nobody can start with, a line a problem. */
function problemsOf(environment: Record<string, string>): string[] {
  try {
    readConfig(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toHaveProperty('code', 'config');
    return (error as ConfigError).message.split('\n');
  }
  throw new Error('nothing was said');
}

function namesIn(problems: string[]): string[] {
  return problems.map((problem) => problem.split(' ')[0] ?? '').sort();
}

function coordinatorsOf(list: string) {
  const config = readConfig({ ...production, COORDINATORS: list });
  return config.mode === 'production' ? config.coordinators : [];
}

describe('On one machine', () => {
  test('nothing needs to be set', () => {
    expect(readConfig({})).toEqual({
      mode: 'local',
      port: 3978,
      host: '127.0.0.1',
      metricsPort: null,
      metricsToken: null,
      logLevel: 'warn',
      store: { type: 'sqlite', path: 'data/neuvo.sqlite' },
      timings: {},
      controller: invented,
      localTeams: { port: 3979, path: 'data/local-teams.json' },
    });
  });

  test('what is set is taken', () => {
    const paths = { SQLITE_PATH: ':memory:', LOCAL_TEAMS_PATH: ':memory:' };

    expect(readConfig({ PORT: '0', LOCAL_TEAMS_PORT: '8080', HOST: '0.0.0.0', METRICS_PORT: '9090', LOG_LEVEL: 'info', ...paths })).toEqual(
      {
        mode: 'local',
        port: 0,
        host: '0.0.0.0',
        metricsPort: 9090,
        metricsToken: null,
        logLevel: 'info',
        store: { type: 'sqlite', path: ':memory:' },
        timings: {},
        controller: invented,
        localTeams: { port: 8080, path: null },
      },
    );
  });

  test('a local Teams that runs already is used in place of an own one', () => {
    expect(readConfig({ LOCAL_TEAMS_URL: 'http://127.0.0.1:3979' })).toMatchObject({ localTeams: { url: 'http://127.0.0.1:3979' } });
  });

  test('a setting that is empty is left out', () => {
    expect(readConfig(Object.fromEntries(settingNames.map((name) => [name, ''])))).toEqual(readConfig({}));
  });

  test('whatever else is in the environment does not matter', () => {
    expect(readConfig({ PATH: '/bin', constructor: 'x', toString: 'x', NEUVO_UNKNOWN: 'x', port: 'x' })).toEqual(readConfig({}));
  });
});

test('an area may have its own times; what is not named stays as usual', () => {
  const { timings } = readConfig({ TIMING: '{"pohjois": {"normalDays": 14, "breaks": [{"from": "2026-07-01", "to": "2026-07-31"}]}}' });

  expect(timings).toEqual({ pohjois: { ...defaultTiming, normalDays: 14, breaks: [{ from: '2026-07-01', to: '2026-07-31' }] } });
});

test.each([
  '{',
  '[]',
  'null',
  '{"lappi": {}}',
  '{"pohjois": {"normalDays": 0}}',
  '{"pohjois": {"remindAfterHours": 3}}',
  '{"pohjois": {"remindAfterHours": {"normal": 1e9, "soon": 4, "urgent": 2}}}',
  '{"pohjois": {"breaks": [{"from": "2026-07-01", "to": "9999-12-31"}]}}',
  '{"pohjois": {"breaks": [{"from": "2026-07-31", "to": "2026-07-01"}]}}',
])('times that cannot be read are not taken: %s', (times) => {
  expect(namesIn(problemsOf({ TIMING: times }))).toEqual(['TIMING']);
});

describe('Production', () => {
  test.each([{ NEUVO_MODE: 'production' }, { NODE_ENV: 'production' }, { NODE_ENV: 'production', NEUVO_MODE: '' }])(
    'does not start without credentials, and says everything that is missing at once: %o',
    (environment) => {
      expect(namesIn(problemsOf(environment))).toEqual(needed);
    },
  );

  test.each(['prod', 'Production', 'staging'])('is not mistaken for local mode where NODE_ENV says %s', (name) => {
    expect(namesIn(problemsOf({ NODE_ENV: name }))).toEqual(['NEUVO_MODE']);
  });

  test('can be tried in local mode where NODE_ENV says production', () => {
    expect(readConfig({ NODE_ENV: 'production', NEUVO_MODE: 'local' }).mode).toBe('local');
  });

  test('starts with a managed identity, open to all addresses, and logs what it does', () => {
    expect(readConfig(production)).toMatchObject({
      mode: 'production',
      host: '0.0.0.0',
      logLevel: 'info',
      botId: guid,
      tenantId: guid,
      botType: 'UserAssignedMSI',
      coordinators: [{ area: 'kansallinen', personId: aino }],
    });
  });

  test('needs a password if the bot was registered for a single tenant', () => {
    const single = { ...production, BOT_TYPE: 'SingleTenant' };

    expect(namesIn(problemsOf(single))).toEqual(['SECRET_BOT_PASSWORD']);
    expect(readConfig({ ...single, SECRET_BOT_PASSWORD: 'hush' })).toMatchObject({ botType: 'SingleTenant' });
  });

  test('has no password with a managed identity: the SDK would refuse it', () => {
    expect(namesIn(problemsOf({ ...production, SECRET_BOT_PASSWORD: 'hush' }))).toEqual(['SECRET_BOT_PASSWORD']);
  });

  test.each(['toUpperCase', 'toLowerCase'] as const)('knows ids in any case, in braces or with spaces around them (%s)', (change) => {
    const written = ` {${guid[change]()}} `;

    expect(readConfig({ ...production, BOT_ID: written, BOT_TENANT_ID: written })).toMatchObject({ botId: guid, tenantId: guid });
  });

  test('needs the address of Cosmos DB if consultations are to live there', () => {
    const cosmos = { ...production, STORE: 'cosmos' };

    expect(namesIn(problemsOf(cosmos))).toEqual(['COSMOS_ENDPOINT']);
    expect(readConfig({ ...cosmos, COSMOS_ENDPOINT: 'https://neuvo.example/' }).store).toMatchObject({
      type: 'cosmos',
      endpoint: 'https://neuvo.example/',
      database: 'neuvo',
      container: 'documents',
    });
  });
});

describe('What is wrong', () => {
  const wrong = {
    NEUVO_MODE: 'test',
    PORT: '70000',
    METRICS_PORT: 'none',
    LOG_LEVEL: 'loud',
    STORE: 'paper',
    COSMOS_ENDPOINT: 'somewhere',
    BOT_ID: 'bot-wrong-id',
    BOT_TENANT_ID: 'contoso.example',
    BOT_TYPE: 'MultiTenant',
    TIMING: '{"pohjois": {"nudgeAfterDays": 4}}',
    LOCAL_TEAMS_PORT: '39.79',
    LOCAL_TEAMS_URL: 'nowhere',
  };

  test('is said all at once, in a sentence each', () => {
    const problems = problemsOf(wrong);

    expect(namesIn(problems)).toEqual(Object.keys(wrong).sort());
    for (const problem of problems) expect(problem).toMatch(/^[A-Z_]+ (is|names) .+\.$/);
  });

  test('is said together with what is missing', () => {
    const environment = { NEUVO_MODE: 'production', PORT: 'x', BOT_TYPE: 'SingleTenant', STORE: 'cosmos', COORDINATORS: 'pohjois' };

    expect(namesIn(problemsOf(environment))).toEqual([...needed, 'COSMOS_ENDPOINT', 'PORT', 'SECRET_BOT_PASSWORD'].sort());
  });

  test.each(['-1', '65536', '80.5', 'abc', '1e9'])('includes the port %s', (PORT) => {
    expect(namesIn(problemsOf({ PORT }))).toEqual(['PORT']);
  });

  test('is never said with what was set', () => {
    const text = problemsOf(wrong).join('\n');

    for (const value of ['70000', 'loud', 'paper', 'somewhere', 'bot-wrong-id', 'contoso.example', 'MultiTenant', '39.79', 'nowhere']) {
      expect(text).not.toContain(value);
    }
  });
});

describe('Coordinators', () => {
  test('are pairs of an area and a person, parted by commas, semicolons, spaces or lines', () => {
    const expected = [
      { area: 'pohjois', personId: aino },
      { area: 'ita', personId: guid },
      { area: 'kansallinen', personId: guid },
    ];

    expect(coordinatorsOf(`pohjois:${aino},ita:${guid},kansallinen:${guid}`)).toEqual(expected);
    expect(coordinatorsOf(` pohjois=${aino};\n ita:${guid}, ; kansallinen:${guid} `)).toEqual(expected);
  });

  test('are known by the small letters that Teams writes their ids in', () => {
    expect(coordinatorsOf(`Kansallinen:${aino.toUpperCase()}`)).toEqual([{ area: 'kansallinen', personId: aino }]);
  });

  test('one in each area is enough, without a national one', () => {
    const each = ['etela', 'ita', 'sisa', 'lansi', 'pohjois'];

    expect(coordinatorsOf(each.map((area) => `${area}:${guid}`).join(',')).map(({ area }) => area)).toEqual(each);
  });

  test('may be written as tools show their ids: in braces, in quotes, with spaces', () => {
    expect(coordinatorsOf(`"kansallinen: {${aino.toUpperCase()}}, ita = ${guid}"`)).toEqual([
      { area: 'kansallinen', personId: aino },
      { area: 'ita', personId: guid },
    ]);
  });

  test.each([
    ['nobody', ' , '],
    ['a person without an area', guid],
    ['an area that there is not', `pohjoinen:${guid}`],
    ['somebody by name', 'pohjois:aino@kunta.example'],
    ['no id, but as long as one', `pohjois:${'-'.repeat(36)}`],
    ['one well and one badly', `kansallinen:${guid}, ita:${guid}x`],
    ['somebody of one area alone, when a request comes from another', `pohjois:${guid}`],
  ])('can not be %s', (_what, COORDINATORS) => {
    expect(namesIn(problemsOf({ ...production, COORDINATORS }))).toEqual(['COORDINATORS']);
  });
});

describe('The controller', () => {
  test('is named, and reached by e-mail or on the web', () => {
    const { controller: read } = readConfig({ ...production, CONTROLLER_NAME: ' Pohjois-Suomen OT-keskus & kumppanit ' });

    expect(read).toEqual({
      name: 'Pohjois-Suomen OT-keskus & kumppanit',
      contact: 'neuvo@example.org',
      dataProtectionOfficer: 'https://example.org/officer',
    });
  });

  test.each([
    ['CONTROLLER_NAME', '   '],
    ['CONTROLLER_NAME', 'two\nlines'],
    ['CONTROLLER_NAME', 'x'.repeat(201)],
    ['CONTROLLER_NAME', 'turned \u202e round'],
    ['CONTROLLER_CONTACT', 'somebody'],
    ['CONTROLLER_CONTACT', 'javascript:alert(1)'],
    ['CONTROLLER_CONTACT', 'mailto:neuvo@example.org'],
    ['CONTROLLER_CONTACT', 'neuvo@example.org, other@example.org'],
    ['DATA_PROTECTION_OFFICER', '+358 40 000 0000'],
    ['DATA_PROTECTION_OFFICER', 'ftp://example.org/'],
  ])('is not taken as %s: %j', (name, value) => {
    expect(namesIn(problemsOf({ ...production, [name]: value }))).toEqual([name]);
    expect(namesIn(problemsOf({ [name]: value }))).toEqual([name]);
  });
});

describe('Secrets', () => {
  const secrets = { SECRET_BOT_PASSWORD: 'hush-bot', SECRET_COSMOS_KEY: 'hush-cosmos' };
  const complete = { ...production, ...secrets, BOT_TYPE: 'SingleTenant', STORE: 'cosmos', COSMOS_ENDPOINT: 'https://neuvo.example/' };

  test('can be read', () => {
    const config = readConfig(complete);

    expect(config.mode === 'production' && config.password()).toBe('hush-bot');
    expect(config.store.type === 'cosmos' && config.store.key()).toBe('hush-cosmos');
  });

  test.each<[string, (value: unknown) => string]>([
    ['JSON', JSON.stringify],
    ['an inspection', (value) => inspect(value, { depth: null, showHidden: true })],
    ['a formatted line', (value) => format('%o %O %j %s', value, value, value, value)],
  ])('do not show in %s of the configuration', (_form, written) => {
    const config = readConfig(complete);

    expect(written(config)).toContain(guid);
    expect(written(config)).not.toContain('hush');
  });

  test('do not show in what is said of them, nor in what is thrown', () => {
    try {
      readConfig({ ...complete, PORT: 'x', COSMOS_ENDPOINT: 'hush', BOT_ID: 'hush', COORDINATORS: 'hush' });
    } catch (error) {
      expect(inspect(error, { depth: null, showHidden: true })).not.toContain('hush');
    }
    expect.assertions(1);
  });

  test('have names that begin with SECRET', () => {
    expect(settingNames.filter((name) => /PASSWORD|KEY|SECRET|TOKEN/.test(name)).every((name) => name.startsWith('SECRET_'))).toBe(true);
  });
});

describe('env/.env.example', () => {
  const text = readFileSync(new URL('../env/.env.example', import.meta.url), 'utf8');
  const lines = text.split('\n');

  test('lists every setting, and nothing else, in the order of src/config.ts', () => {
    expect(lines.flatMap((line) => /^([A-Z_]+)=/.exec(line)?.[1] ?? [])).toEqual(settingNames);
  });

  test('says in a comment above each what it is', () => {
    const bare = lines.filter((line, index) => line.includes('=') && !line.startsWith('#') && !/^# \S/.test(lines[index - 1] ?? ''));

    expect(bare).toEqual([]);
  });

  test('shows what each is when it is left out', () => {
    expect(readConfig(parseEnv(text))).toEqual(readConfig({}));
  });

  test('holds no secret', () => {
    expect(lines.filter((line) => /^SECRET_\w+=./.test(line))).toEqual([]);
  });
});
