import type { Verb } from '../../domain/command.ts';
import { type Consultation, freeSeats, leadingDiscipline } from '../../domain/consultation.ts';
import { limits } from '../../domain/request.ts';
import type { Words } from '../../i18n/translate.ts';
import { type Choice, choicesOf, type Draft } from './case.ts';
import { type Listed, labelsOf } from './people-choices.ts';

type ChoiceField = {
  id: string;
  label: string;
  placeholder: string;
  value: string;
  style: 'compact' | 'expanded' | 'filtered';
  isRequired: boolean;
  error: string;
  choices: Choice[];
};
type TextField = { id: string; label: string; value: string; isRequired: boolean; error: string; maxLength: number };

/** A command that asks for something more: the button that opens its fields, the fields, and the button that sends it. */
export type CardForm = {
  verb: string;
  title: string;
  style: 'default' | 'positive';
  confirm: string;
  confirmStyle: 'default' | 'positive' | 'destructive';
  choices: ChoiceField[];
  texts: TextField[];
};

/** The commands that are given by writing a text. The last four are given with a reason, which may be left out but for a redirection. */
export const writtenVerbs = ['answer', 'ask-info', 'message', 'give-info', 'redirect', 'reopen', 'release', 'withdraw'] as const;
type WrittenVerb = (typeof writtenVerbs)[number];

/** The form of a command that is given by writing a text, in the words of the consultation's state; its text is filled in with `value`. */
export function writtenForm(verb: WrittenVerb, consultation: Pick<Consultation, 'status' | 'network'>, words: Words, value = ''): CardForm {
  const { status, network } = consultation;
  const { actions, queue } = words;
  const wordings: Record<WrittenVerb, [title: string, hint: string, confirm: string]> = {
    answer: [status === 'answered' ? actions.answerMore : actions.answer, actions.answerHint, actions.sendAnswer],
    'ask-info': [actions.askInfo, actions.askInfoHint, actions.sendAskInfo],
    message: [actions.reply, actions.replyHint, actions.sendReply],
    'give-info': [actions.giveInfo, actions.giveInfoHint, actions.sendInfo],
    redirect: [redirectTitle(consultation, words), network === null ? queue.redirectHint : actions.redirectHint, actions.confirmRedirect],
    reopen: [actions.reopen, actions.reopenHint, actions.confirmReopen],
    release: [actions.release, actions.releaseHint, actions.confirmRelease],
    withdraw: [actions.withdraw, actions.withdrawHint, actions.confirmWithdraw],
  };
  const [title, label, confirm] = wordings[verb];
  const isReason = verb === 'redirect' || verb === 'reopen' || verb === 'release' || verb === 'withdraw';
  const text: TextField = {
    id: `text-${verb}`,
    label,
    value,
    isRequired: !isReason || verb === 'redirect',
    error: isReason ? actions.reasonError : actions.textError,
    maxLength: limits[isReason ? 'reason' : 'text'],
  };
  return {
    verb,
    title,
    style: 'default',
    confirm,
    confirmStyle: verb === 'withdraw' ? 'destructive' : 'positive',
    choices: [],
    texts: [text],
  };
}

/** What sending a consultation to a network is called: to another, or to its first. */
export function redirectTitle({ network }: Pick<Consultation, 'network'>, { actions, queue }: Words): string {
  return network === null ? queue.redirect : actions.redirect;
}

/** The forms of those written commands that are offered, in the order of `verbs`; `main` is the one that the person is likely to want. */
export function writtenForms(
  verbs: readonly WrittenVerb[],
  offers: Verb[],
  consultation: Consultation,
  words: Words,
  main?: WrittenVerb,
): CardForm[] {
  const offered = verbs.filter((verb) => offers.includes(verb));
  return offered.map((verb) => ({ ...writtenForm(verb, consultation, words), style: verb === main ? 'positive' : 'default' }));
}

/** An expert's closing: what came of it. */
export function closingForm({ actions, labels, outcomes }: Words): CardForm {
  const outcome = choiceField('outcome-close', labels.outcome, choicesOf(outcomes), { value: 'advice', style: 'expanded' });
  return formOfChoices('close', actions.close, actions.confirmClose, 'default', [outcome]);
}

/** The asker's closing, with its two questions; after an expert has closed, the two questions alone. */
export function feedbackForm({ status }: Consultation, { actions, labels, helped, changes }: Words): CardForm {
  const [title, confirm] = status === 'closed' ? [actions.sendFeedback, actions.sendOnlyFeedback] : [actions.accept, actions.sendAccept];
  return formOfChoices('close', title, confirm, 'positive', [
    choiceField('helped-close', labels.helped, choicesOf(helped).reverse(), { style: 'expanded' }),
    choiceField('change-close', labels.change, choicesOf(changes), { placeholder: actions.choose }),
  ]);
}

/** The choice of the network that a consultation is redirected to. */
export function targetField(targets: Choice[], value: string, { actions, labels }: Words): ChoiceField {
  const wording = { placeholder: actions.redirectTargetHint, isRequired: true, error: actions.redirectTargetError };
  return choiceField('target-redirect', labels.target, targets, { value, ...wording });
}

const longestName = 50;

/** The members of a channel to whom a consultation can be given: those who have a seat are marked; the lead and the asker are none of them. */
export function assignees({ seats, requester }: Consultation, members: Listed[], { queue, coordinators }: Words): Choice[] {
  const isSeated = (id: string) => seats.some(({ expert }) => expert.id === id);
  const isLead = (id: string) => seats.some(({ expert, lead }) => lead && expert.id === id);
  const people = members.filter(({ id }) => id !== requester.id && !isLead(id));
  const labels = labelsOf(people, longestName, coordinators.somebody);
  return people.map(({ id }): Choice => {
    const shown = labels.get(id) ?? '';
    return { value: id, title: isSeated(id) ? queue.seated(shown) : shown };
  });
}

/** Giving a consultation to one of these people, in a discipline that no co-expert has; null where there is nobody. */
export function assigningForm(consultation: Consultation, people: Choice[], draft: Draft, words: Words): CardForm | null {
  const { queue } = words;
  if (people.length === 0) return null;
  const known = people.some(({ value }) => value === draft.target) ? draft.target : '';
  const wording = { placeholder: queue.assignHint, isRequired: true, error: queue.assignError, style: 'filtered' as const };
  const who = choiceField('expert-assign', queue.assignTo, people, { value: known, ...wording });
  return formOfChoices('assign', queue.assign, queue.confirmAssign, 'default', [who, disciplineField(consultation, draft, words)]);
}

function disciplineField(consultation: Consultation, { discipline }: Draft, { labels, disciplines }: Words): ChoiceField {
  const leading = leadingDiscipline(consultation);
  const offered: string[] = [leading, ...freeSeats(consultation)];
  const choices = choicesOf(disciplines).filter(({ value }) => offered.includes(value));
  const value = choices.find((choice) => choice.value === discipline)?.value ?? leading;
  return choiceField('discipline-assign', labels.discipline, choices, { value });
}

function formOfChoices(verb: string, title: string, confirm: string, style: 'default' | 'positive', choices: ChoiceField[]): CardForm {
  return { verb, title, style, confirm, confirmStyle: 'positive', choices, texts: [] };
}

function choiceField(id: string, label: string, choices: Choice[], rest: Partial<ChoiceField>): ChoiceField {
  return { id, label, choices, placeholder: '', value: '', style: 'compact', isRequired: false, error: '', ...rest };
}
