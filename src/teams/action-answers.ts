import type { Person } from '../domain/person.ts';
import { render, type View } from './cards.ts';

/** What an `Action.Execute` is answered with: a card for the presser alone, or a sentence. */
export type ActionAnswer = { statusCode: number; type: string; value: unknown };
/** Answers the presses of the cards of one subject; null for all others. */
export type SubjectActions = (data: unknown, person: Person) => Promise<ActionAnswer | null>;

/** A sentence as the answer to a press; the card stays as it is. */
export function message(value: string): ActionAnswer {
  return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value };
}

/** A card as the answer to a press, in place of the one that was pressed. */
export function card(view: View): ActionAnswer {
  return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: render(view) };
}
