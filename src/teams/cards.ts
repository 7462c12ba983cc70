import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'adaptivecards-templating';
import { type Attachment, CardFactory } from 'botbuilder';
import { escapeMarkdown } from './plain-text.ts';

/** The cards that there are: each is a template of this name in `adaptiveCards/`. */
export type CardName =
  | 'asker-post'
  | 'channel-card'
  | 'confirm'
  | 'coordinator-case'
  | 'coordinators'
  | 'digest'
  | 'digest-cases'
  | 'digest-national'
  | 'digest-wish'
  | 'draft'
  | 'history'
  | 'invite'
  | 'language'
  | 'mine'
  | 'network'
  | 'networks'
  | 'queue'
  | 'register-form'
  | 'relay'
  | 'request-form'
  | 'status-card'
  | 'training'
  | 'welcome'
  | 'year';

/** What a view gives a template: plain data, every word in it. `summary` says in plain text what the card is, `lang` is its language. */
export type CardData = { summary: string; lang: string; [key: string]: unknown };
/** A view's result: which template, and what to fill it with. */
export type View = { name: CardName; data: CardData };

const folder = join(import.meta.dirname, '../../adaptiveCards');
const templates = new Map<CardName, Template>();

// Parsed once, when it is first needed: parsing costs four times as much as filling in, and a tenth of the start if all are parsed there.
function templateOf(name: CardName): Template {
  const known = templates.get(name) ?? new Template(JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')));
  templates.set(name, known);
  return known;
}

/** Fills a view into its template. */
export function render({ name, data }: View): Record<string, unknown> {
  const card = templateOf(name).expand({ $root: data }) as Record<string, unknown>;
  card.fallbackText = escapeMarkdown(data.summary);
  if (!data.refresh) delete card.refresh;
  return card;
}

/** A view as an attachment of a message. */
export function attach(view: View): Attachment {
  return CardFactory.adaptiveCard(render(view));
}
