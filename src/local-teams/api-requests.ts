import * as z from 'zod/v4';
import { attachedKinds } from './carried.ts';

/** The bodies that the HTTP API takes. */
export const Say = z.object({
  as: z.string(),
  conversation: z.string(),
  text: z.string(),
  mention: z.boolean().default(false),
  mentions: z.array(z.string()).default([]),
  quotes: z.string().optional(),
  attached: z.array(z.enum(attachedKinds)).default([]),
  forwards: z.string().nullable().default(null),
  thread: z.string().optional(),
});
const changed = { as: z.string(), conversation: z.string(), message: z.string() };
export const Change = z.discriminatedUnion('change', [
  z.object({ ...changed, change: z.literal('edit'), text: z.string() }),
  z.object({ ...changed, change: z.enum(['delete', 'undelete']) }),
]);
export const Client = z.object({ as: z.string(), refreshes: z.boolean() });
export const PressBody = z.object({
  as: z.string(),
  conversation: z.string().optional(),
  message: z.string(),
  title: z.string(),
  nth: z.int().min(0).default(0),
  inputs: z.record(z.string(), z.string()).default({}),
  unchecked: z.boolean().default(false),
});
export const ConsentBody = z.object({
  as: z.string(),
  conversation: z.string(),
  message: z.string(),
  action: z.enum(['accept', 'decline']),
});
export const Extension = z.object({
  as: z.string(),
  command: z.string(),
  elsewhere: z.enum(['colleague', 'group', 'meeting']).optional(),
  conversation: z.string().optional(),
  message: z.string().optional(),
});
export const SendRaw = z.object({
  activity: z.unknown().optional(),
  authorization: z.string().optional(),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().optional(),
});
export const Install = z.object({ as: z.string(), installed: z.boolean() });
export const Block = z.object({ as: z.string(), blocked: z.boolean() });
export const Policy = z.object({ disabled: z.boolean() });
const joinAndLeave = { add: z.array(z.string()).default([]), remove: z.array(z.string()).default([]) };
export const Members = z.union([
  z.strictObject({ team: z.string(), ...joinAndLeave }),
  z.strictObject({ channel: z.string(), ...joinAndLeave }),
]);
export const DialectBody = z.object({ dialect: z.enum(['documented', 'named']) });
export const Forward = z.union([z.strictObject({ to: z.enum(['hour', 'morning', 'monday']) }), z.strictObject({ ms: z.int().min(1) })]);
const name = z.string().trim().min(1).max(50);
export const TeamChange = z.discriminatedUnion('change', [
  z.object({ team: z.string(), change: z.literal('rename'), name }),
  z.object({
    team: z.string(),
    change: z.enum(['archive', 'unarchive', 'delete', 'restore', 'delete-for-good', 'remove-bot', 'upgrade-bot']),
  }),
  z.object({ team: z.string(), change: z.literal('add-bot'), channel: z.string().optional() }),
]);
export const ChannelChange = z.discriminatedUnion('change', [
  z.object({ channel: z.string(), change: z.literal('rename'), name }),
  z.object({ channel: z.string(), change: z.enum(['delete', 'restore']) }),
]);
export const StartWeeks = z.object({ days: z.int().min(1).max(20).default(20) });
export const FaultBody = z.object({
  match: z
    .object({ method: z.string(), path: z.string(), conversation: z.string(), every: z.int().min(1) })
    .partial()
    .optional(),
  status: z.int().optional(),
  retryAfter: z.number().optional(),
  delayMs: z.number().optional(),
  drop: z.enum(['before', 'after']).optional(),
  body: z.unknown().optional(),
  times: z.int().min(1).optional(),
});

export type Say = z.infer<typeof Say>;
export type Change = z.infer<typeof Change>;
export type PressBody = z.infer<typeof PressBody>;
export type ConsentBody = z.infer<typeof ConsentBody>;
export type Extension = z.infer<typeof Extension>;
export type SendRaw = z.infer<typeof SendRaw>;
export type Block = z.infer<typeof Block>;
export type Install = z.infer<typeof Install>;
export type TeamChange = z.infer<typeof TeamChange>;
export type ChannelChange = z.infer<typeof ChannelChange>;
export type Forward = z.infer<typeof Forward>;
export type Members = z.infer<typeof Members>;
