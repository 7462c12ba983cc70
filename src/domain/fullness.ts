import type { Act } from './command.ts';
import type { Consultation } from './consultation.ts';

/** What more is said is no conversation any more: entries of the history, and bytes of the document. */
const talkLimits = { entries: 250, bytes: 500_000 };
/** Half of what Cosmos DB takes: what comes after the last text must always fit. */
const mostBytes = 1_000_000;
const talk: Act['verb'][] = ['message', 'ask-info', 'give-info'];

/**
 * Whether a consultation takes no more of a command. At first that is talk; it can still be answered, released and redirected. In the end
 * it can only be brought to an end: withdrawn, or answered and closed.
 */
export function isFull(consultation: Consultation, verb: Act['verb']): boolean {
  const bytes = bytesOf(consultation);
  const isTalkedOut = bytes >= talkLimits.bytes || consultation.history.length >= talkLimits.entries;
  return bytes >= mostBytes ? !leadsOut(verb, consultation) : isTalkedOut && talk.includes(verb);
}

/** How large a document is where it is stored, in bytes of JSON. */
export function bytesOf(document: object): number {
  return new TextEncoder().encode(JSON.stringify(document)).length;
}

function leadsOut(verb: Act['verb'], { status }: Consultation): boolean {
  return verb === 'withdraw' || verb === 'close' || (verb === 'answer' && status !== 'answered');
}
