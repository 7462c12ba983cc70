import { randomUUID } from 'node:crypto';
import type { Consultation } from '../../src/domain/consultation.ts';
import { formatWhen } from '../../src/i18n/format.ts';
import { wordsOf } from '../../src/i18n/translate.ts';
import type { Message, Person } from '../../src/local-teams/contract.ts';
import { type Arena, openArena } from './arena.ts';
import { offerOf, refusalOn, textOf } from './cards.ts';
import { ask, pressOf } from './forms.ts';
import { type Answered, insist } from './presses.ts';
import type { StoreName } from './stores.ts';
import { until, untilDelivered } from './waiting.ts';

export type Race = { presses: number; processes: number; store: StoreName };
/** How a race ended. `wrong`: a sentence for whatever should not have been. */
export type RaceReport = {
  leads: number;
  truthfulRefusals: number;
  noticesToAsker: number;
  /** Presses that had to be made again, by what came of them. */
  pressedAgain: Record<string, number>;
  seconds: number;
  wrong: string[];
};

const team = 'OT-keskus Pohjois-Suomi';
const filling = { county: '21', field: 'lastensuojelu', disciplines: 'social' };
const { toAsker, disciplines, refusals } = wordsOf('fi');

/** Lets so many people, all of one network, press the same "I take this" at once, over so many processes. */
export async function runClaimRace({ presses, processes, store }: Race): Promise<RaceReport> {
  const arena = await openArena({ store, crowd: presses, team });
  try {
    for (let count = 0; count < processes; count++) await arena.bots.start();
    const { asker, id, card, thread } = await openQuestion(arena);
    const offer = offerOf(card, 'claim');
    if (!offer) throw new Error('the card offers no claim');
    const began = performance.now();
    const answers = await Promise.all(
      arena.crowd.map((person) => insist(arena, pressOf(arena, person, offer, { verb: 'claim', thread }), 1_000)),
    );
    const seconds = (performance.now() - began) / 1_000;
    await untilDelivered(arena.store, 60);
    const consultation = (await arena.store.get(id))?.document as Consultation;
    return { ...judge(arena, consultation, answers, await chatOf(arena, asker)), seconds };
  } finally {
    await arena.close();
  }
}

async function openQuestion(arena: Arena): Promise<{ asker: Person; id: string; card: object | null; thread: string }> {
  const { people, teams } = arena.world;
  const asker = people[0] as Person;
  const place = teams.find(({ name }) => name === team);
  const channel = place?.channels.find(({ name }) => name === 'Lastensuojelu')?.id ?? '';
  const id = randomUUID();
  await ask(arena, asker, id, 'Koulupoissaolot ja väsymys', filling);
  const look = async () => (await arena.api.chat(place?.memberIds[1] ?? '', channel)).messages.find(({ card }) => offerOf(card, 'claim'));
  const root = await until('the card is in the channel', look, 30);
  return { asker, id, card: root.card, thread: `${channel};messageid=${root.id}` };
}

async function chatOf({ api }: Arena, { id }: Person): Promise<Message[]> {
  const personal = (await api.chats(id)).find(({ kind }) => kind === 'personal');
  return (await api.chat(id, personal?.conversation ?? '')).messages;
}

function judge(
  { crowd }: Arena,
  { seats, history, reference }: Consultation,
  answers: Answered[],
  chat: Message[],
): Omit<RaceReport, 'seconds'> {
  const lead = seats[0];
  const when = formatWhen(lead?.since ?? '', 'fi');
  const truth = refusals['already-claimed'](lead?.expert.name ?? '', when);
  const told = toAsker.claim(reference, lead?.expert.name ?? '', disciplines[lead?.discipline ?? 'social']);
  const winners = answers.filter(({ card }) => offerOf(card, 'answer') && !refusalOn(card));
  const truthful = answers.filter(({ card }) => refusalOn(card) === truth && offerOf(card, 'join'));
  const notices = chat.filter(({ card }) => textOf(card).includes(told));
  const claims = chat.filter(({ card }) => textOf(card).includes('hoitaakseen'));
  const winner = crowd[answers.indexOf(winners[0] as Answered)];
  const rules: [boolean, string][] = [
    [
      winners.length === 1 && seats.length === 1 && winner?.id === lead?.expert.id,
      `${winners.length} were told that they lead, ${seats.length} are stored`,
    ],
    [history.map(({ verb }) => verb).join() === 'submit,claim', `the history is ${history.map(({ verb }) => verb).join()}`],
    [truthful.length === crowd.length - 1, `${truthful.length} of ${crowd.length - 1} were refused with the truth`],
    [notices.length === 1 && claims.length === 1, `the asker was told ${claims.length} times, ${notices.length} times truly`],
  ];
  const pressedAgain = Object.fromEntries(
    [
      ...Map.groupBy(
        answers.flatMap(({ failures }) => failures),
        (kind) => kind,
      ),
    ].map(([kind, all]) => [kind, all.length]),
  );
  return {
    leads: winners.length,
    truthfulRefusals: truthful.length,
    noticesToAsker: notices.length,
    pressedAgain,
    wrong: rules.filter(([holds]) => !holds).map(([, sentence]) => sentence),
  };
}
