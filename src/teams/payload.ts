import { createHash } from 'node:crypto';
import * as z from 'zod/v4';
import { reasons } from '../domain/attention.ts';
import { Act } from '../domain/command.ts';
import { AreaId } from '../domain/network.ts';
import type { Issue, Refusal } from '../domain/refusal.ts';
import { limits } from '../domain/request.ts';
import { cleanText } from '../domain/text.ts';
import { cut } from './plain-text.ts';
import type { DigestPlace, ListPlace } from './views/buttons.ts';
import type { Draft } from './views/case.ts';

const all = z.literal('all');
/** A place in the coordinators' list, as a card sends it: what it does not know is left out, and the first page is the nearest to none. */
export const ListPlaceIn = z.object({
  page: z.int().catch(1),
  reason: z.enum(reasons).or(all).catch('all'),
  area: AreaId.or(all).catch('all'),
}) satisfies z.ZodType<ListPlace>;

const DigestPlaceIn = z.object({ area: AreaId, year: z.int(), week: z.int() }) satisfies z.ZodType<DigestPlace>;

// What these ask for is on no card but their own: it comes back though nothing has been filled in.
const choosing = ['assign', 'redirect'];

/** What a card of ours sends when one of its actions is pressed, besides what was typed. Old and hostile until proven otherwise. */
export const Payload = z.looseObject({
  v: z.literal(1),
  verb: z.string().max(40),
  card: z.enum(['channel', 'status', 'post', 'case', 'queue']),
  id: z.uuid(),
  rev: z.int().min(0),
  entry: z.int().min(0).default(0),
  /** Where the person came from: a digest, or a place in the coordinators' list. */
  list: DigestPlaceIn.or(ListPlaceIn).nullable().default(null).catch(null),
  /** Whether somebody asks for what they themselves can do. */
  own: z.boolean().default(false).catch(false),
  /** The page of the history that is to be seen. */
  history: z.int().nullable().default(null).catch(null),
});
export type Payload = z.infer<typeof Payload>;

// A revision comes from its form alone, with the tick that stands there.
const Pressed = Act.refine(({ verb }) => verb !== 'revise', { path: ['verb'] });

/** The command in a payload, or a refusal that says which field is wrong. The inputs of a command are named `<field>-<verb>`. */
export function commandOf(payload: Payload): Act | Extract<Refusal, { code: 'invalid' }> {
  const suffix = `-${payload.verb}`;
  const inputs = Object.entries(payload).filter(([name]) => name.endsWith(suffix));
  const typed = Object.fromEntries(inputs.map(([name, value]) => inputOf(name.slice(0, -suffix.length), value)));
  // What was typed can neither make another command of it, nor say what the person has seen, that the experts have heard it, or who is named in it.
  const sent = { discipline: payload.discipline, ...typed, verb: payload.verb, seen: payload.rev, heard: false, named: undefined };
  const parsed = Pressed.safeParse(sent, { reportInput: true });
  return parsed.success ? parsed.data : { code: 'invalid', issues: issuesOf(parsed.error) };
}

/**
 * What somebody is writing: the text and the choice (of a network, or of an expert and their discipline) that came with a command, or the command whose fields are to be opened (`draft`
 * of a payload that only wants to see). Null if nothing is written and nothing has to be chosen. `offersCheck`: it may be sent once it has been looked at again.
 */
export function draftOf(payload: Payload, offersCheck: boolean): Draft | null {
  if (payload.verb === 'see') return typeof payload.draft === 'string' ? turnedDraftOf(payload, payload.draft) : null;
  const {
    [`text-${payload.verb}`]: text = '',
    [`target-${payload.verb}`]: network = '',
    [`expert-${payload.verb}`]: expert = '',
    [`discipline-${payload.verb}`]: discipline = '',
  } = payload;
  const target = network || expert;
  const chosen = typeof discipline === 'string' && discipline !== '' ? { discipline } : {};
  return typeof text === 'string' && typeof target === 'string' && (text + target !== '' || choosing.includes(payload.verb))
    ? { verb: payload.verb, text: cut(cleanText(text), limits.text), target, ...chosen, offersCheck }
    : null;
}

// Another page of the choices: what has been written stays.
function turnedDraftOf(payload: Payload, verb: string): Draft {
  const { [`text-${verb}`]: text = '', page } = payload;
  const turned = typeof page === 'number' && Number.isInteger(page) ? { page } : {};
  return { verb, text: typeof text === 'string' ? cut(text, limits.text) : '', target: '', ...turned, offersCheck: false };
}

/**
 * The key of one intention: the same person, on the same version of a card, with the same words. Pressed or sent twice, it is the same
 * command; pressed again on what the card has become, it is another.
 */
export function intentionOf(payload: { rev: number | string }, act: unknown, personId: string): string {
  return createHash('sha256')
    .update(JSON.stringify([personId, payload.rev, act]))
    .digest('base64url')
    .slice(0, 22);
}

/** The key of passing on a message that a person has written, by its id in Teams; where more is part of the key, it ends in this. */
export function messageKey(messageId: string, personId: string): string {
  return intentionOf({ rev: messageId }, 'message', personId);
}

/** What zod says of a form (parsed with `reportInput`), as what is wrong with each of its fields. */
export function issuesOf(error: z.ZodError): Issue[] {
  const issues = error.issues.map((issue): Issue => {
    const field = String(issue.path.findLast((part) => typeof part === 'string') ?? 'text');
    const isSize = (issue.code === 'too_big' || issue.code === 'too_small') && issue.origin !== 'number';
    if (isSize && issue.code === 'too_big')
      return { field, problem: issue.origin === 'array' ? 'too-many' : 'too-long', limit: Number(issue.maximum) };
    const isMissing = isSize || issue.input === undefined || issue.input === '';
    return { field, problem: isMissing ? 'missing' : 'invalid' };
  });
  return issues.filter((issue, index) => issues.findIndex(({ field }) => field === issue.field) === index);
}

// Clients send the toggle as a word, and what was left empty as an empty text.
function inputOf(name: string, value: unknown): [name: string, value: unknown] {
  if (name === 'checked') return [name, value === 'true'];
  return [name, value === '' ? undefined : value];
}
