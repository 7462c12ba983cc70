import { ConflictError, StoreError } from './store.ts';

/** Where a Cosmos DB container is. */
export type Place = { endpoint: string; database: string; container: string };

type Failure = { code?: unknown; substatus?: unknown; name?: unknown };

// Request timeout, gone (a partition has moved), retry with, service unavailable: it may or may not have done what it was asked.
const undecided: unknown[] = [408, 410, 449, 503];
// The replica is behind what this session has seen.
const behind = 1002;

/** Whether asking again would change nothing: Cosmos DB has answered, and meant it. */
export function isFinal(failure: unknown): boolean {
  const status = statusOf(failure);
  return failure instanceof ConflictError || (status !== null && !undecided.includes(status) && (failure as Failure).substatus !== behind);
}

/** Whether Cosmos DB says that there is no such item. With a substatus it says more: that its container is gone, or that a replica is behind. */
export function isAbsent(failure: unknown): boolean {
  return statusOf(failure) === 404 && !(failure as Failure).substatus;
}

/** What a failure is to the store's callers: a `ConflictError` if somebody else was first, otherwise a `StoreError` with nothing of the request in it. */
export function errorOf(failure: unknown, place: Place): ConflictError | StoreError {
  if (failure instanceof ConflictError) return failure;
  const status = statusOf(failure);
  return status === 409 || status === 412 ? new ConflictError(`Cosmos DB answered ${status}`) : new StoreError(sentenceFor(failure, place));
}

function sentenceFor(failure: unknown, { endpoint, database, container }: Place): string {
  const account = `Cosmos DB at ${new URL(endpoint).host}`;
  const { code, substatus, name } = Object(failure) as Failure;
  switch (statusOf(failure)) {
    case 401:
    case 403:
      return `${account} does not let Neuvo in (${code}): see its key, or its identity's role, and the account's firewall.`;
    case 404:
      if (substatus && substatus !== 1003) break;
      return `${account} has no container "${container}" in a database "${database}": infra/cosmos.bicep makes both.`;
    case 413:
      return `${account} does not take a document of more than 2 MB (413).`;
    case 429:
      return `${account} is asked for more than it can give (429).`;
    case null:
      return /Credential|Authentication/.test(String(name))
        ? `${account} wants an identity, and Neuvo has none: run it under a managed identity, or set SECRET_COSMOS_KEY.`
        : `${account} can't be reached (${typeof code === 'string' ? code : name}).`;
  }
  return `${account} answered ${code}${substatus ? `/${substatus}` : ''}.`;
}

function statusOf(error: unknown): number | null {
  const { code, name } = Object(error) as Failure;
  return typeof code === 'number' && name !== 'TimeoutError' && name !== 'AbortError' ? code : null;
}
