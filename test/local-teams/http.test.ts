import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createSnapshotWriter } from '../../src/local-teams/snapshot.ts';
import { head, sendRaw } from '../support/raw-socket.ts';
import { createStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await createStage();
});
afterAll(() => stage.clear());

test.each([
  ['an address that is none', head('GET //').replace('bot', '127.0.0.1'), 400],
  ['an address that can’t be decoded', head('GET /api/no/such/%E0%A4%A').replace('bot', '127.0.0.1'), 404],
  ['an id that can’t be decoded', head('GET /connector/v3/teams/%E0%A4%A').replace('bot', '127.0.0.1'), 400],
  ['another host', head('GET /'), 403],
  ['what is no HTTP', 'EHLO teams\r\n', 400],
])('%s is refused, and local Teams goes on', async (_what, bytes, status) => {
  expect((await sendRaw(stage.teams.url, bytes)).status).toBe(status);
  expect((await fetch(`${stage.teams.url}/openid/keys`)).status).toBe(200);
});

test('a state that can’t be written now is written with the next change', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'local-teams-'));
  const place = join(folder, 'a file where a folder is to be');
  writeFileSync(place, '');
  const writer = createSnapshotWriter(join(place, 'teams.json'), async () => ({ ahead: 1 }) as never);

  await expect(writer.flush()).rejects.toThrow();
  rmSync(place);
  await writer.flush();

  expect(JSON.parse(readFileSync(join(place, 'teams.json'), 'utf8'))).toEqual({ ahead: 1 });
  rmSync(folder, { recursive: true });
});
