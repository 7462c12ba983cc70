import type { Actor } from '../../src/domain/access.ts';
import type { Consultation } from '../../src/domain/consultation.ts';
import type { Locale } from '../../src/domain/network.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import type { View } from '../../src/teams/cards.ts';
import { askerPostView } from '../../src/teams/views/asker-post.ts';
import { type Draft, targetsOf } from '../../src/teams/views/case.ts';
import { channelCardView } from '../../src/teams/views/channel-card.ts';
import { askInviteView, languageView, mineView, registerInviteView, relayView, welcomeView } from '../../src/teams/views/chat.ts';
import { coordinatorCaseView } from '../../src/teams/views/coordinator-case.ts';
import { draftView } from '../../src/teams/views/draft.ts';
import { registerFormView, requestFormView, valuesOf } from '../../src/teams/views/forms.ts';
import { refusalNotice } from '../../src/teams/views/refusal.ts';
import { statusCardView } from '../../src/teams/views/status-card.ts';
import { uuid } from '../support/clock.ts';
import { answerText, cast, country, later, question, told, turns } from './story.ts';

/** A card of the gallery: which, what it shows, and its view in a language. `dialog`: it is a form in a dialog. */
export type Exhibit = { card: string; shows: string; dialog: boolean; view: (locale: Locale) => View };

const viewers: Record<string, Actor | null> = {
  everybody: null,
  'the lead': cast.lead,
  'the co-expert': cast.coExpert,
  'a member': cast.member,
  'the coordinator': cast.coordinator,
  'a member who coordinates': { ...cast.member, coordinates: ['pohjois'] },
  'the asker': { ...cast.asker, isMember: true },
};
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
  return (locale: Locale) => channelCardView({ consultation, card, viewer: { actor, locale }, alsoFor });
}

function draftOn(consultation: Consultation, actor: Actor, card: string, draft: Draft, refusal?: Refusal) {
  return (locale: Locale) =>
    draftView({
      consultation,
      viewer: { actor, locale },
      card,
      entry: 0,
      draft,
      targets: targetsOf(consultation, country, locale),
      ...(refusal ? { notice: refusalNotice(refusal, locale) } : {}),
    });
}

const channelCards: Exhibit[] = [
  ...Object.entries(turns).flatMap(([turn, consultation]) =>
    consultation.network === null
      ? []
      : Object.entries(viewers).map(([viewer, actor]) =>
          exhibit('channel-card', `${turn}, to ${viewer}`, channelCard(consultation, actor)),
        ),
  ),
  exhibit('channel-card', 'redirected, where it was before', channelCard(turns.redirected, null, 0)),
  exhibit('channel-card', 'redirected to the coordinator, where it was before', channelCard(turns['back with the coordinator'], null)),
  exhibit('channel-card', 'claimed by another, to a member who pressed too', (locale) =>
    channelCardView({
      consultation: turns.claimed,
      card: 0,
      viewer: { actor: cast.member, locale },
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
    exhibit('status-card', turn, (locale) => statusCardView(consultation, { actor: cast.asker, locale })),
  ),
  ...Object.entries(told).map(([turn, consultation]) =>
    exhibit('asker-post', turn, (locale) => askerPostView(consultation, consultation.history.length, { actor: cast.asker, locale })),
  ),
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
    coordinatorCaseView({ consultation, viewer: { actor: national, locale }, teamsId: '29:raili', directory: country }),
  ),
);

const living = [turns.claimed, { ...turns.waiting, id: uuid(2), reference: 'OT-2K7QXA' }];
const many = Array.from({ length: 15 }, (_, index): Consultation => {
  const turn = Object.values(turns)[index % 8] ?? turns.open;
  return { ...turn, id: uuid(index + 1), reference: `OT-2345${String.fromCharCode(65 + index)}7` };
});
const wanted = { id: uuid(9), dialog: 'ask' as const };
const relayed = { nonce: 'n', text: 'Unohdin mainita, että isä on mukana.' };

const chatCards: Exhibit[] = [
  exhibit('welcome', 'by name', (locale) => welcomeView(locale, 'Aino')),
  exhibit('welcome', 'without a name', (locale) => welcomeView(locale, '')),
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
const registration = { name: 'Nuorisopsykiatria, OT-keskus Pohjois-Suomi', fields: 'nuorisopsykiatria,itsetuhoisuus', area: 'pohjois' };

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
  inDialog('register-form', 'empty', (locale) => registerFormView({ values: {}, locale, offered: ['pohjois'] })),
  inDialog('register-form', 'with something missing', (locale) =>
    registerFormView({
      values: registration,
      locale,
      offered: ['kansallinen', 'etela', 'pohjois'],
      notice: refusalNotice(missing, locale),
    }),
  ),
];

/** Every card that Neuvo shows, in every state that matters. */
export const gallery: Exhibit[] = [...chatCards, ...forms, ...askersCards, ...channelCards, ...drafts, ...coordinatorsCards];

function exhibit(card: string, shows: string, view: Exhibit['view']): Exhibit {
  return { card, shows, dialog: false, view };
}

function inDialog(card: string, shows: string, view: Exhibit['view']): Exhibit {
  return { ...exhibit(card, shows, view), dialog: true };
}
