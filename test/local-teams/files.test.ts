import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { TurnContext } from 'botbuilder';
import type { UploadInfo } from '../../src/local-teams/drive.ts';
import { answer } from './echo-bot.ts';
import { attached, createStage, type Stage, wire } from './stage.ts';

const content = Buffer.from('kunta;määrä\nKemi;3\n');
const consentCard = {
  contentType: 'application/vnd.microsoft.teams.card.file.consent',
  name: 'tilasto.csv',
  content: { description: 'Neljän viikon luvut', sizeInBytes: content.length, acceptContext: { of: 'week' }, declineContext: { no: 1 } },
};

let stage: Stage;
let heard: Record<string, unknown>[];

beforeEach(async () => {
  stage = await createStage();
  heard = [];
  stage.bot.does(takeConsent);
});

afterEach(() => stage.clear());

describe('A file that the bot offers', () => {
  test('is put into the person’s drive once they allow it, and is theirs to read', async () => {
    const { api, people } = stage;
    const chat = await stage.chatOf(people[0]);
    const message = await offer();

    const result = await api.consent({ as: people[0].id, conversation: chat, message, action: 'accept' });
    const put = await upload(uploadOf(0));
    await send({ ...infoCard(uploadOf(0)) });

    expect(result).toEqual({ kind: 'sent' });
    expect(heard).toMatchObject([{ type: 'fileUpload', action: 'accept', context: { of: 'week' } }]);
    expect(uploadOf(0)).toMatchObject({ name: 'tilasto.csv', fileType: 'csv' });
    expect(put.status).toBe(201);
    const [consent, file] = (await api.chat(people[0].id, chat)).messages.map((shown) => shown.file);
    expect(consent).toEqual({
      kind: 'consent',
      name: 'tilasto.csv',
      description: 'Neljän viikon luvut',
      size: content.length,
      answer: 'accept',
    });
    expect(file).toMatchObject({ kind: 'file', name: 'tilasto.csv', size: content.length });
    expect(await api.download(file?.kind === 'file' ? file.url : '')).toEqual(content);
  });

  test('goes nowhere if they decline it', async () => {
    const { api, people } = stage;
    const chat = await stage.chatOf(people[0]);
    const message = await offer();

    await api.consent({ as: people[0].id, conversation: chat, message, action: 'decline' });

    expect(heard).toEqual([{ type: 'fileUpload', action: 'decline', context: { no: 1 } }]);
    expect((await api.chat(people[0].id, chat)).messages[0]?.file).toMatchObject({ answer: 'decline' });
  });

  test('can be answered once, and by its person alone', async () => {
    const { api, people } = stage;
    const conversation = await stage.chatOf(people[0]);
    const message = await offer();
    const answered = { conversation, message, action: 'accept' } as const;

    const both = await Promise.all([api.consent({ as: people[0].id, ...answered }), api.consent({ as: people[0].id, ...answered })]);
    const again = await api.consent({ as: people[0].id, ...answered });

    await expect(api.consent({ as: people[1].id, ...answered })).rejects.toThrow('is not in this conversation');
    expect(both.map(({ kind }) => kind).sort()).toEqual(['error', 'sent']);
    expect(again.kind).toBe('error');
    expect(heard).toHaveLength(1);
  });

  test('can be answered again if the bot did not take the answer', async () => {
    const { api, people, bot } = stage;
    const conversation = await stage.chatOf(people[0]);
    const message = await offer();
    bot.does((context) => answer(context, null, 500));

    const failed = await api.consent({ as: people[0].id, conversation, message, action: 'accept' });
    bot.does(takeConsent);
    const taken = await api.consent({ as: people[0].id, conversation, message, action: 'accept' });

    expect([failed.kind, taken.kind]).toEqual(['error', 'sent']);
  });
});

describe('An upload', () => {
  test('is good once', async () => {
    await accepted();

    const statuses = [await upload(uploadOf(0)), await upload(uploadOf(0))].map(({ status }) => status);

    expect(statuses).toEqual([201, 404]);
  });

  test.each<[string, Record<string, string>, number]>([
    ['without saying which bytes they are', {}, 416],
    ['with a part of the file', { 'content-range': `bytes 0-${content.length - 1}/1000` }, 416],
    ['with a token beside the address', { 'content-range': rangeOf(content), authorization: 'Bearer x' }, 401],
  ])('%s is refused, and can be tried again', async (_, headers, status) => {
    await accepted();

    const refused = await fetch(uploadOf(0).uploadUrl, { method: 'PUT', headers, body: content });
    const taken = await upload(uploadOf(0));

    expect([refused.status, taken.status]).toEqual([status, 201]);
  });

  test('of more than 4 MB is refused', async () => {
    await accepted();

    expect((await upload(uploadOf(0), Buffer.alloc(5 * 1024 * 1024))).status).toBe(413);
  });
});

describe('A file in a drive', () => {
  test.each([
    ['somebody else', (stage: Stage) => `?as=${stage.people[1].id}`],
    ['nobody in particular', () => ''],
  ])('is not for %s', async (_, query) => {
    await accepted();
    await upload(uploadOf(0));

    expect((await fetch(uploadOf(0).contentUrl + query(stage))).status).toBe(403);
  });

  test('is never shown inside the page, whatever it says it is', async () => {
    await accepted();
    await upload(uploadOf(0));

    const { headers } = await fetch(`${uploadOf(0).contentUrl}?as=${stage.people[0].id}`);

    expect(headers.get('content-disposition')).toMatch(/^attachment/);
    expect(headers.get('content-type')).toBe('application/octet-stream');
  });

  test('survives a restart', async () => {
    await stage.clear();
    const folder = mkdtempSync(join(tmpdir(), 'local-teams-'));
    const snapshot = join(folder, 'teams.json');
    stage = await createStage({ snapshot });
    stage.bot.does(takeConsent);
    await accepted();
    await upload(uploadOf(0));
    const path = `${new URL(uploadOf(0).contentUrl).pathname}?as=${stage.people[0].id}`;
    await stage.clear();

    stage = await createStage({ snapshot });

    expect(await stage.api.download(stage.teams.url + path)).toEqual(content);
    rmSync(folder, { recursive: true });
  });
});

describe('File cards are refused as Teams would', () => {
  test.each<[string, object]>([
    ['an offer without a name', { ...consentCard, name: undefined }],
    ['an offer without a size', { ...consentCard, content: { description: 'x' } }],
    ['a file that is not in the person’s drive', infoCard({ contentUrl: 'http://127.0.0.1/x', uniqueId: 'x', fileType: 'csv' })],
    ['a file without its address', { ...infoCard({ contentUrl: 'x', uniqueId: 'x', fileType: 'csv' }) }],
  ])('%s', async (_, attachment) => {
    expect((await send(attachment)).status).toBe(400);
  });

  test('a file of somebody else’s drive', async () => {
    await accepted();
    await upload(uploadOf(0));

    const { status } = await stage.bot.connector('POST', `/v3/conversations/${await stage.chatOf(stage.people[1])}/activities`, {
      type: 'message',
      attachments: [infoCard(uploadOf(0))],
    });

    expect(status).toBe(400);
  });

  test('any of them in a channel', async () => {
    const { status, body } = await stage.bot.connector('POST', '/v3/conversations', {
      channelData: { channel: { id: stage.channel } },
      activity: { type: 'message', attachments: [consentCard] },
    });

    expect([status, body?.error?.message]).toEqual([400, 'File cards work in personal chats only.']);
  });

  test('any of them if the manifest does not say that the bot supports files', async () => {
    await stage.clear();
    stage = await createStage({ supportsFiles: false });

    expect((await send(consentCard)).body?.error?.message).toMatch('supportsFiles');
    expect((await send(attached({}))).status).toBe(201);
  });
});

async function takeConsent(context: TurnContext): Promise<void> {
  const { name, value } = wire(context);
  if (name !== 'fileConsent/invoke') return;
  heard.push(value);
  await answer(context, null);
}

async function send(attachment: object) {
  const chat = await stage.chatOf(stage.people[0]);
  return stage.bot.connector('POST', `/v3/conversations/${chat}/activities`, { type: 'message', attachments: [attachment] });
}

async function offer(): Promise<string> {
  return (await send(consentCard)).body?.id ?? '';
}

async function accepted(): Promise<void> {
  const [{ id: as }] = stage.people;
  await stage.api.consent({ as, conversation: await stage.chatOf(stage.people[0]), message: await offer(), action: 'accept' });
}

function uploadOf(turn: number): UploadInfo {
  return heard[turn]?.uploadInfo as UploadInfo;
}

function upload({ uploadUrl }: UploadInfo, bytes = content): Promise<Response> {
  return fetch(uploadUrl, { method: 'PUT', headers: { 'content-range': rangeOf(bytes) }, body: bytes });
}

function rangeOf(bytes: Buffer): string {
  return `bytes 0-${bytes.length - 1}/${bytes.length}`;
}

function infoCard({ contentUrl, uniqueId, fileType }: Pick<UploadInfo, 'contentUrl' | 'uniqueId' | 'fileType'>) {
  const contentType = 'application/vnd.microsoft.teams.card.file.info';
  return { contentType, contentUrl, name: 'tilasto.csv', content: { uniqueId, fileType } };
}
