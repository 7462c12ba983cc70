export type Theme = 'light' | 'dark';

/** Dresses the page: `?theme=` wins, then what was chosen here before; without either the system decides. */
export function applyTheme(): void {
  const asked = asTheme(new URLSearchParams(location.search).get('theme')) ?? asTheme(localStorage.getItem('theme'));
  if (asked) document.documentElement.dataset.theme = asked;
}

/** @returns the theme that is to be seen */
export function currentTheme(): Theme {
  return asTheme(document.documentElement.dataset.theme ?? null) ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
}

/** Changes to the other theme, remembers it, and takes a theme out of the address so that the choice holds. */
export function switchTheme(): Theme {
  const next = currentTheme() === 'dark' ? 'light' : 'dark';
  localStorage.setItem('theme', next);
  document.documentElement.dataset.theme = next;
  const address = new URL(location.href);
  address.searchParams.delete('theme');
  history.replaceState(history.state, '', address);
  return next;
}

function asTheme(text: string | null): Theme | undefined {
  return text === 'light' || text === 'dark' ? text : undefined;
}
