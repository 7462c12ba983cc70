import type { Actor } from '../../src/domain/access.ts';
import { attentionTo } from '../../src/domain/attention.ts';
import type { Consultation, Entry } from '../../src/domain/consultation.ts';
import { AreaId, areas, type Directory, Discipline, FieldCode, Locale, type Network, type PersonRef } from '../../src/domain/network.ts';
import { limits } from '../../src/domain/request.ts';
import type { View } from '../../src/teams/cards.ts';
import { inThread } from '../../src/teams/send.ts';
import { askerPostView } from '../../src/teams/views/asker-post.ts';
import { type CardNotice, type Draft, targetsOf } from '../../src/teams/views/case.ts';
import { channelCardView } from '../../src/teams/views/channel-card.ts';
import { askInviteView, languageView, mineView, registerInviteView, relayView, welcomeView } from '../../src/teams/views/chat.ts';
import { removeCoordinatorView, removeNetworkView } from '../../src/teams/views/confirm.ts';
import { coordinatorCaseView } from '../../src/teams/views/coordinator-case.ts';
import { coordinatorsView } from '../../src/teams/views/coordinators.ts';
import { digestView } from '../../src/teams/views/digest.ts';
import { digestCasesView } from '../../src/teams/views/digest-cases.ts';
import { nationalDigestView } from '../../src/teams/views/digest-national.ts';
import { digestWishView } from '../../src/teams/views/digest-wish.ts';
import { draftView } from '../../src/teams/views/draft.ts';
import { requestFormView, valuesOf } from '../../src/teams/views/forms.ts';
import { historyView } from '../../src/teams/views/history.ts';
import { networkView } from '../../src/teams/views/network.ts';
import { networksView } from '../../src/teams/views/networks.ts';
import { queueView } from '../../src/teams/views/queue.ts';
import { refusalNotice } from '../../src/teams/views/refusal.ts';
import { registerFormView, valuesOfNetwork } from '../../src/teams/views/register-form.ts';
import { statusCardView } from '../../src/teams/views/status-card.ts';
import { threadPostView } from '../../src/teams/views/thread-post.ts';
import { trainingView } from '../../src/teams/views/training.ts';
import { yearView } from '../../src/teams/views/year.ts';
import { uuid } from '../support/clock.ts';
import { figuresIn } from '../support/figures.ts';
import { nationwide } from './digests.ts';
import { actorOf, ask, cast, type Doing, later, networkOf } from './story.ts';

const at = '2026-11-23T13:00:00.000Z';
const place = { page: 12, reason: 'undelivered', area: 'kansallinen' } as const;
const every: AreaId[] = ['kansallinen', ...areas];
const failed = { key: 'k', seq: 1, telling: { type: 'status-card' as const }, attempts: 20, notBefore: null };

/** A text as long as its limit allows, of nothing but `unit`. */
export function fullOf(limit: number, unit: string): string {
  return `漢${unit.repeat(Math.ceil(limit / unit.length))}`
    .slice(0, limit - 1)
    .toWellFormed()
    .concat('漢');
}

/** People by names as long as they may be; each another. */
function crowd(size: number, unit: string): PersonRef[] {
  const name = fullOf(96, unit);
  return Array.from({ length: size }, (_, index) => ({ id: uuid(index), teamsId: `29:${uuid(index).repeat(3)}`, name: `${index}${name}` }));
}

/**
 * The largest cards that there can be, one of each view at least: every text and name is as long as it may be and full of `unit`, in a country
 * of 500 networks, with channels of 1000 members, rosters of thirty, and a hundred coordinators.
 */
export function largestCards(unit: string, locale: Locale): Record<string, View> {
  const people = crowd(1000, unit);
  const networks = largestNetworks(people, unit);
  const directory: Directory = {
    networks,
    coordinators: people.slice(0, 100).map(({ id }) => ({ area: 'pohjois', personId: id })),
    timings: {},
  };
  const [lead, ...others] = people.slice(0, 3).map((person) => actorOf('', { isMember: true, person })) as [Actor, Actor, Actor];
  const coordinator: Actor = { ...cast.coordinator, coordinates: ['kansallinen'] };
  const viewerOf = (actor: Actor) => ({ actor, locale, at }) as const;
  const notice = refusalNotice({ code: 'identifying', findings: [{ field: 'text', found: findings(400) }] }, locale);
  const quicker = refusalNotice({ code: 'seat-taken', by: lead.person, discipline: 'health' }, locale);
  const said = { text: fullOf(limits.text, unit) };
  const reason = { text: fullOf(limits.reason, unit) };

  const asked = askedWith(unit, people[3] as PersonRef, directory);
  const asker = { ...cast.asker, person: asked.requester };
  const seated: Doing[] = [
    [lead, 'claim', { discipline: 'health' }],
    ...others.map((other, index): Doing => [other, 'join', { discipline: index === 0 ? 'social' : 'education' }]),
  ];
  const claimed = later(asked, seated, directory);
  const waiting = later(claimed, [[lead, 'ask-info', said]], directory);
  const answered = later(claimed, [[lead, 'answer', said]], directory);
  const closed = later(answered, [[asker, 'close', { helped: 5, change: 'referral-avoided' }]], directory);
  const away = later(asked, [[coordinator, 'redirect', { target: 'area:etela', ...reason }]], directory);
  const told = later(away, [[asker, 'give-info', said]], directory);
  const reminded = later(waiting, [[coordinator, 'remind']], directory);
  const copies = (consultation: Consultation) => Array.from({ length: 15 }, (_, index) => ({ ...consultation, id: uuid(index) }));

  const onChannel = (consultation: Consultation, actor: Actor) =>
    channelCardView({
      ...{ consultation, card: consultation.cards.length - 1, viewer: viewerOf(actor), notice: quicker },
      alsoFor: people.slice(0, 60).map(({ teamsId }) => teamsId),
    });
  const draft = (consultation: Consultation, actor: Actor, written: Pick<Draft, 'verb' | 'text'> & Partial<Draft>) =>
    draftView({
      ...{ consultation, viewer: viewerOf(actor), card: 'queue', entry: 0, list: place, notice },
      draft: { target: '', offersCheck: true, ...written },
      targets: targetsOf(consultation, directory, viewerOf(actor)),
      members: people,
    });
  const onlyAsked = (verb: string, actor: Actor) => draft(claimed, actor, { verb, text: '', offersCheck: false });
  const network = networks[0] as Network;
  const weekly: Network = { ...network, duty: { turns: 'weekly', people: people.slice(0, 30), from: '2026-11-23' } };

  return {
    welcome: welcomeView(locale, fullOf(100, unit), { isCoordinator: true }),
    language: languageView(locale),
    'offer to ask': askInviteView(locale),
    'offer to register': registerInviteView(locale),
    'channel card, open': onChannel(asked, cast.member),
    'channel card, claimed': onChannel(claimed, lead),
    'channel card, waiting': onChannel(waiting, lead),
    'channel card, answered': onChannel(answered, lead),
    'channel card, closed': onChannel(closed, lead),
    'channel card that has moved': channelCardView({ consultation: away, card: 0, viewer: viewerOf(lead), alsoFor: [] }),
    'status card': statusCardView(answered, viewerOf(asker), { notice }),
    'status card, waiting': statusCardView(waiting, viewerOf(asker), { notice }),
    answer: askerPostView(answered, answered.history.length, viewerOf(asker)),
    'question to the asker': askerPostView(waiting, waiting.history.length, viewerOf(asker), { notice }),
    'question to the asker again': askerPostView(reminded, reminded.history.length, viewerOf(asker), { notice }),
    assignment: draft(claimed, lead, { verb: 'assign', text: '', target: uuid(7), offersCheck: false }),
    'assignment of the coordinator': onlyAsked('assign', coordinator),
    'coordinator’s list': queueOf(away, lead, unit, directory, locale, notice),
    history: historyView({
      ...{ consultation: talkative(claimed, lead, people, unit, directory), viewer: viewerOf(coordinator), page: 3, list: place, notice },
    }),
    'coordinator’s card': coordinatorCaseView({
      ...{ consultation: told, viewer: viewerOf(coordinator), teamsId: '29:raili', directory, list: place, notice },
    }),
    'coordinator’s card, claimed': coordinatorCaseView({
      ...{ consultation: claimed, viewer: viewerOf(coordinator), teamsId: '29:raili', directory, list: place, notice },
    }),
    redirection: draft(claimed, lead, { verb: 'redirect', ...reason }),
    'redirection of the coordinator': onlyAsked('redirect', coordinator),
    'redirection of what no network has': draft(away, coordinator, { verb: 'redirect', ...reason, target: 'area:etela' }),
    'refused answer': draft(claimed, lead, { verb: 'answer', ...said }),
    'answer that came too late': draft(closed, lead, { verb: 'answer', ...said }),
    'request form': requestFormView({ id: uuid(1), dialog: 'ask', values: valuesOf(asked.request), locale, notice, offersCheck: true }),
    'request form of a long message': requestFormView({ id: uuid(1), dialog: 'ask', values: { situation: fullOf(60_000, unit) }, locale }),
    'message to many': relayView({ text: said.text, living: copies(claimed), locale, nonce: uuid(1), notice, offersCheck: true }),
    'message too long': relayView({ text: fullOf(60_000, unit), living: copies(claimed), locale, nonce: uuid(1) }),
    'own consultations': mineView(copies(claimed), 15, locale),
    'registration form of a large channel': registerFormView({
      values: { name: fullOf(80, unit), fields: FieldCode.options.join(',') },
      ...{ locale, offered: every, experts: people, before: null, at, notice },
    }),
    'registration form to be changed': registerFormView({
      values: valuesOfNetwork(weekly, '2026-11-23'),
      ...{ locale, offered: every, experts: people, before: weekly, at, notice },
    }),
    network: networkView({ network, mayChange: true, at, locale, back: { area: 'kansallinen', page: 99 }, notice }),
    'network with turns': networkView({ network: weekly, mayChange: true, at, locale, back: { area: 'kansallinen', page: 99 }, notice }),
    networks: networksView({ networks, area: 'pohjois', offered: every, page: 1, at, locale }),
    'networks, the last of them': networksView({ networks, area: 'pohjois', offered: every, page: 1000, at, locale }),
    'question before a network goes': removeNetworkView(network, { area: 'kansallinen', page: 99 }, locale),
    'question before a coordinator goes': removeCoordinatorView(lead.person, 'kansallinen', locale),
    'coordinators of a large area': coordinatorsView({
      ...{ area: 'pohjois', coordinators: people.slice(0, 100), candidates: people, offered: every, locale, notice },
    }),
    digest: digestView(digestOf(claimed, people.slice(0, 100), directory), { personId: '', locale, areas: every }),
    'digest of the country': nationalDigestView(nationwide(300), { personId: '', locale, areas: every }),
    'digest’s settings': digestWishView({ isWanted: true, weekday: 1, hour: 8 }, locale, notice.text, false),
    ...Object.fromEntries(
      (['overdue', 'living'] as const).map((figure) => [
        `cases behind a figure, ${figure}`,
        digestCasesView({
          ...{ figure, area: 'pohjois', week: { year: 2026, week: 47 }, cases: copies(claimed), elsewhere: 9, page: 0 },
          reader: { personId: '', locale },
          now: { at: claimed.openedAt, directory },
        }),
      ]),
    ),
    training: trainingView({
      areas: every,
      values: { on: '2026-11-20', participants: '10000', topic: fullOf(120, unit) },
      recent: Array.from({ length: 300 }, () => ({
        area: 'kansallinen',
        training: { on: '2026-11-20', participants: 10_000, topic: fullOf(120, unit), by: uuid(1), at },
      })),
      locale,
      notice: notice.text,
    }),
    year: yearView({ area: 'kansallinen', year: 2026, ...yearOfMillions(), areas: every, thisYear: 2030, locale }),
  };
}

/** The largest posts in a thread, as they are sent. */
export function largestPosts(unit: string, locale: Locale): Record<string, object> {
  const people = crowd(1000, unit);
  const directory: Directory = { networks: largestNetworks(people, unit), coordinators: [], timings: {} };
  const lead = actorOf('', { isMember: true, person: people[0] as PersonRef });
  const asked = askedWith(unit, people[3] as PersonRef, directory);
  const claimed = later(asked, [[lead, 'claim', { discipline: 'health' }]], directory);
  const answered = later(claimed, [[lead, 'answer', { text: fullOf(limits.text, unit) }]], directory);
  const told = later(claimed, [[{ ...cast.asker, person: asked.requester }, 'give-info', { text: fullOf(limits.text, unit) }]], directory);
  const reminded = later(asked, [[{ ...cast.coordinator, coordinates: ['kansallinen'] }, 'remind']], directory);
  const post = (consultation: Consultation) =>
    inThread(threadPostView({ consultation, seq: consultation.history.length, card: 0, locale, directory }));
  return { answer: post(answered), information: post(told), reminder: post(reminded) };
}

function findings(size: number) {
  return Array.from({ length: size }, (_, start) => ({
    ...{ kind: 'phone' as const, severity: 'warn' as const, start, end: start + 1, masked: '•'.repeat(60) },
  }));
}

// The first covers what is asked for, all that there is besides, in every language, with a full roster and ten breaks.
function largestNetworks(people: PersonRef[], unit: string): Network[] {
  const breaks = Array.from({ length: 10 }, (_, index) => ({ from: `2026-12-${10 + index}`, to: `2027-0${(index % 9) + 1}-10` }));
  return Array.from({ length: 500 }, (_, index) => ({
    ...networkOf(String(index), {
      area: index % 4 === 3 ? 'kansallinen' : 'pohjois',
      fields: index === 0 ? [...FieldCode.options] : ['adoptio'],
    }),
    name: `${index} ${fullOf(76, unit)}`,
    languages: [...Locale.options],
    disciplines: [...Discipline.options],
    general: index === 0,
    members: index === 0 ? 1000 : index % 2,
    breaks: index % 3 === 1 ? [{ from: '2026-11-01', to: '2026-12-31' }] : breaks,
    duty: { turns: 'together', people: people.slice(0, 30), from: '2026-11-23' },
  }));
}

function askedWith(unit: string, requester: PersonRef, directory: Directory): Consultation {
  const { title, situation, tried, question } = limits;
  const texts = Object.entries({ title, situation, tried, question }).map(([field, limit]) => [field, fullOf(limit, unit)]);
  const wishes = { disciplines: ['education', 'social', 'health'], secondaryFields: ['maahanmuutto', 'juridiikka'], urgency: 'urgent' };
  const asked = ask({ ...Object.fromEntries(texts), ...wishes }, directory);
  return { ...asked, requester, history: asked.history.map((entry) => ({ ...entry, by: requester })) };
}

// Every reason that can hold at once, on every row of a page in the middle.
function queueOf(consultation: Consultation, lead: Actor, unit: string, directory: Directory, locale: Locale, notice: CardNotice): View {
  const lost = { key: 'k', seq: 2, telling: { type: 'asker-post', entry: 2 }, attempts: 5, notBefore: null } as const;
  const failures = [{ notice: lost, at: consultation.openedAt, reason: '403' }];
  const claimed = later(
    ask({ title: fullOf(limits.title, unit), urgency: 'urgent' }, directory),
    [[lead, 'claim', { discipline: 'health' }]],
    directory,
  );
  const moment = { at: '2027-02-01T10:00:00.000Z', directory };
  const worst = [claimed, consultation].map((one) => ({ ...one, failures }));
  const attention = attentionTo(
    Array.from({ length: 200 }, (_, index) => ({ ...(worst[index % 2] ?? claimed), id: uuid(index) })),
    moment,
  );
  const actor: Actor = { ...cast.coordinator, coordinates: ['kansallinen'] };
  return queueView({
    ...{
      attention,
      areas: AreaId.options,
      viewer: { actor, locale, at: moment.at },
      list: { page: 12, reason: 'all', area: 'all' },
      notice,
    },
  });
}

// Long messages, and reminders that an older release sent to crowds by name.
function talkative(consultation: Consultation, lead: Actor, people: PersonRef[], unit: string, directory: Directory): Consultation {
  const said: Doing[] = Array.from({ length: 60 }, () => [lead, 'message', { text: fullOf(limits.reason, unit) }]);
  const talked = later(consultation, said, directory);
  return { ...talked, history: talked.history.map((entry, index) => (index % 2 ? entry : remindedBy(entry, people))) };
}

function remindedBy({ text: _, ...entry }: Entry, people: PersonRef[]): Entry {
  return { ...entry, verb: 'remind', people: people.slice(0, 400) };
}

// Everything late, in the hands of a hundred experts with long names, in every field of the area.
function digestOf(consultation: Consultation, people: PersonRef[], directory: Directory) {
  const late = people.map((expert, index): Consultation => {
    const failures = [{ notice: failed, at: consultation.openedAt, reason: 'http-403' }];
    const request = { ...consultation.request, field: FieldCode.options[index % FieldCode.options.length] ?? 'muu' };
    return { ...consultation, id: uuid(index), request, seats: [{ discipline: 'health', expert, lead: true, since: '' }], failures };
  });
  const open = late.map((one, index): Consultation => ({ ...one, id: uuid(200 + index), status: 'open', seats: [] }));
  return figuresIn({ year: 2026, week: 48 }, [...late, ...open], {
    at: '2026-12-30T10:00:00.000Z',
    directory: { ...directory, networks: [] },
  });
}

function yearOfMillions() {
  const month = { asked: 1_000_000, answered: 1_000_000, closed: 1_000_000, withdrawn: 1_000_000, participants: 1_000_000 };
  return { months: Array.from({ length: 12 }, () => month), whole: month };
}
