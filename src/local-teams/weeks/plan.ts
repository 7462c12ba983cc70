import type { Course, Story } from './stories.ts';

/** What somebody does to a consultation; a bot's card offers it under this verb, but for asking, which begins it. */
export type Verb = 'ask' | 'claim' | 'ask-info' | 'give-info' | 'redirect' | 'answer' | 'close';

/** `day` counts working days from 1, `minutes` from 8.00. `pick`, from 0 up to 1, says which expert, if there are several. */
export type Doing = { day: number; minutes: number; story: number; who: 'asker' | 'expert'; verb: Verb; inputs: Inputs; pick: number };
type Inputs = Record<string, string>;

/** How many working days there are in four weeks. */
export const DAYS = 20;
/** Mornings begin at 8.00, afternoons at 13.00. */
const AFTERNOON = 5 * 60;
const HALF_DAY = 3 * 60;

const courses: Record<Course, Verb[]> = {
  answered: ['claim', 'answer', 'close'],
  'asked back': ['claim', 'ask-info', 'give-info', 'answer', 'close'],
  redirected: ['claim', 'redirect', 'claim', 'answer', 'close'],
  'closed by expert': ['claim', 'answer', 'close'],
  forgotten: ['claim'],
  'never answered': ['claim', 'ask-info', 'give-info'],
  unclaimed: [],
};

/**
 * When who does what in four weeks, in order of time: the same for the same seed.
 *
 * @param stories the consultations; the first is asked on the first day, the last in the last week
 * @param seed any whole number
 */
export function planOf(stories: Story[], seed: number): Doing[] {
  const chance = chanceOf(seed);
  const doings = stories.flatMap((story, index) => doingsOf(story, index, Math.floor((index * (DAYS - 3)) / stories.length), chance));
  return doings.sort((one, other) => one.day - other.day || one.minutes - other.minutes);
}

function doingsOf(story: Story, index: number, daysBefore: number, chance: () => number): Doing[] {
  const pick = chance();
  const verbs: Verb[] = ['ask', ...courses[story.course]];
  let half = 2 * daysBefore + (chance() < 0.6 ? 0 : 1);
  return verbs.map((verb, step) => {
    // An answer takes longer than a claim: between half a day and three days.
    if (step > 0) half += 1 + Math.floor(chance() * (verb === 'answer' || verb === 'close' ? 4 : 2));
    const minutes = (half % 2) * AFTERNOON + Math.floor(chance() * HALF_DAY);
    const day = 1 + Math.floor(half / 2);
    return { day, minutes, story: index, who: whoDoes(verb, story), verb, inputs: inputsFor(verb, story), pick };
  });
}

function whoDoes(verb: Verb, { course }: Story): Doing['who'] {
  if (verb === 'close') return course === 'closed by expert' ? 'expert' : 'asker';
  return verb === 'ask' || verb === 'give-info' ? 'asker' : 'expert';
}

function inputsFor(verb: Verb, { form, back, redirect, answer = '', feedback }: Story): Inputs {
  const inputs: Record<Verb, Inputs> = {
    ask: form,
    claim: {},
    'ask-info': { 'text-ask-info': back?.asked ?? '' },
    'give-info': { 'text-give-info': back?.told ?? '' },
    redirect: { 'target-redirect': redirect?.to ?? '', 'text-redirect': redirect?.reason ?? '' },
    answer: { 'text-answer': answer },
    close: feedback ? { 'helped-close': feedback.helped, 'change-close': feedback.change } : {},
  };
  return inputs[verb];
}

/** Numbers from 0 up to 1, always the same ones for a seed: the generator Mulberry32. */
function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
