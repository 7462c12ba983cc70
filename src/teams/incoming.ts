import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { Activity } from 'botbuilder';
import * as z from 'zod/v4';

const text = z.string().nullish();
// Ids become parts of addresses, and what is no Unicode can't.
const id = z.string().refine((value) => value.isWellFormed());
const account = z.looseObject({ id: id.min(1), name: text, aadObjectId: text });
// What every turn relies on. Whatever else an activity brings is read with care where it is read.
const Incoming = z.looseObject({
  type: z.string().min(1),
  id: id.nullish(),
  name: text,
  text,
  locale: text,
  channelId: z.string().min(1),
  serviceUrl: z.string().min(1),
  from: account,
  recipient: account,
  conversation: z.looseObject({ id: id.min(1), tenantId: text, conversationType: text }),
  membersAdded: z.array(account).nullish(),
});

// Deeper than any card or form of Teams; what walks through an activity later may call itself once a level.
const deepest = 100;

/** Reads a body as it comes, without inflating anything; null, with the rest unread, as soon as it is longer than `most` bytes. Throws if it ends too early. */
export async function readBody(request: IncomingMessage, most: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    length += chunk.length;
    if (length > most) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The activity in a body; null if there is none, or if what is there could be read in two ways. */
export function activityIn(body: Buffer): Activity | null {
  const value = isUtf8(body) ? valueIn(body.toString()) : undefined;
  return isActivity(value) ? value : null;
}

function isActivity(value: unknown): value is Activity {
  return Incoming.safeParse(value).success;
}

// JSON.parse takes the last of two members of one name, others take the first: no sender means either, so both are refused.
function valueIn(json: string): unknown {
  const { depth, names } = outlineOf(json);
  if (depth > deepest) return undefined;
  try {
    const value: unknown = JSON.parse(json);
    return namesIn(value) === names ? value : undefined;
  } catch {
    return undefined;
  }
}

/** How deep a JSON text goes and how many members its objects have, counted in one pass that skips what stands in quotes. */
function outlineOf(json: string): { depth: number; names: number } {
  let [depth, level, names] = [0, 0, 0];
  for (let at = 0; at < json.length; at++) {
    const sign = json[at];
    if (sign === '"') at = endOfString(json, at);
    else if (sign === ':') names++;
    else if (sign === '{' || sign === '[') depth = Math.max(depth, ++level);
    else if (sign === '}' || sign === ']') level--;
  }
  return { depth, names };
}

function endOfString(json: string, start: number): number {
  let end = json.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(json, end)) end = json.indexOf('"', end + 1);
  return end === -1 ? json.length : end;
}

function isEscaped(json: string, at: number): boolean {
  let first = at;
  while (json[first - 1] === '\\') first--;
  return (at - first) % 2 === 1;
}

/** How many members a value's objects have; none that could stand in for an object's prototype is counted. */
function namesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const members: unknown[] = Object.values(value);
  const own = Array.isArray(value) ? 0 : members.length - Number(Object.hasOwn(value, '__proto__'));
  return members.reduce<number>((sum, member) => sum + namesIn(member), own);
}
