import { randomUUID } from 'node:crypto';
import { type Network, networkId } from '../../../src/domain/network.ts';
import type { Person } from '../../../src/local-teams/contract.ts';
import { submissionOf } from '../cards.ts';
import { type Attack, byColleague } from './attack.ts';
import { aMoment, claim, coordinator, expert, networkOf, openCase, press, pressUnoffered, registerForm, stored, submit } from './cases.ts';
import { type Colleague, team } from './colleague.ts';

/** Attacks by many at once, and by what there is too much of. */
export const crowdAttacks: Attack[] = [
  byColleague('a stranger who uses up the look-ups of members', 10, 140, exhaustLookUps),
  byColleague('many who press one claim', 20, 60, claimTogether),
  byColleague('four hundred on duty', 400, 400, callEverybody),
  byColleague('two who save one form', 1, 3, saveTwice),
  byColleague('lists and choices of hundreds of networks', 190, 500, crowdLists),
];

/** What fits into a card that Teams takes. */
const largestCard = 28 * 1_024;
const longestExhaustionMs = 30_000;

// One press after the other, each with a look-up of its own, until Teams has had enough of them: 120 in half a minute.
async function exhaustLookUps(colleague: Colleague, size: number): Promise<string[]> {
  const one = await openCase(colleague);
  const stranger = colleague.person('Pirkko Tervaluoto');
  const claimBy = (person: Person) =>
    press(colleague, person, one.card.card, 'claim', { thread: one.thread, typed: { nonce: randomUUID() } });
  const end = performance.now() + longestExhaustionMs;
  for (let count = 0; count < size && performance.now() < end; count++) await claimBy(stranger);
  const { answer, ms } = await claimBy(colleague.person(expert));
  const isTaken = (await stored(colleague, one)).seats.length === 1;
  return isTaken && ms < 3_000
    ? []
    : [`a member’s press was answered with ${answer} after ${Math.round(ms)} ms, and ${isTaken ? '' : 'not '}taken`];
}

async function claimTogether(colleague: Colleague, size: number): Promise<string[]> {
  const one = await openCase(colleague, { field: 'nuorisopsykiatria' });
  const crowd = Array.from({ length: size }, () => colleague.somebody());
  await Promise.all(crowd.map((person) => press(colleague, person, one.card.card, 'claim', { thread: one.thread })));
  const { seats, history } = await stored(colleague, one);
  return seats.length === 1 && history.length === 2 ? [] : [`${seats.length} have taken it, in ${history.length - 1} steps`];
}

async function callEverybody(colleague: Colleague, size: number): Promise<string[]> {
  const effects: string[] = [];
  const channel = colleague.channel('Oppimisen vaativa tuki', team);
  const form = await registerForm(colleague, channel);
  const people = colleague.arena.crowd.slice(0, size).map(({ id }) => id);
  await submit(colleague, colleague.person(coordinator), { ...form, turns: 'together', people: people.join(',') }, {}, channel);
  const network = await networkOf(colleague, channel);
  if ((network.duty?.people.length ?? 0) > 30) effects.push(`${network.duty?.people.length} are on duty together`);
  await openCase(colleague, { field: 'koulupoissaolot' }).catch(() => effects.push('a request of that network has come to no channel'));
  return effects;
}

// The second has opened the form before the first has saved it.
async function saveTwice(colleague: Colleague, size: number): Promise<string[]> {
  const effects: string[] = [];
  const channel = colleague.channel('Vaativa sijaishuolto', team);
  const [raili, vuokko] = [colleague.person(coordinator), colleague.person('Vuokko Harjanne-Lind')];
  for (let count = 0; count < size; count++) {
    const day = (offset: number) => new Date(Date.now() + (offset + 20 * count) * 86_400_000).toISOString().slice(0, 10);
    const network = networkId(channel);
    const { card } = await colleague.send(colleague.arena.invoke(vuokko, 'task/fetch', { data: { dialog: 'register', network } }));
    const older = { ...submissionOf(card), dialog: 'register' };
    const first = { ...(await registerForm(colleague, channel)), from0: day(30), to0: day(35) };
    await submit(colleague, raili, first, {}, channel);
    await submit(colleague, vuokko, { ...older, name: `Sijaishuolto ${count}` });
    const { breaks } = await networkOf(colleague, channel);
    if (!breaks.some(({ from }) => from === day(30))) effects.push('a break that was saved is gone');
  }
  return effects;
}

async function crowdLists(colleague: Colleague, size: number): Promise<string[]> {
  const { arena, wire } = colleague;
  const pattern = await networkOf(colleague, colleague.channel('Oppimisen vaativa tuki', 'OT-keskus Itä-Suomi'));
  const copies = Array.from({ length: size }, (_, index): Network => {
    const channel = `19:${'crowd'.repeat(8)}${index}@thread.tacv2`;
    return {
      ...pattern,
      id: networkId(channel),
      channel,
      name: `Verkosto ${index}, ${pattern.name}`,
      fields: ['juridiikka'],
      general: false,
    };
  });
  const added = await Promise.all(copies.map((network) => arena.store.create(network)));
  try {
    const one = await openCase(colleague, { county: '12', field: 'koulupoissaolot' });
    const kirsi = colleague.person('Kirsi Vesanko');
    const helka = colleague.person('Helka Murtovaara');
    const held = await claim(colleague, one, kirsi);
    const redirect = await press(colleague, kirsi, held, 'see', { draft: 'redirect', thread: one.thread });
    const listed = await pressUnoffered(colleague, helka, { verb: 'networks', area: 'ita', page: 0 });
    for (const word of ['verkostot', 'jono', 'ohje']) await colleague.send(colleague.message(helka, word));
    await aMoment();
    const chat = (colleague.message(helka, '') as { conversation: { id: string } }).conversation.id;
    const cards: [string, object | null | undefined][] = [
      ['of the choice where to redirect', redirect.card],
      ['of networks', listed.card],
      ...wire.in(chat).map(({ card }): [string, object | null] => ['in the coordinator’s chat', card]),
    ];
    const tooLarge = cards.filter(([, card]) => Buffer.byteLength(JSON.stringify(card ?? '')) > largestCard);
    const isEmpty = redirect.card === null || listed.card === null;
    return [...tooLarge.map(([what]) => `the card ${what} is larger than Teams takes`), ...(isEmpty ? ['a list was not shown'] : [])];
  } finally {
    for (const { document, version } of added) await arena.store.replace({ document: { ...document, state: 'removed' }, version });
  }
}
