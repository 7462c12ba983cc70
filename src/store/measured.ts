import type { Metrics } from '../metrics.ts';
import { ConflictError, type Due, type Page, type Store, type StoreError } from './store.ts';

/** `unreadable` hears of each document that can't be read, once. */
type Watch = { metrics: Pick<Metrics, 'store'>; elapsed: () => number; unreadable: (id: string) => void };

const measuredOperations = ['get', 'create', 'replace', 'find', 'list', 'due', 'putOff'] as const;
type Operation = (typeof measuredOperations)[number];

const mostNamed = 1_000;

/** A store whose operations are counted and timed, and that tells of what it can't read. */
export function measured(store: Store, { metrics, elapsed, unreadable }: Watch): Store {
  const named = new Set<string>();
  const wrapped = Object.fromEntries(measuredOperations.map((operation) => [operation, timed(operation)]));
  return { ...store, ...wrapped };

  function timed(operation: Operation) {
    const run = store[operation] as (...values: unknown[]) => Promise<unknown>;
    return async (...values: unknown[]) => {
      const began = elapsed();
      try {
        const result = await run(...values);
        metrics.store(operation, 'ok', (elapsed() - began) / 1000);
        for (const id of unreadableIn(operation, result)) name(id);
        return result;
      } catch (error) {
        metrics.store(operation, error instanceof ConflictError ? 'conflict' : 'failed', (elapsed() - began) / 1000);
        if ((error as StoreError).code === 'store-unreadable') name(values[0] as string);
        throw error;
      }
    };
  }

  function name(id: string): void {
    if (named.has(id) || named.size === mostNamed) return;
    named.add(id);
    unreadable(id);
  }
}

function unreadableIn(operation: Operation, result: unknown): string[] {
  if (operation === 'find' || operation === 'list') return (result as Page).unreadable;
  return operation === 'due' ? (result as Due[]).flatMap(({ id, document }) => (document ? [] : [id])) : [];
}
