import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { TurnContext } from 'botbuilder';
import { createDirectory } from '../../src/desk/directory.ts';
import { createStatistics } from '../../src/desk/statistics.ts';
import type { Consultation } from '../../src/domain/consultation.ts';
import type { Person } from '../../src/domain/person.ts';
import { createSqliteStore } from '../../src/store/sqlite.ts';
import { createFiles, isDriveAddress } from '../../src/teams/files.ts';
import { actOf, actors, lived, opened } from '../support/consultations.ts';

type Put = { method: string | undefined; headers: IncomingHttpHeaders; body: string };

const { coordinator, requester, lead } = actors;
const person = { personId: coordinator.person.id, locale: 'sv' } as Person;
const store = () => createSqliteStore(':memory:');

let drive: { server: Server; url: string; puts: Put[]; status: number; location?: string };

beforeEach(async () => {
  drive = await openDrive();
});

afterEach(() => void drive.server.close());

describe('An accepted file', () => {
  test('is put whole to the address that Teams gave, without any token', async () => {
    const reply = await accepted();

    expect(drive.puts).toHaveLength(1);
    const [{ method, headers, body }] = drive.puts as [Put];
    const size = Buffer.byteLength(body);
    expect([method, headers['content-range'], headers.authorization]).toEqual(['PUT', `bytes 0-${size - 1}/${size}`, undefined]);
    expect(reply.attachments).toEqual([
      {
        contentType: 'application/vnd.microsoft.teams.card.file.info',
        contentUrl: 'https://drive.example/statistik.csv',
        name: 'statistik.csv',
        content: { uniqueId: 'unique', fileType: 'csv' },
      },
    ]);
  });

  test('holds a row for each consultation of the year, in the reader’s words, and nothing that identifies', async () => {
    await accepted();

    const [header = '', row = '', rest] = (drive.puts[0]?.body ?? '').split('\r\n');
    expect(header).toMatch(/^\ufeffReferens;Samarbetsområde;Välfärdsområde;/);
    expect(row).toContain(';Norra Finland;Lappland;socialväsendet;');
    expect(row).toContain(';2026-11-23 10:00;2026-11-23 10:00;2026-11-23 11:30;2026-11-30 16:00;ja;');
    expect(header.split(';')).toHaveLength(23);
    expect(rest).toBe('');
    for (const secret of [
      requester.person.name,
      lead.person.name,
      consultation.request.title,
      consultation.request.question,
      'verkostopalaveri',
    ])
      expect(drive.puts[0]?.body).not.toContain(secret);
  });

  test.each([
    ['is not taken', () => (drive.status = 507)],
    ['is sent elsewhere', () => Object.assign(drive, { status: 302, location: `${drive.url}/elsewhere` })],
    ['goes nowhere', () => drive.server.close()],
  ])('that %s is told as not saved', async (_, breaks) => {
    breaks();

    expect((await accepted()).text).toMatch(/^Det gick inte att spara filen/);
    expect(drive.puts.filter(({ method }) => method !== 'PUT')).toEqual([]);
  });
});

const consultation: Consultation = lived(
  opened(),
  [lead, actOf('claim', { discipline: 'social' })],
  [lead, actOf('answer'), '2026-11-23T09:30:00.000Z'],
);

async function accepted() {
  const kept = store();
  await kept.create(consultation);
  const directory = createDirectory({ store: kept, coordinators: [{ area: 'pohjois', personId: person.personId }] });
  const log = { info() {}, warn() {}, error() {} };
  const files = createFiles({ statistics: createStatistics({ store: kept }), directory, log, mayUpload: () => true });
  const uploadInfo = {
    contentUrl: 'https://drive.example/statistik.csv',
    uploadUrl: drive.url,
    name: 'statistik.csv',
    uniqueId: 'unique',
    fileType: 'csv',
  };
  const value = { type: 'fileUpload', action: 'accept', context: { area: 'pohjois', year: 2026 }, uploadInfo };
  return files.answer({ activity: { value } } as TurnContext, person);
}

async function openDrive(): Promise<typeof drive> {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    drive.puts.push({ method: request.method, headers: request.headers, body: Buffer.concat(parts).toString('utf8') });
    response.statusCode = drive.status;
    if (drive.location) response.setHeader('location', drive.location);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, puts: [], status: 201, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe('An address that a file is put to', () => {
  test.each([
    ['https://contoso-my.sharepoint.com/personal/x/_api/upload?guid=1', true],
    ['https://contoso.sharepoint.us/upload', true],
    ['http://contoso.sharepoint.com/upload', false],
    ['https://contoso.sharepoint.com.vaara.example/upload', false],
    ['https://sharepoint.com@vaara.example/upload', false],
    ['https://xsharepoint.com/upload', false],
    ['https://contoso.sharepoint.com:8443/upload', false],
    ['https://127.0.0.1/upload', false],
  ])('%s is Teams’ own: %p', (address, isOwn) => {
    expect(isDriveAddress(new URL(address))).toBe(isOwn);
  });
});
