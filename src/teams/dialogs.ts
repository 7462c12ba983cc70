import { CardFactory, type TurnContext } from 'botbuilder';
import { convert } from 'html-to-text';
import * as z from 'zod/v4';
import type { Clock } from '../clock.ts';
import type { Desk, Outcome } from '../desk/desk.ts';
import type { DirectoryDesk } from '../desk/directory.ts';
import { offersOf } from '../domain/access.ts';
import { AreaId, Discipline, FieldCode, Locale } from '../domain/network.ts';
import type { Person } from '../domain/person.ts';
import type { Refusal } from '../domain/refusal.ts';
import { Request } from '../domain/request.ts';
import { formatWhen } from '../i18n/format.ts';
import { languageOf, wordsOf } from '../i18n/translate.ts';
import { render, type View } from './cards.ts';
import { intentionOf, issuesOf } from './payload.ts';
import { channelOf, isPersonal, type People, tenantOf, visitorOf } from './people.ts';
import type { CardNotice } from './views/case.ts';
import { areasToRegister, type RequestFormInput, registerFormView, requestFormView, type Values, valuesOf } from './views/forms.ts';
import { canBeConfirmed, refusalNotice, refusalText } from './views/refusal.ts';

/** What `task/*` and a message extension's action are answered with: a form to go on with, or a closing sentence. */
export type DialogAnswer = { task: { type: 'continue'; value: object } | { type: 'message'; value: string } };
type Dependencies = { desk: Desk; directory: DirectoryDesk; people: People; clock: Clock };

const parts = z
  .string()
  .default('')
  .transform((joined) => joined.split(',').filter((one) => one !== ''));
/** The request form as the client sends it: choices joined with commas, toggles as words. */
const Form = z.looseObject({
  disciplines: z.string().default(''),
  secondaryField1: z.string().default(''),
  secondaryField2: z.string().default(''),
});
const Registration = z.object({
  name: z.string().trim().min(1).max(80),
  area: AreaId,
  fields: parts.pipe(z.array(FieldCode)),
  disciplines: parts.pipe(z.array(Discipline).min(1)),
  languages: parts.pipe(z.array(Locale).min(1)),
  general: z.stringbool().default(false),
});

/** Builds what opens forms and takes them in: the request, its revision, and a channel's registration. */
export function createDialogs({ desk, directory, people, clock }: Dependencies) {
  /** Opens the dialog that an `Action.Submit` or a message extension asks for. */
  async function open({ activity }: TurnContext, person: Person): Promise<DialogAnswer> {
    const { locale } = person;
    const data = activity.value?.data ?? {};
    if (data.dialog === 'register') return openRegistration(person);
    if (data.dialog === 'revise') return openRevision(String(data.id ?? ''), person);
    const values = { county: person.county ?? '', sector: person.sector ?? '', situation: prefilled(activity.value) };
    return requestForm({ id: clock.id(), dialog: 'ask', values, locale });
  }

  /** Takes a form in. What is not taken comes back filled in, with what to mend. */
  async function submit(context: TurnContext, person: Person): Promise<DialogAnswer> {
    const values = valuesIn(context.activity.value?.data);
    if (values.dialog === 'register') return register(context, values, person);
    if (values.dialog === 'revise' || values.dialog === 'ask') return takeRequest(values.dialog, values, person);
    return say(wordsOf(person.locale).errors.stale);
  }

  async function takeRequest(dialog: 'ask' | 'revise', values: Values, person: Person): Promise<DialogAnswer> {
    const parsed = requestIn(values);
    const id = z.uuid().safeParse(values.id);
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
    const act = { verb: 'revise' as const, request, checked: values.checked === 'true' };
    const { consultation, refusal } = await desk.act(id, act, intentionOf({ rev: values.rev ?? '' }, act, personId), visitorOf(person));
    if (!refusal) return say(wordsOf(locale).form.revised(consultation.reference));
    return consultation ? refused('revise', id, values, refusal, locale) : say(refusalText(refusal, locale));
  }

  // The first answer was lost on its way, and the form is sent again with other words: those change what has been opened.
  function changeInstead({ consultation, actor }: Extract<Outcome, { actor: object }>, values: Values, locale: Locale): DialogAnswer {
    const canChange = offersOf(actor, consultation, clock.now()).includes('revise');
    const filled = { ...values, rev: String(consultation.history.length) };
    const notice = canChange ? refusalNotice({ code: 'opened-already' }, locale) : tooLate(locale);
    return requestForm({ id: consultation.id, dialog: 'revise', values: filled, locale, notice });
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

  async function openRegistration(person: Person): Promise<DialogAnswer> {
    const offered = areasToRegister(await areasOf(person));
    const words = wordsOf(person.locale);
    if (offered.length === 0) return say(words.channel.onlyCoordinator);
    return form(registerFormView({ values: {}, locale: person.locale, offered }), words.register.title);
  }

  async function register({ activity }: TurnContext, values: Values, person: Person): Promise<DialogAnswer> {
    const { locale, personId } = person;
    const words = wordsOf(locale);
    const offered = areasToRegister(await areasOf(person));
    const parsed = Registration.safeParse(values, { reportInput: true });
    if (offered.length === 0 || isPersonal(activity.conversation)) return say(words.channel.onlyCoordinator);
    const problem = parsed.success ? registrationProblem(parsed.data, offered, locale) : null;
    if (!parsed.success || problem) {
      const refusal: Refusal = { code: 'invalid', issues: parsed.success ? [] : issuesOf(parsed.error) };
      const notice = problem ? { style: 'attention' as const, text: problem, details: [] } : refusalNotice(refusal, locale);
      return form(registerFormView({ values, locale, offered, notice }), words.register.title);
    }
    const channel = channelOf(activity.conversation.id);
    const { serviceUrl } = activity;
    const members = await people.countMembers(serviceUrl, channel);
    const team = String(activity.channelData?.team?.id ?? '');
    const by = { registeredBy: personId, registeredAt: clock.now() };
    const place = { channel, team, members, serviceUrl, tenantId: tenantOf(activity), ...by, state: 'active' as const, duty: null };
    const network = await directory.register({ ...parsed.data, ...place });
    return say(words.register.done(network.name, members));
  }

  async function areasOf({ personId }: Person): Promise<AreaId[]> {
    const { coordinators } = await directory.current();
    return coordinators.filter((one) => one.personId === personId).map(({ area }) => area);
  }

  return { open, submit };
}

/** What opens forms and takes them in. */
export type Dialogs = ReturnType<typeof createDialogs>;

/** A closing sentence as the answer of a dialog. */
export function say(value: string): DialogAnswer {
  return { task: { type: 'message', value } };
}

/** A request form as it was sent, under a sentence that says why it was not taken in; the sentence alone for another form. */
export function again({ activity }: TurnContext, sentence: string): DialogAnswer {
  const { dialog, id = '', ...values } = valuesIn(activity.value?.data);
  const notice = { style: 'attention' as const, text: sentence, details: [] };
  return dialog === 'ask' || dialog === 'revise'
    ? requestForm({ id, dialog, values, locale: languageOf(activity.locale), notice })
    : say(sentence);
}

function refused(dialog: 'ask' | 'revise', id: string, values: Values, refusal: Refusal, locale: Locale): DialogAnswer {
  return requestForm({ id, dialog, values, locale, notice: noticeOf(refusal, locale), offersCheck: canBeConfirmed(refusal) });
}

function requestForm(input: RequestFormInput): DialogAnswer {
  const { title, reviseTitle } = wordsOf(input.locale).form;
  return form(requestFormView(input), input.dialog === 'ask' ? title : reviseTitle);
}

function form(view: View, title: string): DialogAnswer {
  return { task: { type: 'continue', value: { title, height: 'large', width: 'medium', card: CardFactory.adaptiveCard(render(view)) } } };
}

// An asker is not told who was quicker, as an expert is, but what they can do instead.
function noticeOf(refusal: Refusal, locale: Locale): CardNotice {
  const isTooLate = refusal.code === 'already-claimed' || refusal.code === 'already-answered';
  return isTooLate ? tooLate(locale) : refusalNotice(refusal, locale, true);
}

function tooLate(locale: Locale): CardNotice {
  return { style: 'attention', text: wordsOf(locale).form.tooLate, details: [] };
}

function registrationProblem({ area, fields, general }: z.infer<typeof Registration>, offered: AreaId[], locale: Locale): string | null {
  const { register } = wordsOf(locale);
  if (!offered.includes(area)) return register.notYourArea;
  return fields.length === 0 && !general ? register.nothingCovered : null;
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

// A form's values are texts; whatever else a client sends is left out.
function valuesIn(data: unknown): Values {
  const entries = Object.entries(typeof data === 'object' && data !== null ? data : {});
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

// The text that a form starts from: what was typed in the chat, or the message that the command was called on. Its sender and
// whoever it quotes or mentions stay out of it.
function prefilled(value: { data?: { text?: unknown }; messagePayload?: { body?: { content?: unknown } } } | undefined): string {
  const typed = value?.data?.text;
  if (typeof typed === 'string') return typed;
  const html = value?.messagePayload?.body?.content;
  if (typeof html !== 'string') return '';
  const skip = ['at', 'blockquote', 'img', 'attachment'].map((selector) => ({ selector, format: 'skip' }));
  return convert(html, { wordwrap: false, selectors: [...skip, { selector: 'a', options: { ignoreHref: true } }] }).trim();
}
