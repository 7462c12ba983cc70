import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createRights } from '../../scripts/support/rights.ts';
import { type Write, watched } from '../../scripts/support/watched-store.ts';
import { networkCardsId, networkId } from '../../src/domain/network.ts';
import type { Activity } from '../../src/local-teams/activities.ts';
import { createSqliteStore } from '../../src/store/sqlite.ts';
import { newestIn, tellsBot } from '../support/channels.ts';
import { type Country, openCountry, type WireEntry } from '../support/country.ts';
import type { StoryPerson } from '../support/stories.ts';

type Json = Record<string, unknown>;
/** One recorded press, and what a client puts into its hidden fields. */
type Forgery = { press: Activity; fields: Json };

// What every card and form of ours can send.
const pressed = [
  ...['claim', 'join', 'leave', 'release', 'redirect', 'ask-info', 'give-info', 'message', 'answer', 'reopen', 'close', 'withdraw'],
  ...['assign', 'remind', 'resend', 'see', 'queue', 'show', 'relay', 'language'],
  ...['networks', 'network', 'pause-network', 'resume-network', 'ask-remove-network', 'remove-network'],
  ...['coordinators', 'name-coordinator', 'ask-remove-coordinator', 'remove-coordinator'],
  ...['digest', 'figure', 'digest-wish', 'year', 'training', 'remove-training'],
  ...['ask', 'revise', 'register'],
];
// Of other cards and of no card: a client may send what it likes.
const others = [
  ...['card', 'network', 'id', 'replyToId', 'area', 'for', 'of', 'list', 'history', 'draft', 'entry', 'rev', 'dialog', 'request-revise'],
  ...['isMember', 'coordinates', '__proto__', 'constructor'],
];
const runs = 300;

let country: Country;
let writes: Write[];
/** The messages that show networks, by the id of their document. */
let kept: Map<string, string[]>;
let presses: Activity[];
let values: unknown[];
beforeAll(async () => {
  writes = [];
  kept = new Map();
  country = await openCountry({ store: watched(createSqliteStore(':memory:'), note) });
  presses = await recorded();
  values = await valuesToForge();
});
afterAll(() => country.close());

function note(write: Write): void {
  writes.push(write);
  if (write.after.kind === 'network-cards') kept.set(write.after.id, write.after.messages);
}

test('every verb of every card and form has been recorded from a real one', () => {
  expect(pressed.filter((verb) => !presses.some((press) => verbOf(press) === verb))).toEqual([]);
});

test('whatever a client puts into a hidden field, nothing happens to what is not its own, and it is told so in a card or a sentence', async () => {
  const rights = createRights(await country.api.world());
  const any = fc.noBias(fc.nat());
  const changes = fc.array(fc.tuple(any, any), { minLength: 1, maxLength: 2 });
  const forgery = fc.tuple(any, changes).map(([which, changed]): Forgery => {
    const press = pick(presses, which);
    const names = [...Object.keys(dataOf(press)), ...others];
    return { press, fields: Object.fromEntries(changed.map(([where, what]) => [pick(names, where), pick(values, what)])) };
  });
  const property = fc.asyncProperty(forgery, async (forged) => {
    writes.length = 0;
    const before = (await country.traffic()).length;

    const { status, body } = await sent(forged);
    const wire = (await country.traffic()).slice(before).filter(({ direction }) => direction === 'to-connector');

    expect(wire.filter((entry) => !isOwn(entry))).toEqual([]);
    expect(writes.flatMap((write) => rights.objection(write, personOf(forged.press)) ?? [])).toEqual([]);
    // What every object has is no field: it is refused at the door.
    if (Object.hasOwn(forged.fields, '__proto__')) return expect(status).toBe(400);
    expect(status).toBe(200);
    expect(JSON.stringify(body)).toMatch(/"type":"(?:AdaptiveCard|message|application\/vnd\.microsoft\.activity\.message)"/);
    expect(JSON.stringify(body)).not.toMatch(/undefined|\[object|NaN/);
  });
  await fc.assert(property, { numRuns: runs, seed: 10, endOnFailure: true });
  expect(country.troubles()).toEqual([]);
}, 300_000);

// A message that concerns nothing that has just been changed is somebody else's. Whoever is looked up, and the chat that is opened for a telling, are none.
function isOwn({ method, path, activity: drawn }: WireEntry): boolean {
  if (method === 'GET' || /\/conversations$/.test(path)) return true;
  const [, conversation = '', activity] = /conversations\/([^/]+)\/activities\/?([^/?]*)/.exec(decodeURIComponent(path)) ?? [];
  const changed = writes.flatMap(({ after }) => (after.kind === 'consultation' ? [after] : []));
  if (method === 'POST') {
    const places = changed.flatMap(({ cards }) => cards.map(({ channel }) => channel));
    const isPersonal = changed.length > 0 || writes.some(({ after }) => after.kind === 'centre');
    return places.includes(conversation.split(';')[0] ?? '') || (isPersonal && conversation.startsWith('a:'));
  }
  const messages = changed.flatMap(({ cards, statusActivity }) => [...cards.map((card) => card.activity), statusActivity]);
  return messages.includes(activity ?? '') || isOfNetworks(conversation.split(';')[0] ?? '', activity ?? '', drawn);
}

// In a channel, a card of its own network and of no other.
function isOfNetworks(conversation: string, message: string, drawn: unknown): boolean {
  const shown = JSON.stringify(drawn).match(/network:[^"]+/g) ?? [];
  const isChannel = conversation.startsWith('19:');
  return (
    (kept.get(networkCardsId(conversation))?.includes(message) ?? false) &&
    (!isChannel || shown.every((id) => id === networkId(conversation)))
  );
}

async function sent({ press, fields }: Forgery) {
  const { replyToId, ...data } = { ...dataOf(press), replyToId: press.replyToId, ...fields };
  const { action, ...rest } = press.value as { action?: Json };
  const changed = action ? { ...rest, action: { ...action, verb: fields.verb ?? action.verb, data } } : { ...rest, data };
  country.aMoment();
  const answered = await country.api.sendRaw({ activity: { ...press, id: `f:${randomUUID()}`, replyToId, value: changed } });
  await country.settled();
  return answered;
}

/** What people press in two busy days: every button and every form of ours at least once. */
async function recorded(): Promise<Activity[]> {
  const aino = country.person('Aino Sarkavaara');
  const sirpa = country.person('Sirpa Aapakari');
  await theirCases(aino, sirpa, country.person('Mika Kaarnilahti'));
  await theirChats(aino, country.person('Raili Jänkälä'), sirpa);
  await theirNetworks(country.person('Raili Jänkälä'));
  const sent = (await country.traffic()).flatMap(({ activity }) => (activity ? [activity as Activity] : []));
  return sent.filter(({ type, value }) => type === 'invoke' && value !== undefined && (value as Json).trigger !== 'automatic');
}

async function theirCases(aino: StoryPerson, sirpa: StoryPerson, mika: StoryPerson): Promise<void> {
  const [first, second, third] = [await aino.asks(), await aino.asks(), await aino.asks()];
  await aino.presses('Muokkaa', { about: third });
  await aino.fillsIn({ title: 'Koulupoissaolot', anonymous: 'true' });
  await aino.presses('Vahvista peruminen', { about: third });
  for (const asked of [first, second]) await sirpa.presses('Otan hoitaakseni', { about: asked });
  await mika.presses('Liity mukaan (terveydenhuolto)', { about: first });
  await mika.presses('Jättäydy pois', { about: first });
  await sirpa.presses('Lähetä lisätietopyyntö', { about: first, text: 'Kuinka kauan?' });
  await aino.presses('Lähetä lisätieto', { about: first, text: 'Elokuusta asti.' });
  await sirpa.presses('Lähetä kysyjälle', { about: first, text: 'Palaan asiaan.' });
  await sirpa.presses('Vahvista vapautus', { about: first });
  await sirpa.presses('Otan hoitaakseni', { about: first });
  await sirpa.presses('Anna hoidettavaksi', { about: first });
  await sirpa.presses('Vahvista', { about: first, inputs: { 'expert-assign': mika.id } });
  await mika.presses('Lähetä vastaus', { about: first, text: 'Näin edetään.' });
  await aino.presses('Lähetä palaute ja päätä', { about: first, inputs: { 'helped-close': '5', 'change-close': 'surer' } });
  await aino.presses('Vahvista avaaminen', { about: first, text: 'Vielä yksi asia.' });
  await sirpa.presses('Ohjaa toiseen verkostoon', { about: second });
  await sirpa.presses('Vahvista ohjaus', { about: second, text: 'Muutto.', inputs: { 'target-redirect': 'area:etela' } });
}

async function theirChats(aino: StoryPerson, raili: StoryPerson, sirpa: StoryPerson): Promise<void> {
  const last = await aino.asks();
  await aino.says('kieli');
  await aino.presses('suomi');
  await aino.says('Nuori oli tänään koulussa.');
  const { inputs } = await aino.finds('Lähetä asiantuntijoille');
  await aino.presses('Lähetä asiantuntijoille', {
    inputs: { consultation: inputs.find(({ id }) => id === 'consultation')?.choices?.[0]?.value ?? '' },
  });
  await aino.says('omat');
  await aino.presses(`Näytä ${last.reference}`);
  country.clock.set('2026-11-25T08:00:00.000Z');
  await country.settled();
  await raili.says('jono');
  await raili.presses('Muistuta');
  await raili.sendsRaw(await raili.lastSent('invoke'), { verb: 'resend' });
  for (const title of ['Avaa', 'Takaisin jonoon', 'Rajaa', 'Päivitä']) await raili.presses(title);
  await raili.says('kooste 48');
  await raili.presses((await raili.seesLast()).find((line) => line.startsWith('[Kysytyt'))?.slice(1, -1) ?? 'Kysytyt');
  await raili.presses('Takaisin koosteeseen');
  await raili.says('kooste asetukset');
  await raili.presses('Tallenna', { inputs: { wanted: 'true', weekday: '3', hour: '9' } });
  await raili.says('tilasto 2026');
  await raili.presses('Vuosi 2025');
  await raili.says('koulutus');
  await raili.presses('Tallenna koulutus', { inputs: { on: '2026-11-20', participants: '24', topic: 'Neuvon käyttö' } });
  await raili.presses('Poista');
  await raili.says('koordinaattorit');
  await raili.presses('Nimeä koordinaattoriksi', { inputs: { person: sirpa.id } });
  await raili.presses('Poista');
  const asked = await raili.lastSent('invoke');
  await raili.presses('Takaisin');
  await raili.sendsRaw(asked, { verb: 'remove-coordinator', person: sirpa.id });
}

async function theirNetworks(raili: StoryPerson): Promise<void> {
  const channel = country.channel('Oppimisen vaativa tuki', 'OT-keskus Pohjois-Suomi');
  await tellsBot(country, raili, channel, 'verkosto');
  const on = await newestIn(country, raili, channel);
  await raili.presses('Muuta tietoja', { on });
  await raili.fillsIn({ languages: 'fi,sv' });
  for (const title of ['Keskeytä', 'Ota taas käyttöön', 'Poista käytöstä', 'Takaisin']) await raili.presses(title, { on });
  await raili.says('verkostot');
  await raili.presses('Näytä Oppimisen vaativa tuki, OT-keskus Pohjois-Suomi');
  await raili.presses('Takaisin');
  for (let press = 0; press < 2; press++) await raili.presses('Poista käytöstä', { on });
}

/** What clients put into hidden fields: other people's, other kinds, other sizes. */
async function valuesToForge(): Promise<unknown[]> {
  const documents = new Map(writes.map(({ after }) => [after.id, after]));
  const ids = [...documents.values()].flatMap((document) => {
    if (document.kind !== 'consultation') return [document.id];
    return [document.id, document.id.toUpperCase(), ...document.cards.flatMap(({ activity, thread }) => [activity, thread])];
  });
  const people = (await country.api.world()).people.slice(0, 12).flatMap(({ id, teamsId }) => [id, teamsId]);
  const choices = [
    'area:etela',
    'area:kansallinen',
    'kansallinen',
    'ita',
    'education',
    'lapsed',
    'revise',
    'submit',
    'tick',
    'see',
    'true',
    '{}',
  ];
  const wrong: unknown[] = [
    null,
    true,
    0,
    -1,
    1.5,
    9_999_999,
    '',
    'x'.repeat(40_000),
    [],
    ['social'],
    {},
    { toString: 1 },
    '__proto__',
    'constructor',
  ];
  return [...ids, ...people, ...choices, ...wrong];
}

function dataOf({ value }: Activity): Json {
  const { action, data } = value as { action?: { verb: string; data: Json }; data?: Json };
  return action ? { ...action.data, verb: action.verb } : (data ?? {});
}

function verbOf(press: Activity): unknown {
  const { verb, dialog } = dataOf(press);
  return dialog ?? verb;
}

function personOf({ from }: Activity): string {
  return (from as { aadObjectId: string }).aadObjectId;
}

function pick<T>(from: readonly T[], index: number): T {
  return from[index % from.length] as T;
}
