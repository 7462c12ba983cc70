/** A node of a card: an element, an action, or the card itself. */
type Node = Record<string, unknown>;
/** An action that a card offers: its title, and what it sends. */
export type Offer = { title: string; data: Node };

/** Every text that a card shows, one after the other. */
export function textOf(card: unknown): string {
  return nodesIn(card)
    .flatMap(({ type, text }) => (type === 'TextBlock' ? [plain(String(text))] : []))
    .join('\n');
}

/** The card's first action of this verb; undefined if it offers none. `draft`: the command whose fields it opens. */
export function offerOf(card: unknown, verb: string, draft?: string): Offer | undefined {
  const action = nodesIn(card).find((node) => node.type === 'Action.Execute' && node.verb === verb && (node.data as Node).draft === draft);
  return action ? { title: String(action.title), data: action.data as Node } : undefined;
}

/** The values that a choice on a card offers. */
export function choicesIn(card: unknown, id: string): string[] {
  const input = nodesIn(card).find((node) => node.type === 'Input.ChoiceSet' && node.id === id);
  return ((input?.choices ?? []) as { value: string }[]).map(({ value }) => value);
}

/** What a form sends as it stands: what is in its fields, and what its button carries. */
export function submissionOf(card: unknown): Node {
  const nodes = nodesIn(card);
  const fields = nodes.filter(({ type, id }) => String(type).startsWith('Input.') && id !== undefined);
  const button = nodes.find(({ type }) => type === 'Action.Submit');
  return { ...Object.fromEntries(fields.map(({ id, value = '' }) => [id, value])), ...(button?.data as Node) };
}

/** The sentence on a card that says why a command was not taken; undefined if it was taken. */
export function refusalOn(card: unknown): string | undefined {
  const notice = nodesIn(card).find((node) => node.type === 'Container' && (node.style === 'attention' || node.style === 'accent'));
  return notice ? textOf(notice) : undefined;
}

/** Markdown and markup as it is read, without the marks that keep a name's direction to itself. */
export function plain(text: string): string {
  const bare = text
    .replaceAll(/[\u2068\u2069]/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\\([^\w\s])/g, '$1');
  return bare.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

function nodesIn(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  if (typeof value !== 'object' || value === null) return [];
  const { refresh: _, data: __, ...shown } = value as Node;
  return [value as Node, ...Object.values(shown).flatMap(nodesIn)];
}
