import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Activity } from 'botbuilder';
import { createAdapter, failureOf } from '../../src/teams/adapter.ts';

let server: Server;
let url: string;
let tokens: number;
let seen: string[];
let answer: { status: number; body: unknown };

beforeEach(async () => {
  tokens = 0;
  seen = [];
  server = createServer((request, response) => {
    request.resume();
    response.setHeader('content-type', 'application/json');
    if (request.url === '/token') return response.end(JSON.stringify({ access_token: `token-${++tokens}`, expires_in: 3600 }));
    seen.push(request.headers.authorization ?? '');
    response.statusCode = answer.status;
    return response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => void server.close());

/** How a send fails that is answered like this. */
async function failureTo(status: number, body: unknown) {
  answer = { status, body };
  const local = { openIdUrl: `${url}/keys`, issuer: url, tokenUrl: `${url}/token`, serviceUrl: `${url}/connector/` };
  const { connectorFor } = createAdapter({ botId: 'bot', tenantId: 'tenant', type: 'SingleTenant', password: () => 'secret', local });
  const { conversations } = await connectorFor(local.serviceUrl);
  const send = () => conversations.sendToConversation('chat', { type: 'message', text: 'Hei' } as Activity).then(() => null, failureOf);
  return { first: await send(), second: await send() };
}

describe('How a send has failed is told by', () => {
  test('the error code in the body', async () => {
    const { first } = await failureTo(403, {
      error: { code: 'ConversationBlockedByUser', message: 'User blocked the conversation with the bot.' },
    });
    expect(first).toEqual({ status: 403, code: 'ConversationBlockedByUser', retryAfterMs: null });
  });

  test('the sub-code in the message of the body', async () => {
    const message = JSON.stringify({ subCode: 'MessageWritesBlocked', details: 'Thread is not open for messages.' }, null, 2);
    const { first } = await failureTo(403, { errorCode: 209, message });
    expect(first).toMatchObject({ status: 403, code: 'MessageWritesBlocked' });
  });

  test.each([[''], ['<html>Bad gateway</html>'], [null], [{ error: 'no' }], [[]]])(
    'the status alone where the body says nothing: %j',
    async (body) => {
      const { first } = await failureTo(502, body);
      expect(first).toMatchObject({ status: 502, retryAfterMs: null });
    },
  );

  test('nothing where what came was no answer of a connector', async () => {
    const { first } = await failureTo(200, '<html>Sign in to the network</html>');
    expect(first).toMatchObject({ status: null });
  });
});

test('a token that is refused is not shown again: the next attempt brings a fresh one', async () => {
  await failureTo(401, { error: { code: 'Unauthorized', message: 'Authorization has been denied for this request.' } });

  expect(seen).toEqual(['Bearer token-1', 'Bearer token-2']);
});
