import { existsSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';

const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const [nodeMajor] = devDependencies.node.split('.');

describe.each(['.github/workflows/ci.yml', 'azure-pipelines.yml'])('%s', (file) => {
  const workflow = readFileSync(file, 'utf8');

  test('runs what every machine runs, and nothing beside it', () => {
    const commands = Array.from(workflow.matchAll(/^ *(?:- )?(?:run|script|bash): *(.*)$/gm), ([, command]) => command);

    expect(commands).toEqual(['.ci/run']);
    expect(existsSync('.ci/run') && (statSync('.ci/run').mode & 0o111) !== 0).toBe(true);
  });

  test('runs it on the Node that the project is made for', () => {
    expect(workflow).toMatch(new RegExp(`^ +(node-)?version: ${nodeMajor}(\\.x)?$`, 'm'));
  });

  test('leaves no credentials to what it runs', () => {
    expect(workflow).toMatch(/^ +(persist-credentials|persistCredentials): false$/m);
  });
});

test('on GitHub, a workflow reads and no more, with actions in a version each', () => {
  const workflow = readFileSync('.github/workflows/ci.yml', 'utf8');
  const actions = Array.from(workflow.matchAll(/uses: (.*)$/gm), ([, action]) => action);

  expect(workflow).toMatch(/^permissions:\n {2}contents: read\n\n/m);
  expect(actions.length).toBeGreaterThan(0);
  for (const action of actions) expect(action).toMatch(/^actions\/[\w-]+@v\d+\.\d+\.\d+$/);
});
