import { teamInfo } from './activities.ts';
import type { Fault, Person, Team, World } from './contract.ts';
import { errorBody } from './dialects.ts';
import { HttpError } from './http.ts';

// "Get Teams specific context for your bot".
const SMALLEST_PAGE = 50;
const DEFAULT_PAGE = 200;
const LARGEST_PAGE = 500;

/**
 * A person as the member endpoints show them. `documented`: as in the samples of "Get Teams specific context for your bot", which know neither
 * `aadObjectId` nor `name`; `named`: as Microsoft's Agents Playground answers.
 */
export function account({ id, teamsId, name, guest, tenantId }: Person, { dialect, tenantId: host }: World) {
  const [givenName = '', ...rest] = name.split(' ');
  const email = `${name
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[^a-z ]/g, '')
    .replaceAll(' ', '.')}@neuvo.example`;
  const who = dialect === 'named' ? { aadObjectId: id, name } : { objectId: id };
  const names = { givenName, surname: rest.join(' '), email, userPrincipalName: email };
  return { id: teamsId, ...who, ...names, tenantId: tenantId ?? host, userRole: guest ? 'guest' : 'user' };
}

/**
 * A page of a roster. It may be shorter than was asked for (msteams-docs #1682): here the first never holds everybody, so that whoever does not ask on
 * finds it out. Tokens are made here alone: an empty one is refused, as Teams does (seen in the Agents Playground).
 */
export function rosterPage(all: Person[], query: URLSearchParams, world: World) {
  const token = query.get('continuationToken');
  const from = token === null ? 0 : offsetIn(token);
  if (from === null || from > all.length) throw error(403, 'BadArgument', 'Failed to decrypt members continuationToken');
  const asked = Math.min(Math.max(Number(query.get('pageSize') ?? DEFAULT_PAGE), SMALLEST_PAGE), LARGEST_PAGE);
  const to = from + Math.min(asked, Math.ceil(all.length / 2));
  const more = to < all.length ? { continuationToken: tokenOf(to) } : {};
  return { members: all.slice(from, to).map((person) => account(person, world)), ...more };
}

function tokenOf(offset: number): string {
  return Buffer.from(`page ${offset}`).toString('base64url');
}

function offsetIn(token: string): number | null {
  const [, digits] = /^page (\d+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  return digits === undefined ? null : Number(digits);
}

/** A team's channels as `/v3/teams/{id}/conversations` lists them. */
export function channelsOf({ channels }: Team) {
  return channels.filter(({ deleted }) => !deleted).map(({ id, name }) => ({ id, name }));
}

/** A team as `/v3/teams/{id}` shows it. */
export function details(team: Team) {
  return { ...teamInfo(team), type: 'standard', channelCount: channelsOf(team).length, memberCount: team.memberIds.length };
}

/** The answer that a script has ordered. */
export function faultAnswer({ status = 500, retryAfter, body }: Fault) {
  const headers: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return { status, body: body ?? errorBody('Fault', 'This fault was ordered.'), headers };
}

/** An answer that says no, in the connector's own form. */
export function refusal(status: number, code: string, message: string) {
  return { status, body: errorBody(code, message) };
}

/** The same, to throw. */
export function error(status: number, code: string, message: string): HttpError {
  return new HttpError(status, errorBody(code, message));
}

/** 400 `BadSyntax`, with a sentence on what is wrong. */
export function bad(message: string): HttpError {
  return error(400, 'BadSyntax', message);
}
