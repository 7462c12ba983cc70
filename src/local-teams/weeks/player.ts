import type { ApiClient } from '../api-client.ts';
import type { Person, WeeksView } from '../contract.ts';
import { nextWorkingMorning } from '../helsinki.ts';
import type { Introductions } from '../introductions.ts';
import type { State } from '../state.ts';
import type { Timeline } from '../timeline.ts';
import { createHands, names } from './hands.ts';
import { DAYS, type Doing, planOf } from './plan.ts';
import { type Story, stories } from './stories.ts';

type Deps = { state: State; timeline: Timeline; introductions: Introductions; api: () => ApiClient; tell: () => void };

/** What has become of a story: what its consultation is called, and who has claimed it. */
type Thread = { reference: string | null; expert: Person | null };

export type Weeks = ReturnType<typeof createWeeks>;

const MOMENT = 5_000;
const MINUTE = 60_000;
const MORNING = 4 * 60 * MINUTE;
const SEED = 20_261_123;

/** Plays four weeks of consultations: people ask, claim, answer and forget, while the clock moves on, until a Monday morning. */
export function createWeeks({ state, timeline, introductions, api, tell }: Deps) {
  const { people } = state;
  let view: WeeksView = { running: false, day: 0, days: DAYS, doing: null, done: 0, skipped: 0, problem: null };
  let playing: Promise<void> = Promise.resolve();
  let isStopped = false;

  return {
    view: () => view,

    /** Begins. @param days how many working days @returns null, or a sentence on why not */
    start(days: number): string | null {
      if (view.running) return 'Four weeks are being lived through already.';
      if (!timeline.view().movable) return 'This clock can’t be moved: the bot goes by a clock of its own.';
      isStopped = false;
      show({ running: true, day: 0, days, doing: null, done: 0, skipped: 0, problem: null });
      playing = play(days)
        .catch((error) => show({ problem: error instanceof Error ? error.message : String(error) }))
        .then(() => show({ running: false, doing: null }));
      return null;
    },

    /** Ends after what is being done just now. */
    async stop(): Promise<void> {
      isStopped = true;
      await playing;
    },
  };

  async function play(days: number): Promise<void> {
    const plan = planOf(stories, SEED);
    await introductions.introduceAll();
    const threads = stories.map((): Thread => ({ reference: null, expert: null }));
    for (let day = 1; day <= days && !isStopped; day += 1) {
      show({ day });
      // A working morning that has begun is the first day.
      const opens = nextWorkingMorning(timeline.now() - (day === 1 ? MORNING : 0));
      await waitUntil(opens);
      for (const doing of plan.filter((one) => one.day === day)) {
        if (isStopped) return;
        await waitUntil(opens + doing.minutes * MINUTE);
        await live(doing, threads[doing.story] as Thread);
      }
    }
    if (isStopped) return;
    await timeline.forward('monday');
    await waitUntil(timeline.now() + 5 * MINUTE);
  }

  /** A moment first, in which arrives what Teams had turned away because it was too much at once. */
  async function waitUntil(at: number): Promise<void> {
    if (at - timeline.now() > MOMENT) await timeline.forward(MOMENT);
    const left = Math.round(at - timeline.now());
    if (left > 0) await timeline.forward(left);
  }

  /** Does one thing, if it can be done: the bot may have reminded or returned the case, or somebody else done it meanwhile. */
  async function live(doing: Doing, thread: Thread): Promise<void> {
    const story = stories[doing.story] as Story;
    const person = personFor(doing, story, thread);
    show({ doing: person ? { who: person.name, verb: doing.verb, title: story.form.title ?? '' } : null });
    const isDone = person !== null && (await act(person, doing, thread));
    if (isDone && doing.verb === 'claim') thread.expert = person;
    if (isDone && doing.verb === 'redirect') thread.expert = null;
    show(isDone ? { done: view.done + 1 } : { skipped: view.skipped + 1 });
  }

  async function act(person: Person, { verb, who, inputs }: Doing, thread: Thread): Promise<boolean> {
    const hands = createHands(api());
    if (verb === 'ask') {
      thread.reference = await hands.ask(person.id, inputs);
      return thread.reference !== null;
    }
    const where = who === 'asker' ? state.personalChat(person.id).id : threadOf(thread)?.id;
    if (!where || thread.reference === null) return false;
    return hands.press(person.id, where, thread.reference, verb, inputs);
  }

  function personFor({ who, pick }: Doing, { asker }: Story, thread: Thread): Person | null {
    if (who === 'asker') return people.world.people.find(({ name }) => name === asker) ?? null;
    if (thread.expert && threadOf(thread)?.members.includes(thread.expert)) return thread.expert;
    const experts = threadOf(thread)?.members.filter(({ guest, installed }) => !guest && installed) ?? [];
    return experts[Math.floor(pick * experts.length)] ?? null;
  }

  /** The newest post in a channel that names the consultation, and who could answer there: a team's first member coordinates it. */
  function threadOf({ reference }: Thread): { id: string; members: Person[] } | null {
    if (reference === null) return null;
    const posts = [...state.conversations.values()].flatMap((conversation) =>
      conversation.kind === 'channel' && people.standing(conversation) === 'open'
        ? conversation.messages
            .filter(({ id, root, card }) => id === root && names(card, reference))
            .map((post) => ({ post, conversation }))
        : [],
    );
    const newest = posts.sort((one, other) => one.post.at - other.post.at).at(-1);
    if (!newest) return null;
    const { conversation, post } = newest;
    return { id: `${conversation.id};messageid=${post.id}`, members: people.members(conversation).slice(1) };
  }

  function show(change: Partial<WeeksView>): void {
    view = { ...view, ...change };
    tell();
  }
}
