import * as z from 'zod/v4';

/** A file that the bot offers, until the person has answered, or one that lies in the person's drive. */
export type FileCard =
  | {
      kind: 'consent';
      name: string;
      description: string;
      size: number;
      contexts: { accept: unknown; decline: unknown };
      answer: 'accept' | 'decline' | null;
    }
  | { kind: 'file'; name: string; id: string };

/** Where a message goes: a sentence on why no file card may stand there, and whether the person's drive has a file. */
export type FilePlace = { refusal: string | null; holds: (id: string) => boolean };

const CONSENT = 'application/vnd.microsoft.teams.card.file.consent';
const INFO = 'application/vnd.microsoft.teams.card.file.info';

const Consent = z.looseObject({
  name: z.string().min(1),
  content: z.looseObject({
    description: z.string().default(''),
    sizeInBytes: z.int().min(0),
    acceptContext: z.unknown(),
    declineContext: z.unknown(),
  }),
});
const Info = z.looseObject({
  name: z.string().min(1),
  contentUrl: z.url(),
  content: z.looseObject({ uniqueId: z.string().min(1), fileType: z.string() }),
});

/**
 * Reads a file card, as the page "Send and receive files using a bot" describes it.
 *
 * @returns null if the attachment is something else; a sentence if Teams would not take it
 */
export function fileCardOf(attachment: unknown, place: FilePlace): { file: FileCard } | { problem: string } | null {
  const { contentType } = (attachment ?? {}) as { contentType?: unknown };
  if (contentType !== CONSENT && contentType !== INFO) return null;
  if (place.refusal !== null) return { problem: place.refusal };
  return contentType === CONSENT ? consentOf(attachment) : infoOf(attachment, place);
}

function consentOf(attachment: unknown): { file: FileCard } | { problem: string } {
  const parsed = Consent.safeParse(attachment);
  if (!parsed.success) return { problem: `The file consent card is not one: ${z.prettifyError(parsed.error)}` };
  const { name, content } = parsed.data;
  const contexts = { accept: content.acceptContext, decline: content.declineContext };
  return { file: { kind: 'consent', name, description: content.description, size: content.sizeInBytes, contexts, answer: null } };
}

function infoOf(attachment: unknown, place: FilePlace): { file: FileCard } | { problem: string } {
  const parsed = Info.safeParse(attachment);
  if (!parsed.success) return { problem: `The file info card is not one: ${z.prettifyError(parsed.error)}` };
  const { name, content } = parsed.data;
  if (!place.holds(content.uniqueId)) return { problem: `There is no file ${content.uniqueId} in this person’s drive.` };
  return { file: { kind: 'file', name, id: content.uniqueId } };
}
