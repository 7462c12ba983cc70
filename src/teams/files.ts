import type { Activity, TurnContext } from 'botbuilder';
import { ActivityTypes } from 'botbuilder';
import * as z from 'zod/v4';
import type { DirectoryDesk } from '../desk/directory.ts';
import type { Statistics } from '../desk/statistics.ts';
import { AreaId, areasLookedAfter, areasOf } from '../domain/network.ts';
import type { Person } from '../domain/person.ts';
import { wordsOf } from '../i18n/translate.ts';
import { type Log, stackOf } from '../log.ts';
import { statisticsFile } from './views/statistics-file.ts';

/** `mayUpload`: whether an address is one that files may be put to. */
type Dependencies = { statistics: Statistics; directory: DirectoryDesk; log: Log; mayUpload: (address: URL) => boolean };

// Teams waits fifteen seconds for the answer.
const uploadWithinMs = 10_000;
const Context = z.object({ area: AreaId, year: z.int().min(2000).max(2100) });
const Consent = z.discriminatedUnion('action', [
  z.looseObject({
    action: z.literal('accept'),
    context: Context,
    uploadInfo: z.object({
      contentUrl: z.url(),
      uploadUrl: z.url(),
      name: z.string().min(1),
      uniqueId: z.string(),
      fileType: z.string(),
    }),
  }),
  z.looseObject({ action: z.literal('decline') }),
]);
type Upload = Extract<z.infer<typeof Consent>, { action: 'accept' }>['uploadInfo'];

/** Builds what puts files into a person's OneDrive, once they have accepted them (Teams' file consent). */
export function createFiles({ statistics, directory, log, mayUpload }: Dependencies) {
  /** The message that offers an area's statistics of a year; it carries no more of them than the area and the year. */
  async function offer(area: AreaId, year: number, { locale }: Person): Promise<Partial<Activity>> {
    const words = wordsOf(locale).statistics;
    const { bytes, rows } = await fileOf(area, year, locale);
    const context = { area, year };
    const content = { description: words.offer(rows), sizeInBytes: bytes.length, acceptContext: context, declineContext: context };
    const name = words.fileName(area, year);
    const attachment = { contentType: 'application/vnd.microsoft.teams.card.file.consent', name, content };
    return { type: ActivityTypes.Message, attachments: [attachment], summary: words.offered(name) };
  }

  /** The reply to a person's answer to an offer. Accepted, the file is made now, for whoever may have it now. */
  async function answer({ activity }: TurnContext, person: Person): Promise<Partial<Activity>> {
    const words = wordsOf(person.locale).statistics;
    const consent = Consent.safeParse(activity.value);
    if (!consent.success) return said(wordsOf(person.locale).errors.stale);
    if (consent.data.action === 'decline') return said(words.declined);
    const { context, uploadInfo } = consent.data;
    const own = areasOf(await directory.current(), person.personId);
    if (!areasLookedAfter(own).includes(context.area)) return said(words.onlyCoordinators);
    const { bytes } = await fileOf(context.area, context.year, person.locale);
    return (await put(bytes, uploadInfo)) ? saved(uploadInfo, words.saved(uploadInfo.name)) : said(words.notSaved);
  }

  async function fileOf(area: AreaId, year: number, locale: Person['locale']): Promise<{ bytes: Buffer; rows: number }> {
    const opened = await statistics.opened(area, year);
    return { bytes: Buffer.from(statisticsFile(opened, await directory.current(), locale)), rows: opened.length };
  }

  // The address is the permission: it goes nowhere but where Teams keeps files, and carries no token.
  async function put(bytes: Buffer, { uploadUrl }: Upload): Promise<boolean> {
    if (!mayUpload(new URL(uploadUrl))) {
      log.warn({}, 'upload address refused');
      return false;
    }
    try {
      const headers = { 'content-type': 'application/octet-stream', 'content-range': `bytes 0-${bytes.length - 1}/${bytes.length}` };
      const signal = AbortSignal.timeout(uploadWithinMs);
      const { ok, status } = await fetch(uploadUrl, { method: 'PUT', headers, body: new Uint8Array(bytes), redirect: 'error', signal });
      if (!ok) log.warn({ status }, 'file not taken');
      return ok;
    } catch (error) {
      log.warn({ fault: stackOf(error) }, 'file not uploaded');
      return false;
    }
  }

  return { offer, answer };
}

/** What puts files into people's OneDrive. */
export type Files = ReturnType<typeof createFiles>;

const driveHosts = /\.(?:sharepoint|sharepoint-df)\.(?:com|us|cn|de)$|\.sharepoint-mil\.us$/;

/** Whether an address is OneDrive's or SharePoint's, as Teams' file consent gives it. */
export function isDriveAddress({ protocol, hostname, port, username }: URL): boolean {
  return protocol === 'https:' && port === '' && username === '' && driveHosts.test(hostname);
}

function saved({ contentUrl, name, uniqueId, fileType }: Upload, summary: string): Partial<Activity> {
  const attachment = { contentType: 'application/vnd.microsoft.teams.card.file.info', contentUrl, name, content: { uniqueId, fileType } };
  return { type: ActivityTypes.Message, attachments: [attachment], summary };
}

function said(text: string): Partial<Activity> {
  return { type: ActivityTypes.Message, text, textFormat: 'plain' };
}
