import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { systemClock } from '../src/clock.ts';
import { readConfig } from '../src/config.ts';
import { createServer } from '../src/teams/server.ts';

const lines = readFileSync('Dockerfile', 'utf8').split('\n');
const { devDependencies, scripts } = JSON.parse(readFileSync('package.json', 'utf8'));

describe('the image', () => {
  test('has the Node that the tests run on', () => {
    expect(argumentsOf('FROM')).toEqual([`node:${devDependencies.node}-bookworm-slim AS base`, 'base AS build', 'base']);
  });

  test('starts the bot as npm start does, without anything between it and the signals', () => {
    expect(JSON.parse(last('CMD')).join(' ')).toBe(scripts.start);
  });

  test('runs as somebody who owns nothing but the data', () => {
    expect(last('USER')).toBe('node');
    expect(lines.findLastIndex((line) => line.startsWith('USER '))).toBeGreaterThan(
      lines.findLastIndex((line) => /^(COPY|RUN) /.test(line)),
    );
    expect(argumentsOf('COPY').at(-1)).toBe('--from=build /app ./');
  });

  test('keeps the data in its volume', () => {
    const [, path = ''] = /SQLITE_PATH=(\S+)/.exec(last('ENV')) ?? [];

    expect(dirname(path)).toBe(last('VOLUME'));
  });

  test('names the port that the bot listens on', () => {
    expect(Number(last('EXPOSE'))).toBe(readConfig({}).port);
  });

  test('leaves out what Azure leaves out, and what is installed anew', () => {
    const azure = patternsIn('infra/deploy.ignore').map((pattern) => pattern.replaceAll(/^\/|\/$/g, ''));

    expect(patternsIn('.dockerignore').sort()).toEqual([...azure, 'node_modules', '!.npmrc'].sort());
  });
});

describe('the health check', () => {
  const check = JSON.parse(last('HEALTHCHECK').replace(/^.* CMD /, '')) as string[];
  const server = createServer({
    door: { admit: async () => ({ refused: 'no-token' }), objectionTo: () => null, prepare: async () => {} },
    clock: systemClock,
    receive: async () => ({ status: 200 }),
    ready: async () => ({ sends: 'arriving' }),
    pages: () => null,
    log: { info() {}, warn() {}, error() {} },
    metrics: { refused() {} },
  });

  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterAll(() => server.close());

  test('finds a bot that is alive', async () => {
    await expect(checked((server.address() as AddressInfo).port)).resolves.toBeDefined();
  });

  test('finds that nobody answers', async () => {
    await expect(checked(1)).rejects.toMatchObject({ code: 1 });
  });

  function checked(port: number): Promise<unknown> {
    return promisify(execFile)(process.execPath, check.slice(1), { env: { PORT: String(port) } });
  }
});

function argumentsOf(instruction: string): string[] {
  return lines.filter((line) => line.startsWith(`${instruction} `)).map((line) => line.slice(instruction.length + 1));
}

function last(instruction: string): string {
  return argumentsOf(instruction).at(-1) ?? '';
}

function patternsIn(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
}
