import * as z from 'zod/v4';
import { AreaId, Discipline } from './network.ts';
import { limits, Request, text } from './request.ts';

export const Verb = z.enum([
  'submit',
  'revise',
  'withdraw',
  'claim',
  'join',
  'leave',
  'release',
  'redirect',
  'ask-info',
  'give-info',
  'message',
  'answer',
  'reopen',
  'close',
  'tick',
]);
export type Verb = z.infer<typeof Verb>;

const reason = z.string().trim().max(limits.reason).default('');
/** `checked`: the person has looked again at a text that the privacy guard only warned of. */
const checked = z.boolean().default(false);

/** What a person can tell a consultation to do. Payloads of cards and forms are parsed into this, and nothing else gets in. */
export const Act = z.discriminatedUnion('verb', [
  z.object({ verb: z.literal('revise'), request: Request, checked }),
  z.object({ verb: z.literal('withdraw'), text: reason, checked }),
  z.object({ verb: z.literal('claim'), discipline: Discipline.optional() }),
  z.object({ verb: z.literal('join'), discipline: Discipline }),
  z.object({ verb: z.literal('leave') }),
  z.object({ verb: z.literal('release'), text: reason, checked }),
  z.object({ verb: z.literal('redirect'), target: z.string().min(1), text: text('reason'), checked }),
  z.object({ verb: z.literal('ask-info'), text: text('text'), checked }),
  z.object({ verb: z.literal('give-info'), text: text('text'), checked }),
  /** `heard`: it was written in the thread, where the experts have seen it already. */
  z.object({ verb: z.literal('message'), text: text('text'), checked, heard: z.boolean().default(false) }),
  z.object({ verb: z.literal('answer'), text: text('text'), checked }),
  z.object({ verb: z.literal('reopen'), text: reason, checked }),
  z.object({
    verb: z.literal('close'),
    outcome: z.enum(['advice', 'joint-work', 'referred', 'lapsed']).default('advice'),
    helped: z.coerce.number().int().min(1).max(5).nullable().default(null),
    change: z.enum(['none', 'surer', 'new-plan', 'referral-avoided', 'referral-made']).nullable().default(null),
  }),
]);
export type Act = z.infer<typeof Act>;

export const Submit = z.object({ verb: z.literal('submit'), id: z.uuid(), request: Request, checked });
export type Submit = z.infer<typeof Submit>;

/** Everything that can happen to a consultation. `key` names one intention: the same key twice is the same command, sent again. */
export type Command = (Submit | Act | { verb: 'tick' }) & { key: string };

/** A redirection goes to a network by its id, or to an area, to be routed there anew. */
export function areaTarget(target: string): AreaId | null {
  const area = AreaId.safeParse(target.replace(/^area:/, ''));
  return target.startsWith('area:') && area.success ? area.data : null;
}
