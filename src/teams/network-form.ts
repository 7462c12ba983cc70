import * as z from 'zod/v4';
import { type Break, type Instant, localDate } from '../domain/calendar.ts';
import {
  AreaId as Area,
  type AreaId,
  Discipline,
  FieldCode,
  Locale,
  mostOnDuty,
  type Network,
  PersonRef,
  type Said,
} from '../domain/network.ts';
import { distinct } from '../domain/request.ts';
import { agreed } from '../domain/rota.ts';
import { cleanLine } from '../domain/text.ts';
import { type Words, wordsOf } from '../i18n/translate.ts';
import { issuesOf } from './payload.ts';
import { escapeMarkdown } from './plain-text.ts';
import type { CardNotice } from './views/case.ts';
import type { Values } from './views/forms.ts';
import { namesOf } from './views/names.ts';
import { refusalNotice } from './views/refusal.ts';

/** What a form is held against: the areas that the person may choose, the channel's members (null: Teams does not tell), what is registered. */
export type FormContext = { offered: AreaId[]; experts: PersonRef[] | null; before: Network | null; at: Instant; locale: Locale };

const parts = z
  .string()
  .default('')
  .transform((joined) => distinct(joined.split(',')).filter((one) => one !== ''));
const shape = {
  name: z.string().overwrite(cleanLine).min(1).max(80),
  area: Area,
  fields: parts.pipe(z.array(FieldCode)),
  disciplines: parts.pipe(z.array(Discipline).min(1)),
  languages: parts.pipe(z.array(Locale).min(1)),
  general: z.stringbool().default(false),
  turns: z.enum(['none', 'together', 'weekly']).default('none'),
  people: parts,
};
const Form = z.object(shape);
type Form = z.infer<typeof Form>;

const longestBreakDays = 366;
const mostBreaks = 10;

/** Reads the form in; what is wrong with it comes back as a notice to be shown on it. */
export function filledIn(values: Values, context: FormContext): Said | CardNotice {
  const { offered, before, at, locale } = context;
  const words = wordsOf(locale);
  const parsed = Form.safeParse(values, { reportInput: true });
  if (!parsed.success) return refusalNotice({ code: 'invalid', issues: issuesOf(parsed.error) }, locale);
  const { turns, people: ids, ...said } = parsed.data;
  const typed = breaksIn(values);
  const people = ids.map((id) => knownAs(id, context));
  const problem =
    coverageProblem(said, offered, words) ??
    dutyProblem(parsed.data, people, context, words) ??
    typed.map((one) => breakProblem(one, localDate(at), words)).find((found) => found !== null);
  if (problem) return { style: 'attention', text: problem, details: [] };
  const chosen = people.filter((person) => person !== null).sort((a, b) => a.name.localeCompare(b.name, 'fi'));
  const duty = agreed({ turns, people: chosen }, before?.duty ?? null, at);
  return { ...said, duty, breaks: united(typed) };
}

/** The labels of the fields in which a form that was sent differs from `newest`, the values of what is registered now. */
export function differences(sent: Values, newest: Values, { register, networks }: Words): string[] {
  const { form, labels } = networks;
  const named = { ...register, general: networks.general, turns: form.who, people: form.people } as Record<string, unknown>;
  const fields = Object.keys(shape).filter((field) => setOf(sent[field]) !== setOf(newest[field]));
  const hasOtherBreaks = JSON.stringify(united(breaksIn(sent))) !== JSON.stringify(united(breaksIn(newest)));
  return [...fields.map((field) => String(named[field])), ...(hasOtherBreaks ? [labels.breaks] : [])];
}

function setOf(joined = ''): string {
  return distinct(joined.trim().split(',')).sort().join();
}

// In the order of their days; those that overlap, or are there twice, are one.
function united(breaks: Break[]): Break[] {
  const all: Break[] = [];
  for (const { from, to } of breaks.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = all.at(-1);
    if (!last || last.to < from) all.push({ from, to });
    else if (last.to < to) last.to = to;
  }
  return all;
}

/** The breaks that a form's rows give, as they were typed; rows that were left empty are none. */
export function breaksIn(values: Values): { from: string; to: string }[] {
  const rows = Array.from({ length: mostBreaks }, (_, row) => ({ from: values[`from${row}`] ?? '', to: values[`to${row}`] ?? '' }));
  return rows.filter(({ from, to }) => from + to !== '');
}

function coverageProblem({ area, fields, general }: Pick<Form, 'area' | 'fields' | 'general'>, offered: AreaId[], { register }: Words) {
  if (!offered.includes(area)) return register.notYourArea;
  return fields.length === 0 && !general ? register.nothingCovered : null;
}

function dutyProblem({ turns, people: ids }: Form, people: (PersonRef | null)[], { experts, before, locale }: FormContext, words: Words) {
  const { form } = words.networks;
  if (turns === 'none') return null;
  if (ids.length === 0) return form.nobody;
  if (ids.length > mostOnDuty) return form.tooManyOnDuty(mostOnDuty);
  const strangers = ids.filter((_, index) => people[index] === null);
  if (strangers.length === 0) return null;
  if (experts === null) return form.membersUnknown;
  const names = strangers.map((id) => before?.duty?.people.find((one) => one.id === id)?.name ?? form.somebody);
  const distinct = [...new Set(names)].map((name) => ({ name }));
  return form.notMembers(escapeMarkdown(namesOf(distinct, locale)));
}

// Whoever is on the roster already need not be found again while Teams does not tell who is there.
function knownAs(id: string, { experts, before }: FormContext): PersonRef | null {
  const found = (experts ?? before?.duty?.people ?? []).find((one) => one.id === id);
  return found ? PersonRef.parse(found) : null;
}

function breakProblem({ from, to }: { from: string; to: string }, today: string, { networks }: Words): string | null {
  const { form } = networks;
  if (from === '' || to === '') return form.breakHalf;
  if (![from, to].every((date) => z.iso.date().safeParse(date).success)) return form.breakInvalid;
  if (to < from) return form.breakBackwards;
  if (to < today) return form.breakOver;
  return (Date.parse(to) - Date.parse(from)) / 86_400_000 > longestBreakDays ? form.breakTooLong : null;
}
