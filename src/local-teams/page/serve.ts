import { existsSync, readFileSync } from 'node:fs';
import { createRequire, stripTypeScriptTypes } from 'node:module';

export type Served = { type: string; body: string | Buffer };

/** The page needs nothing but itself; cards may show pictures from the web or from data. */
export const headers = {
  'content-security-policy':
    "default-src 'self'; img-src 'self' data: https:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

const require = createRequire(import.meta.url);

const vendor: Record<string, string> = {
  '/vendor/adaptivecards.js': 'adaptivecards/dist/adaptivecards.min.js',
  '/vendor/markdown-it.js': 'markdown-it/browser',
};

/**
 * Serves the page of local Teams: its HTML, style sheets and picture, its modules with their types stripped, and the two libraries that draw cards.
 * Each file is read once.
 *
 * @returns from the path of an address (without a query) to what is there, or `null` if nothing is
 */
export function servePage(): (path: string) => Served | null {
  const cache = new Map<string, Served | null>();
  return (path) => {
    const cached = cache.get(path);
    if (cached !== undefined) return cached;
    const served = read(path);
    if (served) cache.set(path, served);
    return served;
  };
}

function read(path: string): Served | null {
  const library = Object.hasOwn(vendor, path) ? vendor[path] : undefined;
  if (library) return { type: 'text/javascript; charset=utf-8', body: readFileSync(require.resolve(library)) };
  if (path === '/') return { type: 'text/html; charset=utf-8', body: ownFile('index.html') };
  const [, name, extension] = /^\/page\/([a-z-]+\.(ts|css|svg))$/.exec(path) ?? [];
  if (!name || name === 'serve.ts' || !existsSync(fileUrl(name))) return null;
  switch (extension) {
    case 'ts':
      return { type: 'text/javascript; charset=utf-8', body: stripTypeScriptTypes(ownFile(name), { mode: 'strip' }) };
    case 'css':
      return { type: 'text/css; charset=utf-8', body: ownFile(name) };
    default:
      return { type: 'image/svg+xml', body: ownFile(name) };
  }
}

function ownFile(name: string): string {
  return readFileSync(fileUrl(name), 'utf8');
}

function fileUrl(name: string): URL {
  return new URL(name, import.meta.url);
}
