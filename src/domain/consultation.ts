import * as z from 'zod/v4';
import { Change, Outcome, Verb } from './command.ts';
import { AreaId, Discipline, Locale, PersonRef } from './network.ts';
import { Outbox, type Telling } from './notice.ts';
import { distinct, Request } from './request.ts';

export const Status = z.enum(['open', 'claimed', 'waiting', 'answered', 'closed', 'withdrawn']);
export type Status = z.infer<typeof Status>;

export { PersonRef };

export const Feedback = z.object({ helped: z.int().min(1).max(5).nullable(), change: Change.nullable() });
export type Feedback = z.infer<typeof Feedback>;

/** One line of the consultation's history: who did what, when, and what was said. `by` is null for the clock. */
export const Entry = z.object({
  seq: z.int().min(1),
  at: z.string(),
  by: PersonRef.nullable(),
  verb: Verb,
  from: Status.nullable(),
  to: Status,
  key: z.string(),
  text: z.string().optional(),
  discipline: Discipline.optional(),
  /** Whom it concerns: the expert who was assigned, or those on duty who are called. */
  people: z.array(PersonRef).optional(),
  /** How many more are called than are named. */
  others: z.int().min(1).optional(),
  network: z.string().nullable().optional(),
  /** The area that it has come to; what says nothing has stayed where it was. */
  area: AreaId.optional(),
  /** What a closing said; the consultation holds the newest. */
  outcome: Outcome.nullable().optional(),
  feedback: Feedback.nullable().optional(),
  /** What a revision has replaced. */
  was: Request.extend({ tried: z.string() }).partial().optional(),
});
export type Entry = z.infer<typeof Entry>;

/** An expert's seat at the consultation. Seats are kept in the order in which they were taken; the lead answers for the whole. */
export const Seat = z.object({ discipline: Discipline, expert: PersonRef, lead: z.boolean(), since: z.string() });
export type Seat = z.infer<typeof Seat>;

/** A card of the consultation in a network's channel: the last one is the living one, those before it say where it went. */
export const ChannelCard = z.object({
  network: z.string(),
  name: z.string(),
  languages: z.array(Locale).min(1),
  channel: z.string(),
  serviceUrl: z.string(),
  tenantId: z.string(),
  /** The thread's conversation id (`…;messageid=…`) and the card's activity id, once it has been posted. */
  thread: z.string().nullable(),
  activity: z.string().nullable(),
});
export type ChannelCard = z.infer<typeof ChannelCard>;

/** A consultation: everything that is known of it, in one document. Instants are ISO 8601 in UTC. */
export const Consultation = Outbox.extend({
  kind: z.literal('consultation'),
  id: z.uuid(),
  reference: z.string(),
  status: Status,
  requester: PersonRef,
  request: Request,
  area: AreaId,
  network: z.string().nullable(),
  openedAt: z.string(),
  /** When the first answer is promised by; moves on while the asker is waited for. */
  dueAt: z.string(),
  waitingSince: z.string().nullable(),
  answeredAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  outcome: Outcome.nullable(),
  feedback: Feedback.nullable(),
  seats: z.array(Seat),
  cards: z.array(ChannelCard),
  /** The activity id of the asker's status card, once it has been posted. */
  statusActivity: z.string().nullable(),
  history: z.array(Entry).min(1),
});
export type Consultation = z.infer<typeof Consultation>;

/** Whose a reference is. `id` is `reference:` and the reference. */
export type ReferenceHold = { kind: 'reference'; id: string; consultation: string };

/** The expert who answers for the consultation, or undefined while nobody does. */
export function leadOf(consultation: { seats: Seat[] }): PersonRef | undefined {
  return consultation.seats.find((seat) => seat.lead)?.expert;
}

/** The expert who answered for the consultation when history entry `seq` was written, just before it; undefined where nobody did. */
export function leadBefore({ history }: Pick<Consultation, 'history'>, seq: number): PersonRef | undefined {
  const last = history.slice(0, seq - 1).findLast(({ verb, to }) => verb === 'claim' || verb === 'assign' || to === 'open');
  if (last?.verb === 'assign') return last.people?.[0];
  return last?.verb === 'claim' ? (last.by ?? undefined) : undefined;
}

/** The card in the channel of the network that has the consultation; undefined where none has it. */
export function livingCardOf({ network, cards }: Pick<Consultation, 'network' | 'cards'>): ChannelCard | undefined {
  return network === null ? undefined : cards.at(-1);
}

/** The history entry with this number. Throws if there is none: a notice can only speak of what has happened. */
export function entryOf(consultation: { history: Entry[] }, seq: number): Entry {
  const entry = consultation.history[seq - 1];
  if (!entry) throw new RangeError(`no history entry ${seq}`);
  return entry;
}

/** The disciplines that were wished for, in which the consultation can be claimed. Requests of earlier releases may name one twice. */
export function wishedDisciplines({ request }: Pick<Consultation, 'request'>): Discipline[] {
  return distinct(request.disciplines);
}

/** Which seats can still be taken: the disciplines that were wished for first, then the others. */
export function freeSeats({ request, seats }: Pick<Consultation, 'request' | 'seats'>): Discipline[] {
  return distinct([...request.disciplines, ...Discipline.options]).filter(
    (discipline) => !seats.some((seat) => seat.discipline === discipline),
  );
}

/** The discipline that is answered for first: the lead's, or the first that was wished for. */
export function leadingDiscipline({ request, seats }: Pick<Consultation, 'request' | 'seats'>): Discipline {
  return seats.find((seat) => seat.lead)?.discipline ?? request.disciplines[0] ?? 'social';
}

/** How many people an entry names, and a post mentions: each mention counts in what Teams takes. Source: "Format your bot messages", 100 KB a message. */
export const mostCalled = 10;

/** Those who are called, as a history entry keeps them: the first of them, and how many more there are. */
export function calling(people: PersonRef[]): Pick<Entry, 'people' | 'others'> {
  const others = people.length - mostCalled;
  return { ...(people.length > 0 ? { people: people.slice(0, mostCalled) } : {}), ...(others > 0 ? { others } : {}) };
}

/** Those statuses in which somebody still has something to do. */
export const livingStatuses: Status[] = ['open', 'claimed', 'waiting', 'answered'];

/** Those in which an expert has it and has not answered yet. */
export const inHandStatuses: Status[] = ['claimed', 'waiting'];

/** Whether somebody still has something to do. */
export function isLiving({ status }: { status: Status }): boolean {
  return livingStatuses.includes(status);
}

/** Whether an expert has it and has not answered yet. */
export function isInHand({ status }: { status: Status }): boolean {
  return inHandStatuses.includes(status);
}

/** The newest entry of this verb: who withdrew, closed or redirected last, and when. Undefined if nobody has. */
export function lastOf(consultation: { history: Entry[] }, verb: Entry['verb']): Entry | undefined {
  return consultation.history.findLast((entry) => entry.verb === verb);
}

/** How many decisions the consultation has seen; cards carry it, so that a press on an old one can be told. */
export function revisionOf(consultation: { history: Entry[] }): number {
  return consultation.history.length;
}

/** What Teams answered to a send: the conversation and the activity that it made; null where it makes none. */
export type Receipt = { conversation: string | null; activity: string | null };

/** The consultation that knows where its card is, after a telling was delivered. */
export function withReceipt(consultation: Consultation, telling: Telling, { conversation, activity }: Receipt): Consultation {
  if (telling.type === 'status-card') return { ...consultation, statusActivity: activity };
  if (telling.type !== 'channel-card') return consultation;
  const cards = consultation.cards.map((card, index) => (index === telling.card ? { ...card, thread: conversation, activity } : card));
  return { ...consultation, cards };
}

const unambiguous = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

// Prime to 31: the attempts go through all references before one comes again.
const stride = 552_394_181n;

/** The reference for people, `OT-` and six unambiguous characters, from the form's random nonce and nothing else. `attempt`: the next one, where those before are another's. */
export function referenceOf(id: string, attempt = 0): string {
  let rest = BigInt(`0x${id.replaceAll('-', '')}`) + BigInt(attempt) * stride;
  let characters = '';
  for (let place = 0; place < 6; place++) {
    characters += unambiguous[Number(rest % BigInt(unambiguous.length))];
    rest /= BigInt(unambiguous.length);
  }
  return `OT-${characters}`;
}

/**
 * What every stored consultation holds to: a sentence for each breach, none if all is well.
 * Whoever is claimed has exactly one lead; nobody else has any seat; history is numbered without gaps.
 */
export function breachesOf(consultation: Consultation): string[] {
  const leads = consultation.seats.filter((seat) => seat.lead).length;
  const disciplines = new Set(consultation.seats.map((seat) => seat.discipline));
  const experts = new Set(consultation.seats.map((seat) => seat.expert.id));
  const isHeld = ['claimed', 'waiting', 'answered', 'closed'].includes(consultation.status);
  const rules: [boolean, string][] = [
    [
      isHeld ? leads === 1 : consultation.seats.length === 0,
      `${consultation.status} with ${leads} leads and ${consultation.seats.length} seats`,
    ],
    [disciplines.size === consultation.seats.length, 'two experts in one discipline'],
    [experts.size === consultation.seats.length, 'one expert in two seats'],
    [consultation.history.every((entry, index) => entry.seq === index + 1), 'history has a gap'],
    [consultation.history.at(-1)?.to === consultation.status, 'history ends in another status'],
    [
      (consultation.status === 'waiting') === (consultation.waitingSince !== null),
      'the clock stands without waiting, or runs while waiting',
    ],
    [(consultation.status === 'closed') === (consultation.closedAt !== null), 'closed without an hour'],
    [!experts.has(consultation.requester.id), 'the asker answers themselves'],
  ];
  return rules.filter(([holds]) => !holds).map(([, sentence]) => sentence);
}
