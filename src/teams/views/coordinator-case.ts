import { offersOf } from '../../domain/access.ts';
import { type Consultation, lastOf } from '../../domain/consultation.ts';
import type { Directory } from '../../domain/network.ts';
import { isPost } from '../../domain/notice.ts';
import { route } from '../../domain/routing.ts';
import { type Words, wordsOf } from '../../i18n/translate.ts';
import type { View } from '../cards.ts';
import { cut, escapeMarkdown } from '../plain-text.ts';
import { colorOf, type Extras, frame, refreshFor, requestOf, type Viewer } from './case.ts';

const mostAdded = 1000;
const mostPassedOver = 5;

/** The coordinator's card of a consultation that no network has. `teamsId`: whose card it is; `directory`: for the networks that were passed over. */
export type CoordinatorCaseInput = {
  consultation: Consultation;
  viewer: Viewer;
  teamsId: string;
  directory: Directory;
} & Extras;

/** The view of a consultation for a coordinator: why it is theirs, all of it, and where it can be redirected. */
export function coordinatorCaseView({ consultation, viewer, teamsId, directory, ...extras }: CoordinatorCaseInput): View {
  const words = wordsOf(viewer.locale);
  const isWaiting = consultation.network === null && consultation.status === 'open';
  const offers = viewer.actor ? offersOf(viewer.actor, consultation) : [];
  const { passedOver } = route(consultation.request, directory, consultation.openedAt, consultation.area);
  const data = {
    ...frame(consultation, viewer, extras),
    ...requestOf(consultation, viewer.locale),
    summary: isWaiting ? words.coordinator.title(consultation.reference) : words.coordinator.titleOther(consultation.reference),
    status: words.statuses[consultation.status],
    statusColor: colorOf(consultation),
    state: isWaiting ? whyHere(consultation, viewer) : words.coordinator.done(words.statuses[consultation.status]),
    undelivered: undeliveredOf(consultation, words),
    passedOver: isWaiting
      ? passedOver
          .slice(0, mostPassedOver)
          .map(({ network, obstacle }) => words.coordinator.passedOver(escapeMarkdown(network.name), words.routing[obstacle]))
      : [],
    added: addedBy(consultation, words),
    can: { redirect: offers.includes('redirect') },
    redirectStyle: isWaiting ? 'positive' : 'default',
    refresh: refreshFor([teamsId], consultation, 'case', viewer.locale),
  };
  return { name: 'coordinator-case', data };
}

function whyHere(consultation: Consultation, { locale }: Viewer): string {
  const { coordinator } = wordsOf(locale);
  const redirection = lastOf(consultation, 'redirect');
  return redirection?.by ? coordinator.redirected(escapeMarkdown(redirection.by.name)) : coordinator.why;
}

// What nobody got, each kind once: the coordinator calls, or redirects.
function undeliveredOf({ failures }: Consultation, { coordinator }: Words): string[] {
  const types = failures.flatMap(({ notice: { telling } }) => (isPost(telling) ? [telling.type] : []));
  return [...new Set(types)].map((type) => coordinator.undelivered(coordinator.undeliveredWhat[type]));
}

// What the asker has added since: the newest alone, and its beginning, so that the card stays small; the network that gets the case hears it all.
function addedBy({ requester, history }: Consultation, { toThread }: Words): { label: string; text: string }[] {
  const added = history.findLast(({ verb, by }) => by?.id === requester.id && (verb === 'give-info' || verb === 'message'));
  if (!added?.text) return [];
  const text = added.text.length > mostAdded ? `${cut(added.text, mostAdded)}…` : added.text;
  return [{ label: toThread.giveInfo(escapeMarkdown(requester.name)), text: escapeMarkdown(text) }];
}
