import type { Card } from './state.ts';

/** An object inside a card: an element, an action, a nested card. */
export type Node = Record<string, unknown>;

/** The inputs of one card, and of the cards around it (a ShowCard's card is inside another). */
export type Scope = { inputs: Node[]; parent: Scope | null };

export type Pressable = { action: Node; title: string; scope: Scope };

export type CardContent = { pressables: Pressable[]; inputs: Node[] };

const CHILD_LISTS = ['body', 'items', 'columns', 'rows', 'cells', 'inlines', 'images', 'pages'];

const known = new WeakMap<Card, CardContent>();

/**
 * What a person can press and fill in: actions in reading order, those of a ShowCard right after it. Left out are what is
 * disabled, and what is hidden without any `Action.ToggleVisibility` that would show it.
 */
export function contentOf(card: Card): CardContent {
  const before = known.get(card);
  if (before) return before;
  const content = read(card);
  known.set(card, content);
  return content;
}

/** The objects right inside an element, an action or a card. */
function childrenOf(node: Node): Node[] {
  // A Table's columns only say how wide they are; a ColumnSet's hold elements.
  const keys = [...CHILD_LISTS, 'actions'].filter((key) => key !== 'columns' || node.type !== 'Table');
  const lists = keys.flatMap((key) => nodesIn(node[key]));
  return [...lists, ...['selectAction', 'inlineAction', 'card'].flatMap((key) => nodesIn([node[key]]))];
}

/** The node and all that is inside it. */
export function* everythingIn(node: Node): Generator<Node> {
  yield node;
  for (const child of childrenOf(node)) yield* everythingIn(child);
}

function read(card: Card): CardContent {
  const content: CardContent = { pressables: [], inputs: [] };
  const showable = new Set([...everythingIn(card)].flatMap(targetsOf));
  enter(card, null);
  return content;

  function enter(inner: Node, parent: Scope | null): void {
    const scope: Scope = { inputs: [], parent };
    for (const element of nodesIn(inner.body)) visit(element, scope);
    for (const action of nodesIn(inner.actions)) offer(action, scope);
    for (const action of nodesIn([inner.selectAction])) offer(action, scope);
  }

  function visit(element: Node, scope: Scope): void {
    if (element.isVisible === false && !showable.has(String(element.id))) return;
    if (isInput(element)) {
      scope.inputs.push(element);
      content.inputs.push(element);
    }
    for (const key of CHILD_LISTS) for (const child of nodesIn(element[key])) visit(child, scope);
    for (const action of nodesIn(element.actions)) offer(action, scope);
    for (const action of nodesIn([element.selectAction, element.inlineAction])) offer(action, scope);
  }

  function offer(action: Node, scope: Scope): void {
    if (action.isEnabled === false) return;
    content.pressables.push({ action, title: String(action.title ?? ''), scope });
    if (action.type === 'Action.ShowCard') for (const inner of nodesIn([action.card])) enter(inner, scope);
  }
}

export function isInput(node: Node): boolean {
  return String(node.type).startsWith('Input.');
}

function targetsOf(node: Node): string[] {
  if (node.type !== 'Action.ToggleVisibility' || !Array.isArray(node.targetElements)) return [];
  return node.targetElements.map((target) => String(target?.elementId ?? target));
}

function nodesIn(value: unknown): Node[] {
  if (!Array.isArray(value)) return [];
  return value.filter((item): item is Node => typeof item === 'object' && item !== null && !Array.isArray(item));
}
