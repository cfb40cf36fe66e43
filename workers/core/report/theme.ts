/** Colours and font of a picture. */
export interface PlotTheme {
  surface: string;
  text: string;
  muted: string;
  line: string;
  accent: string;
  font: string;
  /** Index 0 is a grey; the others are for series. */
  series: readonly string[];
}

/** Those of the window when it is light (renderer/styles/tokens.css): a picture in a document lies on white. */
export const LIGHT: PlotTheme = {
  surface: '#ffffff',
  text: '#15181c',
  muted: '#565b63',
  line: '#e2e1dc',
  accent: '#1b5fd0',
  font: "Inter, 'Segoe UI', system-ui, Cantarell, 'DejaVu Sans', sans-serif",
  series: ['#565b63', '#1b5fd0', '#cf5a28', '#1f8a66', '#8649b8', '#a97f00', '#c2408a', '#3f8ea8'],
};

export const seriesColor = ({ series }: PlotTheme, index: number): string => series[index % series.length] ?? '';
