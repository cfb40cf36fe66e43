import { XMLParser } from 'fast-xml-parser';

export interface XmlNode {
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: XmlNode[];
  /** Of the element itself. */
  text: string;
}

const ATTRIBUTES = ':@';
const TEXT = '#text';

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: true,
  htmlEntities: true,
});

type Raw = Record<string, unknown>;

const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null;

const nodesOf = (raw: unknown): XmlNode[] =>
  (Array.isArray(raw) ? raw : []).filter(isRaw).flatMap((item) => {
    const name = Object.keys(item).find((key) => key !== ATTRIBUTES);
    if (name === undefined || name === TEXT) return [];
    const attributes = isRaw(item[ATTRIBUTES]) ? item[ATTRIBUTES] : {};
    const inner = Array.isArray(item[name]) ? item[name].filter(isRaw) : [];
    return [
      {
        name,
        attributes: new Map(Object.entries(attributes).map(([key, value]) => [key, String(value)])),
        children: nodesOf(inner),
        text: inner.map((child) => (TEXT in child ? String(child[TEXT]) : '')).join(''),
      },
    ];
  });

/** The root of an XML document. Throws where it is not well-formed. */
export const readXml = (text: string): XmlNode => {
  const root = nodesOf(parser.parse(text, true)).find(({ name }) => !name.startsWith('?'));
  if (!root) throw new Error('The document has no root element.');
  return root;
};

export const childrenOf = (node: XmlNode, name: string): XmlNode[] => node.children.filter((child) => child.name === name);

/** The only one. Throws where it is not there. */
export const childOf = (node: XmlNode, name: string): XmlNode => {
  const [found] = childrenOf(node, name);
  if (!found) throw new Error(`The element ${node.name} has no ${name}.`);
  return found;
};

export const attributeOf = (node: XmlNode, name: string): string => {
  const found = node.attributes.get(name);
  if (found === undefined) throw new Error(`The element ${node.name} has no attribute ${name}.`);
  return found;
};
