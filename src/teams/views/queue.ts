import type { Attention } from '../../domain/attention.ts';
import { reasons } from '../../domain/attention.ts';
import { daysBetween } from '../../domain/calendar.ts';
import { type Consultation, revisionOf } from '../../domain/consultation.ts';
import type { AreaId } from '../../domain/network.ts';
import { formatWhen } from '../../i18n/format.ts';
import { areaNames } from '../../i18n/names.ts';
import { type Words, wordsOf } from '../../i18n/translate.ts';
import type { View } from '../cards.ts';
import { escapeMarkdown } from '../plain-text.ts';
import { type Button, buttonOf, type ListPlace, remedyButtons } from './buttons.ts';
import { type CardNotice, type Choice, choicesOf, offersTo, type Viewer, whyOf } from './case.ts';
import { holderOf } from './coordinator-case.ts';

const perPage = 8;

/** Where the list begins. */
export const wholeQueue: ListPlace = { page: 1, reason: 'all', area: 'all' };

/** The coordinators' list: what needs whoever looks, in its order; the areas that they coordinate; and where in it they are. */
export type QueueInput = { attention: Attention[]; areas: AreaId[]; viewer: Viewer; list: ListPlace; notice?: CardNotice };

/** The view of the list: why each consultation needs a coordinator, who has it, and what can be done. A page that there is not is the nearest that there is. */
export function queueView({ attention, areas, viewer, list, notice }: QueueInput): View {
  const { locale } = viewer;
  const words = wordsOf(locale);
  const { queue } = words;
  const area: ListPlace['area'] = list.area !== 'all' && areas.includes(list.area) ? list.area : 'all';
  const found = attention.filter((one) => matches(one, { ...list, area }));
  const pages = Math.max(Math.ceil(found.length / perPage), 1);
  const here = { ...list, area, page: Math.min(Math.max(list.page, 1), pages) };
  const shown = found.slice((here.page - 1) * perPage, here.page * perPage);
  const turn = (title: string, page: number) => (page >= 1 && page <= pages ? [buttonOf(title, 'queue', { list: { ...here, page } })] : []);
  const data = {
    lang: locale,
    summary: `${queue.title}: ${attention.length === 0 ? queue.nothing : queue.summary(attention.length)}`,
    words,
    what: attention.length === 0 ? queue.nothing : [queue.summary(attention.length), queue.order].join(' '),
    asOf: [queue.asOf(formatWhen(viewer.at, locale)), ...(pages > 1 ? [queue.page(here.page, pages)] : [])].join(' '),
    nothingHere: found.length === 0 && attention.length > 0 ? queue.nothingHere : '',
    filters: attention.length === 0 ? [] : filtersOf(here, areas, viewer, words),
    filter: buttonOf(queue.filter, 'queue', { list: { ...here, page: 1 } }),
    rows: shown.map((one) => rowOf(one, viewer, here, areas.length > 1)),
    buttons: [
      ...turn(queue.previous, here.page - 1),
      ...turn(queue.next, here.page + 1),
      buttonOf(words.actions.refresh, 'queue', { list: here }),
    ],
    hasNotice: notice !== undefined,
    notice: notice ?? null,
  };
  return { name: 'queue', data };
}

function matches({ consultation, needs }: Attention, { reason, area }: ListPlace): boolean {
  return (reason === 'all' || needs.some((need) => need.reason === reason)) && (area === 'all' || consultation.area === area);
}

function filtersOf(here: ListPlace, areas: AreaId[], { locale }: Viewer, { queue }: Words) {
  const named: Choice[] = areas.map((area) => ({ value: area, title: areaNames[area][locale] }));
  const byReason = Object.fromEntries(reasons.map((reason) => [reason, queue.reasons[reason]]));
  return [
    { id: 'reason-queue', label: queue.reason, value: here.reason, choices: choicesOf({ all: queue.allReasons, ...byReason }) },
    ...(areas.length > 1
      ? [{ id: 'area-queue', label: queue.area, value: here.area, choices: [{ value: 'all', title: queue.allAreas }, ...named] }]
      : []),
  ];
}

function rowOf({ consultation, needs }: Attention, viewer: Viewer, here: ListPlace, isNational: boolean) {
  const { locale } = viewer;
  const words = wordsOf(locale);
  const { reference, openedAt, area, request } = consultation;
  const place = isNational ? [areaNames[area][locale]] : [];
  const urgency = request.urgency === 'normal' ? [] : [words.urgencies[request.urgency]];
  return {
    title: escapeMarkdown(request.title),
    about: [reference, ...place, ...urgency, ageOf(openedAt, viewer, words)].join(' · '),
    why: needs.map((need) => whyOf(need, consultation, locale)),
    holder: holderOf(consultation, words),
    buttons: buttonsOf(consultation, viewer, here, words),
  };
}

function ageOf(openedAt: string, { at }: Viewer, { queue }: Words): string {
  const days = daysBetween(openedAt, at);
  if (days <= 0) return queue.askedToday;
  return days === 1 ? queue.askedYesterday : queue.asked(days);
}

// Opened, it is the coordinator's card with the way back to here; what is done from here leads back here.
function buttonsOf(consultation: Consultation, viewer: Viewer, list: ListPlace, words: Words): Button[] {
  const { queue } = words;
  const offers = offersTo(viewer, consultation);
  const { id, reference } = consultation;
  const place = { card: 'queue', id, rev: revisionOf(consultation), list };
  const one = (title: string, verb: string, data: object) =>
    buttonOf(title, verb, { ...place, ...data }, 'default', `${title} ${reference}`);
  return [
    one(queue.open, 'see', { card: 'case' }),
    ...(offers.includes('resend') ? [one(queue.resend, 'resend', {})] : []),
    ...remedyButtons(offers, place, reference, words),
  ];
}
