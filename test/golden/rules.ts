import { AdaptiveCard, type IValidationEvent, SerializationContext, Versions } from 'adaptivecards';
import { cardProblem } from '../../src/local-teams/rules.ts';
import { commandOf, Payload } from '../../src/teams/payload.ts';
import type { Node } from './outline.ts';

export type { Node };

/** A rendered card, and whether it stands in a dialog. */
export type Rendered = { card: Node; dialog: boolean };

/** Teams takes cards of 28 KB; as JSON in UTF-8. */
export const mostBytes = 28 * 1024;

const cardsOfConsultations = ['channel', 'status', 'post', 'case', 'queue'];
const views = [
  ...['see', 'show', 'relay', 'language', 'queue'],
  ...['networks', 'network', 'pause-network', 'resume-network', 'ask-remove-network', 'remove-network'],
  ...['coordinators', 'name-coordinator', 'ask-remove-coordinator', 'remove-coordinator'],
  ...['digest', 'digest-wish', 'figure', 'year', 'training', 'remove-training'],
];

/** What holds for every card, whatever is in it: what is wrong with a card, nothing if all is well. */
export const rules: Record<string, (rendered: Rendered) => string[]> = {
  'leaves no placeholder and no missing value': ({ card }) =>
    textsIn(card).filter((text) => /\$\{|\b(?:undefined|null|NaN)\b|\[object/.test(text)),
  'is small enough for Teams': ({ card }) => unless(bytesOf(card) < mostBytes, `${bytesOf(card)} bytes`),
  'declares what it is, in which language, and says so where it cannot be drawn': ({ card }) => [
    ...unless(card.type === 'AdaptiveCard' && card.version === '1.5', `version ${card.version}`),
    ...unless(['fi', 'sv', 'en'].includes(String(card.lang)), `language ${card.lang}`),
    ...unless(String(card.fallbackText ?? '').length > 8, 'no fallback text'),
    ...unless(!concernsConsultation(card) || /OT-[2-9A-Z]{6}/.test(String(card.fallbackText)), `fallback ${card.fallbackText}`),
  ],
  'has at most six buttons in a row, the main ones first': ({ card }) =>
    nodesIn(card).flatMap(({ actions = [] }) => {
      const styles = (actions as Node[]).map(({ style }) => style === 'positive');
      return [
        ...unless(styles.length <= 6, `${styles.length} buttons`),
        ...unless(!styles.some((main, index) => main && styles[index - 1] === false), 'a main button behind others'),
      ];
    }),
  'shows no empty text, and cuts none off': ({ card }) =>
    nodesIn(card)
      .filter(({ type, text, wrap }) => type === 'TextBlock' && (String(text).trim() === '' || wrap !== true))
      .map(({ text }) => `text ${text}`),
  'has no empty list': ({ card }) =>
    nodesIn(card).flatMap((node) =>
      ['items', 'columns', 'facts', 'choices']
        .filter((list) => Array.isArray(node[list]) && node[list].length === 0)
        .map((list) => `${node.type} without ${list}`),
    ),
  'names every field, once': ({ card }) => {
    const inputs = inputsIn(card);
    const ids = inputs.map(({ id }) => String(id));
    return [
      ...inputs.flatMap(({ id, type, label, title }) =>
        unless(String((type === 'Input.Toggle' ? title : label) ?? '') !== '', `${id} has no name`),
      ),
      ...ids.filter((id, index) => id === '' || ids.indexOf(id) !== index),
    ];
  },
  'says what is wrong with a field that must be filled in': ({ card }) =>
    inputsIn(card).flatMap(({ id, isRequired, errorMessage }) =>
      unless(isRequired !== true || String(errorMessage ?? '') !== '', `${id} has no error`),
    ),
  'sends only what works where it stands': ({ card, dialog }) =>
    nodesIn(card)
      .filter(({ type }) => String(type).startsWith('Action.') && dialog && type !== 'Action.Submit')
      .map(({ type }) => `${type} in a dialog`),
  'sends what the bot understands': ({ card }) => actionsOf(card, 'Action.Execute').flatMap(misunderstood),
  'is a card by the rules of local Teams': ({ card, dialog }) => [cardProblem(card, dialog ? 'dialog' : 'chat') ?? []].flat(),
  'is a card by the rules of Microsoft’s own parser, but for what Teams alone draws': ({ card }) =>
    parse(card)
      .filter(({ message }) => !/^Unknown element type "Chart\./.test(message))
      .map(({ event, message }) => `${event}: ${message}`),
  'says as words what a client that draws no charts leaves out': ({ card }) =>
    nodesIn(card)
      .filter(
        ({ type, fallback }) => String(type).startsWith('Chart.') && !['Table', 'TextBlock'].includes(String((fallback as Node)?.type)),
      )
      .map(({ type }) => `${type} without a fallback`),
};

/** How large a card is on the wire. */
export function bytesOf(card: object): number {
  return Buffer.byteLength(JSON.stringify(card));
}

/** Every object in a card, the card first. */
export function nodesIn(value: unknown): Node[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(nodesIn);
  return Array.isArray(value) ? inside : [value as Node, ...inside];
}

// The parser's pattern for `lang` remembers where it stopped, and refuses every second card: that is left out.
function parse({ lang: _, ...card }: Node): IValidationEvent[] {
  const context = new SerializationContext(Versions.v1_5);
  new AdaptiveCard().parse(card, context);
  return Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index));
}

// A list opens consultations, as nobody has seen them yet; it is not the card of any of them.
function concernsConsultation(card: Node): boolean {
  const sent = actionsOf(card, 'Action.Execute').map(({ data }) => data as Node);
  // The coordinators' list concerns many, and so does whatever has rows to press.
  const isList = sent.some(({ verb }) => verb === 'queue') || nodesIn(card).some(({ selectAction }) => selectAction !== undefined);
  return !isList && sent.some((data) => data.rev !== 0 && cardsOfConsultations.includes(String(data.card)));
}

// What is pressed must be read as the command that it names, with whatever a person has to fill in.
function misunderstood({ verb, data }: Node): string[] {
  const payload = data as Record<string, unknown>;
  if (payload.v !== 1 || payload.verb !== verb) return [`${verb} sends ${JSON.stringify(payload)}`];
  if (!cardsOfConsultations.includes(String(payload.card))) return unless(views.includes(String(verb)), `unknown ${verb}`);
  const typed = {
    [`text-${verb}`]: 'Sanottavaa.',
    [`target-${verb}`]: 'area:etela',
    [`outcome-${verb}`]: 'advice',
    [`expert-${verb}`]: 'somebody',
  };
  const parsed = Payload.safeParse({ ...payload, ...typed });
  if (!parsed.success) return [`${verb} sends ${JSON.stringify(payload)}`];
  const command = verb === 'see' ? {} : commandOf(parsed.data);
  return 'code' in command ? [`${verb}: ${JSON.stringify(command)}`] : [];
}

function inputsIn(card: Node): Node[] {
  return nodesIn(card).filter(({ type }) => String(type).startsWith('Input.'));
}

function actionsOf(card: Node, kind: string): Node[] {
  return nodesIn(card).filter(({ type }) => type === kind);
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsIn);
  return value === undefined || value === null ? [String(value)] : typeof value === 'string' ? [value] : [];
}

function unless(holds: boolean, fault: string): string[] {
  return holds ? [] : [fault];
}
