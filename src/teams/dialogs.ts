import type { TurnContext } from 'botbuilder';
import * as z from 'zod/v4';
import type { Clock } from '../clock.ts';
import type { Desk } from '../desk/desk.ts';
import type { DirectoryDesk } from '../desk/directory.ts';
import type { Outcome } from '../desk/outcome.ts';
import { offersOf } from '../domain/access.ts';
import { ConsultationId } from '../domain/command.ts';
import type { Consultation } from '../domain/consultation.ts';
import type { Locale } from '../domain/network.ts';
import type { Person } from '../domain/person.ts';
import type { Refusal } from '../domain/refusal.ts';
import { limits, Request } from '../domain/request.ts';
import { cleanText } from '../domain/text.ts';
import { formatWhen } from '../i18n/format.ts';
import { wordsOf } from '../i18n/translate.ts';
import { type DialogAnswer, form, say } from './dialog-answers.ts';
import { textOfHtml } from './html.ts';
import type { NetworkDialogs } from './network-dialogs.ts';
import { intentionOf, issuesOf } from './payload.ts';
import { visitorOf } from './people.ts';
import { cut, escapeMarkdown } from './plain-text.ts';
import type { CardNotice } from './views/case.ts';
import { type RequestFormInput, requestFormView, type Values, valuesOf } from './views/forms.ts';
import { canBeConfirmed, labelOf, refusalNotice, refusalText } from './views/refusal.ts';

type Dependencies = { desk: Desk; directory: DirectoryDesk; networkDialogs: NetworkDialogs; clock: Clock };

/** The request form as the client sends it: choices joined with commas, toggles as words. */
const Form = z.looseObject({
  disciplines: z.string().default(''),
  secondaryField1: z.string().default(''),
  secondaryField2: z.string().default(''),
});
/** The revision that a form was opened on. */
const Revision = z.coerce.number().pipe(z.int().min(1));
const mostOwn = 500;

/** Builds what opens forms and takes them in: the request, its revision, and a network's registration. */
export function createDialogs({ desk, directory, networkDialogs, clock }: Dependencies) {
  /** Opens the dialog that an `Action.Submit` or a message extension asks for. */
  async function open(context: TurnContext, person: Person): Promise<DialogAnswer> {
    const { activity } = context;
    const { locale } = person;
    const asked = valuesIn(activity.value?.data);
    if (asked.dialog === 'register') return networkDialogs.open(context, asked.network ?? '', person);
    if (asked.dialog === 'revise') return openRevision(asked.id ?? '', person);
    const values = { county: person.county ?? '', sector: person.sector ?? '', situation: prefilled(activity.value) };
    return requestForm({ id: clock.id(), dialog: 'ask', values, locale });
  }

  /** Takes a form in. What is not taken comes back filled in, with what to mend. */
  async function submit(context: TurnContext, person: Person): Promise<DialogAnswer> {
    const values = valuesIn(context.activity.value?.data);
    if (values.dialog === 'register') return networkDialogs.submit(context, values, person);
    if (values.dialog === 'revise' || values.dialog === 'ask') return takeRequest(values.dialog, values, person);
    return say(wordsOf(person.locale).errors.stale);
  }

  async function takeRequest(dialog: 'ask' | 'revise', values: Values, person: Person): Promise<DialogAnswer> {
    const parsed = requestIn(values);
    const id = ConsultationId.safeParse(values.id);
    if (!id.success) return say(wordsOf(person.locale).errors.stale);
    if ('code' in parsed) return refused(dialog, id.data, values, parsed, person.locale);
    await directory.remember(person.personId, { county: parsed.county, sector: parsed.sector });
    return dialog === 'ask' ? ask(id.data, values, parsed, person) : revise(id.data, values, parsed, person);
  }

  async function ask(id: string, values: Values, request: Request, person: Person): Promise<DialogAnswer> {
    const { locale } = person;
    const command = { verb: 'submit' as const, id, request, checked: values.checked === 'true' };
    const outcome = await desk.submit(command, visitorOf(person));
    const { consultation, refusal } = outcome;
    if (consultation && refusal) return changeInstead(outcome, values, locale);
    if (refusal) return refused('ask', id, values, refusal, locale);
    return say(wordsOf(locale).form.sent(consultation.reference, formatWhen(consultation.dueAt, locale)));
  }

  async function revise(id: string, values: Values, request: Request, person: Person): Promise<DialogAnswer> {
    const { locale, personId } = person;
    const rev = Revision.safeParse(values.rev);
    if (!rev.success) return say(wordsOf(locale).errors.stale);
    const act = { verb: 'revise' as const, request, checked: values.checked === 'true', seen: rev.data };
    const { consultation, refusal } = await desk.act(id, act, intentionOf({ rev: rev.data }, act, personId), visitorOf(person));
    if (!refusal) return say(wordsOf(locale).form.revised(consultation.reference));
    if (consultation && refusal.code === 'revised-meanwhile') return newestOf(consultation, rev.data, values, locale);
    return consultation ? refused('revise', id, values, refusal, locale) : say(refusalText(refusal, locale));
  }

  // The first answer was lost on its way, and the form is sent again with other words: those change what has been opened.
  function changeInstead({ consultation, actor }: Extract<Outcome, { actor: object }>, values: Values, locale: Locale): DialogAnswer {
    const canChange = offersOf(actor, consultation, clock.now()).includes('revise');
    const filled = { ...values, rev: String(consultation.history.length) };
    const notice = canChange ? refusalNotice({ code: 'opened-already' }, locale) : tooLate(locale);
    return requestForm({ id: consultation.id, dialog: 'revise', values: filled, locale, notice });
  }

  // What the person has left as it was is as it is now. Their own words for what has been changed elsewhere stand above the form, so that they are not lost.
  function newestOf({ id, request, history }: Consultation, seen: number, values: Values, locale: Locale): DialogAnswer {
    const changed = new Set(history.slice(seen).flatMap(({ verb, was }) => (verb === 'revise' ? Object.keys(was ?? request) : [])));
    const newest = Object.entries(valuesOf(request)).filter(([field]) => changed.has(field.replace(/Field[12]$/, 'Fields')));
    const own = newest.filter(([field, value]) => field in limits && (values[field] ?? '').trim() !== value);
    const details = own.map(([field]) => `${labelOf(field, wordsOf(locale))}: ${escapeMarkdown(cut(values[field] ?? '', mostOwn))}`);
    const filled = { ...values, ...Object.fromEntries(newest), rev: String(history.length), anonymous: 'false' };
    const notice = { ...refusalNotice({ code: 'revised-meanwhile' }, locale), details };
    return requestForm({ id, dialog: 'revise', values: filled, locale, notice });
  }

  async function openRevision(id: string, person: Person): Promise<DialogAnswer> {
    const { locale } = person;
    const { consultation, actor, refusal } = await desk.see(id, visitorOf(person));
    if (!consultation) return say(refusalText(refusal, locale));
    if (consultation.requester.id !== person.personId) return say(wordsOf(locale).refusals['not-yours']);
    if (!offersOf(actor, consultation, clock.now()).includes('revise')) return say(wordsOf(locale).form.tooLate);
    const values = { ...valuesOf(consultation.request), rev: String(consultation.history.length) };
    return requestForm({ id, dialog: 'revise', values, locale });
  }

  return { open, submit };
}

/** What opens forms and takes them in. */
export type Dialogs = ReturnType<typeof createDialogs>;

/** A request form as it was sent, under a sentence that says why it was not taken in; the sentence alone for another form. */
export function again({ activity }: TurnContext, sentence: string, locale: Locale): DialogAnswer {
  const { dialog, id = '', ...values } = valuesIn(activity.value?.data);
  const notice = { style: 'attention' as const, text: sentence, details: [] };
  return dialog === 'ask' || dialog === 'revise' ? requestForm({ id, dialog, values, locale, notice }) : say(sentence);
}

function refused(dialog: 'ask' | 'revise', id: string, values: Values, refusal: Refusal, locale: Locale): DialogAnswer {
  return requestForm({ id, dialog, values, locale, notice: noticeOf(refusal, locale), offersCheck: canBeConfirmed(refusal) });
}

function requestForm(input: RequestFormInput): DialogAnswer {
  const { title, reviseTitle } = wordsOf(input.locale).form;
  return form(requestFormView(input), input.dialog === 'ask' ? title : reviseTitle);
}

// An asker is not told who was quicker, as an expert is, but what they can do instead.
function noticeOf(refusal: Refusal, locale: Locale): CardNotice {
  const isTooLate = refusal.code === 'already-claimed' || refusal.code === 'already-answered';
  return isTooLate ? tooLate(locale) : refusalNotice(refusal, locale, true);
}

function tooLate(locale: Locale): CardNotice {
  return { style: 'attention', text: wordsOf(locale).form.tooLate, details: [] };
}

function requestIn(values: Values): Request | Extract<Refusal, { code: 'invalid' }> {
  const { disciplines, secondaryField1, secondaryField2, ...rest } = Form.parse(values);
  const secondaryFields = [...new Set([secondaryField1, secondaryField2])].filter((field) => field !== '' && field !== values.field);
  const parsed = Request.safeParse(
    { ...rest, disciplines: disciplines.split(',').filter((one) => one !== ''), secondaryFields },
    { reportInput: true },
  );
  const issues = parsed.success ? [] : issuesOf(parsed.error);
  if (values.anonymous !== 'true') issues.push({ field: 'anonymous', problem: 'missing' });
  return parsed.success && issues.length === 0 ? parsed.data : { code: 'invalid', issues };
}

// A form's values are texts; whatever else a client sends is left out. They may come back on the form: as they would be kept.
function valuesIn(data: unknown): Values {
  const entries = Object.entries(typeof data === 'object' && data !== null ? data : {});
  const texts = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(texts.map(([name, value]) => [name, cleanText(value)]));
}

const Message = z.looseObject({
  body: z
    .looseObject({ contentType: z.string().catch('html'), content: z.string() })
    .nullish()
    .catch(null),
  attachments: z.array(z.unknown()).nullish().catch(null),
});
// https://learn.microsoft.com/graph/api/chatmessage-forwardtochat: the attachment's content is JSON in a string.
const Forwarded = z.looseObject({ contentType: z.literal('forwardedMessageReference'), content: z.string() });
const Original = z.looseObject({ originalMessageContent: z.string() });

// The text that a form starts from: what was typed in the chat, or the message that the command was called on, with what was forwarded in it.
function prefilled(value: { data?: { text?: unknown }; messagePayload?: unknown } | undefined): string {
  const typed = value?.data?.text;
  if (typeof typed === 'string') return cleanText(typed);
  const { data: message } = Message.safeParse(value?.messagePayload);
  const { contentType, content = '' } = message?.body ?? {};
  // `text` beside `html`: https://learn.microsoft.com/graph/api/resources/itembody
  const own = contentType === 'text' ? content : textOfHtml(content);
  return cleanText([own, ...(message?.attachments ?? []).map(forwardedIn)].filter((text) => text !== '').join('\n\n'));
}

function forwardedIn(attachment: unknown): string {
  const { data } = Forwarded.safeParse(attachment);
  const { data: original } = Original.safeParse(data ? parsedOf(data.content) : null);
  return original ? textOfHtml(original.originalMessageContent) : '';
}

function parsedOf(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
