import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createLocalTeams } from '../../src/local-teams/server.ts';
import { createSnapshotWriter, readSnapshot, type Snapshot } from '../../src/local-teams/snapshot.ts';
import { answer } from './echo-bot.ts';
import { attached, cardBody, createStage } from './stage.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'local-teams-'));
});

afterEach(() => rm(folder, { recursive: true }));

test('conversations, views, memberships and keys survive a restart', async () => {
  const snapshot = join(folder, 'teams.json');
  const first = await createStage({ snapshot });
  const [person, leaver] = first.people;
  const message = await first.post({ attachments: [attached({ actions: [{ type: 'Action.Execute', title: 'Paina', verb: 'x' }] })] });
  first.bot.does(async (context) => {
    if (context.activity.type === 'invoke') await answer(context, cardBody({ body: [{ type: 'TextBlock', text: 'Sinulle' }] }));
  });
  await first.api.press({ as: person.id, conversation: first.channel, message, title: 'Paina' });
  const asked = await first.api.say({ as: person.id, conversation: first.channel, text: 'hei', mention: true });
  await first.api.members({ team: first.team.id, remove: [leaver.id] });
  await first.api.install({ as: person.id, installed: false });
  const keys = await (await fetch(`${first.teams.url}/openid/keys`)).text();
  const before = await first.api.chat(person.id, first.channel);
  await first.clear();

  const second = await createStage({ snapshot });
  const types: string[] = [];
  second.bot.does(async ({ activity }) => {
    types.push(activity.type);
  });

  expect(await second.api.chat(person.id, second.channel)).toEqual(before);
  expect(await (await fetch(`${second.teams.url}/openid/keys`)).text()).toBe(keys);
  await expect(second.api.chat(leaver.id, second.channel)).rejects.toThrow('is not in this conversation');
  expect((await second.api.world()).people.find(({ id }) => id === person.id)?.installed).toBe(false);
  expect(types).toEqual([]); // the bot has been introduced already
  const later = await second.api.say({ as: person.id, conversation: second.channel, text: 'Vielä' });
  expect(Number(later.id)).toBeGreaterThan(Number(asked.id));
  await second.clear();
});

test('nothing but the whole snapshot is left in the folder', async () => {
  const stage = await createStage({ snapshot: join(folder, 'teams.json') });
  await stage.post({ text: 'Hei' });

  await stage.clear();

  expect(await readdir(folder)).toEqual(['teams.json']);
});

test('what could not be written is written when it can be, by its owner alone to be read', async () => {
  const path = join(folder, 'made', 'teams.json');
  const written = Promise.withResolvers<void>();
  let attempts = 0;
  const writer = createSnapshotWriter(path, async () => {
    if (++attempts < 3) throw new Error('no space left on device');
    written.resolve();
    return { key: {} } as Snapshot;
  });

  await expect(writer.flush()).rejects.toThrow('no space left');
  writer.soon();
  await written.promise;
  await writer.flush();

  expect(readSnapshot(path)).toEqual({ key: {} });
  expect(await Promise.all([path, join(folder, 'made')].map(async (one) => ((await stat(one)).mode & 0o777).toString(8)))).toEqual([
    '600',
    '700',
  ]);
});

test('a damaged snapshot is not thrown away in silence', async () => {
  const snapshot = join(folder, 'teams.json');
  await writeFile(snapshot, '{"key":');

  expect(() => createLocalTeams({ botUrl: 'http://127.0.0.1:1', botId: 'x', botSecret: 'y', snapshot })).toThrow();
});
