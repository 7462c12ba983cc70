/** Line drawings on a 20 × 20 grid, in the spirit of Fluent. */
const drawings = {
  add: 'M10 4v12M4 10h12',
  at: 'M13 10a3 3 0 1 1-6 0 3 3 0 0 1 6 0Zm0-3v4.2a2 2 0 0 0 4 0V10a7 7 0 1 0-3 5.7',
  back: 'M11.5 4.5 6 10l5.5 5.5M6.3 10H16',
  channel: 'M7.5 3.5 6 16.5M14 3.5l-1.5 13M4 7.5h12.5M3.5 12.5H16',
  clock: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14Zm0-11v4.2l2.8 1.6',
  close: 'm5 5 10 10M15 5 5 15',
  download: 'M10 3.5v9m-3.5-3.5L10 12.5 13.5 9M4 16.5h12',
  down: 'm5 8 5 5 5-5',
  file: 'M5 3.5h6l4 4v9H5v-13Zm6 0v4h4',
  more: 'M4.8 10h.4m4.6 0h.4m4.6 0h.4',
  moon: 'M15.9 12.2A6.6 6.6 0 0 1 7.8 4.1a6.6 6.6 0 1 0 8.1 8.1Z',
  reply: 'M8 4.5 3.5 9 8 13.5M4 9h7.5a5 5 0 0 1 5 5v1.5',
  search: 'M8.8 14a5.2 5.2 0 1 0 0-10.4 5.2 5.2 0 0 0 0 10.4Zm3.8-1.4 4 4',
  send: 'M3.5 10h6m-6 0L2.6 4.1c-.1-.6.5-1 1-.8l13.2 6c.6.3.6 1.1 0 1.4l-13.2 6c-.5.2-1.1-.2-1-.8L3.5 10Z',
  sun: 'M10 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm0-10.5v1m0 13v1M2.5 10h1m13 0h1M4.7 4.7l.7.7m9.2 9.2.7.7m0-10.6-.7.7m-9.2 9.2-.7.7',
  wrench: 'M16.6 6.2a4.2 4.2 0 0 1-5.5 5.3l-5.2 5.2a1.8 1.8 0 0 1-2.6-2.6l5.2-5.2a4.2 4.2 0 0 1 5.3-5.5l-2.5 2.5.4 2.4 2.4.4 2.5-2.5Z',
} as const;

export type IconName = keyof typeof drawings;

/**
 * @param name which drawing
 * @returns it as an element that takes the colour of the text; hidden from screen readers, for the control around it has a name
 */
export function icon(name: IconName): SVGElement {
  const svg = draw('svg', { viewBox: '0 0 20 20', class: `icon icon-${name}`, 'aria-hidden': 'true' });
  svg.append(draw('path', { d: drawings[name] }));
  return svg;
}

/** @returns the bot's face: Teams shows bots in a hexagon */
export function botAvatar(): SVGElement {
  const svg = draw('svg', { viewBox: '0 0 32 32', class: 'avatar', 'aria-hidden': 'true' });
  svg.append(
    draw('path', {
      class: 'bot-shape',
      d: 'M13.6 1.8a5 5 0 0 1 4.8 0l9 5A5 5 0 0 1 30 11.2v9.6a5 5 0 0 1-2.6 4.4l-9 5a5 5 0 0 1-4.8 0l-9-5A5 5 0 0 1 2 20.8v-9.6a5 5 0 0 1 2.6-4.4l9-5Z',
    }),
    draw('path', { class: 'bot-line', d: 'M10.5 21.5v-9.2c0-1.3 1.6-1.9 2.4-.9l6.2 9c.8 1 2.4.4 2.4-.9v-9' }),
  );
  return svg;
}

function draw(tag: string, attributes: Record<string, string>): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element as SVGElement;
}
