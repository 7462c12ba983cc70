import * as z from 'zod/v4';
import type { BotAnswer } from './outbound.ts';
import { cardOf, cardProblem, MAX_MESSAGE_BYTES } from './rules.ts';
import type { Card } from './state.ts';

type Failure = { kind: 'error'; status: number; text: string };

export type CardAnswer = { kind: 'card'; card: Card } | { kind: 'message'; text: string } | Failure;

export type TaskAnswer =
  | { kind: 'continue'; title: string; card: Card }
  | { kind: 'message'; text: string }
  | { kind: 'nothing' }
  | Failure;

const InvokeResponse = z.object({ statusCode: z.int(), type: z.string(), value: z.unknown() });
const BotError = z.looseObject({ code: z.string().optional(), message: z.string() });
const Continue = z.looseObject({ title: z.string().optional(), card: z.unknown() });
const TaskResponse = z.object({
  task: z.discriminatedUnion('type', [
    z.object({ type: z.literal('continue'), value: Continue }),
    z.object({ type: z.literal('message'), value: z.string() }),
  ]),
});
const ExtensionResponse = z.object({
  composeExtension: z.looseObject({ type: z.enum(['message', 'result']), text: z.string().optional() }),
});

/** Reads the answer to `adaptiveCard/action` as strictly as Teams does. */
export function cardAnswer(answer: BotAnswer): CardAnswer {
  const failed = transportFailure(answer);
  if (failed) return failed;
  const parsed = InvokeResponse.safeParse(answer.body);
  if (!parsed.success) return failure(answer.status, `The bot’s answer is not {statusCode, type, value}: ${z.prettifyError(parsed.error)}`);
  const { statusCode, type, value } = parsed.data;
  switch (type) {
    case 'application/vnd.microsoft.card.adaptive':
      return statusCode === 200 ? newCard(value) : failure(statusCode, 'A card must come with statusCode 200.');
    case 'application/vnd.microsoft.activity.message':
      return typeof value === 'string' ? { kind: 'message', text: value } : failure(statusCode, 'The value of a message must be text.');
    case 'application/vnd.microsoft.error':
      return failure(statusCode, BotError.safeParse(value).data?.message ?? 'The bot’s error has no message.');
    default:
      return failure(statusCode, `Teams knows no answer of type ${type}.`);
  }
}

/** Reads the answer to `task/…` and `composeExtension/…`. An empty body, or a result of an extension, says nothing more. */
export function taskAnswer(answer: BotAnswer): TaskAnswer {
  const failed = transportFailure(answer);
  if (failed) return failed;
  if (answer.body === null) return { kind: 'nothing' };
  const extension = ExtensionResponse.safeParse(answer.body);
  if (extension.success) return afterExtension(extension.data.composeExtension);
  const parsed = TaskResponse.safeParse(answer.body);
  if (!parsed.success) return failure(answer.status, `The bot’s answer is not {task}: ${z.prettifyError(parsed.error)}`);
  const { task } = parsed.data;
  if (task.type === 'message') return { kind: 'message', text: task.value };
  const read = cardOf(task.value.card, 'dialog');
  return 'problem' in read ? failure(answer.status, read.problem) : { kind: 'continue', title: task.value.title ?? '', card: read.card };
}

function afterExtension({ type, text = '' }: { type: 'message' | 'result'; text?: string | undefined }): TaskAnswer {
  return type === 'message' ? { kind: 'message', text } : { kind: 'nothing' };
}

function newCard(value: unknown): CardAnswer {
  const problem = cardProblem(value, 'chat');
  return problem === null ? { kind: 'card', card: value as Card } : failure(200, problem);
}

function transportFailure({ status, text }: BotAnswer): Failure | null {
  if (status === 504) return failure(504, 'The bot did not answer in time.');
  if (status === 0) return failure(0, `There was no connection to the bot: ${text}`);
  if (status !== 200) return failure(status, `The bot answered ${status} to an invoke: ${text.slice(0, 200)}`);
  return Buffer.byteLength(text) > MAX_MESSAGE_BYTES ? failure(413, 'The bot’s answer is over 100 KB.') : null;
}

function failure(status: number, text: string): Failure {
  return { kind: 'error', status, text };
}
