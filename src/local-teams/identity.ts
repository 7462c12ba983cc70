import { createHash } from 'node:crypto';

/** A GUID that is the same on every machine: made of a name, as RFC 9562 §5.5 does. */
export function guidOf(name: string): string {
  const hex = createHash('sha1').update(`neuvo-esittely/${name}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}

/** A person's id towards bots (`29:…`). */
export function teamsIdOf(personId: string): string {
  return `29:1${digestOf(personId)}`;
}

/** The id of the chat of one person with one bot (`a:…`). */
export function personalChatId(personId: string, botId: string): string {
  return `a:1${digestOf(`${personId}/${botId}`)}`;
}

/** A channel's id (`19:…@thread.tacv2`). */
export function channelIdOf(name: string): string {
  return `19:${digestOf(name)}@thread.tacv2`;
}

/** The id of a chat of people with each other: of two (botbuilder-dotnet #2976), of a group, or of a meeting. */
export function elsewhereIdOf(where: 'colleague' | 'group' | 'meeting', personId: string): string {
  if (where === 'colleague') return `19:${personId}_${guidOf(`colleague/${personId}`)}@unq.gbl.spaces`;
  return `19:${where === 'meeting' ? 'meeting_' : ''}${digestOf(`${where}/${personId}`)}@thread.v2`;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').replaceAll(/[-_]/g, 'x');
}
