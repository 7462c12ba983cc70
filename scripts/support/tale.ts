import { wordsOf } from '../../src/i18n/translate.ts';
import type { Person } from '../../src/local-teams/contract.ts';
import { personalChatId } from '../../src/local-teams/identity.ts';
import type { Arena } from './arena.ts';
import { choicesIn, type Offer, offerOf, refusalOn } from './cards.ts';
import type { Chance } from './chance.ts';
import { ask, pressOf } from './forms.ts';
import { createLedger, type Ledger, record, recordMove } from './ledger.ts';
import { insist } from './presses.ts';
import { until } from './waiting.ts';
import type { Post, Wire } from './wire.ts';

type Cast = { arena: Arena; wire: Wire; chance: Chance; asker: Person; id: string; patience: number };
type Press = { typed?: Record<string, string>; thread?: string };

/** One consultation as it is lived: each deed waits until its doer sees the card for it, and is written down when it has been taken. */
export type Tale = ReturnType<typeof createTale>;

const { toAsker, toThread, disciplines } = wordsOf('fi');
const places = { county: ['01', '05', '07', '12', '21'], field: ['lastensuojelu', 'nuorisopsykiatria', 'koulupoissaolot', 'muu'] } as const;

/** Begins a tale. Whoever does something in it presses again until there is an answer, and waits `patience` seconds for what they must see. */
export function createTale({ arena, wire, chance, asker, id, patience }: Cast) {
  const { people, teams } = arena.world;
  const chat = personalChatId(asker.id, arena.botId);
  const left = new Set<string>();
  const tired = new Set([asker.id]);
  let ledger: Ledger;
  let lead: Person;
  let held: object | null = null;
  let said = 0;

  async function submits(): Promise<void> {
    const filling = { county: chance.pick(places.county), field: chance.pick(places.field), disciplines: 'social' };
    const { sentence, body } = await ask(arena, asker, id, `Kysymys, ${word()}`, filling);
    const [reference] = /OT-[2-9A-Z]{6}/.exec(sentence) ?? [];
    if (!reference)
      throw new Error(`the form was not taken: ${sentence} ${JSON.stringify(filling)} ${JSON.stringify(body).slice(0, 1500)}`);
    ledger = createLedger(id, reference, asker);
  }

  // One to three press at once; one of them gets it.
  async function claims(): Promise<void> {
    const card = await seen(() =>
      wire.cardsOf(ledger.reference).findLast((post) => !left.has(channelOf(post)) && offerOf(post.card, 'claim')),
    );
    const offer = offerOf(card.card, 'claim') as Offer;
    const crowd = expertsOf(channelOf(card), chance.pick([1, 2, 3]));
    const presses = crowd.map((person) => pressOf(arena, person, offer, { verb: 'claim', thread: card.conversation }));
    const answers = await Promise.all(presses.map((press) => insist(arena, press)));
    const winners = crowd.filter((_, index) => offerOf(answers[index]?.card, 'answer'));
    const [winner] = winners;
    if (!winner || winners.length > 1) throw new Error(`${winners.length} of ${crowd.length} were told that they have it`);
    for (const { card: told } of answers) {
      const refusal = refusalOn(told);
      if (refusal && !refusal.startsWith(winner.name)) throw new Error(`somebody was told: ${refusal}`);
    }
    held = answers[crowd.indexOf(winner)]?.card ?? null;
    lead = winner;
    ledger.lead = winner;
    tired.add(winner.id);
    record(ledger, 'claim', { asker: toAsker.claim(ledger.reference, winner.name, disciplines.social) }, 'claimed');
  }

  async function asksBack(): Promise<void> {
    const text = `Onko tästä tietoa, ${word()}?`;
    await leadPresses('ask-info', { 'text-ask-info': text });
    record(ledger, 'ask-info', { thread: text, asker: text }, 'waiting');
  }

  async function tellsMore(): Promise<void> {
    const question = ledger.expected.findLast(({ where }) => where === 'asker')?.words ?? '';
    const text = `Tästä on tietoa, ${word()}.`;
    await askerPresses('give-info', question, { 'text-give-info': text });
    record(ledger, 'give-info', { thread: text }, 'claimed');
  }

  async function writes(): Promise<void> {
    const text = `Palaan tähän pian, ${word()}.`;
    await leadPresses('message', { 'text-message': text });
    record(ledger, 'message', { thread: text, asker: text });
  }

  async function answers(): Promise<void> {
    const text = `Tehkää näin, ${word()}.`;
    await leadPresses('answer', { 'text-answer': text });
    record(ledger, 'answer', { thread: text, asker: text }, 'answered');
  }

  async function releases(): Promise<void> {
    const text = `Joku muu osaa paremmin, ${word()}.`;
    await leadPresses('release', { 'text-release': text });
    ledger.lead = null;
    record(ledger, 'release', { thread: text, asker: toAsker.release(ledger.reference) }, 'open');
  }

  async function redirects(): Promise<void> {
    const text = `Siellä osataan tämä, ${word()}.`;
    const draft = await insist(arena, pressOf(arena, lead, offered(held, 'see', 'redirect'), { verb: 'see' }));
    const targets = choicesIn(draft.card, 'target-redirect').filter((target) => target.startsWith('network:'));
    const target = chance.pick(targets.filter((one) => !left.has(one.replace('network:', ''))));
    for (const post of wire.cardsOf(ledger.reference)) left.add(channelOf(post));
    await press(lead, offered(draft.card, 'redirect'), 'redirect', { typed: { 'target-redirect': target, 'text-redirect': text } });
    record(ledger, 'redirect', { thread: text, asker: text }, 'open');
    recordMove(ledger);
  }

  async function accepts(): Promise<void> {
    const answer = ledger.expected.findLast(({ where }) => where === 'asker')?.words ?? '';
    await askerPresses('close', answer, { 'helped-close': '5' });
    record(ledger, 'close', { thread: toThread.closeByAsker(asker.name) }, 'closed');
  }

  async function closes(): Promise<void> {
    await leadPresses('close', { 'outcome-close': 'advice' });
    record(
      ledger,
      'close',
      { thread: `${lead.name} päätti konsultaation`, asker: `${lead.name} päätti konsultaation ${ledger.reference}` },
      'closed',
    );
  }

  async function withdraws(): Promise<void> {
    const text = `Asia ratkesi, ${word()}.`;
    await askerPresses('withdraw', `Konsultaatiopyyntösi ${ledger.reference}`, { 'text-withdraw': text });
    ledger.lead = null;
    record(ledger, 'withdraw', { thread: text }, 'withdrawn');
  }

  async function leadPresses(verb: string, typed: Record<string, string>): Promise<void> {
    held = await press(lead, offered(held, verb), verb, { typed });
  }

  async function askerPresses(verb: string, on: string, typed: Record<string, string>): Promise<void> {
    const post = await seen(() => wire.in(chat).findLast(({ card, text }) => text.includes(on) && offerOf(card, verb)));
    await press(asker, offered(post.card, verb), verb, { typed });
  }

  async function press(person: Person, offer: Offer, verb: string, how: Press): Promise<object | null> {
    const { card, sentence } = await insist(arena, pressOf(arena, person, offer, { verb, ...how }));
    const refusal = refusalOn(card);
    if (refusal || !card) throw new Error(`${verb} was not taken: ${refusal ?? sentence}`);
    return card;
  }

  function seen(find: () => Post | undefined): Promise<Post> {
    return until(`${ledger.reference} is seen by whom it concerns, after ${ledger.verbs.join(', ')}`, async () => find(), patience);
  }

  // Nobody has it twice, so that what is told of them can be told apart.
  function expertsOf(channel: string, count: number): Person[] {
    const team = teams.find(({ channels }) => channels.some(({ id: one }) => one === channel));
    const able = people.filter((one) => team?.memberIds.includes(one.id) && one.locale === 'fi' && !one.guest && !tired.has(one.id));
    return Array.from({ length: Math.min(count, able.length) }, () => able.splice(Math.floor(chance.next() * able.length), 1)[0] as Person);
  }

  // No two texts are the same, and none has anything in it that could identify somebody.
  function word(): string {
    said += 1;
    return [...`${id.slice(0, 8)}${said}`].map((digit) => syllables[Number.parseInt(digit, 16)]).join('');
  }

  return { submits, claims, asksBack, tellsMore, writes, answers, releases, redirects, accepts, closes, withdraws, ledger: () => ledger };
}

const syllables = ['ka', 'lo', 'mi', 'nu', 're', 'sa', 'to', 'vi', 'hy', 'pe', 'ju', 'ri', 'mo', 'te', 'ku', 'na'];

function channelOf({ conversation }: Post): string {
  return conversation.split(';')[0] ?? '';
}

function offered(card: object | null, verb: string, draft?: string): Offer {
  const offer = offerOf(card, verb, draft);
  if (!offer) throw new Error(`the card does not offer ${draft ?? verb}`);
  return offer;
}
