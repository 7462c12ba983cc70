/** What is kept by key, at most `most` of it: for one more, what was asked for longest ago is forgotten. */
export function createRecent<Value>(most: number) {
  const kept = new Map<string, Value>();

  function get(key: string): Value | undefined {
    const value = kept.get(key);
    if (value !== undefined) set(key, value);
    return value;
  }

  function set(key: string, value: Value): void {
    kept.delete(key);
    kept.set(key, value);
    if (kept.size > most) kept.delete(kept.keys().next().value ?? '');
  }

  return { get, set, delete: (key: string) => kept.delete(key) };
}
