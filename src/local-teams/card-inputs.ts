import type { Node, Pressable, Scope } from './card.ts';
import type { InputView } from './contract.ts';

export type Values = Record<string, string>;

/** An input as the API shows it, with the value it has before anybody touches it. */
export function inputView(input: Node): InputView {
  const label = String(input.label ?? (input.type === 'Input.Toggle' ? input.title : input.placeholder) ?? '');
  const choices = choicesOf(input);
  return { id: String(input.id), label, type: String(input.type), value: initialValue(input), ...(choices ? { choices } : {}) };
}

/**
 * What the action sends: its own data, and over it the inputs of its card and of the cards around it, as text. An empty
 * input is left out, as the Adaptive Cards renderer does.
 *
 * @param given what the person typed; the rest keeps its initial value
 */
export function gather({ action, scope }: Pressable, given: Values): Record<string, unknown> {
  const data = typeof action.data === 'object' && action.data !== null ? { ...action.data } : {};
  const inputs = associatedInputs(action, scope).map((input) => [String(input.id), valueIn(input, given)] as const);
  return { ...data, ...Object.fromEntries(inputs.filter(([, value]) => value !== '')) };
}

/** Why the client would not let the press leave, in the card author's words where there are any; null if it would. */
export function objection({ action, scope }: Pressable, given: Values): string | null {
  const inputs = associatedInputs(action, scope);
  for (const input of inputs) {
    const wrong = wrongWith(input, valueIn(input, given));
    if (wrong) return `${input.label ?? input.id}: ${input.errorMessage ?? wrong}`;
  }
  const stray = Object.keys(given).find((id) => !inputs.some((input) => input.id === id));
  return stray === undefined ? null : `This action sends no input “${stray}”.`;
}

/** The inputs that an action sends: those of its card and of the cards around it. */
export function associatedInputs(action: Node, scope: Scope): Node[] {
  if (action.associatedInputs === 'none') return [];
  const inputs: Node[] = [];
  for (let current: Scope | null = scope; current; current = current.parent) inputs.push(...current.inputs);
  return inputs;
}

function valueIn(input: Node, given: Values): string {
  return given[String(input.id)] ?? initialValue(input);
}

function initialValue(input: Node): string {
  const value = input.value === undefined || input.value === null ? '' : String(input.value);
  return input.type === 'Input.Toggle' && value === '' ? String(input.valueOff ?? 'false') : value;
}

function wrongWith(input: Node, value: string): string | null {
  const empty = input.type === 'Input.Toggle' ? value !== String(input.valueOn ?? 'true') : value === '';
  if (empty) return input.isRequired === true ? 'a value is required' : null;
  switch (input.type) {
    case 'Input.Text':
      return wrongText(input, value);
    case 'Input.Number':
      return Number.isFinite(Number(value))
        ? outOfRange(Number(value), Number(input.min ?? -Infinity), Number(input.max ?? Infinity))
        : 'not a number';
    case 'Input.Date':
      return /^\d{4}-\d\d-\d\d$/.test(value) ? outOfRange(value, input.min ?? '', input.max ?? '9999') : 'not a date';
    case 'Input.Time':
      return /^\d\d:\d\d$/.test(value) ? outOfRange(value, input.min ?? '', input.max ?? '99') : 'not a time';
    case 'Input.ChoiceSet':
      return wrongChoice(input, value);
    default:
      return null;
  }
}

function wrongText(input: Node, value: string): string | null {
  if (typeof input.maxLength === 'number' && value.length > input.maxLength) return `at most ${input.maxLength} characters`;
  return typeof input.regex === 'string' && !new RegExp(input.regex).test(value) ? 'not in the right form' : null;
}

function outOfRange<T>(value: T, min: T | unknown, max: T | unknown): string | null {
  return value < (min as T) || value > (max as T) ? 'out of range' : null;
}

/** Several choices are sent as one text, with commas between. Choices that come from a query are not known here. */
function wrongChoice(input: Node, value: string): string | null {
  if ('choices.data' in input) return null;
  const chosen = input.isMultiSelect === true ? value.split(',') : [value];
  const known = new Set(choicesOf(input)?.map((choice) => choice.value));
  return chosen.every((choice) => known.has(choice)) ? null : 'not one of the choices';
}

/** What can be chosen in an input; undefined if it is no list of choices. */
export function choicesOf(input: Node): { title: string; value: string }[] | undefined {
  if (input.type !== 'Input.ChoiceSet' || !Array.isArray(input.choices)) return undefined;
  return input.choices.map(({ title, value }) => ({ title: String(title), value: String(value) }));
}
