import * as z from 'zod/v4';
import type { PersonRef } from '../domain/consultation.ts';
import { cleanName } from '../domain/text.ts';

/**
 * A member of a conversation, as Teams tells of them. `personId`: the Entra object id; null for whoever has none. `standing`: established as one
 * of our own organisation, as somebody from outside, or as neither. `givenName` and `address` are empty where Teams does not tell them.
 */
export type Member = {
  teamsId: string;
  personId: string | null;
  name: string;
  givenName: string;
  address: string;
  standing: 'own' | 'outside' | 'unknown';
};

const word = z.string().nullish().catch(null);
/**
 * Source: "Get Teams specific context for your bot". Its samples carry `objectId` and no `name`; Microsoft's own stand-in (Agents Playground) answers
 * `aadObjectId` and `name`, too, and its SDKs take the one id for the other (botbuilder's `TeamsInfo`).
 */
const Account = z.looseObject({
  id: z.string().catch(''),
  objectId: word,
  aadObjectId: word,
  name: word,
  givenName: word,
  surname: word,
  email: word,
  userPrincipalName: word,
  tenantId: word,
  userRole: word,
});
type Account = z.infer<typeof Account>;
/** A page of a roster; the token of the next one is missing on the last. The same source. */
export const MemberPage = z.looseObject({ members: z.array(z.unknown()), continuationToken: word });

/** A member as an answer of Teams tells of them, for an organisation of this tenant. Throws if the answer is none. */
export function memberFrom(answer: unknown, tenantId: string): Member {
  const account = Account.parse(answer);
  const { id, objectId, aadObjectId, name, givenName, surname, email, userPrincipalName } = account;
  const names = [givenName, surname].filter(Boolean).join(' ');
  return {
    teamsId: id,
    personId: (objectId || aadObjectId)?.toLowerCase() || null,
    name: cleanName(name || names),
    givenName: cleanName(givenName ?? ''),
    address: cleanName(userPrincipalName || email || ''),
    standing: standingOf(account, tenantId),
  };
}

/** Whether a member is this person. Whoever acts is who Entra says that they are, where Teams tells it; whoever is only mentioned has no Entra id. */
export function isOne({ teamsId, personId }: Member, person: PersonRef): boolean {
  return personId === null || person.id === '' ? teamsId !== '' && teamsId === person.teamsId : personId === person.id;
}

/** Whether a member may be an expert: one of our own, and not the bot itself. */
export function mayBeExpert({ teamsId, standing }: Member): boolean {
  return standing === 'own' && !teamsId.startsWith('28:');
}

/**
 * `owner` and `user` are an organisation's own people, `guest` and `anonymous` are not (botbuilder-dotnet #3405, "Get Teams specific context for your
 * bot"). External members of a shared channel are told by their tenant ("Apps for shared and private channels"). A guest has been seen as `user`
 * (msteams-docs #6381): the principal name of an account from elsewhere has `#EXT#` in it ("Properties of a Microsoft Entra B2B collaboration user").
 */
function standingOf({ userRole, tenantId: tenant, userPrincipalName }: Account, own: string): Member['standing'] {
  const role = userRole?.toLowerCase() ?? '';
  const isOwn = tenant?.toLowerCase() === own.toLowerCase();
  const isElsewhere = !isOwn && z.guid().safeParse(tenant).success;
  const isFromElsewhere = userPrincipalName?.toUpperCase().includes('#EXT#') ?? false;
  if (isElsewhere || isFromElsewhere || role === 'guest' || role === 'anonymous') return 'outside';
  return isOwn && (role === 'owner' || role === 'user') ? 'own' : 'unknown';
}
