import { everythingIn, isInput, type Node } from './card.ts';
import type { Card } from './state.ts';

/** Learn: "Message size limits": about 100 KB with everything that is in it. */
export const MAX_MESSAGE_BYTES = 100 * 1024;

const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';
const MAX_ACTIONS = 6;
const MAX_REFRESH_USERS = 60;
const VERSIONS = ['1.0', '1.1', '1.2', '1.3', '1.4', '1.5'];
const ACTIONS = ['Action.Execute', 'Action.Submit', 'Action.OpenUrl', 'Action.ShowCard', 'Action.ToggleVisibility'];
const ELEMENTS = new Set([
  ...['TextBlock', 'RichTextBlock', 'TextRun', 'Image', 'ImageSet', 'Media', 'Container', 'ColumnSet', 'Column', 'FactSet', 'ActionSet'],
  ...['Table', 'TableRow', 'TableCell', 'Badge', 'Icon', 'ProgressBar', 'ProgressRing', 'Rating', 'CodeBlock', 'CompoundButton'],
  ...[
    'Carousel',
    'CarouselPage',
    'Input.Text',
    'Input.Number',
    'Input.Date',
    'Input.Time',
    'Input.Toggle',
    'Input.ChoiceSet',
    'Input.Rating',
  ],
  ...['Chart.Donut', 'Chart.Pie', 'Chart.Gauge', 'Chart.Line', 'Chart.HorizontalBar', 'Chart.HorizontalBar.Stacked'],
  ...['Chart.VerticalBar', 'Chart.VerticalBar.Grouped', 'AdaptiveCard'],
]);
// A column, a row, a cell or a run of text needs no type of its own: what it holds says what it is.
const PARTS = ['items', 'cells', 'text', 'url'];

/** Where a card is shown: dialogs know fewer actions. */
export type CardPlace = 'chat' | 'dialog';

/** The card of an attachment. @returns the card, or a sentence on what is wrong with it. */
export function cardOf(attachment: unknown, place: CardPlace): { card: Card } | { problem: string } {
  const { contentType, content } = (attachment ?? {}) as { contentType?: unknown; content?: unknown };
  if (contentType !== CARD_TYPE) return { problem: `An attachment of type ${contentType} is not ${CARD_TYPE}.` };
  const problem = cardProblem(content, place);
  return problem === null ? { card: content as Card } : { problem };
}

/** What Teams would not accept in a card; null if it is all right. */
export function cardProblem(content: unknown, place: CardPlace): string | null {
  const card = content as Card;
  if (typeof content !== 'object' || content === null || card.type !== 'AdaptiveCard') return 'The card is no AdaptiveCard.';
  if (!VERSIONS.includes(String(card.version))) return `Card version ${card.version}: Teams shows 1.0–1.5.`;
  if (!Array.isArray(card.body) && !Array.isArray(card.actions)) return 'The card has neither a body nor actions.';
  for (const node of everythingIn(card)) {
    const problem = nodeProblem(node, place);
    if (problem) return problem;
  }
  return refreshProblem(card, place) ?? inputIdProblem(card);
}

function nodeProblem(node: Node, place: CardPlace): string | null {
  const { type, actions } = node;
  if (Array.isArray(actions) && actions.length > MAX_ACTIONS) return `${actions.length} actions in a row: Teams shows ${MAX_ACTIONS}.`;
  if (typeof type === 'string' && type.startsWith('Action.')) return actionProblem(node, place);
  if (type === undefined ? PARTS.some((part) => part in node) : ELEMENTS.has(String(type))) return elementProblem(node);
  return 'fallback' in node ? null : `Teams knows no element of type ${type}.`;
}

function elementProblem(node: Node): string | null {
  if (node.type === 'TextBlock' && typeof node.text !== 'string') return 'A TextBlock has no text.';
  if (isInput(node) && (typeof node.id !== 'string' || node.id === '')) return `An ${node.type} has no id.`;
  if (node.type === 'Input.ChoiceSet' && !('choices.data' in node) && !areChoices(node.choices))
    return `The choices of ${node.id} need a title and a value each.`;
  return null;
}

function areChoices(choices: unknown): boolean {
  return Array.isArray(choices) && choices.every((choice) => typeof choice?.title === 'string' && typeof choice?.value === 'string');
}

function actionProblem(action: Node, place: CardPlace): string | null {
  const type = String(action.type);
  if (!ACTIONS.includes(type)) return 'fallback' in action ? null : `Teams knows no ${type}.`;
  if (place === 'dialog' && type === 'Action.Execute') return 'Action.Execute does not work in a dialog: only Action.Submit does.';
  if (type === 'Action.Execute' && 'verb' in action && typeof action.verb !== 'string') return 'The verb of an Action.Execute is not text.';
  if (type === 'Action.OpenUrl' && typeof action.url !== 'string') return 'An Action.OpenUrl has no url.';
  if (type === 'Action.ShowCard' && (action.card as Node | undefined)?.type !== 'AdaptiveCard') return 'An Action.ShowCard has no card.';
  return null;
}

function refreshProblem({ refresh }: Card, place: CardPlace): string | null {
  if (refresh === undefined) return null;
  if (place === 'dialog') return 'A card in a dialog is not refreshed.';
  const { action, userIds } = refresh as { action?: Node; userIds?: unknown };
  if (action?.type !== 'Action.Execute') return 'The action of refresh must be an Action.Execute.';
  if (userIds === undefined) return null;
  if (!Array.isArray(userIds) || userIds.some((id) => !String(id).startsWith('29:'))) return 'refresh.userIds must be a list of 29: ids.';
  return userIds.length > MAX_REFRESH_USERS ? `refresh.userIds has ${userIds.length} people: Teams allows ${MAX_REFRESH_USERS}.` : null;
}

function inputIdProblem(card: Card): string | null {
  const ids = [...everythingIn(card)].filter(isInput).map((input) => input.id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  return twice === undefined ? null : `Two inputs have the id ${twice}.`;
}
