import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

/** What can be asked of Cosmos DB, as far as faults tell them apart. */
type Operation = 'read' | 'query' | 'create' | 'replace';
/** What becomes of a request: another answer; no answer, and it does not arrive; it arrives, but its answer is lost; silence. */
type Fault = { status: number; headers?: Record<string, string> } | 'lost' | 'answer lost' | 'silence';

/** Stands between a client and a server, and lets happen what tests want to happen. */
export type FaultProxy = {
  /** The next requests of this kind meet a fault: one, or so many. `after`: how many pass before it begins. */
  fail(operation: Operation, fault: Fault, options?: { times?: number; after?: number }): void;
  /** How many requests of this kind have come, whatever became of them. */
  count(operation: Operation): number;
  /** Nothing fails from now on, and counting begins anew. */
  calm(): void;
  pass: RequestListener;
};

type Trouble = { operation: Operation; fault: Fault; after: number; times: number };

/** Puts a proxy before a server's listener. */
export function createFaultProxy(listener: RequestListener): FaultProxy {
  let troubles: Trouble[] = [];
  let seen: Operation[] = [];

  function faultFor(operation: Operation): Fault | null {
    const trouble = troubles.find((one) => one.operation === operation && one.times > 0);
    if (!trouble || trouble.after-- > 0) return null;
    trouble.times--;
    return trouble.fault;
  }

  return {
    fail(operation, fault, { times = 1, after = 0 } = {}) {
      troubles.push({ operation, fault, after, times });
    },
    count: (operation) => seen.filter((one) => one === operation).length,
    calm() {
      troubles = [];
      seen = [];
    },
    pass(request, response) {
      const operation = operationOf(request);
      if (operation) seen.push(operation);
      const fault = operation && faultFor(operation);
      if (fault) meet(fault, request, response);
      else listener(request, response);
    },
  };

  function meet(fault: Fault, request: IncomingMessage, response: ServerResponse): void {
    if (fault === 'silence') return;
    if (fault === 'lost') {
      request.socket.destroy();
      return;
    }
    if (fault === 'answer lost') {
      response.end = () => response.destroy();
      listener(request, response);
      return;
    }
    request.resume();
    response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers });
    response.end(JSON.stringify({ code: String(fault.status), message: 'made to fail' }));
  }
}

function operationOf({ method, url = '', headers }: IncomingMessage): Operation | null {
  if (!url.includes('/docs')) return null;
  if (method === 'GET') return 'read';
  if (method === 'PUT') return 'replace';
  return headers['x-ms-documentdb-isquery'] || headers['content-type'] === 'application/query+json' ? 'query' : 'create';
}
