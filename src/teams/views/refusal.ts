import type { Locale } from '../../domain/network.ts';
import type { Issue, Refusal } from '../../domain/refusal.ts';
import { formatWhen } from '../../i18n/format.ts';
import { type Words, wordsOf } from '../../i18n/translate.ts';
import { cut, escapeMarkdown, plainText } from '../plain-text.ts';
import type { CardNotice } from './case.ts';
import { nameOf, networkNameOf } from './names.ts';

/** More would be a list that nobody reads, on a card that nobody gets: the others are found when these have been mended. */
const mostDetails = 10;

/** A refusal as a sentence, and what it stands on, in Markdown. `field` names are worded as their labels; `isAsker`: whoever asked reads it. */
export function refusalNotice(refusal: Refusal, locale: Locale, isAsker = false): CardNotice {
  const words = wordsOf(locale);
  return { style: styleOf(refusal), text: sentenceOf(refusal, locale, words, isAsker), details: detailsOf(refusal, words) };
}

/** A refusal in one plain text, for where there is no card to put it on. */
export function refusalText(refusal: Refusal, locale: Locale): string {
  const { text, details } = refusalNotice(refusal, locale);
  return plainText([text, ...details].join(' '));
}

/** Whether the person may confirm that what was found identifies nobody: only if nothing found is certain. */
export function canBeConfirmed(refusal: Refusal): boolean {
  return refusal.code === 'identifying' && refusal.findings.every(({ found }) => found.every(({ severity }) => severity === 'warn'));
}

const news: Refusal['code'][] = [
  'already-claimed',
  'seat-taken',
  'reminded-already',
  'moved-meanwhile',
  'opened-already',
  'revised-meanwhile',
];

// That a colleague was quicker is no mistake, nor is sending again what seemed lost; and what only may identify is not forbidden.
function styleOf(refusal: Refusal): CardNotice['style'] {
  if (news.includes(refusal.code)) return 'accent';
  return canBeConfirmed(refusal) ? 'warning' : 'attention';
}

function sentenceOf(refusal: Refusal, locale: Locale, { refusals, form, disciplines, queue }: Words, isAsker: boolean): string {
  switch (refusal.code) {
    case 'already-claimed':
      return refusals['already-claimed'](nameOf(refusal.by), formatWhen(refusal.at, locale));
    case 'reminded-already':
      return refusals['reminded-already'](nameOf(refusal.by), formatWhen(refusal.at, locale));
    case 'seat-taken':
      return refusals['seat-taken'](nameOf(refusal.by), disciplines[refusal.discipline]);
    case 'moved-meanwhile':
      return refusals['moved-meanwhile'](holderNow(refusal, refusals.now));
    case 'invalid':
      return lacksExpert(refusal) ? queue.assignMissing : form.rejected;
    case 'withdrawn':
      return isAsker ? refusals['withdrawn-by-you'] : refusals.withdrawn;
    case 'identifying':
      return canBeConfirmed(refusal) ? refusals['identifying-maybe'] : refusals.identifying;
    default:
      return refusals[refusal.code];
  }
}

// Whoever assigns has written nothing that could be kept: they have only to choose.
function lacksExpert({ issues }: Extract<Refusal, { code: 'invalid' }>): boolean {
  return issues.length > 0 && issues.every(({ field }) => field === 'expert');
}

function holderNow({ lead, network }: Extract<Refusal, { code: 'moved-meanwhile' }>, now: Words['refusals']['now']): string {
  if (lead) return now.lead(nameOf(lead));
  return network ? now.network(networkNameOf({ name: network })) : now.nobody;
}

function detailsOf(refusal: Refusal, words: Words): string[] {
  if (refusal.code === 'invalid') return lacksExpert(refusal) ? [] : refusal.issues.map((issue) => issueText(issue, words));
  if (refusal.code !== 'identifying') return [];
  const details = refusal.findings.flatMap(({ field, found }) =>
    found.map(({ kind, masked }) => words.refusals.found(labelOf(field, words), words.identifiers[kind], escapeMarkdown(cut(masked, 40)))),
  );
  return details.length > mostDetails ? [...details.slice(0, mostDetails), `… + ${details.length - mostDetails}`] : details;
}

function issueText({ field, problem, limit = 0 }: Issue, words: Words): string {
  if (field === 'anonymous') return words.form.anonymousError;
  return words.issues[problem](labelOf(field, words), limit);
}

/** What a form calls a field. */
export function labelOf(field: string, { labels, form, register }: Words): string {
  if (field === 'title') return form.heading;
  const catalogue: Record<string, unknown> = { ...register, ...labels, ...form };
  const label = catalogue[field];
  return typeof label === 'string' ? label : labels.text;
}
