import { setTimeout as pause } from 'node:timers/promises';
import type { Consultation } from '../../../src/domain/consultation.ts';
import { type Network, networkId } from '../../../src/domain/network.ts';
import type { Person } from '../../../src/local-teams/contract.ts';
import { type Offer, offerOf, submissionOf } from '../cards.ts';
import { pressOf } from '../forms.ts';
import { until } from '../waiting.ts';
import type { Post } from '../wire.ts';
import type { Colleague, Said } from './colleague.ts';

/** Somebody of the crowd's team who coordinates its area, and somebody who answers in it. */
export const coordinator = 'Raili Jänkälä';
export const expert = 'Sirpa Aapakari';

type Values = Record<string, unknown>;
/** A consultation that has come to a channel. */
export type Case = { asker: Person; id: string; reference: string; card: Post; channel: string; thread: string };

const filled = {
  county: '21',
  field: 'lastensuojelu',
  disciplines: 'social',
  sector: 'social',
  title: 'Koulupoissaolot ja väsymys',
  situation: 'Nuori ei ole käynyt koulussa syksyn aikana.',
  question: 'Miten edetään?',
  help: 'written',
  urgency: 'normal',
  language: 'fi',
  anonymous: 'true',
};
const patience = 15;

/** The request form as the bot has opened it for somebody, filled in. */
export async function openForm({ arena, send }: Colleague, asker: Person, values: Values = {}): Promise<Values> {
  const { card } = await send(arena.invoke(asker, 'task/fetch', { data: { dialog: 'ask' }, context: { theme: 'default' } }));
  return { ...submissionOf(card), dialog: 'ask', ...filled, ...values };
}

/** Sends a form in. `more`: what the activity has besides. */
export function submit({ arena, send }: Colleague, person: Person, data: Values, more: object = {}, thread?: string): Promise<Said> {
  return send({ ...arena.invoke(person, 'task/submit', { data, context: { theme: 'default' } }, thread), ...more });
}

/** What has been stored of somebody's requests, the newest first. */
export async function requestsOf({ arena }: Colleague, asker: Person): Promise<Consultation[]> {
  const { found } = await arena.store.find({ by: 'requester', requester: asker.id }, 100);
  return found.map(({ document }) => document);
}

/** A consultation as it is stored. Throws if there is none. */
export async function stored({ arena }: Colleague, { id }: Pick<Case, 'id'>): Promise<Consultation> {
  const found = await arena.store.get(id);
  if (found?.document.kind !== 'consultation') throw new Error('the consultation is gone');
  return found.document;
}

/** The reference in a sentence; empty if there is none. */
export function referenceIn({ sentence }: Said): string {
  return /OT-[2-9A-Z]{6}/.exec(sentence)?.[0] ?? '';
}

/** Somebody asks, as ordinary people do, and the card comes to a channel. Throws if it does not. */
export async function openCase(colleague: Colleague, values: Values = {}): Promise<Case> {
  const asker = colleague.somebody();
  const reference = referenceIn(await submit(colleague, asker, await openForm(colleague, asker, values)));
  if (reference === '') throw new Error('an ordinary request was not taken');
  const card = await until(`${reference} is in a channel`, async () => colleague.wire.cardsOf(reference)[0], patience);
  const id = (await requestsOf(colleague, asker)).find((one) => one.reference === reference)?.id ?? '';
  await until(`${reference} knows its card`, async () => (await stored(colleague, { id })).cards.at(-1)?.activity, patience);
  return { asker, id, reference, card, channel: card.conversation.split(';')[0] ?? '', thread: card.conversation };
}

/** Somebody presses what a card offers, with this typed or made up. */
export async function press(
  colleague: Colleague,
  person: Person,
  on: unknown,
  verb: string,
  { typed = {}, thread, draft, more = {} }: { typed?: Values; thread?: string; draft?: string; more?: object } = {},
): Promise<Said> {
  const offer = offerOf(on, verb, draft) as Offer | undefined;
  if (!offer) throw new Error(`the card does not offer ${draft ?? verb}`);
  const activity = pressOf(colleague.arena, person, offer, { verb, typed: typed as Record<string, string>, thread });
  return colleague.send({ ...activity, ...more });
}

/** A press that no card has offered. */
export function pressUnoffered(
  { arena, send }: Colleague,
  person: Person,
  data: Values,
  thread?: string,
  more: object = {},
): Promise<Said> {
  const action = { type: 'Action.Execute', title: 'x', verb: data.verb, data: { v: 1, ...data } };
  return send({ ...arena.invoke(person, 'adaptiveCard/action', { action, trigger: 'manual' }, thread), ...more });
}

/** Somebody takes the case, and what they see then. */
export async function claim(colleague: Colleague, one: Case, expert: Person): Promise<object | null> {
  return (await press(colleague, expert, one.card.card, 'claim', { thread: one.thread })).card;
}

/** The registration form of a channel as the bot has opened it for its area's coordinator. */
export async function registerForm({ arena, send, person }: Colleague, channel: string) {
  const { card } = await send(arena.invoke(person(coordinator), 'task/fetch', { data: { dialog: 'register' } }, channel));
  return { ...submissionOf(card), dialog: 'register' };
}

/** What is registered in a channel. Throws if nothing is. */
export async function networkOf({ arena }: Colleague, channel: string): Promise<Network> {
  const found = await arena.store.get(networkId(channel));
  if (found?.document.kind !== 'network') throw new Error('the network is gone');
  return found.document;
}

/** Time for what a bot does after it has answered. */
export function aMoment(): Promise<void> {
  return pause(1_500);
}
