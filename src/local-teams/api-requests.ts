import * as z from 'zod/v4';

/** The bodies that the HTTP API takes. */
export const Say = z.object({
  as: z.string(),
  conversation: z.string(),
  text: z.string(),
  mention: z.boolean().default(false),
  thread: z.string().optional(),
});
export const PressBody = z.object({
  as: z.string(),
  conversation: z.string().optional(),
  message: z.string(),
  title: z.string(),
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
export const Members = z.object({ team: z.string(), add: z.array(z.string()).default([]), remove: z.array(z.string()).default([]) });
export const Forward = z.union([z.strictObject({ to: z.enum(['hour', 'morning', 'monday']) }), z.strictObject({ ms: z.int().min(1) })]);
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
export type PressBody = z.infer<typeof PressBody>;
export type ConsentBody = z.infer<typeof ConsentBody>;
export type Extension = z.infer<typeof Extension>;
export type SendRaw = z.infer<typeof SendRaw>;
export type Install = z.infer<typeof Install>;
export type Forward = z.infer<typeof Forward>;
export type Members = z.infer<typeof Members>;
