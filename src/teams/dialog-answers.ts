import { CardFactory } from 'botbuilder';
import { render, type View } from './cards.ts';

/** What `task/*` and a message extension's action are answered with: a form to go on with, or a closing sentence. */
export type DialogAnswer = { task: { type: 'continue'; value: object } | { type: 'message'; value: string } };

/** A closing sentence as the answer of a dialog. */
export function say(value: string): DialogAnswer {
  return { task: { type: 'message', value } };
}

/** A form as the answer of a dialog. */
export function form(view: View, title: string): DialogAnswer {
  return { task: { type: 'continue', value: { title, height: 'large', width: 'medium', card: CardFactory.adaptiveCard(render(view)) } } };
}
