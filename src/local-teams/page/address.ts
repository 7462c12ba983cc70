/** What the address bar carries, so that a link or a screenshot always shows the same. */
export type Address = { as: string | null; chat: string | null };

/** @returns who is looking at what, from the address bar */
export function readAddress(): Address {
  const query = new URLSearchParams(location.search);
  return { as: query.get('as'), chat: query.get('chat') };
}

/**
 * @param address a person and a conversation
 * @returns a link to them; everything else in the address bar, such as the theme, stays
 */
export function linkTo({ as, chat }: Address): string {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries({ as, chat })) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  return query.size > 0 ? `/?${query}` : '/';
}

/** @returns whether one pane at a time fits; the same width as in style.css */
export function isNarrow(): boolean {
  return matchMedia('(max-width: 719px)').matches;
}
