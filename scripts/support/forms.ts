import type { Person } from '../../src/local-teams/contract.ts';
import type { Arena } from './arena.ts';
import { type Answered, insist } from './presses.ts';

/** What a form is filled in with, besides the question's words. */
export type Filling = { county: string; field: string; disciplines: string };

const words = {
  situation: 'Nuori ei ole käynyt koulussa syksyn aikana. Perhe on uupunut.',
  tried: 'Kuraattorin käynnit.',
  question: 'Miten edetään?',
};

/** Sends the request form, again and again until it is answered; its nonce is the consultation's id. */
export function ask(arena: Arena, asker: Person, id: string, title: string, filling: Filling): Promise<Answered> {
  const choices = { sector: 'social', help: 'written', urgency: 'normal', language: 'fi', anonymous: 'true' };
  const data = { dialog: 'ask', id, title, ...words, ...choices, ...filling };
  return insist(arena, arena.invoke(asker, 'task/submit', { data, context: { theme: 'default' } }));
}

/** The activity of a press on an action that a card offers. `typed`: what was put into the card's fields. */
export function pressOf(
  arena: Arena,
  person: Person,
  offer: { title: string; data: object },
  { verb, typed = {}, thread }: { verb: string; typed?: Record<string, string>; thread?: string | undefined },
): object {
  const action = { type: 'Action.Execute', title: offer.title, verb, data: { ...offer.data, ...typed } };
  return arena.invoke(person, 'adaptiveCard/action', { action, trigger: 'manual' }, thread);
}
