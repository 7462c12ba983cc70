import * as z from 'zod/v4';
import { CountyCode, Discipline, FieldCode, Locale } from './network.ts';
import { cleanText } from './text.ts';

/** How long each text may be, in UTF-16 code units: cards and the form show them all, whatever is in them, and must stay under 28 KB. */
export const limits = { title: 120, situation: 2500, tried: 1000, question: 1000, text: 5000, reason: 500 } as const;

export const Sector = z.enum(['social', 'health', 'education']);
export type Sector = z.infer<typeof Sector>;
export const HelpForm = z.enum(['written', 'call', 'meeting', 'ot-support', 'expert-group', 'unknown']);
export type HelpForm = z.infer<typeof HelpForm>;
export const Urgency = z.enum(['normal', 'soon', 'urgent']);
export type Urgency = z.infer<typeof Urgency>;

/** What a professional asks: the form's fields. Texts are taken in as `cleanText` leaves them, and what is named twice counts once. */
export const Request = z.object({
  county: CountyCode,
  sector: Sector,
  disciplines: z.array(Discipline).min(1).transform(distinct),
  field: FieldCode,
  secondaryFields: z.array(FieldCode).max(2).transform(distinct),
  title: text('title'),
  situation: text('situation'),
  tried: z.string().overwrite(cleanText).max(limits.tried).default(''),
  question: text('question'),
  help: HelpForm,
  urgency: Urgency,
  language: Locale,
});
export type Request = z.infer<typeof Request>;

/** Whether two requests say the same in every field. */
export function asksSame(one: Request, other: Request): boolean {
  // One that was taken in long ago may have what is no longer taken: it says the same as itself.
  const [said, saidToo] = [one, other].map((request) => JSON.stringify(Request.safeParse(request).data ?? request));
  return said === saidToo;
}

/** The same values in the same order, each once. */
export function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

/** A text that must be there, cleaned, within its limit. */
export function text(kind: keyof typeof limits) {
  return z.string().overwrite(cleanText).min(1).max(limits[kind]);
}
