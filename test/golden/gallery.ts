import type { Actor } from '../../src/domain/access.ts';
import { type Attention, attentionTo } from '../../src/domain/attention.ts';
import { type Consultation, type PersonRef, withReceipt } from '../../src/domain/consultation.ts';
import { usualWish } from '../../src/domain/digest-time.ts';
import { happeningsOf } from '../../src/domain/happenings.ts';
import { AreaId, areas, type Directory, type Locale } from '../../src/domain/network.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { yearOf } from '../../src/domain/statistics.ts';
import { wordsOf } from '../../src/i18n/translate.ts';
import { askerPostView } from '../../src/teams/views/asker-post.ts';
import { type Draft, targetsOf } from '../../src/teams/views/case.ts';
import { channelCardView } from '../../src/teams/views/channel-card.ts';
import { askInviteView, languageView, mineView, registerInviteView, relayView, welcomeView } from '../../src/teams/views/chat.ts';
import { coordinatorCaseView } from '../../src/teams/views/coordinator-case.ts';
import { digestView } from '../../src/teams/views/digest.ts';
import { digestCasesView } from '../../src/teams/views/digest-cases.ts';
import { nationalDigestView } from '../../src/teams/views/digest-national.ts';
import { digestWishView, wishSentence } from '../../src/teams/views/digest-wish.ts';
import { doneNotice } from '../../src/teams/views/done.ts';
import { draftView } from '../../src/teams/views/draft.ts';
import { requestFormView, valuesOf } from '../../src/teams/views/forms.ts';
import { historyView } from '../../src/teams/views/history.ts';
import { queueView, wholeQueue } from '../../src/teams/views/queue.ts';
import { refusalNotice } from '../../src/teams/views/refusal.ts';
import { statusCardView } from '../../src/teams/views/status-card.ts';
import { trainingView } from '../../src/teams/views/training.ts';
import { yearView } from '../../src/teams/views/year.ts';
import { uuid } from '../support/clock.ts';
import { type Amount, consultationsOf, listed, nationwide, northern } from './digests.ts';
import { type Exhibit, exhibit, inDialog } from './exhibit.ts';
import { networkCards, sixty } from './networks.ts';
import { actorOf, answerText, ask, cast, country, countryLater, type Doing, later, question, struck, told, turns } from './story.ts';

const viewers: Record<string, Actor | null> = {
  everybody: null,
  'the lead': cast.lead,
  'the co-expert': cast.coExpert,
  'a member': cast.member,
  'the coordinator': cast.coordinator,
  'a member who coordinates': { ...cast.member, coordinates: ['pohjois'] },
  'the asker': { ...cast.asker, isMember: true },
};
/** When the cards are looked at: some hours after the last thing has happened, while everything still can be opened again. */
const at = '2026-11-23T13:00:00.000Z';
const alsoFor = [cast.coordinator.person.teamsId];

const identifying: Refusal = {
  code: 'identifying',
  findings: [
    { field: 'situation', found: [{ kind: 'hetu', severity: 'block', start: 0, end: 11, masked: '••••••-••••' }] },
    { field: 'question', found: [{ kind: 'phone', severity: 'block', start: 3, end: 13, masked: '••• •••••••' }] },
  ],
};
const maybeIdentifying: Refusal = {
  code: 'identifying',
  findings: [{ field: 'text', found: [{ kind: 'personName', severity: 'warn', start: 0, end: 13, masked: '•••• ••••••••' }] }],
};
const claimedByOther: Refusal = { code: 'already-claimed', by: cast.lead.person, at: turns.claimed.openedAt };

function channelCard(consultation: Consultation, actor: Actor | null, card = consultation.cards.length - 1) {
  return (locale: Locale) => channelCardView({ consultation, card, viewer: { actor, locale, at }, alsoFor });
}

function draftOn(consultation: Consultation, actor: Actor, card: string, draft: Draft, refusal?: Refusal, directory = country) {
  return (locale: Locale) =>
    draftView({
      consultation,
      viewer: { actor, locale, at },
      card,
      entry: 0,
      draft,
      targets: targetsOf(consultation, directory, { actor, locale, at }),
      ...(refusal ? { notice: refusalNotice(refusal, locale) } : {}),
    });
}

const posted = withReceipt(turns.claimed, { type: 'channel-card', card: 0 }, { conversation: null, activity: '1764579600000' });
const channelCards: Exhibit[] = [
  ...Object.entries(turns).flatMap(([turn, consultation]) =>
    consultation.network === null
      ? []
      : Object.entries(viewers).map(([viewer, actor]) =>
          exhibit('channel-card', `${turn}, to ${viewer}`, channelCard(consultation, actor)),
        ),
  ),
  exhibit('channel-card', 'assigned, to everybody', channelCard(told.assign, null)),
  exhibit('channel-card', 'redirected, where it was before', channelCard(turns.redirected, null, 0)),
  exhibit('channel-card', 'redirected to the coordinator, where it was before', channelCard(turns['back with the coordinator'], null)),
  exhibit('channel-card', 'claimed, in a message that was posted twice', (locale) =>
    channelCardView({ consultation: posted, card: 0, viewer: { actor: cast.member, locale, at }, alsoFor: [], isCopy: true }),
  ),
  exhibit('channel-card', 'claimed by another, to a member who pressed too', (locale) =>
    channelCardView({
      consultation: turns.claimed,
      card: 0,
      viewer: { actor: cast.member, locale, at },
      alsoFor: [],
      notice: refusalNotice(claimedByOther, locale),
    }),
  ),
];

const drafts: Exhibit[] = [
  exhibit(
    'draft',
    'a redirection',
    draftOn(turns.claimed, cast.lead, 'channel', { verb: 'redirect', text: '', target: '', offersCheck: false }),
  ),
  exhibit(
    'draft',
    'a redirection among hundreds of networks',
    draftOn(
      turns.claimed,
      cast.lead,
      'channel',
      { verb: 'redirect', text: 'Siellä osataan.', target: '', page: 1, offersCheck: false },
      undefined,
      { ...country, networks: sixty.flatMap((network) => [1, 2, 3, 4].map((part) => ({ ...network, id: `${network.id}${part}` }))) },
    ),
  ),
  exhibit(
    'draft',
    'an answer that may identify',
    draftOn(turns.claimed, cast.lead, 'channel', { verb: 'answer', text: answerText, target: '', offersCheck: true }, maybeIdentifying),
  ),
  exhibit(
    'draft',
    'information that identifies',
    draftOn(turns.waiting, cast.asker, 'status', { verb: 'give-info', text: answerText, target: '', offersCheck: false }, identifying),
  ),
  exhibit(
    'draft',
    'an answer that came too late',
    draftOn(
      turns.withdrawn,
      cast.lead,
      'channel',
      { verb: 'answer', text: answerText, target: '', offersCheck: false },
      { code: 'withdrawn' },
    ),
  ),
];

const askersCards: Exhibit[] = [
  ...Object.entries(turns).map(([turn, consultation]) =>
    exhibit('status-card', turn, (locale) => statusCardView(consultation, { actor: cast.asker, locale, at })),
  ),
  ...Object.entries(told).map(([turn, consultation]) =>
    exhibit('asker-post', turn, (locale) => askerPostView(consultation, consultation.history.length, { actor: cast.asker, locale, at })),
  ),
];

const onDuty = { ...country, networks: country.networks.map((network) => ({ ...network, languages: ['fi' as const, 'sv' as const] })) };
const overdue = '2026-12-02T10:00:00.000Z';
const members = [cast.coExpert, cast.lead, cast.member, cast.asker].map(({ person }) => person);
const assigning = { verb: 'assign', text: '', target: '', offersCheck: false };

function assigningOn(consultation: Consultation, people: PersonRef[], target = '', refusal?: Refusal): Exhibit['view'] {
  return (locale) =>
    draftView({
      consultation,
      viewer: { actor: cast.coordinator, locale, at },
      card: 'case',
      entry: 0,
      draft: { ...assigning, target },
      targets: [],
      members: people,
      ...(refusal ? { notice: refusalNotice(refusal, locale) } : {}),
    });
}

const crowd = Array.from({ length: 120 }, (_, index) => actorOf(`Asiantuntija ${index + 1}`).person);
const assignments: Exhibit[] = [
  exhibit('draft', 'an assignment', assigningOn(turns.claimed, members)),
  exhibit('draft', 'an assignment to somebody who has left', assigningOn(turns.claimed, members, 'gone', { code: 'not-a-member' })),
  exhibit('draft', 'an assignment in a channel of many', assigningOn(turns.claimed, crowd)),
  exhibit('draft', 'an assignment where nobody is left', assigningOn(turns.claimed, [cast.lead.person])),
];

const national: Actor = { ...cast.coordinator, coordinates: ['kansallinen'] };
const lost = { key: 'k', seq: 2, telling: { type: 'thread-post', card: 0, entry: 2 }, attempts: 5, notBefore: null } as const;
const coordinatorsCards: Exhibit[] = Object.entries({
  'nobody fits': turns['with the coordinator'],
  'something was added since': later(turns['with the coordinator'], [[cast.asker, 'give-info', { text: 'Nuori muutti isovanhemmille.' }]]),
  'sent back': turns['back with the coordinator'],
  'routed since': turns.claimed,
  'not delivered': { ...turns.claimed, failures: [{ notice: lost, at: turns.claimed.openedAt, reason: '403' }] },
}).map(([shows, consultation]) =>
  exhibit('coordinator-case', shows, (locale) =>
    coordinatorCaseView({ consultation, viewer: { actor: national, locale, at }, teamsId: '29:raili', directory: country }),
  ),
);

const late: Exhibit[] = Object.entries({
  'overdue, claimed': turns.claimed,
  'overdue, and nobody has claimed it': turns.open,
  'its network is gone': struck(turns.claimed, 'unroute', countryLater),
  'waiting long for the asker': turns.waiting,
  withdrawn: turns.withdrawn,
}).map(([shows, consultation]) =>
  exhibit('coordinator-case', shows, (locale) =>
    coordinatorCaseView({
      consultation,
      viewer: { actor: national, locale, at: overdue },
      teamsId: '29:raili',
      directory: onDuty,
      list: wholeQueue,
    }),
  ),
);

const long = later(
  turns.answered,
  Array.from({ length: 9 }, (_, index): Doing => [cast.lead, 'message', { text: `Lisäys ${index + 1}. ${answerText}` }]),
);
const crowdOnDuty: Directory = {
  ...country,
  networks: country.networks.map((network) => ({ ...network, duty: { turns: 'together', people: crowd, from: '2026-11-23' } })),
};
const histories: Exhibit[] = [
  exhibit('history', 'told by the clock', historyOf(struck(later(turns.claimed, [[cast.coordinator, 'remind']]), 'return'), 1)),
  exhibit('history', 'the newest of many', historyOf(long, 1)),
  exhibit('history', 'the oldest of many', historyOf(long, 9)),
  exhibit('history', 'its lead gone', historyOf(told.vacate, 1)),
  exhibit('history', 'a crowd on duty', historyOf(struck(ask({}, crowdOnDuty), 'remind', crowdOnDuty), 1)),
  exhibit('history', 'assigned, its network gone', historyOf(struck(told.assign, 'unroute', countryLater), 1)),
];

function historyOf(consultation: Consultation, page: number): Exhibit['view'] {
  return (locale) => historyView({ consultation, viewer: { actor: national, locale, at: overdue }, page, list: wholeQueue });
}

const needy = attentionTo(
  [
    turns.open,
    { ...turns.claimed, failures: [{ notice: lost, at: turns.claimed.openedAt, reason: '403' }] },
    turns.waiting,
    turns['with the coordinator'],
    { ...turns['closed by the asker'], failures: [{ notice: lost, at: overdue, reason: '403' }] },
  ].map((consultation, index) => ({ ...consultation, id: uuid(index + 1), reference: `OT-2345${'ABCDE'[index]}7` })),
  { at: overdue, directory: country },
);
const crowded = Array.from({ length: 9 }, () => needy)
  .flat()
  .slice(0, 20);

function queueOf(attention: Attention[], list = wholeQueue, areas: AreaId[] = ['pohjois'], verb = ''): Exhibit['view'] {
  return (locale) => {
    const notice = doneNotice(verb, turns.claimed, locale);
    const viewer = { actor: cast.coordinator, locale, at: overdue };
    return queueView({ attention, areas, viewer, list, ...(notice ? { notice } : {}) });
  };
}

const queues: Exhibit[] = [
  exhibit('queue', 'nothing to do', queueOf([])),
  exhibit('queue', 'some', queueOf(needy)),
  exhibit('queue', 'nothing of this kind', queueOf(needy, { ...wholeQueue, reason: 'due-soon' })),
  exhibit(
    'queue',
    'the whole country, something done, the last page',
    queueOf(crowded, { ...wholeQueue, page: 99 }, [...AreaId.options], 'resend'),
  ),
];

const living = [turns.claimed, { ...turns.waiting, id: uuid(2), reference: 'OT-2K7QXA' }];
const many = Array.from({ length: 15 }, (_, index): Consultation => {
  const turn = Object.values(turns)[index % 8] ?? turns.open;
  return { ...turn, id: uuid(index + 1), reference: `OT-2345${String.fromCharCode(65 + index)}7` };
});
const wanted = { id: uuid(9), dialog: 'ask' as const };
const relayed = { nonce: 'n', text: 'Unohdin mainita, että isä on mukana.' };

const chatCards: Exhibit[] = [
  exhibit('welcome', 'by name', (locale) => welcomeView(locale, 'Aino', { isCoordinator: false })),
  exhibit('welcome', 'without a name', (locale) => welcomeView(locale, '', { isCoordinator: true })),
  exhibit('mine', 'nothing yet', (locale) => mineView([], 15, locale)),
  exhibit('mine', 'some', (locale) => mineView(living, 15, locale)),
  exhibit('mine', 'as many as are shown', (locale) => mineView(many, 15, locale)),
  exhibit('language', 'the choice', (locale) => languageView(locale)),
  exhibit('relay', 'to nobody', (locale) => relayView({ ...relayed, living: [], locale })),
  exhibit('relay', 'to one', (locale) => relayView({ ...relayed, living: living.slice(0, 1), locale })),
  exhibit('relay', 'to many', (locale) => relayView({ ...relayed, living, locale })),
  exhibit('relay', 'that may identify', (locale) =>
    relayView({ ...relayed, living, locale, notice: refusalNotice(maybeIdentifying, locale), offersCheck: true }),
  ),
  exhibit('invite', 'to ask', (locale) => askInviteView(locale)),
  exhibit('invite', 'to register', (locale) => registerInviteView(locale)),
];

const missing: Refusal = {
  code: 'invalid',
  issues: ['title', 'disciplines', 'anonymous'].map((field) => ({ field, problem: 'missing' as const })),
};

const forms: Exhibit[] = [
  inDialog('request-form', 'empty', (locale) => requestFormView({ ...wanted, values: {}, locale })),
  inDialog('request-form', 'to be revised', (locale) =>
    requestFormView({ id: uuid(9), dialog: 'revise', values: valuesOf(question), locale }),
  ),
  inDialog('request-form', 'with something missing', (locale) =>
    requestFormView({
      ...wanted,
      values: { ...valuesOf(question), title: '', disciplines: '' },
      locale,
      notice: refusalNotice(missing, locale),
    }),
  ),
  inDialog('request-form', 'that identifies', (locale) =>
    requestFormView({ ...wanted, values: valuesOf(question), locale, notice: refusalNotice(identifying, locale) }),
  ),
  inDialog('request-form', 'that may identify', (locale) =>
    requestFormView({ ...wanted, values: valuesOf(question), locale, notice: refusalNotice(maybeIdentifying, locale), offersCheck: true }),
  ),
];

const amounts: Amount[] = [0, 3, 300];
const [own, every] = [['pohjois' as const], ['kansallinen' as const, ...areas]];
const digests: Exhibit[] = [
  ...amounts.flatMap((amount) => [
    exhibit('digest', `of ${amount} consultations`, (locale) => digestView(northern(amount), { personId: '', locale, areas: own })),
    exhibit('digest-national', `of ${amount} consultations`, (locale) =>
      nationalDigestView(nationwide(amount), { personId: '', locale, areas: every }),
    ),
    exhibit('digest-cases', `the living ones of ${amount}`, (locale) =>
      digestCasesView({ ...listed('living', amount), page: 1, reader: { personId: '', locale } }),
    ),
  ]),
  exhibit('digest', 'of a week that is not over, with several areas', (locale) =>
    digestView({ ...northern(3), isFinished: false }, { personId: '', locale, areas: every }),
  ),
  exhibit('digest-cases', 'those that are overdue', (locale) =>
    digestCasesView({ ...listed('overdue', 300), page: 0, reader: { personId: '', locale } }),
  ),
  exhibit('digest-cases', 'one that is overdue', (locale) =>
    digestCasesView({ ...listed('overdue', 3), page: 0, reader: { personId: '', locale } }),
  ),
  exhibit('digest-cases', 'some of which have gone elsewhere', (locale) =>
    digestCasesView({ ...listed('asked', 300), elsewhere: 2, page: 0, reader: { personId: '', locale } }),
  ),
  exhibit('digest-wish', 'as it is', (locale) => digestWishView(usualWish, locale)),
  exhibit('digest-wish', 'chosen', (locale) => digestWishView(usualWish, locale, wishSentence(usualWish, locale))),
];

const year = {
  area: 'pohjois' as const,
  year: 2026,
  thisYear: 2026,
  ...yearOf('pohjois', 2026, consultationsOf(300, ['21']).flatMap(happeningsOf), []),
};
const trained = { on: '2026-11-20', participants: '24', topic: 'Neuvon käyttö' };
const given = (['pohjois', 'ita'] as const).map((area) => ({
  area,
  training: { ...trained, participants: 24, by: 'raili.jänkälä', at: '2026-11-20T12:00:00.000Z' },
}));
const years: Exhibit[] = [
  exhibit('year', 'of one area', (locale) => yearView({ ...year, areas: own, locale })),
  exhibit('year', 'with a choice of areas', (locale) => yearView({ ...year, areas: every, locale })),
  exhibit('training', 'empty', (locale) => trainingView({ areas: own, values: { on: '2026-11-23' }, recent: [], locale })),
  exhibit('training', 'saved', (locale) =>
    trainingView({
      areas: own,
      values: {},
      recent: given.slice(0, 1),
      locale,
      notice: wordsOf(locale).statistics.training.saved(24, 3),
      isGood: true,
    }),
  ),
  exhibit('training', 'with something wrong, of several areas', (locale) =>
    trainingView({ areas: every, values: trained, recent: given, locale, notice: wordsOf(locale).statistics.training.invalid }),
  ),
];

/** Every card that Neuvo shows, in every state that matters. */
export const gallery: Exhibit[] = [
  ...chatCards,
  ...forms,
  ...networkCards,
  ...askersCards,
  ...channelCards,
  ...drafts,
  ...assignments,
  ...coordinatorsCards,
  ...late,
  ...histories,
  ...queues,
  ...digests,
  ...years,
];
