import { teamInfo } from './activities.ts';
import type { Fault, Person, Team } from './contract.ts';
import { HttpError } from './http.ts';

/** A person as the member endpoints show them. */
export function account({ id, teamsId, name, guest }: Person) {
  const [givenName, ...rest] = name.split(' ');
  const email = `${name
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[^a-z ]/g, '')
    .replaceAll(' ', '.')}@neuvo.example`;
  const names = { name, givenName, surname: rest.join(' '), email, userPrincipalName: email };
  return { id: teamsId, objectId: id, aadObjectId: id, ...names, userRole: guest ? 'guest' : 'user' };
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

export function errorBody(code: string, message: string) {
  return { error: { code, message } };
}
