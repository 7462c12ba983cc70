import { randomUUID } from 'node:crypto';
import { networkId } from '../../../src/domain/network.ts';
import { choicesIn, textOf } from '../cards.ts';
import { until } from '../waiting.ts';
import { type Attack, byColleague } from './attack.ts';
import {
  aMoment,
  type Case,
  claim,
  coordinator,
  expert,
  openCase,
  openForm,
  press,
  pressUnoffered,
  referenceIn,
  registerForm,
  requestsOf,
  stored,
  submit,
} from './cases.ts';
import type { Colleague } from './colleague.ts';

// Of another area, and a member of no team that is asked.
const outsider = 'Pirkko Tervaluoto';

/** Attacks by what a client sends that no card and no form of the bot's has offered. */
export const fieldAttacks: Attack[] = [
  byColleague('a form that names another message as its own', 2, 6, nameOtherMessages),
  byColleague('presses that name another message as theirs', 1, 3, replyToOthers),
  byColleague('ids of a client’s choosing that make one reference', 1, 5, collide),
  byColleague('the id of somebody else’s request', 1, 5, takeOver),
  byColleague('redirections to where no card leads', 1, 1, redirectElsewhere),
  byColleague('a revision without its form', 1, 3, reviseUnseen),
  byColleague('the same discipline eight times', 1, 3, repeatDisciplines),
];

// The card of a case stays that case's card, whoever sends what.
async function isItself({ arena, person }: Colleague, one: Case, message: string): Promise<boolean> {
  await aMoment();
  const { messages } = await arena.api.chat(person(expert).id, one.channel);
  return textOf(messages.find(({ id }) => id === message)?.card).includes(one.reference);
}

async function nameOtherMessages(colleague: Colleague, size: number): Promise<string[]> {
  const effects: string[] = [];
  for (let count = 0; count < size; count++) {
    const one = await openCase(colleague);
    const message = (await stored(colleague, one)).cards.at(-1)?.activity ?? '';
    const raili = colleague.person(coordinator);
    const form = await registerForm(colleague, one.channel);
    const place = count % 2 ? one.channel : one.thread;
    await submit(colleague, raili, { ...form, card: message, message, activity: message }, { replyToId: message }, place);
    if (!(await isItself(colleague, one, message))) effects.push('a consultation’s card shows a network, to everybody');
  }
  return effects;
}

async function replyToOthers(colleague: Colleague, size: number): Promise<string[]> {
  const effects: string[] = [];
  const raili = colleague.person(coordinator);
  for (let count = 0; count < size; count++) {
    const one = await openCase(colleague);
    const message = (await stored(colleague, one)).cards.at(-1)?.activity ?? '';
    const network = networkId(one.channel);
    const verbs = [
      'network',
      'pause-network',
      'resume-network',
      'ask-remove-network',
      'networks',
      'language',
      'coordinators',
      'digest',
      'statistics',
    ];
    for (const verb of verbs) {
      const data = { verb, network, area: 'pohjois', page: 0, card: message, message, locale: 'fi' };
      await pressUnoffered(colleague, raili, data, one.thread, { replyToId: message });
    }
    if (!(await isItself(colleague, one, message))) effects.push('a consultation’s card shows a network, to everybody');
  }
  return effects;
}

// The reference is made of an id's last places: ids that are so far apart would make the same one.
async function collide(colleague: Colleague, size: number): Promise<string[]> {
  const effects: string[] = [];
  for (let count = 0; count < size; count++) {
    const id = randomUUID().replace(/.$/, 'a');
    const near = [30n, 31n, 32n, 36n].map((letters) => movedBy(id, letters ** 6n));
    const ids = [id, ...near, id.toUpperCase(), `${movedBy(id, 16n ** 12n)}`];
    const references: string[] = [];
    for (const one of ids) {
      const asker = colleague.somebody();
      await submit(colleague, asker, { ...(await openForm(colleague, asker)), id: one });
      references.push(...(await requestsOf(colleague, asker)).map(({ reference }) => reference));
    }
    if (new Set(references).size < references.length)
      effects.push(`${references.length} consultations share ${new Set(references).size} references`);
  }
  return effects;
}

function movedBy(id: string, distance: bigint): string {
  const hex = ((BigInt(`0x${id.replaceAll('-', '')}`) + distance) % 2n ** 128n).toString(16).padStart(32, '0');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

async function takeOver(colleague: Colleague, size: number): Promise<string[]> {
  const effects: string[] = [];
  for (let count = 0; count < size; count++) {
    const one = await openCase(colleague);
    const before = await stored(colleague, one);
    const other = colleague.person(outsider);
    const seen = [await colleague.send(colleague.arena.invoke(other, 'task/fetch', { data: { dialog: 'revise', id: one.id } }))];
    for (const card of ['channel', 'status', 'post', 'case', 'queue']) {
      for (const verb of ['see', 'show', 'relay', 'message'])
        seen.push(
          await pressUnoffered(colleague, other, {
            verb,
            card,
            id: one.id,
            consultation: one.id,
            rev: 1,
            entry: 1,
            history: 1,
            draft: 'answer',
          }),
        );
    }
    if (seen.some(({ card, sentence }) => `${textOf(card)} ${sentence}`.includes(before.request.title)))
      effects.push('somebody read another’s request');
    const form = await openForm(colleague, other, { title: 'Toisen nimissä', id: one.id });
    for (const dialog of ['ask', 'revise']) await submit(colleague, other, { ...form, dialog, rev: '1' });
    for (const verb of ['revise', 'withdraw', 'give-info', 'close'])
      await pressUnoffered(colleague, other, { verb, card: 'status', id: one.id, rev: before.history.length, [`text-${verb}`]: 'Näin.' });
    if ((await stored(colleague, one)).history.length > before.history.length) effects.push('somebody changed another’s request');
  }
  return effects;
}

async function redirectElsewhere(colleague: Colleague): Promise<string[]> {
  const effects: string[] = [];
  const sirpa = colleague.person(expert);
  const far = networkId(colleague.channel('Lastensuojelu', 'OT-keskus Etelä-Suomi'));
  const made = ['network:19:nothing@thread.tacv2', 'area:pohjois', 'area:kansallinen', 'area:nowhere', '__proto__', far];
  let one = await openCase(colleague);
  let held = await claim(colleague, one, sirpa);
  for (const target of [...made, networkId(one.channel)]) {
    const draft = (await press(colleague, sirpa, held, 'see', { draft: 'redirect', thread: one.thread })).card;
    if (choicesIn(draft, 'target-redirect').includes(target)) continue;
    const before = await stored(colleague, one);
    const typed = { 'target-redirect': target, 'text-redirect': 'Siellä osataan tämä.' };
    await press(colleague, sirpa, draft, 'redirect', { thread: one.thread, typed });
    const after = await stored(colleague, one);
    if (after.history.length === before.history.length) continue;
    effects.push(`it went to ${target}, which no card offers`);
    one = await openCase(colleague);
    held = await claim(colleague, one, sirpa);
  }
  return effects;
}

async function reviseUnseen(colleague: Colleague, size: number): Promise<string[]> {
  const effects: string[] = [];
  for (let count = 0; count < size; count++) {
    const one = await openCase(colleague);
    const { request, history } = await stored(colleague, one);
    const rev = history.length;
    const revised = { ...request, title: 'Toinen otsikko' };
    await pressUnoffered(colleague, one.asker, {
      verb: 'revise',
      card: 'status',
      id: one.id,
      rev,
      'request-revise': revised,
      'checked-revise': true,
    });
    const form = await openForm(colleague, one.asker, { title: 'Toinen otsikko', id: one.id });
    for (const anonymous of ['false', '', ['true'], true])
      await submit(colleague, one.asker, { ...form, dialog: 'revise', rev: String(rev), anonymous });
    const { history: now } = await stored(colleague, one);
    if (now.some(({ verb }) => verb === 'revise')) effects.push('a request was changed though nobody said that it identifies nobody');
  }
  return effects;
}

async function repeatDisciplines(colleague: Colleague, size: number): Promise<string[]> {
  const effects: string[] = [];
  for (let count = 0; count < size; count++) {
    const asker = colleague.somebody();
    const many = { disciplines: Array(8).fill('social').join(','), secondaryField1: 'paihteet', secondaryField2: 'paihteet' };
    const reference = referenceIn(await submit(colleague, asker, await openForm(colleague, asker, many)));
    const [consultation] = await requestsOf(colleague, asker);
    if (!consultation) continue;
    const { disciplines, secondaryFields } = consultation.request;
    if (new Set(disciplines).size < disciplines.length || new Set(secondaryFields).size < secondaryFields.length)
      effects.push('something stands in a set twice');
    const isThere = until('', async () => colleague.wire.cardsOf(reference)[0], 8);
    if (!(await isThere.catch(() => null))) effects.push('a request that was taken has come to no channel');
  }
  return effects;
}
