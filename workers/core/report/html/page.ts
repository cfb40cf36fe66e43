import { element, type Element } from '../../export/xml';
import type { PlotTheme } from '../theme';
import { textual } from './markup';

/** Colours come from the page, which is light or dark, and light on paper. */
export const PAGE: PlotTheme = {
  surface: 'none',
  text: 'var(--text)',
  muted: 'var(--muted)',
  line: 'var(--line)',
  accent: 'var(--s1)',
  font: 'inherit',
  series: ['var(--muted)', 'var(--s1)', 'var(--s2)', 'var(--s3)', 'var(--s4)', 'var(--s5)', 'var(--s6)', 'var(--s7)'],
};

const STYLE = `
:root { color-scheme: light dark; --surface: #fff; --sunken: #f5f5f3; --text: #15181c; --muted: #565b63; --line: #e2e1dc;
  --s1: #1b5fd0; --s2: #cf5a28; --s3: #1f8a66; --s4: #8649b8; --s5: #a97f00; --s6: #c2408a; --s7: #3f8ea8; }
@media screen and (prefers-color-scheme: dark) {
  :root { --surface: #1c1f23; --sunken: #14171a; --text: #eceef0; --muted: #a2a8b0; --line: #3a3f46;
    --s1: #6aa5fb; --s2: #f08a5b; --s3: #4fc59c; --s4: #bd8be8; --s5: #d9b13b; --s6: #ee7fbf; --s7: #74c0d8; } }
body { background: var(--surface); color: var(--text); font: 15px/1.5 Inter, 'Segoe UI', system-ui, Cantarell, 'DejaVu Sans', sans-serif;
  margin: 0 auto; max-width: 60rem; overflow-wrap: anywhere; padding: 2rem 1.5rem; }
h1 { font-size: 1.6rem; margin: 0 0 0.25rem; }
h2 { border-top: 1px solid var(--line); font-size: 1.15rem; margin: 2rem 0 0.75rem; padding-top: 1rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 0.5rem; }
.muted { color: var(--muted); }
dl { display: grid; gap: 0.2rem 1.5rem; grid-template-columns: max-content 1fr; margin: 0; }
dt { color: var(--muted); }
dd { margin: 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: 0.75rem 0; min-width: 24rem; }
caption { color: var(--muted); text-align: left; }
th, td { border-bottom: 1px solid var(--line); font-weight: 400; padding: 0.2rem 0.8rem 0.2rem 0; text-align: right; }
th:first-child { text-align: left; }
thead th { color: var(--muted); }
.formula { background: var(--sunken); font-family: ui-monospace, Consolas, 'DejaVu Sans Mono', monospace; padding: 0.75rem 1rem; }
.figures { display: flex; flex-wrap: wrap; gap: 1rem; }
figure { margin: 0; max-width: 100%; }
figure svg { display: block; height: auto; max-width: 100%; }
math { font-size: 1.15rem; }
@media print { body { font-size: 11px; max-width: none; padding: 0; } figure, tr { break-inside: avoid; } h2, h3 { break-after: avoid; } }
`;

/** A page that needs nothing but itself: no script, no font, no picture from elsewhere. */
export const page = (title: string, children: readonly Element[]): string => {
  const head = element('head', {}, [
    element('meta', { charset: 'utf-8' }),
    element('meta', { name: 'viewport', content: 'width=device-width' }),
    element('meta', { 'http-equiv': 'Content-Security-Policy', content: "default-src 'none'; style-src 'unsafe-inline'" }),
    textual('title', title),
    `<style>${STYLE}</style>`,
  ]);
  return `<!DOCTYPE html>\n${element('html', { lang: 'en' }, [head, element('body', {}, children)])}\n`;
};
