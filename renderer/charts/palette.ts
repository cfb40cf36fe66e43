import { onScopeDispose, shallowRef, type ShallowRef } from 'vue';

/** What a canvas cannot take from the style sheet by itself. */
export interface Palette {
  surface: string;
  text: string;
  muted: string;
  line: string;
  accent: string;
  font: string;
  /** Index 0 is the grey of the bias; 1 to 7 are the series. */
  series: string[];
}

/** The eighth series colour is a grey too, too near to the one of the bias. */
export const SERIES_COLORS = 7;

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  return {
    surface: read('--surface'),
    text: read('--text'),
    muted: read('--text-muted'),
    line: read('--line'),
    accent: read('--accent'),
    font: read('--font') || 'sans-serif',
    series: [
      read('--text-muted'),
      ...Array.from({ length: SERIES_COLORS }, (_, index) => read(`--series-${index + 1}`)),
    ],
  };
}

/** The colours in force; replaced when the system turns light or dark. */
export function usePalette(): Readonly<ShallowRef<Palette>> {
  const palette = shallowRef(readPalette());
  const query = matchMedia('(prefers-color-scheme: dark)');
  const refresh = (): void => {
    palette.value = readPalette();
  };
  query.addEventListener('change', refresh);
  onScopeDispose(() => query.removeEventListener('change', refresh));
  return palette;
}
