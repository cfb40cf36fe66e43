import { FallLineError } from '../schema';

/** An element as text; children are elements or text that was escaped before. */
export type Element = string;

/** What XML 1.0 cannot hold in any spelling (https://www.w3.org/TR/xml/#charsets). */
export const IMPOSSIBLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/**
 * Text for content or an attribute in double quotes. Line ends and tabs are written as numbers, since a reader makes
 * spaces of them in an attribute. Throws FallLineError 'model-invalid' for a character that XML has no place for.
 */
export const xmlText = (text: string): string => {
  if (IMPOSSIBLE.test(text)) {
    throw new FallLineError(
      'model-invalid',
      `The text ${JSON.stringify(text.slice(0, 60))} holds a control character, which XML cannot hold. Rename the column or level in the file and train again, or choose another format.`,
    );
  }
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!).replace(/[\t\n\r]/g, (space) => `&#${space.codePointAt(0)};`);
};

/** `<name a="b">children</name>`, on lines of its own where it has child elements. Attributes that are undefined are left out. */
export const element = (
  name: string,
  attributes: Record<string, string | number | undefined> = {},
  children: readonly Element[] = [],
): Element => {
  const list = Object.entries(attributes)
    .filter((entry): entry is [string, string | number] => entry[1] !== undefined)
    .map(([key, value]) => ` ${key}="${xmlText(String(value))}"`);
  if (children.length === 0) return `<${name}${list.join('')}/>`;
  const inner = children.map((child) => child.replaceAll('\n', '\n  ')).join('\n  ');
  return `<${name}${list.join('')}>\n  ${inner}\n</${name}>`;
};

/** `<name a="b">text</name>`. */
export const textElement = (name: string, text: string, attributes: Record<string, string> = {}): Element => {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlText(value)}"`);
  return `<${name}${list.join('')}>${xmlText(text)}</${name}>`;
};
