import * as z from 'zod/v4';
import { CountyCode, Locale } from './network.ts';
import { Sector } from './request.ts';

/**
 * When a coordinator wants the weekly digest: on which weekday (1 is Monday) and at what Finnish hour; `isWanted` false for not at all. `since`: the
 * instant at which they chose so; empty for whoever never has.
 */
export const DigestWish = z.object({
  isWanted: z.boolean(),
  weekday: z.int().min(1).max(5),
  hour: z.int().min(7).max(17),
  since: z.string(),
});
export type DigestWish = z.infer<typeof DigestWish>;

/** How a person's language is known: not at all, so that it is a guess; from Teams; from themselves. */
export const LocaleBy = z.enum(['guessed', 'told', 'chosen']);
export type LocaleBy = z.infer<typeof LocaleBy>;

/** A person as the bot knows them from Teams: how to reach them, in which language, and what the form remembers. `id` is `person:` and the Entra object id. */
export const Person = z.object({
  kind: z.literal('person'),
  id: z.string(),
  personId: z.string(),
  teamsId: z.string(),
  name: z.string(),
  /** What they are greeted by; empty or missing where Teams has not told it. */
  givenName: z.string().optional(),
  locale: Locale,
  /** Missing in documents of earlier releases, whose language may have been chosen: it stays until they choose another. */
  localeBy: LocaleBy.optional(),
  tenantId: z.string(),
  serviceUrl: z.string(),
  /** The personal chat's conversation id, once Teams has told it or it has been created. */
  conversation: z.string().nullable(),
  county: CountyCode.nullable(),
  sector: Sector.nullable(),
  /** Null while Teams has not said. */
  isGuest: z.boolean().nullable(),
  /** Teams has answered that the person does not take the bot's messages; they are tried again after the person has written. */
  isBlocked: z.boolean(),
  isWelcomed: z.boolean(),
  /** Null while they have not chosen otherwise: Mondays at 8. */
  digest: DigestWish.nullable(),
});
export type Person = z.infer<typeof Person>;

/** The document id of the person with this Entra object id. */
export function personDocumentId(personId: string): string {
  return `person:${personId}`;
}
