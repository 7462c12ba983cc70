import * as z from 'zod/v4';
import { AreaId, Discipline } from './network.ts';
import { limits, Request, text } from './request.ts';
import { cleanText } from './text.ts';

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
  'assign',
  'remind',
  'resend',
  'escalate',
  'warn',
  'breach',
  'nudge',
  'return',
  'vacate',
  'lapse',
  'unroute',
]);
export type Verb = z.infer<typeof Verb>;

export const Outcome = z.enum(['advice', 'joint-work', 'referred', 'lapsed']);
export type Outcome = z.infer<typeof Outcome>;
/** "What will change?": the second closing question. */
export const Change = z.enum(['none', 'surer', 'new-plan', 'referral-avoided', 'referral-made']);
export type Change = z.infer<typeof Change>;

const reason = z.string().overwrite(cleanText).max(limits.reason).default('');
/** `checked`: the person has looked again at a text that the privacy guard only warned of. */
const checked = z.boolean().default(false);
/** The revision on which the person decided: if the consultation has changed hands since, been reminded of or revised, they are told first. Left out by whoever need not be. */
const seen = z.int().min(0).optional();

const Named = z.object({ start: z.int().min(0), end: z.int().min(0) });

/** What a person can tell a consultation to do. Payloads of cards and forms are parsed into this, and nothing else gets in. */
export const Act = z.discriminatedUnion('verb', [
  z.object({ verb: z.literal('revise'), request: Request, checked, seen }),
  z.object({ verb: z.literal('withdraw'), text: reason, checked }),
  z.object({ verb: z.literal('claim'), discipline: Discipline.optional() }),
  z.object({ verb: z.literal('join'), discipline: Discipline }),
  z.object({ verb: z.literal('leave') }),
  z.object({ verb: z.literal('release'), text: reason, checked, seen }),
  z.object({ verb: z.literal('redirect'), target: z.string().min(1).max(300), text: text('reason'), checked, seen }),
  z.object({ verb: z.literal('ask-info'), text: text('text'), checked }),
  z.object({ verb: z.literal('give-info'), text: text('text'), checked }),
  /** `heard`: it was written in the thread, where the experts have seen it already. `named`: where in it colleagues are called by name. */
  z.object({
    verb: z.literal('message'),
    text: text('text'),
    checked,
    heard: z.boolean().default(false),
    named: z.array(Named).optional(),
  }),
  z.object({ verb: z.literal('answer'), text: text('text'), checked }),
  z.object({ verb: z.literal('reopen'), text: reason, checked }),
  z.object({
    verb: z.literal('close'),
    outcome: Outcome.default('advice'),
    helped: z.coerce.number().int().min(1).max(5).nullable().default(null),
    change: Change.nullable().default(null),
  }),
  /** `expert`: the Entra object id of a member of the network's channel. `discipline`: of one who has no seat yet; the lead's, or the first that was wished for, unless it is said. */
  z.object({ verb: z.literal('assign'), expert: z.string().min(1).max(100), discipline: Discipline.optional(), seen }),
  z.object({ verb: z.literal('remind'), seen }),
  z.object({ verb: z.literal('resend') }),
]);
export type Act = z.infer<typeof Act>;

/** The id that a consultation gets from its form: a random UUID in the one way in which it is written, so that none has two ids. */
export const ConsultationId = z.uuidv4().lowercase();

export const Submit = z.object({ verb: z.literal('submit'), id: ConsultationId, request: Request, checked });
export type Submit = z.infer<typeof Submit>;

/** What the clock alone does, when it is asked (`tick`); it reminds, too, as a coordinator can, and lets co-experts leave who are there no more. */
export type ClockVerb = 'remind' | 'leave' | Exclude<Verb, 'submit' | Act['verb']>;

/** A redirection goes to a network by its id, or to an area, to be routed there anew. */
export function areaTarget(target: string): AreaId | null {
  const area = AreaId.safeParse(target.replace(/^area:/, ''));
  return target.startsWith('area:') && area.success ? area.data : null;
}
