import type { Act } from './command.ts';
import type { Consultation } from './consultation.ts';
import type { Refusal } from './refusal.ts';

/** The command that is asked for, and whether a coordinator of the area gives it. */
type Asked = { verb: Act['verb']; byCoordinator: boolean };

/**
 * Up to how many bytes of JSON a consultation takes what is said, what else is done to it, and what its coordinators do. Cosmos DB takes 2 MB
 * ("Azure Cosmos DB service quotas"): the last half megabyte is kept for what leads to an answer, and for what the clock does meanwhile.
 */
const room = { talk: 500_000, others: 1_000_000, coordinators: 1_500_000 };
/** What more is said is no conversation any more. */
const mostEntriesOfTalk = 250;
const talk: Act['verb'][] = ['message', 'ask-info', 'give-info', 'revise', 'answer'];
/** What no coordinator could do instead. */
const ofExperts: Act['verb'][] = ['join', 'leave'];
const stages: Record<Consultation['status'], number> = { open: 1, waiting: 2, claimed: 3, answered: 4, closed: 5, withdrawn: 5 };

/**
 * Why a consultation is too full for what would make `next` of it; null if it is not. Whatever leads on is always taken: to a network, an expert,
 * an answer, an end, or the asker's word that is waited for. Only the clock sets it back once its room is used up, and that takes days.
 */
export function fullness(before: Consultation, next: Consultation, { verb, byCoordinator }: Asked): Refusal | null {
  if (stageOf(next) > stageOf(before) || verb === 'close') return null;
  const bytes = bytesOf(next);
  const isTalkedOut = bytes > room.talk || before.history.length >= mostEntriesOfTalk;
  if (talk.includes(verb)) return isTalkedOut ? { code: 'full' } : null;
  if (bytes <= (byCoordinator ? room.coordinators : room.others)) return null;
  return { code: byCoordinator || ofExperts.includes(verb) ? 'only-answers' : 'only-coordinators' };
}

/** How large a document is where it is stored, in bytes of JSON. */
export function bytesOf(document: object): number {
  return new TextEncoder().encode(JSON.stringify(document)).length;
}

function stageOf({ status, network }: Consultation): number {
  return status === 'open' && network === null ? 0 : stages[status];
}
