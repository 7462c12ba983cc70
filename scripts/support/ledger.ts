import type { Person } from '../../src/local-teams/contract.ts';

/** What must be seen once: the notice's key, where it is to be read (the asker's chat, a new card in a channel, the thread of the consultation's card so and so), and its words. */
export type Expectation = { notice: string; where: 'asker' | 'channels' | number; words: string };

/** What people have done to a consultation, and what must have come of it: written down by those who did it, without asking the bot. */
export type Ledger = {
  id: string;
  reference: string;
  asker: Person;
  verbs: string[];
  status: string;
  lead: Person | null;
  /** How many networks' cards there are. */
  cards: number;
  /** The number of the last command that changes what the cards say. */
  refreshed: number;
  expected: Expectation[];
};

/** Where a command is told: in words of its own, in the thread of the present card and to the asker. */
type Told = { thread?: string; asker?: string };

export function createLedger(id: string, reference: string, asker: Person): Ledger {
  const expected: Expectation[] = [
    { notice: 'status-card', where: 'asker', words: `Konsultaatiopyyntösi ${reference}` },
    { notice: 'channel-card:0', where: 'channels', words: reference },
  ];
  return { id, reference, asker, verbs: ['submit'], status: 'open', lead: null, cards: 1, refreshed: 1, expected };
}

/** Writes a command down that has been taken. `status`: what it leads to; left out, cards have nothing new to show. */
export function record(ledger: Ledger, verb: string, told: Told, status?: string): void {
  const seq = ledger.verbs.push(verb);
  const card = ledger.cards - 1;
  if (told.thread) ledger.expected.push({ notice: `thread-post:${card}:${seq}`, where: card, words: told.thread });
  if (told.asker) ledger.expected.push({ notice: `asker-post:${seq}`, where: 'asker', words: told.asker });
  if (status) Object.assign(ledger, { status, refreshed: seq });
}

/** Writes down that another network has it now: it gets a card, and in its thread everything that was said. */
export function recordMove(ledger: Ledger): void {
  const said = ['ask-info', 'give-info', 'message', 'answer'];
  const card = ledger.cards++;
  const earlier = ledger.expected.filter(({ notice, where }) => where === card - 1 && said.includes(ledger.verbs[seqOf(notice) - 1] ?? ''));
  ledger.lead = null;
  ledger.expected.push(
    { notice: `channel-card:${card}`, where: 'channels', words: ledger.reference },
    ...earlier.map(({ notice, words }) => ({ notice: `thread-post:${card}:${seqOf(notice)}`, where: card, words })),
  );
}

function seqOf(notice: string): number {
  return Number(notice.split(':').at(-1));
}
