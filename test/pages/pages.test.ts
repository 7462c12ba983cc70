import { describe, expect, test } from '@jest/globals';
import { createPages, type Facts, pageAddresses } from '../../src/pages/pages.ts';

const controller = { name: 'Esimerkkilä', contact: 'neuvo@example.org', dataProtectionOfficer: 'https://example.org/officer?a=1&b=2' };
const pages = createPages({ controller, store: 'sqlite' });
const languages = ['fi', 'sv', 'en'] as const;

describe('The language', () => {
  test.each([
    ['/privacy', undefined, 'fi'],
    ['/privacy', '', 'fi'],
    ['/privacy?lang=sv', 'en', 'sv'],
    ['/privacy?lang=EN-gb', 'fi', 'en'],
    ['/privacy?x=1&lang=sv&lang=en', '', 'sv'],
    ['/privacy?lang=de', 'en', 'en'],
    ['/privacy?lang=', 'sv', 'sv'],
    ['/privacy?lang=%E0%A4%A', 'sv', 'sv'],
    ['/privacy?lang=__proto__', 'constructor', 'fi'],
    ['/privacy?lang=sv?lang=en', '', 'sv'],
    ['/privacy', 'en-US,en;q=0.9,fi;q=0.8', 'en'],
    ['/privacy', 'de-DE, de;q=0.9, sv-FI;q=0.5, en;q=0.4', 'sv'],
    ['/privacy', 'fi;q=0.1, EN ; Q=0.2', 'en'],
    ['/privacy', 'sv;q=0.5, en;q=0.5', 'sv'],
    ['/privacy', 'sv;q=0, en;q=0.001', 'en'],
    ['/privacy', 'fi;q=0, *', 'sv'],
    ['/privacy', '*', 'fi'],
    ['/privacy', 'fi;q=0,sv;q=0,en;q=0,*', 'fi'],
    ['/privacy', 'ja, ko', 'fi'],
    ['/privacy', 'swe, eng', 'fi'],
    ['/privacy', 'en;q=2, sv;q=0.1', 'sv'],
    ['/privacy', 'en;q=NaN, sv;q=-1, en;level=1, en;q=1;q=1, fi;q=0.1', 'fi'],
    ['/privacy', ';;;,,,;q=1,;;q=0.5,=,sv', 'sv'],
    ['/privacy', '__proto__, toString;q=1', 'fi'],
  ])('of %s for “%s” is %s', (url, accepted, language) => {
    expect(pages(url, accepted)?.headers['content-language']).toBe(language);
  });

  test('is found in whatever somebody sends that is as long as a head may be', () => {
    for (const piece of ['en;q=0.1,', ';', ',', 'x-', '*', ' ', 'q=0.', 'en;q=0.0000', '\t', 'ä']) {
      expect(languages).toContain(pages('/', piece.repeat(16_000 / piece.length))?.headers['content-language']);
    }
  });
});

describe.each(languages)('In %s', (language) => {
  test.each(pageAddresses)('%s says so, has one main heading, and leads to the other pages and languages', (address) => {
    const { html } = pageAt(address, language);

    expect(html).toContain(`<html lang="${language}">`);
    expect(html.match(/<h1>/g)).toHaveLength(1);
    for (const other of pageAddresses) expect(html).toContain(`<a href="${other}?lang=${language}"`);
    for (const other of languages) expect(html).toContain(`<a href="${address}?lang=${other}" lang="${other}" hreflang="${other}"`);
    expect(html.match(/ aria-current="/g)).toHaveLength(2);
  });

  test.each(pageAddresses)('%s names who answers for the data, and how they are reached', (address) => {
    const { html } = pageAt(address, language);

    expect(html).toContain('<bdi>Esimerkkilä</bdi>');
    expect(html).toContain('<a href="mailto:neuvo@example.org">neuvo@example.org</a>');
    expect(html).toContain('<a href="https://example.org/officer?a=1&amp;b=2">https://example.org/officer?a=1&amp;b=2</a>');
  });

  test.each(pageAddresses)('%s loads nothing and runs nothing', (address) => {
    expect(pageAt(address, language).html).not.toMatch(/<(script|img|iframe|form|object|base)|\s(on\w+|style|src)=|@import|url\(/i);
  });

  test('the page on privacy names the store that is used, and the authority that supervises', () => {
    const inCloud = createPages({ controller, store: 'cosmos' })(`/privacy?lang=${language}`)?.html;

    expect(pageAt('/privacy', language).html).toMatch(/SQLite(?!.*Cosmos)/s);
    expect(inCloud).toMatch(/Cosmos DB(?!.*SQLite)/s);
    expect(inCloud).toContain('href="https://tietosuoja.fi/');
  });

  test('the terms send emergencies elsewhere, and name the law on the duty to notify', () => {
    const { html } = pageAt('/terms', language);

    expect(html).toContain('112');
    expect(html).toContain('417/2007');
    expect(html).toMatch(/\b25\b/);
  });
});

describe('What comes from settings', () => {
  const odd: Facts['controller'] = {
    name: `<script>alert("1")</script> & 'sons'`,
    contact: `o'neill+neuvo@example.org`,
    dataProtectionOfficer: `https://example.org/?"><script>alert(2)</script>`,
  };

  test.each(pageAddresses)('is text on %s, whatever is in it', (address) => {
    const html = createPages({ controller: odd, store: 'sqlite' })(address)?.html ?? '';

    expect(html).not.toContain('<script');
    expect(html).toContain('<bdi>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;sons&#39;</bdi>');
    expect(html).toContain('<a href="mailto:o&#39;neill+neuvo@example.org">o&#39;neill+neuvo@example.org</a>');
    expect(html).toContain('<a href="https://example.org/?&quot;&gt;&lt;script&gt;alert(2)&lt;/script&gt;">');
  });
});

test.each(['/x', '/privacy/', '//privacy', '/Privacy', '', '?lang=fi', '/__proto__', '__proto__', 'constructor'])(
  'there is no page at “%s”',
  (url) => {
    expect(pages(url)).toBeNull();
  },
);

function pageAt(address: string, language: string) {
  const page = pages(`${address}?lang=${language}`);
  if (!page) throw new Error(`no page at ${address}`);
  return page;
}
