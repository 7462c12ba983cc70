import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { HttpError, type HttpRequest, type Route } from './http.ts';

/** A file in somebody's drive. */
export type DriveFile = { id: string; owner: string; name: string; size: number };

/** Where the bot puts a file that a person has accepted, as Teams tells it. */
export type UploadInfo = { contentUrl: string; name: string; uploadUrl: string; uniqueId: string; fileType: string };

export type Drive = ReturnType<typeof createDrive>;

/**
 * Everybody's own drive, as OneDrive is for Teams: the bot puts files there by an address that it got from its owner, who alone can read them.
 *
 * @param folder where the files are kept; null: in memory
 * @param address the server's own address
 * @param changed is told of every new file, for the snapshot
 */
export function createDrive(folder: string | null, address: () => string, changed: () => void) {
  const files = new Map<string, DriveFile>();
  const uploads = new Map<string, Omit<DriveFile, 'size'>>();
  const inMemory = new Map<string, Buffer>();

  const routes: Route[] = [
    ['PUT', '/drive/uploads/:token', async (request) => ({ status: 201, body: await upload(request) })],
    ['GET', '/drive/:id/:name', download],
  ];

  return {
    routes,
    files,

    /** Makes room for one file of a person. */
    reserve(owner: string, name: string): UploadInfo {
      const [id, token] = [randomUUID(), randomBytes(24).toString('base64url')];
      uploads.set(token, { id, owner, name });
      const fileType = extname(name).slice(1).toLowerCase();
      return { contentUrl: urlOf({ id, name }), name, uploadUrl: `${address()}/drive/uploads/${token}`, uniqueId: id, fileType };
    },

    urlOf,
  };

  function urlOf({ id, name }: Pick<DriveFile, 'id' | 'name'>): string {
    return `${address()}/drive/${id}/${encodeURIComponent(name)}`;
  }

  /** An upload session is good for one whole file. Its address is the permission: OneDrive refuses a token beside it. */
  async function upload({ params, headers, bytes }: HttpRequest) {
    const place = uploads.get(params.token ?? '');
    if (!place) throw refuse(404, 'itemNotFound', 'There is no such upload, or its file has arrived already.');
    if (headers.authorization !== undefined) throw refuse(401, 'unauthenticated', 'An upload address takes no token.');
    if (headers['content-range'] !== `bytes 0-${bytes.length - 1}/${bytes.length}`)
      throw refuse(416, 'invalidRange', 'Content-Range must say that the whole file comes at once, such as "bytes 0-99/100".');
    uploads.delete(params.token ?? '');
    const file = { ...place, size: bytes.length };
    await keep(file, bytes);
    files.set(file.id, file);
    changed();
    return { id: file.id, name: file.name, size: file.size };
  }

  async function download({ params, query }: HttpRequest) {
    const file = files.get(params.id ?? '');
    if (!file) throw refuse(404, 'itemNotFound', 'There is no such file.');
    if (query.get('as') !== file.owner) throw refuse(403, 'accessDenied', 'This file is in somebody else’s drive.');
    // Never shown in the page's own origin: whatever is in it can't act there.
    const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`;
    const headers = { 'content-type': 'application/octet-stream', 'content-disposition': disposition, 'x-content-type-options': 'nosniff' };
    return { status: 200, body: await read(file), headers };
  }

  async function keep({ id }: DriveFile, bytes: Buffer): Promise<void> {
    if (folder === null) inMemory.set(id, bytes);
    else {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(join(folder, id), bytes, { mode: 0o600 });
    }
  }

  async function read({ id }: DriveFile): Promise<Buffer> {
    return folder === null ? (inMemory.get(id) as Buffer) : readFile(join(folder, id));
  }
}

function refuse(status: number, code: string, message: string): HttpError {
  return new HttpError(status, { error: { code, message } });
}
