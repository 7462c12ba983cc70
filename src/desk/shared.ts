/**
 * Lets those who ask for the same thing at the same time share one answer, and it is never older than their question: whoever asks
 * while it is being fetched gets the next one. Many may press one card at once, and neither Teams nor a store likes to be asked a
 * thousand times.
 */
export function shared<Question extends string[], T>(fetch: (...question: Question) => Promise<T>): typeof fetch {
  const running = new Map<string, Promise<T>>();
  const next = new Map<string, Promise<T>>();

  return (...question) => {
    const key = question.join();
    const before = running.get(key);
    if (!before) return start();
    const following = next.get(key) ?? before.then(start, start);
    next.set(key, following);
    return following;

    function start(): Promise<T> {
      next.delete(key);
      const fetching = fetch(...question).finally(() => {
        if (running.get(key) === fetching) running.delete(key);
      });
      running.set(key, fetching);
      return fetching;
    }
  };
}
