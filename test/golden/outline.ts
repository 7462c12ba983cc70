import { plainText } from '../../src/teams/plain-text.ts';

export type Node = Record<string, unknown> & { type?: string };

const many = 8;

/** A card as a person would read it aloud: a line for each text, field and button, indented by what they stand in. For snapshots that can be read. */
export function outline(card: Node): string {
  return [`« ${plainText(String(card.fallbackText))} »`, ...inside(card.body), ...inside(card.actions)].join('\n');
}

/** The buttons at the foot of a card, in order; the main ones are starred. */
export function buttonsOf(card: Node): string[] {
  return listOf(card.actions).map(({ title, style }) => `${title}${style === 'positive' ? ' *' : ''}`);
}

function linesOf(node: Node): string[] {
  switch (node.type) {
    case 'TextBlock':
      return textLines(node);
    case 'Container':
      return box(node, inside(node.items));
    case 'ColumnSet':
      return [listOf(node.columns).map(columnLine).join(' | ')];
    case 'FactSet':
      return listOf(node.facts).map(({ title, value }) => plainText(`${title}: ${value}`));
    case 'Table':
      return listOf(node.rows).map(({ cells }) => listOf(cells).map(columnLine).join(' | '));
    case 'ActionSet':
      return inside(node.actions);
    case 'Action.ShowCard':
      return [buttonLine(node), ...indented(inside((node.card as Node).body)), ...indented(inside((node.card as Node).actions))];
    default:
      if (String(node.type).startsWith('Chart.')) return [`(${node.type}) ${node.title}`, ...indented(linesOf(node.fallback as Node))];
      return String(node.type).startsWith('Input.') ? fieldLines(node) : [buttonLine(node)];
  }
}

function textLines({ text, style, color = 'Default' }: Node): string[] {
  const marks = `${style === 'heading' ? '# ' : ''}${color === 'Default' ? '' : `(${color}) `}`;
  return plainText(String(text))
    .split(/\n+/)
    .map((line) => marks + line);
}

function box({ style, selectAction }: Node, lines: string[]): string[] {
  const shown = style ? [`┌ ${style}`, ...lines.map((line) => `│ ${line}`)] : lines;
  return selectAction ? [...shown, buttonLine(selectAction as Node)] : shown;
}

// Fields stand beside one another; texts make one line.
function columnLine({ items }: Node): string {
  return inside(items).join(' / ');
}

function fieldLines({ type, id, label, title, placeholder, value, isRequired, choices }: Node): string[] {
  const name = `${label ?? title}${isRequired === true ? ' *' : ''}`;
  const field = `[${id}${type === 'Input.Toggle' ? ', toggle' : ''}]`;
  const filled = String(value ?? '') === '' ? String(placeholder ?? '') : `“${value}”`;
  return [['▢', name, field, filled, choicesLine(listOf(choices))].filter((part) => part !== '').join(' ')];
}

function choicesLine(choices: Node[]): string {
  const titles = choices.map(({ title }) => title);
  return titles.length === 0 ? '' : `(${titles.length > many ? `${titles.length} choices` : titles.join('; ')})`;
}

function buttonLine({ type, title, style, verb, data }: Node): string {
  const { dialog, command } = (data ?? {}) as Record<string, string>;
  const does = verb ?? dialog ?? command ?? '';
  return `[${title}${style && style !== 'default' ? `, ${style}` : ''}] ${String(type).replace('Action.', '')} ${does}`.trimEnd();
}

function inside(value: unknown): string[] {
  return listOf(value).flatMap(linesOf);
}

function indented(lines: string[]): string[] {
  return lines.map((line) => `    ${line}`);
}

function listOf(value: unknown): Node[] {
  return Array.isArray(value) ? value : [];
}
