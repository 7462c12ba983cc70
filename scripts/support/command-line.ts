import { parseArgs } from 'node:util';
import * as z from 'zod/v4';
import { Locale } from '../../src/domain/network.ts';
import { type Words, wordsOf } from '../../src/i18n/translate.ts';

/** What an option may be: a phrase, or codes with their names. */
type Allowed = string | readonly (readonly [code: string, name: string])[];
/**
 * How a script is called. `schema`: a field for each option, which reads a text; `how`: an example; `allowed`: what is told to whoever said
 * something else; `locale`: the language of whoever chooses none by --words.
 */
export type Usage<S extends z.ZodRawShape> = {
  schema: z.ZodObject<S>;
  how: string;
  locale: Locale;
  allowed: (words: Words, locale: Locale) => { [option in keyof S]?: Allowed };
};

/** One of these codes, however it is capitalised. */
export function oneOf<T extends string>(codes: readonly T[]) {
  const known = (typed: string) => codes.find((code) => code.toLowerCase() === typed.toLowerCase()) ?? typed;
  return z.string().transform(known).pipe(z.enum(codes));
}

/** At most so many of these codes, with commas between them. */
export function someOf<T extends string>(codes: readonly T[], most: number) {
  const split = (typed: string) => typed.split(',').map((one) => one.trim());
  return z
    .string()
    .transform(split)
    .pipe(z.array(oneOf(codes)).max(most));
}

/** A whole number of at least one. */
export const count = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number);

/** The options that a script was called with; null if something is wrong with them, which is then said on stderr, and the exit code is 2. */
export function optionsOf<S extends z.ZodRawShape>(usage: Usage<S>): z.infer<z.ZodObject<S>> | null {
  const read = readOptions(usage, process.argv.slice(2));
  if ('values' in read) return read.values;
  refuse(read.problem);
  return null;
}

/** Says on stderr what is wrong with how a script was called. */
export function refuse(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 2;
}

/** The same of any arguments: the options, or what is wrong with them and how it would be right. */
export function readOptions<S extends z.ZodRawShape>(
  usage: Usage<S>,
  args: string[],
): { values: z.infer<z.ZodObject<S>> } | { problem: string } {
  const names = Object.keys(usage.schema.shape);
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  const { tokens, values } = parseArgs({ args, options, strict: false, tokens: true });
  const chosen = oneOf(Locale.options).safeParse(values.words);
  const locale = chosen.success ? chosen.data : usage.locale;
  const words = wordsOf(locale);
  const misread = tokens.map((token) => problemOf(token, names, words)).find((problem) => problem !== null);
  const parsed = usage.schema.safeParse(values, { reportInput: true });
  if (!misread && parsed.success) return { values: parsed.data };
  const wrong = parsed.error ? sentenceOf(parsed.error, usage.allowed(words, locale), words) : '';
  return { problem: [misread ?? wrong, words.commandLine.how(usage.how)].join('\n') };
}

type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number];

function problemOf(token: Token, names: string[], { commandLine }: Words): string | null {
  if (token.kind === 'positional') return commandLine.noOption(token.value);
  if (token.kind === 'option-terminator') return commandLine.unknown('--', listOf(names));
  if (!names.includes(token.name)) return commandLine.unknown(token.rawName, listOf(names));
  // The next option is no value of the one before.
  const isMissing = token.value === undefined || token.value === '' || (!token.inlineValue && token.value.startsWith('-'));
  return isMissing ? commandLine.noValue(token.rawName) : null;
}

function sentenceOf({ issues: [issue] }: z.ZodError, allowed: Record<string, Allowed | undefined>, { commandLine, issues }: Words): string {
  const name = String(issue?.path[0]);
  if (issue?.code === 'too_big' && issue.origin === 'array') return issues['too-many'](`--${name}`, Number(issue.maximum));
  const typed = issue?.input === undefined ? '' : String(issue.input);
  const sentence = typed === '' ? commandLine.noValue(`--${name}`) : commandLine.wrong(`--${name}`, typed);
  const choices = allowed[name];
  return choices === undefined ? sentence : `${sentence} ${commandLine.allowed}${worded(choices)}`;
}

function worded(allowed: Allowed): string {
  if (typeof allowed === 'string') return ` ${allowed}.`;
  const width = Math.max(...allowed.map(([code]) => code.length));
  const inOrder = allowed.toSorted(([one], [other]) => one.localeCompare(other, 'fi'));
  return inOrder.map(([code, name]) => `\n  ${code.padEnd(width)}  ${name}`).join('');
}

function listOf(names: string[]): string {
  return names.map((name) => `--${name}`).join(', ');
}
