import { setTimeout as pause } from 'node:timers/promises';
import { wordsOf } from '../../src/i18n/translate.ts';
import type { Arena } from './arena.ts';
import { refusalOn } from './cards.ts';

/** What a person was answered in the end, how often they pressed, and what came of the presses that were not answered as they should. */
export type Answered = { body: unknown; card: object | null; sentence: string; failures: string[] };

const patienceMs = 600_000;
const { errors } = wordsOf('fi');
const [incident] = errors.incident('#').split('#');
const askedToTryAgain = [errors.hurried, errors.notEstablished, errors.notMet, errors.membersUnknown];

/**
 * Presses until there is an answer, as people do: a press that got no connection, no answer in time, an incident's number or the advice to
 * try again is pressed again with the same payload. Throws if there is no answer in ten minutes.
 */
export async function insist({ api }: Pick<Arena, 'api'>, activity: object, betweenMs = 300): Promise<Answered> {
  const failures: string[] = [];
  const began = performance.now();
  while (performance.now() - began < patienceMs) {
    const { status, body } = await api.sendRaw({ activity });
    const sentence = sentenceIn(body);
    const card = cardIn(body);
    if (status === 200 && !isTrouble(sentence) && !isTrouble(refusalOn(card) ?? '')) return { body, card, sentence, failures };
    failures.push(status === 200 ? (askedToTryAgain.includes(sentence) ? 'asked to try again' : 'incident') : `HTTP ${status}`);
    await pause(betweenMs);
  }
  throw new Error(`no answer: ${failures.join(', ')}`);
}

function isTrouble(sentence: string): boolean {
  return askedToTryAgain.includes(sentence) || (incident !== undefined && sentence.startsWith(incident));
}

type Body = { type?: string; value?: unknown; task?: { type: string; value: unknown } } | null;

/** The sentence that an invoke is answered with; empty if it is answered with a card. */
export function sentenceIn(body: unknown): string {
  const { value, task } = (body as Body) ?? {};
  const said = task ? task.value : value;
  return typeof said === 'string' ? said : '';
}

/** The card that an invoke is answered with: in a dialog, or instead of the one that was pressed; null if it is answered with a sentence. */
export function cardIn(body: unknown): object | null {
  const { value, task } = (body as Body) ?? {};
  if (task) return (task.value as { card?: { content?: object } } | null)?.card?.content ?? null;
  return typeof value === 'object' ? value : null;
}
