/** The pages' style: read at 320 px, on paper, by day and by night. Each pair of colours has a contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3). */
export const style = `
:root { color-scheme: light dark; --text: #1f1f1f; --paper: #fff; --link: #3d3fa3; --line: #767676; --note: #f1f1fb; }
@media (prefers-color-scheme: dark) { :root { --text: #ececec; --paper: #1b1a19; --link: #b3b5f5; --line: #8f8f8f; --note: #292840; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--text); font: 1rem/1.6 system-ui, sans-serif; overflow-wrap: anywhere; }
header, main { max-width: 44rem; margin: 0 auto; padding: 1rem; }
header { display: flex; flex-wrap: wrap; gap: .25rem 2rem; justify-content: space-between; border-bottom: 1px solid var(--line); }
nav ul { display: flex; flex-wrap: wrap; gap: 0 1rem; margin: 0; padding: 0; list-style: none; }
nav a { display: inline-block; padding: .4rem 0; }
a { color: var(--link); }
a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
[aria-current] { color: var(--text); font-weight: 600; text-decoration: none; }
h1 { margin: 1rem 0 .5rem; font-size: 2rem; line-height: 1.2; }
h2 { margin: 2rem 0 .5rem; font-size: 1.25rem; line-height: 1.3; break-after: avoid; }
p, ul { margin: 0 0 .75rem; }
main ul { padding-left: 1.25rem; }
li { margin-bottom: .4rem; }
nav li { margin: 0; }
.lead { font-size: 1.125rem; }
.note { padding: .75rem 1rem; background: var(--note); border-left: 4px solid var(--link); }
dt { font-weight: 600; }
dd { margin: 0 0 .5rem; }
@media print {
  :root { color-scheme: light; --text: #000; --paper: #fff; --link: #000; --note: #fff; }
  nav { display: none; }
  main a[href^="http"]::after { content: " (" attr(href) ")"; }
}
`;
