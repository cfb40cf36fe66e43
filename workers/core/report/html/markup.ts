import { element, textElement, type Element } from '../../export/xml';
import { shownText } from '../svg';

/**
 * Elements of a page, written so that readers of XML take them too. An element of HTML that is not empty by nature must not be
 * written as an empty one, so those without children go through `textual`.
 */
export const textual = (name: string, text: string, attributes: Record<string, string> = {}): Element =>
  textElement(name, shownText(text), attributes);

export const paragraph = (text: string, kind = ''): Element => textual('p', text, kind === '' ? {} : { class: kind });

export const section = (title: string, children: readonly Element[]): Element =>
  element('section', {}, [textual('h2', title), ...children]);

export const list = (items: readonly string[]): Element => element('ol', {}, items.map((item) => textual('li', item)));

/** Names and values, one pair a line. */
export const facts = (pairs: readonly (readonly [name: string, value: string])[]): Element =>
  element('dl', {}, pairs.flatMap(([name, value]) => [textual('dt', name), textual('dd', value)]));

/** Numbers stand at the right. The first column is text. */
export const table = (caption: string, header: readonly string[], rows: readonly (readonly string[])[]): Element =>
  element('table', {}, [
    textual('caption', caption),
    element('thead', {}, [element('tr', {}, header.map((name) => textual('th', name, { scope: 'col' })))]),
    element('tbody', {}, rows.map(([first = '', ...cells]) =>
      element('tr', {}, [textual('th', first, { scope: 'row' }), ...cells.map((cell) => textual('td', cell))]),
    )),
  ]);

/** A picture, or several side by side. */
export const figures = (pictures: readonly Element[]): Element =>
  element('div', { class: 'figures' }, pictures.map((picture) => element('figure', {}, [picture])));
