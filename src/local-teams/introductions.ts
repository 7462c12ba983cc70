import type { Activities } from './activities.ts';
import type { Person } from './contract.ts';
import type { BotAnswer, Outbound } from './outbound.ts';
import type { Conversation, State } from './state.ts';

export type Introductions = ReturnType<typeof createIntroductions>;

/** Tells the bot once, before anything else there, that it has been added to a person's chat or to a team. */
export function createIntroductions(state: State, activities: Activities, outbound: Outbound) {
  const running = new Map<string, Promise<void>>();

  return {
    introduce,

    /** Everybody who has the bot: before time passes in which it may write to them, so that its welcome comes first. */
    async introduceAll(): Promise<void> {
      await Promise.all(state.people.world.people.map((person) => introduce(person, state.personalChat(person.id))));
    },

    /** The person removes the bot: told at once, and again when it comes back. */
    async dismiss(person: Person): Promise<void> {
      state.introduced.delete(person.id);
      await outbound.deliver(activities.installation(person, { conversation: state.personalChat(person.id) }, 'remove'));
    },
  };

  /** Resolves when the bot knows. A bot that didn't answer is told again the next time. */
  async function introduce(person: Person, conversation: Conversation): Promise<void> {
    const { kind, owner } = conversation;
    if (state.introduced.has(owner) || (kind === 'personal' && !person.installed)) return;
    if (state.people.standing(conversation) === 'without bot') return;
    const telling = running.get(owner) ?? tell(person, conversation).finally(() => running.delete(owner));
    running.set(owner, telling);
    await telling;
  }

  async function tell(person: Person, conversation: Conversation): Promise<void> {
    const { owner, kind } = conversation;
    // A team hears it in its General channel, whose id is the team's, from whoever added the bot: its first member.
    const place = { conversation: kind === 'channel' ? (state.find(owner) ?? conversation) : conversation };
    const adder = state.people.members(conversation)[0] ?? person;
    // At the same moment: Teams promises no order. The installation is told where the bot was added: in the channel that was chosen.
    const events = [activities.membership(adder, place, 'membersAdded'), activities.installation(adder, { conversation }, 'add')];
    const answers = await Promise.all(events.map((event) => outbound.deliver(event)));
    if (!answers.every(isGood)) return;
    state.introduced.add(owner);
    state.changed();
  }
}

function isGood({ status }: BotAnswer): boolean {
  return status >= 200 && status < 300;
}
