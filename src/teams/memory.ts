import type { Clock } from '../clock.ts';

type Remembered<T> = { answer: Promise<T>; until: number };

const sweepEvery = 1_000;

/**
 * Builds a short memory of answers, by place and question: those who ask while one is on its way, or is still good, share it. `goodFor`: for how
 * many milliseconds an answer is good; `failureMs`: for how long a failure is.
 */
export function createMemory<T>(clock: Pick<Clock, 'elapsed'>, goodFor: (answer: T) => number, failureMs: number) {
  const places = new Map<string, Map<string, Remembered<T>>>();
  let asked = 0;

  /** The answer that is remembered, or a new one. */
  function recall(place: string, question: string, ask: () => Promise<T>): Promise<T> {
    const known = rememberedOf(place, question);
    if (known) return known.answer;
    asked += 1;
    if (asked % sweepEvery === 0) sweep();
    const fresh: Remembered<T> = { answer: ask(), until: Number.POSITIVE_INFINITY };
    const answers = places.get(place) ?? new Map<string, Remembered<T>>();
    places.set(place, answers.set(question, fresh));
    const keep = (ms: number) => {
      fresh.until = clock.elapsed() + ms;
    };
    fresh.answer.then(
      (answer) => keep(goodFor(answer)),
      () => keep(failureMs),
    );
    return fresh.answer;
  }

  /** Whether an answer is remembered, or on its way. */
  function knows(place: string, question: string): boolean {
    return rememberedOf(place, question) !== null;
  }

  function rememberedOf(place: string, question: string): Remembered<T> | null {
    const known = places.get(place)?.get(question);
    return known && known.until > clock.elapsed() ? known : null;
  }

  /** Forgets all that is remembered of a place. An answer that is on its way goes to those alone who wait for it. */
  function forget(place: string): void {
    places.delete(place);
  }

  function sweep(): void {
    const at = clock.elapsed();
    for (const [place, answers] of places) {
      for (const [question, { until }] of answers) if (until <= at) answers.delete(question);
      if (answers.size === 0) places.delete(place);
    }
  }

  return { recall, knows, forget };
}
