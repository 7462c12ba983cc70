import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { type LogLevel, stackOf } from '../src/log.ts';

/** What a process writes that logs one line at each level, with these fields. */
function written(level: LogLevel, fields: Record<string, unknown> = {}): Record<string, unknown>[] {
  const script = `
    const [, module, level, fields] = process.argv;
    const log = (await import(module)).createLog(level);
    for (const method of ['info', 'warn', 'error']) log[method](JSON.parse(fields), 'it happened at ' + method);`;
  const module = new URL('../src/log.ts', import.meta.url).href;
  const args = ['--input-type=module', '--eval', script, module, level, JSON.stringify(fields)];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 10_000 });
  expect(stderr).toBe('');
  return stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
}

describe('The log', () => {
  test('is one JSON line an event: its level, its time, its message and its fields', () => {
    const [line] = written('info', { consultation: 'an id', attempt: 2 });

    expect(line).toEqual({ level: 30, time: expect.any(Number), msg: 'it happened at info', consultation: 'an id', attempt: 2 });
  });

  test.each<[LogLevel, number[]]>([
    ['info', [30, 40, 50]],
    ['warn', [40, 50]],
    ['error', [50]],
    ['silent', []],
  ])('at level %s holds what is as grave as that', (level, levels) => {
    expect(written(level).map((line) => line.level)).toEqual(levels);
  });

  test('leaves out what could be content, a name or a secret, also inside a field', () => {
    const hushed = Object.fromEntries(
      ['text', 'name', 'token', 'password', 'authorization', 'activity', 'request', 'card'].map((field) => [field, 'hush']),
    );

    const [line] = written('error', { ...hushed, code: 'kept', notice: { ...hushed, key: 'kept too' } });

    expect(line).toMatchObject({ code: 'kept', notice: { key: 'kept too' } });
    expect(JSON.stringify(line)).not.toContain('hush');
    expect(Object.keys(line ?? {}).sort()).toEqual(['code', 'level', 'msg', 'notice', 'time']);
  });
});

describe('The origin of an error', () => {
  test('is its stack, with the message', () => {
    expect(stackOf(new RangeError('no card'))).toMatch(/^RangeError: no card\n\s+at .*log\.test\.ts/);
  });

  test('is its message where it has no stack', () => {
    expect(stackOf(Object.assign(new Error('no card'), { stack: undefined }))).toBe('no card');
  });

  test.each(['text', 42, null, undefined])('is what was thrown, if that is no error: %s', (thrown) => {
    expect(stackOf(thrown)).toBe(String(thrown));
  });
});
