import { spawnSync } from 'node:child_process';
import { openSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { type LogLevel, stackOf } from '../src/log.ts';

const script = `
  const [, module, level, fields] = process.argv;
  const log = (await import(module)).createLog(level);
  for (const method of ['info', 'warn', 'error']) log[method](JSON.parse(fields), 'it happened at ' + method);`;

/** Runs a process that logs one line at each level, with these fields. */
function logging(level: LogLevel, fields: Record<string, unknown>, stdout: 'pipe' | number) {
  const module = new URL('../src/log.ts', import.meta.url).href;
  const args = ['--input-type=module', '--eval', script, module, level, JSON.stringify(fields)];
  return spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 10_000, stdio: ['ignore', stdout, 'pipe'] });
}

/** What such a process writes. */
function written(level: LogLevel, fields: Record<string, unknown> = {}): Record<string, unknown>[] {
  const { stdout, stderr } = logging(level, fields, 'pipe');
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

  // Linux has a disk that is always full.
  (process.platform === 'linux' ? test : test.skip)('ends nothing when its disk is full', () => {
    const { status, stderr } = logging('info', {}, openSync('/dev/full', 'w'));

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});

describe('The origin of an error', () => {
  test('is its kind and its stack, without the message: that may be the body of an answer', () => {
    const origin = stackOf(new RangeError('Aino wrote this'));

    expect(origin).toMatch(/^RangeError\n\s+at .*log\.test\.ts/);
    expect(origin).not.toContain('Aino');
  });

  test('names the code and the status that it carries', () => {
    const failure = Object.assign(new Error('the body of an answer'), { code: 'REQUEST_SEND_ERROR', statusCode: 502, stack: undefined });

    expect(stackOf(failure)).toBe('Error REQUEST_SEND_ERROR 502');
  });

  test.each([
    ['text', 'string'],
    [42, 'number'],
    [undefined, 'undefined'],
  ])('is the kind of what was thrown, if that is no error: %s', (thrown, kind) => {
    expect(stackOf(thrown)).toBe(kind);
  });
});
