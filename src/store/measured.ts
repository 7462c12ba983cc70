import type { Metrics } from '../metrics.ts';
import { ConflictError, type Store } from './store.ts';

const measuredOperations = ['get', 'create', 'replace', 'find', 'list', 'due'] as const;

/** A store whose operations are counted and timed. */
export function measured(store: Store, metrics: Pick<Metrics, 'store'>, elapsed: () => number): Store {
  const wrapped = Object.fromEntries(measuredOperations.map((operation) => [operation, timed(operation)]));
  return { ...store, ...wrapped };

  function timed(operation: (typeof measuredOperations)[number]) {
    const run = store[operation] as (...values: unknown[]) => Promise<unknown>;
    return async (...values: unknown[]) => {
      const began = elapsed();
      try {
        const result = await run(...values);
        metrics.store(operation, 'ok', (elapsed() - began) / 1000);
        return result;
      } catch (error) {
        metrics.store(operation, error instanceof ConflictError ? 'conflict' : 'failed', (elapsed() - began) / 1000);
        throw error;
      }
    };
  }
}
