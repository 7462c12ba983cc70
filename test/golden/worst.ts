import type { Actor } from '../../src/domain/access.ts';
import { attentionTo } from '../../src/domain/attention.ts';
import type { Consultation } from '../../src/domain/consultation.ts';
import { AreaId, areas, type Directory, FieldCode, type PersonRef } from '../../src/domain/network.ts';
import { limits } from '../../src/domain/request.ts';
import type { View } from '../../src/teams/cards.ts';
import { askerPostView } from '../../src/teams/views/asker-post.ts';
import { type Draft, targetsOf } from '../../src/teams/views/case.ts';
import { channelCardView } from '../../src/teams/views/channel-card.ts';
import { mineView, relayView } from '../../src/teams/views/chat.ts';
import { coordinatorCaseView } from '../../src/teams/views/coordinator-case.ts';
import { coordinatorsView } from '../../src/teams/views/coordinators.ts';
import { digestView } from '../../src/teams/views/digest.ts';
import { digestCasesView } from '../../src/teams/views/digest-cases.ts';
import { draftView } from '../../src/teams/views/draft.ts';
import { requestFormView, valuesOf } from '../../src/teams/views/forms.ts';
import { historyView } from '../../src/teams/views/history.ts';
import { networksView } from '../../src/teams/views/networks.ts';
import { queueView } from '../../src/teams/views/queue.ts';
import { refusalNotice } from '../../src/teams/views/refusal.ts';
import { registerFormView } from '../../src/teams/views/register-form.ts';
import { statusCardView } from '../../src/teams/views/status-card.ts';
import { uuid } from '../support/clock.ts';
import { figuresIn } from '../support/figures.ts';
import { sixty } from './networks.ts';
import { actorOf, ask, cast, type Doing, later, networkOf } from './story.ts';

const locale = 'sv';
const at = '2026-11-23T13:00:00.000Z';
const longName = '漢'.repeat(64);
const lead = actorOf(`A${longName}`, { isMember: true });
const others = [actorOf(`B${longName}`, { isMember: true }), actorOf(`C${longName}`, { isMember: true })];
const findings = Array.from({ length: 400 }, (_, start) => ({
  kind: 'phone' as const,
  severity: 'warn' as const,
  start,
  end: start + 1,
  masked: '•'.repeat(60),
}));
const failed = { key: 'k', seq: 1, telling: { type: 'status-card' as const }, attempts: 20, notBefore: null };
const notice = refusalNotice({ code: 'identifying', findings: [{ field: 'text', found: findings }] }, locale);

/** A text as long as its limit allows, of nothing but `unit`. */
export function fullOf(limit: number, unit: string): string {
  return `漢${unit.repeat(Math.ceil(limit / unit.length))}`
    .slice(0, limit - 1)
    .toWellFormed()
    .concat('漢');
}

/** The largest cards that there can be: every text as long as it may be and full of `unit`, and sixty more networks to choose from. */
export function largestCards(unit: string): Record<string, View> {
  const directory = largestDirectory();
  const asked = askedWith(unit, directory);
  const said = { text: fullOf(limits.text, unit) };
  const seated: Doing[] = [
    [lead, 'claim', { discipline: 'health' }],
    ...others.map((other, index): Doing => [other, 'join', { discipline: index === 0 ? 'social' : 'education' }]),
  ];
  const claimed = later(asked, seated, directory);
  const answered = later(claimed, [[lead, 'answer', said]], directory);
  const closed = later(answered, [[cast.asker, 'close', { helped: 5, change: 'referral-avoided' }]], directory);
  const away = later(asked, [[cast.coordinator, 'redirect', { target: 'area:etela', text: fullOf(limits.reason, unit) }]], directory);
  const told = later(away, [[cast.asker, 'give-info', said]], directory);
  const asker = viewerOf(cast.asker);
  const quicker = refusalNotice({ code: 'seat-taken', by: lead.person, discipline: 'health' }, locale);
  return {
    'channel card, open': channelCardView({ ...onChannel(asked, cast.member), notice: quicker }),
    'channel card, claimed': channelCardView({ ...onChannel(claimed, lead), notice: quicker }),
    'channel card, answered': channelCardView({ ...onChannel(answered, lead), notice: quicker }),
    'channel card, closed': channelCardView({ ...onChannel(closed, lead), notice: quicker }),
    'status card': statusCardView(answered, asker, { notice }),
    answer: askerPostView(answered, answered.history.length, asker),
    assignment: assignment(claimed, directory),
    'coordinator’s list': queueOf(away, unit, directory),
    history: historyView({
      consultation: talkative(claimed, unit, directory),
      viewer: viewerOf(cast.coordinator),
      page: 9,
      list: place,
      notice,
    }),
    'coordinator’s card': coordinatorCaseView({
      consultation: told,
      viewer: viewerOf(cast.coordinator),
      teamsId: '29:raili',
      directory,
      list: place,
      notice,
    }),
    redirection: draft(claimed, lead, { verb: 'redirect', text: fullOf(limits.reason, unit) }, directory),
    'refused answer': draft(claimed, lead, { verb: 'answer', ...said }, directory),
    'answer that came too late': draft(closed, lead, { verb: 'answer', ...said }, directory),
    'request form': requestFormView({ id: uuid(1), dialog: 'ask', values: valuesOf(asked.request), locale, notice, offersCheck: true }),
    'request form of a long message': requestFormView({ id: uuid(1), dialog: 'ask', values: { situation: fullOf(60_000, unit) }, locale }),
    'message to many': relayView({ text: said.text, living: copiesOf(claimed), locale, nonce: uuid(1), notice, offersCheck: true }),
    'message too long': relayView({ text: fullOf(60_000, unit), living: copiesOf(claimed), locale, nonce: uuid(1) }),
    'registration form of a large channel': registerFormView({
      values: { name: fullOf(80, unit), fields: FieldCode.options.join(',') },
      locale,
      offered: ['kansallinen', 'etela', 'ita', 'sisa', 'lansi', 'pohjois'],
      experts: crowd(500),
      before: null,
      at: asked.openedAt,
      notice,
    }),
    'coordinators of a large area': coordinatorsView({
      area: 'pohjois',
      coordinators: crowd(40),
      candidates: crowd(500),
      offered: ['pohjois'],
      locale,
      notice,
    }),
    'sixty networks': networksView({ networks: sixty, area: 'pohjois', offered: ['pohjois'], page: 0, at: asked.openedAt, locale }),
    digest: digestView(digestOf(claimed), { personId: '', locale, areas: ['kansallinen', ...areas] }),
    'cases behind a figure': digestCasesView({
      ...{ figure: 'overdue', area: 'pohjois', week: { year: 2026, week: 47 }, cases: copiesOf(claimed), elsewhere: 9, page: 0 },
      reader: { personId: '', locale },
      now: { at: claimed.openedAt, directory },
    }),
    'own consultations': mineView(copiesOf(claimed), 15, locale),
  };
}

function crowd(size: number): PersonRef[] {
  return Array.from({ length: size }, (_, index) => ({ id: uuid(index), teamsId: '', name: `${index} ${longName}` }));
}

function largestDirectory(): Directory {
  const networks = Array.from({ length: 61 }, (_, index) => {
    const fields = index === 0 ? (['itsetuhoisuus'] as const) : (['adoptio'] as const);
    return { ...networkOf(String(index), { area: 'pohjois', fields: [...fields] }), name: `${index} `.padEnd(80, 'Ä') };
  });
  return { networks, coordinators: [{ area: 'pohjois', personId: cast.coordinator.person.id }], timings: {} };
}

function askedWith(unit: string, directory: Directory): Consultation {
  const { title, situation, tried, question } = limits;
  const texts = Object.entries({ title, situation, tried, question }).map(([field, limit]) => [field, fullOf(limit, unit)]);
  const wishes = { disciplines: ['education', 'social', 'health'], secondaryFields: ['maahanmuutto', 'juridiikka'], urgency: 'urgent' };
  return ask({ ...Object.fromEntries(texts), ...wishes }, directory);
}

function viewerOf(actor: Actor) {
  return { actor, locale, at } as const;
}

function onChannel(consultation: Consultation, actor: Actor) {
  return {
    consultation,
    card: 0,
    viewer: viewerOf(actor),
    alsoFor: Array.from({ length: 60 }, (_, index) => `29:${uuid(index).repeat(3)}`),
  };
}

function draft(consultation: Consultation, actor: Actor, written: Pick<Draft, 'verb' | 'text'>, directory: Directory): View {
  const targets = targetsOf(consultation, directory, viewerOf(actor));
  const whole = { target: '', offersCheck: true, ...written };
  return draftView({ consultation, viewer: viewerOf(actor), card: 'channel', entry: 0, draft: whole, targets, notice });
}

const place = { page: 12, reason: 'undelivered', area: 'kansallinen' } as const;

function assignment(consultation: Consultation, directory: Directory): View {
  const members = Array.from({ length: 300 }, (_, index) => ({ id: uuid(index), teamsId: '', name: `${index}${longName}` }));
  const draft = { verb: 'assign', text: '', target: uuid(7), offersCheck: false };
  const targets = targetsOf(consultation, directory, viewerOf(lead));
  return draftView({ consultation, viewer: viewerOf(lead), card: 'queue', entry: 0, draft, targets, members, list: place, notice });
}

// Every reason that can hold at once, on every row of a page in the middle.
function queueOf(consultation: Consultation, unit: string, directory: Directory): View {
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
  const national = { ...cast.coordinator, coordinates: ['kansallinen' as const] };
  const viewer = { actor: national, locale, at: moment.at } as const;
  return queueView({ attention, areas: AreaId.options, viewer, list: { page: 12, reason: 'all', area: 'all' }, notice });
}

function talkative(consultation: Consultation, unit: string, directory: Directory): Consultation {
  const said: Doing[] = Array.from({ length: 200 }, () => [lead, 'message', { text: fullOf(limits.reason, unit) }]);
  return later(consultation, said, directory);
}

// Everything late, in the hands of forty experts with long names, in every field of the area.
function digestOf(consultation: Consultation) {
  const late = Array.from({ length: 40 }, (_, index): Consultation => {
    const expert = { id: uuid(index), teamsId: '', name: `${index}${longName}` };
    const failures = [{ notice: failed, at: consultation.openedAt, reason: 'http-403' }];
    const request = { ...consultation.request, field: FieldCode.options[index % FieldCode.options.length] ?? 'muu' };
    return { ...consultation, id: uuid(index), request, seats: [{ discipline: 'health', expert, lead: true, since: '' }], failures };
  });
  const open = late.map((one, index): Consultation => ({ ...one, id: uuid(50 + index), status: 'open', seats: [] }));
  return figuresIn({ year: 2026, week: 48 }, [...late, ...open], {
    at: '2026-12-30T10:00:00.000Z',
    directory: { ...largestDirectory(), networks: [] },
  });
}

function copiesOf(consultation: Consultation): Consultation[] {
  return Array.from({ length: 15 }, (_, index) => ({ ...consultation, id: uuid(index) }));
}
