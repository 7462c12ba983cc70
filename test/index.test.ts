import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';

test('an error that nobody caught ends the process, which says of what kind it was and where it came from, and nothing that anybody wrote', () => {
  const thrower = `process.on('newListener', (event) => {
    if (event === 'uncaughtException') setImmediate(() => Promise.reject(new RangeError('Aino' + ' wrote this')));
  });`;
  const args = ['--disable-warning=ExperimentalWarning', '--import', `data:text/javascript,${encodeURIComponent(thrower)}`, 'src/index.ts'];
  const env = {
    ...process.env,
    NEUVO_MODE: 'local',
    PORT: '0',
    LOCAL_TEAMS_PORT: '0',
    LOCAL_TEAMS_PATH: ':memory:',
    SQLITE_PATH: ':memory:',
  };

  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 15_000, env });

  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  const [line = '{}'] = stdout.split('\n').filter((text) => text.startsWith('{'));
  expect(JSON.parse(line)).toMatchObject({ msg: 'ended by an error', fault: expect.stringMatching(/^RangeError\n/) });
  expect(stdout).not.toContain('Aino wrote');
});
