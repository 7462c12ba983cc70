import type { Actor } from '../../src/domain/access.ts';
import { Act, type ClockVerb } from '../../src/domain/command.ts';
import { type Consultation, referenceOf } from '../../src/domain/consultation.ts';
import { decide, open, tick } from '../../src/domain/decide.ts';
import type { Directory, Network } from '../../src/domain/network.ts';
import { Request } from '../../src/domain/request.ts';
import { createHandClock, uuid } from '../support/clock.ts';

/** The people of the story: an asker in Lapland, the experts of the area's network for adolescent psychiatry, and the area's coordinator. */
export const cast = {
  asker: actorOf('Aino Sarkavaara'),
  lead: actorOf('Mika Kaarnilahti', { isMember: true }),
  coExpert: actorOf('Sirpa Aapakari', { isMember: true }),
  member: actorOf('Lauri Hautasuo', { isMember: true }),
  coordinator: actorOf('Raili Jänkälä', { coordinates: ['pohjois'] }),
};

const psychiatry = networkOf('Nuorisopsykiatria', { area: 'pohjois', fields: ['nuorisopsykiatria', 'itsetuhoisuus'] });
const learning = networkOf('Oppimisen vaativa tuki', { area: 'pohjois', fields: ['koulupoissaolot'] });
const childProtection = networkOf('Lastensuojelu', { area: 'pohjois', fields: ['lastensuojelu'] });
const rare = networkOf('Harvinaiset sairaudet', { area: 'kansallinen', fields: ['harvinaiset-sairaudet'] });
const sleeping = networkOf('Neuropsykiatria', { area: 'pohjois', fields: ['neuropsykiatria'], members: 0 });

export const country: Directory = {
  networks: [psychiatry, learning, childProtection, rare, sleeping],
  coordinators: [{ area: 'pohjois', personId: cast.coordinator.person.id }],
  timings: {},
};

/** The same country when Teams has said that the network's channel is gone. */
export const countryLater: Directory = {
  ...country,
  networks: country.networks.map((network) => (network === psychiatry ? { ...network, state: 'gone' } : network)),
};

/** What the asker writes in the form. */
export const question: Request = {
  county: '21',
  sector: 'social',
  disciplines: ['health', 'social'],
  field: 'itsetuhoisuus',
  secondaryFields: ['koulupoissaolot', 'lastensuojelu'],
  title: 'Koulupoissaolot ja itsetuhoisuus, 14-vuotias',
  situation:
    'Nuori on ollut syksyn poissa koulusta ja viiltelee. Perhe on uupunut: vanhemmat eroavat, ja pikkusisarus reagoi.\nNuori ei suostu tapaamaan uusia ihmisiä. Kiireellistä sijoitusta on harkittu.',
  tried: 'Perhetyö kolme kuukautta, koulukuraattori, lähete nuorisopsykiatrialle (palautui).',
  question: 'Miten turvaisimme nuoren kotona niin, ettei hoitoon pääsy katkea? Kuka kantaa vastuun arjesta?',
  help: 'written',
  urgency: 'normal',
  language: 'fi',
};

/** A consultation just asked, on a Monday morning. */
export function ask(change: Partial<Request> = {}, directory = country): Consultation {
  const context = { at: createHandClock().now(), actor: cast.asker, directory };
  const request = Request.parse({ ...question, ...change });
  const id = uuid(7_460_912);
  const decision = open({ verb: 'submit', id, key: 'asked', reference: referenceOf(id), request, checked: true }, context);
  if ('refusal' in decision) throw new Error(JSON.stringify(decision.refusal));
  return decision.next;
}

/** Who does what, as a card would send it. */
export type Doing = [actor: Actor, verb: Act['verb'], given?: object];

/** The consultation after all this has been done to it, 35 minutes after one another; throws if anything is refused. */
export function later(consultation: Consultation, doings: Doing[], directory = country): Consultation {
  return doings.reduce((current, doing) => done(current, doing, directory), consultation);
}

function done(consultation: Consultation, [actor, verb, given]: Doing, directory: Directory): Consultation {
  const clock = createHandClock(consultation.history.at(-1)?.at);
  clock.advance(35 * 60_000);
  const act = Act.parse({ verb, checked: true, ...given });
  const expert = act.verb === 'assign' ? (Object.values(cast).find(({ person }) => person.id === act.expert)?.person ?? null) : null;
  const context = { at: clock.now(), actor, directory, expert };
  const decision = decide(consultation, { ...act, key: String(consultation.history.length) }, context);
  if ('refusal' in decision) throw new Error(`${verb}: ${JSON.stringify(decision.refusal)}`);
  return decision.next;
}

/** The consultation once the clock has come to this, nobody having done anything meanwhile. */
export function struck(consultation: Consultation, verb: ClockVerb, directory = country): Consultation {
  const { tickAt } = consultation;
  if (!tickAt) throw new Error(`the clock never comes to ${verb}`);
  const { next } = tick(consultation, { at: tickAt, directory });
  return next.history.at(-1)?.verb === verb ? next : struck(next, verb, directory);
}

/** The consultation once its lead has left the channel. */
export function deserted(consultation: Consultation, directory = country): Consultation {
  const at = consultation.history.at(-1)?.at ?? '';
  return tick(consultation, { at, directory, absent: [cast.lead.person.id] }).next;
}

const claim: Doing = [cast.lead, 'claim', { discipline: 'health' }];
const join: Doing = [cast.coExpert, 'join', { discipline: 'social' }];
const askInfo: Doing = [cast.lead, 'ask-info', { text: 'Onko nuorella jo hoitokontakti?\nKuka on ollut mukana koulusta?' }];
const giveInfo: Doing = [cast.asker, 'give-info', { text: 'Ei ole. Koulusta mukana on ollut kuraattori.' }];
export const answerText =
  'Tehkää turvasuunnitelma yhdessä nuoren ja vanhempien kanssa jo tällä viikolla.\nPyytäkää verkostopalaveri: sosiaalityö kantaa arjen, nuorisopsykiatria konsultoi hoidosta.';
const answer: Doing = [cast.lead, 'answer', { text: answerText }];
const accept: Doing = [cast.asker, 'close', { helped: 5, change: 'new-plan' }];
const expertsClosing: Doing = [cast.lead, 'close', { outcome: 'joint-work' }];

/** The same consultation at every turn of its life. */
export const turns = {
  open: ask(),
  urgent: ask({ urgency: 'urgent', disciplines: ['health'], secondaryFields: [], tried: '' }),
  claimed: later(ask(), [claim, join]),
  waiting: later(ask(), [claim, askInfo]),
  answered: later(ask(), [claim, join, askInfo, giveInfo, answer]),
  'closed by the expert': later(ask(), [claim, answer, expertsClosing]),
  'closed by the asker': later(ask(), [claim, join, answer, accept]),
  withdrawn: later(ask(), [[cast.asker, 'withdraw', { text: 'Asia ratkesi.' }]]),
  redirected: later(ask(), [claim, [cast.lead, 'redirect', { target: learning.id, text: 'Kouluasia on tässä keskeisin.' }]]),
  'with the coordinator': ask({ field: 'neuropsykiatria' }),
  'back with the coordinator': later(ask(), [claim, [cast.lead, 'redirect', { target: 'area:etela', text: 'Nuori muuttaa etelään.' }]]),
} satisfies Record<string, Consultation>;

/** What is told to the asker, by what happened: the consultation when the last entry is the one spoken of. */
export const told = {
  claim: later(ask(), [claim]),
  release: later(ask(), [claim, [cast.lead, 'release', { text: 'En ehdi.' }]]),
  redirect: turns.redirected,
  'redirect to the coordinator': turns['back with the coordinator'],
  'ask-info': turns.waiting,
  message: later(ask(), [claim, [cast.lead, 'message', { text: 'Palaan tähän huomenna.' }]]),
  answer: turns.answered,
  reopen: later(ask(), [claim, answer, [cast.lead, 'reopen', { text: 'Tarkennan vielä lääkitystä.' }]]),
  close: turns['closed by the expert'],
  assign: later(ask(), [[cast.coordinator, 'assign', { expert: cast.member.person.id }]]),
  remind: later(turns.waiting, [[cast.coordinator, 'remind']]),
  return: struck(later(ask(), [claim]), 'return'),
  vacate: deserted(turns.claimed),
  lapse: struck(turns.answered, 'lapse'),
  unroute: struck(later(ask(), [claim]), 'unroute', countryLater),
  'unroute once it is answered': struck(turns.answered, 'unroute', countryLater),
} satisfies Record<string, Consultation>;

/** Somebody by name. */
export function actorOf(name: string, found: Partial<Actor> = {}): Actor {
  const id = name.toLowerCase().replaceAll(' ', '.');
  return { person: { id, teamsId: `29:${id}`, name }, locale: 'fi', isMember: false, coordinates: [], ...found };
}

/** A network that speaks Finnish; `name` goes before the centre's, as in real life. */
export function networkOf(name: string, change: Pick<Network, 'area' | 'fields'> & Partial<Network>): Network {
  const channel = `19:${name.replaceAll(' ', '').padEnd(44, '0')}@thread.tacv2`;
  const place = {
    serviceUrl: 'https://teams.example/',
    tenantId: uuid(1),
    registeredBy: 'raili.jänkälä',
    registeredAt: createHandClock().now(),
  };
  return {
    kind: 'network',
    id: `network:${channel}`,
    channel,
    name: change.area === 'kansallinen' ? name : `${name}, OT-keskus Pohjois-Suomi`,
    disciplines: ['health', 'social'],
    languages: ['fi'],
    team: '19:team@thread.tacv2',
    place: null,
    state: 'active',
    general: false,
    members: 8,
    breaks: [],
    duty: null,
    ...place,
    ...change,
  };
}
