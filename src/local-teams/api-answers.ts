import * as z from 'zod/v4';
import { type HttpAnswer, HttpError, type HttpRequest } from './http.ts';

/** The answer to a call that has been done. */
export function ok(body: unknown): HttpAnswer {
  return { status: 200, body: body ?? null };
}

/** A sentence on why a call is refused, to throw. */
export function refuse(sentence: string, status = 400): HttpError {
  return new HttpError(status, { error: sentence });
}

/** The body of a call. @throws a sentence on what is wrong with it */
export function read<T extends z.ZodType>(schema: T, { json }: HttpRequest): z.infer<T> {
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw refuse(z.prettifyError(parsed.error));
  return parsed.data;
}
