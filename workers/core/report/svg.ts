import { element, IMPOSSIBLE, textElement, type Element } from '../export/xml';
import type { PlotTheme } from './theme';

export { element };

/** A length in pixels, to a hundredth. */
export const px = (value: number): string => String(Math.round(value * 100) / 100 || 0);

/** Text as it can stand in a document: what has no place in XML is shown as the sign for that. */
export const shownText = (text: string): string => text.replace(new RegExp(IMPOSSIBLE, 'gu'), '\uFFFD');

const CHARACTER_WIDTH = 0.58;
/** About what a text is wide: there is nothing here to measure it by. */
export const textWidth = (text: string, size: number): number => [...text].length * size * CHARACTER_WIDTH;

/** Cut with an ellipsis to about `most` pixels. */
export const cutText = (text: string, size: number, most: number): string => {
  const characters = [...text];
  const room = Math.max(1, Math.floor(most / (size * CHARACTER_WIDTH)));
  return characters.length <= room ? text : `${characters.slice(0, room - 1).join('')}…`;
};

export interface LabelStyle {
  size?: number;
  color: string;
  anchor?: 'start' | 'middle' | 'end';
  weight?: number;
  /** Degrees about its own place. */
  turn?: number;
}

/** Text whose middle is at the height y. */
export const label = (text: string, x: number, y: number, { size = 12, color, anchor = 'start', weight, turn }: LabelStyle): Element =>
  textElement('text', shownText(text), {
    x: px(x),
    y: px(y),
    'dominant-baseline': 'central',
    'text-anchor': anchor,
    'font-size': String(size),
    fill: color,
    ...(weight === undefined ? {} : { 'font-weight': String(weight) }),
    ...(turn === undefined ? {} : { transform: `rotate(${turn} ${px(x)} ${px(y)})` }),
  });

export const line = (x1: number, y1: number, x2: number, y2: number, color: string, more: Record<string, string | number> = {}): Element =>
  element('line', { x1: px(x1), y1: px(y1), x2: px(x2), y2: px(y2), stroke: color, ...more });

export interface SvgDocument {
  title: string;
  /** What the picture shows, in words. */
  description: string;
  width: number;
  height: number;
  theme: PlotTheme;
}

/** A picture that stands alone, or inside a page. */
export const svgDocument = ({ title, description, width, height, theme }: SvgDocument, children: readonly Element[]): string =>
  element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      role: 'img',
      viewBox: `0 0 ${px(width)} ${px(height)}`,
      width: px(width),
      height: px(height),
      'font-family': theme.font,
    },
    [
      textElement('title', shownText(title)),
      textElement('desc', shownText(description)),
      element('rect', { width: px(width), height: px(height), fill: theme.surface }),
      ...children,
    ],
  );
