import { needsOf } from '../../domain/attention.ts';
import type { Instant } from '../../domain/calendar.ts';
import { type Consultation, leadOf, livingCardOf, revisionOf } from '../../domain/consultation.ts';
import type { Directory } from '../../domain/network.ts';
import { undeliveredOf } from '../../domain/notice.ts';
import { route } from '../../domain/routing.ts';
import { type Words, wordsOf } from '../../i18n/translate.ts';
import type { View } from '../cards.ts';
import { cut, escapeMarkdown } from '../plain-text.ts';
import { type Button, buttonOf, type WayBack } from './buttons.ts';
import { redirectTitle } from './card-forms.ts';
import { colorOf, type Extras, frame, networkBefore, offersTo, refreshFor, requestOf, type Viewer, whyOf } from './case.ts';
import { nameOf, networkNameOf } from './names.ts';

const mostAdded = 600;
const mostPassedOver = 5;

/** A consultation for a coordinator. `teamsId`: whose card it is; `directory`: for what holds there; `list`: the place that they came from. */
export type CoordinatorCaseInput = {
  consultation: Consultation;
  viewer: Viewer;
  teamsId: string;
  directory: Directory;
  list?: WayBack | null;
} & Extras;

/** The view of a consultation for a coordinator: who has it, what it needs them for, all that was asked, and what they can do. */
export function coordinatorCaseView({ consultation, viewer, teamsId, directory, list = null, ...extras }: CoordinatorCaseInput): View {
  const words = wordsOf(viewer.locale);
  const { coordinator } = words;
  const needs = needsOf(consultation, { at: viewer.at, directory });
  const [first] = needs;
  const isUnrouted = first?.reason === 'unrouted';
  const why = needs.filter(({ reason }) => reason !== 'unrouted' && reason !== 'undelivered');
  const { deadline, ...request } = requestOf(consultation, viewer.locale);
  const isWhyAboutDeadline = why.some(({ reason }) => reason === 'overdue' || reason === 'due-soon');
  const data = {
    ...frame(consultation, viewer, extras),
    ...request,
    deadline: isWhyAboutDeadline ? '' : deadline,
    summary: (first ? coordinator.titles[first.reason] : coordinator.titleOther)(consultation.reference),
    status: isUnrouted ? coordinator.unrouted : words.statuses[consultation.status],
    statusColor: colorOf(consultation),
    state: isUnrouted ? whyHere(consultation, words) : holderOf(consultation, words),
    why: why.map((need) => whyOf(need, consultation, viewer.locale)),
    undelivered: undeliveredIn(consultation, viewer.at, words),
    passedOver: isUnrouted ? passedOver(consultation, directory, words) : [],
    added: addedBy(consultation, words),
    buttons: buttonsOf(consultation, viewer, list, isUnrouted),
    refresh: refreshFor([teamsId], consultation, 'case', viewer.locale, list ? { list } : {}),
  };
  return { name: 'coordinator-case', data };
}

/** Who has a consultation now, in a sentence in Markdown. */
export function holderOf(consultation: Consultation, { coordinator: { held } }: Words): string {
  const { status } = consultation;
  const network = livingCardOf(consultation);
  const name = network ? networkNameOf(network) : held.noNetwork;
  const lead = nameOf(leadOf(consultation));
  if (status === 'open') return network ? held.open(name) : held.nobody;
  return status === 'closed' || status === 'withdrawn' ? held[status] : held[status](lead, name);
}

function buttonsOf(consultation: Consultation, viewer: Viewer, list: WayBack | null, isUnrouted: boolean): Button[] {
  const words = wordsOf(viewer.locale);
  const { queue, history } = words;
  const offers = offersTo(viewer, consultation);
  const place = { card: 'case', id: consultation.id, rev: revisionOf(consultation), ...(list ? { list } : {}) };
  const offered: [boolean, Button][] = [
    [
      offers.includes('redirect'),
      buttonOf(redirectTitle(consultation, words), 'see', { ...place, draft: 'redirect' }, isUnrouted ? 'positive' : 'default'),
    ],
    [offers.includes('remind'), buttonOf(queue.remind, 'remind', place)],
    [offers.includes('assign'), buttonOf(queue.assign, 'see', { ...place, draft: 'assign' })],
    [offers.includes('resend'), buttonOf(queue.resend, 'resend', place)],
    [viewer.actor !== null, buttonOf(history.show, 'see', { ...place, history: 1 })],
  ];
  return [...offered.flatMap(([is, button]) => (is ? [button] : [])), ...wayBack(list, place, words)];
}

function wayBack(list: WayBack | null, place: object, { queue, digest }: Words): Button[] {
  if (!list) return [];
  return [
    'week' in list
      ? buttonOf(digest.back, 'digest', { card: 'digest', ...list })
      : buttonOf(queue.back, 'see', { ...place, card: 'queue' }),
  ];
}

// What brought it to the coordinators: somebody's redirection, a network that is no more, or that none fitted.
function whyHere(consultation: Consultation, { coordinator }: Words): string {
  const brought = consultation.history.findLast(({ verb }) => ['submit', 'revise', 'redirect', 'unroute'].includes(verb));
  if (brought?.verb === 'redirect' && brought.by) return coordinator.redirected(nameOf(brought.by));
  return brought?.verb === 'unroute' ? coordinator.lost(escapeMarkdown(networkBefore(consultation, brought))) : coordinator.why;
}

function passedOver({ request, openedAt, area }: Consultation, directory: Directory, { coordinator, routing }: Words): string[] {
  return route(request, directory, openedAt, area)
    .passedOver.slice(0, mostPassedOver)
    .map(({ network, obstacle }) => coordinator.passedOver(networkNameOf(network), routing[obstacle]));
}

// What nobody got, each kind once: the coordinator sends it again, or calls.
function undeliveredIn(consultation: Consultation, at: Instant, { coordinator }: Words): string[] {
  const types = undeliveredOf(consultation, at).map(({ telling }) => telling.type);
  return [...new Set(types)].map((type) => coordinator.undelivered(coordinator.undeliveredWhat[type]));
}

// What the asker has added since: the newest alone, and its beginning, so that the card stays small; the network that gets the case hears it all.
function addedBy({ requester, history }: Consultation, { toThread }: Words): { label: string; text: string }[] {
  const added = history.findLast(({ verb, by }) => by?.id === requester.id && (verb === 'give-info' || verb === 'message'));
  if (!added?.text) return [];
  const text = added.text.length > mostAdded ? `${cut(added.text, mostAdded)}…` : added.text;
  return [{ label: toThread.giveInfo(nameOf(requester)), text: escapeMarkdown(text) }];
}
