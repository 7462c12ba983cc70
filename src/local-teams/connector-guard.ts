import { setTimeout as wait } from 'node:timers/promises';
import { faultAnswer, refusal } from './connector-answers.ts';
import type { Fault } from './contract.ts';
import { errorBody } from './dialects.ts';
import type { Faults } from './faults.ts';
import { type HttpAnswer, HttpError, type HttpRequest } from './http.ts';
import { NewConversation } from './new-conversation.ts';
import type { State } from './state.ts';
import type { Tokens } from './tokens.ts';
import type { Traffic } from './traffic.ts';

type Answer = { status: number; body?: unknown; headers?: Record<string, string> };

export type ConnectorHandler = (request: HttpRequest) => Answer;

export type Guard = ReturnType<typeof createGuard>;

/** What every call of the connector goes through: the bot's token, the faults that were ordered, the log. */
export function createGuard(state: State, tokens: Tokens, faults: Faults, traffic: Traffic) {
  return (handler: ConnectorHandler) =>
    async (request: HttpRequest): Promise<HttpAnswer> => {
      const begun = performance.now();
      const authorised = await tokens.isBot(request.headers.authorization);
      const fault = authorised ? strike(request) : null;
      if (fault?.delayMs) await wait(fault.delayMs);
      const denied = () => refusal(401, 'Unauthorized', 'Authorization has been denied.');
      const answer = authorised ? inDialect(outcome(request, disabled() ?? handler, fault), fault) : denied();
      log(request, answer, begun);
      return fault?.drop ? { take: (response) => void response.destroy() } : answer;
    };

  /** The administrator has blocked the app: every call is refused ("Status code responses"). */
  function disabled(): ConnectorHandler | null {
    return state.people.world.disabled ? () => refusal(403, 'BotDisabledByAdmin', 'The tenant admin disabled this bot.') : null;
  }

  // What a script has ordered is answered as it was ordered.
  function inDialect(answer: Answer, fault: Fault | null): Answer {
    const { code, message } = (answer.body as { error?: { code: string; message: string } } | undefined)?.error ?? {};
    const isOwn = fault?.status === undefined && answer.status === 403 && code !== undefined && message !== undefined;
    return isOwn ? { ...answer, body: errorBody(code, message, state.people.world.dialect) } : answer;
  }

  function strike({ method, path, params, json }: HttpRequest): Fault | null {
    return faults.strike({ method, path, conversation: params.id ?? target(json) });
  }

  /** The conversation that a creation is about. */
  function target(json: unknown): string {
    const { channelData, members } = NewConversation.safeParse(json).data ?? {};
    const person = state.people.find(members?.[0]?.id ?? '');
    return channelData?.channel?.id ?? (person ? state.personalChat(person.id).id : '');
  }

  function log({ method, path, json }: HttpRequest, { status, body }: Answer, begun: number): void {
    const ms = Math.round((performance.now() - begun) * 100) / 100;
    const activity = json === undefined ? {} : { activity: json };
    traffic.add({ direction: 'to-connector', method, path, status, ms, ...activity, answer: body });
  }
}

/** Status 0 is logged where the work isn't done and nobody hears of it. */
function outcome(request: HttpRequest, handler: ConnectorHandler, fault: Fault | null): Answer {
  if (fault?.drop === 'before') return { status: 0 };
  if (fault?.status !== undefined && fault.drop === undefined) return faultAnswer(fault);
  try {
    return handler(request);
  } catch (error) {
    if (error instanceof HttpError) return { status: error.status, body: error.body, headers: error.headers };
    throw error;
  }
}
