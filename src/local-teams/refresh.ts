import type { Activities } from './activities.ts';
import type { Node } from './card.ts';
import type { Person } from './contract.ts';
import { cardAnswer } from './invoke-answers.ts';
import type { Outbound } from './outbound.ts';
import type { Conversation, State, StoredMessage } from './state.ts';
import { shownCard } from './views.ts';

const FRESH_MS = 60_000;
const MAX_MEMBERS = 60;

export type Refresher = ReturnType<typeof createRefresher>;

/** Universal Actions' automatic refresh: the client asks the bot for its person's own view of a card that it shows. */
export function createRefresher(state: State, activities: Activities, outbound: Outbound) {
  const lastAnswer = new WeakMap<StoredMessage, Map<string, { at: number; version: number }>>();

  return {
    /** Refreshes what is due among the messages. A refused or failing refresh leaves the view as it is. */
    async refresh(person: Person, conversation: Conversation, messages: StoredMessage[]): Promise<void> {
      if (person.refreshes === false) return;
      await Promise.all(messages.map((message) => refreshOne(person, conversation, message)));
    },
  };

  async function refreshOne(person: Person, conversation: Conversation, message: StoredMessage): Promise<void> {
    const action = actionFor(person, conversation, message);
    if (!action || isFresh(person, message)) return;
    const { version } = message;
    const { type, id, verb, data } = action;
    const place = { conversation, root: message.root };
    const value = { action: { type, ...(id === undefined ? {} : { id }), verb, data: data ?? {} }, trigger: 'automatic' };
    const answer = cardAnswer(await outbound.invoke(activities.invoke(person, place, 'adaptiveCard/action', value, message.id)));
    if (answer.kind === 'card') state.showPersonally(message, person.id, answer.card, version);
    if (answer.kind !== 'error') answered(person, message, version);
  }

  /** The refresh action of the card that the person sees, if it is meant for them. */
  function actionFor(person: Person, conversation: Conversation, message: StoredMessage): Node | undefined {
    const { refresh } = (shownCard(message, person.id).card ?? {}) as { refresh?: { action: Node; userIds?: string[] } };
    const listed = refresh?.userIds?.includes(person.teamsId) ?? state.people.members(conversation).length <= MAX_MEMBERS;
    return listed ? refresh?.action : undefined;
  }

  /** An answer, even a refusal, holds for a minute or until the common view is updated. */
  function isFresh(person: Person, message: StoredMessage): boolean {
    const own = message.personal.get(person.id);
    const asked = lastAnswer.get(message)?.get(person.id);
    return [own, asked].some((answer) => answer && answer.version === message.version && state.now() - answer.at < FRESH_MS);
  }

  function answered(person: Person, message: StoredMessage, version: number): void {
    const answers = lastAnswer.get(message) ?? new Map();
    lastAnswer.set(message, answers.set(person.id, { at: state.now(), version }));
  }
}
